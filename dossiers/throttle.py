"""How often one sender may do a thing: counted in the database, so that it holds across all workers."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from dossiers import clock
from dossiers.db import current_session
from dossiers.models import SignInThrottle
from workflow.errors import Refused


def sender_key(what: str, address: str, secret: str) -> str:
    """Return the key under which an address is counted; the address itself is not kept."""
    return f"{what}:{hmac.new(secret.encode(), address.encode(), hashlib.sha256).hexdigest()}"


def count(key: str, *, limit: int, window: timedelta, at: datetime, message: str) -> None:
    """Count one more, inside the caller's unit of work; raises Refused with `message` beyond `limit` in `window`.

    `{until}` in the message becomes the moment from which the next one is taken.
    """
    session = current_session()
    kept = session.get(SignInThrottle, key)
    if kept is None:
        kept = SignInThrottle(key=key, window_start=at, attempts=0)
        session.add(kept)
    elif kept.window_start + window < at:
        kept.window_start, kept.attempts = at, 0
    if kept.attempts >= limit:
        until = (kept.window_start + window + timedelta(minutes=1)).astimezone(clock.VIETNAM)
        raise Refused(message.replace("{until}", f"{until:%H:%M ngày %d/%m/%Y}"))
    kept.attempts += 1
    session.flush()
