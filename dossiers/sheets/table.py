"""A table out of an Excel or Word file, as rows of plain values, and the words for a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter


@dataclass(frozen=True)
class Formula:
    """A cell that is computed: its result is not stored reliably, so that nobody takes it for typed text."""

    text: str


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, counted from 1, and its values by column, counted from 0."""

    number: int
    cells: tuple[Any, ...]

    def at(self, place: int) -> Any:
        """The value in a column, None where the row ends before it."""
        return self.cells[place] if place < len(self.cells) else None

    @property
    def filled(self) -> dict[int, Any]:
        """The values that are not blank, by column."""
        return {at: value for at, value in enumerate(self.cells) if not is_blank(value)}


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook, or a table of a Word document; in `rows` a value merged downwards stands in every row."""

    name: str
    rows: tuple[Row, ...]
    is_word: bool = False

    @property
    def words(self) -> str:
        """What the table is called in sentences."""
        return self.name if self.is_word else f"trang “{self.name}”"

    def cell(self, row: int, column: int) -> str:
        """Where a cell stands: "C5" of a sheet, "dòng 5, cột 3" of a table in Word."""
        return f"dòng {row}, cột {column + 1}" if self.is_word else f"{get_column_letter(column + 1)}{row}"


def is_blank(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
