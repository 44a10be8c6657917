"""Rows of a list that are no line of it: titles of its parts, numbers of its columns, sums and signatures."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from dossiers.models import RECIPIENT_KINDS
from dossiers.sheets.table import Formula, Row
from dossiers.web.text import fold

_KINDS = {fold(words): kind for kind, words in RECIPIENT_KINDS.items()}
_AROUND = frozenset(
    """danh sach de nghi khen thuong doi voi cac tang xet phan muc nhom la ho nguoi don vi""".split()  # noqa: SIM905
)
_SUM = re.compile(r"(tổng cộng|tổng số|danh sách (này )?(có|gồm))\b|(tổng|cộng) *:?$")  # with marks: Tống is a family
_COUNT = re.compile(r"\(?[0-9]{1,2}\)?|[a-z]|[ivx]{1,4}", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:phan )?(?:[ivx]{1,4}|[a-d]|[0-9]{1,2})[ .):/-]+", re.IGNORECASE)


def kind_in(text: str) -> str:
    """Return the one kind of recipients that a title speaks of, or empty."""
    words = fold(text)
    found = {kind for name, kind in _KINDS.items() if re.search(rf"\b{name}\b", words)}
    return found.pop() if len(found) == 1 else ""


def kind_of_section(row: Row, number_at: int | None) -> str:
    """Return the kind of a row that only says "I. Tập thể", or empty: every word of it is one of a title."""
    filled = [str(value) for at, value in row.filled.items() if not (at == number_at and not is_counted(value))]
    texts = list(dict.fromkeys(filled))
    if len(texts) != 1:
        return ""
    kind = kind_in(texts[0])
    rest = _NUMBERING.sub("", fold(texts[0]))
    for name in _KINDS:
        rest = rest.replace(name, " ")
    return kind if all(word in _AROUND or word.isdecimal() for word in re.findall(r"\w+", rest)) else ""


def is_numbering(row: Row) -> bool:
    """Whether a row only counts the columns: "(1) (2) (3)" or "A B 1 2"."""
    filled = [str(value).strip() for value in row.filled.values()]
    return len(filled) > 2 and all(_COUNT.fullmatch(each) for each in filled)


def is_sum(row: Row) -> bool:
    """Whether a row sums the list up."""
    first = unicodedata.normalize("NFC", str(next(iter(row.filled.values()), ""))).strip().lower()
    return bool(_SUM.match(first))


def excerpt(row: Row) -> str:
    """Return the beginning of what a row says, to name it."""
    text = " ".join(" ".join(str(value).split()) for value in dict.fromkeys(map(str, row.filled.values())))
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"


def is_counted(value: Any) -> bool:
    """Whether a cell of the numbers' column counts a line: "12" or "12.", not "II" or "B"."""
    return isinstance(value, int | float | Formula) or str(value).strip().rstrip(".").isdecimal()
