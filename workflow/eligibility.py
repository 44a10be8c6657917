"""Walks an award's criteria over one case: findings, the branch that came closest, and one verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from workflow import case as cases
from workflow.case import Case
from workflow.catalogue import Law
from workflow.criteria import Either, Every, Judgement, Leaf, Meets, Node, Rule, leaves
from workflow.findings import Finding, Outcome
from workflow.general_rules import general_findings
from workflow.result import Result

_WORST_FIRST = (Outcome.HOLD, Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.JUDGEMENT, Outcome.MET)
_VERDICTS = {Outcome.HOLD: "on_hold"}


@dataclass(frozen=True)
class Alternative:
    """One branch of the criteria that was open to the case, and what it says."""

    name: str
    outcome: Outcome
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Answer:
    """What the law says of one case.

    `verdict` is `on_hold`, `not_met`, `unknown`, `judgement` or `met`: always the worst of `findings`.
    `branch` names the alternative that came closest, whose findings stand in `findings`; the others are
    `alternatives`.
    """

    award: str
    law: str
    decree: str
    verdict: str
    findings: tuple[Finding, ...]
    branch: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    doubt: str = ""

    @property
    def lacking(self) -> tuple[Finding, ...]:
        """The findings that keep the case from going to the council as it stands."""
        return tuple(f for f in self.findings if f.outcome not in (Outcome.MET, Outcome.JUDGEMENT))


@dataclass(frozen=True)
class _Weighed:
    """A tree's findings; `is_open` false where an undecided gate stands before it."""

    findings: tuple[Finding, ...]
    branch: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    is_open: bool = True

    @property
    def outcome(self) -> Outcome:
        return worst(self.findings)

    @property
    def distance(self) -> tuple[int, bool, int, int]:
        """How far from satisfied; a judgement without any proven point is further than missing proof."""
        outcomes = [finding.outcome for finding in self.findings]
        if self.outcome is Outcome.JUDGEMENT:
            rank = 1 if Outcome.MET in outcomes else 3
        else:
            rank = {Outcome.MET: 0, Outcome.UNKNOWN: 2}.get(self.outcome, 4)
        return rank, not self.is_open, outcomes.count(Outcome.NOT_MET), outcomes.count(Outcome.UNKNOWN)


def worst(findings: tuple[Finding, ...]) -> Outcome:
    """Return the outcome that decides over the others."""
    outcomes = {finding.outcome for finding in findings}
    return next((outcome for outcome in _WORST_FIRST if outcome in outcomes), Outcome.MET)


def check(case: Case) -> Answer:
    """Weigh `case` by its law, that of its day of reception unless another was chosen; the machine never grants."""
    version = case.law.version_on(case.law_day)
    weighed = _criteria(case)
    findings = (*general_findings(case), *weighed.findings)
    outcome = worst(findings)
    return Answer(
        award=case.award,
        law=version.law,
        decree=version.decree,
        verdict=_VERDICTS.get(outcome, outcome.value),
        findings=findings,
        branch=weighed.branch,
        alternatives=weighed.alternatives,
        doubt=version.doubt,
    )


def _criteria(case: Case) -> _Weighed:
    award = case.law.award(case.award)
    if case.kind is None or case.kind not in award.recipients:
        return _Weighed(())
    tree = case.law.tree(case.award, case.kind, case.law_day)
    if tree is None:
        reason = "Tiêu chuẩn do Hội đồng và cơ quan thẩm định xem xét trên hồ sơ."
        finding = Finding(Outcome.JUDGEMENT, "criteria", str(award.article), reason, doubt=award.doubt)
        return _Weighed((finding,))
    return _walk(tree, case) or _Weighed(())


def _walk(node: Node, case: Case) -> _Weighed | None:
    """Weigh a node; None where it is not for this case."""
    gates = _gates(node, case)
    if gates is None:
        return None
    if isinstance(node, Every):
        found = _every(node, case)
    elif isinstance(node, Either):
        found = _either(node, case)
    else:
        found = _leaf(node, case)
    if not gates:
        return found
    return _Weighed((*gates, *found.findings), found.branch, found.alternatives, is_open=False)


