"""The one place where the time is read; services get it as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Return the calendar day of a moment in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def today() -> date:
    """Return the calendar day in Vietnam."""
    return day_of(now())
