"""Proofs about the law as a whole: every name that one file uses exists in another and is in force."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from workflow.awards import Award
from workflow.criteria import Leaf, Meets, Node, Rule, leaves
from workflow.dated import Dated
from workflow.errors import LawError

if TYPE_CHECKING:
    from workflow.catalogue import Law


def verify(law: Law, procedures: Collection[str]) -> None:
    """Raise LawError at the first name, source or date of the law that does not hold together.

    `procedures` are the names of the procedures there are.
    """
    law.instruments.check_dated(law.versions)
    for award in law.awards.values():
        law.instruments.check_dated(award.deciders)
        _check_names(law, award, procedures)
        _check_sources(law, award)
        for history in award.criteria.values():
            _check_criteria(law, history, award)
    for (code, _kind), history in law.own_criteria.items():
        _check_criteria(law, history, law.awards[code])


def _check_names(law: Law, award: Award, procedures: Collection[str]) -> None:
    for ground, route in award.grounds.items():
        if route.procedure and route.procedure not in procedures:
            raise _fault(award, f"grounds.{ground}", f"không có quy trình “{route.procedure}”")
    for code in award.lowered_to:
        if code not in law.awards:
            raise _fault(award, "lowered_to", f"không có danh hiệu, hình thức “{code}”")
    for name in ("notice", "ballot", "secret", "quorum", "threshold"):
        key = getattr(award, name)
        if key and key not in law.parameters:
            raise _fault(award, name, f"không có tham số “{key}”")
    named = (*award.submitted_by, *(code for value in award.deciders.values for code in value.value or ()))
    for code in named:
        if code not in law.deciders:
            raise _fault(award, "deciders", f"không có “{code}” trong deciders.yaml")


def _check_sources(law: Law, award: Award) -> None:
    cited = [award.article, *filter(None, (award.detailed_by_province,))]
    papers = [paper for components in award.components.values() for paper in components]
    cited += [citation for paper in papers for citation in paper.cite.items]
    for citation in cited:
        if fault := law.instruments.fault(citation, award.from_, award.to):
            raise _fault(award, "article", fault)
    if award.trust != "H" and not award.doubt:
        raise _fault(award, "doubt", "độ tin M hoặc L phải nói rõ điều còn nghi ngờ (doubt)")


def _check_criteria(law: Law, history: Dated[Node], award: Award) -> None:
    for tree, last in history.spans():
        _check_tree(law, tree.value, tree.from_, last or award.to, history.file)


def _check_tree(law: Law, tree: Node, first: date, last: date | None, file: str) -> None:
    for leaf in leaves(tree):
        for citation in leaf.source.cite.items:
            if fault := law.instruments.fault(citation, first, last):
                raise LawError(fault, file=file, path=leaf.place, line=leaf.line)
        for code in _awards_named(leaf):
            if code not in law.awards:
                fault = f"không có danh hiệu, hình thức “{code}”"
                raise LawError(fault, file=file, path=leaf.place, line=leaf.line)
        for key in _parameters_named(leaf):
            if key not in law.parameters:
                raise LawError(f"không có tham số “{key}”", file=file, path=leaf.place, line=leaf.line)


def _awards_named(leaf: Leaf) -> list[str]:
    if isinstance(leaf, Meets):
        return [leaf.award]
    return _arguments(leaf, "award", "between")


def _parameters_named(leaf: Leaf) -> list[str]:
    return _arguments(leaf, "parameter", "may_skip_years")


def _arguments(leaf: Leaf, *names: str) -> list[str]:
    if not isinstance(leaf, Rule):
        return []
    return [getattr(leaf.predicate, name) for name in names if hasattr(leaf.predicate, name)]


def _fault(award: Award, key: str, fault: str) -> LawError:
    return LawError(fault, file=award.file, path=f"{award.code}.{key}", line=award.line)
