"""What the desk's tests share: a dossier that stands somewhere, and a vote on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dossiers.models import Account, AgendaItem, Ballot, CouncilSession, Dossier, SessionMember, Unit
from tests.factories import NOW, a_council, a_dossier, saved


def standing(clerk: Account, province: Unit, state: str, **more: Any) -> Dossier:
    """A dossier of the clerk's unit that the province decides."""
    return a_dossier(clerk.unit, province, clerk, state=state, **more)


def a_closed_ballot(dossier: Dossier, province: Unit) -> CouncilSession:
    """A session that voted on the dossier's first nomination in secret: 4 of 5 for it."""
    votes = {"roster": 5, "present": 5, "yes": 4, "no": 1, "needed": 3, "is_passed": True, "closed_at": NOW}
    return _a_ballot(dossier, province, "closed", closed_at=NOW, votes=votes)


def an_open_ballot(dossier: Dossier, province: Unit) -> CouncilSession:
    """A session that votes on the dossier's first nomination now."""
    return _a_ballot(dossier, province, "open", closed_at=None, votes={})


def _a_ballot(
    dossier: Dossier, province: Unit, state: str, *, closed_at: datetime | None, votes: dict[str, Any]
) -> CouncilSession:
    council = a_council(province)
    held = saved(
        CouncilSession(
            council_id=council.id,
            title="Phiên họp thứ nhất",
            held_on=date(2026, 11, 23),
            place="Phòng họp số 1",
            state=state,
            opened_at=NOW,
            closed_at=closed_at,
            created_by_id=dossier.created_by_id,
        )
    )
    for seat in council.members:
        saved(SessionMember(session_id=held.id, account_id=seat.account_id, seat=seat.seat, position=seat.position))
    item = AgendaItem(
        session_id=held.id,
        dossier_id=dossier.id,
        position=1,
        is_secret=True,
        state=state,
        opened_at=NOW,
        closed_at=closed_at,
    )
    saved(item)
    line = dossier.nominations[0]
    saved(Ballot(item_id=item.id, nomination_id=line.id, award_code=line.award_code, is_secret=True, **votes))
    return held
