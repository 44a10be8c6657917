"""Splitting a dossier, so that nominations that must wait never stop the others (Luật 06/2022/QH15, Điều 84)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from dossiers import clock, journal, recipients
from dossiers.db import Base, current_session
from dossiers.facts import facts_of
from dossiers.models import Dossier, Nomination
from dossiers.recipients import people_for
from dossiers.rules import procedure_of
from workflow.errors import Refused
from workflow.facts import Facts
from workflow.findings import Finding, Outcome
from workflow.permissions import Actor

HOLD_CITATION = "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4"


def held_nominations(dossier: Dossier, facts: Facts) -> list[Nomination]:
    """Return the nominations that still go on but must wait: on hold, or with an open objection."""
    held = {line.id for line in facts.live if line.is_held}
    return [nomination for nomination in dossier.nominations if nomination.id in held]


def leave_held_behind(dossier: Dossier, *, actor: Actor, at: datetime) -> Dossier | None:
    """Move the held nominations into a sibling dossier, inside the caller's unit of work; None where none is held.

    The sibling stands where the dossier stands before its next step, with the same papers, notice and votes, and
    goes its own way once its nominations are free.  Raises Refused where no nomination at all is free.
    """
    facts = facts_of(dossier, clock.day_of(at))
    held = held_nominations(dossier, facts)
    if not held:
        return None
    if not facts.free:
        raise Refused("Mọi đề nghị của hồ sơ đều đang phải chờ.", [_waiting(nomination) for nomination in held])
    sibling = _sibling_of(dossier)
    for nomination in held:
        nomination.dossier = sibling
        for attachment in nomination.attachments:
            attachment.dossier = sibling
    current_session().flush()
    _tell(dossier, sibling, held, actor, at)
    return sibling


def _waiting(nomination: Nomination) -> Finding:
    why = nomination.hold_reason or "đang trong thời gian chưa xét khen thưởng"
    return Finding(
        Outcome.HOLD,
        "nothing_forbidden",
        HOLD_CITATION,
        f"{nomination.label}: {why}.",
        "Xét tiếp khi có kết luận bằng văn bản của cơ quan có thẩm quyền.",
        subject=nomination.label,
    )


def _sibling_of(dossier: Dossier) -> Dossier:
    session = current_session()
    root_id = dossier.split_from_id or dossier.id  # one family, so that all share the notice of the first
    root = session.get_one(Dossier, root_id)
    count = session.scalar(select(func.count()).where(Dossier.split_from_id == root_id)) or 0
    sibling: Dossier = _copy(dossier, code=f"{root.code}-T{count + 1}", version=1, split_from_id=root_id)
    sibling.attachments = [_copy(paper) for paper in dossier.attachments if paper.nomination_id is None]
    sibling.waived_components = [_copy(waived) for waived in dossier.waived_components]
    session.add(sibling)
    session.flush()
    return sibling


def _copy(row: Base, **changes: Any) -> Any:
    own = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}
    own.pop("dossier_id", None)  # set by the collection it is put into
    return type(row)(**{**own, **changes})


def _tell(dossier: Dossier, sibling: Dossier, held: list[Nomination], actor: Actor, at: datetime) -> None:
    ids = [nomination.id for nomination in held]
    journal.record(
        "dossier.split", dossier, actor=actor, at=at, dossier_id=dossier.id, into=sibling.code, nominations=ids
    )
    journal.record(
        "dossier.split_off", sibling, actor=actor, at=at, dossier_id=sibling.id, source=dossier.code, nominations=ids
    )
    recipients.announce(
        sibling,
        people_for(sibling, procedure_of(sibling)) - {actor.id},
        kind="dossier.split_off",
        subject=f"{sibling.code}: {len(held)} đề nghị phải chờ, tách từ {dossier.code}",
        url=f"/ho-so/{sibling.id}",
        at=at,
    )
