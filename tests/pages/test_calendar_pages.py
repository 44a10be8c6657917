from __future__ import annotations

import re

import time_machine
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import CalendarCorrection
from tests.decision_world import World, a_world, post, vietnam
from tests.factories import an_account, signed_in

NOW = vietnam(2026, 11, 27)
TYPED = {
    "kind": "holiday",
    "day": "30/11/2026",
    "until": "",
    "worked": "",
    "name": "Nghỉ theo thông báo",
    "document_number": "99/TB-UBND",
    "document_on": "27/11/2026",
    "reason": "Theo thông báo của tỉnh",
}


def at_the_calendar(client: FlaskClient) -> World:
    world = a_world()
    post(world)
    signed_in(client, an_account("administrator", unit=world.province))
    return world


def test_an_administrator_previews_and_then_corrects_the_calendar(client: FlaskClient) -> None:
    with time_machine.travel(NOW):
        world = at_the_calendar(client)
        preview = client.post("/quan-tri/lich-lam-viec/xem-truoc", data=TYPED)
        assert preview.status_code == 200
        assert "2 hạn được tính lại" in preview.text
        assert world.dossier.code in preview.text
        assert current_session().query(CalendarCorrection).count() == 0
        shown = re.search(r'name="shown" value="(\w+)"', preview.text)
        assert shown
        done = client.post("/quan-tri/lich-lam-viec/sua", data=TYPED | {"shown": shown[1]}, follow_redirects=True)
        assert "tính lại 2 hạn" in done.text
        assert "99/TB-UBND ngày 27/11/2026" in done.text
        assert "03/12/2026" in client.get(f"/cong-khai/{world.notice.id}").text


def test_a_confirmation_of_another_list_shows_the_new_one(client: FlaskClient) -> None:
    with time_machine.travel(NOW):
        at_the_calendar(client)
        answer = client.post("/quan-tri/lich-lam-viec/sua", data=TYPED | {"shown": "cũ"})
    assert answer.status_code == 409
    assert "Xem lại rồi xác nhận" in answer.text
    assert "2 hạn được tính lại" in answer.text


def test_a_day_that_cannot_be_so_is_told_at_its_field_with_what_was_typed(client: FlaskClient) -> None:
    with time_machine.travel(NOW):
        at_the_calendar(client)
        answer = client.post("/quan-tri/lich-lam-viec/xem-truoc", data=TYPED | {"kind": "swap", "worked": "01/12/2026"})
    assert answer.status_code == 422
    assert "01/12/2026 là thứ Ba" in answer.text
    assert "Theo thông báo của tỉnh" in answer.text


def test_a_year_that_is_not_official_says_so_wherever_a_date_depends_on_it(client: FlaskClient) -> None:
    with time_machine.travel(vietnam(2026, 12, 29)):
        world = a_world()
        post(world, vietnam(2026, 12, 29))
        signed_in(client, world.appraiser)
        assert "lịch làm việc dự kiến" in client.get(f"/cong-khai/{world.notice.id}").text
        assert "lịch dự kiến" in client.get(f"/ho-so/{world.dossier_id}").text
        signed_in(client, an_account("administrator", unit=world.province))
        typed = {"year": "2027", "standing": "official", "document_number": "1/TB", "document_on": "28/12/2026"}
        said = client.post("/quan-tri/lich-lam-viec/nam", data=typed | {"reason": "Đã công bố"})
        assert said.status_code == 303
        assert "Lịch chính thức" in client.get("/quan-tri/lich-lam-viec?nam=2027").text
        assert "lịch làm việc dự kiến" not in client.get(f"/cong-khai/{world.notice.id}").text


def test_work_goes_on_past_the_last_year_of_the_calendar(client: FlaskClient) -> None:
    with time_machine.travel(vietnam(2028, 3, 1)):
        world = a_world()
        signed_in(client, world.appraiser)
        page = client.get(f"/ho-so/{world.dossier_id}/dang-cong-khai")
        assert page.status_code == 200
        assert "lịch dự kiến" in page.text
        typed = {"seen": world.dossier.version, "place": "Bảng tin", "working_days": ""}
        assert client.post(f"/ho-so/{world.dossier_id}/dang-cong-khai", data=typed).status_code == 303
        assert client.get("/viec-cua-toi").status_code == 200
        signed_in(client, an_account("administrator", unit=world.province))
        assert client.get("/quan-tri/lich-lam-viec?nam=2027").status_code == 200
        assert client.get("/quan-tri/lich-lam-viec").status_code == 404
