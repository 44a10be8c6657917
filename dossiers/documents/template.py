"""A Word template, read once: its text between marks, ready to be joined with values.

An officer writes `{{mark}}` where a value belongs, and `{{#mark}} … {{/mark}}` around what is repeated
for each item of a list, or stands only if there is a value (`{{^mark}}`: only if there is none;
`{{#co_mark}}`: once, if the list has any item).  A paragraph of `{{ke_mark}}` alone is the short line under
that text.  A block reaches from the paragraph or table row that begins with its opening mark to the one
that ends with its closing mark.  There are no expressions: a template says where, never what is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from dossiers.documents.fields import Form
from dossiers.documents.marks import ANY, Known

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NAMES = {"w": W, "wp": WP}
MARK = re.compile(r"\{\{\s*([#^/]?)\s*([a-z0-9_.]+)\s*\}\}")
OPENING = re.compile(r"\s*\{\{\s*([#^])\s*([a-z0-9_.]+)\s*\}\}")
PLACE = "vinhdanh"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RULE = re.compile(r"\s*\{\{\s*ke_([a-z0-9_.]+)\s*\}\}\s*")
CUT = re.compile(rf"<\?{PLACE} (.*?)\?>", re.DOTALL)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


class TemplateFault(ValueError):
    """A template that can't be used; the message says what is wrong, in Vietnamese."""


@dataclass(frozen=True)
class Field:
    """A place for a value; `next_line` is the XML that starts a new paragraph like this one."""

    name: str
    next_line: str


@dataclass(frozen=True)
class Rule:
    """A place for a line's indents, measured from the text of mark `name` in a column `width` twips wide."""

    name: str
    width: int


@dataclass(frozen=True)
class Block:
    """What is repeated, or stands only if there is a value (`inverted`: if there is none)."""

    name: str
    inverted: bool
    pieces: tuple[Piece, ...]


AFTER_INDENT = {"contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr"}
Piece = str | Field | Rule | Block


def tag(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def parse(xml: bytes) -> Any:
    """Parse a part of a template; no entities, no network. Raises TemplateFault if it is not XML."""
    try:
        return etree.fromstring(xml, PARSER)
    except etree.XMLSyntaxError as fault:
        raise TemplateFault(f"Tệp Word bị hỏng: XML không đọc được ({fault.msg}).") from None


def compile_part(xml: bytes, marks: Mapping[str, Known]) -> tuple[Piece, ...]:
    """Turn one XML part into pieces. Raises TemplateFault for unknown, unclosed or misplaced marks."""
    root = parse(xml)
    for paragraph in root.iter(tag("p")):
        _gather_marks(paragraph)
    _place_blocks(root)
    for paragraph in root.iter(tag("p")):
        rule = RULE.fullmatch(_text(paragraph))
        if rule and rule[1] in marks:
            _place_rule(paragraph, rule[1])
        else:
            _place_fields(paragraph)
    for cell in root.iter(tag("tc")):
        _keep_a_paragraph(cell)
    text = f"{DECLARATION}{etree.tostring(root, encoding='unicode')}"
    return _pieces(iter(CUT.split(text)), marks, "")


def _gather_marks(paragraph: Any) -> None:
    """Move each mark that Word spread over several runs into the run where it begins."""
    texts = [node for node in paragraph.iter(tag("t")) if next(node.iterancestors(tag("p"))) is paragraph]
    whole = "".join(node.text or "" for node in texts)
    owner = [node for node in texts for _ in node.text or ""]
    for mark in MARK.finditer(whole):
        for position in range(mark.start() + 1, mark.end()):
            owner[position] = owner[mark.start()]
    for node in texts:
        node.text = ""
    for node, letter in zip(owner, whole, strict=True):
        node.text += letter


def _place_blocks(parent: Any) -> None:
    children = list(parent)
    position = 0
    while position < len(children):
        last = _block_from(parent, children, position)
        position += 1 if last is None else 0
        children = list(parent)
    for child in parent:
        _place_blocks(child)


def _block_from(parent: Any, siblings: list[Any], start: int) -> int | None:
    """Enclose the block that begins at `siblings[start]`; return None if none begins (or closes) here."""
    first = siblings[start]
    opening = _opening(first)
    if not opening:
        return None
    closing = re.compile(r"\{\{\s*/\s*" + re.escape(opening[2]) + r"\s*\}\}\s*$")
    alike = (n for n in range(start, len(siblings)) if siblings[n].tag == first.tag)
    end = next((n for n in alike if closing.search(_text(siblings[n]))), None)
    if end is None:
        raise TemplateFault(f"Khối {{{{{opening[1]}{opening[2]}}}}} chưa được đóng bằng {{{{/{opening[2]}}}}}.")
    last = siblings[end]
    _strip(first, OPENING, from_end=False)
    _strip(last, closing, from_end=True)
    parent.insert(parent.index(first), etree.ProcessingInstruction(PLACE, opening[1] + opening[2]))
    last.addnext(etree.ProcessingInstruction(PLACE, "/" + opening[2]))
    for edge in {first, last}:
        if not _text(edge).strip() and edge.find(f".//{tag('drawing')}") is None:
            parent.remove(edge)
    return end


def _opening(element: Any) -> re.Match[str] | None:
    """Return the mark that opens a paragraph or row; a row's must not close in its first cell."""
    if element.tag == tag("p"):
        return OPENING.match(_text(element))
    cell = element.find(tag("tc")) if element.tag == tag("tr") else None
    opening = None if cell is None else OPENING.match(_text(cell))
    closed_there = opening and re.search(r"\{\{\s*/\s*" + re.escape(opening[2]) + r"\s*\}\}", _text(cell))
    return None if closed_there else opening


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(tag("t")))


