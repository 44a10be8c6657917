from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import Dossier, PublicNotice, Unit
from dossiers.notice.queries import PAGE
from tests.decision_world import World, a_world, vietnam
from tests.factories import a_dossier, a_nomination, a_unit, saved

TODAY = vietnam(2026, 11, 27)


def a_notice(world: World, name: str, last_day: date, unit: Unit | None = None, **more: str) -> PublicNotice:
    line = a_nomination(name)
    dossier: Dossier = a_dossier(
        unit or world.unit, world.province, world.clerk, nominations=[line], state="on_notice", **more
    )
    notice = PublicNotice(
        dossier_id=dossier.id,
        place="Bảng tin",
        posted_at=TODAY,
        posted_by_id=world.appraiser.id,
        first_day=last_day - timedelta(days=6),
        last_day=last_day,
        working_days=5,
    )
    notice.nominations = [line]
    kept: PublicNotice = saved(notice)
    return kept


def shown(client: FlaskClient, address: str) -> list[int]:
    with time_machine.travel(TODAY):
        page = client.get(address).text
    return [int(key) for key in re.findall(r'href="/cong-khai/(\d+)"', page)]


def test_open_notices_come_first_and_the_others_by_their_last_day_not_by_number(client: FlaskClient) -> None:
    world = a_world()
    newest = a_notice(world, "A", date(2026, 11, 20)).id
    oldest = a_notice(world, "B", date(2025, 3, 7)).id
    between = a_notice(world, "C", date(2026, 2, 27)).id
    later = a_notice(world, "D", date(2026, 12, 4)).id
    sooner = a_notice(world, "E", date(2026, 11, 27)).id
    assert shown(client, "/cong-khai") == [sooner, later, newest, between, oldest]


def test_every_notice_of_the_archive_is_on_exactly_one_page(client: FlaskClient) -> None:
    world = a_world()
    days = [date(2026, 1, 5) + timedelta(days=number // 3) for number in range(PAGE * 2 + 3)]
    expected = [a_notice(world, f"Tên {number}", day).id for number, day in enumerate(days)]
    seen, address = [], "/cong-khai?nam=2026"
    while address:
        found = shown(client, address)
        seen += found
        with time_machine.travel(TODAY):
            following = re.search(r'rel="next" href="([^"]+)"', client.get(address).text)
        address = following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == sorted(expected)
    assert seen == [key for _day, key in sorted(zip(days, expected, strict=True), reverse=True)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=dang thi buoi", ["Bưởi"]),
        ("q=ĐẶNG", ["Bưởi"]),
        ("q=so y te", ["Hạnh"]),
        ("nam=2025", ["Cũ"]),
        ("hinh_thuc=CSTD_TINH", ["Tỉnh"]),
        ("q=khong co ai", []),
        ("nam=2025&q=dang", []),
        ("hinh_thuc=khong-co", []),
        ("don_vi=99999999999999999999", ["Bưởi", "Cũ", "Hạnh", "Tỉnh"]),
    ],
)
def test_the_archive_is_chosen_by_words_year_unit_and_award(client: FlaskClient, query: str, names: list[str]) -> None:
    world = a_world()
    keys = {
        "Bưởi": a_notice(world, "Đặng Thị Bưởi", date(2026, 11, 20)).id,
        "Cũ": a_notice(world, "Phạm Văn Cũ", date(2025, 5, 5)).id,
        "Hạnh": a_notice(world, "Vũ Thị Hạnh", date(2026, 10, 1), a_unit("Sở Y tế", "department")).id,
        "Tỉnh": a_notice(world, "Hà Văn Tỉnh", date(2026, 9, 9), award="CSTD_TINH").id,
    }
    assert sorted(shown(client, f"/cong-khai?{query}")) == sorted(keys[name] for name in names)


def test_the_archive_is_chosen_by_unit(client: FlaskClient) -> None:
    world, other = a_world(), a_unit("Sở Y tế", "department")
    a_notice(world, "A", date(2026, 11, 20))
    theirs = a_notice(world, "B", date(2026, 11, 19), other).id
    assert shown(client, f"/cong-khai?don_vi={other.id}") == [theirs]
    assert current_session().query(PublicNotice).count() == 2
