"""One XML part of a template, read once: its text between marks, ready to be joined with values.

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

from dossiers.documents import naming
from dossiers.documents.blocks import MARK, PLACE, enclose, tokens
from dossiers.documents.faults import PartReport
from dossiers.documents.marks import Known
from dossiers.documents.word import CELL, PARAGRAPH, TABLE, own_text, own_texts, tag

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RULE = re.compile(r"\s*\{\{\s*ke_([a-z0-9_.]+)\s*\}\}\s*", re.IGNORECASE)
CUT = re.compile(rf"<\?{PLACE} (.*?)\?>", re.DOTALL)
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}")
MISWRITTEN = "Mốc viết sai: mốc là {{ten_moc}}, chữ không dấu, chữ số, gạch dưới; mẫu không có biểu thức hay lệnh."
# What may hold nothing when a block is left out, and which Word then refuses to open.
KEPT_FULL = tuple(map(tag, ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote")))
MOST_MARKS = 5_000
DEEPEST = 20  # blocks within one another
A4_TEXT = 9356  # twips between the decree's margins, where a template does not say


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


def compile_part(root: Any, marks: Mapping[str, Known], report: PartReport) -> tuple[Piece, ...]:
    """Turn one parsed part into pieces; every unknown, unclosed or misplaced mark goes to `report`."""
    texts = {each: own_text(each) for each in root.iter(PARAGRAPH)}
    paragraphs = [each for each, text in texts.items() if "{" in text or "}" in text]
    if sum(texts[each].count("{{") for each in paragraphs) > MOST_MARKS:
        report.add(root, f"Có hơn {MOST_MARKS} mốc, quá nhiều so với một mẫu văn bản.")
        return ()
    for paragraph in paragraphs:
        _gather_marks(paragraph)
    opened = enclose(root, report)
    for paragraph in paragraphs:
        rule = RULE.fullmatch(own_text(paragraph))
        if rule and rule[1].lower() in marks:
            _place_rule(paragraph, rule[1].lower())
        else:
            _place_fields(paragraph, report)
    if naming.check(root, opened, marks, report) > DEEPEST:
        report.add(root, f"Các khối lồng nhau quá sâu; chỉ lồng tối đa {DEEPEST} khối trong nhau.")
        return ()
    for container in root.iter(*KEPT_FULL):
        _end_with_a_paragraph(container)
    for table in root.iter(TABLE):
        if not _keeps_a_row(table):
            report.add(table, "Mọi dòng của bảng đều nằm trong khối; giữ một dòng (tiêu đề) ngoài khối.")
    text = f"{DECLARATION}{etree.tostring(root, encoding='unicode')}"
    return _pieces(iter(CUT.split(text)))


def _gather_marks(paragraph: Any) -> None:
    """Move each mark that Word spread over several runs into the run where it begins."""
    texts = own_texts(paragraph)
    whole = "".join(node.text or "" for node in texts)
    owner = [node for node in texts for _ in node.text or ""]
    for mark in MARK.finditer(whole):
        for position in range(mark.start() + 1, mark.end()):
            owner[position] = owner[mark.start()]
    letters: dict[Any, list[str]] = {node: [] for node in texts}
    for node, letter in zip(owner, whole, strict=True):
        letters[node].append(letter)
    for node, own in letters.items():
        node.text = "".join(own)


def _place_fields(paragraph: Any, report: PartReport) -> None:
    if LEFTOVER.search(MARK.sub("", own_text(paragraph))):
        report.add(paragraph, MISWRITTEN)
    for node in own_texts(paragraph):
        text = node.text or ""
        found = tokens(text)
        if not found:
            continue
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.text = text[: found[0].start]
        for token, following in zip(found, [*found[1:], None], strict=True):
            if token.sign:
                report.add(paragraph, f"Mốc {token} phải đứng {_right_place(token.sign)} một đoạn hay một dòng bảng.")
                continue
            place = etree.ProcessingInstruction(PLACE, f"={token.name} {_next_line(node)}")
            place.tail = text[token.end : following.start if following else len(text)]
            node.append(place)


def _right_place(sign: str) -> str:
    return "cuối" if sign == "/" else "đầu"


def _next_line(node: Any) -> str:
    """Return the XML that ends this paragraph and begins another with the same format."""
    run = node.getparent()
    paragraph = run.getparent()
    if paragraph.tag != PARAGRAPH:
        return '</w:t><w:br/><w:t xml:space="preserve">'
    styles = _plain_xml(paragraph.find(tag("pPr")))
    letters = _plain_xml(run.find(tag("rPr")))
    return f'</w:t></w:r></w:p><w:p>{styles}<w:r>{letters}<w:t xml:space="preserve">'


def _place_rule(paragraph: Any, name: str) -> None:
    """Let the indents of a bordered paragraph be measured when the text above it is known."""
    for run in paragraph.findall(tag("r")):
        paragraph.remove(run)
    properties = paragraph.find(tag("pPr"))
    if properties is None:
        properties = etree.Element(tag("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(tag("ind")):
        properties.remove(old)
    after = next((part for part in properties if etree.QName(part).localname in AFTER_INDENT), None)
    place = etree.ProcessingInstruction(PLACE, f"~{name} {_column_width(paragraph)}")
    properties.insert(len(properties) if after is None else properties.index(after), place)


def _column_width(paragraph: Any) -> int:
    """Return the width of the cell or page that a paragraph stands in, in twips; the decree's where none is given."""
    cell = next(paragraph.iterancestors(CELL), None)
    if cell is not None:
        width = cell.find(f"{tag('tcPr')}/{tag('tcW')}")
        return _twips(width, "w") or A4_TEXT // 2
    section = next(paragraph.getroottree().iter(tag("sectPr")), None)
    if section is None:
        return A4_TEXT
    page, margins = section.find(tag("pgSz")), section.find(tag("pgMar"))
    return max(_twips(page, "w") - _twips(margins, "left") - _twips(margins, "right"), 0) or A4_TEXT


