"""What a nomination holds, in words: texts as they are, evidence row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dossiers.models import Nomination
from dossiers.nomination_fields import NominationField, of_kind
from dossiers.submission.nomination_forms import GENDERS
from dossiers.submission.nomination_rows import HOLDS, MEASURES, RATINGS, SCOPES, WORKS, CollectiveRow
from dossiers.web.text import day
from dossiers.words import award_name

Row = Mapping[str, Any]
NONE_OF_IT = "Đã khai: không có"


def described(nomination: Nomination) -> list[tuple[str, list[str]]]:
    """Return every field of a nomination that holds something: its label, and its value line by line."""
    fields = ((field, field.value_of(nomination)) for field in of_kind(nomination.kind))
    return [(field.label, _lines(field, value)) for field, value in fields if value not in (None, "")]


def _lines(field: NominationField, value: Any) -> list[str]:
    if value == []:
        return [NONE_OF_IT]
    if isinstance(value, bool):
        return ["Có" if value else "Không"]
    if isinstance(value, list):
        return [_ROWS[field.name](row) for row in value]
    if isinstance(value, dict):
        return [f"{_COUNTS.get(key, key)}: {count}" for key, count in value.items()]
    if field.name == "gender":
        return [dict(GENDERS).get(value, value)]
    return [_day(value) if field.name.endswith("_on") else str(value)]


def _rating(row: Row) -> str:
    return f"Năm {row['year']}: {dict(RATINGS).get(row['rating'], row['rating'])}"


def _award(row: Row) -> str:
    parts = [
        f"Năm {row['year']}: {award_name(row['award'])}",
        f"quyết định số {row['decision_number']}" if row.get("decision_number") else "",
        f"ngày {_day(row['decided_on'])}" if row.get("decided_on") else "",
        row.get("issued_by", ""),
    ]
    return ", ".join(part for part in parts if part)


def _initiative(row: Row) -> str:
    parts = [
        row.get("title", ""),
        dict(WORKS).get(row.get("kind", ""), ""),
        f"phạm vi {dict(SCOPES).get(row['scope'], '').lower()}" if row.get("scope") else "",
        f"công nhận ngày {_day(row['recognised_on'])}" if row.get("recognised_on") else "",
    ]
    return ", ".join(part for part in parts if part)


def _period(row: Row) -> str:
    since = f"từ {_day(row['from'])}" if row.get("from") else ""
    return " ".join(part for part in (since, f"đến {_day(row['to'])}" if row.get("to") else "") if part)


def _measure(row: Row) -> str:
    return f"{dict(MEASURES).get(row['measure'], row['measure'])}, {_period(row)}"


def _hold(row: Row) -> str:
    return f"{dict(HOLDS).get(row['reason'], row['reason'])}, {_period(row)}"


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


_ROWS: dict[str, Callable[[Row], str]] = {
    "ratings": _rating,
    "awards": _award,
    "initiatives": _initiative,
    "discipline": _measure,
    "holds": _hold,
}
_COUNTS = {name: field.args[0] for name, field in vars(CollectiveRow).items() if hasattr(field, "field_class")}
