"""The outbox: messages to people, written in the transaction of the change that they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from dossiers.db import Base, current_session


class Message(Base):
    """One message to one account; read when `read_at` is set."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


def announce(
    account_ids: Iterable[int], *, kind: str, subject: str, at: datetime, body: str = "", url: str = ""
) -> None:
    """Write one message to each account, once, inside the caller's unit of work."""
    current_session().add_all(
        Message(account_id=account_id, kind=kind, subject=subject[:300], body=body, url=url, created_at=at)
        for account_id in sorted(set(account_ids))
    )


def newest(account_id: int, limit: int = 20) -> list[Message]:
    """Return an account's newest messages."""
    query = select(Message).where(Message.account_id == account_id)
    newest_first = query.order_by(Message.created_at.desc(), Message.id.desc())
    return list(current_session().scalars(newest_first.limit(limit)))


def mark_read(account_id: int, at: datetime) -> None:
    """Mark all messages of an account as read, inside the caller's unit of work."""
    for message in current_session().scalars(
        select(Message).where(Message.account_id == account_id, Message.read_at.is_(None))
    ):
        message.read_at = at
