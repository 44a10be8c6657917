"""Sealing secret votes until the count: what was voted can be written by anybody's page and read by nobody.

Every item has a key pair of its own.  A voter's sheet is encrypted with its public half (libsodium's sealed box, an
ephemeral key for each sheet); the private half is encrypted with a key of the instance that stands in a file beside
the database and never in it.  The count opens all sheets at once and destroys them together with the key pair.

Inside a sheet stand the names under which its slips are published, which occur nowhere before; so a copy of the
database made between two votes shows that a sheet came in, and nothing that could be found again after the count.
docs/adr/0006-secret-ballot.md says what this protects from and what it does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from sqlalchemy import delete, insert, select, text

from config import kept_key
from dossiers.db import current_session
from dossiers.models import AgendaItem, BallotKey, SealedSheet
from workflow.errors import Refused

KEY_FILE = "ballot_key"
NAME_LENGTH = 32
# One letter for each choice: the length of a sealed sheet tells how many lines it has, never what they say.
LETTERS = {"yes": "y", "no": "n", "abstain": "a"}
_CHOICES = {letter: choice for choice, letter in LETTERS.items()}

# One statement writes all sheets of an item anew, so that PostgreSQL's row versions and places on the page tell
# neither an order nor with whose turnout a sheet was written.  SQLite keeps the table in the order of its names.
_SHUFFLE = text(
    "WITH gone AS (DELETE FROM sealed_sheet WHERE item_id = :item RETURNING id, item_id, sealed) "
    "INSERT INTO sealed_sheet (id, item_id, sealed) SELECT id, item_id, sealed FROM gone ORDER BY id"
)


@dataclass(frozen=True)
class Mark:
    """One line of a sheet: the ballot, the name of the slip that will be published, and what it says."""

    ballot_id: int
    name: str
    choice: str


def seal(item: AgendaItem, sheet_name: str, marks: Iterable[Mark]) -> None:
    """Store one voter's sheet on an item, sealed, inside the caller's unit of work."""
    session = current_session()
    box = SealedBox(PublicKey(_key_of(item).public_key))
    row = {"id": sheet_name, "item_id": item.id, "sealed": box.encrypt(_written(marks))}
    session.execute(insert(SealedSheet), [row])
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_SHUFFLE, {"item": item.id})


def is_sealed(sheet_name: str) -> bool:
    """Whether a sheet of this name is in."""
    return current_session().get(SealedSheet, sheet_name) is not None


def open_all(item: AgendaItem) -> list[Mark]:
    """Open every sheet of an item and destroy sheets and key; the lines of all sheets, by their random names.

    Raises Refused where the instance's key is not the one with which voting began.
    """
    session = current_session()
    sheets = session.scalars(select(SealedSheet.sealed).where(SealedSheet.item_id == item.id)).all()
    if not sheets:
        destroy(item)
        return []
    try:
        box = SealedBox(PrivateKey(_instance_box().decrypt(_key_of(item).private_key)))
        marks = [mark for sheet in sheets for mark in _read(box.decrypt(sheet))]
    except CryptoError as fault:
        raise Refused(
            "Chưa mở được phiếu kín: khóa của máy chủ không phải khóa khi bỏ phiếu. Người quản trị khôi phục tệp "
            f"{KEY_FILE} trong thư mục của bản cài đặt rồi kiểm phiếu lại; phiếu đã gửi vẫn còn nguyên."
        ) from fault
    destroy(item)
    return sorted(marks, key=lambda mark: mark.name)


def destroy(item: AgendaItem) -> None:
    """Destroy an item's sealed sheets and its key, so that nobody can open them any more."""
    session = current_session()
    for table in (SealedSheet, BallotKey):
        session.execute(delete(table).where(table.item_id == item.id))


def _key_of(item: AgendaItem) -> BallotKey:
    session = current_session()
    found = session.scalar(select(BallotKey).where(BallotKey.item_id == item.id))
    if found is None:
        pair = PrivateKey.generate()
        wrapped = bytes(_instance_box().encrypt(bytes(pair)))
        found = BallotKey(item_id=item.id, public_key=bytes(pair.public_key), private_key=wrapped)
        session.add(found)
        session.flush()
    return found


def _instance_box() -> SecretBox:
    secret = kept_key(current_app.config["SETTINGS"].home / KEY_FILE)
    return SecretBox(hashlib.sha256(secret.encode()).digest())


def _written(marks: Iterable[Mark]) -> bytes:
    ordered = sorted(marks, key=lambda mark: mark.ballot_id)
    return "\n".join(f"{mark.ballot_id:010d}{mark.name}{LETTERS[mark.choice]}" for mark in ordered).encode()


def _read(sheet: bytes) -> list[Mark]:
    return [Mark(int(line[:10]), line[10:-1], _CHOICES[line[-1]]) for line in sheet.decode().split("\n")]
