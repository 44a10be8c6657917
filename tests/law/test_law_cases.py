from __future__ import annotations

from collections import defaultdict

import pytest
from law_cases import LawCase, law_cases

from workflow.catalogue import load_law
from workflow.criteria import Meets, Node, Rule, leaves
from workflow.eligibility import answer

CASES = list(law_cases())
NEVER_UNKNOWN = {"bloc_leader", "configured"}  # judgement, or a fact of the province rather than of the case


@pytest.mark.parametrize("case", CASES, ids=[f"{case.place} {case.name}" for case in CASES])
def test_the_law_says_of_the_case_what_an_officer_expects(case: LawCase) -> None:
    found = answer(load_law("thai_nguyen"), case.data)
    decisive, others = found["checks"], [check for each in found["alternatives"] for check in each["checks"]]
    expect = dict(case.expect)

    assert found["verdict"] == expect.pop("verdict"), decisive
    for rule, outcome in expect.pop("checks", {}).items():
        assert (rule, outcome) in {(check["rule"], check["outcome"]) for check in decisive + others}
    for rule, outcome in expect.pop("alternatives", {}).items():
        assert (rule, outcome) in {(check["rule"], check["outcome"]) for check in others}
    if "cite" in expect:
        cited = expect.pop("cite")
        assert any(_has_place(check["citation"], cited) for check in decisive + others)
    if "reason" in expect:
        words = expect.pop("reason")
        assert any(words in check["reason"] for check in decisive + others), [c["reason"] for c in decisive + others]
    if "earliest_year" in expect:
        assert expect.pop("earliest_year") in {check["earliest_year"] for check in decisive + others}
    if "doubt" in expect:
        assert expect.pop("doubt") in found["doubt"]
    for key in ("branch", "law", "decree"):
        if key in expect:
            assert found[key] == expect.pop(key)
    assert not expect, "an expectation that nobody reads"


def _has_place(citation: str, place: str) -> bool:
    return any(part.endswith(place) for part in citation.split("; "))


@pytest.mark.parametrize("case", CASES, ids=[f"{case.place} {case.name}" for case in CASES])
def test_the_verdict_is_always_the_worst_of_the_decisive_checks(case: LawCase) -> None:
    found = answer(load_law("thai_nguyen"), case.data)
    outcomes = {check["outcome"] for check in found["checks"]}
    order = ("hold", "not_met", "unknown", "judgement", "met")
    assert found["verdict"] == next(o for o in order if o in outcomes).replace("hold", "on_hold")


def test_every_computed_rule_of_every_award_has_a_case_for_met_not_met_and_unknown() -> None:
    law = load_law("thai_nguyen")
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in CASES:
        for expected in (case.expect.get("checks", {}), case.expect.get("alternatives", {})):
            for rule, outcome in expected.items():
                seen[case.data["award"], rule].add(outcome)

    missing = []
    for award in law.awards.values():
        for rule in {rule for tree in award.criteria.values() for rule in _rules(tree)}:
            wanted = {"met", "not_met", "unknown"}
            if rule in NEVER_UNKNOWN:
                wanted = {"not_met"}
            missing += [f"{award.code} {rule} {outcome}" for outcome in sorted(wanted - seen[award.code, rule])]
    assert not missing


def _rules(tree: Node) -> set[str]:
    return {leaf.key for leaf in leaves(tree) if isinstance(leaf, Rule) and not isinstance(leaf, Meets)}


def test_every_award_with_criteria_of_its_own_has_a_case() -> None:
    law = load_law("thai_nguyen")
    assert not {code for code, award in law.awards.items() if award.criteria} - {case.data["award"] for case in CASES}
