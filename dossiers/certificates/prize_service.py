"""The list of prize money as a document of the dossier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dossiers import papers, subjects
from dossiers.access import permit
from dossiers.certificates import queries
from dossiers.db import current_session, unit_of_work
from dossiers.models import Document, Dossier
from workflow.permissions import Action, Actor

KIND = "danh_sach_tien_thuong"
STEP = "prize_list"


def write_list(*, actor: Actor, dossier_id: int, at: datetime) -> None:
    """Write the list of an issued decision into the dossier; its hash stands in the journal.

    Raises Missing without an issued decision, Refused where the unit's template fits this version no more.
    """
    with unit_of_work():
        dossier = subjects.find_dossier(dossier_id)
        permit(actor, Action.PRINTING_MANAGE, subjects.of_dossier(dossier))
        queries.issued_decision(dossier)
        papers.write(KIND, dossier, step=STEP, actor=actor, at=at)


def written_lists(dossier: Dossier) -> list[Document]:
    """Return the newest list of a dossier, if any was written."""
    query = select(Document).where(Document.dossier_id == dossier.id, Document.kind == KIND)
    return list(current_session().scalars(query.order_by(Document.id.desc()).limit(1)))
