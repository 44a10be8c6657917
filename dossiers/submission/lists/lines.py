"""One row of a list as a line of a dossier, each cell read by what its column means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossiers.models import RECIPIENT_KINDS
from dossiers.nomination_fields import BY_CODE, rows_of
from dossiers.sheets import cells
from dossiers.sheets.table import Row, Table, is_blank
from dossiers.submission.lists.columns import AWARD, BORN, BY_GENDER, GENDER, HEADINGS, KIND, LINE, NAME, PARTS, Header
from dossiers.web.text import fold

FIRST_BIRTH = 1900
BORN_ON = "report.born_on"
_GENDERS = {**BY_GENDER, "ong": "nam", "ba": "nữ"}
_KINDS = {fold(words): kind for kind, words in RECIPIENT_KINDS.items()} | {"ho": "household"}
_PREFIX = re.compile(r"(ông|bà|đồng chí|đ/c)[ .:]+(?=\S+ +\S)", re.IGNORECASE)
_PREFIXES = {"ông": "nam", "bà": "nữ"}
_LONG = ("achievement", "report.results", *(column.code for column in PARTS))


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, and what to write instead."""

    table: str
    cell: str
    heading: str
    message: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.table}, ô {self.cell} ({self.heading}): {self.message}"


@dataclass(frozen=True)
class Line:
    """A row as a line: `known_id` is the dossier's own line that it says to be, `values` are by field code."""

    table: Table
    header: Header
    row: int
    kind: str
    known_id: int | None
    values: Mapping[str, Any]
    prefix: str = ""

    @property
    def name(self) -> str:
        """Whom the line is about."""
        return str(self.values["name"])

    @property
    def where(self) -> str:
        """Where the line stands in the file."""
        return f"{self.table.words}, dòng {self.row}"

    def fault(self, code: str, message: str) -> Fault:
        """Return a fault at the line's cell of a column, or at its name where the file has no such column."""
        return _fault(self.table, self.header, self.row, code, message)


def _fault(table: Table, header: Header, row: int, code: str, message: str) -> Fault:
    at = header.place(code)
    if at is None:
        code, at = NAME, header.place(NAME) or 0
    return Fault(table.words, table.cell(row, at), HEADINGS[code], message[:1].upper() + message[1:], row, at)


