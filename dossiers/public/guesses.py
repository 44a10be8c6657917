"""Codes that somebody only guesses: wrong ones are counted in memory, since looking at a page writes nothing.

Each worker process counts for itself, so that the true limit is the number of workers times the one here.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from flask import current_app
from werkzeug.exceptions import TooManyRequests

WRONG_CODES = 60
WINDOW = timedelta(minutes=10)
SENDERS = 10_000

Wrong = dict[str, deque[datetime]]


def refuse(sender: str, at: datetime) -> None:
    """Raise TooManyRequests for a sender of too many wrong codes within the window; right codes never count."""
    wrong = _wrong().get(sender)
    while wrong and wrong[0] + WINDOW < at:
        wrong.popleft()
    if wrong and len(wrong) >= WRONG_CODES:
        raise TooManyRequests


def count(sender: str, at: datetime) -> None:
    """Count a wrong code; of very many senders those who came first are forgotten."""
    counted = _wrong()
    counted.setdefault(sender, deque(maxlen=WRONG_CODES)).append(at)
    if len(counted) > SENDERS:
        del counted[next(iter(counted))]


def _wrong() -> Wrong:
    wrong: Wrong = current_app.extensions.setdefault("wrong_codes", {})
    return wrong
