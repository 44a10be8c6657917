"""A whole template made ready to be filled: parts that stay, parts with marks, pictures that are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.documents.faults import Fault, PartReport
from dossiers.documents.marks import Known
from dossiers.documents.package import links_of
from dossiers.documents.parts import STORY
from dossiers.documents.pictures import take_marked
from dossiers.documents.template import Piece, compile_part
from dossiers.documents.word import parse


@dataclass(frozen=True)
class Template:
    """A template ready to be filled: parts that stay, parts with marks, pictures that are drawn."""

    fixed: Mapping[str, bytes]
    marked: Mapping[str, tuple[Piece, ...]]
    pictures: Mapping[str, str]


def prepare(parts: Mapping[str, bytes], marks: Mapping[str, Known]) -> tuple[Template, tuple[Fault, ...]]:
    """Return the template that `parts` make, and everything that is wrong with its marks."""
    marked: dict[str, tuple[Piece, ...]] = {}
    pictures: dict[str, str] = {}
    faults: list[Fault] = []
    for name in filter(STORY.fullmatch, parts):
        root = parse(parts[name])
        report = PartReport(name, root)
        targets = {link.id: link.target for link in links_of(parts, name)}
        pictures |= take_marked(root, targets, marks, report)
        marked[name] = compile_part(root, marks, report)
        faults += report.faults
    fixed = {name: content for name, content in parts.items() if name not in marked}
    return Template(fixed, marked, pictures), tuple(faults)
