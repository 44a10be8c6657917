"""What the submission pages show, loaded; nothing here writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from dossiers import components, findings
from dossiers.authority import decider_for
from dossiers.components import Part
from dossiers.db import current_session
from dossiers.facts import open_correction
from dossiers.models import AwardRecord, Campaign, CorrectionFlag, CorrectionRequest, Dossier, Nomination, Unit
from dossiers.rules import law, procedure_of
from dossiers.subjects import find_dossier
from dossiers.submission.editing import Editable, editable
from dossiers.words import is_proven, verdict_tag
from workflow.awards import Award
from workflow.eligibility import Answer
from workflow.findings import Outcome
from workflow.permissions import Actor
from workflow.roles import Role

_GROUPS = {"emulation_title": "Danh hiệu thi đua", "commendation_form": "Hình thức khen thưởng"}


@dataclass(frozen=True)
class Line:
    """A nomination with what the checks say of it and what it lacks."""

    nomination: Nomination
    answer: Answer | None
    missing_fields: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def verdict(self) -> tuple[str, str]:
        """The verdict in words, and its colour."""
        return verdict_tag(self.answer)

    @property
    def is_proven(self) -> bool:
        """Whether nothing stands against the line and data prove a criterion, so that little is left to judge."""
        return self.answer is not None and is_proven(self.answer)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields and components that are missing."""
        parts = (part.name for part in self.parts if part.status == "missing" and part.code != components.REPORT)
        return (*self.missing_fields, *parts)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What the law still asks of this line, sentence by sentence."""
        return tuple(finding.reason for finding in self.answer.lacking) if self.answer else ()

    @property
    def failures(self) -> tuple[str, ...]:
        """What the line fails, each in a few words; proof that only lacks is no failure."""
        lacking = self.answer.lacking if self.answer else ()
        return tuple(finding.in_short for finding in lacking if finding.outcome is Outcome.NOT_MET)

    @property
    def wanting(self) -> str:
        """Everything that the line still wants, in one text."""
        missing = f"{'; '.join(self.missing)}." if self.missing else ""
        return " ".join(filter(None, (missing, *self.lacking)))


@dataclass(frozen=True)
class Asked:
    """One flag of the open correction: what it is about and where it is corrected."""

    flag: CorrectionFlag
    name: str
    line: Nomination | None


@dataclass(frozen=True)
class Task:
    """A part of the dossier to write, what it lacks, and the page where it is written (else the list of lines)."""

    title: str
    hint: str
    is_done: bool
    endpoint: str = ""


@dataclass(frozen=True)
class Overview:
    """A dossier as its clerk works on it."""

    dossier: Dossier
    award: Award
    procedure_title: str
    scope: Editable
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    others: Part
    missing_petition: tuple[str, ...]
    correction: CorrectionRequest | None = None
    asked: tuple[Asked, ...] = field(default=())

    @property
    def live(self) -> list[Line]:
        """The lines that go on."""
        return [line for line in self.lines if line.nomination.outcome in ("pending", "passed")]

    @property
    def tasks(self) -> list[Task]:
        """What is to be written: the petition, the unit's meeting where it is asked for, the lines."""
        gaps = ", ".join(self.missing_petition)
        tasks = [Task("Tờ trình", f"Chưa ghi {gaps}" if gaps else "", not gaps, "submission.petition")]
        minutes = next((part for part in self.parts if part.code == components.MINUTES), None)
        if minutes and minutes.status != "not_required":
            is_done = minutes.status != "missing"
            tasks.append(Task("Biên bản bình xét của đơn vị", minutes.note, is_done, "submission.review"))
        lacking = sum(bool(line.missing) for line in self.live)
        hint = f"{lacking} đề nghị còn thiếu thông tin" if lacking else ""
        return [*tasks, Task(f"Các đề nghị ({len(self.live)})", hint, bool(self.live) and not lacking)]

    @property
    def readiness(self) -> str:
        """The lines counted by what stands in their way, and what the failing ones lack, the commonest first:
        "12 đủ, 2 thiếu chứng cứ, 1 chưa đạt: thiếu Chiến sĩ thi đua cơ sở năm 2024".
        """
        counted = Counter(_readiness(line) for line in self.live)
        told = ", ".join(f"{counted[words]} {words}" for words in _ORDER if counted[words])
        failing = (line for line in self.live if _readiness(line) == _ORDER[-1])
        lacks = Counter(lack for line in failing for lack in dict.fromkeys(line.failures))
        shown = [f"{lack} ({n} đề nghị)" if n > 1 else lack for lack, n in lacks.most_common(LACKS_SHOWN)]
        more = [f"và {len(lacks) - LACKS_SHOWN} điểm khác"] if len(lacks) > LACKS_SHOWN else []
        return f"{told}: {'; '.join(shown + more)}" if shown else told

    @property
    def gaps(self) -> list[tuple[Nomination, str, str]]:
        """The lines that are not ready: what stands in their way in a word, and exactly what lacks."""
        judged = ((line, _readiness(line)) for line in self.live)
        return [(line.nomination, words, line.wanting) for line, words in judged if words != _ORDER[0]]


