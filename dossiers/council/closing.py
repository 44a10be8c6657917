"""The end of a session: its minutes are written and every dossier goes where the council's conclusion sends it."""

from __future__ import annotations

from datetime import datetime

from dossiers import journal, outbox, papers, subjects
from dossiers.access import permit
from dossiers.advance import advance, stale
from dossiers.council import agenda, roster, sessions
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, CouncilSession, Dossier
from dossiers.splitting import leave_held_behind
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor

PAPERS = ("phieu_bau", "bien_ban_kiem_phieu", "bien_ban_hop_hoi_dong")


def close_session(*, actor: Actor, session_id: int, conclusion: str, seen: int, at: datetime) -> None:
    """Close a session for good: minutes, then each voted dossier to its next state, all or nothing.

    Raises NotAllowed (not its secretary, or recused from one of its items), Stale, Refused (items neither
    closed nor deferred), Invalid (no conclusion).
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_session(held))
        sessions.touch(held, seen)
        _check(held, conclusion)
        held.state, held.closed_at, held.conclusion = "closed", at, conclusion
        journal.record("council.session_closed", held, actor=actor, at=at)
        for kind in PAPERS:
            papers.write_for_session(kind, held, step="close_session", actor=actor, at=at)
        for item in roster.items_of(held):
            if item.state == "closed":
                _conclude(item.dossier, actor, at)
        _announce(held, at)


def conclude_dossier(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> None:
    """Record the council's conclusion on a dossier that could not go on when its session closed.

    It was on hold then, or it was split off with a nomination that had passed.  Raises NotAllowed, Stale,
    Refused (its session is not closed, or a nomination still waits for the council).
    """
    with unit_of_work():
        dossier = subjects.find_dossier(dossier_id)
        permit(actor, Action.SESSION_PREPARE, subjects.of_dossier(dossier))
        if dossier.version != seen:
            raise stale(dossier)
        if conclusion_of(dossier) is None:
            raise Refused("Hồ sơ chưa có kết quả xét của Hội đồng. Đưa hồ sơ vào chương trình một phiên họp.")
        _conclude(dossier, actor, at)


def conclusion_of(dossier: Dossier) -> str | None:
    """Return the step by which a voted dossier goes on, None where it waits: on hold, or nothing is decided."""
    outcomes = {nomination.outcome for nomination in dossier.nominations}
    if not agenda.can_be_taken_up(dossier):
        return None
    if "passed" in outcomes:
        return "conclude_council"
    return "refuse" if "pending" not in outcomes else None


def undecided(held: CouncilSession) -> list[AgendaItem]:
    """Return the items that are neither closed nor deferred."""
    return [item for item in roster.items_of(held) if item.state in ("waiting", "open")]


def _check(held: CouncilSession, conclusion: str) -> None:
    if held.state != "open":
        raise Refused("Phiên họp chưa khai mạc hoặc đã kết thúc.")
    if left := len(undecided(held)):
        raise Refused(f"Còn {left} nội dung chưa kết luận. Kết thúc hoặc hoãn từng nội dung trước khi bế mạc.")
    if not conclusion.strip():
        raise Invalid({"conclusion": "Ghi kết luận của người chủ trì phiên họp."})


def _conclude(dossier: Dossier, actor: Actor, at: datetime) -> None:
    """Send a dossier on; what is held goes its own way, or keeps waiting where nothing else is left."""
    step = conclusion_of(dossier)
    if step == "conclude_council":
        leave_held_behind(dossier, actor=actor, at=at)
    if step:
        reason = _reasons(dossier) if step == "refuse" else ""
        advance(dossier, step, actor=actor, seen=dossier.version, at=at, reason=reason)


def _reasons(dossier: Dossier) -> str:
    failed = [nomination for nomination in dossier.nominations if nomination.outcome == "not_passed"]
    return "; ".join(f"{nomination.label}: {nomination.outcome_reason}" for nomination in failed)


def _announce(held: CouncilSession, at: datetime) -> None:
    outbox.announce(
        [member.account_id for member in held.members],
        kind="council.session_closed",
        subject=f"Đã kết thúc: {held.title}",
        url=f"/phien-hop/{held.id}",
        at=at,
    )
    current_session().flush()
