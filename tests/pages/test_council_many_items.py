"""The chair's pages for many items at once."""

from __future__ import annotations

import re

from flask import Flask

from dossiers.council import recusals
from tests.council_browser import browser_of
from tests.council_world import World, a_meeting, a_world
from tests.factories import NOW, a_dossier, as_actor


def shown(page: str) -> str:
    found = re.search(r'name="shown"[^>]*value="(\w+)"', page)
    assert found, page
    return found[1]


def path(world: World, act: str) -> str:
    return f"/phien-hop/{world.session_id}/dieu-hanh/{act}"


def test_the_control_room_offers_all_items_at_once_and_each_page_says_what_it_will_do(sqlite_app: Flask) -> None:
    world = a_meeting(dossiers=3)
    chair = browser_of(sqlite_app, world.chair)
    room = f"/phien-hop/{world.session_id}/dieu-hanh"
    assert "Mở 3 nội dung chờ xét" in chair.get(room).text
    page = chair.get(path(world, "mo-nhieu")).text
    assert page.count("Mở bỏ phiếu công khai 2 đề nghị.") == 3
    assert chair.post(path(world, "mo-nhieu"), data={"shown": shown(page)}).status_code == 303
    for item in world.items:
        world.votes(world.chair, item.id)
    assert "Kiểm phiếu 3 nội dung đang mở" in chair.get(room).text
    page = chair.get(path(world, "kiem-nhieu")).text
    assert page.count("kiểm 1/5 phiếu") == 3
    assert page.count("4 thành viên chưa bỏ phiếu") == 3
    assert chair.post(path(world, "kiem-nhieu"), data={"shown": shown(page)}).status_code == 303
    page = chair.get(path(world, "ket-luan-nhieu")).text
    empty = chair.post(path(world, "ket-luan-nhieu"), data={"shown": shown(page), "conclusion": " "})
    assert (empty.status_code, "Ghi kết luận của người chủ trì" in empty.text) == (422, True)
    data = {"shown": shown(page), "conclusion": "Nhất trí."}
    assert chair.post(path(world, "ket-luan-nhieu"), data=data).status_code == 303
    assert [item.conclusion for item in world.items] == ["Nhất trí."] * 3


def test_a_page_that_is_out_of_date_is_shown_again_with_what_was_typed(sqlite_app: Flask) -> None:
    world = a_meeting(dossiers=2)
    for item in world.items:
        world.counts(world.opens_item(item))
    chair = browser_of(sqlite_app, world.chair)
    before = shown(chair.get(path(world, "ket-luan-nhieu")).text)
    world.closes_item(world.items[0].id)
    again = chair.post(path(world, "ket-luan-nhieu"), data={"shown": before, "conclusion": "Theo kết quả."})
    assert (again.status_code, "Theo kết quả." in again.text) == (409, True)
    assert shown(again.text) != before
    assert world.items[1].state == "open"


def test_what_the_chair_is_recused_from_leaves_no_trace_on_the_page_but_a_number(sqlite_app: Flask) -> None:
    world = a_world(seats=6, dossiers=3).prepares().convenes().attends()
    recusals.declare(actor=as_actor(world.chair), item_id=world.items[1].id, ground="Là em.", at=NOW)
    world.opens()
    page = browser_of(sqlite_app, world.chair).get(path(world, "mo-nhieu")).text
    assert "1 nội dung do người khác chủ trì." in page
    assert world.dossier(1).code not in page
    assert world.dossier(2).code in page
    stranger = browser_of(sqlite_app, world.accounts[5])
    assert stranger.get(path(world, "mo-nhieu")).status_code in (403, 404)


def test_one_award_can_be_chosen_and_the_others_wait(sqlite_app: Flask) -> None:
    world = a_world(dossiers=2)
    other = a_dossier_for_another_award(world)
    world.prepares().convenes().attends().opens()
    chair = browser_of(sqlite_app, world.chair)
    page = chair.get(f"{path(world, 'mo-nhieu')}?danh-hieu={other}").text
    data = {"shown": shown(page), "award": other}
    assert chair.post(path(world, "mo-nhieu"), data=data).status_code == 303
    assert sorted(item.state for item in world.items) == ["open", "waiting", "waiting"]


def a_dossier_for_another_award(world: World) -> str:
    other = "CSTD_TINH"
    made = a_dossier(world.unit, world.province, world.clerk, state="before_council", award=other)
    world.dossier_ids.append(made.id)
    return other
