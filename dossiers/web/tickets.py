"""What a page hands on to the next one, signed: whoever confirms has seen what is confirmed."""

from __future__ import annotations

from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from workflow.errors import Refused

SECONDS = 24 * 60 * 60


def issue(purpose: str, actor_id: int, **content: Any) -> str:
    """Return a ticket of one person for one purpose; `content` is plain data and can be read by that person."""
    return _serializer(purpose).dumps({**content, "actor": actor_id})


def read(purpose: str, actor_id: int, text: str | None, otherwise: str) -> dict[str, Any]:
    """Return a ticket's content; raises Refused (`otherwise`) where it is not ours, another person's, or a day old."""
    try:
        ticket: dict[str, Any] = _serializer(purpose).loads(text or "", max_age=SECONDS)
    except BadData:
        ticket = {}
    if ticket.get("actor") != actor_id:
        raise Refused(otherwise)
    return ticket


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=purpose)
