"""The journal: every change, who made it and why, in a chain of hashes that shows any later tampering."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import JSON, BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from dossiers.db import Base, current_session

ROOT_BEFORE_FIRST = "0" * 64


class Actor(Protocol):
    """Whoever acts: an account."""

    @property
    def id(self) -> int:
        """The account's id."""

    @property
    def full_name(self) -> str:
        """The person's name."""


class JournalEntry(Base):
    """One recorded change; never updated, never deleted (triggers refuse it)."""

    __tablename__ = "journal_entry"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    dossier_id: Mapped[int | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    def content(self) -> dict[str, Any]:
        """Return what the hash covers, as plain values."""
        return {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_id": self.actor_id,
            "actor_name": self.actor_name,
            "action": self.action,
            "subject_type": self.subject_type,
            "subject_id": self.subject_id,
            "dossier_id": self.dossier_id,
            "details": self.details,
            "prev_hash": self.prev_hash,
        }


@dataclass(frozen=True)
class Verified:
    """The answer of a check of the chain: `first_bad` is the first sequence number that does not hold."""

    entries: int
    root: str
    ok: bool
    first_bad: int | None = None


def record(
    action: str,
    subject: object,
    *,
    actor: Actor | None,
    at: datetime,
    dossier_id: int | None = None,
    actor_name: str = "Hệ thống",
    **details: Any,
) -> JournalEntry:
    """Append one entry (`object.verb_past`) inside the caller's unit of work; `details` are plain JSON values.

    `subject` is the mapped object concerned; without an actor `actor_name` says who it was.
    """
    session = current_session()
    session.flush()  # the subject needs its id
    last = session.scalar(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1))
    entry = JournalEntry(
        seq=last.seq + 1 if last else 1,
        at=at,
        actor_id=actor.id if actor else None,
        actor_name=actor.full_name if actor else actor_name,
        action=action,
        subject_type=getattr(subject, "__tablename__", type(subject).__name__),
        subject_id=getattr(subject, "id", None),
        dossier_id=dossier_id,
        details=json.loads(json.dumps(details, default=str)),
        prev_hash=last.hash if last else ROOT_BEFORE_FIRST,
    )
    entry.hash = digest(entry.content())
    session.add(entry)
    session.flush()
    return entry


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry's content in canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(contents: Iterable[Mapping[str, Any]]) -> Verified:
    """Re-compute the chain over entries in order, each its content plus `hash`."""
    count, root = 0, ROOT_BEFORE_FIRST
    for given in contents:
        count += 1
        content = {key: value for key, value in given.items() if key != "hash"}
        holds = content.get("seq") == count and content.get("prev_hash") == root
        if not holds or given.get("hash") != digest(content):
            return Verified(count, root, ok=False, first_bad=count)
        root = str(given["hash"])
    return Verified(count, root, ok=True)


def stored(session: Session | None = None) -> Iterator[dict[str, Any]]:
    """Yield every stored entry in order, as `verify` and the export want it; of another database by its session."""
    query = select(JournalEntry).order_by(JournalEntry.seq).execution_options(yield_per=1000)
    for entry in (session or current_session()).scalars(query):
        yield {**entry.content(), "hash": entry.hash}


def of_dossier(dossier_id: int) -> list[JournalEntry]:
    """Return a dossier's entries, oldest first."""
    query = select(JournalEntry).where(JournalEntry.dossier_id == dossier_id).order_by(JournalEntry.seq)
    return list(current_session().scalars(query))


def last_of_dossier(dossier_id: int) -> JournalEntry | None:
    """Return the newest entry of a dossier: who was faster."""
    query = select(JournalEntry).where(JournalEntry.dossier_id == dossier_id).order_by(JournalEntry.seq.desc())
    return current_session().scalars(query.limit(1)).first()
