"""Every number, choice and day of the law is pinned: moved by one step, a case that officers wrote must fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from law_cases import LawCase, law_cases

from workflow.case import RATINGS, SCOPES
from workflow.catalogue import Law, load_law
from workflow.criteria import Either, Every, Leaf, Meets, Node, Rule, leaves
from workflow.dated import Dated

LAW = load_law("thai_nguyen")
CASES = list(law_cases())
PROMILLE = Fraction(1, 1000)
LADDERS = {"rating": RATINGS, "scope": SCOPES}


@dataclass(frozen=True)
class Moved:
    """A law in which one thing of one rule is a step away from where it should be."""

    name: str
    award: str
    kind: str
    leaf: Rule
    field: str
    value: Any

    def law(self) -> Law:
        award = LAW.awards[self.award]
        rule = replace(self.leaf, predicate=replace(self.leaf.predicate, **{self.field: self.value}))
        history = award.criteria[self.kind]
        values = tuple(replace(tree, value=_with(tree.value, self.leaf, rule)) for tree in history.values)
        changed = replace(award, criteria={**award.criteria, self.kind: replace(history, values=values)})
        return replace(LAW, awards={**LAW.awards, self.award: changed})


def _with(node: Node, old: Leaf, new: Leaf) -> Node:
    if node is old:
        return new
    if isinstance(node, Every | Either):
        return replace(node, children=tuple(_with(child, old, new) for child in node.children))
    return node


def moved() -> Iterator[Moved]:
    """Yield every law that is wrong in one number or choice."""
    for code, award in LAW.awards.items():
        for kind, history in award.criteria.items():
            for leaf in _leaves(history):
                if isinstance(leaf, Rule):
                    for field in fields(leaf.predicate):
                        for value in _steps(field.name, getattr(leaf.predicate, field.name)):
                            name = f"{code} {kind} {leaf.place.partition('criteria.')[2]} {field.name} {value}"
                            yield Moved(name, code, kind, leaf, field.name, value)


def _leaves(history: Dated[Node]) -> list[Leaf]:
    return [leaf for tree in history.values for leaf in leaves(tree.value)]


def _steps(name: str, value: Any) -> Iterator[Any]:
    if name in LADDERS:
        at = LADDERS[name].index(value)
        yield from LADDERS[name][max(at - 1, 0) : at] + LADDERS[name][at + 1 : at + 2]
    elif name == "kinds":
        yield from (tuple(kind for kind in value if kind != left_out) for left_out in value)
    elif isinstance(value, Fraction):
        yield from (each for each in (value - PROMILLE, value + PROMILLE) if each <= 1)
    elif isinstance(value, int):
        yield from (value - 1, value + 1)


def _about(code: str) -> list[LawCase]:
    """The cases of an award, and of those that ask for its criteria."""
    asking = {code} | {
        other.code
        for other in LAW.awards.values()
        for history in other.criteria.values()
        for leaf in _leaves(history)
        if isinstance(leaf, Meets) and leaf.award == code
    }
    return [case for case in CASES if case.data["award"] in asking]


@pytest.mark.parametrize("wrong", list(moved()), ids=lambda wrong: wrong.name)
def test_a_rule_that_is_a_step_off_is_noticed_by_a_case(wrong: Moved) -> None:
    law = wrong.law()
    assert any(case.faults(case.answered(law)) for case in _about(wrong.award))


@pytest.mark.parametrize("first", [value.from_ for value in LAW.versions.values][1:], ids=str)
@pytest.mark.parametrize("days", [-1, 1])
def test_a_law_that_begins_a_day_off_is_noticed_by_a_case(first: date, days: int) -> None:
    values = tuple(
        replace(value, from_=value.from_ + timedelta(days=days)) if value.from_ == first else value
        for value in LAW.versions.values
    )
    law = replace(LAW, versions=replace(LAW.versions, values=values))
    assert any(case.faults(case.answered(law)) for case in CASES)
