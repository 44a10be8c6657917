"""What the appraisal pages show, loaded; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from dossiers import components, duplicates, findings
from dossiers.components import Part
from dossiers.db import current_session
from dossiers.models import Appraisal, Consultation, Dossier, Nomination, Unit
from dossiers.models.appraisal import PROPOSALS
from dossiers.models.unit import UNIT_KINDS
from dossiers.rules import law, procedure_of
from dossiers.subjects import find_dossier
from dossiers.submission.queries import Line, lines_of
from workflow.awards import Award
from workflow.eligibility import Answer
from workflow.errors import Missing
from workflow.findings import Outcome

MANY_LINES = 30


@dataclass(frozen=True)
class Appraised:
    """A line with the checks' answer and the appraiser's opinion."""

    line: Line
    appraisal: Appraisal | None

    @property
    def nomination(self) -> Nomination:
        """The line itself."""
        return self.line.nomination

    @property
    def proposal(self) -> str:
        """The proposal in words, empty where there is none yet."""
        return PROPOSALS[self.appraisal.proposal] if self.appraisal else ""


@dataclass(frozen=True)
class Desk:
    """A dossier as its appraiser works on it."""

    dossier: Dossier
    award: Award
    lines: tuple[Appraised, ...]
    parts: tuple[Part, ...]
    consultations: tuple[Consultation, ...]
    green: int
    is_open: bool
    notes: duplicates.Notes

    @property
    def done(self) -> int:
        """How many live lines have an opinion."""
        return sum(1 for each in self.live if each.appraisal)

    @property
    def live(self) -> list[Appraised]:
        """The lines that go on."""
        return [each for each in self.lines if each.nomination.outcome in ("pending", "passed")]


def desk(dossier_id: int, day: date) -> Desk:
    """Return a dossier with its lines checked and appraised; raises Missing."""
    dossier = find_dossier(dossier_id)
    appraisals = newest_appraisals(dossier)
    return Desk(
        dossier=dossier,
        award=law().award(dossier.award_code),
        lines=tuple(Appraised(line, appraisals.get(line.nomination.id)) for line in lines_of(dossier, day)),
        parts=components.status_of(dossier),
        consultations=tuple(consultations_of(dossier)),
        green=len(green_lines(dossier, day)),
        is_open=is_open(dossier),
        notes=duplicates.of_dossier(dossier, day, is_inside=True),
    )


def newest_appraisals(dossier: Dossier) -> dict[int, Appraisal]:
    """Return the appraisal that counts of each line that has one, by nomination id."""
    ids = [line.id for line in dossier.nominations]
    query = select(Appraisal).where(Appraisal.nomination_id.in_(ids)).order_by(Appraisal.id)
    return {each.nomination_id: each for each in current_session().scalars(query)}


def appraisals_of(nomination: Nomination) -> list[Appraisal]:
    """Return everything that was said of a line, the newest first."""
    query = select(Appraisal).where(Appraisal.nomination_id == nomination.id).order_by(Appraisal.id.desc())
    return list(current_session().scalars(query))


def declined_lines(dossier: Dossier) -> list[tuple[Nomination, str]]:
    """Return the live lines that the appraiser does not propose, each with the opinion."""
    newest = newest_appraisals(dossier)
    return [
        (line, newest[line.id].opinion)
        for line in dossier.live_nominations
        if line.id in newest and newest[line.id].proposal == "decline"
    ]


def green_lines(dossier: Dossier, day: date) -> list[tuple[Nomination, str]]:
    """Return the lines of which data prove a criterion and that raise no question, each with the basis to record.

    A line with an opinion, a hold, a gap or a possible duplicate is for a person to look at.
    """
    newest, notes = newest_appraisals(dossier), duplicates.of_dossier(dossier, day, is_inside=True)
    return [
        (line.nomination, basis_of(line.answer, day))
        for line in lines_of(dossier, day)
        if line.answer
        and line.is_proven
        and line.nomination.outcome == "pending"
        and line.nomination.id not in newest
        and not (line.missing or line.nomination.hold_reason or notes.get(line.nomination.id))
    ]


def basis_of(answer: Answer, day: date) -> str:
    """Return on what a proposal rests: which rules the machine found met, and what is left to people."""
    met = sorted({finding.citation for finding in answer.findings if finding.outcome is Outcome.MET})
    judged = sum(finding.outcome is Outcome.JUDGEMENT for finding in answer.findings)
    sentences = [f"Đối chiếu ngày {day:%d/%m/%Y}: không có tiêu chuẩn nào chưa đạt hoặc thiếu chứng cứ."]
    if met:
        sentences.append(f"Đạt theo {'; '.join(met)}.")
    if judged:
        sentences.append(f"{judged} nội dung thuộc thẩm quyền xem xét của Hội đồng, người có thẩm quyền.")
    return " ".join(sentences)


def consultations_of(dossier: Dossier) -> list[Consultation]:
    """Return the questions to other offices, the newest first."""
    query = select(Consultation).where(Consultation.dossier_id == dossier.id).order_by(Consultation.id.desc())
    return list(current_session().scalars(query))


def offices(dossier: Dossier) -> list[tuple[str, list[Unit]]]:
    """Return the active units that can be asked by kind, the dossier's own side left out."""
    kinds = ("department", "party", "mass", "armed_forces", "commune")
    query = select(Unit).where(Unit.is_active, Unit.kind.in_(kinds)).order_by(Unit.name)
    own = {dossier.unit_id, dossier.decider_unit.keeper.id}
    found = [unit for unit in current_session().scalars(query) if unit.id not in own]
    grouped = [(UNIT_KINDS[kind], [unit for unit in found if unit.kind == kind]) for kind in kinds]
    return [(name, units) for name, units in grouped if units]


