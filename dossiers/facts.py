"""The facts of a dossier on one day, gathered for the guards; a read, never a judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import aliased

from dossiers import components, findings
from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    Appraisal,
    Ballot,
    Consultation,
    CorrectionRequest,
    Decision,
    Dossier,
    Nomination,
    Objection,
    PublicNotice,
)
from dossiers.models.notice import notice_line
from workflow.facts import Facts, NominationFacts

PETITION_FIELDS = {"reason": "lý do đề nghị", "petition_number": "số tờ trình", "petition_on": "ngày tờ trình"}


def facts_of(dossier: Dossier, day: date) -> Facts:
    """Return everything that the guards of a dossier's steps may ask on `day`."""
    notice = notice_of(dossier)
    decision = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    correction = open_correction(dossier)
    item = newest_item(dossier)
    return Facts(
        today=day,
        award=dossier.award_code,
        ground=dossier.ground,
        nominations=tuple(_nominations(dossier, day)),
        wrong_authority=findings.wrong_authority(dossier, day),
        refused_recipients=findings.refused_recipients(dossier),
        missing_fields=tuple(label for name, label in PETITION_FIELDS.items() if not getattr(dossier, name)),
        missing_components=components.missing_of_dossier(dossier),
        has_open_correction=correction is not None,
        uncorrected_flags=_uncorrected(correction, dossier) if correction else (),
        correction_rounds=dossier.correction_rounds,
        is_on_hold=bool(dossier.hold_reason),
        hold_reason=dossier.hold_reason,
        open_consultations=_open_consultations(dossier, day),
        is_on_agenda=item is not None,
        is_item_opened=item is not None and item.opened_at is not None,
        is_session_closed=item is not None and item.session.state == "closed",
        notice_first_day=notice.first_day if notice else None,
        notice_last_day=notice.last_day if notice else None,
        is_notice_reported=notice is not None and notice.reported_at is not None,
        has_party_opinion=bool(dossier.party_opinion),
        is_decision_drafted=decision is not None and decision.state != "returned",
        is_decision_approved=decision is not None and decision.state in ("approved", "issued"),
    )


def notice_of(dossier: Dossier) -> PublicNotice | None:
    """Return the dossier's public notice; see `is_notice_of`."""
    query = select(PublicNotice).where(is_notice_of(dossier.id))
    return current_session().scalars(query.order_by(PublicNotice.id.desc())).first()


def is_notice_of(dossier_id: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether a notice is a dossier's: one split off has that of its source only where its names stand on it."""
    line = aliased(Nomination)
    named = select(notice_line.c.notice_id).join(line, line.id == notice_line.c.nomination_id)
    return (PublicNotice.dossier_id == dossier_id) | PublicNotice.id.in_(named.where(line.dossier_id == dossier_id))


def open_correction(dossier: Dossier) -> CorrectionRequest | None:
    """Return the return for correction that is not answered yet."""
    return current_session().scalar(
        select(CorrectionRequest).where(
            CorrectionRequest.dossier_id == dossier.id, CorrectionRequest.resolved_at.is_(None)
        )
    )


def newest_item(dossier: Dossier) -> AgendaItem | None:
    """Return the agenda item under which a session takes up the dossier; a deferred one no longer counts."""
    query = select(AgendaItem).where(is_item_of(dossier.id), AgendaItem.state != "deferred")
    return current_session().scalars(query.order_by(AgendaItem.id.desc())).first()


def is_item_of(dossier_id: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether an item is a dossier's: one split off has that of its source only where it was voted on under it."""
    line = aliased(Nomination)
    voted = select(Ballot.item_id).join(line, line.id == Ballot.nomination_id)
    return (AgendaItem.dossier_id == dossier_id) | AgendaItem.id.in_(voted.where(line.dossier_id == dossier_id))


def _uncorrected(correction: CorrectionRequest, dossier: Dossier) -> tuple[str, ...]:
    return tuple(components.flag_name(flag, dossier) for flag in correction.flags if not flag.is_corrected)


def _nominations(dossier: Dossier, day: date) -> Iterable[NominationFacts]:
    ids = [nomination.id for nomination in dossier.nominations]
    appraised = _ids(select(Appraisal.nomination_id).where(Appraisal.nomination_id.in_(ids)))
    voted = _ids(select(Ballot.nomination_id).where(Ballot.nomination_id.in_(ids), Ballot.closed_at.is_not(None)))
    objections = _open_objections(ids)
    twice = _named_twice(dossier.nominations)
    verdicts = findings.verdicts_of(dossier, day)
    for nomination in dossier.nominations:
        yield NominationFacts(
            id=nomination.id,
            label=nomination.label,
            kind=nomination.kind,
            award=nomination.award_code,
            outcome=nomination.outcome,
            verdict=verdicts[nomination.id],
            hold_reason=nomination.hold_reason,
            missing_fields=components.missing_fields(nomination),
            missing_components=components.missing_of_nomination(nomination, dossier),
            duplicate_of="một đề nghị khác trong hồ sơ này" if nomination.id in twice else "",
            is_appraised=nomination.id in appraised,
            is_ballot_closed=nomination.id in voted,
            open_objections=objections.get(nomination.id, 0),
        )


def _ids(query: Select[int]) -> set[int]:
    return set(current_session().scalars(query))


def _open_objections(nomination_ids: list[int]) -> dict[int, int]:
    query = (
        select(Objection.nomination_id, func.count())
        .where(Objection.nomination_id.in_(nomination_ids), Objection.answered_at.is_(None), ~Objection.is_late)
        .group_by(Objection.nomination_id)
    )
    return {nomination_id: count for nomination_id, count in current_session().execute(query) if nomination_id}


def _open_consultations(dossier: Dossier, day: date) -> int:
    """Count the questions still waited for; an overdue one no longer stops the dossier."""
    query = select(func.count()).where(
        Consultation.dossier_id == dossier.id, Consultation.answered_at.is_(None), Consultation.due_on >= day
    )
    return current_session().scalar(query) or 0


def _named_twice(nominations: Iterable[Nomination]) -> set[int]:
    lines = [nomination for nomination in nominations if nomination.outcome != "withdrawn"]
    seen = Counter((line.kind, line.search_key, line.birth_year, line.workplace) for line in lines)
    return {line.id for line in lines if seen[(line.kind, line.search_key, line.birth_year, line.workplace)] > 1}
