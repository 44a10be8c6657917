"""Rows of a book as entries of the register, every fault named by its row and cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.register import names
from dossiers.register.book import Book, Row
from dossiers.register.identity import hash_of
from dossiers.rules import law
from dossiers.sheets import cells
from dossiers.web.text import fold

YOUNGEST = 10  # years; nobody is named in a decision younger than this


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell."""

    row: int
    cell: str
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.row}, ô {self.cell}: {self.message}"


@dataclass(frozen=True)
class Entry:
    """A row that can be entered: the columns of its record, and the key by which it is recognised again."""

    row: int
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """See `row_key`."""
        return str(self.values["row_key"])


@dataclass
class _Cells:
    """The cells of one row, read one after another; what can't be read is noted and is None."""

    row: Row
    letters: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def read(self, code: str, reader: Callable[[Any], Any]) -> Any:
        try:
            return reader(self.row.values.get(code))
        except ValueError as fault:
            self.note(code, str(fault))
            return None

    def find(self, code: str, known: names.Names, otherwise: str = "") -> str:
        written = self.read(code, cells.text)
        if written is None or not (written or otherwise):
            if written == "":
                self.note(code, f"chưa ghi {known.what}.")
            return ""
        return str(self.read(code, lambda _value: known.find(written) if written else otherwise) or "")

    def note(self, code: str, message: str) -> None:
        letter = self.letters.get(code) or self.letters["name"]
        self.faults.append(Fault(self.row.number, f"{letter}{self.row.number}", message))


class Reader:
    """Reads the rows of one book against the units and the catalogue of now."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.units, self.awards = names.unit_names(), names.award_names()
        self.kinds, self.grounds, self.provenances = names.kind_names(), names.ground_names(), names.provenance_names()

    def read(self, book: Book) -> tuple[list[Entry], list[Fault]]:
        """Return the entries of a book, and its faults; a row with a fault is no entry."""
        entries, faults = [], []
        for row in book.rows:
            line = _Cells(row, book.letters)
            values = self._values(line)
            if line.faults:
                faults += sorted(line.faults, key=lambda fault: (len(fault.cell), fault.cell))
            else:
                entries.append(Entry(row.number, {**values, "row_key": row_key(values)}))
        return entries, faults

    def _values(self, line: _Cells) -> dict[str, Any]:
        kind, award = line.find("kind", self.kinds), line.find("award", self.awards)
        name = line.read("name", cells.text) or ""
        provenance = line.find("provenance", self.provenances)
        unit = line.find("unit", self.units)
        number = line.read("identity", cells.identity_number)
        values = {
            "kind": kind,
            "name": name,
            "search_key": fold(name),
            "birth_year": line.read("birth_year", lambda v: cells.year(v, 1900, self.today.year - YOUNGEST)),
            "identity_hash": hash_of(number) if number else None,
            "unit_id": int(unit or 0),
            "award_code": award,
            "ground": line.find("ground", self.grounds, _only_ground(award)),
            "year": line.read("year", lambda v: cells.year(v, cells.FIRST_YEAR, self.today.year)),
            "decision_number": line.read("decision_number", lambda v: cells.text(v, 60)) or "",
            "decided_on": line.read("decided_on", cells.day),
            "issued_by": line.read("issued_by", cells.text) or "",
            "provenance": provenance,
            "is_revoked": bool(line.read("is_revoked", cells.yes)),
        }
        written = {fault.cell for fault in line.faults}
        for code, message in faults_of(values, self.today):
            if f"{line.letters.get(code, '')}{line.row.number}" not in written:
                line.note(code, message)
        return values


def faults_of(values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Yield what does not hold together in a record, as `(column, sentence)`; for rows and for corrections."""
    if not values["name"]:
        yield "name", "chưa ghi tên."
    if values["year"] is None:
        yield "year", "chưa ghi năm thành tích."
    award = law().awards.get(values["award_code"])
    if award and values["kind"] and values["kind"] not in award.recipients:
        admitted = ", ".join(RECIPIENT_KINDS[kind].lower() for kind in award.recipients)
        yield "award", f"{award.title} chỉ tặng cho {admitted}."
    if values["kind"] == "collective" and values["birth_year"]:
        yield "birth_year", "tập thể không có năm sinh."
    if values["kind"] == "collective" and values["identity_hash"]:
        yield "identity", "tập thể không có số định danh cá nhân."
    if values["provenance"] in ("decision", "typed"):
        if not values["decision_number"]:
            yield "decision_number", "chưa ghi số quyết định; chỉ nguồn Đơn vị kê khai được để trống."
        if not values["issued_by"]:
            yield "issued_by", "chưa ghi người, cơ quan ban hành; chỉ nguồn Đơn vị kê khai được để trống."
    yield from _faults_of_day(values["decided_on"], values["year"], today)


def _faults_of_day(decided_on: date | None, year: int | None, today: date) -> Iterator[tuple[str, str]]:
    if decided_on and decided_on > today:
        yield "decided_on", f"ngày {decided_on:%d/%m/%Y} ở tương lai."
    elif decided_on and year and decided_on.year < year:
        yield "decided_on", f"ngày {decided_on:%d/%m/%Y} trước năm thành tích {year}."


def row_key(values: Mapping[str, Any]) -> str:
    """Return what makes an entry the same as another: who, at which unit, for what, by which decision."""
    parts = (
        values["kind"],
        values["search_key"],
        values["birth_year"],
        values["unit_id"],
        values["award_code"],
        values["ground"],
        values["year"],
        cells.bare(values["decision_number"]),
    )
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()


def _only_ground(award_code: str) -> str:
    award = law().awards.get(award_code)
    grounds = list(award.grounds) if award else []
    return grounds[0] if len(grounds) == 1 else ""
