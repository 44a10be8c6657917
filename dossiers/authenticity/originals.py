"""Generated documents held against the journal: what was written, by whom, and whether a file still is that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from dossiers import journal, pdf, storage, subjects
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Document
from dossiers.storage import Condition
from workflow.errors import Missing
from workflow.permissions import Action, Actor, decide

WRITTEN = "document.written"


@dataclass(frozen=True)
class Original:
    """A document, the journal's entry of its writing (None: there is none), and how the stored file is found."""

    document: Document
    entry: JournalEntry | None
    stored: Condition

    @property
    def is_vouched_for(self) -> bool:
        """Whether the journal knows the document by the hash that its row bears, in an entry that still holds."""
        entry = self.entry
        return (
            entry is not None
            and entry.details.get("sha256") == self.document.sha256
            and entry.hash == journal.digest(entry.content())
        )

    @property
    def is_intact(self) -> bool:
        """Whether the stored file is exactly what the journal says was written."""
        return self.is_vouched_for and self.stored is Condition.INTACT

    def is_same(self, content: bytes) -> bool:
        """Whether `content` is byte for byte what the journal says was written, or the PDF made of exactly that."""
        return self.is_vouched_for and pdf.word_of(storage.hash_of(content)) == self.document.sha256


def find(document_id: int) -> Original:
    """Return a document with what the journal says of it; raises Missing."""
    document = current_session().get(Document, document_id)
    if document is None:
        raise Missing("Không tìm thấy văn bản này.")
    return of(document)


def of(document: Document) -> Original:
    """Return what the journal says of a document, and how its stored file is found today."""
    query = select(JournalEntry).where(
        JournalEntry.action == WRITTEN,
        JournalEntry.dossier_id == document.dossier_id,
        JournalEntry.subject_id == document.id,
    )
    entry = current_session().scalars(query.order_by(JournalEntry.seq).limit(1)).first()
    return Original(document, entry, storage.condition_of(document.sha256))


def with_content(content: bytes, actor: Actor) -> list[Original]:
    """Return the documents that are byte for byte `content`, or whose PDF is, of those that the person may see."""
    same = select(Document).where(Document.sha256 == pdf.word_of(storage.hash_of(content))).order_by(Document.id)
    readable = (
        document
        for document in current_session().scalars(same)
        if decide(actor, Action.DOSSIER_VIEW, subjects.of_document(document)).is_allowed
    )
    return [of(document) for document in readable]


def every() -> Iterator[Original]:
    """Yield every document that was ever written, for the command that checks them all."""
    session = current_session()
    entries: dict[int | None, JournalEntry] = {}
    for entry in session.scalars(select(JournalEntry).where(JournalEntry.action == WRITTEN).order_by(JournalEntry.seq)):
        entries.setdefault(entry.subject_id, entry)
    for document in session.scalars(select(Document).order_by(Document.id)):
        yield Original(document, entries.get(document.id), storage.condition_of(document.sha256))
