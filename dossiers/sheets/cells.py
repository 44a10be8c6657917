"""One cell of a table as a plain value; each reader raises ValueError with the sentence to show."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from dossiers.sheets.table import Formula
from dossiers.web.forms import read_day
from dossiers.web.text import clean, fold

ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
FIRST_YEAR = 1945

_YES = {"x", "co", "1", "true", "da huy"}
_NO = {"", "khong", "0", "false"}


def text(value: Any, limit: int = 200) -> str:
    """Return a cell's text in NFC with single blanks; a whole number is taken as its digits."""
    return _within_limit(" ".join(_typed(value).split()), limit)


def paragraphs(value: Any, limit: int) -> str:
    """Return a cell's text in NFC with its lines as they are, blanks squeezed within each."""
    lines = (" ".join(line.split()) for line in _typed(value).split("\n"))
    return _within_limit("\n".join(lines), limit)


def _typed(value: Any) -> str:
    if isinstance(value, date):
        raise ValueError("Excel đã đổi nội dung thành ngày. Định dạng ô là Văn bản rồi gõ lại.")
    if isinstance(value, Formula):
        raise ValueError("có công thức. Chép rồi dán lại dưới dạng giá trị (Paste Special, Values).")
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise ValueError("có công thức hoặc nội dung không phải chữ, số. Dán lại dưới dạng giá trị.")
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    found = clean(str(value)) if value is not None else ""
    if found in ERRORS:
        raise ValueError(f"Excel báo lỗi {found}. Ghi lại giá trị đúng.")
    return found


def _within_limit(found: str, limit: int) -> str:
    if len(found) > limit:
        raise ValueError(f"dài {len(found)} ký tự, tối đa {limit}.")
    return found


def day(value: Any) -> date | None:
    """Return a day from a date cell or from a text dd/mm/yyyy."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        if value.year < FIRST_YEAR:
            raise ValueError(f"ngày {value:%d/%m/%Y} không hợp lý.")
        return value
    typed = text(value)
    if not typed:
        return None
    try:
        return read_day(typed)
    except ValueError:
        raise ValueError(f"“{typed[:40]}” không phải ngày. Ghi ngày/tháng/năm, ví dụ 05/02/2024.") from None


def year(value: Any, first: int, last: int) -> int | None:
    """Return a year from `first` to `last`, from a number, a text or a whole date."""
    if isinstance(value, date):
        return _within(value.year, first, last)
    typed = text(value)
    if not typed:
        return None
    digits = typed[-4:] if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", typed) else typed
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise ValueError(f"“{typed[:40]}” không phải năm. Ghi bốn chữ số, ví dụ 2023.")
    return _within(int(digits), first, last)


def _within(number: int, first: int, last: int) -> int:
    if not first <= number <= last:
        raise ValueError(f"năm {number} không hợp lý, chỉ nhận từ {first} đến {last}.")
    return number


def identity_number(value: Any) -> str:
    """Return an identity number's digits: 12 of a citizen's number, 9 of an old identity card; or empty."""
    digits = re.sub(r"[ .]", "", text(value))
    if digits and not re.fullmatch(r"[0-9]{9}|[0-9]{12}", digits):
        raise ValueError("số định danh phải có 12 chữ số (hoặc 9 với chứng minh nhân dân). Định dạng ô là Văn bản.")
    return digits


def yes(value: Any) -> bool:
    """Return whether a mark was made ("x", "có")."""
    typed = text("1" if value is True else "0" if value is False else value)
    if fold(typed) in _YES:
        return True
    if fold(typed) in _NO:
        return False
    raise ValueError(f"“{typed[:40]}” không rõ. Ghi x nếu đã hủy, để trống nếu không.")


def bare(words: str) -> str:
    """Return letters and digits alone, without marks: a code is the same with blanks, hyphens or underscores."""
    return re.sub(r"[^a-z0-9]", "", fold(words))
