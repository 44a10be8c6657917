"""Sessions without a meeting: which they are, and how far their answers have come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dossiers import working_days
from dossiers.db import current_session
from dossiers.models import Account, AgendaItem, CouncilSession, SessionMember, WrittenRound
from dossiers.rules import law
from workflow.errors import Refused

PLACE = "Lấy ý kiến bằng văn bản"


@dataclass(frozen=True)
class Answering:
    """How many of the items open to a member they have answered."""

    account: Account
    seat: str
    answered: int
    asked: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is waited for."""
        return self.answered == self.asked


def round_of(held: CouncilSession) -> WrittenRound | None:
    """Return what makes a session a round of opinions in writing; None for a meeting."""
    return current_session().get(WrittenRound, held.id)


def find_round(held: CouncilSession) -> WrittenRound:
    """Return the round that a session is; raises Refused for a meeting."""
    found = round_of(held)
    if found is None:
        raise Refused("Đây là một phiên họp, không phải đợt lấy ý kiến bằng văn bản. Mở trang phiên họp.")
    return found


def require_meeting(held: CouncilSession) -> None:
    """Raise Refused where a session is held in writing and so is not convened, attended or opened."""
    if round_of(held) is not None:
        raise Refused("Đây là đợt lấy ý kiến bằng văn bản. Thực hiện ở trang của đợt lấy ý kiến.")


def require_ended(held: CouncilSession) -> None:
    """Raise Refused while members may still answer a round; a meeting has no such time."""
    written = round_of(held)
    if written is not None and written.ended_at is None:
        raise Refused("Đợt lấy ý kiến còn nhận ý kiến. Kết thúc nhận ý kiến trước khi kiểm phiếu, kết luận.")


def rounds_among(session_ids: Collection[int]) -> dict[int, WrittenRound]:
    """Return the rounds among sessions, by session."""
    query = select(WrittenRound).where(WrittenRound.session_id.in_(session_ids))
    return {each.session_id: each for each in current_session().scalars(query)}


def usual_due(day: date) -> date:
    """Return the day by which members asked on `day` should answer."""
    count = law().parameter("deadlines.written_opinion").on(day).value
    return working_days.add(day, int(count)).due


def progress(
    members: Collection[SessionMember], items: Collection[tuple[AgendaItem, set[int], set[int]]]
) -> list[Answering]:
    """Return how far each member is; `items` are agenda items with the members entitled to vote and those who have."""
    return [
        Answering(
            member.account,
            member.seat,
            sum(member.id in entitled & voted for _item, entitled, voted in items),
            sum(member.id in entitled for _item, entitled, _voted in items),
        )
        for member in members
    ]