def _strip(element: Any, pattern: re.Pattern[str], *, from_end: bool) -> None:
    """Take the block's mark out of the first (or last) text that holds it."""
    nodes = [node for node in element.iter(tag("t")) if pattern.search(node.text or "")]
    node = nodes[-1 if from_end else 0]
    node.text = pattern.sub("", node.text, count=1)


def _place_fields(paragraph: Any) -> None:
    for node in list(paragraph.iter(tag("t"))):
        parts = MARK.split(node.text or "")
        if len(parts) == 1:
            continue
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.text = parts[0]
        for sign, name, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            if sign:
                raise TemplateFault(
                    f"Mốc {{{{{sign}{name}}}}} phải đứng đầu (hoặc mốc đóng đứng cuối) một đoạn hay một dòng bảng."
                )
            place = etree.ProcessingInstruction(PLACE, f"={name} {_next_line(node)}")
            place.tail = after
            node.append(place)


def _next_line(node: Any) -> str:
    """Return the XML that ends this paragraph and begins another with the same format."""
    run = node.getparent()
    paragraph = run.getparent()
    if paragraph.tag != tag("p"):
        return '</w:t><w:br/><w:t xml:space="preserve">'
    styles = "".join(_plain_xml(part) for part in (paragraph.find(tag("pPr")),))
    letters = _plain_xml(run.find(tag("rPr")))
    return f'</w:t></w:r></w:p><w:p>{styles}<w:r>{letters}<w:t xml:space="preserve">'


def _place_rule(paragraph: Any, name: str) -> None:
    """Let the indents of a bordered paragraph be measured when the text above it is known."""
    for run in paragraph.findall(tag("r")):
        paragraph.remove(run)
    properties = paragraph.find(tag("pPr"))
    for old in properties.findall(tag("ind")):
        properties.remove(old)
    after = next((part for part in properties if etree.QName(part).localname in AFTER_INDENT), None)
    place = etree.ProcessingInstruction(PLACE, f"~{name} {_column_width(paragraph)}")
    properties.insert(len(properties) if after is None else properties.index(after), place)


def _column_width(paragraph: Any) -> int:
    cell = next(paragraph.iterancestors(tag("tc")), None)
    if cell is not None:
        return int(cell.find(f"{tag('tcPr')}/{tag('tcW')}").get(tag("w")))
    section = next(paragraph.getroottree().iter(tag("sectPr")))
    margins = section.find(tag("pgMar"))
    page = section.find(tag("pgSz")).get(tag("w"))
    return int(page) - int(margins.get(tag("left"))) - int(margins.get(tag("right")))


def _keep_a_paragraph(cell: Any) -> None:
    """Add an empty paragraph to a cell whose paragraphs may all be left out: Word refuses an empty cell."""
    depth = 0
    for child in cell:
        if isinstance(child, etree._ProcessingInstruction):
            depth += -1 if (child.text or "").startswith("/") else 1
        elif child.tag == tag("p") and depth == 0:
            return
    etree.SubElement(cell, tag("p"))


def _plain_xml(element: Any) -> str:
    if element is None:
        return ""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


def _pieces(cuts: Iterator[str], marks: Mapping[str, Known], closing: str) -> tuple[Piece, ...]:
    """Read pieces up to the end of block `closing`; texts and places alternate in `cuts`."""
    pieces: list[Piece] = []
    for text in cuts:
        pieces.append(text)
        place = next(cuts, None)
        if place is None:
            break
        sign, (name, _, rest) = place[0], place[1:].partition(" ")
        if sign == "/":
            return tuple(pieces)
        mark = _lookup(name, marks)
        if sign == "=":
            pieces.append(Field(name, rest))
        elif sign == "~":
            pieces.append(Rule(name, int(rest)))
        else:
            inside = {**marks, **mark.inside}
            pieces.append(Block(name, sign == "^", _pieces(cuts, inside, name)))
    return tuple(pieces)


def _lookup(name: str, marks: Mapping[str, Known]) -> Known:
    head, _, tail = name.partition(".")
    if name in marks:
        return marks[name]
    if name.startswith(ANY) and name.removeprefix(ANY) in marks:
        return Known(Form.PLAIN, {})
    if head in marks and tail:
        return _lookup(tail, marks[head].inside)
    raise TemplateFault(f"Loại văn bản này không có mốc {{{{{name}}}}}.")
