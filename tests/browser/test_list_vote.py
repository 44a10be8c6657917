"""A council of 21 clears 1,000 lines: one member on a phone with one thumb, exceptions first, the rest at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dossiers.accounts.login import actor_of
from dossiers.council import ballots, closing, items, open_lines, vote_export
from dossiers.council.roster import items_of
from dossiers.db import current_session
from dossiers.models import Account, OpenVote, SessionMember, Turnout
from dossiers.schema import build
from dossiers.subjects import find_session
from tests.browser.office import PHONE, open_office
from tests.council_world import World, a_meeting
from tests.factories import NOW
from workflow.recount import recount

SEATS, ITEMS, LINES = 21, 10, 100
ALL = ITEMS * LINES
LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng, công nghiệp và hạ tầng kỹ thuật khu vực phía Bắc"

pytestmark = pytest.mark.browser


def test_a_council_clears_1000_lines_one_of_its_members_on_a_phone(tmp_path: Path, chromium: Browser) -> None:
    kept: dict[str, World] = {}

    def fill() -> None:
        build(f"sqlite:///{tmp_path / 'vinhdanh.sqlite3'}")
        world = a_meeting(seats=SEATS, dossiers=ITEMS, nominations=LINES)
        first = world.dossier().nominations[0]
        first.name, first.workplace = "Công Tằng Tôn Nữ Hoàng Thị Phương Thảo Nguyên", LONG
        current_session().commit()
        world.items[9].is_secret = True
        current_session().commit()
        for item in world.items:
            world.opens_item(item)
        world.accounts[5].email = "uyvien@thainguyen.example"
        current_session().commit()
        kept["world"] = world

    with open_office(tmp_path, chromium, fill) as office:
        member = office.person("uyvien", PHONE)
        member.goes_to(f"/phien-hop/{kept['world'].session_id}").presses("Bỏ phiếu theo danh sách")
        member.reads(f"{ALL} dòng đang chờ bạn bỏ phiếu")
        assert not member.is_too_wide
        boxes = member.page.locator(".vd-line label").evaluate_all(
            "all => all.slice(0, 60).map(each => each.getBoundingClientRect().height)"
        )
        assert min(boxes) >= 44, "a thumb needs 44 pixels"
        lines = member.page.locator(".vd-line")
        for place in (0, ALL // 2, ALL - 1):
            lines.nth(place).locator("input[value=no]").click()
        # What is chosen and not sent survives a reload, and never was on the server.
        member.page.reload()
        assert member.page.locator(".vd-line input:checked").count() == 3
        member.presses("Chỉ kiểm tra dòng đã chọn").reads(f"{ALL - 3} dòng")
        assert not member.is_too_wide
        member.presses("Gửi 3 phiếu").reads(f"Còn {ALL - 3} dòng chờ bạn bỏ phiếu")
        member.presses("Bỏ phiếu các dòng còn lại").presses("Đồng ý các dòng chưa chọn")
        member.reads("Bạn đồng ý với mọi dòng được gửi.")
        member.presses(f"Gửi {ALL - 3} phiếu").reads("Đã nhận phiếu của bạn")
        assert member.page.locator(".vd-code").count() == LINES - 1
        assert not member.is_too_wide
        assert office.complaints == []
        with office.app.app_context():
            seat = (
                current_session().query(SessionMember).join(Account).filter_by(email="uyvien@thainguyen.example").one()
            )
            votes = current_session().query(OpenVote.choice).filter_by(member_id=seat.id).all()
            assert Counter(choice for (choice,) in votes) == {"yes": (ITEMS - 1) * LINES - 2, "no": 2}
            assert current_session().query(Turnout).filter_by(member_id=seat.id).count() == ALL
            count_with_the_others(kept["world"].session_id, seat.id)


def count_with_the_others(session_id: int, sent: int) -> None:
    """Let everybody but the member `sent` vote by list, close the session, and count every vote again elsewhere."""
    held = find_session(session_id)
    chair, secretary = (
        actor_of(next(each for each in held.members if each.seat == seat).account) for seat in ("chair", "secretary")
    )
    for member in held.members:
        if member.id != sent:
            lines = [each.id for each in open_lines.open_to(held, member)]
            ballots.cast_list(
                actor=actor_of(member.account),
                session_id=session_id,
                choices=dict.fromkeys(lines, "yes") | {lines[member.id]: "no"},
                key=f"{member.id:032x}",
                at=NOW,
            )
    for item in items_of(held):
        items.close_item(actor=chair, item_id=item.id, discussion="", conclusion="Thông qua.", at=NOW)
    closing.close_session(
        actor=secretary, session_id=session_id, conclusion="Trình theo quy định.", seen=held.version, at=NOW
    )
    exported = vote_export.as_data(find_session(session_id))
    assert len(exported["ballots"]) == ALL
    assert sum(len(each["votes"]) for each in exported["ballots"]) == SEATS * ALL
    assert recount(exported).ok
