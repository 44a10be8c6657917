"""The demonstration, and what it leaves out: a session being prepared, an objection, a question, a return."""

from __future__ import annotations

from sqlalchemy import select

from dossiers import clock, demonstration
from dossiers.accounts.login import actor_of
from dossiers.appraisal import service as appraisal
from dossiers.council import agenda, sessions
from dossiers.db import current_session
from dossiers.demonstration.cast import holder
from dossiers.models import Account, Council, Dossier, PublicNotice, Unit
from dossiers.notice import service as notices
from dossiers.subjects import find_dossier, find_session
from workflow.permissions import Actor
from workflow.roles import Role


def load() -> None:
    """Load the demonstration and set going what it leaves standing."""
    demonstration.load(clock.now())
    province = current_session().scalars(select(Unit).where(Unit.code == "UBND-TN")).one()
    secretary = holder(Role.COUNCIL_SECRETARY, province, province.keeper)
    waiting = [each.id for each in _standing("before_council") if each.decider_unit_id == province.id]
    _prepare(secretary, province, waiting[-1])
    _object()
    _return_and_ask()


def _standing(state: str) -> list[Dossier]:
    return list(current_session().scalars(select(Dossier).where(Dossier.state == state).order_by(Dossier.id)))


def _prepare(secretary: Actor, province: Unit, dossier_id: int) -> None:
    council = current_session().scalars(select(Council).where(Council.unit_id == province.id)).one()
    details = sessions.Details(
        title="Họp xét khen thưởng cuối năm", held_on=clock.today(), starts_at="08:00", place="Phòng họp số 2"
    )
    session_id = sessions.prepare_session(actor=secretary, council_id=council.id, details=details, at=clock.now())
    held = find_session(session_id)
    agenda.add_items(
        actor=secretary, session_id=session_id, dossier_ids=[dossier_id], seen=held.version, at=clock.now()
    )


def _object() -> None:
    notice = current_session().scalars(select(PublicNotice).order_by(PublicNotice.id.desc())).first()
    assert notice is not None
    notices.receive_objection(
        notice_id=notice.id,
        nomination_id=notice.nominations[0].id,
        about_name="",
        sender_name="Ma Thị Hoa",
        sender_contact="0912345678",
        statement="Đề nghị xác minh số liệu đã nêu trong danh sách.",
        upload=None,
        sender="127.0.0.1",
        at=clock.now(),
    )


def _return_and_ask() -> None:
    """Ask an office about one dossier under appraisal, and return another for correction."""
    asked, returned = _standing("under_appraisal")[:2]
    appraisal.consult(
        actor=actor_of(_appraiser(asked)),
        dossier_id=asked.id,
        seen=asked.version,
        unit_ids=[returned.unit_id],
        question="Đơn vị có vi phạm trong năm không?",
        due_on=None,
        at=clock.now(),
    )
    returned = find_dossier(returned.id)
    line = returned.live_nominations[0]
    appraisal.return_for_correction(
        actor=actor_of(_appraiser(returned)),
        dossier_id=returned.id,
        seen=returned.version,
        reason="Bổ sung số liệu.",
        due_on=None,
        flags=[(line.id, "report.results", "Nêu số liệu so với năm trước.")],
        at=clock.now(),
    )


def _appraiser(dossier: Dossier) -> Account:
    assert dossier.appraiser is not None
    return dossier.appraiser
