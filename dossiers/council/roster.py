"""The roster of a session: that of its day, copied so that a later change of the council never changes a count."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from dossiers.council import recusals
from dossiers.db import current_session
from dossiers.models import AgendaItem, Ballot, CouncilSession, Dossier, Recusal, SessionMember


def copy(held: CouncilSession) -> None:
    """Make the session's members those in office on its day, inside the caller's unit of work.

    What is already recorded of those who stay (attendance, recusals) is kept; conflicts of interest that
    follow from the data are recorded for every item.
    """
    session = current_session()
    seats = {seat.account_id: seat for seat in held.council.roster_on(held.held_on)}
    known = {member.account_id: member for member in held.members}
    for account_id in known.keys() - seats.keys():
        session.execute(delete(Recusal).where(Recusal.member_id == known[account_id].id))
        session.delete(known[account_id])
    for account_id, seat in seats.items():
        member = known.get(account_id) or SessionMember(session_id=held.id, account_id=account_id)
        member.seat, member.position = seat.seat, seat.position
        session.add(member)
    session.flush()
    session.expire(held, ["members"])
    recusals.record_automatic(whole_items_of(held))


def items_of(held: CouncilSession) -> list[AgendaItem]:
    """Return the session's agenda in its order."""
    query = select(AgendaItem).where(AgendaItem.session_id == held.id).order_by(AgendaItem.position, AgendaItem.id)
    return list(current_session().scalars(query))


def whole_items_of(held: CouncilSession) -> list[AgendaItem]:
    """Return the agenda with all that its pages tell of every item: a handful of statements, however long it is."""
    query = (
        select(AgendaItem)
        .where(AgendaItem.session_id == held.id)
        .order_by(AgendaItem.position, AgendaItem.id)
        .options(
            selectinload(AgendaItem.dossier).selectinload(Dossier.nominations),
            selectinload(AgendaItem.dossier).joinedload(Dossier.unit),
            selectinload(AgendaItem.ballots).joinedload(Ballot.nomination),
            selectinload(AgendaItem.recusals),
        )
    )
    return list(current_session().scalars(query))
