from __future__ import annotations

from flask import Flask

from tests.council_browser import browser_of, posts
from tests.council_world import a_world
from tests.factories import a_nomination, an_account


def test_a_member_answers_reads_notes_and_asks_through_the_pages(sqlite_app: Flask) -> None:
    world = a_world(nominations=[a_nomination("Lý Văn Một"), a_nomination("Lý Văn Hai")]).prepares().convenes()
    member = browser_of(sqlite_app, world.accounts[3])
    base = f"/phien-hop/{world.session_id}"
    waiting = '1<span class="govuk-visually-hidden"> việc đang chờ'
    desk = member.get("/viec-cua-toi").text
    assert "Trả lời giấy mời" in desk
    assert waiting in desk
    assert posts(member, f"{base}/tra-loi", reply="coming").status_code == 303
    desk = member.get("/viec-cua-toi").text
    assert "Đã trả lời giấy mời" in desk
    assert waiting not in desk

    first, second = (line.id for line in world.dossier().nominations)
    item = f"/phien-hop/noi-dung/{world.item.id}"
    assert "0/2" in member.get(f"{base}/tai-lieu").text
    page = member.get(f"{item}/doc/{first}").text
    assert "Báo cáo thành tích đầy đủ" in page
    onward = member.post(f"{item}/doc/{first}", data={"note": "Xem lại sáng kiến.", "next": "1"})
    assert onward.location.endswith(f"{item}/doc/{second}")
    assert "Xem lại sáng kiến." in member.get(f"{item}/doc/{first}").text
    assert "1/2" in member.get(f"{base}/tai-lieu").text
    asked = member.post(f"{item}/doc/{second}/hoi", data={"question": "Ai công nhận sáng kiến?"})
    assert asked.status_code == 303

    secretary = browser_of(sqlite_app, world.secretary)
    assert "1 chưa trả lời" in secretary.get(f"{base}/chuan-bi").text
    listed = secretary.get(f"{base}/cau-hoi").text
    assert "Ai công nhận sáng kiến?" in listed
    assert "Xem lại sáng kiến." not in listed
    number = listed.split("/phien-hop/cau-hoi/")[1].split('"')[0]
    assert posts(secretary, f"/phien-hop/cau-hoi/{number}", answer="Sở Khoa học.").status_code == 303
    assert "Sở Khoa học." in member.get(f"{item}/doc/{second}").text
    other = browser_of(sqlite_app, world.accounts[4]).get(f"{item}/doc/{second}").text
    assert "Ai công nhận sáng kiến?" not in other
    assert "Xem lại sáng kiến." not in browser_of(sqlite_app, world.accounts[4]).get(f"{item}/doc/{first}").text


def test_an_absence_without_a_reason_is_asked_for_and_the_choice_is_kept(sqlite_app: Flask) -> None:
    world = a_world().prepares().convenes()
    member = browser_of(sqlite_app, world.accounts[3])
    answer = member.post(f"/phien-hop/{world.session_id}/tra-loi", data={"reply": "written", "reason": ""})
    assert answer.status_code == 422
    assert "Ghi lý do vắng mặt" in answer.text
    assert 'value="written" checked' in answer.text
    unknown = member.post(f"/phien-hop/{world.session_id}/tra-loi", data={"reply": "maybe"})
    assert unknown.status_code == 422


def test_the_appraiser_finds_a_member_s_question_among_the_own_work(sqlite_app: Flask) -> None:
    world = a_world().prepares().convenes()
    appraiser = an_account("appraiser", unit=world.province.keeper)
    line = world.dossier().nominations[0].id
    browser_of(sqlite_app, world.accounts[3]).post(
        f"/phien-hop/noi-dung/{world.item.id}/doc/{line}/hoi", data={"question": "Vì sao?"}
    )
    browser = browser_of(sqlite_app, appraiser)
    desk = browser.get("/viec-cua-toi").text
    assert "Câu hỏi của thành viên Hội đồng" in desk
    assert '1<span class="govuk-visually-hidden"> việc đang chờ' in desk
    assert "Vì sao?" in browser.get(f"/phien-hop/{world.session_id}/cau-hoi").text


def test_a_line_of_another_item_is_not_found_in_the_pack(sqlite_app: Flask) -> None:
    world = a_world(dossiers=2).prepares().convenes()
    foreign = world.dossier(1).nominations[0].id
    member = browser_of(sqlite_app, world.accounts[3])
    path = f"/phien-hop/noi-dung/{world.item.id}/doc/{foreign}"
    assert member.get(path).status_code == 404
    assert member.post(path, data={"note": "x"}).status_code == 404
    assert member.post(f"{path}/hoi", data={"question": "x"}).status_code == 404
