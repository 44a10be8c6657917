"""From a paper's data to what its marks are replaced by: text, yes or no, or lists of the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from dossiers.documents import wording
from dossiers.documents.fields import Form, Mark, marks_of

Written: TypeAlias = "str | bool | Scope | tuple[Scope, ...]"
Scope: TypeAlias = "dict[str, Written]"

ITEM, POSITION = ".", "stt"
ANY = "co_"
ALONE, SEVERAL = "_mot", "_nhieu"


@dataclass(frozen=True)
class Known:
    """A mark that a template may use: its form, and the marks inside its block."""

    form: Form
    inside: Mapping[str, Known]


@cache
def known(record: Any) -> Mapping[str, Known]:
    """Return the marks that a template of `record` may use at its top level, by name."""
    marks: dict[str, Known] = {}
    for mark in marks_of(record):
        if not mark.name and mark.record:
            marks.update(known(mark.record))
            continue
        marks[mark.name] = Known(mark.form, _inside(mark))
        if mark.form is Form.ADDRESSEES:
            marks[mark.name + ALONE] = Known(Form.PLAIN, {})
            marks[mark.name + SEVERAL] = marks[mark.name]
    return marks


def _inside(mark: Mark) -> Mapping[str, Known]:
    line = Known(Form.PLAIN, {})
    if mark.record:
        return {**known(mark.record), POSITION: line}
    return {ITEM: line, POSITION: line} if "tuple" in str(mark.type) else {}


def written(data: Any) -> Scope:
    """Write every value of a record as its marks show it."""
    scope: Scope = {}
    record: type = type(data)
    for mark in marks_of(record):
        value = mark.read(data)
        if mark.name:
            scope[mark.name] = _write(value, mark.form)
            if mark.form is Form.ADDRESSEES and isinstance(value, tuple):
                scope[mark.name + ALONE] = value[0] if len(value) == 1 else ""
                scope[mark.name + SEVERAL] = scope[mark.name] if len(value) > 1 else ()
        elif value is not None:
            scope.update(written(value))
    return scope


def _write(value: Any, form: Form) -> Written:
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return _write_list(value, form)
    if dataclasses.is_dataclass(value):
        return written(value)
    if isinstance(value, date):
        return wording.short_date(value) if form is Form.SHORT_DATE else wording.full_date(value)
    if isinstance(value, int):
        return NUMBERS.get(form, str)(value)
    return value.upper() if form is Form.CAPITALS else str(value)


def _write_list(values: tuple[Any, ...], form: Form) -> tuple[Scope, ...]:
    if values and dataclasses.is_dataclass(values[0]):
        return tuple({**written(value), POSITION: str(n)} for n, value in enumerate(values, 1))
    lines = LISTS.get(form, tuple)(values)
    return tuple({ITEM: line, POSITION: str(n)} for n, line in enumerate(lines, 1))


NUMBERS: Mapping[Form, Callable[[int], str]] = {
    Form.COUNT: wording.counted,
    Form.MONEY: lambda dong: wording.money(dong) if dong else "",
    Form.FIGURES: lambda dong: wording.grouped(dong) if dong else "",
}

LISTS: Mapping[Form, Callable[[tuple[str, ...]], tuple[str, ...]]] = {
    Form.CLOSED: wording.closed,
    Form.DASHED: lambda lines: wording.closed(lines, lead="- "),
    Form.ADDRESSEES: lambda lines: wording.closed(lines, lead="- "),
    Form.CAPITALS: lambda lines: tuple(line.upper() for line in lines),
}
