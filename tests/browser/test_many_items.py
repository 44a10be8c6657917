"""The chair clears an agenda in three acts, and a member declares kin on a phone: as people see the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dossiers.council import recusals
from dossiers.db import current_session
from dossiers.schema import build
from tests.browser.office import DESK, PHONE, open_office
from tests.council_world import World, a_world
from tests.factories import NOW, as_actor

SEATS, ITEMS = 21, 12
LONG = "Trung tâm Kiểm soát bệnh tật, phòng chống thiên tai và cứu nạn khu vực trung du, miền núi phía Bắc"

pytestmark = pytest.mark.browser


def test_the_chair_opens_counts_and_concludes_a_whole_agenda(tmp_path: Path, chromium: Browser) -> None:
    kept: dict[str, World] = {}

    def fill() -> None:
        build(f"sqlite:///{tmp_path / 'vinhdanh.sqlite3'}")
        world = a_world(seats=SEATS, dossiers=ITEMS)
        held_back = world.dossier()
        held_back.unit.name = LONG
        for line in held_back.nominations:
            line.hold_reason = "Đang chờ kết luận thanh tra về nội dung có liên quan."
        world.chair.email, world.accounts[5].email = "chutich@thainguyen.example", "uyvien@thainguyen.example"
        current_session().commit()
        world.prepares().convenes().attends()
        recusals.declare(actor=as_actor(world.chair), item_id=world.items[1].id, ground="Là em.", at=NOW)
        kept["world"] = world.opens()

    with open_office(tmp_path, chromium, fill) as office:
        room = f"/phien-hop/{kept['world'].session_id}/dieu-hanh"
        for width in (PHONE, DESK):
            chair = office.person("chutich", width).goes_to(room)
            chair.presses("Mở 11 nội dung chờ xét").reads("1 nội dung do người khác chủ trì.")
            chair.reads("Mọi đề nghị của hồ sơ đang tạm dừng xét.").reads("10 nội dung thực hiện")
            assert not chair.is_too_wide
        chair.presses("Mở 10 nội dung").reads("Đã mở 10 nội dung")
        chair.presses("Kiểm phiếu 10 nội dung đang mở").reads("kiểm 0/21 phiếu")
        chair.presses("Kết thúc bỏ phiếu, kiểm phiếu 10 nội dung").reads("Đã kiểm phiếu 10 nội dung.")
        chair.presses("Kết luận 10 nội dung đã kiểm phiếu").reads("không đạt 2")
        assert not chair.is_too_wide
        chair.presses("Kết luận 10 nội dung").reads("Đã kết luận 10 nội dung.")
        member = office.person("uyvien", PHONE).goes_to("/phien-hop").presses("Khai báo hồi tị")
        member.chooses(relation="sibling").writes(name="Nguyễn Thị Hồng Nhạn", workplace=LONG)
        member.presses("Ghi khai báo").reads("Chỉ bạn xem được nội dung khai báo")
        assert not member.is_too_wide
        assert office.complaints == []