@dataclass(frozen=True)
class Reader:
    """Reads rows for one dossier: `awards` are the ways to write its award, bare; `award` is the one to tell."""

    today: date
    awards: frozenset[str]
    award: str

    def line_of(self, table: Table, header: Header, row: Row, kind: str, faults: list[Fault]) -> Line | None:
        """Return the line of a row; one with a fault is none, and its faults are added to `faults`.

        `kind` is what the parts of the list and its headings say; a column of the row's own goes before it.
        """
        cell = _Cells(table, header, row)
        known_id = cell.read(LINE, _line_id)
        kind = cell.read(KIND, _kind) or kind
        if not kind and not cell.faults:
            cell.note(NAME, "không rõ là cá nhân, tập thể hay hộ gia đình. Thêm cột “Đối tượng” và ghi ở từng dòng.")
        values, prefix = self._values(cell, kind)
        cell.read(AWARD, self._award)
        if not values.get("name") and not cell.has_fault(NAME):
            cell.note(NAME, "chưa ghi tên.")
        faults += cell.faults
        return None if cell.faults else Line(table, header, row.number, kind, known_id, values, prefix)

    def _values(self, cell: _Cells, kind: str) -> tuple[dict[str, Any], str]:
        name = cell.read(NAME, lambda value: cells.text(value, BY_CODE["name"].limit)) or ""
        values: dict[str, Any] = {"name": name}
        prefix = _PREFIX.match(name) if kind == "individual" else None
        if prefix:
            values["name"] = name[prefix.end() :]
        if kind == "individual":
            values |= self._person(cell, prefix[1].lower() if prefix else "")
        else:
            for code in (GENDER, BORN):
                cell.forbid(code, kind)
        for code in ("post", "workplace", *_LONG):
            if kind and kind not in BY_CODE[code].kinds:
                cell.forbid(code, kind)
            elif cell.has(code):
                values[code] = cell.read(code, _reader(code))
        return values, prefix[1] if prefix else ""

    def _person(self, cell: _Cells, prefix: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        genders = [each for each in (cell.gender(), _PREFIXES.get(prefix, "")) if each]
        if len(set(genders)) > 1:
            cell.note(GENDER, f"là {genders[0]} nhưng tên ghi “{prefix.capitalize()}”. Sửa một trong hai.")
        if cell.has(GENDER) or genders:
            found["gender"] = genders[0] if genders else ""
        if prefix and prefix not in _PREFIXES:
            found["honorific"] = "Đồng chí"
        if cell.has(BORN):
            found["birth_year"] = cell.read(BORN, lambda value: cells.year(value, FIRST_BIRTH, self.today.year))
            if (day := _day(cell.value(BORN))) and found["birth_year"]:
                found[BORN_ON] = day.isoformat()
        return found

    def _award(self, value: Any) -> None:
        written = cells.text(value, 300)
        if written and cells.bare(written) not in self.awards:
            raise ValueError(
                f"hồ sơ này đề nghị “{self.award}”, ô này ghi “{written[:80]}”. Ghi đúng như hồ sơ, để trống, "
                "hoặc chuyển dòng này sang hồ sơ của danh hiệu, hình thức ấy."
            )


@dataclass
class _Cells:
    """The cells of one row by column code; what can't be read is noted and is None."""

    table: Table
    header: Header
    row: Row
    faults: list[Fault] = field(default_factory=list)

    def has(self, code: str) -> bool:
        return self.header.place(code) is not None

    def value(self, code: str) -> Any:
        """The cell's value; of columns by gender, the one that is filled."""
        filled = [self.row.at(at) for at in self._places(code) if not is_blank(self.row.at(at))]
        return filled[0] if filled else None

    def read(self, code: str, reader: Callable[[Any], Any]) -> Any:
        try:
            return reader(self.value(code)) if self.has(code) else None
        except ValueError as fault:
            self.note(code, str(fault))
            return None

    def gender(self) -> str:
        """What the columns say of the gender: one with the word, or those by gender of which one is filled."""
        halves = [
            half for at, half in self.header.genders.items() if not is_blank(self.row.at(at))
        ]  # fmt: skip
        if len(set(halves)) > 1:
            self.note(self.header.columns[next(iter(self.header.genders))], "ghi ở cả cột Nam và cột Nữ. Giữ lại một.")
            return ""
        if halves or any(code == GENDER for at, code in self.header.columns.items() if at in self.header.genders):
            return halves[0] if halves else ""
        return self.read(GENDER, _gender) or ""

    def forbid(self, code: str, kind: str) -> None:
        """Note a value that recipients of this kind do not have."""
        if kind and self.has(code) and not is_blank(self.value(code)):
            who, what = RECIPIENT_KINDS[kind].lower(), HEADINGS[code].lower()
            self.note(code, f"{who} không có {what}. Xóa ô này.")

    def note(self, code: str, message: str) -> None:
        self.faults.append(_fault(self.table, self.header, self.row.number, code, message))

    def has_fault(self, code: str) -> bool:
        return any(fault.heading == HEADINGS[code] for fault in self.faults)

    def _places(self, code: str) -> Iterator[int]:
        return (at for at, each in self.header.columns.items() if each == code)


def _reader(code: str) -> Callable[[Any], str]:
    read = cells.paragraphs if code in _LONG else cells.text

    def read_cell(value: Any) -> str:
        found = read(value, BY_CODE[code].limit)
        if BY_CODE[code].cells:
            rows_of(BY_CODE[code], found)
        return found

    return read_cell


def _line_id(value: Any) -> int | None:
    typed = cells.text(value)
    if typed and not re.fullmatch(r"[0-9]{1,9}", typed):
        raise ValueError(f"“{typed[:40]}” không phải mã dòng. Giữ nguyên mã cũ, hoặc để trống nếu là dòng thêm mới.")
    return int(typed) if typed else None


def _kind(value: Any) -> str:
    typed = cells.text(value)
    if typed and fold(typed) not in _KINDS:
        raise ValueError(f"không có đối tượng “{typed[:40]}”. Ghi: {', '.join(RECIPIENT_KINDS.values())}.")
    return _KINDS.get(fold(typed), "")


def _gender(value: Any) -> str:
    typed = cells.text(value)
    if typed and fold(typed) not in _GENDERS:
        raise ValueError(f"“{typed[:40]}” không rõ. Ghi Nam hoặc Nữ.")
    return _GENDERS.get(fold(typed), "")


def _day(value: Any) -> date | None:
    """The whole day of birth where it is one; a year alone is no day."""
    try:
        if isinstance(value, str):
            value = re.sub(r"^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$", r"\1/\2/\3", value.strip())
            return cells.day(value) if "/" in value else None
        return cells.day(value) if isinstance(value, date) else None
    except ValueError:
        return None
