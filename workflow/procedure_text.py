"""What a procedure file may say: the keys of a state and of a step, as they stand in the YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from workflow.citations import Citations


@dataclass(frozen=True, kw_only=True)
class StateText:
    """One state as written: its names for the office and for the public, and whether the clock runs.

    `held_from` or `returned_from` names the state that a pause interrupts and to which it leads back.
    """

    inside: str
    public: str
    portal_status: str
    clock: Literal["runs", "stopped"]
    end: bool = False
    held_from: str = ""
    returned_from: str = ""

    def __post_init__(self) -> None:
        if self.held_from and self.returned_from:
            raise ValueError("chỉ được ghi một trong hai khóa held_from, returned_from")


@dataclass(frozen=True)
class TimeLimit:
    """Working days from the day after the step until the work in its new state is to be done.

    `working_days` is a whole number, or the name of a dated parameter.
    """

    working_days: Any


@dataclass(frozen=True, kw_only=True)
class StepText:
    """One step as written; `papers` are the council session's documents that it takes along."""

    name: str
    label: str
    from_: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    guards: tuple[str, ...]
    documents: tuple[str, ...]
    cite: Citations
    papers: tuple[str, ...] = ()
    due: TimeLimit | None = None
    trust: Literal["H", "M", "L"] = "H"
    doubt: str = ""
    needs_reason: bool = False
    description: str = ""

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise ValueError("nhãn của bước (label) để trống")
        if self.trust != "H" and not self.doubt:
            raise ValueError("bước có độ tin M hoặc L phải nói rõ điều còn nghi ngờ (doubt)")


@dataclass(frozen=True, kw_only=True)
class HeadText:
    """The keys at the top of a procedure file; `start` is the first state unless it is named."""

    title: str
    states: Any
    steps: Any
    start: str = ""
