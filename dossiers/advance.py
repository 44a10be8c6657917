"""The only code that writes a dossier's state: guard, change, journal, messages and papers in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import update

from dossiers import clock, journal, papers, recipients, subjects, timing
from dossiers.db import current_session
from dossiers.facts import facts_of
from dossiers.models import Dossier
from dossiers.recipients import people_for
from dossiers.rules import procedure_of
from workflow.errors import Invalid, NotAllowed, Refused, Stale
from workflow.findings import Finding, unmet
from workflow.permissions import Actor, Verdict, decide_step
from workflow.procedure import Step


def advance(
    dossier: Dossier,
    name: str,
    *,
    actor: Actor,
    seen: int,
    at: datetime,
    reason: str = "",
    effect: Callable[[], None] | None = None,
    **changes: Any,
) -> Step:
    """Take the step `name`, inside the caller's unit of work, and write its papers.

    `seen` is the dossier's version on the page that the person acted on; `changes` are further columns of the dossier
    that become true with the new state, `effect` does what becomes true in other tables: after the guards have
    judged, before the papers are written.  Raises NotAllowed, Refused (every unmet guard), Invalid (no reason
    given) or Stale (someone was faster); nothing is written then.
    """
    step = procedure_of(dossier).find_step(name, dossier.state)
    if step is None:
        raise _no_such_step(dossier, name, seen)
    verdict = may_take(actor, step, dossier)
    if not verdict.is_allowed:
        raise NotAllowed(verdict.reason)
    if step.needs_reason and not reason.strip():
        raise Invalid({"reason": "Ghi rõ lý do để đơn vị và người xem sau hiểu được."})
    findings = explain(dossier, step, at)
    if missing := unmet(list(findings)):
        raise Refused(f"Chưa thực hiện được “{step.label}”.", missing)
    if effect:
        effect()
    _move(dossier, step, seen, {**timing.of_step(dossier, step, clock.day_of(at)), **changes})
    journal.record(
        f"dossier.{name}", dossier, actor=actor, at=at, dossier_id=dossier.id, to=dossier.state, reason=reason
    )
    recipients.announce(
        dossier,
        people_for(dossier, procedure_of(dossier)) - {actor.id},
        kind=f"dossier.{name}",
        subject=f"{dossier.code}: {procedure_of(dossier).states[dossier.state].inside}",
        body=reason,
        url=f"/ho-so/{dossier.id}",
        at=at,
    )
    for kind in step.documents:
        papers.write(kind, dossier, step=name, actor=actor, at=at)
    return step


def may_take(actor: Actor, step: Step, dossier: Dossier) -> Verdict:
    """Say whether a person may take a step of a dossier, whatever its guards say."""
    return decide_step(actor, step.by, subjects.of_dossier(dossier))


def explain(dossier: Dossier, step: Step, at: datetime) -> tuple[Finding, ...]:
    """Return what every guard of `step` says today, met or not."""
    return procedure_of(dossier).explain(step.name, dossier.state, facts_of(dossier, clock.day_of(at)))


def touch(dossier: Dossier, seen: int) -> None:
    """Count a change that is not a step, guarded like one; raises Stale."""
    _guarded_update(dossier, seen, {})


def _move(dossier: Dossier, step: Step, seen: int, changes: dict[str, Any]) -> None:
    to = procedure_of(dossier).destination(dossier.state, step.name)
    _guarded_update(dossier, seen, {**changes, "state": to})


def _guarded_update(dossier: Dossier, seen: int, changes: dict[str, Any]) -> None:
    session = current_session()
    session.flush()
    moved = session.execute(
        update(Dossier)
        .where(Dossier.id == dossier.id, Dossier.version == seen, Dossier.state == dossier.state)
        .values(**changes, version=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise stale(dossier)
    session.refresh(dossier)


def stale(dossier: Dossier) -> Stale:
    """Return the error that tells who was faster, and with what."""
    last = journal.last_of_dossier(dossier.id)
    who = f" {last.actor_name} đã cập nhật lúc {last.at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}." if last else ""
    return Stale(f"Hồ sơ {dossier.code} đã thay đổi sau khi bạn mở trang.{who} Tải lại trang để xem bản mới nhất.")


def _no_such_step(dossier: Dossier, name: str, seen: int) -> Exception:
    if dossier.version != seen:
        return stale(dossier)
    state = procedure_of(dossier).states[dossier.state]
    return Refused(f"Hồ sơ đang ở trạng thái “{state.inside}” nên không có bước này.")
