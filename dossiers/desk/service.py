"""The desk's own write: messages read."""

from __future__ import annotations

from datetime import datetime

from dossiers import outbox
from dossiers.db import unit_of_work
from workflow.permissions import Actor


def read_messages(*, actor: Actor, at: datetime) -> None:
    """Mark every message of a person as read."""
    with unit_of_work():
        outbox.mark_read(actor.id, at)
