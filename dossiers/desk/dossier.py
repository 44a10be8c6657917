"""One dossier, with everything that its page shows to one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from dossiers import components, duplicates, findings, journal, subjects
from dossiers.authenticity.queries import Signing, signing_of
from dossiers.db import current_session
from dossiers.desk import deadline, moves, road, timeline
from dossiers.desk.deadline import Deadline
from dossiers.models import (
    AgendaItem,
    Appraisal,
    Attachment,
    Ballot,
    Consultation,
    CorrectionFlag,
    CorrectionRequest,
    CouncilSession,
    Document,
    Dossier,
    Nomination,
)
from dossiers.rules import law, procedure_of
from dossiers.submission import evidence
from dossiers.submission.editing import editable
from workflow.eligibility import Answer
from workflow.errors import Missing
from workflow.findings import Finding
from workflow.permissions import Action, Actor, Subject, decide


@dataclass(frozen=True)
class Record:
    """One nomination with what was found, said and voted about it; votes and opinions only for the inside.

    `notes` are what may be put forward twice.
    """

    nomination: Nomination
    answer: Answer | None
    appraisal: Appraisal | None
    ballot: Ballot | None
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Overview:
    """A dossier as one person may see it; `is_inside` for the appraising side and the council."""

    dossier: Dossier
    subject: Subject
    is_inside: bool
    deadline: Deadline | None
    road: list[road.Stretch]
    moves: list[moves.Move]
    records: list[Record]
    parts: tuple[components.Part, ...]
    other_files: tuple[Attachment, ...]
    is_editable: bool
    is_appraisable: bool
    corrections: list[CorrectionRequest]
    consultations: list[tuple[Consultation, Deadline]]
    papers: list[Document]
    older_papers: list[Document]
    signing: Signing | None
    events: list[timeline.Event]
    law: str
    doubt: str

    def flag_name(self, flag: CorrectionFlag) -> str:
        """Return what a flag of a correction is about, with the nomination that it concerns."""
        owner = next((each.nomination.label for each in self.records if each.nomination.id == flag.nomination_id), "")
        name = components.field_name(flag.field, self.dossier)
        return f"{owner}: {name}" if owner else name


def overview(dossier_id: int, actor: Actor, today: date) -> Overview:
    """Load a dossier for a person who may see it; raises Missing."""
    dossier = subjects.find_dossier(dossier_id)
    subject = subjects.of_dossier(dossier)
    is_inside = stands_inside(actor, subject)
    entries = journal.of_dossier(dossier.id)
    current, older = _papers(dossier, actor, is_inside)
    return Overview(
        dossier=dossier,
        subject=subject,
        is_inside=is_inside,
        deadline=deadline.of_dossier(dossier, today),
        road=road.road_of(dossier, entries),
        moves=moves.moves_of(dossier, actor, today, subject),
        records=records_of(dossier, dossier.nominations, today, is_inside),
        parts=components.status_of(dossier),
        other_files=components.other_files(dossier).files,
        is_editable=_may_edit(actor, dossier, subject),
        is_appraisable=_may_appraise(actor, dossier, subject),
        corrections=_corrections(dossier),
        consultations=_consultations(dossier, today) if is_inside else [],
        papers=current,
        older_papers=older,
        signing=signing_of(dossier),
        events=timeline.events(dossier, entries, is_inside=is_inside),
        law=_law_of(dossier),
        doubt=law().version_on(dossier.law_day or today).doubt,
    )


@dataclass(frozen=True)
class NominationView:
    """One nomination as one person may see it, with the components and papers of its own."""

    dossier: Dossier
    record: Record
    is_editable: bool
    is_appraisable: bool
    fields: list[tuple[str, list[str]]]
    parts: tuple[components.Part, ...]
    papers: list[Document]


def nomination_view(dossier_id: int, nomination_id: int, actor: Actor, today: date) -> NominationView:
    """Load one nomination of a dossier; raises Missing."""
    dossier = subjects.find_dossier(dossier_id)
    nomination = next((each for each in dossier.nominations if each.id == nomination_id), None)
    if nomination is None:
        raise Missing("Không tìm thấy đề nghị này trong hồ sơ.")
    subject = subjects.of_dossier(dossier)
    is_inside = stands_inside(actor, subject)
    current, _older = _papers(dossier, actor, is_inside)
    return NominationView(
        dossier=dossier,
        record=records_of(dossier, [nomination], today, is_inside)[0],
        is_editable=_may_edit(actor, dossier, subject) and editable(dossier).touches(nomination),
        is_appraisable=_may_appraise(actor, dossier, subject),
        fields=evidence.described(nomination),
        parts=components.of_nomination(nomination, dossier),
        papers=[paper for paper in current if paper.nomination_id == nomination.id],
    )


def _law_of(dossier: Dossier) -> str:
    """Return the decree that governs a received dossier and the version of the rules; empty before that."""
    if dossier.law_day is None:
        return ""
    decree = law().instruments[law().version_on(dossier.law_day).decree]
    return f"{decree} (bản quy tắc {dossier.law_version})"


def stands_inside(actor: Actor, subject: Subject) -> bool:
    """Whether a person sees a dossier as more than a member of the unit that submitted it."""
    without_unit = Subject(**{**vars(subject), "submitting_units": frozenset()})
    return decide(actor, Action.DOSSIER_VIEW, without_unit).is_allowed


def records_of(dossier: Dossier, lines: Iterable[Nomination], day: date, is_inside: bool) -> list[Record]:
    """Return each nomination with what was found, and for the inside with its appraisal and vote."""
    lines = list(lines)
    answers = findings.check_all(dossier, day)
    appraisals = _newest_appraisals(lines) if is_inside else {}
    ballots = _closed_ballots(lines) if is_inside else {}
    notes = duplicates.of_lines(lines, dossier, day, is_inside=is_inside)
    return [
        Record(line, answers[line.id], appraisals.get(line.id), ballots.get(line.id), notes.get(line.id, ()))
        for line in lines
    ]


def _newest_appraisals(lines: list[Nomination]) -> dict[int, Appraisal]:
    query = select(Appraisal).where(Appraisal.nomination_id.in_([line.id for line in lines])).order_by(Appraisal.id)
    rows = current_session().scalars(query.options(joinedload(Appraisal.appraised_by)))
    return {each.nomination_id: each for each in rows}


def _closed_ballots(lines: list[Nomination]) -> dict[int, Ballot]:
    query = select(Ballot).where(Ballot.nomination_id.in_([line.id for line in lines]), Ballot.closed_at.is_not(None))
    return {each.nomination_id: each for each in current_session().scalars(query.order_by(Ballot.id))}


def _corrections(dossier: Dossier) -> list[CorrectionRequest]:
    query = (
        select(CorrectionRequest)
        .where(CorrectionRequest.dossier_id == dossier.id)
        .options(joinedload(CorrectionRequest.requested_by), selectinload(CorrectionRequest.flags))
        .order_by(CorrectionRequest.id.desc())
    )
    return list(current_session().scalars(query))


def _consultations(dossier: Dossier, today: date) -> list[tuple[Consultation, Deadline]]:
    query = select(Consultation).where(Consultation.dossier_id == dossier.id).options(joinedload(Consultation.unit))
    rows = current_session().scalars(query.order_by(Consultation.id))
    return [(each, deadline.until(each.due_on, today)) for each in rows]


def _may_edit(actor: Actor, dossier: Dossier, subject: Subject) -> bool:
    return decide(actor, Action.DOSSIER_EDIT, subject).is_allowed and editable(dossier).is_anything


def _may_appraise(actor: Actor, dossier: Dossier, subject: Subject) -> bool:
    steps = procedure_of(dossier).steps_from(dossier.state)
    is_due = any("every_nomination_appraised" in step.guards for step in steps)
    return is_due and decide(actor, Action.APPRAISAL_RECORD, subject).is_allowed


def _papers(dossier: Dossier, actor: Actor, is_inside: bool) -> tuple[list[Document], list[Document]]:
    """Return the newest of each paper that the person may read, and the ones that they replaced."""
    query = select(Document).where(
        or_(Document.dossier_id == dossier.id, Document.session_id.in_(_readable_sessions(dossier, actor)))
    )
    subject = subjects.of_dossier(dossier)
    current: dict[tuple[str, int | None, int | None], Document] = {}
    older: list[Document] = []
    for paper in current_session().scalars(query.order_by(Document.id)):
        if subjects.is_internal(paper.kind, subject) and not is_inside:
            continue
        key = (paper.kind, paper.nomination_id, paper.session_id)
        if key in current:
            older.append(current.pop(key))
        current[key] = paper
    return list(current.values()), older[::-1]


def _readable_sessions(dossier: Dossier, actor: Actor) -> list[int]:
    query = (
        select(CouncilSession).join(AgendaItem).where(AgendaItem.dossier_id.in_((dossier.id, dossier.split_from_id)))
    )
    held = current_session().scalars(query)
    return [each.id for each in held if decide(actor, Action.DOSSIER_VIEW, subjects.of_session_paper(each)).is_allowed]
