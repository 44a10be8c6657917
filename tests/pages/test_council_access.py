from __future__ import annotations

from flask import Flask

from dossiers.council import recusals
from dossiers.db import current_session
from dossiers.models import CouncilMember, CouncilSession, Document, Nomination
from tests.council_browser import browser_of
from tests.council_world import World, a_meeting, a_world
from tests.factories import NOW, a_dossier, a_nomination, a_unit, an_account, as_actor


def test_a_recused_member_sees_neither_the_item_nor_its_counts_nor_the_papers(sqlite_app: Flask) -> None:
    world = a_world(seats=6)
    secret = a_dossier(
        world.unit, world.province, world.clerk, award="CO_TINH", state="before_council",
        nominations=[a_nomination("Tập thể Kín Đáo", kind="collective")],
    )  # fmt: skip
    world.dossier_ids.append(secret.id)
    world.prepares().convenes().attends()
    member = world.accounts[5]
    item_id = world.items[1].id
    recusals.declare(actor=as_actor(member), item_id=item_id, ground="Là chồng.", at=NOW)
    world.opens()
    world.opens_item(world.items[1])
    world.votes(world.chair, item_id)

    browser = browser_of(sqlite_app, member)
    for path in (f"/phien-hop/{world.session_id}", f"/phien-hop/{world.session_id}/dieu-hanh"):
        page = browser.get(path)
        assert page.status_code == 200
        assert "1 nội dung bạn hồi tị" in page.text
        for trace in ("Cờ thi đua", secret.code, "Kín Đáo", "1/5"):
            assert trace not in page.text
    for path in ("", "/bo-phieu", "/hoi-ti", "/ket-thuc", "/phieu-giay", "/hoan"):
        page = browser.get(f"/phien-hop/noi-dung/{item_id}{path}")
        assert page.status_code == 403, path
        assert "Kín Đáo" not in page.text
    invitation = current_session().query(CouncilSession).one().id
    paper = next(iter(papers_of(invitation)))
    assert browser.get(f"/van-ban/{paper}").status_code in (403, 404)


def papers_of(session_id: int) -> list[int]:
    return [each.id for each in current_session().query(Document).filter_by(session_id=session_id)]


def test_the_submitting_unit_and_strangers_do_not_see_the_council_s_pages(sqlite_app: Flask) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    stranger = an_account("council_secretary", "council_chair", "council_member", unit=a_unit("Phường Tích Lương"))
    paths = [
        f"/phien-hop/{world.session_id}",
        f"/phien-hop/{world.session_id}/dieu-hanh",
        f"/phien-hop/{world.session_id}/diem-danh",
        f"/phien-hop/noi-dung/{item_id}",
        f"/phien-hop/noi-dung/{item_id}/bo-phieu",
        f"/hoi-dong/{world.council.id}",
    ]
    for account in (world.clerk, stranger):
        browser = browser_of(sqlite_app, account)
        assert {browser.get(path).status_code for path in paths} <= {403, 404}
    assert "Họp xét khen thưởng" not in browser_of(sqlite_app, stranger).get("/phien-hop").text


def test_before_convening_members_do_not_see_the_agenda_and_the_secretary_does(sqlite_app: Flask) -> None:
    world = a_world().prepares()
    code = world.dossier().code
    assert code in browser_of(sqlite_app, world.secretary).get(f"/phien-hop/{world.session_id}").text
    assert code not in browser_of(sqlite_app, world.chair).get(f"/phien-hop/{world.session_id}").text


def test_a_recused_chair_s_items_are_opened_by_who_stands_in(sqlite_app: Flask) -> None:
    world = a_world(seats=6)
    seat = current_session().query(CouncilMember).filter_by(account_id=world.accounts[2].id).one()
    seat.seat = "vice_chair"
    line = current_session().query(Nomination).first()
    assert line
    line.account_id = world.chair.id
    current_session().commit()
    world.prepares().convenes().attends().opens()
    path = f"/phien-hop/noi-dung/{world.item.id}/mo"
    assert browser_of(sqlite_app, world.chair).post(path).status_code == 403
    assert browser_of(sqlite_app, world.accounts[2]).post(path).status_code == 303


def test_unknown_sessions_items_and_councils_are_not_found(sqlite_app: Flask) -> None:
    world = a_meeting()
    browser = browser_of(sqlite_app, world.secretary)
    for path in (
        "/phien-hop/999",
        "/phien-hop/999/diem-danh",
        "/phien-hop/noi-dung/999",
        f"/phien-hop/noi-dung/{world.item.id}/ha-muc/999",
        "/hoi-dong/999",
        f"/hoi-dong/{world.council.id}/thanh-vien/999/thoi",
    ):
        assert browser.get(path).status_code == 404, path


def test_every_page_of_a_session_opens_for_its_secretary_and_its_members(sqlite_app: Flask) -> None:
    world: World = a_meeting(dossiers=2)
    item_id = world.opens_item()
    base, item = f"/phien-hop/{world.session_id}", f"/phien-hop/noi-dung/{item_id}"
    pages = {
        world.secretary.id: ["/phien-hop", base, f"{base}/dieu-hanh", f"{base}/diem-danh", f"{base}/be-mac", item,
                             f"{item}/hoan", "/hoi-dong", "/phien-hop/lap", "/hoi-dong/lap"],
        world.chair.id: ["/phien-hop", base, f"{base}/dieu-hanh", item, f"{item}/ket-thuc", f"{item}/bo-phieu"],
        world.accounts[4].id: ["/phien-hop", base, item, f"{item}/bo-phieu", f"{item}/hoi-ti", f"{item}/phieu-giay"],
    }  # fmt: skip
    for account in world.accounts:
        for path in pages.get(account.id, []):
            assert browser_of(sqlite_app, account).get(path).status_code == 200, path
