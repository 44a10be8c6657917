"""The markup of Word as the other modules name it: namespaces, tags, whose text is whose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from dossiers.office_files import Unreadable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": W, "wp": WP}
DOCUMENT = "word/document.xml"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def tag(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


TEXT, PARAGRAPH, ROW, CELL, TABLE = tag("t"), tag("p"), tag("tr"), tag("tc"), tag("tbl")


def parse(xml: bytes) -> Any:
    """Parse a part; no entities, no network. Raises Unreadable for what is not XML."""
    try:
        return etree.fromstring(xml, PARSER)
    except etree.XMLSyntaxError as fault:
        raise Unreadable("có phần XML hỏng bên trong.") from fault


def own_texts(paragraph: Any) -> list[Any]:
    """Return the texts of a paragraph, without those of text boxes that are anchored in it."""
    return [node for node in paragraph.iter(TEXT) if next(node.iterancestors(PARAGRAPH), None) is paragraph]


def own_text(paragraph: Any) -> str:
    """Return what stands in a paragraph itself."""
    return "".join(node.text or "" for node in own_texts(paragraph))


def cell_text(cell: Any) -> str:
    """Return what stands in the paragraphs of a cell, without tables and text boxes inside."""
    return "".join(own_text(paragraph) for paragraph in cell.findall(PARAGRAPH))


def paragraph_of(element: Any) -> Any:
    """Return the paragraph that `element` is, stands in, or begins with; None where there is none."""
    if element.tag == PARAGRAPH:
        return element
    around = next(element.iterancestors(PARAGRAPH), None)
    return around if around is not None else next(element.iter(PARAGRAPH), None)


def attributes_in(element: Any, namespace: str) -> Iterator[str]:
    """Yield the values of an element's attributes of one namespace."""
    return (value for name, value in element.items() if name.startswith(f"{{{namespace}}}"))
