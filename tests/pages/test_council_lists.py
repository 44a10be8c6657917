"""Voting on a list, second votes, quotas, corrections and exports, through the pages."""

from __future__ import annotations

import json
import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dossiers.council import recusals
from dossiers.db import current_session
from dossiers.models import Nomination, Turnout
from dossiers.subjects import find_item
from tests.council_browser import browser_of, posts
from tests.council_world import World, a_meeting, a_world, fresh
from tests.factories import NOW, as_actor
from workflow.recount import recount

CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b")


def a_long_session() -> tuple[World, list[int]]:
    world = a_meeting(dossiers=3)
    world.items[2].is_secret = True
    current_session().commit()
    return world, [world.opens_item(item) for item in world.items]


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(key|ballot_\d+)"[^>]*value="(\w+)"', page))


def names(page: str) -> list[str]:
    return sorted(set(re.findall(r'name="(ballot_\d+)"', page)), key=lambda name: int(name.split("_")[1]))


def checks(browser: FlaskClient, world: World, **fields: str) -> TestResponse:
    path = f"/phien-hop/{world.session_id}/bo-phieu"
    key = re.search(r'name="key"[^>]*value="(\w+)"', browser.get(path).text)
    assert key
    return browser.post(f"{path}/kiem-tra", data={"key": key[1], **fields})


def sends(browser: FlaskClient, world: World, checked: TestResponse) -> TestResponse:
    return browser.post(f"/phien-hop/{world.session_id}/bo-phieu/gui", data=hidden(checked.text))


