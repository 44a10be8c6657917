"""Two evaluators that never saw each other's code agree on the shipped procedures and on random ones."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from procedure_cases import NAMES, plain

from workflow.errors import Missing, Refused
from workflow.loader import parse
from workflow.procedure import Procedure, build_procedure, load_procedures
from workflow.verify import Names, faults

Ways = dict[tuple[str, str], str]


def ways_of(data: dict[str, Any]) -> Ways:
    """Read the table of a procedure from plain data, independently of the engine."""
    return {(source, step["name"]): step["to"] for step in data["steps"] for source in step["from"]}


def reachable(ways: Ways, start: str) -> set[str]:
    found = {start}
    for _ in ways:
        found |= {target for (source, _), target in ways.items() if source in found}
    return found


def walker(name: str) -> type[RuleBasedStateMachine]:
    """Return a machine that takes any step, lawful or not, from wherever the dossier is."""
    procedure, data = load_procedures()[name], plain(name)
    ways = ways_of(data)
    steps = sorted({step for _, step in ways})
    ends = {state for state, words in data["states"].items() if words.get("end")}

    class Walk(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.state = procedure.start

        @rule(step=st.sampled_from(steps))
        def take_any_step(self, step: str) -> None:
            if (self.state, step) in ways:
                self.state = procedure.destination(self.state, step)
                assert self.state == ways[self._before, step]
            else:
                with pytest.raises(Refused):
                    procedure.destination(self.state, step)

        @rule(data=st.data())
        def take_a_lawful_step(self, data: st.DataObject) -> None:
            lawful = [step.name for step in procedure.steps_from(self.state)]
            assert lawful == [step for source, step in ways if source == self.state]
            if lawful:
                self.take_any_step(data.draw(st.sampled_from(lawful)))

        @invariant()
        def an_end_can_be_reached_and_is_never_left(self) -> None:
            self._before = self.state
            assert self.state in data["states"]
            assert reachable(ways, self.state) & ends
            if self.state in ends:
                assert procedure.steps_from(self.state) == ()

    return Walk


@pytest.mark.parametrize("name", NAMES)
def test_random_walks_agree_with_the_file_and_always_have_a_way_to_an_end(name):
    run_state_machine_as_test(walker(name), settings=settings(max_examples=25, stateful_step_count=40, deadline=None))


@pytest.mark.parametrize("name", NAMES)
def test_every_state_and_step_name_agree_with_the_file(name):
    procedure, data = load_procedures()[name], plain(name)
    assert_same(procedure, ways_of(data), data["states"])


def assert_same(procedure: Procedure, ways: Ways, states: Any) -> None:
    for state, step in itertools.product(states, {step for _, step in ways}):
        if (state, step) in ways:
            assert procedure.destination(state, step) == ways[state, step]
        else:
            with pytest.raises((Refused, Missing)):
                procedure.destination(state, step)


LETTERS = "abcdef"


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """A well-formed definition whose graph may have any fault."""
    states = list(LETTERS[: draw(st.integers(2, 6))])
    ends = draw(st.sets(st.sampled_from(states)))
    pairs = st.tuples(st.sampled_from(["go", "stay", "turn"]), st.sampled_from(states))
    ways = draw(st.dictionaries(pairs, st.sampled_from(states), min_size=1, max_size=10))
    words = {"inside": "a", "public": "b", "portal_status": "Đang xử lý", "clock": "runs"}
    return {
        "title": "t",
        "states": {state: {**words, "end": state in ends} for state in states},
        "steps": [
            {"name": name, "label": "x", "from": [source], "to": target, "by": ["clerk"], "guards": [],
             "documents": [], "cite": "Luật 06/2022/QH15"}
            for (name, source), target in ways.items()
        ],
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(definitions())
def test_random_definitions_move_as_their_data_say(data):
    procedure = build_procedure("random", parse(yaml.safe_dump(data, sort_keys=False), "random.yaml"))
    assert procedure.start == "a"
    assert_same(procedure, ways_of(data), data["states"])


@settings(max_examples=150, deadline=None)
@given(definitions())
def test_random_definitions_are_found_faulty_exactly_where_a_plain_search_says(data):
    ways = ways_of(data)
    ends = {state for state, words in data["states"].items() if words["end"]}
    lost = {f"states.{state}" for state in data["states"] if state not in reachable(ways, "a")}
    stuck = {f"states.{state}" for state in data["states"] if not reachable(ways, state) & ends} if ends else {"states"}
    left = {f"steps[{n}]" for n, (source, _) in enumerate(ways) if source in ends}
    found = faults(parse(yaml.safe_dump(data, sort_keys=False), "random.yaml"), Names.shipped(), file="random.yaml")
    assert {fault.path for fault in found} == lost | stuck | left
    assert len(found) == len(lost) + len(stuck) + len(left)
