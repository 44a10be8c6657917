"""The agenda of a session: dossiers that wait for the council, each voted openly or in secret."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import kinship, manner, recusals, roster, sessions
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, CouncilSession, Dossier, KinMatch, Nomination, Recusal
from dossiers.rules import procedure_of
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


def waiting_dossiers(held: CouncilSession) -> list[Dossier]:
    """Return the dossiers that wait for this council and stand on no session's agenda, by award and code."""
    taken = (
        select(AgendaItem.dossier_id)
        .join(CouncilSession)
        .where(AgendaItem.state != "deferred", CouncilSession.state != "closed")
    )
    here = select(AgendaItem.dossier_id).where(AgendaItem.session_id == held.id)
    undecided = select(Nomination.dossier_id).where(Nomination.outcome == "pending")
    query = select(Dossier).where(
        Dossier.decider_unit_id == held.council.unit_id,
        Dossier.state == "before_council",
        Dossier.id.in_(undecided),
        Dossier.id.not_in(taken),
        Dossier.id.not_in(here),
    )
    return list(current_session().scalars(query.order_by(Dossier.award_code, Dossier.code)))


def add_items(*, actor: Actor, session_id: int, dossier_ids: Collection[int], seen: int, at: datetime) -> None:
    """Put dossiers at the end of the agenda, each with the ballot that its award asks for.

    Raises NotAllowed, Stale, Refused (opened already), Invalid (nothing chosen, or a dossier that went on).
    """
    with unit_of_work() as session:
        held = sessions.being_prepared(actor, session_id, seen)
        if not dossier_ids:
            raise Invalid({"dossiers": "Chọn ít nhất một hồ sơ."})
        waiting = {dossier.id: dossier for dossier in waiting_dossiers(held)}
        grounds = recusals.conflicts_among(list(waiting.values()), {actor.id}, held.held_on)
        if set(dossier_ids) - waiting.keys():
            raise Invalid({"dossiers": "Có hồ sơ không còn chờ Hội đồng này xét. Chọn lại trong danh sách dưới đây."})
        added: list[AgendaItem] = []
        position = max((item.position for item in roster.items_of(held)), default=0)
        for dossier_id in dict.fromkeys(dossier_ids):
            dossier, position = waiting[dossier_id], position + 1
            if grounds[dossier_id]:
                raise Invalid({"dossiers": "Có hồ sơ bạn phải hồi tị; thư ký khác đưa hồ sơ đó vào chương trình."})
            is_secret = manner.usual(dossier, held.held_on).is_secret
            item = AgendaItem(session=held, dossier=dossier, position=position, is_secret=is_secret)
            session.add(item)
            added.append(item)
            journal.record("item.added", item, actor=actor, at=at, dossier_id=dossier.id, session=held.id)
        recusals.record_automatic(added)
        kinship.propose(held, at)


def remove_item(*, actor: Actor, item_id: int, seen: int, at: datetime) -> None:
    """Take an item off the agenda before the session opens."""
    with unit_of_work() as session:
        item = _prepared_item(actor, item_id, seen)
        journal.record("item.removed", item, actor=actor, at=at, dossier_id=item.dossier_id)
        session.execute(delete(Recusal).where(Recusal.item_id == item.id))
        session.execute(delete(KinMatch).where(KinMatch.item_id == item.id))
        session.delete(item)


def set_manner(*, actor: Actor, item_id: int, is_secret: bool, seen: int, at: datetime) -> None:
    """Choose an open or a secret ballot for an item before the session opens."""
    with unit_of_work():
        item = _prepared_item(actor, item_id, seen)
        item.is_secret = is_secret
        journal.record("item.manner_set", item, actor=actor, at=at, is_secret=is_secret)


def set_quota(*, actor: Actor, item_id: int, quota: int | None, seen: int, at: datetime) -> None:
    """Say for how many lines of an item there is a place (None for as many as pass), before the session opens."""
    with unit_of_work():
        item = _prepared_item(actor, item_id, seen)
        if quota is not None and quota < 1:
            raise Invalid({"quota": "Chỉ tiêu là một số từ 1; để trống nếu không giới hạn."})
        item.quota = quota
        journal.record("item.quota_set", item, actor=actor, at=at, quota=quota)


def move_item(*, actor: Actor, item_id: int, by: int, seen: int, at: datetime) -> None:
    """Move an item up (`by` -1) or down (1) among those that the actor may see."""
    with unit_of_work():
        item = _prepared_item(actor, item_id, seen)
        items = roster.items_of(item.session)
        place = items.index(item)
        target = min(max(place + by, 0), len(items) - 1)
        items.insert(target, items.pop(place))
        _number(items)
        journal.record("item.moved", item, actor=actor, at=at, position=item.position)


def group_by_award(*, actor: Actor, session_id: int, seen: int, at: datetime) -> None:
    """Order the whole agenda by award, then by the submitting unit and the dossier's code."""
    with unit_of_work():
        held = sessions.being_prepared(actor, session_id, seen)
        _number(sorted(roster.items_of(held), key=_by_award))
        journal.record("council.session_agenda_ordered", held, actor=actor, at=at)


def can_be_taken_up(dossier: Dossier) -> bool:
    """Whether the dossier still waits where a council's conclusion may follow."""
    return procedure_of(dossier).find_step("conclude_council", dossier.state) is not None


def _by_award(item: AgendaItem) -> tuple[str, str, str]:
    return item.dossier.award_code, item.dossier.unit.search_key, item.dossier.code


def _prepared_item(actor: Actor, item_id: int, seen: int) -> AgendaItem:
    item = subjects.find_item(item_id)
    permit(actor, Action.ITEM_PREPARE, subjects.of_item(item))
    sessions.being_prepared(actor, item.session_id, seen)
    if item.state != "waiting":
        raise Refused("Nội dung này đã được xét hoặc hoãn nên không sửa được nữa.")
    return item


def _number(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
