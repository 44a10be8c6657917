"""Judging a dossier by a newer law that is more favourable (Luật 06/2026/QH16, Điều 4 khoản 4), and back."""

from __future__ import annotations

from datetime import date, datetime

from dossiers import clock, journal
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.appraisal.queries import is_open
from dossiers.appraisal.service import require_own
from dossiers.db import unit_of_work
from dossiers.models import Dossier
from dossiers.prospects.law_comparison import newer_law
from dossiers.rules import law
from dossiers.subjects import find_dossier, of_dossier
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


def choose_law(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """Apply the newer law to a dossier received before it, because it is more favourable.

    Raises Invalid without a reason, Refused where no newer law is open to the dossier or it is not being
    appraised, Stale.
    """
    with unit_of_work():
        dossier = _opened(actor, dossier_id, reason)
        newer = newer_law(dossier, clock.day_of(at))
        if newer is None:
            raise Refused("Không có luật mới hơn mà hồ sơ này được chọn áp dụng.")
        _apply(dossier, newer.from_, reason)
        touch(dossier, seen)
        journal.record(
            "dossier.law_chosen", dossier, actor=actor, at=at, dossier_id=dossier.id, law=newer.value.law, reason=reason
        )


def restore_law(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """Judge a dossier by the law of its day of reception again.  Raises Invalid, Refused, Stale."""
    with unit_of_work():
        dossier = _opened(actor, dossier_id, reason)
        if dossier.law_chosen_on is None:
            raise Refused("Hồ sơ đang áp dụng luật của ngày tiếp nhận.")
        _apply(dossier, None, "")
        touch(dossier, seen)
        journal.record("dossier.law_restored", dossier, actor=actor, at=at, dossier_id=dossier.id, reason=reason)


def _opened(actor: Actor, dossier_id: int, reason: str) -> Dossier:
    dossier = find_dossier(dossier_id)
    permit(actor, Action.APPRAISAL_RECORD, of_dossier(dossier))
    require_own(dossier, actor)
    if not is_open(dossier):
        raise Refused("Luật áp dụng được chọn trong bước thẩm định; hồ sơ không ở bước này.")
    if not reason.strip():
        raise Invalid({"reason": "Ghi rõ lý do."})
    return dossier


def _apply(dossier: Dossier, chosen_on: date | None, reason: str) -> None:
    dossier.law_chosen_on, dossier.law_reason = chosen_on, reason
    if dossier.law_day:
        dossier.law_version = law().version_on(dossier.law_day).law
