"""A list out of an Excel or Word file: its lines, what is wrong by cell, and what was left unread by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossiers.models import RECIPIENT_KINDS
from dossiers.sheets import excel, word
from dossiers.sheets.table import Row, Table, is_blank
from dossiers.submission.lists import columns, sections
from dossiers.submission.lists.columns import BORN, GENDER, HEADINGS, KIND, LINE, NAME, NUMBER, Header
from dossiers.submission.lists.lines import Fault, Line, Reader
from dossiers.submission.nomination_service import MAX_LINES
from workflow.errors import Invalid

MAX_ROWS = MAX_LINES + 500  # with what stands above and below a list
MAX_COLUMNS = 40
NAMED = 10  # rows that were left unread, one by one


@dataclass(frozen=True)
class Found:
    """What a file holds: its lines, every fault by cell, and what the reader is told of how it was read."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]


@dataclass
class _List:
    """The reading of one list: from its heading row to the next one, or to the end of its table."""

    table: Table
    heading: Row
    header: Header
    title_kind: str
    section: str = ""
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind that a row has which does not say it itself: by its part, by the heading, by the title."""
        return self.section or self.header.kind or self.title_kind

    @property
    def is_numbered(self) -> bool:
        """Whether lines are counted, so that what is not counted is none; our own file knows lines by their code."""
        if self.header.place(LINE) is not None:
            return False
        at = self.header.place(NUMBER)
        below = (row for row in self.table.rows if row.number > self.heading.number + 1)
        return at is not None and any(not is_blank(row.at(at)) for row in below)

    def take(self, row: Row, reader: Reader, *, is_numbered: bool) -> None:
        """Read a row: as a title of a part, as a line, or as what is left unread and named."""
        if sections.is_numbering(row):
            return
        if kind := sections.kind_of_section(row, self.header.place(NUMBER)):
            self.section = kind
        elif self._is_line(row, is_numbered=is_numbered):
            if line := reader.line_of(self.table, self.header, row, self.kind, self.faults):
                self.lines.append(line)
        else:
            self.skipped.append(f"dòng {row.number} {sections.excerpt(row)}")

    def _is_line(self, row: Row, *, is_numbered: bool) -> bool:
        if sections.is_sum(row):
            return False
        number, name = self.header.place(NUMBER), self.header.place(NAME)
        known = [at for at in row.filled if at in self.header.columns and at not in (number, name)]
        if name is None or is_blank(row.at(name)):
            return len(known) > 1  # a line that lacks its name is a fault; one cell alone is a title
        if not is_numbered or (number is not None and sections.is_counted(row.at(number))):
            return True
        return any(self.header.columns[at] in (LINE, KIND, BORN, GENDER) for at in known)


def read(content: bytes, media_type: str, reader: Reader) -> Found:
    """Read every table that has the heading of a list.

    Raises Invalid (field `file`) where the file is no Excel or Word file, or where no table has such a heading.
    """
    tables, remarks = _tables(content, media_type)
    return read_tables(tables, remarks, reader)


def read_tables(tables: list[Table], remarks: list[str], reader: Reader) -> Found:
    """Read the lists of tables; raises Invalid (field `file`) as `read` does."""
    found: list[_List] = []
    for table in tables:
        lists = list(_lists(table, reader))
        found += lists
        if not lists and any(row.filled for row in table.rows):
            remarks.append(f"Không đọc {table.words} vì không có dòng tiêu đề của danh sách.")
    if not found:
        raise Invalid({"file": _no_heading(tables)})
    lines = tuple(line for each in found for line in each.lines)
    faults = tuple(fault for each in found for fault in each.faults)
    if not lines and not faults:
        raise Invalid({"file": "Dưới dòng tiêu đề không có dòng nào để đọc."})
    if len(lines) > MAX_LINES:
        raise Invalid({"file": f"Tệp có {len(lines)} dòng; mỗi hồ sơ có tối đa {MAX_LINES} đề nghị."})
    return Found(lines, faults, (*remarks, *(remark for each in found for remark in _remarks(each))))


def _tables(content: bytes, media_type: str) -> tuple[list[Table], list[str]]:
    if media_type == excel.XLSX:
        found, hidden = excel.tables(content, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS)
        return found, [f"Không đọc trang “{name}” vì đang ẩn." for name in hidden]
    if media_type == word.DOCX:
        return word.tables(content, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS), []
    raise Invalid({"file": "Chỉ đọc được danh sách từ tệp Excel (.xlsx) hoặc Word (.docx)."})


def _no_heading(tables: list[Table]) -> str:
    if not tables:
        return "Tệp Word này không có bảng nào. Danh sách phải nằm trong một bảng."
    return (
        "Không thấy dòng tiêu đề của danh sách. Cần một dòng có cột “Họ và tên” "
        "(hoặc “Tên tập thể”, “Tên hộ gia đình”) và ít nhất một cột nữa, như “Năm sinh” hay “Đơn vị công tác”."
    )


def _lists(table: Table, reader: Reader) -> Iterator[_List]:
    """Yield the lists of one table: a new one begins at every heading row."""
    current, is_numbered, title_kind, done = None, False, sections.kind_in(table.name), -1
    for at, row in enumerate(table.rows):
        if row.number <= done or not row.filled:
            continue
        below = table.rows[at + 1] if at + 1 < len(table.rows) else None
        header = columns.header_of(row, below)
        if header and (current is None or header.is_clear):
            if current:
                yield current
            # a heading that is repeated on the next page goes on with the part that it stands in
            section = current.section if current and current.header.columns == header.columns else ""
            current = _List(table, row, header, title_kind, section)
            is_numbered, done = current.is_numbered, row.number + bool(header.genders)
            _check(current)
        elif current:
            if not current.header.twice:
                current.take(row, reader, is_numbered=is_numbered)
        else:
            title_kind = sections.kind_in(" ".join(map(str, row.filled.values()))) or title_kind
    if current:
        yield current


def _check(found: _List) -> None:
    """Note the headings that claim the same column."""
    for code in found.header.twice:
        at = max(place for place, each in found.header.columns.items() if each == code)
        message = f"Có hai cột cùng được hiểu là “{HEADINGS[code]}”. Bỏ hoặc đổi tên một cột rồi đọc lại."
        row = found.heading.number
        cell = found.table.cell(row, at)
        found.faults.append(Fault(found.table.words, cell, HEADINGS[code], message, row, at))


def _remarks(found: _List) -> Iterator[str]:
    place = f"{found.table.words[:1].upper()}{found.table.words[1:]}, dòng tiêu đề {found.heading.number}"
    counted: dict[str, int] = {}
    for line in found.lines:
        counted[line.kind] = counted.get(line.kind, 0) + 1
    kinds = ", ".join(f"{count} {RECIPIENT_KINDS[kind].lower()}" for kind, count in counted.items())
    wrong = len({fault.row for fault in found.faults})
    parts = [f"đọc được {kinds}" if kinds else "", f"{wrong} dòng có ô cần sửa" if wrong else ""]
    yield f"{place}: {'; '.join(filter(None, parts)) or 'không có dòng nào bên dưới'}."
    if found.header.place(KIND) is None and not found.section and found.lines:
        why = "cột tên" if found.header.kind else "tiêu đề của danh sách"
        yield f"{place}: không có cột “Đối tượng”, nên hiểu theo {why}."
    if unknown := [f"“{' '.join(text.split())[:60]}”" for text in found.header.unknown.values()]:
        yield f"{place}: không dùng cột {', '.join(unknown)}."
    yield from (f"{place}: {remark}." for remark in found.header.remarks)
    if prefixed := [line.prefix for line in found.lines if line.prefix]:
        words = ", ".join(f"“{each}”" for each in sorted(set(prefixed)))
        yield f"{place}: {len(prefixed)} tên bắt đầu bằng {words}; bỏ danh xưng khỏi tên."
    if found.skipped:
        more = f" và {len(found.skipped) - NAMED} dòng nữa" if len(found.skipped) > NAMED else ""
        yield f"{place}: không đọc như một đề nghị: {'; '.join(found.skipped[:NAMED])}{more}."
