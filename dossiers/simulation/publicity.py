"""The public notice of a simulated dossier, with what the public puts forward and how it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dossiers import clock
from dossiers.db import current_session
from dossiers.facts import notice_of
from dossiers.models import Objection, PublicNotice
from dossiers.notice import service as notice
from dossiers.simulation import chances

if TYPE_CHECKING:
    from dossiers.simulation.player import Player


class Publicity:
    """What happens to one player's dossier while it is on public notice."""

    def __init__(self, player: Player) -> None:
        self.player = player

    def turn(self) -> str:
        """Let one thing happen; returns its name."""
        player, posted = self.player, notice_of(self.player.dossier)
        if not player.dossier.live_nominations:
            return player.refuse_all()
        if posted is None:
            player.post()
            return "post_notice"
        player.hours.next_morning()
        is_late = clock.day_of(player.hours.now) > posted.last_day
        if player.once("objected late" if is_late else "objected", self._share(is_late=is_late)):
            return self._object(posted)
        if (found := self._open_objections()) and (not player.free() or player.chance.random() < 0.5):
            return self._answer(found[0])
        if not is_late:
            return "wait_for_notice"
        notice.close_notice(actor=player.step_taker("close_notice"), **player.seen())
        return "close_notice"

    @staticmethod
    def _share(*, is_late: bool) -> float:
        return chances.OBJECTED_LATE if is_late else chances.OBJECTED

    def _object(self, posted: PublicNotice) -> str:
        player = self.player
        for number in range(player.chance.randint(1, 2)):
            notice.receive_objection(
                notice_id=posted.id,
                nomination_id=player.chance.choice(player.dossier.live_nominations).id,
                about_name="",
                sender_name="Người dân",
                sender_contact="0900000000",
                statement="Đề nghị xem lại thành tích đã nêu.",
                upload=None,
                sender=f"simulated:{posted.id}:{number}",
                at=player.hours.pass_minutes(),
            )
        return "receive_objection"

    def _open_objections(self) -> list[Objection]:
        query = select(Objection).where(Objection.answered_at.is_(None)).order_by(Objection.id)
        return [each for each in current_session().scalars(query) if each.dossier.id == self.player.dossier_id]

    def _answer(self, objection: Objection) -> str:
        player = self.player
        notice.answer_objection(
            actor=player.appraiser(),
            objection_id=objection.id,
            seen=player.dossier.version,
            answer="Đã xác minh tại đơn vị và kết luận bằng văn bản.",
            is_upheld=player.chance.random() < chances.UPHELD,
            at=player.hours.pass_minutes(),
        )
        return "answer_objection"
