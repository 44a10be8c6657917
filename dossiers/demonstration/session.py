"""A council session played: agenda, attendance, votes, conclusion."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import select

from dossiers import clock
from dossiers.accounts.login import actor_of
from dossiers.council import agenda, ballots, closing, items, sessions, turnout
from dossiers.council.roster import items_of
from dossiers.council.sessions import Attendance
from dossiers.db import current_session
from dossiers.demonstration.cast import Hours
from dossiers.models import AgendaItem, Council, CouncilSession
from dossiers.subjects import find_dossier, find_session
from workflow.permissions import Actor


class PlayedSession:
    """One session on some dossiers; `rejected` is the place of a line voted down."""

    def __init__(self, dossier_ids: list[int], hours: Hours, rejected: int | None = None) -> None:
        self.dossier_ids, self.hours, self.rejected = dossier_ids, hours, rejected
        self.session_id = 0

    @property
    def held(self) -> CouncilSession:
        """The session as it stands."""
        return find_session(self.session_id)

    def play(self, secretary: Actor, year: int) -> None:
        """Hold the session from its preparation to its close."""
        self.prepare(secretary, year, clock.day_of(Hours(self.hours.now).next_morning(3)))
        self.hours.next_morning(3)
        chair = self.open(secretary)
        for item in items_of(self.held):
            items.open_item(actor=chair, item_id=item.id, at=self.hours.pass_minutes())
            self._cast_all(item)
            items.close_item(
                actor=chair,
                item_id=item.id,
                discussion="Các thành viên nhất trí với báo cáo thẩm định của cơ quan thường trực.",
                conclusion="Thông qua các đề nghị đạt tỷ lệ phiếu theo quy định.",
                at=self.hours.pass_minutes(20),
            )
        closing.close_session(
            actor=secretary,
            session_id=self.session_id,
            conclusion="Giao cơ quan thường trực hoàn thiện hồ sơ, công khai và trình theo quy định.",
            seen=self.held.version,
            at=self.hours.pass_minutes(),
        )

    def prepare(self, secretary: Actor, year: int, held_on: date) -> None:
        """Put the dossiers on the agenda of a new session and convene it."""
        decider_id = find_dossier(self.dossier_ids[0]).decider_unit_id
        council = current_session().scalars(select(Council).where(Council.unit_id == decider_id)).one()
        self.session_id = sessions.prepare_session(
            actor=secretary,
            council_id=council.id,
            details=sessions.Details(
                title=f"Họp xét khen thưởng năm {year}",
                held_on=held_on,
                starts_at="08:00",
                place="Phòng họp số 2",
            ),
            at=self.hours.pass_minutes(),
        )
        agenda.add_items(
            actor=secretary,
            session_id=self.session_id,
            dossier_ids=self.dossier_ids,
            seen=self.held.version,
            at=self.hours.now,
        )
        sessions.convene(
            actor=secretary, session_id=self.session_id, seen=self.held.version, at=self.hours.pass_minutes()
        )

    def open(self, secretary: Actor) -> Actor:
        """Take attendance and open the session; returns who presides."""
        members = self.held.members
        absent = {members[-2].id} if len(members) > 7 else set()
        tellers = [member.id for member in members if member.seat == "member" and member.id not in absent]
        sessions.record_attendance(
            actor=secretary,
            session_id=self.session_id,
            attendance={
                member.id: Attendance("absent", "Đi công tác") if member.id in absent else Attendance("present")
                for member in members
            },
            tellers=tellers[:3],
            seen=self.held.version,
            at=self.hours.pass_minutes(),
        )
        chair = actor_of(next(member for member in members if member.seat == "chair").account)
        sessions.open_session(
            actor=chair, session_id=self.session_id, seen=self.held.version, at=self.hours.pass_minutes()
        )
        return chair

    def _cast_all(self, item: AgendaItem) -> None:
        for member in turnout.voters(item):
            choices = {
                ballot.id: "no" if ballot.nomination.position - 1 == self.rejected else "yes"
                for ballot in turnout.open_ballots(item)
            }
            ballots.cast(
                actor=actor_of(member.account),
                item_id=item.id,
                choices=choices,
                key=secrets.token_hex(16),
                at=self.hours.pass_minutes(1),
            )
