from __future__ import annotations

from datetime import date

import pytest

from workflow.dated import Dated, read_dated
from workflow.errors import LawError
from workflow.loader import parse

SOURCE = 'cite: "Luật 06/2022/QH15, Điều 23"'


def history(text: str) -> Dated[int]:
    return read_dated(int, parse(text, "law.yaml"), file="law.yaml", path="days")


TWO = history(
    f"2024-01-01: {{value: 5, {SOURCE}}}\n2025-07-01: {{value: 10, {SOURCE}}}\n2027-01-01: {{value: null, {SOURCE}}}"
)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2024, 1, 1), 5), (date(2025, 6, 30), 5), (date(2025, 7, 1), 10), (date(2026, 12, 31), 10)],
)
def test_a_value_holds_from_its_first_day_until_the_day_before_the_next(day: date, value: int) -> None:
    assert TWO.on(day).value == value


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2027, 1, 1)])
def test_before_the_first_day_and_after_the_end_there_is_no_value_and_no_guess(day: date) -> None:
    assert TWO.find(day) is None
    with pytest.raises(LawError, match=f"{day:%d/%m/%Y}"):
        TWO.on(day)


def test_an_empty_history_has_no_value() -> None:
    assert list(history("{}").spans()) == []
    assert history("{}").find(date(2026, 1, 1)) is None


def test_spans_say_the_last_day_of_each_value() -> None:
    assert [last for _, last in TWO.spans()] == [date(2025, 6, 30), date(2026, 12, 31), None]


def test_a_value_carries_its_source() -> None:
    assert TWO.on(date(2026, 1, 1)).citation == "Luật 06/2022/QH15, Điều 23"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"2025-07-01: {{value: 5, {SOURCE}}}\n2024-01-01: {{value: 10, {SOURCE}}}", "chồng lên nhau"),
        (f"soon: {{value: 5, {SOURCE}}}", "ngày bắt đầu"),
        ("2024-01-01: {value: 5}", "thiếu khóa “cite”"),
        (f"2024-01-01: {{value: 5, {SOURCE}, trust: M}}", "doubt"),
        (f"2024-01-01: {{value: năm, {SOURCE}}}", "phải là int"),
    ],
)
def test_a_wrong_history_does_not_load(text: str, words: str) -> None:
    with pytest.raises(LawError, match=words):
        history(text)


def test_a_history_is_a_table() -> None:
    with pytest.raises(LawError, match="bảng theo ngày"):
        read_dated(int, [1], file="law.yaml", path="days")
