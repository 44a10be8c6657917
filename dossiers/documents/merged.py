"""Many papers of one kind in one file, a sheet each, streamed: nothing is held but the sheet that is being written.

The template's body is prepared once and its XML copied for each record, straight into the archive; there is no tree
of the whole.  Every sheet begins on a new page of the one section that the file has.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO

from lxml import etree

from dossiers.documents import parts as allowed
from dossiers.documents.faults import Fault, TemplateFault
from dossiers.documents.kinds import Kind
from dossiers.documents.marks import Scope, known, written
from dossiers.documents.package import pack_stream, unpack
from dossiers.documents.prepared import Template, prepare
from dossiers.documents.reading import read
from dossiers.documents.render import fill, kind_named, shipped_template, write_pieces
from dossiers.documents.template import Block, Field, Piece
from dossiers.documents.word import DOCUMENT, PARAGRAPH, W, own_text, parse, tag

BODY = re.compile(r"<w:body\b[^>]*>")
DRAWING_ID = re.compile(r'(?<=<wp:docPr )([^>]*?\bid=")\d+(?=")')
SECTION = "<w:sectPr"
CLOSE = "</w:body>"
MOST_DRAWINGS = 1_000  # of one sheet; the ids of sheet n are those from n times this on
PARTED = "Mẫu có ngắt phần (Section Break) nên không gộp nhiều tờ vào một tệp được. Bỏ ngắt phần trong Word."
IN_HEADER = "Mẫu có mốc ở đầu trang hoặc chân trang nên không gộp nhiều tờ vào một tệp được. Chuyển mốc vào trang."
Told = Callable[[int], None]


@dataclass(frozen=True)
class Sheets:
    """A template ready to be copied sheet by sheet: what opens the file, the first sheet, any later one, the end."""

    template: Template
    head: str
    first: tuple[Piece, ...]
    later: tuple[Piece, ...]
    tail: str


def merge(
    kind: str, records: Iterable[Any], out: BinaryIO, *, template: bytes | None = None, told: Told | None = None
) -> int:
    """Write the papers of all `records` into `out`, one file, and return how many there are.

    `told` hears the number of each sheet when it is written, and may stop everything by raising.  The same records
    and template give the same bytes.  Raises Invalid for a record that does not fit and TemplateFault for a template
    that can't be merged, both before or while `out` is written; ValueError for no record, or codes that differ.
    """
    paper = kind_named(kind)
    sheets = _ready(kind, template or shipped_template(kind))
    waiting = (read(paper.record, record) for record in records)
    first = next(waiting, None)
    if first is None:
        raise ValueError("there is nothing to merge")
    others = {name: content for name, content in fill(sheets.template, paper, first).items() if name != DOCUMENT}
    count = 0

    def chunks() -> Iterator[bytes]:
        nonlocal count
        codes = _codes(sheets, written(first))
        yield sheets.head.encode()
        for count, record in enumerate(itertools.chain((first,), waiting), start=1):
            scope = written(record)
            if _codes(sheets, scope) != codes:
                raise ValueError("papers of one file share their QR code")
            yield _sheet(sheets.first if count == 1 else sheets.later, scope, count)
            if told:
                told(count)
        yield sheets.tail.encode()

    pack_stream(out, others, DOCUMENT, chunks())
    return count


def _sheet(pieces: tuple[Piece, ...], scope: Scope, number: int) -> bytes:
    ids: Scope = {f"#{place}": str(number * MOST_DRAWINGS + place) for place in range(8)}
    xml: list[str] = []
    write_pieces(pieces, {**scope, **ids}, xml)
    return "".join(xml).encode()


def _codes(sheets: Sheets, scope: Scope) -> tuple[object, ...]:
    return tuple(scope.get(mark) for mark in sheets.template.pictures.values())


@lru_cache(maxsize=8)
def _ready(kind: str, template: bytes) -> Sheets:
    paper = kind_named(kind)
    parts = allowed.needed(unpack(template))
    root = parse(parts[DOCUMENT])
    if root.find(f".//{tag('pPr')}/{tag('sectPr')}") is not None:
        raise TemplateFault([Fault(PARTED, DOCUMENT)])
    first = _compiled(paper, parts)
    if any(not isinstance(piece, str) for name, pieces in first.marked.items() if name != DOCUMENT for piece in pieces):
        raise TemplateFault([Fault(IN_HEADER)])
    opened = _opens_plainly(root)
    _break_before(root, opened)
    later = _compiled(paper, {**parts, DOCUMENT: etree.tostring(root)})
    if not opened:  # both kinds of sheet begin with the same empty line, so that they look the same
        root = parse(parts[DOCUMENT])
        root.find(tag("body")).insert(0, _line())
        first = _compiled(paper, {**parts, DOCUMENT: etree.tostring(root)})
    head, body, tail = _split(first.marked[DOCUMENT])
    return Sheets(first, head, _numbered(body, itertools.count()), _later(later), tail)


def _later(template: Template) -> tuple[Piece, ...]:
    return _numbered(_split(template.marked[DOCUMENT])[1], itertools.count())


def _compiled(kind: Kind, parts: dict[str, bytes]) -> Template:
    template, faults = prepare(parts, known(kind.record))
    if faults:
        raise TemplateFault(faults)
    return template


def _opens_plainly(root: Any) -> bool:
    """Whether the body begins with a paragraph that every sheet has, whatever its data."""
    first = next(iter(root.find(tag("body"))), None)
    return first is not None and first.tag == PARAGRAPH and "{{#" not in (text := own_text(first)) and "{{^" not in text


def _break_before(root: Any, opened: bool) -> None:
    body = root.find(tag("body"))
    if not opened:
        body.insert(0, _line())
    paragraph = body[0]
    properties = paragraph.find(tag("pPr"))
    if properties is None:
        properties = etree.Element(tag("pPr"))
        paragraph.insert(0, properties)
    before = sum(child.tag in map(tag, ("pStyle", "keepNext", "keepLines")) for child in properties)
    if properties.find(tag("pageBreakBefore")) is None:
        properties.insert(before, etree.Element(tag("pageBreakBefore")))


def _line() -> Any:
    """A line of one point, to begin a page with where the template begins with a table or an optional block."""
    return etree.fromstring(
        f'<w:p xmlns:w="{W}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _split(pieces: tuple[Piece, ...]) -> tuple[str, tuple[Piece, ...], str]:
    """Cut a compiled document into what opens it, its body, and what closes it; the body's section stays at the end."""
    first, last = pieces[0], pieces[-1]
    if not isinstance(first, str) or not isinstance(last, str) or len(pieces) < 2:
        raise TemplateFault([Fault("Mẫu không có mốc nào trong trang.", DOCUMENT)])
    opening = BODY.search(first)
    end = last.rfind(SECTION) if SECTION in last else last.rfind(CLOSE)
    if opening is None or end < 0:
        raise TemplateFault([Fault("Mẫu không có phần thân của văn bản Word.", DOCUMENT)])
    return first[: opening.end()], (first[opening.end() :], *pieces[1:-1], last[:end]), last[end:]


def _numbered(pieces: tuple[Piece, ...], numbers: Iterator[int]) -> tuple[Piece, ...]:
    """Give every drawing a place for an id of its own: Word complains of two with the same."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Block):
            found.append(Block(piece.name, piece.inverted, _numbered(piece.pieces, numbers)))
        elif isinstance(piece, str):
            found += _with_ids(piece, numbers)
        else:
            found.append(piece)
    return tuple(found)


def _with_ids(text: str, numbers: Iterator[int]) -> Iterator[Piece]:
    position = 0
    for match in DRAWING_ID.finditer(text):
        yield text[position : match.end(1)]
        yield Field(f"#{next(numbers)}", "")
        position = match.end()
    yield text[position:]