def answer_of(nomination: Nomination, dossier: Dossier, day: date) -> Answer | None:
    """Return what the checks say of one line."""
    return findings.check(nomination, dossier, day)


def find_consultation(dossier: Dossier, consultation_id: int) -> Consultation:
    """Return one of the dossier's own questions to other offices; raises Missing."""
    found = current_session().get(Consultation, consultation_id)
    if found is None or found.dossier_id != dossier.id:
        raise Missing("Không tìm thấy lần lấy ý kiến này.")
    return found


def next_line(dossier: Dossier, nomination_id: int) -> Nomination | None:
    """Return the next live line without an opinion after this one, going round once."""
    newest = newest_appraisals(dossier)
    lines = dossier.live_nominations
    start = next((at for at, line in enumerate(lines, start=1) if line.id == nomination_id), 0)
    return next((line for line in (*lines[start:], *lines[:start]) if line.id not in newest), None)


def is_open(dossier: Dossier) -> bool:
    """Whether opinions are recorded in the dossier's state."""
    return procedure_of(dossier).find_step("finish_appraisal", dossier.state) is not None


@dataclass(frozen=True)
class FlagChoice:
    """One field or component that a correction may ask for."""

    owner: int | None
    code: str
    label: str


def lines_to_flag(dossier: Dossier, chosen: Collection[int]) -> list[Nomination]:
    """Return the lines whose fields the page offers: the chosen ones; without a choice all, unless they are many."""
    lines = dossier.live_nominations
    if chosen:
        return [line for line in lines if line.id in chosen]
    return lines if len(lines) <= MANY_LINES else []


def flag_rows(dossier: Dossier, lines: Iterable[Nomination]) -> list[FlagChoice]:
    """Return what a correction may ask for: of the dossier itself, then of each of `lines`."""
    owners: list[Nomination | None] = [None, *lines]
    return [
        FlagChoice(owner.id if owner else None, code, label)
        for owner in owners
        for code, label in components.flaggable(dossier, owner).items()
    ]


@dataclass(frozen=True)
class FlagGroup:
    """The rows of the dossier itself or of one line, with their labels."""

    title: str
    rows: list[tuple[str, Any]]

    @property
    def is_touched(self) -> bool:
        """Whether something in the group was chosen or written."""
        return any(row.form.is_flagged.data or row.form.note.data for _label, row in self.rows)


def flag_groups(dossier: Dossier, entries: Iterable[Any]) -> list[FlagGroup]:
    """Return a correction form's rows by line; a row that belongs to nothing here is left out."""
    lines = dossier.live_nominations
    labels = {(row.owner, row.code): row.label for row in flag_rows(dossier, lines)}
    titles: dict[int | None, str] = {None: "Hồ sơ chung", **{line.id: line.label for line in lines}}
    groups = {owner: FlagGroup(title, []) for owner, title in titles.items()}
    for entry in entries:
        owner = int(entry.form.owner.data) if str(entry.form.owner.data).isdecimal() else None
        if label := labels.get((owner, entry.form.code.data)):
            groups[owner].rows.append((label, entry))
    return [group for group in groups.values() if group.rows]


def missing_parts(dossier: Dossier) -> list[tuple[str, str]]:
    """Return the components that may be waived, as choices."""
    return [(part.code, part.name) for part in components.status_of(dossier) if part.status == "missing"]
