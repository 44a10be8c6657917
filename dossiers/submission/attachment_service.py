"""Files of a dossier: evidence of a line, or a component that the unit adds signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dossiers import journal, storage
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.components import PREFIX, flaggable
from dossiers.db import unit_of_work
from dossiers.models import Attachment, Dossier
from dossiers.subjects import find_dossier, of_dossier
from dossiers.submission.editing import require_open
from dossiers.submission.nomination_service import find_line
from dossiers.uploads import Upload
from workflow.errors import Invalid, Missing
from workflow.permissions import Action, Actor

MAX_FILES = 500


def add_attachments(
    *,
    actor: Actor,
    dossier_id: int,
    nomination_id: int | None,
    seen: int,
    component: str,
    uploads: Sequence[Upload],
    at: datetime,
) -> None:
    """Add checked files to a component of the dossier, or of one line.  Raises Invalid, Missing, Refused, Stale.

    The contents are stored before the transaction; a file that no row names is swept later.
    """
    permit(actor, Action.DOSSIER_EDIT, of_dossier(find_dossier(dossier_id)))
    hashes = [storage.put(upload.content) for upload in uploads]
    with unit_of_work():
        dossier = _opened(actor, dossier_id)
        nomination = find_line(dossier, nomination_id) if nomination_id is not None else None
        if PREFIX + component not in flaggable(dossier, nomination):
            raise Missing("Hồ sơ không có thành phần này.")
        require_open(dossier, PREFIX + component, nomination)
        if len(dossier.attachments) + len(uploads) > MAX_FILES:
            raise Invalid({"files": f"Mỗi hồ sơ có tối đa {MAX_FILES} tệp. Gộp các tệp nhỏ lại."})
        for upload, sha256 in zip(uploads, hashes, strict=True):
            attachment = Attachment(
                nomination_id=nomination.id if nomination else None,
                component=component,
                filename=upload.filename,
                media_type=upload.media_type,
                size=len(upload.content),
                sha256=sha256,
                uploaded_by_id=actor.id,
                uploaded_at=at,
            )
            dossier.attachments.append(attachment)
            journal.record("attachment.added", attachment, actor=actor, at=at, dossier_id=dossier.id, sha256=sha256)
        touch(dossier, seen)


def remove_attachment(*, actor: Actor, dossier_id: int, attachment_id: int, seen: int, at: datetime) -> None:
    """Take a file out of the dossier.  Raises Missing, Refused where its component is closed, Stale."""
    with unit_of_work() as session:
        dossier = _opened(actor, dossier_id)
        attachment = find_attachment(dossier, attachment_id)
        require_open(dossier, PREFIX + attachment.component, attachment.nomination)
        journal.record(
            "attachment.removed", attachment, actor=actor, at=at, dossier_id=dossier.id, sha256=attachment.sha256
        )
        dossier.attachments.remove(attachment)
        session.flush()
        touch(dossier, seen)


def find_attachment(dossier: Dossier, attachment_id: int) -> Attachment:
    """Return one of the dossier's own files; raises Missing."""
    for attachment in dossier.attachments:
        if attachment.id == attachment_id:
            return attachment
    raise Missing("Không tìm thấy tệp này trong hồ sơ.")


def _opened(actor: Actor, dossier_id: int) -> Dossier:
    dossier = find_dossier(dossier_id)
    permit(actor, Action.DOSSIER_EDIT, of_dossier(dossier))
    return dossier
