"""What the appraiser says of single lines and components: opinions, holds, waivers."""

from __future__ import annotations

from datetime import datetime

from dossiers import clock, components, journal
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.appraisal import queries
from dossiers.appraisal.service import require_own
from dossiers.db import current_session, unit_of_work
from dossiers.models import Appraisal, Dossier, Nomination, WaivedComponent
from dossiers.models.appraisal import PROPOSALS
from dossiers.rules import procedure_of
from dossiers.subjects import find_dossier, of_dossier
from dossiers.submission.nomination_service import find_line
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


def appraise(
    *, actor: Actor, dossier_id: int, nomination_id: int, seen: int, proposal: str, opinion: str, at: datetime
) -> None:
    """Record an opinion on one line; a newer one counts, older ones stay.  Raises Invalid, Refused, Stale."""
    with unit_of_work():
        dossier = _opened(actor, dossier_id)
        line = find_line(dossier, nomination_id)
        if proposal not in PROPOSALS:
            raise Invalid({"proposal": "Chọn một đề xuất."})
        if proposal != "propose" and not opinion.strip():
            raise Invalid({"opinion": "Ghi rõ lý do của đề xuất này."})
        if line.outcome not in ("pending", "refused"):
            raise Refused(f"{line.label} không còn trong diện thẩm định.")
        line.outcome, line.outcome_reason = "pending", ""
        _give(line, proposal, opinion, actor, at)
        touch(dossier, seen)


def propose_green(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> int:
    """Propose every line whose rules are all met and that has no opinion yet; the basis is kept as its opinion.

    Returns how many; raises Refused when there is none, Stale.
    """
    with unit_of_work():
        dossier = _opened(actor, dossier_id)
        green = queries.green_lines(dossier, clock.day_of(at))
        if not green:
            raise Refused("Không có đề nghị nào đủ điều kiện để đề nghị hàng loạt.")
        for line, basis in green:
            _give(line, "propose", basis, actor, at)
        touch(dossier, seen)
        return len(green)


def hold_nomination(*, actor: Actor, dossier_id: int, nomination_id: int, seen: int, reason: str, at: datetime) -> None:
    """Stop one line while something is being looked into; the others go on.  Raises Invalid, Refused, Stale."""
    with unit_of_work():
        dossier = _running(actor, dossier_id)
        line = find_line(dossier, nomination_id)
        if not reason.strip():
            raise Invalid({"reason": "Ghi rõ việc đang được xem xét, xác minh."})
        if line.hold_reason or line.outcome not in ("pending", "passed"):
            raise Refused(f"{line.label} đang tạm dừng, hoặc không còn được xét.")
        line.hold_reason = reason
        touch(dossier, seen)
        journal.record("nomination.held", line, actor=actor, at=at, dossier_id=dossier.id, reason=reason)


def resume_nomination(
    *, actor: Actor, dossier_id: int, nomination_id: int, seen: int, conclusion: str, at: datetime
) -> None:
    """Let a held line go on by a written conclusion.  Raises Invalid, Refused, Stale."""
    with unit_of_work():
        dossier = _running(actor, dossier_id)
        line = find_line(dossier, nomination_id)
        if not conclusion.strip():
            raise Invalid({"reason": "Ghi số, ngày và nội dung kết luận bằng văn bản."})
        if not line.hold_reason:
            raise Refused(f"{line.label} không bị tạm dừng.")
        line.hold_reason = ""
        touch(dossier, seen)
        journal.record("nomination.resumed", line, actor=actor, at=at, dossier_id=dossier.id, reason=conclusion)


def waive_component(*, actor: Actor, dossier_id: int, seen: int, component: str, reason: str, at: datetime) -> None:
    """Accept that a missing component is not needed, and say why.  Raises Invalid, Refused, Stale."""
    with unit_of_work():
        dossier = _running(actor, dossier_id)
        if not reason.strip():
            raise Invalid({"reason": "Ghi rõ vì sao không cần thành phần này."})
        if component not in components.codes_of(dossier):
            raise Invalid({"component": "Chọn một thành phần của hồ sơ."})
        if any(waived.component == component for waived in dossier.waived_components):
            raise Refused("Thành phần này đã được miễn.")
        waived = WaivedComponent(component=component, reason=reason, waived_by_id=actor.id, waived_at=at)
        dossier.waived_components.append(waived)
        touch(dossier, seen)
        journal.record("component.waived", waived, actor=actor, at=at, dossier_id=dossier.id, component=component)


def _opened(actor: Actor, dossier_id: int) -> Dossier:
    dossier = _running(actor, dossier_id)
    require_own(dossier, actor)
    if procedure_of(dossier).find_step("finish_appraisal", dossier.state) is None:
        state = procedure_of(dossier).states[dossier.state].inside
        raise Refused(f"Hồ sơ đang ở trạng thái “{state}”, không trong bước thẩm định.")
    return dossier


def _running(actor: Actor, dossier_id: int) -> Dossier:
    dossier = find_dossier(dossier_id)
    permit(actor, Action.APPRAISAL_RECORD, of_dossier(dossier))
    if procedure_of(dossier).states[dossier.state].is_end:
        raise Refused("Hồ sơ đã kết thúc.")
    return dossier


def _give(line: Nomination, proposal: str, opinion: str, actor: Actor, at: datetime) -> None:
    appraisal = Appraisal(
        nomination_id=line.id, proposal=proposal, opinion=opinion, appraised_by_id=actor.id, appraised_at=at
    )
    current_session().add(appraisal)
    journal.record("nomination.appraised", appraisal, actor=actor, at=at, dossier_id=line.dossier_id, proposal=proposal)
