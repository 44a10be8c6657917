"""The law as this instance uses it, put into words for everybody to read; nothing here is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossiers.rules import law, procedures
from workflow.awards import Award, Component
from workflow.case import GROUND_WORDS
from workflow.catalogue import Version
from workflow.criteria import Node, Rule, leaves
from workflow.criteria_text import Passage, in_words
from workflow.dated import Dated, DatedValue
from workflow.instruments import Instrument
from workflow.parameter_text import in_words as value_in_words
from workflow.parameters import Parameter
from workflow.prize import Prize, prize_for
from workflow.report_forms import ReportForm

_COUNCIL = ("ballot", "secret", "quorum", "threshold", "notice")


@dataclass(frozen=True)
class Span:
    """A value from its first to its last day (None: still holds), in words, with its source."""

    value: DatedValue[object]
    last: date | None
    text: str
    is_own: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.value.from_ <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Listed:
    """An award of the list, with what the machine checks of it."""

    award: Award
    deciders: str
    checked: int


@dataclass(frozen=True)
class Routed:
    """How an award goes on one ground."""

    ground: str
    procedure: str
    components: tuple[Component, ...]
    reports: tuple[ReportForm, ...]


@dataclass(frozen=True)
class Setting:
    """A parameter with what holds on the day asked about (None: nothing yet), and all its history."""

    parameter: Parameter
    now: Span | None
    spans: list[Span]


@dataclass(frozen=True)
class Criteria:
    """The criteria for one kind of recipient: the nation's, and what the province adds."""

    kind: str
    national: Passage | None
    own: Passage | None


@dataclass(frozen=True)
class AwardPage:
    """Everything that the files of the law say of one award on a day."""

    award: Award
    day: date
    version: DatedValue[Version]
    deciders: list[Span]
    submitters: str
    routes: list[Routed]
    council: list[Setting]
    prizes: list[tuple[str, Prize]]
    criteria: list[Criteria]
    lowered_to: list[Award]

    @property
    def is_in_force(self) -> bool:
        """Whether it can be granted on the day."""
        return self.award.is_in_force(self.day)


def listed(day: date, *, titles: bool) -> list[Listed]:
    """Return the emulation titles (or the forms of commendation) in force on `day`, in the order of the law."""
    return [
        Listed(award, _names(award.deciders_on(day)), sum(_checked(tree) for tree in _trees(award, day)))
        for award in law().awards_on(day)
        if award.is_title is titles
    ]


def eras() -> list[tuple[DatedValue[Version], date | None]]:
    """Return the law's versions, each with its last day."""
    return list(law().versions.spans())


def award_page(code: str, day: date) -> AwardPage:
    """Return what is said of an award on `day`; raises Missing."""
    award = law().award(code)
    prizes = ((kind, prize_for(law(), code, kind, day)) for kind in award.recipients)
    return AwardPage(
        award=award,
        day=day,
        version=law().versions.on(day),
        deciders=[Span(value, last, _names(value.value)) for value, last in award.deciders.spans()],
        submitters=_names(award.submitted_by),
        routes=[_routed(award, ground) for ground in award.grounds],
        council=[setting(key, day) for name in _COUNCIL if (key := getattr(award, name))],
        prizes=[(kind, prize) for kind, prize in prizes if prize],
        criteria=[_criteria(award, kind, day) for kind in award.recipients],
        lowered_to=[law().award(lesser) for lesser in award.lowered_to],
    )


def settings(day: date) -> dict[str, list[Setting]]:
    """Return every parameter by the file that it stands in: the part of its key before the dot."""
    grouped: dict[str, list[Setting]] = {}
    for key in law().parameters:
        grouped.setdefault(key.partition(".")[0], []).append(setting(key, day))
    return grouped


def setting(key: str, day: date) -> Setting:
    """Return a parameter as it stands on `day`."""
    parameter = law().parameter(key)
    spans = [
        Span(value, last, value_in_words(parameter.unit, value.value), _is_own(parameter, value.from_))
        for value, last in parameter.history.spans()
        if value.value is not None
    ]
    return Setting(parameter, next((span for span in spans if span.holds_on(day)), None), spans)


def instruments() -> list[Instrument]:
    """Return every instrument that the law rests on, in the order of the files."""
    return list(law().instruments)


def _is_own(parameter: Parameter, first: date) -> bool:
    return parameter.own_from is not None and first >= parameter.own_from


def _criteria(award: Award, kind: str, day: date) -> Criteria:
    national, own = award.criteria.get(kind), law().own_criteria.get((award.code, kind))
    return Criteria(kind, _told(national, day), _told(own, day))


def _told(history: Dated[Node] | None, day: date) -> Passage | None:
    tree = history.find(day) if history else None
    return in_words(tree.value, law(), day) if tree else None


def _routed(award: Award, ground: str) -> Routed:
    name = award.procedure_for(ground)
    forms = dict.fromkeys(law().report_form(award.code, ground, kind).code for kind in award.recipients)
    return Routed(
        GROUND_WORDS[ground],
        procedures()[name].title if name else "",
        award.components_for(ground),
        tuple(law().report_forms[code] for code in forms),
    )


def _trees(award: Award, day: date) -> Iterator[Node]:
    for kind in award.recipients:
        if tree := law().tree(award.code, kind, day):
            yield tree


def _checked(tree: Node) -> int:
    return sum(isinstance(leaf, Rule) for leaf in leaves(tree))


def _names(codes: tuple[str, ...] | None) -> str:
    return "; ".join(law().decider_name(code) for code in codes or ())
