"""Correcting the papers of a closed session: a new dated record beside them; votes and papers stay as they are."""

from __future__ import annotations

from datetime import datetime

from dossiers import journal, outbox, subjects
from dossiers.access import permit
from dossiers.db import unit_of_work
from dossiers.models import SessionCorrection
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


def record_correction(*, actor: Actor, session_id: int, statement: str, reason: str, at: datetime) -> int:
    """Record what is wrong in a closed session's papers and what is right; returns the record's id.

    Raises NotAllowed (not its secretary, or recused from one of its items), Refused (not closed), Invalid (fields
    "statement", "reason").
    """
    with unit_of_work() as session:
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_session(held))
        permit(actor, Action.SESSION_VIEW, subjects.of_session_paper(held))
        if held.state != "closed":
            raise Refused("Chỉ đính chính phiên họp đã bế mạc. Trước khi bế mạc thì sửa ngay trong phiên họp.")
        texts = {"statement": statement, "reason": reason}
        words = {"statement": "Ghi nội dung đính chính.", "reason": "Ghi lý do đính chính."}
        if faults := {name: words[name] for name, given in texts.items() if not given.strip()}:
            raise Invalid(faults)
        found = SessionCorrection(
            session_id=held.id, at=at, recorded_by_id=actor.id, statement=statement, reason=reason
        )
        session.add(found)
        journal.record("council.session_corrected", held, actor=actor, at=at, statement=statement, reason=reason)
        # The message says nothing of what is corrected: a recused member gets the same as the others.
        outbox.announce(
            [member.account_id for member in held.members],
            kind="council.session_corrected",
            subject=f"Đã đính chính: {held.title}",
            url=f"/phien-hop/{held.id}",
            at=at,
        )
        session.flush()
        return found.id
