"""A council with a session, from its preparing to any point of its day, through the services that people use."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dossiers.council import agenda, ballots, closing, items, sessions
from dossiers.council.sessions import Attendance, Details
from dossiers.db import current_session
from dossiers.models import Account, AgendaItem, Ballot, Council, CouncilSession, Dossier, SessionMember, Unit
from dossiers.subjects import find_dossier, find_item, find_session
from tests.factories import NOW, a_council, a_dossier, a_province, a_unit, an_account, as_actor

TODAY = date(2026, 11, 23)


@dataclass
class World:
    """The people, and the session by id, since services load their own."""

    province: Unit
    unit: Unit
    clerk: Account
    council: Council
    accounts: list[Account]
    session_id: int = 0
    dossier_ids: list[int] = field(default_factory=list)

    @property
    def chair(self) -> Account:
        return self.accounts[0]

    @property
    def secretary(self) -> Account:
        return self.accounts[1]

    @property
    def held(self) -> CouncilSession:
        fresh()
        return find_session(self.session_id)

    @property
    def items(self) -> list[AgendaItem]:
        query = current_session().query(AgendaItem).filter_by(session_id=self.held.id)
        return query.order_by(AgendaItem.position, AgendaItem.id).all()

    @property
    def item(self) -> AgendaItem:
        return self.items[0]

    def dossier(self, place: int = 0) -> Dossier:
        fresh()
        return find_dossier(self.dossier_ids[place])

    def member(self, account: Account) -> SessionMember:
        return next(member for member in self.held.members if member.account_id == account.id)

    def open_ballots(self, item_id: int) -> list[Ballot]:
        fresh()
        return [ballot for ballot in find_item(item_id).ballots if ballot.closed_at is None]

    # --- what people do, in order ---

    def prepares(self, held_on: date = TODAY) -> World:
        details = Details(
            title="Họp xét khen thưởng năm 2025", held_on=held_on, starts_at="08:00", place="Phòng họp số 2"
        )
        self.session_id = sessions.prepare_session(
            actor=as_actor(self.secretary), council_id=self.council.id, details=details, at=NOW
        )
        agenda.add_items(
            actor=as_actor(self.secretary),
            session_id=self.session_id,
            dossier_ids=self.dossier_ids,
            seen=self.held.version,
            at=NOW,
        )
        return self

    def convenes(self) -> World:
        sessions.convene(actor=as_actor(self.secretary), session_id=self.session_id, seen=self.held.version, at=NOW)
        return self

    def attends(
        self, absent: Iterable[Account] = (), written: Iterable[Account] = (), opinions_due_on: date | None = None
    ) -> World:
        absent_ids, written_ids = {each.id for each in absent}, {each.id for each in written}
        marks, present = {}, []
        for member in self.held.members:
            if member.account_id in absent_ids:
                marks[member.id] = Attendance("absent", "đi công tác")
            elif member.account_id in written_ids:
                marks[member.id] = Attendance("written", "đi học")
            else:
                marks[member.id] = Attendance("present")
                present.append(member.id)
        sessions.record_attendance(
            actor=as_actor(self.secretary),
            session_id=self.session_id,
            attendance=marks,
            tellers=present[-3:],
            opinions_due_on=opinions_due_on,
            seen=self.held.version,
            at=NOW,
        )
        return self

    def opens(self, by: Account | None = None) -> World:
        sessions.open_session(
            actor=as_actor(by or self.chair), session_id=self.session_id, seen=self.held.version, at=NOW
        )
        return self

    def opens_item(self, item: AgendaItem | None = None, by: Account | None = None) -> int:
        item_id = (item or self.item).id
        items.open_item(actor=as_actor(by or self.chair), item_id=item_id, at=NOW)
        return item_id

    def votes(
        self,
        account: Account,
        item_id: int,
        choice: str = "yes",
        key: str = "",
        at: datetime = NOW,
        **exceptions: str,
    ) -> Any:
        """Vote `choice` on every line but the exceptions, by their names without blanks."""
        chosen = {
            ballot.id: exceptions.get(ballot.nomination.name.replace(" ", ""), choice)
            for ballot in self.open_ballots(item_id)
        }
        return ballots.cast(
            actor=as_actor(account), item_id=item_id, choices=chosen, key=key or secrets.token_hex(16), at=at
        )

    def counts(self, item_id: int, by: Account | None = None) -> None:
        items.count_ballots(actor=as_actor(by or self.chair), item_id=item_id, at=NOW)

    def closes_item(self, item_id: int, by: Account | None = None) -> None:
        items.close_item(
            actor=as_actor(by or self.chair), item_id=item_id, discussion="", conclusion="Nhất trí.", at=NOW
        )

    def closes(self) -> None:
        closing.close_session(
            actor=as_actor(self.secretary),
            session_id=self.session_id,
            conclusion="Giao cơ quan thường trực hoàn thiện hồ sơ.",
            seen=self.held.version,
            at=NOW,
        )


def fresh() -> None:
    current_session().rollback()
    current_session().expire_all()


def a_world(*, seats: int = 5, dossiers: int = 1, **more: Any) -> World:
    """A council of `seats` and dossiers that wait for it; keywords are those of a dossier."""
    province, unit = a_province(), a_unit()
    clerk = an_account("clerk", unit=unit)
    council = a_council(province, seats=seats)
    accounts = [member.account for member in council.members]
    made = [a_dossier(unit, province, clerk, **{"state": "before_council", **more}) for _ in range(dossiers)]
    return World(province, unit, clerk, council, accounts, dossier_ids=[each.id for each in made])


def a_meeting(**more: Any) -> World:
    """A session that is open with everybody there."""
    return a_world(**more).prepares().convenes().attends().opens()
