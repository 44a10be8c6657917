"""The decision: proposed, signed or sent back, numbered and issued; then its awards stand in the register."""

from __future__ import annotations

from datetime import datetime

from dossiers import clock, codes, journal, numbering
from dossiers.advance import advance
from dossiers.db import current_session, unit_of_work
from dossiers.decision.queries import decision_of, find_drafted, signer
from dossiers.decision.register import enter
from dossiers.facts import facts_of
from dossiers.models import Decision, Dossier, Nomination
from dossiers.splitting import leave_held_behind
from dossiers.subjects import find_dossier
from workflow.errors import NotAllowed, Refused
from workflow.findings import Finding, Outcome
from workflow.permissions import Actor

SYMBOL = "QĐ"
FOUR_EYES = "Người trình dự thảo không được duyệt chính dự thảo đó."


def propose_decision(
    *, actor: Actor, dossier_id: int, seen: int, abstract: str, signer_id: int, at: datetime
) -> Dossier | None:
    """Lay the draft before its signer, with every name that may be awarded now; those that must wait stay behind.

    Returns the sibling dossier in which they wait, if there is one.  Raises as `advance` does, and Invalid for a
    signer who may not sign.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        chosen = signer(dossier, signer_id)
        siblings: list[Dossier | None] = []

        def draft() -> None:
            siblings.append(leave_held_behind(dossier, actor=actor, at=at))
            decision = decision_of(dossier) or _new_decision(dossier)
            decision.state = "drafted"
            decision.abstract = abstract
            decision.signer_id, decision.signer_name = chosen.id, chosen.full_name
            decision.signer_title = chosen.post
            decision.drafted_by_id, decision.drafted_at = actor.id, at
            decision.approved_by_id, decision.approved_at = None, None
            decision.nominations = awardable(dossier)
            current_session().add(decision)
            current_session().flush()

        advance(dossier, "propose_decision", actor=actor, seen=seen, at=at, effect=draft)
        return siblings[0]


def send_back(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """Give a draft, or a signed decision without number, back to those who proposed it.  Raises as `advance` does."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(dossier, "send_back", actor=actor, seen=seen, at=at, reason=reason, effect=lambda: _return(dossier))


def decide(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> None:
    """Approve the decision; only the signer named in the draft may.  Raises as `advance` does."""
    _approve("decide", actor=actor, dossier_id=dossier_id, seen=seen, at=at)


def forward(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> None:
    """Approve the petition to the higher body and forward the dossier.  Raises as `decide` does."""
    _approve("forward", actor=actor, dossier_id=dossier_id, seen=seen, at=at)


def issue(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> Decision:
    """Take the next number, date the decision today, award every name in it and enter them in the register.

    Number, papers, awards and register are one transaction: a refused issue gives its number back.  Raises as
    `advance` does.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)

        def number() -> None:
            decision = find_drafted(dossier)
            require_same_names(decision, at)
            day = clock.day_of(at)
            decision.year, decision.decided_on = day.year, day
            decision.number = numbering.take(decision.unit_id, decision.symbol, day.year)
            decision.state = "issued"
            decision.issued_by_id, decision.issued_at = actor.id, at
            _grant(decision.nominations)
            enter(decision)
            journal.record(
                "decision.issued", decision, actor=actor, at=at, dossier_id=dossier.id, number=decision.full_number
            )

        advance(dossier, "issue", actor=actor, seen=seen, at=at, effect=number)
        return find_drafted(dossier)


def refuse(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """End the dossier without an award, with a reason for the unit.  Raises as `advance` does."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(dossier, "refuse", actor=actor, seen=seen, at=at, reason=reason, effect=lambda: end(dossier, reason))


def awardable(dossier: Dossier) -> list[Nomination]:
    """Return the nominations that a decision may award: whom the council passed, or where none votes, who remains."""
    passed = [nomination for nomination in dossier.nominations if nomination.outcome == "passed"]
    return passed or [nomination for nomination in dossier.nominations if nomination.outcome == "pending"]


def end(dossier: Dossier, reason: str) -> None:
    """Refuse every nomination that still went on, inside the caller's unit of work."""
    for nomination in dossier.nominations:
        if nomination.outcome in ("pending", "passed"):
            nomination.outcome, nomination.outcome_reason = "refused", reason
    _return(dossier)


def require_same_names(decision: Decision, at: datetime) -> None:
    """Raise Refused unless exactly the names of the draft may be awarded today."""
    dossier = decision.dossier
    held = {line.id for line in facts_of(dossier, clock.day_of(at)).live if line.is_held}
    now = {nomination.id: nomination for nomination in awardable(dossier) if nomination.id not in held}
    gone = [nomination for nomination in decision.nominations if nomination.id not in now]
    if gone:
        raise Refused("Dự thảo không còn đúng với danh sách được khen.", [_changed(nomination) for nomination in gone])


def _approve(step: str, *, actor: Actor, dossier_id: int, seen: int, at: datetime) -> None:
    with unit_of_work():
        dossier = find_dossier(dossier_id)

        def approve() -> None:
            decision = find_drafted(dossier)
            if decision.drafted_by_id == actor.id:
                raise NotAllowed(FOUR_EYES)
            if decision.signer_id != actor.id:
                raise NotAllowed(f"Dự thảo này trình {decision.signer_name} duyệt. Trả lại dự thảo để đổi người ký.")
            require_same_names(decision, at)
            decision.state = "approved"
            decision.approved_by_id, decision.approved_at = actor.id, at

        advance(dossier, step, actor=actor, seen=seen, at=at, effect=approve)


def _new_decision(dossier: Dossier) -> Decision:
    unit = dossier.decider_unit
    return Decision(
        dossier_id=dossier.id,
        unit_id=unit.id,
        symbol=f"{SYMBOL}-{unit.symbol}",
        verification_code=codes.verification_code(),
    )


def _return(dossier: Dossier) -> None:
    decision = decision_of(dossier)
    if decision is not None:
        decision.state = "returned"
        decision.approved_by_id, decision.approved_at = None, None


def _grant(nominations: list[Nomination]) -> None:
    for nomination in nominations:
        nomination.outcome = "granted"


def _changed(nomination: Nomination) -> Finding:
    return Finding(
        Outcome.HOLD,
        "same_names",
        "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4",
        f"{nomination.label}: {nomination.hold_reason or nomination.outcome_reason or 'không còn được đề nghị'}.",
        "Trả lại dự thảo để cơ quan thường trực trình lại.",
        subject=nomination.label,
    )
