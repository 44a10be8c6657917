from __future__ import annotations

from datetime import date

from flask import Flask

from dossiers.subjects import find_council
from tests.council_browser import browser_of
from tests.council_world import a_world, fresh
from tests.factories import an_account


def test_a_decision_is_recorded_through_the_page_and_stands_in_the_history(sqlite_app: Flask) -> None:
    world = a_world(seats=5)
    joins = an_account("council_member", unit=world.province.keeper, full_name="Lý Thị Mới")
    leaves = find_council(world.council.id).members[4].id
    browser = browser_of(sqlite_app, world.secretary)
    path = f"/hoi-dong/{world.council.id}/quyet-dinh"
    assert "Ủy viên Thứ 5" in browser.get(path).text
    typed = {
        "number": "215/QĐ-UBND",
        "decided_on": "20/11/2026",
        "effective_on": "01/12/2099",
        "rows": "3",
        f"act_{leaves}": "leaves",
        "joins_0": str(joins.id),
        "seat_0": "member",
    }
    more = browser.post(path, data={**typed, "more": "1"}).text
    assert 'name="joins_5"' in more
    assert "215/QĐ-UBND" in more
    faulty = browser.post(path, data={**typed, "effective_on": "mai"})
    assert faulty.status_code == 422
    assert 'value="mai"' in faulty.text
    assert browser.post(path, data=typed).status_code == 303
    told = browser.get(f"/hoi-dong/{world.council.id}/lich-su").text
    assert "Lý Thị Mới" in told
    assert "Từ 01/12/2099 · 215/QĐ-UBND" in told
    fresh()
    assert len(find_council(world.council.id).members) == 6


def test_somebody_who_is_no_choice_is_refused_at_the_field(sqlite_app: Flask) -> None:
    world = a_world(seats=5)
    browser = browser_of(sqlite_app, world.secretary)
    data = {
        "number": "1/QĐ",
        "decided_on": "20/11/2026",
        "effective_on": "01/12/2026",
        "joins_0": "9999999",
        "rows": "x",
    }
    answer = browser.post(f"/hoi-dong/{world.council.id}/quyet-dinh", data=data)
    assert answer.status_code == 422
    assert "Chọn một giá trị trong danh sách." in answer.text


def test_a_session_that_the_administrator_may_not_open_is_named_without_a_link(sqlite_app: Flask) -> None:
    world = a_world(seats=5).prepares(held_on=date(2099, 12, 1)).convenes()
    administrator = browser_of(sqlite_app, an_account("administrator", unit=world.province))
    path, session = f"/hoi-dong/{world.council.id}/quyet-dinh", f"/phien-hop/{world.session_id}"
    page = administrator.get(path)
    assert page.status_code == 200
    assert administrator.get(session).status_code == 404
    assert f'href="{session}"' not in page.text
    assert "Phiên họp đã triệu tập, chưa khai mạc" in page.text
    assert f'href="{session}"' in browser_of(sqlite_app, world.secretary).get(path).text
