"""The page "Khai báo hồi tị"."""

from __future__ import annotations

import re

from flask import Flask

from dossiers.db import current_session
from dossiers.models import Account, DeclaredKin
from tests.council_browser import browser_of
from tests.council_world import World, a_world, fresh
from tests.factories import a_nomination

PAGE = "/khai-bao-hoi-ti"
NAMESAKE = "Nguyễn Thị Hồng Nhạn"


def given(**more: str) -> dict[str, str]:
    return {"relation": "sibling", "name": NAMESAKE, "from_on": "01/01/2020", **more}


def a_namesake(app: Flask) -> tuple[World, Account]:
    world = a_world(nominations=[a_nomination(NAMESAKE), a_nomination("Trần Văn Bình")])
    member = world.accounts[3]
    assert browser_of(app, member).post(PAGE, data=given()).status_code == 303
    world.prepares().convenes().attends().opens()
    return world, member


def test_a_member_declares_reads_and_ends_what_nobody_else_sees(sqlite_app: Flask) -> None:
    world = a_world()
    member = browser_of(sqlite_app, world.accounts[3])
    assert "Bạn chưa khai" in member.get(PAGE).text
    wrong = member.post(PAGE, data=given(name=" ", birth_year="abc"))
    assert (wrong.status_code, "Ghi họ và tên" in wrong.text, "abc" in wrong.text) == (422, True, True)
    assert member.post(PAGE, data=given(birth_year="1979")).status_code == 303
    assert NAMESAKE in member.get(PAGE).text
    for other in (world.chair, world.secretary):
        assert NAMESAKE not in browser_of(sqlite_app, other).get(PAGE).text
    kin_id = str(current_session().query(DeclaredKin.id).scalar())
    end = {"id": kin_id, "until_on": "01/01/2026"}
    assert browser_of(sqlite_app, world.chair).post(f"{PAGE}/ket-thuc", data=end).status_code == 409
    assert member.post(f"{PAGE}/ket-thuc", data=end | {"until_on": "hôm nay"}).status_code == 422
    assert member.post(f"{PAGE}/ket-thuc", data=end).status_code == 303
    assert "Đã kết thúc" in member.get(PAGE).text


def test_the_session_asks_the_member_and_tells_the_secretary_and_no_other_member(sqlite_app: Flask) -> None:
    world, member = a_namesake(sqlite_app)
    world.opens_item()
    session = f"/phien-hop/{world.session_id}"
    browser = browser_of(sqlite_app, member)
    assert "1 đề nghị trùng tên với người thân bạn đã khai" in browser.get(session).text
    assert "trùng tên" not in browser_of(sqlite_app, world.accounts[4]).get(session).text
    page = browser.get(PAGE).text
    match = re.search(r'tra-loi">.*?name="id" value="(\d+)"', page, re.DOTALL)
    assert match
    assert browser.post(f"{PAGE}/tra-loi", data={"id": match[1], "answer": "same"}).status_code == 303
    fresh()
    assert [each.ground for each in world.item.recusals] == ["Theo khai báo."]
    assert browser.post(f"{PAGE}/tra-loi", data={"id": match[1], "answer": "other"}).status_code == 409
    assert browser.get(f"/phien-hop/noi-dung/{world.item.id}").status_code == 403
