"""The dossier as its unit writes it: created, petition and review filled in, submitted, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from dossiers import clock, journal, numbering
from dossiers.access import permit
from dossiers.advance import advance, touch
from dossiers.db import unit_of_work
from dossiers.facts import open_correction
from dossiers.models import Campaign, CorrectionFlag, Dossier, Unit
from dossiers.rules import procedures
from dossiers.subjects import find_dossier, of_dossier
from dossiers.submission import routing
from dossiers.submission.editing import closed, editable, require_open
from workflow.errors import Invalid, Missing
from workflow.permissions import Action, Actor, Subject

PETITION = ("reason", "request", "petition_number", "petition_on")
REVIEW = "review"


def create_dossier(
    *, actor: Actor, unit_id: int, award: str, ground: str, year: int, campaign_id: int | None, at: datetime
) -> Dossier:
    """Start a draft; who decides and which procedure it follows come from the award.  Raises Invalid."""
    permit(actor, Action.DOSSIER_CREATE, Subject(submitting_units=frozenset({unit_id})))
    with unit_of_work() as session:
        unit = session.get(Unit, unit_id)
        if unit is None or not unit.is_active:
            raise Invalid({"unit_id": "Chọn đơn vị đang hoạt động."})
        if campaign_id is not None and session.get(Campaign, campaign_id) is None:
            raise Invalid({"campaign_id": "Chọn phong trào trong danh sách."})
        route = routing.route_of(award, ground, unit, clock.day_of(at))
        procedure = procedures()[route.procedure]
        dossier = Dossier(
            code=_take_code(route.decider.keeper, at),
            unit_id=unit.id,
            decider_unit_id=route.decider.id,
            award_code=award,
            ground=ground,
            year=year,
            campaign_id=campaign_id,
            procedure=procedure.name,
            procedure_version=procedure.version,
            state=procedure.start,
            created_by_id=actor.id,
            created_at=at,
        )
        session.add(dossier)
        session.flush()
        journal.record("dossier.created", dossier, actor=actor, at=at, dossier_id=dossier.id)
        return dossier


def save_petition(*, actor: Actor, dossier_id: int, seen: int, values: Mapping[str, Any], at: datetime) -> None:
    """Write fields of the petition (keys of PETITION); raises Refused for one that is closed, Stale."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        permit(actor, Action.DOSSIER_EDIT, of_dossier(dossier))
        changed = [name for name in PETITION if name in values and getattr(dossier, name) != values[name]]
        for name in changed:
            require_open(dossier, name)
            setattr(dossier, name, values[name])
        _record(dossier, "dossier.petition_saved", seen, actor, at, fields=changed)


def save_review(
    *,
    actor: Actor,
    dossier_id: int,
    seen: int,
    review: Mapping[str, Any],
    votes: Mapping[int, Mapping[str, int]],
    at: datetime,
) -> None:
    """Write the unit's own review meeting and its votes by nomination id; raises Refused where closed, Stale."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        permit(actor, Action.DOSSIER_EDIT, of_dossier(dossier))
        require_open(dossier, REVIEW)
        dossier.review = dict(review)
        for nomination in dossier.nominations:
            nomination.review_votes = dict(votes.get(nomination.id, {}))
        _record(dossier, "dossier.review_saved", seen, actor, at)


def submit(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> Dossier:
    """Hand the dossier in.  Raises NotAllowed, Refused with every unmet guard, Stale."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(dossier, "submit", actor=actor, seen=seen, at=at, submitted_at=at, submitted_by_id=actor.id)
        return dossier


def resubmit(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> Dossier:
    """Hand a corrected dossier back to the one who asked; its clock runs on.  Raises as `submit` does."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        close = partial(_close_correction, dossier, at)
        advance(dossier, "resubmit", actor=actor, seen=seen, at=at, effect=close)
        return dossier


def withdraw(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> Dossier:
    """Take the dossier back for good, with a reason.  Raises as `submit` does, Invalid without a reason."""

    def withdraw_lines() -> None:
        _close_correction(dossier, at)
        for nomination in dossier.nominations:
            nomination.outcome = "withdrawn"

    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(
            dossier, "withdraw", actor=actor, seen=seen, at=at, reason=reason, effect=withdraw_lines, hold_reason=""
        )
        return dossier


def keep_flagged(*, actor: Actor, dossier_id: int, flag_id: int, seen: int, answer: str, at: datetime) -> None:
    """Answer a flag without a change, saying why it stays.  Raises Invalid without an answer, Refused, Stale."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        permit(actor, Action.DOSSIER_EDIT, of_dossier(dossier))
        flag = _open_flag(dossier, flag_id)
        if not answer.strip():
            raise Invalid({"answer": "Ghi rõ vì sao giữ nguyên nội dung này."})
        flag.answer, flag.is_corrected = answer, True
        _record(dossier, "correction.answered", seen, actor, at, field=flag.field)


def _close_correction(dossier: Dossier, at: datetime) -> None:
    if correction := open_correction(dossier):
        correction.resolved_at = at


def _open_flag(dossier: Dossier, flag_id: int) -> CorrectionFlag:
    scope = editable(dossier)
    if not scope.flags:
        raise closed(dossier)
    flag = next((each for each in scope.flags if each.id == flag_id), None)
    if flag is None:
        raise Missing("Không tìm thấy nội dung cần bổ sung này.")
    return flag


def _record(dossier: Dossier, action: str, seen: int, actor: Actor, at: datetime, **details: Any) -> None:
    touch(dossier, seen)
    journal.record(action, dossier, actor=actor, at=at, dossier_id=dossier.id, **details)


def _take_code(keeper: Unit, at: datetime) -> str:
    """Return the next mã hồ sơ of the keeping body's day; the 10,000th of a day simply has five digits."""
    day = clock.day_of(at)
    number = numbering.take(keeper.id, f"HS-{day:%y%m%d}", day.year)
    return f"{keeper.code}-{day:%y%m%d}-{number:04d}"
