"""Which data goes into which document: a writer per kind, over the dossier or the session as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from dossiers import clock, journal, storage
from dossiers.db import current_session
from dossiers.documents import kinds
from dossiers.models import CouncilSession, Document, Dossier
from dossiers.papers import (
    achievement,
    certificates,
    decision,
    notice,
    prizes,
    reception,
    review,
    session,
    unit,
    written_round,
)
from dossiers.papers.letterhead import Context, Paper
from dossiers.papers.template_choice import TemplateChoice
from workflow.permissions import Actor

Writer = Callable[[Dossier, Context], Iterable[Paper]]
SessionWriter = Callable[[CouncilSession, Context], Iterable[Paper]]

WRITERS: dict[str, Writer] = {
    "to_trinh": unit.petition,
    "danh_sach": unit.candidate_list,
    "bao_cao_thanh_tich": achievement.achievement_reports,
    "bien_ban_binh_xet": review.minutes,
    "phieu_tiep_nhan": reception.receipt,
    "yeu_cau_bo_sung": reception.correction_request,
    "bao_cao_tham_dinh": reception.appraisal_report,
    "cong_van_lay_y_kien": reception.consultation_letter,
    "thong_bao_cong_khai": notice.notice,
    "bao_cao_ket_qua_cong_khai": notice.report,
    "to_trinh_quyet_dinh": decision.proposal,
    "quyet_dinh": decision.decision,
    "thong_bao_ket_qua": notice.result,
    "bang_khen": certificates.certificates,
    "danh_sach_tien_thuong": prizes.prize_list,
}

SESSION_WRITERS: dict[str, SessionWriter] = {
    "cong_van_lay_y_kien": written_round.letter,
    "giay_moi_hop": session.invitation,
    "phieu_bau": written_round.slips,
    "bien_ban_kiem_phieu": session.tally_minutes,
    "bien_ban_hop_hoi_dong": session.minutes,
}


def write(kind: str, dossier: Dossier, *, step: str, actor: Actor, at: datetime) -> None:
    """Write the document `kind` of a dossier, inside the caller's unit of work.

    Raises Refused where a unit's own template fits this version of the product no more.
    """
    choice = TemplateChoice(kind, clock.day_of(at))
    for paper in WRITERS[kind](dossier, Context(step=step, at=at)):
        _keep(choice, paper, step=step, actor=actor, at=at, dossier=dossier)


def write_for_session(kind: str, held: CouncilSession, *, step: str, actor: Actor, at: datetime) -> None:
    """Write a council session's document, inside the caller's unit of work.  Raises Refused, as `write` does."""
    choice = TemplateChoice(kind, clock.day_of(at))
    for paper in SESSION_WRITERS[kind](held, Context(step=step, at=at)):
        _keep(choice, paper, step=step, actor=actor, at=at, session_id=held.id)


def _keep(
    choice: TemplateChoice,
    paper: Paper,
    *,
    step: str,
    actor: Actor,
    at: datetime,
    dossier: Dossier | None = None,
    session_id: int | None = None,
) -> None:
    kind, content = choice.kind, choice.render(paper)
    dossier_id = dossier.id if dossier else None
    document = Document(
        dossier_id=dossier_id,
        session_id=session_id,
        nomination_id=paper.nomination_id,
        kind=kind,
        step=step,
        title=paper.title or kinds.KINDS[kind].title,
        number=paper.number,
        dated_on=clock.day_of(at),
        filename=f"{kind}-{dossier.code if dossier else f'phien-{session_id}'}{paper.suffix}.docx",
        sha256=storage.put(content),
        size=len(content),
        template_sha256=choice.template_for(paper.issuer).sha256,
        created_at=at,
    )
    current_session().add(document)
    journal.record(
        "document.written",
        document,
        actor=actor,
        at=at,
        dossier_id=dossier_id,
        kind=kind,
        sha256=document.sha256,
        template=document.template_sha256,
    )
