"""How official papers write dates, numbers and money (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def full_date(day: date | None) -> str:
    """Write `ngày 05 tháng 02 năm 2026`: a zero before days below 10 and months 1, 2; dots if unknown."""
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_date(day: date | None) -> str:
    """Write `05/02/2026`, for tables; nothing if unknown."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else ""


def counted(number: int) -> str:
    """Write a count or a document's number: below 10 with a leading zero (`05`), otherwise as it is."""
    return f"{number:02}" if 0 < number < 10 else grouped(number)


def document_number(number: int | None, symbol: str) -> str:
    """Write `05/QĐ-UBND`; a number not yet taken leaves room before the stroke."""
    figure = "\u00a0" * 7 if number is None else f"{number:02}"
    return f"{figure}/{symbol}"


def grouped(number: int) -> str:
    """Write `5.700.000`."""
    return f"{number:,}".replace(",", ".")


def money(dong: int) -> str:
    """Write whole đồng in figures and words: `5.700.000 đồng (Năm triệu bảy trăm nghìn đồng)`."""
    return f"{grouped(dong)} đồng ({capitalised(in_words(dong))} đồng)"


def in_words(number: int) -> str:
    """Read a whole number, not negative, in Vietnamese (`năm triệu bảy trăm nghìn`).

    Raises ValueError for a negative number.
    """
    if number < 0:
        raise ValueError(f"negative: {number}")
    billions, rest = divmod(number, 10**9)
    head = f"{in_words(billions)} tỷ" if billions else ""
    if head and not rest:
        return head
    return f"{head} {_below_billion(rest, full=bool(head))}".strip()


def _below_billion(number: int, *, full: bool) -> str:
    groups = [number // 1000**power % 1000 for power in (2, 1, 0)]
    words: list[str] = []
    for group, scale in zip(groups, reversed(SCALES), strict=True):
        if group:
            words.append(_hundreds(group, full=full or bool(words)) + scale)
    return " ".join(words) or DIGITS[0]


def _hundreds(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        words.append(_tens(rest, after_hundreds=bool(words)))
    return " ".join(words)


def _tens(number: int, *, after_hundreds: bool) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return f"linh {DIGITS[unit]}" if after_hundreds else DIGITS[unit]
    ten = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    special = {0: "", 5: " lăm"} | ({1: " mốt", 4: " tư"} if tens > 1 else {})
    return ten + special.get(unit, f" {DIGITS[unit]}")


def roman(number: int) -> str:
    """Write 4 as `IV`, for the parts of a paper."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def capitalised(text: str) -> str:
    """Make the first letter a capital and leave the others as they are."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """Join as a sentence does: `a`, `a và b`, `a, b và c`."""
    return " và ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def closed(lines: Sequence[str], *, lead: str = "") -> tuple[str, ...]:
    """End each line with `;` and the last with `.`, as recitals do; `lead` goes before each."""
    bare = [line.strip().lstrip("-–").strip().rstrip(" ;.,") for line in lines]
    return tuple(f"{lead}{line}{';' if n < len(bare) else '.'}" for n, line in enumerate(bare, 1))
