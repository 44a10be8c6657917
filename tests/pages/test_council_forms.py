from __future__ import annotations

import re

import pytest
from flask import Flask

from dossiers.db import current_session
from dossiers.models import Council, CouncilMember
from tests.council_browser import browser_of, posts
from tests.council_world import a_meeting, a_world
from tests.factories import a_dossier, a_unit, an_account


def test_a_wrong_session_form_shows_every_fault_and_keeps_what_was_typed(sqlite_app: Flask) -> None:
    world = a_world()
    browser = browser_of(sqlite_app, world.secretary)
    answer = browser.post(
        "/phien-hop/lap",
        data={
            "council": world.council.id,
            "title": "Họp <b>",
            "held_on": "31/02/2027",
            "starts_at": "25:00",
            "place": "",
        },
    )
    assert answer.status_code == 422
    for words in ("Ghi ngày theo dạng", "Ghi giờ theo dạng 08:00", "Ghi địa điểm họp", "31/02/2027", "Họp &lt;b&gt;"):
        assert words in answer.text
    past = browser.post(
        "/phien-hop/lap",
        data={
            "council": world.council.id,
            "title": "Họp",
            "held_on": "01/01/2020",
            "starts_at": "08:00",
            "place": "P2",
        },
    )
    assert past.status_code == 422
    assert "Ngày họp đã qua" in past.text


@pytest.mark.parametrize("data", [{}, {"dossiers": "999999"}, {"dossiers": "không phải số"}])
def test_an_agenda_without_a_possible_choice_is_explained(sqlite_app: Flask, data: dict[str, str]) -> None:
    world = a_world().prepares()
    a_dossier(world.unit, world.province, world.clerk, state="before_council")
    browser = browser_of(sqlite_app, world.secretary)
    answer = posts(browser, f"/phien-hop/{world.session_id}/chuong-trinh", **data)
    assert answer.status_code == 422
    assert "hồ sơ" in answer.text.lower()


def test_a_wrong_number_of_tellers_is_explained_and_marks_are_kept(sqlite_app: Flask) -> None:
    world = a_world().prepares().convenes()
    members = world.held.members
    marks = {f"member_{member.id}": "present" for member in members} | {f"member_{members[4].id}": "absent"}
    browser = browser_of(sqlite_app, world.secretary)
    answer = posts(browser, f"/phien-hop/{world.session_id}/diem-danh", tellers=[members[0].id], **marks)
    assert answer.status_code == 422
    assert "Ban kiểm phiếu gồm 3 thành viên" in answer.text
    assert re.search(rf'name="member_{members[4].id}" value="absent" checked', answer.text)


def test_a_paper_count_that_does_not_add_up_is_explained_and_kept(sqlite_app: Flask) -> None:
    world = a_meeting(nominations=1)
    item_id = world.opens_item()
    ballot = world.open_ballots(item_id)[0]
    browser = browser_of(sqlite_app, world.accounts[4])
    voter = world.member(world.accounts[3]).id
    path = f"/phien-hop/noi-dung/{item_id}/phieu-giay"
    answer = browser.post(path, data={"voters": [voter], f"yes_{ballot.id}": "7"})
    assert answer.status_code == 422
    assert "phải đúng 1 phiếu" in answer.text
    assert 'value="7"' in answer.text
    assert browser.post(path, data={f"yes_{ballot.id}": "một"}).status_code == 422


def test_a_page_made_before_somebody_else_s_change_is_refused(sqlite_app: Flask) -> None:
    world = a_world().prepares()
    browser = browser_of(sqlite_app, world.secretary)
    answer = browser.post(f"/phien-hop/{world.session_id}/trieu-tap", data={"seen": "1"})
    assert answer.status_code == 409
    assert "Tải lại trang" in answer.text


def test_a_council_is_recorded_and_its_seats_change_by_decisions(sqlite_app: Flask) -> None:
    commune = a_unit()
    administrator = an_account("administrator", unit=commune)
    person = an_account(unit=commune, full_name="Lý Thị Sáu")
    browser = browser_of(sqlite_app, administrator)
    data = {"unit": commune.id, "name": "Hội đồng xã", "established_by": "01/QĐ-UBND", "established_on": "05/01/2026"}
    made = browser.post("/hoi-dong/lap", data=data)
    assert made.status_code == 303
    council = current_session().query(Council).one()
    seat = {
        "account_id": person.id,
        "seat": "chair",
        "position": "1",
        "from_on": "05/01/2026",
        "decided_by": "01/QĐ-UBND",
    }
    assert browser.post(f"/hoi-dong/{council.id}/thanh-vien", data=seat).status_code == 303
    again = browser.post(f"/hoi-dong/{council.id}/thanh-vien", data=seat)
    assert again.status_code == 422
    assert "đang là thành viên" in again.text
    early = browser.post(f"/hoi-dong/{council.id}/thanh-vien", data={**seat, "from_on": "01/01/2020"})
    assert "Hội đồng thành lập ngày 05/01/2026" in early.text

    member = current_session().query(CouncilMember).one()
    end = f"/hoi-dong/{council.id}/thanh-vien/{member.id}/thoi"
    assert browser.post(end, data={"until_on": "01/01/2020", "decided_by": "2/QĐ"}).status_code == 422
    assert browser.post(end, data={"until_on": "30/06/2026", "decided_by": "2/QĐ"}).status_code == 303
    assert "Lý Thị Sáu</th" not in browser.get(f"/hoi-dong/{council.id}?ngay=01/07/2026").text
    assert "2/QĐ" in browser.get(f"/hoi-dong/{council.id}?ngay=30/06/2026").text
    assert "Ghi ngày theo dạng" in browser.get(f"/hoi-dong/{council.id}?ngay=hôm nay").text
