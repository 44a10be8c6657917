"""The recount finds every way in which an export may say something other than its votes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.ballots import Count, tally
from workflow.catalogue import load_law
from workflow.errors import Invalid
from workflow.recount import CHOICES, FORMAT, recount

LAW = load_law("thai_nguyen")
DAY = date(2026, 1, 15)
Change = Callable[[dict[str, Any]], object]


def an_export(roster: int, choices: list[str], award: str = "CSTD_TINH", *, secret: bool = False) -> dict[str, Any]:
    """Members 1, 2, … vote the given choices, the others are absent; the result is that of the engine."""
    count = Count(roster, len(choices), **{choice: choices.count(choice) for choice in ("yes", "no", "abstain")})
    result = tally(LAW, count, award, DAY)
    rules = {
        name: {"share": str(rule.share), "more_than": rule.is_exceeded, "citation": rule.citation}
        for name, rule in (("quorum", result.quorum), ("threshold", result.threshold))
    }
    who = "slip" if secret else "member"
    return {
        "format": FORMAT,
        "session": {"id": 1},
        "members": [{"id": number, "name": f"Ủy viên {number}"} for number in range(1, roster + 1)],
        "ballots": [
            {
                "id": 7,
                "nominee": "Ông Nguyễn Văn An",
                "award": award,
                "round": 1,
                "secret": secret,
                "roster": roster,
                "present": len(choices),
                "written": 0,
                "counts": {choice: choices.count(choice) for choice in CHOICES},
                **rules,
                "needed": result.votes_needed,
                "passed": result.is_passed,
                "recused": [],
                "voters": list(range(1, len(choices) + 1)),
                "votes": [{who: number, "choice": choice} for number, choice in enumerate(choices, start=1)],
                "paper": dict.fromkeys(CHOICES, 0),
                "tellers": [],
            }
        ],
    }


@given(st.data())
def test_what_the_engine_counts_the_recount_counts_too(data: st.DataObject) -> None:
    roster = data.draw(st.integers(1, 60))
    choices = data.draw(st.lists(st.sampled_from(("yes", "no", "abstain")), max_size=roster))
    award = data.draw(st.sampled_from(sorted(LAW.awards)))
    found = recount(an_export(roster, choices, award, secret=data.draw(st.booleans())))
    assert found.differences == []
    assert (found.ballots, found.votes) == (1, len(choices))


def _adds_a_voter(ballot: dict[str, Any]) -> None:
    ballot["voters"].append(ballot["voters"][0])


CHANGES: dict[str, Change] = {
    "a vote turned": lambda ballot: ballot["votes"][0].update(choice="no"),
    "a vote lost": lambda ballot: ballot["votes"].pop(),
    "a vote doubled": lambda ballot: ballot["votes"].append(ballot["votes"][0]),
    "a vote of nobody": lambda ballot: ballot["votes"][0].update(member=99),
    "an unknown choice": lambda ballot: ballot["votes"][0].update(choice="maybe"),
    "a voter doubled": _adds_a_voter,
    "a voter from outside": lambda ballot: ballot["voters"].__setitem__(0, 99),
    "a recused voter": lambda ballot: ballot.update(recused=[1]),
    "a count raised": lambda ballot: ballot["counts"].update(yes=ballot["counts"]["yes"] + 1),
    "a result turned": lambda ballot: ballot.update(passed=not ballot["passed"]),
    "a lower bar": lambda ballot: ballot.update(needed=ballot["needed"] - 1),
    "a smaller roster": lambda ballot: ballot.update(roster=20),
    "nobody there": lambda ballot: ballot.update(present=0),
    "too many there": lambda ballot: ballot.update(written=9),
    "paper from nowhere": lambda ballot: ballot["paper"].update(no=1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_is_changed_is_found(name: str) -> None:
    export = an_export(21, ["yes"] * 19 + ["no"])
    assert recount(export).ok
    changed = copy.deepcopy(export)
    CHANGES[name](changed["ballots"][0])
    assert not recount(changed).ok


def test_paper_slips_need_two_tellers_who_counted_alike() -> None:
    export = an_export(21, ["yes"] * 19)
    ballot = export["ballots"][0]
    ballot["votes"].pop()
    ballot["paper"]["yes"] = 1
    assert not recount(export).ok
    slip = {**dict.fromkeys(CHOICES, 0), "yes": 1}
    ballot["tellers"] = [{"teller": 1, **slip}, {"teller": 2, **slip}]
    assert recount(export).ok
    ballot["tellers"][1]["no"] = 1
    assert not recount(export).ok


@pytest.mark.parametrize(
    "export", [None, [], {}, {"format": "x"}, {"format": FORMAT}, {"format": FORMAT, "members": [], "ballots": [1]}]
)
def test_what_is_no_export_is_refused(export: object) -> None:
    with pytest.raises(Invalid):
        recount(export)


def test_a_share_that_can_not_be_is_refused() -> None:
    export = an_export(5, ["yes"])
    export["ballots"][0]["threshold"]["share"] = str(Fraction(3, 2))
    with pytest.raises(Invalid):
        recount(export)
