"""What is wrong with a template, each fault in one sentence and with its place, for an officer who knows only Word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dossiers.documents.word import DOCUMENT, PARAGRAPH, ROW, TABLE, own_text, paragraph_of, tag
from workflow.errors import Refused

MOST = 100  # faults told at once
EXCERPT = 48
BOX = tag("txbxContent")
WHOLE = "Cả tệp"
PARTS = {"document": "Thân văn bản", "header": "Đầu trang", "footer": "Chân trang", "footnotes": "Cước chú"}
PARTS |= {"endnotes": "Chú thích cuối"}


@dataclass(frozen=True)
class Fault:
    """One fault: what is wrong and what to do, and where it stands in the file."""

    message: str
    place: str = WHOLE

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class TemplateFault(Refused):
    """A template that can't be used; `faults` says everything that is wrong with it."""

    title = "Mẫu văn bản chưa dùng được"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults[:MOST])))


class PartReport:
    """The faults of one XML part; it remembers where each paragraph stood before marks were moved."""

    def __init__(self, name: str, root: Any) -> None:
        self.part = _part_words(name)
        self._root = root
        self._labels = dict(_labels(root))
        self._order = {paragraph: number for number, paragraph in enumerate(self._labels)}
        self._found: list[tuple[int, Fault]] = []

    @property
    def faults(self) -> list[Fault]:
        """Return the faults as they stand in the part, from its beginning."""
        return [fault for _, fault in sorted(self._found, key=lambda each: each[0])]

    def add(self, element: Any, message: str) -> None:
        """Note a fault at `element`."""
        if len(self._found) < MOST:
            paragraph = None if element is self._root else paragraph_of(element)
            place = f"{self.part}{self._labels.get(paragraph, '')}"
            self._found.append((self._order.get(paragraph, -1), Fault(message, place)))


def _part_words(name: str) -> str:
    file = name.rpartition("/")[2].removesuffix(".xml")
    words = PARTS.get(file.rstrip("0123456789"), file)
    return words if name == DOCUMENT else f"{words} ({file})"


def _labels(root: Any) -> Iterable[tuple[Any, str]]:
    tables: dict[Any, int] = {}
    rows: dict[Any, tuple[int, int]] = {}
    counts: dict[Any, int] = {}
    paragraphs = 0
    for element in root.iter(TABLE, ROW, PARAGRAPH):
        if element.tag == TABLE:
            tables[element] = len(tables) + 1
        elif element.tag == ROW:
            table = next(element.iterancestors(TABLE), None)
            counts[table] = counts.get(table, 0) + 1
            rows[element] = (tables.get(table, 0), counts[table])
        else:
            row = next(element.iterancestors(ROW), None)
            paragraphs += row is None
            yield element, _label(element, rows.get(row), paragraphs)


def _label(paragraph: Any, row: Sequence[int] | None, number: int) -> str:
    where = f", bảng {row[0]}, dòng {row[1]}" if row else f", đoạn {number}"
    box = ", khung chữ" if next(paragraph.iterancestors(BOX), None) is not None else ""
    text = " ".join(own_text(paragraph).split())
    shown = f" (“{text[:EXCERPT]}{'…' if len(text) > EXCERPT else ''}”)" if text else ""
    return f"{where}{box}{shown}"
