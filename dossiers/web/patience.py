"""A form that a machine fills in at once: the page carries when it was made, signed, and people take their time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, Signer

LEAST = timedelta(seconds=2)
LONGEST = timedelta(hours=24)


def stamp(at: datetime) -> str:
    """Return the signed moment for a page that is shown at `at`."""
    return _signer().sign(str(int(at.timestamp() * 1000))).decode()


def is_patient(stamped: str, at: datetime) -> bool:
    """Whether a form that comes back at `at` was shown by us, some seconds to a day ago."""
    try:
        shown = datetime.fromtimestamp(int(_signer().unsign(stamped)) / 1000, UTC)
    except (BadSignature, ValueError, OverflowError, OSError):
        return False
    return LEAST <= at - shown <= LONGEST


def _signer() -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt="patience")
