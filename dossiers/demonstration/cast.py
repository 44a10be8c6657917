"""Who plays which part, and the time that passes while they do."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from dossiers import clock, working_days
from dossiers.accounts.login import actor_of
from dossiers.db import current_session
from dossiers.models import Account, RoleGrant, Unit
from workflow.permissions import Actor
from workflow.roles import Role


def holder(role: Role, *units: Unit) -> Actor:
    """Return the first person who holds `role` at one of `units`."""
    ids = [unit.id for unit in units]
    query = (
        select(Account)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role == role.value, RoleGrant.unit_id.in_(ids), Account.is_active)
        .order_by(RoleGrant.id)
    )
    account = current_session().scalars(query).first()
    if account is None:
        raise LookupError(f"nobody is {role} at {[unit.name for unit in units]}")
    return actor_of(account)


class Hours:
    """The clock of a played dossier: it starts in the past and moves through office hours."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    @property
    def today(self) -> datetime:
        """The moment now."""
        return self.now

    def pass_minutes(self, minutes: int = 7) -> datetime:
        """Let some minutes pass and return the new moment."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def next_morning(self, after: int = 1) -> datetime:
        """Let working days pass, and return eight o'clock of the last of them."""
        day = working_days.add(clock.day_of(self.now), after).due
        self.now = datetime.combine(day, time(8, 0), clock.VIETNAM)
        return self.now
