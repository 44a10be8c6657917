"""Who sends, as the limits know them: an address that is counted under a key and not kept."""

from __future__ import annotations

from flask import current_app, request

from dossiers import throttle


def sender_of(what: str) -> str:
    """Return the key of the request's address for one kind of thing."""
    return throttle.sender_key(what, request.remote_addr or "", current_app.config["SECRET_KEY"])
