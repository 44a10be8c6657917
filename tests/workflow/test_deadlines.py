from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.deadlines import (
    add_working_days,
    answer,
    calendar,
    is_working_day,
    read_calendar,
    working_days_between,
)
from workflow.errors import Invalid, LawError

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 12, 31))
# Announced after the package's release: văn bản 12729/VPCP-KGVX, 25/12/2025.
PACKAGE_LACKS = {date(2026, 1, 2), date(2026, 1, 10)}


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swapped_day_is_off_and_its_saturday_is_worked(off: date, worked: date) -> None:
    assert not is_working_day(off)
    assert is_working_day(worked)


def test_the_calendar_agrees_with_an_independent_one_but_for_documented_days() -> None:
    other = holidays.country_holidays("VN", years=range(2024, 2028))
    every = (date(2024, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1))
    differing = {day for day in every if is_working_day(day) != other.is_working_day(day)}
    assert differing == PACKAGE_LACKS


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # received on a Saturday
        (date(2026, 1, 1), 1, date(2026, 1, 5)),  # 2 January is off
        (date(2026, 1, 8), 2, date(2026, 1, 10)),  # the Saturday is worked
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết
        (date(2026, 8, 20), 2, date(2026, 8, 22)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),
        (date(2025, 4, 25), 1, date(2025, 4, 26)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
        (date(2025, 12, 31), 20, date(2026, 1, 29)),
    ],
)
def test_the_start_is_not_counted_and_days_off_are_skipped(start: date, count: int, due: date) -> None:
    assert add_working_days(start, count).due == due


@given(DAYS, st.integers(min_value=1, max_value=200))
def test_between_start_and_due_lie_exactly_so_many_working_days(start: date, count: int) -> None:
    try:
        due = add_working_days(start, count).due
    except Invalid:
        assert start > date(2027, 2, 1)
        return
    naive = [day for n in range(1, (due - start).days + 1) if is_working_day(day := start + timedelta(days=n))]
    assert len(naive) == count == working_days_between(start, due)
    assert naive[-1] == due


@given(DAYS, DAYS)
def test_the_count_between_two_days_changes_sign_with_their_order(one: date, other: date) -> None:
    assert working_days_between(one, other) == -working_days_between(other, one)


@given(DAYS, st.integers(min_value=0, max_value=100))
def test_counting_back_gives_the_latest_start(end: date, count: int) -> None:
    try:
        start = calendar().working_days_until(end, count).due
    except Invalid:
        assert end < date(2024, 7, 1)
        return
    assert working_days_between(start, end) == count


def test_a_deadline_in_a_year_without_an_official_calendar_is_provisional() -> None:
    assert answer(date(2026, 12, 30), 3) == {
        "start": "2026-12-30",
        "working_days": 3,
        "due": "2027-01-05",
        "provisional": True,
    }
    assert not add_working_days(date(2025, 12, 1), 10).provisional
    assert add_working_days(date(2025, 12, 31), 260).provisional


def test_a_deadline_across_a_day_off_that_is_not_yet_law_is_provisional() -> None:
    assert add_working_days(date(2026, 11, 23), 1).provisional
    assert not add_working_days(date(2026, 11, 20), 1).provisional
    assert not add_working_days(date(2026, 11, 24), 1).provisional


@pytest.mark.parametrize(
    ("start", "count"),
    [(date(2023, 12, 31), 1), (date(2028, 1, 1), 1), (date(2027, 12, 1), 60), (date(2026, 1, 5), -1)],
)
def test_outside_the_calendar_there_is_no_deadline_and_no_guess(start: date, count: int) -> None:
    with pytest.raises(Invalid):
        add_working_days(start, count)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("official: true\ndocument: x\ndays:\n  2025-01-01: {kind: holiday, name: x}\n", "không thuộc năm 2026"),
        ("official: true\ndocument: x\ndays:\n  2026-01-10: {kind: swapped_off, name: x}\n", "trong tuần"),
        ("official: true\ndocument: x\ndays:\n  2026-01-09: {kind: swapped_work, name: x}\n", "thứ Bảy"),
        ("official: true\ndays: {}\n", "thiếu khóa “document”"),
    ],
)
def test_a_wrong_calendar_does_not_load(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "2026.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match=words):
        read_calendar(tmp_path)


def test_a_calendar_with_a_missing_year_does_not_load(tmp_path: Path) -> None:
    for year in (2024, 2026):
        (tmp_path / f"{year}.yaml").write_text("official: true\ndocument: x\ndays: {}\n", encoding="utf-8")
    with pytest.raises(LawError, match="thiếu năm"):
        read_calendar(tmp_path)


def test_a_calendar_file_is_named_by_its_year(tmp_path: Path) -> None:
    (tmp_path / "next.yaml").write_text("official: true\ndocument: x\ndays: {}\n", encoding="utf-8")
    with pytest.raises(LawError, match="phải là năm"):
        read_calendar(tmp_path)
