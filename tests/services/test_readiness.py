"""What stands above the list before a dossier is handed in: how many are ready, and what exactly lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers.db import current_session
from dossiers.models import Nomination, WaivedComponent
from dossiers.submission import queries
from tests.dossier_world import World, a_world
from tests.factories import NOW, a_dossier, a_nomination

TODAY = date(2026, 11, 25)
WORK = {"title": "Số hóa hồ sơ", "kind": "sang_kien", "scope": "tinh", "recognised_on": "2025-05-10"}


@pytest.fixture
def world(sqlite_app: Flask) -> World:
    return a_world()


def candidate(number: int, years: tuple[int, ...] | None = (2023, 2024, 2025), **evidence: Any) -> Nomination:
    known: dict[str, Any] = {"initiatives": [WORK], "discipline": [], "holds": []} | evidence
    if years is not None:
        known["awards"] = [{"award": "CSTD_CS", "year": year, "ground": "CONG_TRANG"} for year in years]
    return a_nomination(f"Nguyễn Văn Số {number}", evidence=known)


def readiness(world: World, lines: list[Nomination]) -> str:
    dossier = a_dossier(world.unit, world.province, world.clerk, award="CSTD_TINH", nominations=lines)
    waiver = {"component": "xac_nhan_sang_kien", "reason": "Đã có trên cổng", "waived_by_id": world.appraiser.id}
    dossier.waived_components.append(WaivedComponent(waived_at=NOW, **waiver))
    current_session().commit()
    return queries.overview(dossier.id, TODAY).readiness


def test_the_lines_are_counted_and_the_failing_one_is_told_with_the_year_that_lacks(world: World) -> None:
    lines = [candidate(1), candidate(2), candidate(3, None), candidate(4, (2023, 2025))]
    told = "2 đủ, 1 thiếu chứng cứ, 1 chưa đạt: thiếu Chiến sĩ thi đua cơ sở năm 2024"
    assert readiness(world, lines) == told


def test_what_several_lack_is_told_once_with_how_many(world: World) -> None:
    lines = [candidate(1, (2023, 2025)), candidate(2, (2023, 2025)), candidate(3, initiatives=[])]
    told = "3 chưa đạt: thiếu Chiến sĩ thi đua cơ sở năm 2024 (2 đề nghị); thiếu sáng kiến phạm vi tỉnh trở lên"
    assert readiness(world, lines) == told


def test_more_points_than_a_sentence_holds_are_counted(world: World) -> None:
    lines = [candidate(n, years) for n, years in enumerate([(2023, 2025), (2023, 2024), (2024, 2025), (2025,), ()])]
    lines.append(candidate(9, initiatives=[]))
    assert readiness(world, lines).endswith("điểm khác")


def test_where_nothing_fails_no_reason_follows(world: World) -> None:
    assert readiness(world, [candidate(1), candidate(2)]) == "2 đủ"


def test_a_held_line_stands_before_the_failing_ones(world: World) -> None:
    held = candidate(1, holds=[{"reason": "khieu_nai", "from": "2026-01-05", "to": None}])
    told = "1 phải tạm dừng, 1 chưa đạt: thiếu Chiến sĩ thi đua cơ sở năm 2024"
    assert readiness(world, [held, candidate(2, (2023, 2025))]) == told