def _twips(element: Any, name: str) -> int:
    value = "" if element is None else element.get(tag(name), "")
    is_share = element is not None and element.get(tag("type"), "dxa") != "dxa"
    return int(value) if value.isascii() and value.isdecimal() and not is_share else 0


def _end_with_a_paragraph(container: Any) -> None:
    """Add a paragraph where none is sure to be last: Word refuses an empty cell, and one that ends with a table."""
    ends_well = False
    for depth, child in _with_depth(container):
        ends_well = child.tag != TABLE and (ends_well or (child.tag == PARAGRAPH and depth == 0))
    if not ends_well:
        etree.SubElement(container, PARAGRAPH)


def _keeps_a_row(table: Any) -> bool:
    return any(depth == 0 and child.tag not in (tag("tblPr"), tag("tblGrid")) for depth, child in _with_depth(table))


def _with_depth(container: Any) -> Iterator[tuple[int, Any]]:
    """Yield the children with the number of blocks around them; what stands in none is always there."""
    depth = 0
    for child in container:
        if isinstance(child, etree._ProcessingInstruction):
            depth += -1 if (child.text or "").startswith("/") else 1
        else:
            yield depth, child


def _plain_xml(element: Any) -> str:
    """Write an element as it stands; a section that ends with a paragraph does not end with each of its lines."""
    if element is None:
        return ""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    if element.find(tag("sectPr")) is not None:
        text = re.sub(r"<w:sectPr[ >].*?</w:sectPr>", "", text, flags=re.DOTALL)
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


def _pieces(cuts: Iterator[str]) -> tuple[Piece, ...]:
    """Read pieces up to the end of a block; texts and places alternate in `cuts`."""
    pieces: list[Piece] = []
    for text in cuts:
        pieces.append(text)
        place = next(cuts, None)
        if place is None or place[0] == "/":
            break
        sign, (name, _, rest) = place[0], place[1:].partition(" ")
        if sign == "=":
            pieces.append(Field(name, rest))
        elif sign == "~":
            pieces.append(Rule(name, int(rest)))
        else:
            pieces.append(Block(name, sign == "^", _pieces(cuts)))
    return tuple(pieces)
