from __future__ import annotations

from flask import Flask

from dossiers.council import recusals
from tests.council_browser import browser_of
from tests.council_world import a_meeting, a_world
from tests.factories import NOW, as_actor


def test_the_live_part_shows_presence_quorum_and_ballots_in_and_no_choice(sqlite_app: Flask) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    chair = browser_of(sqlite_app, world.chair)
    path = f"/phien-hop/{world.session_id}/dieu-hanh/bang"
    before = chair.get(path)
    assert "<html" not in before.text
    assert "0/5" in before.text
    world.votes(world.accounts[3], item_id, "no")
    after = chair.get(path)
    assert "1/5" in after.text
    assert "có 5, cần 4" in after.text
    for choice in ("Đồng ý", "Không đồng ý", "Không có ý kiến"):
        assert choice not in after.text


def test_nothing_is_sent_again_while_nothing_has_changed(sqlite_app: Flask) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    chair = browser_of(sqlite_app, world.chair)
    path = f"/phien-hop/{world.session_id}/dieu-hanh/bang"
    tag = chair.get(path).headers["ETag"]
    assert chair.get(path, headers={"If-None-Match": tag}).status_code == 304
    world.votes(world.accounts[3], item_id)
    assert chair.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_recused_member_s_live_part_does_not_move_with_the_hidden_item(sqlite_app: Flask) -> None:
    world = a_world(seats=6, dossiers=2).prepares().convenes().attends()
    member, hidden = world.accounts[5], world.items[1]
    code = world.dossier(1).code
    recusals.declare(actor=as_actor(member), item_id=hidden.id, ground="Là em.", at=NOW)
    world.opens()
    browser = browser_of(sqlite_app, member)
    path = f"/phien-hop/{world.session_id}/dieu-hanh/bang"
    tag = browser.get(path).headers["ETag"]
    item_id = world.opens_item(world.items[1])
    world.votes(world.chair, item_id)
    again = browser.get(path, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert code not in browser.get(path).text


def test_without_a_script_there_is_a_link_that_brings_the_page_up_to_date(sqlite_app: Flask) -> None:
    world = a_meeting()
    page = browser_of(sqlite_app, world.chair).get(f"/phien-hop/{world.session_id}/dieu-hanh").text
    assert f'href="/phien-hop/{world.session_id}/dieu-hanh">Cập nhật</a>' in page
    assert f'data-refresh="/phien-hop/{world.session_id}/dieu-hanh/bang"' in page
