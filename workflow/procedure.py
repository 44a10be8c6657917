"""Procedures: states and steps read from data, each built once into one shared machine.

The machine is never given a dossier. A step is fired on a throw-away carrier, so that no row is reset, kept
alive or moved by another thread, and its answer must agree with our own table; what is written, and when, is
the business of `dossiers.advance`.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from transitions import Machine, MachineError

from workflow.errors import LawError, Missing, Refused
from workflow.facts import Facts
from workflow.findings import Finding, Outcome
from workflow.guards import GUARDS
from workflow.loader import Table, build, read
from workflow.procedure_text import StateText, StepText, TimeLimit
from workflow.verify import PROCEDURES, Names, faults

__all__ = ["EngineError", "Procedure", "State", "Step", "TimeLimit", "build_procedure", "load_procedures"]

# At INFO the library logs several lines a step, which costs more than the step.
logging.getLogger("transitions").setLevel(logging.WARNING)


class EngineError(AssertionError):
    """The two evaluators of a procedure disagree: a bug of ours, on which nothing may be written."""


@dataclass(frozen=True, kw_only=True)
class State(StateText):
    """Where a dossier can be; `inside` is the office's word for it, `public` everyone's."""

    name: str

    @property
    def is_end(self) -> bool:
        """Whether the dossier stays here for good."""
        return self.end

    @property
    def paused_from(self) -> str:
        """The state that this pause interrupts and to which it leads back; empty when it is no pause."""
        return self.held_from or self.returned_from


@dataclass(frozen=True, kw_only=True)
class Step(StepText):
    """What people do to move a dossier; `place` says where the procedure's file defines it."""

    place: str

    @property
    def from_states(self) -> tuple[str, ...]:
        """The states from which the step may be taken."""
        return self.from_

    @property
    def citation(self) -> str:
        """The articles in print."""
        return str(self.cite)


class Carrier:
    """Carries a state through the machine for one command, and is thrown away."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


@dataclass(frozen=True, eq=False)
class Procedure:
    """One version of a procedure; immutable, shared by all threads, told apart by the hash of its content."""

    name: str
    title: str
    states: Mapping[str, State]
    steps: tuple[Step, ...]
    start: str
    version: str
    _table: Mapping[tuple[str, str], Step] = field(repr=False)
    _machine: Machine = field(repr=False)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Return the steps that lead out of `state` or leave it as it is, in the order of the file."""
        return tuple(step for step in self.steps if state in step.from_)

    def find_step(self, name: str, state: str) -> Step | None:
        """Return the step `name` as taken from `state`, or None where it does not start there."""
        return self._table.get((name, state))

    def step(self, name: str, state: str) -> Step:
        """Return the step `name` as taken from `state`.

        Raises Missing where the procedure knows no such step, Refused where it does not start at `state`.
        """
        if step := self.find_step(name, state):
            return step
        namesakes = [step for step in self.steps if step.name == name]
        if not namesakes or state not in self.states:
            raise Missing(f"Quy trình {self.title} không có bước “{name}” từ trạng thái “{state}”.")
        raise Refused(findings=[self._wrong_state(namesakes, state)])

    def explain(self, name: str, state: str, facts: Facts) -> tuple[Finding, ...]:
        """Return every finding of the guards of the step `name`, in their order; raises as `step` does."""
        step = self.step(name, state)
        return tuple(finding for guard in step.guards for finding in GUARDS[guard](facts))

    def destination(self, state: str, name: str) -> str:
        """Return the state to which the step `name` leads from `state`; raises as `step` does.

        Asks the table and the machine; raises EngineError where they differ.
        """
        planned = self.find_step(name, state)
        moved = self._fire(state, name)
        if moved != (planned and planned.to):
            raise EngineError(f"{self.name} {self.version}: {name} from {state}: {planned} but machine says {moved}")
        return self.step(name, state).to

    def _fire(self, state: str, name: str) -> str | None:
        """Return where the machine goes, or None where it refuses."""
        event = self._machine.events.get(name)
        if event is None or state not in self._machine.states:
            return None
        carrier = Carrier(state)
        try:
            return carrier.state if event.trigger(carrier) else None
        except MachineError:
            return None

    def _wrong_state(self, namesakes: list[Step], state: str) -> Finding:
        places = ", ".join(f"“{self.states[source].inside}”" for step in namesakes for source in step.from_)
        return Finding(
            Outcome.NOT_MET,
            "right_state",
            namesakes[0].citation,
            f"Hồ sơ đang ở trạng thái “{self.states[state].inside}”; bước “{namesakes[0].label}” "
            f"chỉ thực hiện được khi hồ sơ ở trạng thái {places}.",
            "Mở lại trang hồ sơ để xem các bước có thể thực hiện.",
        )


def load_procedures(directory: Path = PROCEDURES) -> Mapping[str, Procedure]:
    """Return the procedures of `directory` by name; raises LawError for the first fault of any file."""
    names = Names.shipped()
    found: dict[str, Procedure] = {}
    for path in sorted(directory.glob("*.yaml")):
        data = read(path, path.name)
        for fault in faults(data, names, file=path.name):
            raise LawError(fault.fault, file=fault.file, path=fault.path)
        found[path.stem] = build_procedure(path.stem, data)
    return MappingProxyType(found)


def build_procedure(name: str, data: Table) -> Procedure:
    """Return the procedure that `data`, already found without fault, describes."""
    states = {key: _state(key, value) for key, value in data["states"].items()}
    steps = tuple(_step(f"{name}.yaml: steps[{index}]", value) for index, value in enumerate(data["steps"]))
    start = data.get("start") or next(iter(states))
    return Procedure(
        name=name,
        title=data["title"],
        states=MappingProxyType(states),
        steps=steps,
        start=start,
        version=_version(name, data),
        _table=MappingProxyType({(step.name, source): step for step in steps for source in step.from_}),
        _machine=_machine(tuple(states), steps, start),
    )


def _state(name: str, value: object) -> State:
    return State(name=name, **vars(build(StateText, value, file=name)))


def _step(place: str, value: object) -> Step:
    return Step(place=place, **vars(build(StepText, value, file=place)))


def _version(name: str, data: Table) -> str:
    """Return the hash of what the file says; comments, spacing and the order of keys don't count."""
    content = {**data, "name": name, "states": list(data["states"].items())}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _machine(states: tuple[str, ...], steps: tuple[Step, ...], start: str) -> Machine:
    """Build the shared machine: no model, no queue, no callbacks, no transitions but ours."""
    machine: Machine = Machine(model=None, states=list(states), initial=start, auto_transitions=False, queued=False)
    for step in steps:
        machine.add_transition(step.name, list(step.from_), step.to)
    return machine
