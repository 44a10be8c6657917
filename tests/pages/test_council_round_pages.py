from __future__ import annotations

from datetime import timedelta

from flask import Flask

from dossiers import clock
from dossiers.db import current_session
from dossiers.models import CouncilSession, WrittenRound
from tests.council_browser import browser_of, posts
from tests.council_world import a_world, fresh
from tests.pages.test_council import votes_through_the_pages


def test_a_round_is_prepared_sent_answered_and_ended_through_the_pages(sqlite_app: Flask) -> None:
    world = a_world(seats=4)
    secretary, chair = (browser_of(sqlite_app, account) for account in (world.secretary, world.chair))
    due = clock.today() + timedelta(days=7)
    typed = {"council": world.council.id, "title": "Lấy ý kiến đợt 12", "due_on": f"{due:%d/%m/%Y}"}
    made = posts(secretary, "/lay-y-kien/lap", **typed)
    assert made.status_code == 303
    assert posts(secretary, made.location, dossiers=world.dossier_ids).status_code == 303
    world.session_id = current_session().query(CouncilSession).one().id
    base = f"/phien-hop/{world.session_id}"
    tellers = [account.id for account in world.accounts[1:]]
    refused = posts(secretary, f"{base}/lay-y-kien/trinh", due_on=typed["due_on"], tellers=tellers[:1])
    assert refused.status_code == 422
    assert "Chọn đúng 3 thành viên" in refused.text
    sent = {"due_on": typed["due_on"], "tellers": tellers}
    assert posts(secretary, f"{base}/lay-y-kien/trinh", **sent).status_code == 303
    assert "Gửi lấy ý kiến" in chair.get(f"{base}/lay-y-kien").text
    assert posts(chair, f"{base}/lay-y-kien/gui", source=f"{base}/lay-y-kien").status_code == 303
    for path in ("/phien-hop", base):
        listed = secretary.get(path).text
        assert "Đang lấy ý kiến" in listed
        assert "Đang họp" not in listed
        assert "Điểm danh" not in listed

    member = browser_of(sqlite_app, world.accounts[3])
    assert "Lấy ý kiến bằng văn bản" in member.get("/viec-cua-toi").text
    assert "4 thành viên" in secretary.get("/viec-cua-toi").text
    for account in world.accounts:
        browser = browser_of(sqlite_app, account)
        assert votes_through_the_pages(browser, f"/phien-hop/noi-dung/{world.item.id}").status_code == 200
    assert "4/4" in secretary.get(f"{base}/lay-y-kien").text
    assert "Từng thành viên" not in member.get(f"{base}/lay-y-kien").text
    assert secretary.post(f"{base}/lay-y-kien/ket-thuc").status_code == 303
    assert "Kiểm phiếu" in chair.get(f"{base}/lay-y-kien").text


def test_an_overdue_round_is_marked_on_the_desks_of_the_secretary_and_of_who_is_late(sqlite_app: Flask) -> None:
    world = a_world(seats=4)
    secretary, chair = (browser_of(sqlite_app, account) for account in (world.secretary, world.chair))
    due = clock.today() + timedelta(days=7)
    typed = {"council": world.council.id, "title": "Lấy ý kiến đợt 12", "due_on": f"{due:%d/%m/%Y}"}
    made = posts(secretary, "/lay-y-kien/lap", **typed)
    posts(secretary, made.location, dossiers=world.dossier_ids)
    session_id = current_session().query(CouncilSession).one().id
    base = f"/phien-hop/{session_id}"
    tellers = [account.id for account in world.accounts[1:]]
    posts(secretary, f"{base}/lay-y-kien/trinh", due_on=typed["due_on"], tellers=tellers)
    posts(chair, f"{base}/lay-y-kien/gui", source=f"{base}/lay-y-kien")
    current_session().query(WrittenRound).one().due_on = clock.today() - timedelta(days=2)
    current_session().commit()
    fresh()
    for browser in (secretary, browser_of(sqlite_app, world.accounts[3])):
        assert "Quá hạn" in browser.get("/viec-cua-toi").text
    assert "Quá hạn" in secretary.get(f"{base}/lay-y-kien").text
    assert secretary.post(f"{base}/lay-y-kien/nhac").status_code == 303
    again = posts(secretary, f"{base}/lay-y-kien/gia-han", due_on=f"{clock.today():%d/%m/%Y}")
    assert again.status_code == 422
    assert posts(secretary, f"{base}/lay-y-kien/gia-han", due_on=f"{due:%d/%m/%Y}").status_code == 303


def test_a_meeting_has_no_round_s_page_and_says_so(sqlite_app: Flask) -> None:
    world = a_world(seats=4).prepares().convenes()
    answer = browser_of(sqlite_app, world.secretary).get(f"/phien-hop/{world.session_id}/lay-y-kien")
    assert answer.status_code == 409
    assert "không phải đợt lấy ý kiến" in answer.text
