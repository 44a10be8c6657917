"""The marks of a kind as an officer reads them: how each is written in a template, what it means, an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossiers.documents.fields import Form, Mark, marks_of
from dossiers.documents.kinds import Kind, example
from dossiers.documents.marks import ALONE, ITEM, SEVERAL, Holds, Scope, Written, holds_of, written
from dossiers.documents.needed import needed_of


@dataclass(frozen=True)
class Row:
    """One mark: how it is written, its meaning, an example, and whether no template may leave it out."""

    mark: str
    about: str
    example: str
    is_needed: bool


@dataclass(frozen=True)
class Table:
    """The marks that are known in one place: in the whole paper, in a group, or inside the blocks of some lists."""

    title: str
    rows: tuple[Row, ...]


def tables(kind: Kind) -> tuple[Table, ...]:
    """Return the marks of a kind: those of the paper, then of its groups, then of the lines of its lists."""
    found = [Table("Mốc dùng ở mọi chỗ", tuple(_rows(kind.record, written(kind.example()), needed_of(kind.record))))]
    found += _groups(kind.record, needed_of(kind.record))
    lists: dict[type, list[str]] = {}
    _collect(kind.record, lists)
    for record, names in lists.items():
        blocks = ", ".join(_block(name) for name in dict.fromkeys(names))
        rows = tuple(_rows(record, written(example(record)), needed_of(record)))
        found.append(Table(f"Mốc dùng bên trong {blocks}", rows))
    return tuple(found)


def _groups(record: type, needed: tuple[str, ...]) -> Iterator[Table]:
    for mark in _flat(record):
        if mark.record and holds_of(mark) is Holds.GROUP:
            inner = tuple(each.removeprefix(f"{mark.name}.") for each in needed if each.startswith(f"{mark.name}."))
            if not hasattr(mark.read, "derived"):  # what is worked out only says again what stands elsewhere
                inner += needed_of(mark.record)
            rows = tuple(_rows(mark.record, written(example(mark.record)), inner, f"{mark.name}."))
            yield Table(f"Nhóm {_braced(mark.name)}: {mark.about}", rows)


def _rows(record: type, scope: Scope, needed: tuple[str, ...], prefix: str = "") -> Iterator[Row]:
    for mark in _flat(record):
        holds, value = holds_of(mark), scope.get(mark.name, "")
        yield Row(_as_written(mark, holds, prefix), mark.about, _shown(value), mark.name in needed)
        if mark.form is Form.ADDRESSEES:
            yield Row(_braced(f"{mark.name}{ALONE}"), f"{mark.about}, khi chỉ có một", _shown(value), False)
            yield Row(_block(f"{mark.name}{SEVERAL}", ITEM), f"{mark.about}, khi có nhiều", "", False)


def _flat(record: type) -> Iterator[Mark]:
    """Yield the marks of a record, those of unnamed records inside as its own."""
    for mark in marks_of(record):
        if mark.name:
            yield mark
        elif mark.record:
            yield from _flat(mark.record)


def _collect(record: type, lists: dict[type, list[str]]) -> None:
    for mark in _flat(record):
        if mark.record:
            if holds_of(mark) is Holds.RECORDS:
                lists.setdefault(mark.record, []).append(mark.name)
            _collect(mark.record, lists)


def _as_written(mark: Mark, holds: Holds, prefix: str) -> str:
    name = f"{prefix}{mark.name}"
    if holds is Holds.TEXT:
        return _braced(name)
    return _block(name, ITEM if holds is Holds.LINES else "")


def _shown(value: Written) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        first = value[0].get(ITEM, "") if value else ""
        return first if isinstance(first, str) else ""
    return value.replace("\n", " ") if isinstance(value, str) else ""


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def _block(name: str, inside: str = "") -> str:
    return f"{_braced(f'#{name}')} {_braced(inside) if inside else '…'} {_braced(f'/{name}')}"