def _gates(node: Node, case: Case) -> tuple[Finding, ...] | None:
    """Return what is unknown about whether the node is for this case, None where it surely is not."""
    citation = str(next(leaves(node)).source.cite)
    unsure = []
    if node.when.grounds and case.ground not in node.when.grounds:
        if case.ground is not None:
            return None
        unsure.append(Finding(Outcome.UNKNOWN, "ground", citation, "Chưa rõ loại hình khen thưởng."))
    if node.when.direct_worker is not None and case.direct_worker is not node.when.direct_worker:
        if case.direct_worker is not None:
            return None
        reason = "Chưa rõ có phải người trực tiếp lao động, sản xuất không."
        unsure.append(Finding(Outcome.UNKNOWN, "direct_worker", citation, reason))
    return tuple(unsure)


def _every(node: Every, case: Case) -> _Weighed:
    parts = [part for child in node.children if (part := _walk(child, case))]
    named = next((part for part in parts if part.branch or part.alternatives), None)
    return _Weighed(
        findings=tuple(finding for part in parts for finding in part.findings),
        branch=named.branch if named else None,
        alternatives=named.alternatives if named else (),
        is_open=all(part.is_open for part in parts),
    )


def _either(node: Either, case: Case) -> _Weighed:
    parts = [(child, part) for child in node.children if (part := _walk(child, case))]
    if not parts:
        citation = str(next(leaves(node)).source.cite)
        reason = "Không có nhánh tiêu chuẩn nào cho đối tượng và loại hình khen thưởng này."
        return _Weighed((Finding(Outcome.NOT_MET, "branch", citation, reason),))
    nearest, closest = min(parts, key=lambda pair: pair[1].distance)
    others = tuple(
        Alternative(child.name, part.outcome, part.findings) for child, part in parts if child is not nearest
    )
    if not nearest.name:
        return closest
    return _Weighed(closest.findings, nearest.name, tuple(o for o in others if o.name), closest.is_open)


def _leaf(leaf: Node, case: Case) -> _Weighed:
    if isinstance(leaf, Meets):
        tree = case.law.tree(leaf.award, str(case.kind), case.law_day)
        return replace(_walk(tree, case) or _Weighed(()), branch=None, alternatives=()) if tree else _Weighed(())
    if isinstance(leaf, Judgement):
        return _weighed(leaf, "judgement", Result(Outcome.JUDGEMENT, leaf.text))
    if isinstance(leaf, Rule):
        return _weighed(leaf, leaf.key, leaf.predicate.check(case))
    raise TypeError(f"no such node: {leaf!r}")


def _weighed(leaf: Leaf, rule: str, result: Result) -> _Weighed:
    finding = Finding(
        result.outcome,
        rule,
        str(leaf.source.cite),
        result.reason,
        remedy=result.remedy,
        earliest_year=result.earliest_year,
        doubt=leaf.source.doubt,
        lack=result.lack,
    )
    return _Weighed((finding,))


def answer(law: Law, data: object) -> dict[str, Any]:
    """Answer one case of `vinhdanh eligibility` as plain values; raises Invalid naming the field at fault."""
    return as_values(check(cases.parse(data, law)))


def as_values(answer: Answer) -> dict[str, Any]:
    """Return an answer as the contract's JSON object."""
    return {
        "award": answer.award,
        "law": answer.law,
        "decree": answer.decree,
        "verdict": answer.verdict,
        "checks": [_check(finding) for finding in answer.findings],
        "branch": answer.branch,
        "alternatives": [
            {
                "branch": each.name,
                "outcome": each.outcome.value,
                "checks": [_check(finding) for finding in each.findings],
            }
            for each in answer.alternatives
        ],
        "doubt": answer.doubt,
    }


def _check(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "citation": finding.citation,
        "reason": finding.reason,
        "remedy": finding.remedy,
        "earliest_year": finding.earliest_year,
        "doubt": finding.doubt,
        "missing": finding.lack,
    }
