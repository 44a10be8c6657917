"""Puts criteria into Vietnamese sentences, so that anyone can read what the machine checks and what it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from workflow.case import GROUND_WORDS
from workflow.criteria import Either, Every, Judgement, Leaf, Meets, Node, Rule, Source, When

if TYPE_CHECKING:
    from workflow.catalogue import Law

Weigher = Literal["machine", "people", "award"]


@dataclass(frozen=True)
class Passage:
    """One place of a tree in words.

    `text` is a sentence, or the head over `parts` ("all of these", "one of these"); `name` the alternative's name;
    `condition` says for whom it is open.  `weighed_by` tells of a sentence whether the machine checks it, people
    judge it, or the criteria of the award `award` stand in its place; it is empty for a head.
    """

    text: str
    name: str = ""
    condition: str = ""
    weighed_by: Weigher | Literal[""] = ""
    source: Source | None = None
    award: str = ""
    parts: tuple[Passage, ...] = ()


def in_words(node: Node, law: Law, day: date) -> Passage:
    """Put a tree into words as its rules stand on `day`; a list of one is told as its only point."""
    condition = _condition(node.when)
    if isinstance(node, Every | Either):
        parts = tuple(in_words(child, law, day) for child in node.children)
        if len(parts) == 1 and not (node.name or condition):
            return parts[0]
        head = "Đạt tất cả các điểm sau:" if isinstance(node, Every) else "Đạt một trong các tiêu chuẩn sau:"
        return Passage(head, node.name, condition, parts=parts)
    if not isinstance(node, Leaf):
        raise TypeError(f"no such node: {node!r}")
    text, weigher, award = _sentence(node, law, day)
    return Passage(text, node.name, condition, weigher, node.source, award)


def _sentence(leaf: Leaf, law: Law, day: date) -> tuple[str, Weigher, str]:
    if isinstance(leaf, Rule):
        return leaf.predicate.describe(law, day), "machine", ""
    if isinstance(leaf, Meets):
        return f"Đạt tiêu chuẩn {law.award(leaf.award).title} của cùng năm.", "award", leaf.award
    if isinstance(leaf, Judgement):
        return f"{leaf.text.rstrip('.')}.", "people", ""
    raise TypeError(f"no such leaf: {leaf!r}")


def _condition(when: When) -> str:
    grounds = f"khen {' hoặc '.join(GROUND_WORDS[ground] for ground in when.grounds)}" if when.grounds else ""
    worker = {True: "người trực tiếp lao động, sản xuất", False: "người không trực tiếp lao động, sản xuất", None: ""}
    told = ", ".join(filter(None, (grounds, worker[when.direct_worker])))
    return f"Chỉ xét khi {told}" if grounds else told and f"Chỉ xét cho {told}"
