from __future__ import annotations

from collections import defaultdict

import pytest
from law_cases import LawCase, law_cases

from workflow.catalogue import load_law
from workflow.criteria import Leaf, Rule, leaves

LAW = load_law("thai_nguyen")
CASES = list(law_cases())
IDS = [f"{case.place} {case.name}" for case in CASES]
TREES = [(code, kind) for code, award in LAW.awards.items() for kind in award.recipients if LAW.criteria(code, kind)]
# Who does not say leaves it to the council; what the province has not decided is no fact of the case.
OUTCOMES = {"bloc_leader": {"met", "not_met", "judgement"}, "configured": {"met", "not_met"}}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_law_says_of_the_case_what_an_officer_expects(case: LawCase) -> None:
    found = case.answered(LAW)
    assert case.faults(found) == [], found["checks"]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_verdict_is_always_the_worst_of_the_decisive_checks(case: LawCase) -> None:
    found = case.answered(LAW)
    outcomes = {check["outcome"] for check in found["checks"]}
    order = ("hold", "not_met", "unknown", "judgement", "met")
    assert found["verdict"] == next(o for o in order if o in outcomes).replace("hold", "on_hold")


@pytest.mark.parametrize(("code", "kind"), TREES)
def test_every_award_has_for_each_kind_of_recipient_a_case_that_passes_that_fails_and_that_lacks_proof(
    code: str, kind: str
) -> None:
    verdicts = {case.expect["verdict"] for case in CASES if case.about == (code, kind)}
    assert verdicts & {"met", "judgement"}
    assert verdicts >= {"not_met", "unknown"}


@pytest.mark.parametrize(("code", "kind"), TREES)
def test_every_computed_rule_has_a_case_for_met_not_met_and_unknown(code: str, kind: str) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for case in (case for case in CASES if case.about == (code, kind)):
        for rule, outcome in [*case.expect.get("checks", {}).items(), *case.expect.get("alternatives", {}).items()]:
            seen[rule].add(outcome)
    for rule in {leaf.key for leaf in _leaves(code, kind) if isinstance(leaf, Rule)}:
        assert seen[rule] >= OUTCOMES.get(rule, {"met", "not_met", "unknown"}), rule


def _leaves(code: str, kind: str) -> list[Leaf]:
    return [leaf for history in LAW.criteria(code, kind) for tree in history.values for leaf in leaves(tree.value)]
