"""An appraiser receives, checks, returns, asks, holds and finishes in the browser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from dossiers import facts
from dossiers.appraisal import queries
from dossiers.db import current_session
from dossiers.models import Account, Dossier, Unit
from dossiers.subjects import find_dossier
from tests.factories import NOW, a_dossier, a_nomination, a_province, a_unit, an_account, signed_in

CLEAN = {
    "ratings": [{"year": 2024, "rating": "HTXS"}, {"year": 2025, "rating": "HTXS"}],
    "awards": [],
    "initiatives": [],
    "discipline": [],
    "holds": [],
    "direct_worker": False,
}


@dataclass
class World:
    browser: FlaskClient
    province: Unit
    unit: Unit
    clerk: Account
    appraiser: Account

    def sent(self, **more: Any) -> Dossier:
        return a_dossier(self.unit, self.province, self.clerk, **({"state": "submitted"} | more))

    def received(self, **more: Any) -> Dossier:
        values = {"state": "under_appraisal", "appraiser_id": self.appraiser.id, "due_on": date(2026, 12, 21)}
        return self.sent(**(values | more))

    def get(self, path: str, status: int = 200) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text)

    def post(self, path: str, status: int = 303, **fields: Any) -> str:
        answer = self.browser.post(path, data=fields)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text) if status != 303 else answer.location


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def world(client: FlaskClient) -> World:
    province = a_province()
    unit = a_unit(parent_id=province.id)
    appraiser = an_account("appraiser", unit=province.keeper, full_name="Trần Văn Bình")
    clerk = an_account("clerk", unit=unit)
    return World(signed_in(client, appraiser), province, unit, clerk, appraiser)


def fresh(dossier: Dossier) -> Dossier:
    current_session().rollback()
    current_session().expire_all()
    return find_dossier(dossier.id)


def test_a_dossier_is_received_after_its_page_said_what_that_fixes(world: World) -> None:
    dossier = world.sent()
    page = world.get(f"/ho-so/{dossier.id}/tiep-nhan")
    for words in ("luật áp dụng theo ngày này", "Hạn thẩm định", "Trần Văn Bình", "Biên bản xét khen thưởng"):
        assert words in page
    assert "Đã ghi ý kiến" in world.get(world.post(f"/ho-so/{dossier.id}/tiep-nhan", seen=1))
    assert fresh(dossier).state == "under_appraisal"


def test_an_incomplete_dossier_shows_what_is_missing_and_its_waiver_lets_it_in(world: World) -> None:
    dossier = world.sent(review={})
    page = world.get(f"/ho-so/{dossier.id}/tiep-nhan")
    assert "Hồ sơ thiếu: Biên bản xét khen thưởng" in page
    assert ">Tiếp nhận hồ sơ</button>" not in page
    path = f"/ho-so/{dossier.id}/mien-thanh-phan"
    page = world.post(path, 422, seen=1, component="khong_co", reason="")
    assert 'id="component-error"' in page
    assert 'id="reason-error"' in page
    world.post(path, seen=1, component="bien_ban", reason="Đã nộp bản giấy.")
    assert "Đã nộp bản giấy." in world.get(f"/ho-so/{dossier.id}/tham-dinh")
    world.post(f"/ho-so/{dossier.id}/tiep-nhan", seen=2)


def test_an_opinion_leads_to_the_next_line_and_a_missing_reason_is_told_at_its_field(world: World) -> None:
    dossier = world.received()
    first, second = dossier.nominations
    path = f"/ho-so/{dossier.id}/tham-dinh/{first.id}"
    page = world.get(path)
    for words in ("Đối chiếu theo luật", "Luật 06/2022/QH15, Điều 74", "Rút ngắn 30%", "Năm 2025: Hoàn thành xuất sắc"):
        assert words in page
    assert 'id="proposal-error"' in world.post(path, 422, seen=1, opinion="Ý kiến đã gõ")
    page = world.post(path, 422, seen=1, proposal="decline", opinion="")
    assert "Ghi rõ lý do của đề xuất này." in page
    assert re.search(r'value="decline"[^>]* checked', page)
    assert world.post(path, seen=1, proposal="propose", opinion="Đủ.") == f"/ho-so/{dossier.id}/tham-dinh/{second.id}"
    last = f"/ho-so/{dossier.id}/tham-dinh/{second.id}"
    assert world.post(last, seen=2, proposal="propose", opinion="") == f"/ho-so/{dossier.id}/tham-dinh"
    assert "Đã ghi ý kiến <strong>2/2</strong>" in world.get(f"/ho-so/{dossier.id}/tham-dinh")


def test_green_lines_are_proposed_together(world: World) -> None:
    dossier = world.received(nominations=[a_nomination("Một", evidence=CLEAN), a_nomination("Hai", evidence={})])
    assert "Đề nghị khen thưởng 1 đề nghị này" in world.get(f"/ho-so/{dossier.id}/tham-dinh")
    world.post(f"/ho-so/{dossier.id}/tham-dinh/de-nghi-hang-loat", seen=1)
    newest = queries.newest_appraisals(fresh(dossier))
    assert [line.name for line in fresh(dossier).nominations if line.id in newest] == ["Một"]
    assert "Không có đề nghị nào" in world.post(f"/ho-so/{dossier.id}/tham-dinh/de-nghi-hang-loat", 409, seen=2)


def test_the_appraisal_is_finished_from_a_page_that_shows_its_result(world: World) -> None:
    dossier = world.received(nominations=1)
    path = f"/ho-so/{dossier.id}/ket-thuc-tham-dinh"
    assert "chưa có ý kiến thẩm định" in world.get(path)
    line = f"/ho-so/{dossier.id}/tham-dinh/{dossier.nominations[0].id}"
    world.post(line, seen=1, proposal="propose", opinion="Đủ điều kiện.")
    assert "Đủ điều kiện." in world.get(path)
    world.post(path, seen=2)
    assert fresh(dossier).state == "before_council"
    assert "chỉ xem" in world.get(f"/ho-so/{dossier.id}/tham-dinh")


def rows_of(page: str) -> dict[str, str]:
    """The hidden fields of a correction page, as a browser sends them back."""
    return dict(re.findall(r'<input type="hidden" name="(flags-\d+-\w+)" value="([^"]*)">', page))


def test_a_return_names_fields_of_lines_and_keeps_what_was_typed_when_something_is_missing(world: World) -> None:
    dossier = world.received()
    path = f"/ho-so/{dossier.id}/yeu-cau-bo-sung"
    rows = rows_of(world.get(path))
    line = dossier.nominations[1]
    index = next(
        name.split("-")[1]
        for name, value in rows.items()
        if name.endswith("code") and value == "report.results" and rows[name.replace("code", "owner")] == str(line.id)
    )
    flag = {f"flags-{index}-is_flagged": "y", f"flags-{index}-note": "Nêu số liệu từng năm"}
    page = world.post(path, 422, seen=1, reason="", due_on="mai", **rows, **flag)
    assert 'id="reason-error"' in page
    assert 'id="due_on-error"' in page
    assert 'value="Nêu số liệu từng năm"' in page
    assert 'value="mai"' in page
    page = world.post(path, 422, seen=1, reason="Thiếu số liệu.", due_on="30/12/2026", **rows)
    assert "Chọn ít nhất một nội dung" in page
    page = world.post(path, 422, seen=1, reason="Thiếu số liệu.", due_on="01/01/2024", **rows, **flag)
    assert "Chọn ngày sau ngày" in page
    world.post(path, seen=1, reason="Thiếu số liệu.", due_on="31/12/2026", **rows, **flag)
    request = facts.open_correction(fresh(dossier))
    assert request is not None
    assert [(f.nomination_id, f.field, f.note) for f in request.flags] == [
        (line.id, "report.results", "Nêu số liệu từng năm")
    ]


def test_a_long_dossier_offers_its_lines_to_choose_from(world: World) -> None:
    dossier = world.received(nominations=queries.MANY_LINES + 1)
    path = f"/ho-so/{dossier.id}/yeu-cau-bo-sung"
    assert "report.results" not in world.get(path)
    chosen = dossier.nominations[30]
    page = world.get(f"{path}?dong={chosen.id}&dong=x")
    assert page.count('value="report.results"') == 1


def test_other_offices_are_asked_and_their_answers_recorded(world: World) -> None:
    police = a_unit("Công an tỉnh Thái Nguyên", "armed_forces")
    dossier = world.received()
    path = f"/ho-so/{dossier.id}/lay-y-kien"
    assert "Công an tỉnh Thái Nguyên" in world.get(path)
    page = world.post(path, 422, seen=1, question="Có vi phạm không?", due_on="31/12/2026")
    assert "Chọn ít nhất một cơ quan" in page
    assert "Có vi phạm không?" in page
    assert world.post(path, 422, seen=1, question="", due_on="", unit_ids="x")
    world.post(path, seen=1, question="Có vi phạm không?", due_on="31/12/2026", unit_ids=police.id)
    (asked,) = queries.consultations_of(fresh(dossier))
    answer = f"{path}/{asked.id}"
    assert "Có vi phạm không?" in world.get(answer)
    assert 'id="answer-error"' in world.post(answer, 422, seen=2, answer="")
    world.post(answer, seen=2, answer="Văn bản 45/CAT: không vi phạm.")
    assert "Văn bản 45/CAT" in world.get(f"/ho-so/{dossier.id}/tham-dinh")
    world.get(f"/ho-so/{world.received().id}/lay-y-kien/{asked.id}", 404)


@pytest.mark.parametrize(
    ("path", "state"),
    [("tam-dung", "held_under_appraisal"), ("khong-de-nghi", "refused")],
)
def test_a_step_with_a_reason_asks_for_it(world: World, path: str, state: str) -> None:
    dossier = world.received()
    address = f"/ho-so/{dossier.id}/{path}"
    world.get(address)
    assert 'id="reason-error"' in world.post(address, 422, seen=1, reason="  ")
    world.post(address, seen=1, reason="Đang thanh tra.")
    assert fresh(dossier).state == state


def test_a_held_dossier_and_a_held_line_go_on_by_a_written_conclusion(world: World) -> None:
    dossier = world.received()
    world.post(f"/ho-so/{dossier.id}/tam-dung", seen=1, reason="Đang thanh tra.")
    assert 'id="reason-error"' in world.post(f"/ho-so/{dossier.id}/xet-tiep", 422, seen=2, reason="")
    world.post(f"/ho-so/{dossier.id}/xet-tiep", seen=2, reason="Kết luận 20/KL-TTr.")
    line = f"/ho-so/{dossier.id}/tham-dinh/{dossier.nominations[0].id}"
    assert 'id="reason-error"' in world.post(f"{line}/tam-dung", 422, seen=3, reason="")
    world.post(f"{line}/tam-dung", seen=3, reason="Đang xác minh đơn.")
    assert "Đang tạm dừng xét: Đang xác minh đơn." in world.get(line)
    world.get(f"{line}/xet-tiep")
    world.post(f"{line}/xet-tiep", seen=4, reason="Kết luận 21/KL-TTr.")
    assert (fresh(dossier).state, fresh(dossier).nominations[0].hold_reason) == ("under_appraisal", "")


def test_a_colleague_takes_over_with_a_reason(world: World, client: FlaskClient) -> None:
    dossier = world.received()
    colleague = an_account("appraiser", unit=world.province.keeper, full_name="Lý Văn Quân")
    browser = signed_in(client.application.test_client(), colleague)
    assert "Hồ sơ do Trần Văn Bình thẩm định" in html.unescape(browser.get(f"/ho-so/{dossier.id}/tham-dinh").text)
    line = f"/ho-so/{dossier.id}/tham-dinh/{dossier.nominations[0].id}"
    assert browser.post(line, data={"seen": 1, "proposal": "propose", "opinion": ""}).status_code == 403
    path = f"/ho-so/{dossier.id}/nhan-thay"
    assert browser.get(path).status_code == 200
    assert browser.post(path, data={"seen": 1, "reason": ""}).status_code == 422
    assert browser.post(path, data={"seen": 1, "reason": "Đồng chí Bình nghỉ phép."}).status_code == 303
    assert browser.post(line, data={"seen": 2, "proposal": "propose", "opinion": ""}).status_code == 303


PATHS = (
    "tiep-nhan", "tham-dinh", "ket-thuc-tham-dinh", "yeu-cau-bo-sung", "lay-y-kien", "tam-dung", "khong-de-nghi",
    "nhan-thay", "mien-thanh-phan", "tham-dinh/{}", "tham-dinh/{}/tam-dung", "tham-dinh/{}/xet-tiep",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_the_unit_appraises_nothing_and_other_bodies_learn_nothing(
    world: World, client: FlaskClient, path: str
) -> None:
    dossier = world.received()
    address = f"/ho-so/{dossier.id}/" + path.format(dossier.nominations[0].id)
    own = signed_in(client.application.test_client(), world.clerk)
    assert own.get(address).status_code in (403, 409)
    assert own.post(address, data={"seen": 1}).status_code in (403, 405, 409, 422)
    stranger = an_account("appraiser", "clerk", unit=a_unit("Sở Y tế", "department"))
    assert signed_in(client.application.test_client(), stranger).get(address).status_code == 404
    assert fresh(dossier).state == "under_appraisal"


@pytest.mark.parametrize("path", PATHS)
def test_unknown_dossiers_and_lines_are_not_found(world: World, path: str) -> None:
    world.get("/ho-so/999999/" + path.format(1), 404)
    if "{}" in path:
        world.get(f"/ho-so/{world.received().id}/" + path.format(999_999), 404)
        world.get(f"/ho-so/{world.received().id}/" + path.format(world.received().nominations[0].id), 404)
