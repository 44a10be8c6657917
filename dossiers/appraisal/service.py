"""The appraising body's steps: accepted, asked for corrections, consulted on, held, resumed, finished, refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dossiers import clock, components, journal, timing, working_days
from dossiers.access import permit
from dossiers.advance import advance, touch
from dossiers.appraisal import consultations, queries
from dossiers.db import unit_of_work
from dossiers.facts import open_correction
from dossiers.models import Consultation, CorrectionFlag, CorrectionRequest, Dossier, Unit
from dossiers.rules import law, procedure_of
from dossiers.splitting import leave_held_behind
from dossiers.subjects import find_dossier, of_dossier
from dossiers.submission.nomination_service import find_line
from workflow.errors import Invalid, Missing, NotAllowed, Refused
from workflow.permissions import Action, Actor
from workflow.roles import Role

Flag = tuple[int | None, str, str]  # nomination (None: the dossier itself), field or component, note


def accept(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> Dossier:
    """Receive a dossier for appraisal: its law, its due day and its appraiser are fixed.  Raises as `advance`."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        require_own(dossier, actor)
        advance(dossier, "accept", actor=actor, seen=seen, at=at, appraiser_id=actor.id)
        return dossier


def take_over(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> None:
    """Appraise a dossier in a colleague's place.  Raises Invalid without a reason, Refused, Stale."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        permit(actor, Action.APPRAISAL_RECORD, of_dossier(dossier))
        if not reason.strip():
            raise Invalid({"reason": "Ghi rõ vì sao nhận xử lý thay."})
        if dossier.appraiser_id in (None, actor.id):
            raise Refused("Hồ sơ chưa có người thẩm định khác.")
        before, dossier.appraiser_id = dossier.appraiser_id, actor.id
        touch(dossier, seen)
        journal.record(
            "dossier.taken_over", dossier, actor=actor, at=at, dossier_id=dossier.id, before=before, reason=reason
        )


def return_for_correction(
    *,
    actor: Actor,
    dossier_id: int,
    seen: int,
    reason: str,
    due_on: date | None,
    flags: Sequence[Flag],
    at: datetime,
) -> Dossier:
    """Return a dossier with what is to be corrected; only that may be edited.  Raises Invalid, else as `advance`.

    Without `due_on` the time is the procedure's.
    """
    with unit_of_work() as session:
        dossier = find_dossier(dossier_id)
        require_own(dossier, actor)
        step = procedure_of(dossier).find_step("return_for_correction", dossier.state)
        day = clock.day_of(at)
        if not reason.strip():
            raise Invalid({"reason": "Ghi rõ lý do yêu cầu bổ sung."})
        due = due_on or (timing.due_after(step, day) if step else None)
        request = CorrectionRequest(
            dossier_id=dossier.id,
            round=dossier.correction_rounds + 1,
            reason=reason,
            due_on=_later(due, day, "due_on"),
            requested_by_id=actor.id,
            requested_at=at,
            flags=_flags(dossier, flags),
        )
        changes: dict[str, Any] = {"correction_rounds": request.round}
        if step and Role.APPRAISER in step.by:
            changes["appraiser_id"] = actor.id
        if step:
            session.add(request)
        advance(dossier, "return_for_correction", actor=actor, seen=seen, at=at, reason=reason, **changes)
        return dossier


def consult(
    *,
    actor: Actor,
    dossier_id: int,
    seen: int,
    unit_ids: Sequence[int],
    question: str,
    due_on: date | None,
    at: datetime,
) -> Dossier:
    """Ask other offices about a dossier, all by the same day.  Raises Invalid, else as `advance`."""
    with unit_of_work() as session:
        dossier = find_dossier(dossier_id)
        require_own(dossier, actor)
        day = clock.day_of(at)
        if not question.strip():
            raise Invalid({"question": "Ghi nội dung cần lấy ý kiến."})
        units = [session.get(Unit, unit_id) for unit_id in dict.fromkeys(unit_ids)]
        if not units or None in units:
            raise Invalid({"unit_ids": "Chọn ít nhất một cơ quan trong danh sách."})
        due = _later(due_on or consultation_due(day), day, "due_on")
        session.add_all(
            Consultation(
                dossier_id=dossier.id, unit_id=unit.id, question=question, due_on=due, asked_by_id=actor.id, asked_at=at
            )
            for unit in units
            if unit
        )
        advance(dossier, "consult", actor=actor, seen=seen, at=at, reason=question)
        consultations.tell_asked(dossier, at)
        return dossier


def record_answer(*, actor: Actor, dossier_id: int, consultation_id: int, seen: int, answer: str, at: datetime) -> None:
    """Write down what an office answered.  Raises Invalid, Missing, Refused when it did before, Stale."""
    with unit_of_work() as session:
        dossier = find_dossier(dossier_id)
        permit(actor, Action.APPRAISAL_RECORD, of_dossier(dossier))
        consultation = session.get(Consultation, consultation_id)
        if consultation is None or consultation.dossier_id != dossier.id:
            raise Missing("Không tìm thấy lần lấy ý kiến này.")
        if not answer.strip():
            raise Invalid({"answer": "Ghi số, ngày và nội dung văn bản trả lời."})
        if consultation.answered_at:
            raise Refused("Ý kiến của cơ quan này đã được ghi nhận.")
        consultation.answer, consultation.answered_at, consultation.recorded_by_id = answer, at, actor.id
        touch(dossier, seen)
        journal.record("consultation.answered", consultation, actor=actor, at=at, dossier_id=dossier.id)


def hold(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> Dossier:
    """Stop a whole dossier while something is being looked into.  Raises as `advance`."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(dossier, "hold", actor=actor, seen=seen, at=at, reason=reason, hold_reason=reason)
        return dossier


def resume(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> Dossier:
    """Go on where a hold stopped, by a written conclusion.  Raises as `advance`."""
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(dossier, "resume", actor=actor, seen=seen, at=at, reason=reason, hold_reason="")
        return dossier


def finish_appraisal(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> Dossier:
    """Close the appraisal: held lines stay behind, lines not proposed end here with their reason.

    Raises as `advance`, and Refused where nobody is proposed.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        require_own(dossier, actor)
        declined = queries.declined_lines(dossier)
        if declined and len(declined) == len(dossier.live_nominations):
            raise Refused("Mọi đề nghị đều không được đề nghị khen thưởng. Dùng bước “Kết thúc, không đề nghị”.")
        leave_held_behind(dossier, actor=actor, at=at)

        def end_declined() -> None:
            for line, opinion in declined:
                if line.dossier is dossier:
                    line.outcome, line.outcome_reason = "refused", opinion

        advance(dossier, "finish_appraisal", actor=actor, seen=seen, at=at, effect=end_declined)
        return dossier


def refuse(*, actor: Actor, dossier_id: int, seen: int, reason: str, at: datetime) -> Dossier:
    """End a dossier without an award, with the reason for its unit.  Raises as `advance`."""

    def refuse_lines() -> None:
        for line in dossier.nominations:
            if line.outcome in ("pending", "deferred"):
                line.outcome, line.outcome_reason = "refused", reason
        if correction := open_correction(dossier):
            correction.resolved_at = at

    with unit_of_work():
        dossier = find_dossier(dossier_id)
        advance(dossier, "refuse", actor=actor, seen=seen, at=at, reason=reason, effect=refuse_lines)
        return dossier


def require_own(dossier: Dossier, actor: Actor) -> None:
    """Raise NotAllowed where a colleague appraises the dossier: only who asked looks again."""
    appraiser = dossier.appraiser
    if appraiser is not None and appraiser.id != actor.id:
        raise NotAllowed(
            f"Hồ sơ do {appraiser.full_name} thẩm định. Nếu đồng chí ấy vắng, chọn “Nhận xử lý thay” và ghi lý do."
        )


def consultation_due(day: date) -> date:
    """Return the day by which an office asked on `day` should answer."""
    count = law().parameter("deadlines.consultation").on(day).value
    return working_days.add(day, int(count)).due


def _later(due: date | None, day: date, name: str) -> date:
    if due is None or due <= day:
        raise Invalid({name: f"Chọn ngày sau ngày {day:%d/%m/%Y}."})
    return due


def _flags(dossier: Dossier, flags: Sequence[Flag]) -> list[CorrectionFlag]:
    if not flags:
        raise Invalid({"flags": "Chọn ít nhất một nội dung cần bổ sung."})
    found = []
    for nomination_id, code, note in flags:
        line = find_line(dossier, nomination_id) if nomination_id is not None else None
        if code not in components.flaggable(dossier, line):
            raise Invalid({"flags": "Có nội dung không thuộc hồ sơ này. Tải lại trang."})
        found.append(CorrectionFlag(nomination_id=nomination_id, field=code, note=note))
    return found
