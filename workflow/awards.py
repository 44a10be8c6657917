"""One award as the law's files describe it: who may receive, decide and submit it, on what grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from workflow.case import GROUNDS
from workflow.citations import Citation, Citations
from workflow.criteria import Node, read_history
from workflow.dated import Dated, Trust, read_dated
from workflow.errors import LawError
from workflow.loader import Table, build

IN_FORCE_FROM = date(2024, 1, 1)
Recipient = Literal["individual", "collective", "household"]
Group = Literal["emulation_title", "commendation_form"]


@dataclass(frozen=True, kw_only=True)
class Component:
    """One paper of a dossier.

    `when` is `always`, `recognition` (only where what is claimed is an initiative, a scientific work or another
    recognised achievement) or `enterprise` (only for enterprises); `explanation` says so in words.
    """

    code: str
    name: str
    cite: Citations
    when: Literal["always", "recognition", "enterprise"] = "always"
    explanation: str = ""
    trust: Trust = "H"
    doubt: str = ""

    @property
    def is_always_required(self) -> bool:
        """Whether the dossier is incomplete without it whatever its contents."""
        return self.when == "always"


@dataclass(frozen=True, kw_only=True)
class Route:
    """How an award goes on one ground: its procedure (None: not run by a province) and set of components."""

    procedure: str | None
    components: str


@dataclass(frozen=True, kw_only=True)
class Award:
    """A title or a form of commendation; parameters are named by their keys."""

    name: str
    article: Citation
    group: Group
    recipients: tuple[Recipient, ...]
    deciders: Any
    submitted_by: tuple[str, ...]
    grounds: Mapping[str, Route]
    provincial_name: str = ""
    is_state_level: bool = False
    from_: date = IN_FORCE_FROM
    to: date | None = None
    notice: str | None = None
    ballot: str = "council.ballot.by_choice"
    secret: str = "council.secret.other"  # noqa: S105 - a parameter's key: whether ballots are secret
    quorum: str = "council.quorum.province"
    threshold: str = "council.threshold.other"
    lowered_to: tuple[str, ...] = ()
    detailed_by_province: Citation | None = None
    trust: Trust = "H"
    doubt: str = ""
    criteria: Any = None
    code: str = ""
    file: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)
    components: Mapping[str, tuple[Component, ...]] = field(default_factory=dict)

    @cached_property
    def title(self) -> str:
        """The name to show: the province's wording, without quotation marks."""
        return self.quoted_name.replace("“", "").replace("”", "")

    @property
    def quoted_name(self) -> str:
        """The name as documents write it: titles of the law in quotation marks."""
        return self.provincial_name or self.name

    @property
    def is_title(self) -> bool:
        """Whether it is an emulation title rather than a form of commendation."""
        return self.group == "emulation_title"

    def is_in_force(self, day: date) -> bool:
        """Whether it can be granted on `day`."""
        return self.from_ <= day and (self.to is None or day <= self.to)

    def deciders_on(self, day: date) -> tuple[str, ...]:
        """Who may decide it on `day`; raises LawError before the law was in force."""
        history: Dated[tuple[str, ...]] = self.deciders
        return history.on(day).value

    def authority_on(self, day: date) -> str:
        """The articles that give the deciders of `day` their power."""
        history: Dated[tuple[str, ...]] = self.deciders
        return history.on(day).citation

    def procedure_for(self, ground: str) -> str | None:
        """The procedure on `ground`; None where the ground is not admitted or no province runs it."""
        route = self.grounds.get(ground)
        return route.procedure if route else None

    def components_for(self, ground: str) -> tuple[Component, ...]:
        """The papers of a dossier on `ground`, none where the ground is not admitted."""
        return self.components.get(ground, ())


def read_awards(table: Table, sets: Mapping[str, tuple[Component, ...]], file: str) -> dict[str, Award]:
    """Read one file of awards; raises LawError naming file, place and line."""
    return {code: _award(code, written, sets, file, table.lines[code]) for code, written in table.items()}


def _award(code: str, written: object, sets: Mapping[str, tuple[Component, ...]], file: str, line: int) -> Award:
    award = build(Award, written, file=file, path=code, line=line)
    for ground, route in award.grounds.items():
        if ground not in GROUNDS:
            fault = f"không có loại hình khen thưởng “{ground}”"
            raise LawError(fault, file=file, path=f"{code}.grounds", line=line)
        if route.components not in sets:
            fault = f"không có bộ thành phần hồ sơ “{route.components}”"
            raise LawError(fault, file=file, path=f"{code}.grounds.{ground}", line=line)
    deciders = read_dated(tuple[str, ...], award.deciders, file=file, path=f"{code}.deciders")
    return replace(
        award,
        code=code,
        file=file,
        line=line,
        deciders=deciders,
        criteria=read_criteria(award.criteria, award, file, code),
        components={ground: sets[route.components] for ground, route in award.grounds.items()},
    )


def read_criteria(written: object, award: Award, file: str, code: str) -> Mapping[str, Dated[Node]]:
    """Read trees by kind of recipient, each from the award's first day on or by days of its own.

    An award without any is prepared as a file and weighed by people.
    """
    if written is None:
        return {}
    if not isinstance(written, Table):
        raise LawError("phải là một bảng theo loại đối tượng", file=file, path=f"{code}.criteria")
    for kind in written:
        if kind not in award.recipients:
            fault = f"“{kind}” không phải đối tượng được xét"
            raise LawError(fault, file=file, path=f"{code}.criteria", line=written.lines[kind])
    return {
        kind: read_history(tree, first=award.from_, file=file, path=f"{code}.criteria.{kind}", line=written.lines[kind])
        for kind, tree in written.items()
    }
