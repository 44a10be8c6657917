"""What higher bodies answer: the Party committee before the petition, the State after it.

The services for awards that the province only petitions for (Luật 06/2022/QH15, Điều 77, Điều 78, Điều 83).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from dossiers import clock, journal
from dossiers.advance import advance
from dossiers.db import unit_of_work
from dossiers.decision.queries import find_drafted
from dossiers.decision.register import enter
from dossiers.decision.service import awardable, end
from dossiers.models import Decision, Dossier
from dossiers.subjects import find_dossier
from workflow.errors import Invalid
from workflow.permissions import Actor


@dataclass(frozen=True)
class PartyOpinion:
    """The written opinion of the Party committee: its number, day and content."""

    number: str
    given_on: date
    content: str


def record_party_opinion(
    *,
    actor: Actor,
    dossier_id: int,
    seen: int,
    opinion: PartyOpinion,
    agreed: Collection[int],
    at: datetime,
) -> None:
    """Record the opinion; nominations that it does not agree to (ids not in `agreed`) go no further.

    Where it agrees to none the dossier ends.  Raises as `advance` does, Invalid for a day to come.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        _not_to_come(opinion.given_on, "given_on", at)
        dossier.party_opinion_number, dossier.party_opinion_on = opinion.number, opinion.given_on
        dossier.party_opinion = opinion.content
        reason = f"Cấp ủy không nhất trí (văn bản số {opinion.number} ngày {opinion.given_on:%d/%m/%Y})."
        left = [nomination for nomination in awardable(dossier) if nomination.id in agreed]
        if not left:
            advance(
                dossier, "refuse", actor=actor, seen=seen, at=at, reason=reason, effect=lambda: end(dossier, reason)
            )
            return
        _drop_others(dossier, agreed, reason)
        advance(dossier, "record_party_opinion", actor=actor, seen=seen, at=at)


def record_return(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """Record that the ministry gave the dossier back.  Raises as `advance` does."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)

        def reopen() -> None:
            decision = find_drafted(dossier)
            decision.state, decision.approved_by_id, decision.approved_at = "returned", None, None

        advance(dossier, "record_return", actor=actor, seen=seen, at=at, reason=reason, effect=reopen)


def record_grant(
    *,
    actor: Actor,
    dossier_id: int,
    seen: int,
    number: str,
    body: str,
    decided_on: date,
    granted: Collection[int],
    at: datetime,
) -> Decision:
    """Record the State's decision; nominations whose ids are not in `granted` were not awarded.

    Raises as `advance` does, Invalid for a day to come or where nobody was awarded.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        _not_to_come(decided_on, "decided_on", at)
        decision = find_drafted(dossier)
        chosen = [nomination for nomination in decision.nominations if nomination.id in granted]
        if not chosen:
            raise Invalid({"granted": "Chọn người được khen; nếu không ai được khen, ghi kết quả không khen thưởng."})
        decision.state = "recorded"
        decision.recorded_number, decision.recorded_body = number, body
        decision.decided_on, decision.year = decided_on, decided_on.year

        def award() -> None:
            _drop_others(dossier, granted, f"Không có tên trong Quyết định số {number} của {body}.")
            decision.nominations = chosen
            for nomination in chosen:
                nomination.outcome = "granted"
            enter(decision)
            journal.record("decision.recorded", decision, actor=actor, at=at, dossier_id=dossier.id, number=number)

        advance(dossier, "record_grant", actor=actor, seen=seen, at=at, effect=award)
        return decision


def record_refusal(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """Record that the State does not award.  Raises as `advance` does."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(
            dossier,
            "record_refusal",
            actor=actor,
            seen=seen,
            at=at,
            reason=reason,
            effect=lambda: end(dossier, reason),
        )


def _drop_others(dossier: Dossier, kept: Collection[int], reason: str) -> None:
    for nomination in awardable(dossier):
        if nomination.id not in kept:
            nomination.outcome, nomination.outcome_reason = "refused", reason


def _not_to_come(day: date, field: str, at: datetime) -> None:
    if day > clock.day_of(at):
        raise Invalid({field: "Ngày này chưa đến. Ghi ngày trên văn bản."})
