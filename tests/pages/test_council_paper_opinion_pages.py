"""The secretary's page for an opinion that came on paper."""

from __future__ import annotations

from io import BytesIO

from flask import Flask

from dossiers.db import current_session
from dossiers.models import PaperOpinion
from tests.council_browser import browser_of
from tests.council_world import World, a_world, fresh


def an_open_item(*, is_secret: bool = False) -> tuple[World, str]:
    world = a_world().prepares().convenes()
    world.attends(written=[world.accounts[4]])
    world.item.is_secret = is_secret
    current_session().commit()
    item_id = world.opens().opens_item()
    return world, f"/phien-hop/noi-dung/{item_id}"


def test_the_secretary_enters_a_sheet_with_its_scan_and_reads_the_scan_again(sqlite_app: Flask) -> None:
    world, item = an_open_item()
    secretary = browser_of(sqlite_app, world.secretary)
    assert "Nhập ý kiến trên giấy" in secretary.get(item).text
    assert world.accounts[4].full_name in secretary.get(f"{item}/y-kien-giay").text
    given = {f"ballot_{ballot.id}": "yes" for ballot in world.open_ballots(world.item.id)}
    given["member_id"] = str(world.member(world.accounts[4]).id)
    without = secretary.post(f"{item}/y-kien-giay", data=given)
    assert (without.status_code, "Chọn tệp bản quét." in without.text) == (422, True)
    scan = (BytesIO(b"%PDF-1.4\n%%EOF"), "phieu.pdf")
    empty = secretary.post(f"{item}/y-kien-giay", data={"file": (BytesIO(b"%PDF-1.4\n%%EOF"), "phieu.pdf")})
    assert empty.status_code == 422
    assert secretary.post(f"{item}/y-kien-giay", data={**given, "file": scan}).status_code == 303
    fresh()
    (opinion_id,) = current_session().query(PaperOpinion.id).one()
    assert secretary.get(f"/phien-hop/y-kien-giay/{opinion_id}").data.startswith(b"%PDF")
    for other in (world.chair, world.accounts[3], world.clerk):
        assert browser_of(sqlite_app, other).get(f"/phien-hop/y-kien-giay/{opinion_id}").status_code in (403, 404)


def test_for_a_secret_ballot_the_page_says_why_not_and_where_the_envelope_goes(sqlite_app: Flask) -> None:
    world, item = an_open_item(is_secret=True)
    page = browser_of(sqlite_app, world.secretary).get(f"{item}/y-kien-giay").text
    assert "Giữ phiếu trong phong bì dán kín" in page
    assert '<form method="post" enctype' not in page
