"""A second vote after discussion, when whoever presides orders it: both votes are kept, the newest one holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.council import turnout
from dossiers.db import unit_of_work
from dossiers.models import AgendaItem, Ballot
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


def newest(item: AgendaItem) -> dict[int, Ballot]:
    """Return the last ballot on each nomination of an item, by nomination."""
    return {ballot.nomination_id: ballot for ballot in sorted(item.ballots, key=lambda ballot: ballot.id)}


def can_be_repeated(item: AgendaItem) -> list[Ballot]:
    """Return the counted ballots of an open item that could be voted once more, in the order of the list."""
    if item.state != "open" or turnout.open_ballots(item):
        return []
    found = [ballot for ballot in newest(item).values() if not ballot.nomination.hold_reason]
    return sorted(found, key=lambda ballot: (ballot.nomination.position, ballot.id))


def order_second_vote(
    *, actor: Actor, item_id: int, nomination_ids: Collection[int], reason: str, at: datetime
) -> None:
    """Put nominations of an item that are counted to the vote once more, for the same award.

    Raises NotAllowed (only who presides over it), Refused (not open, or not everything counted), Invalid (fields
    "nominations", "reason").
    """
    with unit_of_work() as session:
        item = subjects.find_item(item_id)
        permit(actor, Action.SESSION_LEAD, subjects.of_item(item))
        if item.state != "open" or item.session.state != "open" or turnout.open_ballots(item):
            raise Refused("Chỉ bỏ phiếu lần hai khi nội dung đang mở và đã kiểm phiếu lần trước.")
        faults = {}
        possible = {ballot.nomination_id: ballot for ballot in can_be_repeated(item)}
        if not nomination_ids or set(nomination_ids) - possible.keys():
            faults["nominations"] = "Chọn ít nhất một đề nghị trong danh sách."
        if not reason.strip():
            faults["reason"] = "Ghi lý do bỏ phiếu lần hai để ghi biên bản."
        if faults:
            raise Invalid(faults)
        for nomination_id in dict.fromkeys(nomination_ids):
            session.add(_repeated(possible[nomination_id], reason))
        touch(item.dossier, item.dossier.version)
        journal.record(
            "item.second_vote_ordered",
            item,
            actor=actor,
            at=at,
            dossier_id=item.dossier_id,
            nominations=sorted(set(nomination_ids)),
        )
        session.expire(item, ["ballots"])


def _repeated(before: Ballot, reason: str) -> Ballot:
    before.nomination.outcome, before.nomination.outcome_reason = "pending", ""
    return Ballot(
        item_id=before.item_id,
        nomination_id=before.nomination_id,
        award_code=before.award_code,
        round=before.round + 1,
        ordered_because=reason,
        is_secret=before.is_secret,
    )
