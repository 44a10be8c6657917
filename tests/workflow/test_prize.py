from __future__ import annotations

from datetime import date

import pytest

from workflow.catalogue import load_law
from workflow.errors import LawError
from workflow.prize import prize_for

LAW = load_law("thai_nguyen")


@pytest.mark.parametrize(
    ("award", "kind", "decided_on", "amount"),
    [
        ("LDTT", "individual", date(2025, 12, 20), 710_000),  # 702,000 rounded up
        ("BK_TINH", "household", date(2026, 8, 1), 5_700_000),  # 5,692,500 rounded up
        ("CSTD_CS", "individual", date(2026, 6, 30), 2_340_000),  # already a multiple
        ("CSTD_CS", "individual", date(2026, 7, 1), 2_530_000),
        ("LDTT", "individual", date(2024, 6, 30), 540_000),
        ("LDTT", "individual", date(2024, 7, 1), 710_000),
        ("BK_TINH", "individual", date(2026, 1, 15), 3_510_000),
        ("BK_TINH", "collective", date(2026, 1, 15), 7_020_000),
        ("BK_TTG", "household", date(2026, 1, 15), 12_290_000),  # 12,285,000 rounded up
        ("TTLDXS", "collective", date(2026, 1, 15), 3_510_000),
        ("CO_CP", "collective", date(2026, 1, 15), 28_080_000),
        ("CO_TINH", "collective", date(2026, 1, 15), 18_720_000),
        ("HC_LD_1", "individual", date(2026, 1, 15), 21_060_000),
        ("HC_LD_2", "collective", date(2026, 1, 15), 35_100_000),
        ("HC_SV", "collective", date(2026, 1, 15), 215_280_000),
        ("DH_AHLD", "individual", date(2026, 1, 15), 36_270_000),
        ("GK_XA", "household", date(2026, 1, 15), 1_060_000),  # 1,053,000 rounded up
    ],
)
def test_a_prize_is_the_coefficient_times_the_salary_of_the_day_rounded_up(
    award: str, kind: str, decided_on: date, amount: int
) -> None:
    prize = prize_for(LAW, award, kind, decided_on)
    assert prize is not None
    assert prize.amount == amount


def test_a_prize_shows_its_sum_and_its_sources() -> None:
    prize = prize_for(LAW, "BK_TINH", "household", date(2026, 8, 1))
    assert prize is not None
    assert prize.formula == "2,25 × 2.530.000 đồng"
    assert "Nghị định 152/2025/NĐ-CP" in prize.citation
    assert "Nghị định 161/2026/NĐ-CP" in prize.citation
    assert prize.doubt


@pytest.mark.parametrize(
    ("award", "kind"), [("HC_DL_3", "individual"), ("KNC_TINH", "individual"), ("GD_VH", "household")]
)
def test_where_no_coefficient_is_known_there_is_no_prize_rather_than_zero(award: str, kind: str) -> None:
    assert prize_for(LAW, award, kind, date(2026, 1, 15)) is None


def test_a_kind_that_may_not_receive_the_award_has_no_prize() -> None:
    assert prize_for(LAW, "LDTT", "household", date(2026, 1, 15)) is None


def test_before_the_law_there_is_no_prize_to_compute() -> None:
    with pytest.raises(LawError):
        prize_for(LAW, "LDTT", "individual", date(2023, 12, 31))