def test_everything_but_the_exceptions_is_agreed_to_checked_and_sent_at_once(sqlite_app: Flask) -> None:
    world, item_ids = a_long_session()
    browser = browser_of(sqlite_app, world.chair)
    page = browser.get(f"/phien-hop/{world.session_id}/bo-phieu").text
    assert "6 dòng đang chờ bạn bỏ phiếu" in page
    lines = names(page)
    checked = checks(browser, world, rest="*", **{lines[1]: "no", lines[5]: "abstain"})
    assert "Tổng cộng 6 dòng" in checked.text
    assert hidden(checked.text)[lines[1]] == "no"
    assert current_session().query(Turnout).count() == 0
    told = sends(browser, world, checked)
    assert told.status_code == 200
    assert len(CODE.findall(told.text)) == 2
    again = sends(browser, world, checked)
    assert CODE.findall(again.text) == CODE.findall(told.text)
    assert "Không còn dòng nào chờ bạn" in browser.get(f"/phien-hop/{world.session_id}/bo-phieu").text
    for item_id in item_ids:
        world.counts(item_id)
    found = [(each.yes, each.no, each.abstain) for item_id in item_ids for each in find_item(item_id).ballots]
    assert found == [(1, 0, 0), (0, 1, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (0, 0, 1)]


def test_lines_that_are_left_wait_for_the_next_time(sqlite_app: Flask) -> None:
    world, _ = a_long_session()
    browser = browser_of(sqlite_app, world.chair)
    lines = names(browser.get(f"/phien-hop/{world.session_id}/bo-phieu").text)
    checked = checks(browser, world, **{lines[0]: "yes"})
    assert "Để lại bỏ phiếu sau" in checked.text
    assert "Còn 5 dòng chờ bạn bỏ phiếu" in sends(browser, world, checked).text
    assert names(browser.get(f"/phien-hop/{world.session_id}/bo-phieu").text) == lines[1:]


def test_choosing_again_keeps_what_was_chosen_and_nothing_chosen_is_said(sqlite_app: Flask) -> None:
    world, _ = a_long_session()
    browser = browser_of(sqlite_app, world.chair)
    lines = names(browser.get(f"/phien-hop/{world.session_id}/bo-phieu").text)
    kept = checks(browser, world, again="1", **{lines[2]: "no"}).text
    assert re.search(rf'id="{lines[2]}-no"[^>]*checked', kept)
    empty = checks(browser, world)
    assert empty.status_code == 422
    assert "Chưa chọn dòng nào" in empty.text
    assert checks(browser, world, **{lines[0]: "maybe", "ballot_x": "yes", "ballot_99999": "yes"}).status_code == 422


def test_a_list_that_comes_too_late_for_a_line_keeps_the_other_choices_and_takes_nothing(sqlite_app: Flask) -> None:
    world, item_ids = a_long_session()
    browser = browser_of(sqlite_app, world.chair)
    lines = names(browser.get(f"/phien-hop/{world.session_id}/bo-phieu").text)
    checked = checks(browser, world, rest="*", **{lines[3]: "no"})
    world.counts(item_ids[0])
    late = sends(browser, world, checked)
    assert late.status_code == 409
    assert "2 dòng đã kiểm phiếu" in late.text
    assert re.search(rf'id="{lines[3]}-no"[^>]*checked', late.text)
    assert lines[0] not in late.text
    assert current_session().query(Turnout).count() == 0


def test_a_recused_member_meets_nothing_of_the_item_on_any_page_of_the_session(sqlite_app: Flask) -> None:
    """The chair is recused from one of two items: neither its names nor its numbers are on any page or file."""
    world = a_world(seats=6, dossiers=2)
    first, second = (world.dossier(place) for place in (0, 1))
    for dossier, name in ((first, "Bí Mật"), (second, "Công Khai")):
        for number, line in enumerate(dossier.nominations):
            line.name = f"Đặng {name} {number}"
    current_session().commit()
    world.prepares().convenes().attends()
    hidden_item, shown_item = (item.id for item in world.items)
    recusals.declare(actor=as_actor(world.chair), item_id=hidden_item, ground="Là chồng.", at=NOW)
    world.opens()
    world.opens_item(world.items[0], by=world.accounts[2])
    world.opens_item(world.items[1])
    for account in world.accounts[1:5]:
        world.votes(account, hidden_item)
    chair = browser_of(sqlite_app, world.chair)
    base = f"/phien-hop/{world.session_id}"
    item = f"/phien-hop/noi-dung/{hidden_item}"
    secret_words = ("Bí Mật", first.code, "4/5", f"noi-dung/{hidden_item}")

    def leaks(path: str) -> list[str]:
        answer = chair.get(path)
        return [word for word in secret_words if answer.status_code == 200 and word in answer.text]

    while_open = (base, f"{base}/dieu-hanh", f"{base}/bo-phieu", "/viec-cua-toi", "/ho-so", "/ho-so?q=Bí", "/phien-hop")
    assert {path: found for path in while_open if (found := leaks(path))} == {}
    assert "Công Khai" in chair.get(f"{base}/bo-phieu").text
    for path in ("", "/bo-phieu", "/ket-thuc", "/bo-phieu-lan-hai", "/chi-tieu", "/phieu-giay", "/hoan", "/hoi-ti"):
        assert chair.get(f"{item}{path}").status_code in (403, 404), path

    world.counts(hidden_item, by=world.accounts[2])
    world.closes_item(hidden_item, by=world.accounts[2])
    world.closes_item(shown_item)
    world.closes()
    after = (*while_open, f"/ho-so/{first.id}")
    assert {path: found for path in after if (found := leaks(path))} == {}
    for path in ("/xuat-phieu.json", "/xuat-phieu.csv", "/dinh-chinh"):
        assert chair.get(f"{base}{path}").status_code in (403, 404), path
    # Everybody else reads that the chair was out of it, and who led instead.
    other = browser_of(sqlite_app, world.accounts[3]).get(item).text
    assert "Là chồng." in other


def test_the_votes_of_a_closed_session_are_handed_out_and_count_the_same_again(sqlite_app: Flask) -> None:
    world, item_ids = a_long_session()
    browser = browser_of(sqlite_app, world.accounts[3])
    base = f"/phien-hop/{world.session_id}"
    assert browser.get(f"{base}/xuat-phieu.json").status_code == 409
    line = current_session().query(Nomination).first()
    assert line
    line.name = "=1+1"
    current_session().commit()
    for account in world.accounts[:4]:
        for item_id in item_ids:
            world.votes(account, item_id)
    for item_id in item_ids:
        world.closes_item(item_id)
    world.closes()
    assert "xuat-phieu.json" in browser.get(base).text
    found = recount(json.loads(browser.get(f"{base}/xuat-phieu.json").data))
    assert (found.ballots, found.votes, found.ok) == (6, 24, True)
    table = browser.get(f"{base}/xuat-phieu.csv").text
    assert table.count("\n") == 25
    assert not re.search(r"(^|,)=", table)
    assert "Ủy viên Thứ 1" in table


def test_the_chair_orders_a_second_vote_and_a_correction_follows_through_the_pages(sqlite_app: Flask) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    item = f"/phien-hop/noi-dung/{item_id}"
    chair, secretary = browser_of(sqlite_app, world.chair), browser_of(sqlite_app, world.secretary)
    assert "Chưa có đề nghị nào bỏ phiếu lại được" in chair.get(f"{item}/bo-phieu-lan-hai").text
    for account in world.accounts:
        world.votes(account, item_id, "no")
    world.counts(item_id)
    assert "bo-phieu-lan-hai" in chair.get(f"{item}/ket-thuc").text
    assert chair.post(f"{item}/bo-phieu-lan-hai", data={"reason": "x"}).status_code == 422
    line = world.dossier().nominations[0].id
    assert (
        chair.post(f"{item}/bo-phieu-lan-hai", data={"nominations": line, "reason": "Có tài liệu mới."}).status_code
        == 303
    )
    for account in world.accounts:
        world.votes(account, item_id)
    world.closes_item(item_id)
    page = chair.get(item).text
    assert "bỏ phiếu lần 2: Có tài liệu mới." in page
    assert "Đã bỏ phiếu lại" in page
    world.closes()
    base = f"/phien-hop/{world.session_id}"
    assert posts(secretary, f"{base}/dinh-chinh", statement=" ", reason="").status_code == 422
    assert posts(secretary, f"{base}/dinh-chinh", statement="Giờ họp là 8 giờ.", reason="Ghi nhầm.").status_code == 303
    assert "Giờ họp là 8 giờ." in chair.get(base).text


def test_the_secretary_sets_a_quota_before_the_session(sqlite_app: Flask) -> None:
    world = a_world().prepares()
    secretary = browser_of(sqlite_app, world.secretary)
    item = f"/phien-hop/noi-dung/{world.item.id}"
    assert "Không giới hạn" in secretary.get(item).text
    assert posts(secretary, f"{item}/chi-tieu", quota="0").status_code == 422
    assert posts(secretary, f"{item}/chi-tieu", quota="1").status_code == 303
    fresh()
    assert world.item.quota == 1


def test_everybody_reads_what_a_secret_ballot_does_not_protect(sqlite_app: Flask) -> None:
    world = a_world()
    page = browser_of(sqlite_app, world.clerk).get("/phien-hop/phieu-kin").text
    assert "Không bảo vệ được" in page
