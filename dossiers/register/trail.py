"""A record's changes in words: which field said what before, and what it says now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dossiers.db import current_session
from dossiers.models import AwardRecord, AwardRecordChange, Unit
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.models.history import PROVENANCES, REVOCATION_GROUNDS
from dossiers.submission.routing import GROUNDS
from dossiers.words import award_name

FIELDS = {
    "kind": "Đối tượng",
    "name": "Tên",
    "birth_year": "Năm sinh",
    "identity_hash": "Số định danh",
    "unit_id": "Đơn vị",
    "award_code": "Danh hiệu, hình thức",
    "ground": "Loại hình",
    "year": "Năm thành tích",
    "decision_number": "Số quyết định",
    "decided_on": "Ngày quyết định",
    "issued_by": "Người, cơ quan ban hành",
    "provenance": "Nguồn",
    "is_revoked": "Đã hủy",
    "revocation_ground": "Căn cứ hủy",
    "revocation_number": "Số quyết định hủy",
    "revoked_on": "Ngày quyết định hủy",
}
_DAYS = ("decided_on", "revoked_on")
_WORDS = {
    "kind": RECIPIENT_KINDS,
    "ground": GROUNDS,
    "provenance": PROVENANCES,
    "revocation_ground": REVOCATION_GROUNDS,
}


@dataclass(frozen=True)
class TrailEntry:
    """One change, as the component `timeline` shows it."""

    title: str
    at: datetime
    actor_name: str
    reason: str
    details: tuple[str, ...]


def entries(record: AwardRecord) -> list[TrailEntry]:
    """Return a record's changes, the newest first."""
    return [_entry(change) for change in reversed(record.changes)]


def _entry(change: AwardRecordChange) -> TrailEntry:
    revoked = change.after.get("is_revoked")
    title = {None: "Đính chính", True: "Ghi nhận bị hủy", False: "Khôi phục"}[revoked]
    details = tuple(
        f"{FIELDS[name]}: {_words(name, change.before.get(name))} → {_words(name, value)}"
        for name, value in change.after.items()
        if name in FIELDS
    )
    return TrailEntry(title, change.changed_at, change.changed_by.full_name, change.reason, details)


def _words(name: str, value: Any) -> str:
    if name == "identity_hash":
        return "có (mã băm)" if value else "không có"
    if isinstance(value, bool):
        return "có" if value else "không"
    if value in (None, ""):
        return "không có"
    if name in _DAYS:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if name == "unit_id":
        unit = current_session().get(Unit, value)
        return unit.name if unit else str(value)
    if name == "award_code":
        return award_name(value)
    return _WORDS.get(name, {}).get(value, str(value))
