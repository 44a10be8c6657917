"""Excel and Word files made to harm whoever reads a list out of them. Each is refused, or read as plain text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.listed import in_excel, in_word

ROWS = [["STT", "Họ và tên", "Năm sinh", "Đơn vị công tác"], [1, "An", 1990, "Xã"]]
_SHEET, _WORD = "xl/worksheets/sheet1.xml", "word/document.xml"
_ENTITY = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'


def rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _excel(old: bytes, new: bytes, name: str = _SHEET) -> bytes:
    return rezipped(in_excel(ROWS), lambda parts: parts.update({name: parts[name].replace(old, new, 1)}))


def _word(old: bytes, new: bytes) -> bytes:
    return rezipped(in_word(ROWS), lambda parts: parts.update({_WORD: parts[_WORD].replace(old, new, 1)}))


def _with(name: str, part: bytes) -> bytes:
    return rezipped(in_excel(ROWS), lambda parts: parts.update({name: part}))


_CELL = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'

# file name, content, the words of the refusal; None for a file that is read without harm
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "excel: an entity": ("a.xlsx", lambda: _excel(b"<worksheet", _ENTITY + b"<worksheet"), "DOCTYPE"),
    "excel: an entity in the texts": ("a.xlsx", lambda: _with("xl/sharedStrings.xml", _ENTITY + b"<sst/>"), "DOCTYPE"),
    "excel: macros": ("a.xlsx", lambda: _with("xl/vbaProject.bin", b"x"), "macro"),
    "excel: another workbook": ("a.xlsx", lambda: _with("xl/externalLinks/link1.xml", b"<x/>"), "liên kết ngoài"),
    "excel: a bomb": ("a.xlsx", lambda: _with("xl/media/image1.png", bytes(210_000_000)), "giải nén ra hơn"),
    "excel: a way out": ("a.xlsx", lambda: _with("../../evil.xml", b"<x/>"), "trỏ ra ngoài"),
    "excel: everything merged": (
        "a.xlsx",
        lambda: _excel(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        None,
    ),
    "excel: one column merged to the end": (
        "a.xlsx",
        lambda: _excel(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="G1:G1048576"/></mergeCells>'),
        None,
    ),
    "excel: a merged range that is none": (
        "a.xlsx",
        lambda: _excel(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="?"/></mergeCells>'),
        "Tệp không dùng được",
    ),
    "excel: a cell at the far end": (
        "a.xlsx",
        lambda: _excel(b"</sheetData>", b'<row r="1048576">' + _CELL + b"</row></sheetData>"),
        None,
    ),
    "excel: a size that is a lie": ("a.xlsx", lambda: _excel(b'ref="A1:D2"', b'ref="A1:A1"'), None),
    "excel: torn": ("a.xlsx", lambda: _excel(b"</row>", b""), "Không đọc được tệp"),
    "word: an entity": ("a.docx", lambda: _word(b"<w:document", _ENTITY + b"<w:document"), "DOCTYPE"),
    "word: torn": ("a.docx", lambda: _word(b"</w:tbl>", b""), "XML hỏng"),
    "word: as deep as a well": ("a.docx", lambda: _word(b"<w:tbl>", b"<w:sdt>" * 5_000 + b"<w:tbl>"), "XML hỏng"),
    "word: a whole well": (
        "a.docx",
        lambda: _word(b"<w:p>", b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000 + b"<w:p>"),
        "Không đọc được tệp Word",
    ),
    "word: a table in every cell": (
        "a.docx",
        lambda: _word(b"<w:tc>", b"<w:tc>" + b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60),
        None,
    ),
    "word: cells as wide as the sea": (
        "a.docx",
        lambda: _word(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="99999999999999999999"/>'),
        None,
    ),
}  # fmt: skip
