"""Entering a whole Excel file: looked at first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import insert, select

from dossiers import clock, journal, storage, subjects
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import AwardImport, AwardRecord
from dossiers.register import book
from dossiers.register.book import Book
from dossiers.register.entries import Entry, Fault, Reader, row_key
from workflow.errors import Refused
from workflow.permissions import Action, Actor

T = TypeVar("T")
CHUNK = 1_000
_KEY = ("kind", "search_key", "birth_year", "unit_id", "award_code", "ground", "year", "decision_number")


@dataclass(frozen=True)
class Report:
    """What an import would do: what is new, what the register knows already, what is wrong, by row and cell."""

    sheet: str
    rows: int
    new: tuple[Entry, ...]
    known: tuple[int, ...]
    repeated: tuple[tuple[int, int], ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]
    earlier: AwardImport | None

    @property
    def is_ready(self) -> bool:
        """Whether it may be confirmed: not one fault, and something new."""
        return not self.faults and bool(self.new)


def check(content: bytes, sha256: str, at: datetime) -> Report:
    """Look at a file without entering anything.  Raises Invalid (field `file`) where it is no register."""
    return _report(book.read(content), sha256, at)


def enter(*, actor: Actor, sha256: str, filename: str, at: datetime) -> AwardImport:
    """Enter every new row of a file that was stored when it was looked at, in one transaction.

    Raises Invalid, Missing where the file is gone, Refused where a row has a fault or nothing is new.
    """
    permit(actor, Action.REGISTER_MANAGE, subjects.register())
    content = storage.get(sha256)
    found = book.read(content)
    with unit_of_work() as session:
        report = _report(found, sha256, at)
        if report.faults:
            raise Refused(f"Tệp còn {len(report.faults)} lỗi nên chưa nhập dòng nào. Kiểm tra lại tệp để xem từng lỗi.")
        if not report.new:
            raise Refused("Mọi dòng của tệp đã có trong sổ. Không có gì để nhập.")
        entered = AwardImport(
            filename=filename,
            sha256=sha256,
            size=len(content),
            added=len(report.new),
            known=len(report.known) + len(report.repeated),
            confirmed_by_id=actor.id,
            confirmed_at=at,
        )
        session.add(entered)
        session.flush()
        for entries in _chunks(report.new):
            session.execute(insert(AwardRecord), [{**entry.values, "import_id": entered.id} for entry in entries])
        journal.record(
            "register.imported", entered, actor=actor, at=at, added=entered.added, known=entered.known, sha256=sha256
        )
        return entered


def _report(found: Book, sha256: str, at: datetime) -> Report:
    entries, faults = Reader(clock.day_of(at)).read(found)
    first: dict[str, Entry] = {}
    repeated = []
    for entry in entries:
        earlier = first.setdefault(entry.key, entry)
        if earlier is not entry:
            repeated.append((entry.row, earlier.row))
    known = _known(first)
    without_year = sum(
        entry.values["kind"] == "individual" and not entry.values["birth_year"] for entry in first.values()
    )
    remarks = list(found.remarks)
    if without_year:
        remarks.append(f"{without_year} dòng cá nhân không có năm sinh: chỉ nhận ra người theo tên và đơn vị.")
    query = select(AwardImport).where(AwardImport.sha256 == sha256).order_by(AwardImport.id.desc()).limit(1)
    return Report(
        sheet=found.sheet,
        rows=len(found.rows),
        new=tuple(entry for key, entry in first.items() if key not in known),
        known=tuple(entry.row for key, entry in first.items() if key in known),
        repeated=tuple(repeated),
        faults=tuple(faults),
        remarks=tuple(remarks),
        earlier=current_session().scalar(query),
    )


def _known(entries: dict[str, Entry]) -> set[str]:
    """Return the keys that the register has: of rows as they were imported, and of records as they stand now."""
    session = current_session()
    keys: set[str] = set()
    for some in _chunks(list(entries)):
        imported = session.scalars(select(AwardRecord.row_key).where(AwardRecord.row_key.in_(some)))
        keys.update(key for key in imported if key)
    columns = [getattr(AwardRecord, name) for name in _KEY]
    names = list({entry.values["search_key"] for entry in entries.values()})
    for some in _chunks(names):
        standing = session.execute(select(*columns).where(AwardRecord.search_key.in_(some)))
        keys.update(row_key(dict(zip(_KEY, row, strict=True))) for row in standing)
    return keys & entries.keys()


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    every = list(items)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]
