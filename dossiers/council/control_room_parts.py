"""The control room's live part: what it shows, and when it has changed for its reader."""

from __future__ import annotations

import hashlib
import re

from flask import Request, Response

from dossiers.council import manner, queries

_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def quorums(view: queries.SessionView) -> dict[int, manner.Quorum]:
    """Return the quorum of each item that the reader sees."""
    return {line.item.id: manner.quorum(view.held, line.item.dossier.award_code) for line in view.lines}


def conditional(page: str, request: Request) -> Response:
    """Answer with the page, or with 304 where the reader has it already.

    The tag is made of what this reader sees and nothing else: an item that is hidden from them leaves it as it was,
    so that not even the moment of a vote shows through.
    """
    response = Response(page, mimetype="text/html")
    response.set_etag(hashlib.sha256(_TOKEN.sub("", page).encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response
