"""From a paper's data to what its marks are replaced by: text, yes or no, or lists of the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, get_origin

from dossiers.documents import wording
from dossiers.documents.fields import Form, Mark, bare, marks_of

Written: TypeAlias = "str | bool | Scope | tuple[Scope, ...]"
Scope: TypeAlias = "dict[str, Written]"

ITEM, POSITION = ".", "stt"
ANY = "co_"
ALONE, SEVERAL = "_mot", "_nhieu"


class Holds(Enum):
    """What a mark stands for, and so how a template may use it."""

    TEXT = "a value"
    FLAG = "yes or no: only around a block"
    GROUP = "a record: around a block, or dotted names"
    LINES = "a list of lines: around a block that is repeated"
    RECORDS = "a list of records: around a block that is repeated"


LISTS_OF = frozenset({Holds.LINES, Holds.RECORDS})


@dataclass(frozen=True)
class Known:
    """A mark that a template may use: what it holds, its form, and the marks inside its block."""

    holds: Holds
    form: Form
    inside: Mapping[str, Known]


LINE = Known(Holds.TEXT, Form.PLAIN, {})
COUNTER = Known(Holds.FLAG, Form.PLAIN, {})


@cache
def known(record: Any) -> Mapping[str, Known]:
    """Return the marks that a template of `record` may use at its top level, by name."""
    marks: dict[str, Known] = {}
    for mark in marks_of(record):
        if not mark.name and mark.record:
            marks.update(known(mark.record))
            continue
        marks[mark.name] = Known(holds_of(mark), mark.form, _inside(mark))
        if mark.form is Form.ADDRESSEES:
            marks[mark.name + ALONE] = LINE
            marks[mark.name + SEVERAL] = marks[mark.name]
    return marks


def find(name: str, marks: Mapping[str, Known]) -> Known | None:
    """Return the mark of that name, dotted or counted (`co_…`) names included, or None."""
    head, _, tail = name.partition(".")
    if name in marks:
        return marks[name]
    if name.startswith(ANY) and name.removeprefix(ANY) in marks:
        return COUNTER
    return find(tail, marks[head].inside) if head in marks and tail else None


def holds_of(mark: Mark) -> Holds:
    """Say what a mark stands for, from the type of its field."""
    plain = bare(mark.type)
    if get_origin(plain) is tuple:
        return Holds.RECORDS if mark.record else Holds.LINES
    if mark.record:
        return Holds.GROUP
    return Holds.FLAG if plain is bool else Holds.TEXT


def _inside(mark: Mark) -> Mapping[str, Known]:
    holds = holds_of(mark)
    own = known(mark.record) if mark.record else {ITEM: LINE} if holds is Holds.LINES else {}
    return {**own, POSITION: LINE} if holds in LISTS_OF else own


def written(data: Any) -> Scope:
    """Write every value of a record as its marks show it."""
    scope: Scope = {}
    record: type = type(data)
    for mark in marks_of(record):
        value = mark.read(data)
        if mark.name:
            scope[mark.name] = write(value, mark.form)
            if mark.form is Form.ADDRESSEES and isinstance(value, tuple):
                scope[mark.name + ALONE] = value[0] if len(value) == 1 else ""
                scope[mark.name + SEVERAL] = scope[mark.name] if len(value) > 1 else ()
        elif value is not None:
            scope.update(written(value))
    return scope


def write(value: Any, form: Form) -> Written:
    """Write one value in its form."""
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
