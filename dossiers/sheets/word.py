"""Tables of a Word document from outside, as rows of text; what is deleted or hidden in it is left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dossiers.office_files import Limits, Unreadable, inflated, opened, walk
from dossiers.sheets.table import Row, Table
from workflow.errors import Invalid

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_LIMITS = Limits(members=2_000, unpacked=200 * 1024 * 1024, ratio=1_100)
_LARGEST = 30 * 1024 * 1024


def tables(content: bytes, *, max_rows: int, max_columns: int) -> list[Table]:
    """Return the document's tables, without those inside of a cell; raises Invalid (field `file`)."""
    body = _body(content)
    found = [table for table in body.iter(f"{_W}tbl") if not any(True for _ in table.iterancestors(f"{_W}tbl"))]
    return [_table(table, f"bảng {at}", max_rows, max_columns) for at, table in enumerate(found, start=1)]


def _body(content: bytes) -> Any:
    try:
        with opened(content, _LIMITS) as archive:
            xml = inflated(archive, _main(archive), _LARGEST)
            walk(xml, lambda _tag, _attributes: None)  # no DOCTYPE anywhere, and well formed
    except Unreadable as fault:
        raise Invalid({"file": f"Tệp không dùng được: {fault}"}) from fault
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.parse(io.BytesIO(xml), parser).getroot()
    except etree.XMLSyntaxError as fault:  # what is nested too deeply, for instance
        raise Invalid({"file": "Không đọc được tệp Word này. Mở bằng Word rồi lưu lại dạng .docx."}) from fault


def _main(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    try:
        return archive.getinfo(_MAIN)
    except KeyError as fault:
        raise Unreadable("không phải tệp Word (.docx).") from fault


def _table(table: Any, name: str, max_rows: int, max_columns: int) -> Table:
    rows: list[Row] = []
    above: dict[int, str] = {}
    for number, row in enumerate(_own(table, "tr"), start=1):
        if number > max_rows:
            raise Invalid({"file": f"{name.capitalize()} có hơn {max_rows} dòng. Chia thành nhiều tệp."})
        rows.append(Row(number, tuple(_cells(row, above))[:max_columns]))
    return Table(name, tuple(rows), is_word=True)


def _own(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also inside of content controls and of tracked insertions."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _own(child, name)


def _cells(row: Any, above: dict[int, str]) -> Iterator[str | None]:
    """The row's cells by grid column; a cell merged downwards has the text of the first one."""
    at = _number(row.find(f"{_W}trPr/{_W}gridBefore"))
    yield from (None for _ in range(at))
    for cell in _own(row, "tc"):
        span = max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")))
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
        text = above.get(at, "") if goes_on and span == 1 else _text(cell)
        above[at] = text
        yield text or None
        yield from (None for _ in range(span - 1))
        at += span


def _number(element: Any) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(value), 60) if value.isdecimal() and len(value) < 4 else 0


def _text(cell: Any) -> str:
    paragraphs = ("".join(_runs(paragraph)).strip() for paragraph in cell.iter(f"{_W}p"))
    return "\n".join(filter(None, paragraphs))


def _runs(paragraph: Any) -> Iterator[str]:
    for run in paragraph.iter(f"{_W}r"):
        if next(run.iterancestors(f"{_W}del", f"{_W}moveFrom"), None) is not None:
            continue
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        for piece in run:
            if piece.tag == f"{_W}t":
                yield piece.text or ""
            elif piece.tag in (f"{_W}br", f"{_W}cr"):
                yield "\n"
            elif piece.tag == f"{_W}tab":
                yield " "
            elif piece.tag == f"{_W}noBreakHyphen":
                yield "-"
