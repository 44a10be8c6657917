"""The lines of a dossier: added, typed, put in order, taken out, as long as they may be edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dossiers import duplicates, journal
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.db import current_session, unit_of_work
from dossiers.models import Dossier, Nomination
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.nomination_fields import BY_CODE, of_kind
from dossiers.subjects import find_dossier, of_dossier
from dossiers.submission.editing import closed, editable, require_draft, require_open
from dossiers.web.text import fold
from workflow.errors import Invalid, Missing
from workflow.permissions import Action, Actor

MAX_LINES = 2_000


def add_nomination(
    *, actor: Actor, dossier_id: int, seen: int, kind: str, values: Mapping[str, Any], at: datetime
) -> Nomination:
    """Add one line at the end; `values` by field code.  Raises Invalid, Refused outside a draft, Stale."""
    return add_nominations(actor=actor, dossier_id=dossier_id, seen=seen, lines=[(kind, values)], at=at)[0]


def add_nominations(
    *, actor: Actor, dossier_id: int, seen: int, lines: Sequence[tuple[str, Mapping[str, Any]]], at: datetime
) -> list[Nomination]:
    """Add several lines at the end, all or none.  Raises as `add_nomination` does."""
    with unit_of_work():
        dossier = opened(actor, dossier_id)
        require_draft(dossier)
        if len(dossier.nominations) + len(lines) > MAX_LINES:
            raise Invalid({"lines": f"Mỗi hồ sơ có tối đa {MAX_LINES} đề nghị. Lập thêm hồ sơ cho phần còn lại."})
        added = [new_line(dossier, kind, values) for kind, values in lines]
        for nomination in added:
            record(dossier, nomination, "nomination.added", actor, at)
        touch(dossier, seen)
        return added


def save_nomination(
    *, actor: Actor, dossier_id: int, nomination_id: int, seen: int, values: Mapping[str, Any], at: datetime
) -> None:
    """Write fields of a line by code; those that stay as they are may be given too.

    Raises Invalid, Refused for a field that is closed now, Missing, Stale.
    """
    with unit_of_work():
        dossier = opened(actor, dossier_id)
        nomination = find_line(dossier, nomination_id)
        changed = changed_codes(nomination, values)
        if not editable(dossier).touches(nomination):
            raise closed(dossier)
        for code in changed:
            require_open(dossier, code, nomination)
        write(nomination, {code: values[code] for code in changed})
        record(dossier, nomination, "nomination.saved", actor, at, fields=changed)
        touch(dossier, seen)


def remove_nomination(*, actor: Actor, dossier_id: int, nomination_id: int, seen: int, at: datetime) -> None:
    """Take a line out of a draft, with its files.  Raises Refused outside a draft, Missing, Stale."""
    with unit_of_work() as session:
        dossier = opened(actor, dossier_id)
        require_draft(dossier)
        nomination = find_line(dossier, nomination_id)
        record(dossier, nomination, "nomination.removed", actor, at)
        dossier.nominations.remove(nomination)
        session.flush()
        number(dossier.nominations)
        touch(dossier, seen)


def withdraw_nomination(
    *, actor: Actor, dossier_id: int, nomination_id: int, seen: int, reason: str, at: datetime
) -> None:
    """Withdraw a line of a returned dossier, which stays on record.  Raises Invalid without a reason, Refused."""
    with unit_of_work():
        dossier = opened(actor, dossier_id)
        nomination = find_line(dossier, nomination_id)
        scope = editable(dossier)
        if scope.is_draft or not scope.is_anything or nomination.outcome != "pending":
            raise closed(dossier)
        if not reason.strip():
            raise Invalid({"reason": "Ghi rõ lý do rút đề nghị này."})
        nomination.outcome, nomination.outcome_reason = "withdrawn", reason
        for flag in scope.flags:
            if flag.nomination_id == nomination.id:
                flag.is_corrected, flag.answer = True, flag.answer or "Đơn vị rút đề nghị này."
        record(dossier, nomination, "nomination.withdrawn", actor, at, reason=reason)
        touch(dossier, seen)


def move_nomination(*, actor: Actor, dossier_id: int, nomination_id: int, seen: int, to: int, at: datetime) -> None:
    """Move a line of a draft to the place `to`, counted from 1.  Raises Invalid, Refused, Missing, Stale."""
    with unit_of_work():
        dossier = opened(actor, dossier_id)
        require_draft(dossier)
        nomination = find_line(dossier, nomination_id)
        if not 1 <= to <= len(dossier.nominations):
            raise Invalid({"to": f"Thứ tự từ 1 đến {len(dossier.nominations)}."})
        order = [line for line in dossier.nominations if line is not nomination]
        order.insert(to - 1, nomination)
        number(order)
        record(dossier, nomination, "nomination.moved", actor, at, to=to)
        touch(dossier, seen)


def find_line(dossier: Dossier, nomination_id: int) -> Nomination:
    """Return one of the dossier's own lines; raises Missing."""
    for nomination in dossier.nominations:
        if nomination.id == nomination_id:
            return nomination
    raise Missing("Không tìm thấy đề nghị này trong hồ sơ.")


def opened(actor: Actor, dossier_id: int) -> Dossier:
    """Return a dossier that this person may edit; raises Missing, NotAllowed."""
    dossier = find_dossier(dossier_id)
    permit(actor, Action.DOSSIER_EDIT, of_dossier(dossier))
    return dossier


def new_line(dossier: Dossier, kind: str, values: Mapping[str, Any]) -> Nomination:
    """Add a line at the end of a dossier, within a unit of work; raises Invalid for values that are no line."""
    if kind not in RECIPIENT_KINDS:
        raise Invalid({"kind": "Chọn cá nhân, tập thể hoặc hộ gia đình."})
    last = max((line.position for line in dossier.nominations), default=0)
    nomination = Nomination(
        kind=kind, position=last + 1, award_code=dossier.award_code, name="", search_key="", report={}, evidence={}
    )
    write(nomination, values)
    dossier.nominations.append(nomination)
    return nomination


def changed_codes(nomination: Nomination, values: Mapping[str, Any]) -> list[str]:
    """Return the codes of the fields that `values` would change; an empty text and no text are the same."""
    known = {field.code for field in of_kind(nomination.kind)}
    if unknown := values.keys() - known:
        raise KeyError(f"no such field of a {nomination.kind}: {sorted(unknown)}")
    return [code for code, value in values.items() if _known(BY_CODE[code].value_of(nomination)) != _known(value)]


def _known(value: Any) -> Any:
    """An empty text says nothing; an empty list says "none", which is something."""
    return None if value == "" else value


def write(nomination: Nomination, values: Mapping[str, Any]) -> None:
    """Write fields of a line, and what is found by them; raises Invalid for a line without a name."""
    for code, value in values.items():
        BY_CODE[code].put(nomination, value)
    if not nomination.name:
        raise Invalid({"name": "Ghi họ và tên, hoặc tên tập thể."})
    nomination.search_key = fold(nomination.name)
    duplicates.remember(nomination)


def number(lines: Sequence[Nomination]) -> None:
    """Number the lines from 1, past the numbers in use first: a place may be taken once only."""
    beyond = max((line.position for line in lines), default=0) + 1
    for start in (beyond, 1):
        for position, line in enumerate(lines, start=start):
            line.position = position
        current_session().flush()


def record(dossier: Dossier, nomination: Nomination, action: str, actor: Actor, at: datetime, **details: Any) -> None:
    """Enter into the journal what was done to a line."""
    journal.record(action, nomination, actor=actor, at=at, dossier_id=dossier.id, **details)
