"""Fill a kind's Word template from its data: the one way in which every paper is made."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import segno

from dossiers.documents import parts
from dossiers.documents.faults import Fault, TemplateFault
from dossiers.documents.kinds import KINDS, Kind
from dossiers.documents.marks import ANY, Scope, Written, known, written
from dossiers.documents.measure import rule_indent
from dossiers.documents.package import pack, unpack
from dossiers.documents.prepared import Template, prepare
from dossiers.documents.reading import read
from dossiers.documents.template import Block, Field, Piece, Rule
from dossiers.office_files import Unreadable
from workflow.errors import Missing

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
PROPERTIES = "docProps/core.xml"
QR_PIXELS = 6


def render(kind: str, data: object, *, template: bytes | None = None) -> bytes:
    """Return the .docx of `kind` filled from `data`: the kind's dataclass, or a mapping as JSON gives it.

    `template` replaces the shipped one; it must have passed `admission.admit`.  The same data and template always
    give the same bytes.  Raises Missing for an unknown kind, Invalid for data that does not fit, TemplateFault for
    a template whose marks do not fit the kind (any more).
    """
    paper = kind_named(kind)
    record = read(paper.record, data)
    return pack(fill(ready(kind, template or shipped_template(kind)), paper, record))


def fill(template: Template, kind: Kind, record: Any) -> dict[str, bytes]:
    """Return the parts of a paper."""
    scope = written(record)
    made = dict(template.fixed)
    if PROPERTIES in made:
        made[PROPERTIES] = _properties(kind, scope)
    for name, pieces in template.marked.items():
        out: list[str] = []
        write_pieces(pieces, scope, out)
        made[name] = "".join(out).encode()
    for name, mark in template.pictures.items():
        if link := _resolve(scope, mark):
            made[name] = qr_picture(str(link))
    return made


def kind_named(name: str) -> Kind:
    """Return the kind of that name. Raises Missing."""
    if name not in KINDS:
        raise Missing(f"Không có loại văn bản “{name}”. Các loại: {', '.join(KINDS)}.")
    return KINDS[name]


@lru_cache(maxsize=len(KINDS))
def shipped_template(kind: str) -> bytes:
    """Return the template that comes with the program."""
    return (TEMPLATES / f"{kind}.docx").read_bytes()


@lru_cache(maxsize=4 * len(KINDS))
def ready(kind: str, template: bytes) -> Template:
    """Read a template once. Raises TemplateFault, in Vietnamese, if its marks do not fit the kind."""
    try:
        prepared, faults = prepare(parts.needed(unpack(template)), known(kind_named(kind).record))
    except Unreadable as fault:
        raise TemplateFault([Fault(f"Tệp bị hỏng: {fault}")]) from fault
    if faults:
        raise TemplateFault(faults)
    return prepared


def write_pieces(pieces: tuple[Piece, ...], scope: Scope, out: list[str]) -> None:
    """Append to `out` the XML that pieces of a template make with the values of `scope`."""
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Field):
            out.append(_xml(_resolve(scope, piece.name), piece.next_line))
        elif isinstance(piece, Rule):
            indent = rule_indent(str(_resolve(scope, piece.name)), piece.width)
            out.append(f'<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/>')
        else:
            _write_block(piece, scope, out)


def _write_block(block: Block, scope: Scope, out: list[str]) -> None:
    value = _resolve(scope, block.name)
    if block.inverted:
        value = not value
    if isinstance(value, tuple):
        for item in value:
            write_pieces(block.pieces, {**scope, **item}, out)
    elif value:
        write_pieces(block.pieces, {**scope, **value} if isinstance(value, dict) else scope, out)


def _resolve(scope: Scope, name: str) -> Written:
    if name in scope:
        return scope[name]
    if name.startswith(ANY) and (counted := name.removeprefix(ANY)) in scope:
        return bool(scope[counted])
    head, _, tail = name.partition(".")
    inside = scope.get(head)
    return _resolve(inside, tail) if tail and isinstance(inside, dict) else ""


def _xml(value: Written, next_line: str) -> str:
    return escape(value).replace("\n", next_line) if isinstance(value, str) else ""


def qr_picture(text: str) -> bytes:
    """Return a QR code as PNG, not compressed, for the reason given at `pack`."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=QR_PIXELS, border=2, compresslevel=0)
    return out.getvalue()


def _properties(kind: Kind, scope: Scope) -> bytes:
    title = " ".join(filter(None, (kind.title, str(scope.get("so_ky_hieu", "")).strip("\u00a0"))))
    author = scope.get("co_quan_ban_hanh") or scope.get("nguoi_tang") or ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(str(author))}</dc:creator>"
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    ).encode()
