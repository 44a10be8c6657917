"""Questions to other offices (hiệp y) as the asked office sees them: told, answered online with files, reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from dossiers import clock, journal, recipients, storage, subjects
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.db import current_session, unit_of_work
from dossiers.models import Consultation, ConsultationFile, Dossier
from dossiers.uploads import Upload
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action, Actor, Subject
from workflow.roles import SUBMITTING_SIDE

MAX_FILES = 10


def answer(*, actor: Actor, consultation_id: int, text: str, uploads: Sequence[Upload], at: datetime) -> None:
    """Answer a question for the asked office, with files; whoever appraises the dossier is told.

    An answer after the due day is taken too.  Raises NotAllowed, Missing, Refused (answered already), Invalid.
    """
    permit(actor, Action.CONSULTATION_ANSWER, of_asked(find(consultation_id)))
    hashes = [storage.put(upload.content) for upload in uploads]
    with unit_of_work() as session:
        asked = find(consultation_id)
        permit(actor, Action.CONSULTATION_ANSWER, of_asked(asked))
        if asked.answered_at is not None:
            raise Refused("Ý kiến của cơ quan này đã được ghi nhận.")
        if not text.strip():
            raise Invalid({"answer": "Ghi số, ngày và nội dung văn bản trả lời."})
        if len(uploads) > MAX_FILES:
            raise Invalid({"files": f"Gửi tối đa {MAX_FILES} tệp. Gộp các tệp nhỏ lại."})
        asked.answer, asked.answered_at, asked.recorded_by_id = text, at, actor.id
        for upload, sha256 in zip(uploads, hashes, strict=True):
            kept = ConsultationFile(
                consultation_id=asked.id,
                filename=upload.filename,
                media_type=upload.media_type,
                size=len(upload.content),
                sha256=sha256,
                uploaded_by_id=actor.id,
                uploaded_at=at,
            )
            session.add(kept)
        dossier = subjects.find_dossier(asked.dossier_id)
        touch(dossier, dossier.version)
        journal.record("consultation.answered", asked, actor=actor, at=at, dossier_id=asked.dossier_id, files=hashes)
        recipients.announce(
            dossier,
            recipients.appraisers_of(dossier),
            kind="consultation.answered",
            subject=f"{asked.unit.name} đã trả lời lấy ý kiến về hồ sơ {dossier.code}",
            url=f"/ho-so/{dossier.id}",
            at=at,
        )


def remind(*, actor: Actor, consultation_id: int, at: datetime) -> None:
    """Remind the asked office.  Raises NotAllowed (not the appraising side), Missing, Refused (answered already)."""
    with unit_of_work():
        asked = find(consultation_id)
        dossier = subjects.find_dossier(asked.dossier_id)
        permit(actor, Action.CONSULTATION_FOLLOW, subjects.of_dossier(dossier))
        if asked.answered_at is not None:
            raise Refused("Cơ quan này đã trả lời.")
        journal.record("consultation.reminded", asked, actor=actor, at=at, dossier_id=dossier.id)
        _tell(asked, dossier, "Nhắc trả lời lấy ý kiến", at)


def tell_asked(dossier: Dossier, at: datetime) -> None:
    """Tell the offices asked at this very moment, inside the caller's unit of work."""
    query = select(Consultation).where(Consultation.dossier_id == dossier.id)
    for asked in current_session().scalars(query):
        if asked.asked_at == at:
            _tell(asked, dossier, "Đơn vị bạn được lấy ý kiến", at)


def find(consultation_id: int) -> Consultation:
    """Return a question; raises Missing."""
    asked = current_session().get(Consultation, consultation_id)
    if asked is None:
        raise Missing("Không tìm thấy lần lấy ý kiến này.")
    return asked


def find_file(consultation_file_id: int) -> ConsultationFile:
    """Return a file that came with an answer; raises Missing."""
    found = current_session().get(ConsultationFile, consultation_file_id)
    if found is None:
        raise Missing("Không tìm thấy tệp này.")
    return found


def of_asked(asked: Consultation) -> Subject:
    """Return the subject of a question for the office that is asked: only that office's own side counts."""
    nominees = subjects.of_dossier(subjects.find_dossier(asked.dossier_id)).nominees
    return Subject(submitting_units=frozenset({asked.unit_id}), nominees=nominees)


def asked(consultation_id: int, **_more: object) -> Subject:
    """Load the subject of a route of the asked office."""
    return of_asked(find(consultation_id))


def followed(consultation_id: int, **_more: object) -> Subject:
    """Load the subject of a route of the appraising side about a question: its dossier's."""
    return subjects.of_dossier(subjects.find_dossier(find(consultation_id).dossier_id))


def file(consultation_file_id: int, **_more: object) -> Subject:
    """Load the subject of a file: the dossier's inside, and the office that sent it; never the submitting unit."""
    asked = find_file(consultation_file_id).consultation
    subject = subjects.of_dossier(subjects.find_dossier(asked.dossier_id))
    return replace(subject, submitting_units=frozenset({asked.unit_id}))


def _tell(asked: Consultation, dossier: Dossier, what: str, at: datetime) -> None:
    recipients.announce(
        dossier,
        recipients.holders(set(SUBMITTING_SIDE), frozenset({asked.unit_id}), clock.day_of(at)),
        kind="consultation.asked",
        subject=f"{what}: hồ sơ {dossier.code}",
        body=f"Trả lời đến hết ngày {asked.due_on:%d/%m/%Y}.",
        url=f"/hiep-y/{asked.id}",
        at=at,
    )
