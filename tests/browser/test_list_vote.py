"""A member clears a long list on a phone with one thumb: exceptions first, the rest at once, in two goes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dossiers.db import current_session
from dossiers.models import Account, OpenVote, SessionMember, Turnout
from dossiers.schema import build
from tests.browser.office import PHONE, open_office
from tests.council_world import World, a_meeting

SEATS, ITEMS, LINES = 21, 10, 30
LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng, công nghiệp và hạ tầng kỹ thuật khu vực phía Bắc"

pytestmark = pytest.mark.browser


def test_a_member_clears_300_lines_on_a_phone(tmp_path: Path, chromium: Browser) -> None:
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
        member.reads("300 dòng đang chờ bạn bỏ phiếu")
        assert not member.is_too_wide
        boxes = member.page.locator(".vd-line label").evaluate_all(
            "all => all.slice(0, 60).map(each => each.getBoundingClientRect().height)"
        )
        assert min(boxes) >= 44, "a thumb needs 44 pixels"
        lines = member.page.locator(".vd-line")
        for place in (0, 150, 299):
            lines.nth(place).locator("input[value=no]").click()
        # What is chosen and not sent survives a reload, and never was on the server.
        member.page.reload()
        assert member.page.locator(".vd-line input:checked").count() == 3
        member.presses("Chỉ kiểm tra dòng đã chọn").reads("297 dòng")
        assert not member.is_too_wide
        member.presses("Gửi 3 phiếu").reads("Còn 297 dòng chờ bạn bỏ phiếu")
        member.presses("Bỏ phiếu các dòng còn lại").presses("Đồng ý các dòng chưa chọn")
        member.reads("Bạn đồng ý với mọi dòng được gửi.")
        member.presses("Gửi 297 phiếu").reads("Đã nhận phiếu của bạn")
        assert member.page.locator(".vd-code").count() == 29
        assert not member.is_too_wide
        assert office.complaints == []
        with office.app.app_context():
            seat = (
                current_session().query(SessionMember).join(Account).filter_by(email="uyvien@thainguyen.example").one()
            )
            votes = current_session().query(OpenVote.choice).filter_by(member_id=seat.id).all()
            assert Counter(choice for (choice,) in votes) == {"yes": (ITEMS - 1) * LINES - 2, "no": 2}
            assert current_session().query(Turnout).filter_by(member_id=seat.id).count() == ITEMS * LINES