LACKS_SHOWN = 3
_ORDER = ("đủ", "thiếu thông tin", "thiếu chứng cứ", "phải tạm dừng", "chưa kiểm tra được", "chưa đạt")
_SHORT = {
    "met": "đủ",
    "judgement": "đủ",
    "unknown": "thiếu chứng cứ",
    "not_met": "chưa đạt",
    "on_hold": "phải tạm dừng",
}


def _readiness(line: Line) -> str:
    if line.missing:
        return "thiếu thông tin"
    return _SHORT[line.answer.verdict] if line.answer else "chưa kiểm tra được"


def overview(dossier_id: int, day: date) -> Overview:
    """Return a dossier with its lines checked, its components and its open correction; raises Missing."""
    dossier = find_dossier(dossier_id)
    correction = open_correction(dossier)
    scope = editable(dossier)
    return Overview(
        dossier=dossier,
        award=law().award(dossier.award_code),
        procedure_title=procedure_of(dossier).title,
        scope=scope,
        lines=lines_of(dossier, day),
        parts=components.of_dossier(dossier),
        others=components.other_files(dossier),
        missing_petition=tuple(label for name, label in components.PETITION.items() if not getattr(dossier, name)),
        correction=correction,
        asked=tuple(_asked(flag, dossier) for flag in correction.flags) if correction else (),
    )


def _asked(flag: CorrectionFlag, dossier: Dossier) -> Asked:
    line = next((each for each in dossier.nominations if each.id == flag.nomination_id), None)
    return Asked(flag, components.field_name(flag.field, dossier), line)


def lines_of(dossier: Dossier, day: date) -> tuple[Line, ...]:
    """Return every line of a dossier with what the checks say."""
    answers = findings.check_all(dossier, day)
    return tuple(
        Line(line, answers[line.id], components.missing_fields(line), components.of_nomination(line, dossier))
        for line in dossier.nominations
    )


def held_awards(nomination: Nomination, dossier: Dossier) -> list[AwardRecord]:
    """Return what the register holds of a line."""
    return findings.held_awards(nomination, dossier, findings.register_of([nomination]))


@dataclass(frozen=True)
class Sent:
    """A dossier that was handed in, and what comes next."""

    dossier: Dossier
    state: str
    keeper: Unit
    is_with_appraisers: bool


def submitted(dossier_id: int) -> Sent:
    """Return what the confirmation page says; raises Missing."""
    dossier = find_dossier(dossier_id)
    procedure = procedure_of(dossier)
    next_roles = {role for step in procedure.steps_from(dossier.state) for role in step.by}
    return Sent(
        dossier, procedure.states[dossier.state].inside, dossier.decider_unit.keeper, Role.APPRAISER in next_roles
    )


def units_of_clerk(actor: Actor) -> list[Unit]:
    """Return the active units for which a person may write dossiers, by name."""
    query = select(Unit).where(Unit.id.in_(actor.units_as({Role.CLERK})), Unit.is_active).order_by(Unit.name)
    return list(current_session().scalars(query))


def award_choices(units: Iterable[Unit], day: date) -> dict[str, list[tuple[str, str]]]:
    """Return the awards that one of `units` can propose on `day`, grouped, as choices of a form."""
    owners = list(units)
    grouped: dict[str, list[tuple[str, str]]] = {}
    for award in law().awards_on(day):
        is_run_here = any(award.procedure_for(ground) for ground in award.grounds)
        if is_run_here and any(decider_for(award, unit, day) for unit in owners):
            grouped.setdefault(_GROUPS[award.group], []).append((award.code, award.title))
    return grouped


def past_award_choices() -> list[tuple[str, str]]:
    """Return every award of the catalogue, for what somebody received before."""
    return [(award.code, award.title) for award in law().awards.values()]


def campaign_choices() -> list[tuple[int, str]]:
    """Return the emulation movements, the newest first."""
    query = select(Campaign).order_by(Campaign.from_year.desc(), Campaign.name)
    return [(campaign.id, campaign.name) for campaign in current_session().scalars(query)]
