"""A list from a file: looked at first, then applied whole or not at all."""

from __future__ import annotations

from datetime import datetime

from dossiers import clock, journal, storage
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.db import unit_of_work
from dossiers.models import Dossier, Nomination
from dossiers.rules import law
from dossiers.sheets.cells import bare
from dossiers.subjects import find_dossier, of_dossier
from dossiers.submission import nomination_service as lines
from dossiers.submission.editing import closed, editable, require_draft, require_open
from dossiers.submission.lists import plan as plans
from dossiers.submission.lists import reading
from dossiers.submission.lists.lines import Line, Reader
from dossiers.submission.lists.plan import Plan
from workflow.errors import Refused
from workflow.permissions import Action, Actor


def check(*, actor: Actor, dossier_id: int, content: bytes, media_type: str, is_whole: bool, at: datetime) -> Plan:
    """Say what a file would do to a dossier, writing nothing.

    `is_whole`: lines that the file does not have are to go.  Raises Invalid (field `file`) where the file is no list,
    Refused where the dossier is closed.
    """
    dossier = find_dossier(dossier_id)
    permit(actor, Action.DOSSIER_EDIT, of_dossier(dossier))
    return _plan(dossier, content, media_type, is_whole, at)


def apply(
    *,
    actor: Actor,
    dossier_id: int,
    seen: int,
    sha256: str,
    filename: str,
    media_type: str,
    is_whole: bool,
    at: datetime,
) -> Plan:
    """Write everything that a stored file changes, in one transaction, with the journal's entry for every line.

    Raises Invalid, Refused where the dossier is closed, a cell has a fault or nothing changes, Missing where the file
    is gone, Stale where the dossier changed since the file was looked at.
    """
    content = storage.get(sha256)
    with unit_of_work() as session:
        dossier = lines.opened(actor, dossier_id)
        touch(dossier, seen)
        plan = _plan(dossier, content, media_type, is_whole, at)
        if plan.faults:
            raise Refused(f"Tệp còn {len(plan.faults)} lỗi nên hồ sơ chưa thay đổi. Đọc lại tệp để xem từng ô.")
        if not plan.is_anything:
            raise Refused("Danh sách trong tệp giống hệt danh sách của hồ sơ. Không có gì để ghi.")
        for change in plan.changes:
            for code in change.values:
                require_open(dossier, code, change.nomination)
            lines.write(change.nomination, {code: new for code, (_old, new) in change.values.items()})
            lines.record(dossier, change.nomination, "nomination.saved", actor, at, fields=list(change.values))
        _remove(dossier, plan, actor, at)
        session.flush()  # a place in the list is free only when its line is gone
        added = _add(dossier, plan)
        session.flush()
        for nomination in added.values():
            lines.record(dossier, nomination, "nomination.added", actor, at)
        if plan.is_whole:
            _order(dossier, plan, added)
        journal.record(
            "dossier.list_read",
            dossier,
            actor=actor,
            at=at,
            dossier_id=dossier.id,
            sha256=sha256,
            file=filename,
            added=len(added),
            changed=len(plan.changes),
            removed=len(plan.removals),
        )
        return plan


def reader_of(dossier: Dossier, at: datetime) -> Reader:
    """Return what reads rows for a dossier: it knows the day and how the dossier's award may be written."""
    award = law().award(dossier.award_code)
    written = frozenset(bare(words) for words in (award.code, award.title, award.name))
    return Reader(clock.day_of(at), written, award.title)


def _plan(dossier: Dossier, content: bytes, media_type: str, is_whole: bool, at: datetime) -> Plan:
    if not editable(dossier).is_anything:
        raise closed(dossier)
    found = reading.read(content, media_type, reader_of(dossier, at))
    return plans.plan_of(found, dossier, is_whole=is_whole)


def _remove(dossier: Dossier, plan: Plan, actor: Actor, at: datetime) -> None:
    if plan.removals:
        require_draft(dossier)
    for nomination in plan.removals:
        lines.record(dossier, nomination, "nomination.removed", actor, at)
        dossier.nominations.remove(nomination)


def _add(dossier: Dossier, plan: Plan) -> dict[int, Nomination]:
    """Add the new lines at the end; returns them by the identity of their row."""
    if plan.additions:
        require_draft(dossier)
    return {id(line): lines.new_line(dossier, line.kind, plans.new_values(line)) for line in plan.additions}


def _order(dossier: Dossier, plan: Plan, added: dict[int, Nomination]) -> None:
    """Number the lines as the file has them."""
    order = [added[id(each)] if isinstance(each, Line) else each for each in plan.order]
    ordered = {id(each) for each in order}
    rest = [each for each in dossier.nominations if id(each) not in ordered]
    lines.number([*order, *rest])
