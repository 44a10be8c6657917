"""Blocks of a template: from the paragraph or row that begins with `{{#mark}}` to the one that ends with `{{/mark}}`.

What a block encloses is put between two processing instructions, and its marks are taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dossiers.documents.faults import PartReport
from dossiers.documents.word import CELL, PARAGRAPH, ROW, TEXT, cell_text, own_text, own_texts, tag

MARK = re.compile(r"\{\{\s*(?:([#^/])\s*)?([a-z0-9_.]+)\s*\}\}", re.IGNORECASE)
PLACE = "vinhdanh"
# What an otherwise empty paragraph may hold that must not go with its mark.
CONTENT = tuple(map(tag, ("drawing", "pict", "object", "sectPr", "footnoteReference", "endnoteReference")))
PAGE_BREAKS = ("page", "column")


@dataclass(frozen=True)
class Token:
    """One mark in a text: its sign (`#`, `^`, `/` or none), its name, and from where to where it stands."""

    sign: str
    name: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{{{{{self.sign}{self.name}}}}}"


@dataclass
class Edge:
    """A paragraph or row of a container: the blocks that begin with it and those that end with it."""

    element: Any
    heads: list[Token] = field(default_factory=list)
    tails: list[Token] = field(default_factory=list)


@dataclass(frozen=True)
class Enclosure:
    """A block that was opened: its first mark and the edge it begins with."""

    head: Token
    first: Edge


def tokens(text: str) -> list[Token]:
    """Return the marks in `text`, in order."""
    return [Token(each[1] or "", each[2].lower(), each.start(), each.end()) for each in MARK.finditer(text)]


def enclose(root: Any, report: PartReport) -> dict[Any, Any]:
    """Enclose every block of a part; returns for each opening instruction the element that it began with."""
    opened: dict[Any, Any] = {}
    containers = dict.fromkeys(element.getparent() for element in root.iter(PARAGRAPH, ROW))
    for container in sorted(containers, key=_depth):
        edges = [edge for edge in map(_edge, container) if edge is not None]
        _match(edges, report, opened)
    return opened


def _depth(element: Any) -> int:
    """Rows come before the paragraphs in their cells, so that they take their own marks first."""
    return sum(1 for _ in element.iterancestors())


def _edge(element: Any) -> Edge | None:
    if element.tag == PARAGRAPH:
        edge = _edge_of(element, own_text(element), own_text(element))
    elif element.tag == ROW and (cells := element.findall(CELL)):
        edge = _edge_of(element, cell_text(cells[0]), cell_text(cells[-1]))
        edge.heads = _unless_closed(edge.heads, cell_text(cells[0]))
        edge.tails = _unless_opened(edge.tails, cell_text(cells[-1]))
    else:
        return None
    return edge if edge.heads or edge.tails else None


def _edge_of(element: Any, first: str, last: str) -> Edge:
    return Edge(element, list(_heads(first)), list(_tails(last))[::-1])


def _heads(text: str) -> Iterator[Token]:
    end = 0
    for token in tokens(text) if "{{" in text else ():
        if token.sign not in ("#", "^") or text[end : token.start].strip():
            return
        end = token.end
        yield token


def _tails(text: str) -> Iterator[Token]:
    start = len(text)
    for token in reversed(tokens(text)) if "{{" in text else ():
        if token.sign != "/" or text[token.end : start].strip():
            return
        start = token.start
        yield token


def _unless_closed(heads: list[Token], cell: str) -> list[Token]:
    """Keep the marks that open the row: the first that is closed in its own cell belongs to a paragraph there."""
    closed = {token.name for token in tokens(cell) if token.sign == "/"}
    inner = next((n for n, head in enumerate(heads) if head.name in closed), len(heads))
    return heads[:inner]


def _unless_opened(tails: list[Token], cell: str) -> list[Token]:
    """Keep the marks that close the row: those after the last that is opened in its own cell."""
    opened = {token.name for token in tokens(cell) if token.sign in ("#", "^")}
    inner = next((n for n, tail in enumerate(reversed(tails)) if tail.name in opened), len(tails))
    return tails[len(tails) - inner :]


def _match(edges: list[Edge], report: PartReport, opened: dict[Any, Any]) -> None:
    waiting: list[Enclosure] = []
    found: list[tuple[Enclosure, Edge]] = []
    for edge in edges:
        waiting += [Enclosure(head, edge) for head in edge.heads]
        for tail in edge.tails:
            if waiting and waiting[-1].head.name == tail.name:
                found.append((waiting.pop(), edge))
            else:
                _complain(tail, edge, waiting, report)
    for left in waiting:
        message = f"Khối {left.head} chưa được đóng: thêm {{{{/{left.head.name}}}}} ở cuối một đoạn hay dòng cùng bảng."
        report.add(left.first.element, message)
    for edge in edges:
        _strip(edge)
    _place(found, opened)


def _complain(tail: Token, edge: Edge, waiting: list[Enclosure], report: PartReport) -> None:
    place = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n].head.name == tail.name), None)
    if place is None:
        report.add(edge.element, f"Mốc {tail} đóng một khối chưa được mở.")
        return
    inner = waiting[-1].head
    del waiting[place:]
    report.add(edge.element, f"Mốc {tail} đóng khi khối {inner} ở bên trong còn mở; đóng khối bên trong trước.")


def _strip(edge: Edge) -> None:
    """Take the marks of blocks out of the first and last texts of an edge."""
    nodes = own_texts(edge.element) if edge.element.tag == PARAGRAPH else list(edge.element.iter(TEXT))
    left = len(edge.heads)
    for node in nodes if left else ():
        found = list(_heads(node.text or ""))[:left]
        node.text = (node.text or "")[found[-1].end if found else 0 :]
        left -= len(found)
    left = len(edge.tails)
    for node in reversed(nodes) if left else ():
        found = list(_tails(node.text or ""))[:left]
        node.text = (node.text or "")[: found[-1].start if found else None]
        left -= len(found)


def _place(found: list[tuple[Enclosure, Edge]], opened: dict[Any, Any]) -> None:
    """Put the instructions around what blocks enclose, the outer ones outside, and drop the edges left empty."""
    after: dict[Any, Any] = {}
    edges: dict[Any, None] = {}
    for enclosure, last in found:  # inner blocks were closed first
        instruction = etree.ProcessingInstruction(PLACE, f"/{enclosure.head.name}")
        after.get(last.element, last.element).addnext(instruction)
        after[last.element] = instruction
        edges |= {enclosure.first.element: None, last.element: None}
    for enclosure, _ in sorted(found, key=lambda each: each[0].head.start):
        first = enclosure.first.element
        instruction = etree.ProcessingInstruction(PLACE, f"{enclosure.head.sign}{enclosure.head.name}")
        first.addprevious(instruction)
        opened[instruction] = first
    for edge in edges:
        if _is_empty(edge):
            edge.getparent().remove(edge)


def _is_empty(edge: Any) -> bool:
    if any((node.text or "").strip() for node in edge.iter(TEXT)):
        return False
    breaks = (node.get(tag("type")) in PAGE_BREAKS for node in edge.iter(tag("br")))
    return not any(breaks) and next(edge.iter(*CONTENT), None) is None
