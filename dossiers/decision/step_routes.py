"""From the draft to the issued decision: propose, send back, sign, forward, issue, refuse."""

from __future__ import annotations

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from dossiers import clock, steps, subjects
from dossiers.access import access, current_actor
from dossiers.decision import queries, service
from dossiers.decision.blueprint import bp
from dossiers.decision.forms import ProposeForm
from dossiers.decision.reasons import ask, take, to_dossier
from dossiers.facts import newest_item, notice_of
from dossiers.splitting import held_nominations
from dossiers.submission.forms import SeenForm
from dossiers.words import award_name
from workflow.errors import Invalid
from workflow.permissions import Action

TRAY = ("to_trinh_quyet_dinh", "quyet_dinh", "bao_cao_tham_dinh", "bao_cao_ket_qua_cong_khai")


@bp.get("/ho-so/<int:dossier_id>/trinh-quyet-dinh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def propose_decision(dossier_id: int) -> ResponseReturnValue:
    """Show the draft that would be laid before the signer."""
    dossier = subjects.find_dossier(dossier_id)
    earlier = queries.decision_of(dossier)
    award = award_name(dossier.award_code)
    form = ProposeForm(
        seen=dossier.version,
        abstract=earlier.abstract if earlier else f"Về việc tặng {award}",
        signer_id=earlier.signer_id if earlier else None,
    )
    return _propose_page(dossier_id, form)


@bp.post("/ho-so/<int:dossier_id>/trinh-quyet-dinh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def propose_decision_now(dossier_id: int) -> ResponseReturnValue:
    """Lay the draft before the signer."""
    form = ProposeForm()
    form.signer_id.choices = _signer_choices(dossier_id)
    if form.validate():
        try:
            sibling = service.propose_decision(
                actor=current_actor(),
                dossier_id=dossier_id,
                seen=form.version,
                abstract=form.abstract.data,
                signer_id=form.signer_id.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã trình dự thảo cho người ký.", "success")
            if sibling:
                flash(f"Đề nghị còn phải chờ được chuyển sang hồ sơ {sibling.code}.")
            return to_dossier(dossier_id)
    return _propose_page(dossier_id, form), 422


def _propose_page(dossier_id: int, form: ProposeForm) -> str:
    now = clock.now()
    pending = steps.pending(dossier_id, "propose_decision", actor=current_actor(), at=now)
    form.signer_id.choices = _signer_choices(dossier_id)
    held = held_nominations(pending.dossier, pending.facts)
    lines = [line for line in service.awardable(pending.dossier) if line not in held]
    return render_template(
        "pages/decision/propose_decision.html",
        form=form,
        pending=pending,
        held=held,
        prizes=queries.prize_lines(lines, clock.day_of(now)),
        day=clock.day_of(now),
    )


def _signer_choices(dossier_id: int) -> list[tuple[int, str]]:
    found = queries.signers(subjects.find_dossier(dossier_id))
    return [(account.id, f"{account.full_name}, {account.post}".strip(", ")) for account in found]


@bp.get("/ho-so/<int:dossier_id>/duyet-quyet-dinh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def decide(dossier_id: int) -> ResponseReturnValue:
    """Show the signing tray."""
    return _tray(dossier_id, "decide")


@bp.post("/ho-so/<int:dossier_id>/duyet-quyet-dinh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def decide_now(dossier_id: int) -> ResponseReturnValue:
    """Approve the decision."""
    service.decide(actor=current_actor(), dossier_id=dossier_id, seen=SeenForm().version, at=clock.now())
    flash("Đã duyệt quyết định. Văn thư cấp số và phát hành.", "success")
    return to_dossier(dossier_id)


@bp.get("/ho-so/<int:dossier_id>/trinh-cap-tren")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def forward(dossier_id: int) -> ResponseReturnValue:
    """Show what would be petitioned for."""
    return _tray(dossier_id, "forward")


@bp.post("/ho-so/<int:dossier_id>/trinh-cap-tren")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def forward_now(dossier_id: int) -> ResponseReturnValue:
    """Approve the petition and forward the dossier."""
    service.forward(actor=current_actor(), dossier_id=dossier_id, seen=SeenForm().version, at=clock.now())
    flash("Đã duyệt tờ trình và chuyển hồ sơ lên cấp trên.", "success")
    return to_dossier(dossier_id)


@bp.get("/ho-so/<int:dossier_id>/phat-hanh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def issue(dossier_id: int) -> ResponseReturnValue:
    """Show the approved decision before it gets its number."""
    return _tray(dossier_id, "issue")


@bp.post("/ho-so/<int:dossier_id>/phat-hanh")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def issue_now(dossier_id: int) -> ResponseReturnValue:
    """Take the number and issue the decision."""
    found = service.issue(actor=current_actor(), dossier_id=dossier_id, seen=SeenForm().version, at=clock.now())
    flash(f"Đã phát hành Quyết định số {found.full_number}.", "success")
    return to_dossier(dossier_id)


def _tray(dossier_id: int, step: str) -> str:
    pending = steps.pending(dossier_id, step, actor=current_actor(), at=clock.now())
    dossier, day = pending.dossier, clock.today()
    decision = queries.decision_of(dossier)
    return render_template(
        f"pages/decision/{step}.html",
        form=SeenForm(seen=dossier.version),
        pending=pending,
        decision=decision,
        prizes=queries.prize_lines(decision.nominations if decision else [], day),
        day=day,
        ballots=queries.ballots_of(dossier),
        item=newest_item(dossier),
        notice=notice_of(dossier),
        documents=queries.documents_of(dossier, TRAY),
    )


@bp.get("/ho-so/<int:dossier_id>/tra-lai-du-thao")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def send_back(dossier_id: int) -> ResponseReturnValue:
    """Ask why the draft goes back."""
    return ask(dossier_id, "send_back")


@bp.post("/ho-so/<int:dossier_id>/tra-lai-du-thao")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def send_back_now(dossier_id: int) -> ResponseReturnValue:
    """Give the draft back."""
    return take(dossier_id, "send_back", service.send_back, "Đã trả lại dự thảo.")


@bp.get("/ho-so/<int:dossier_id>/khong-khen-thuong")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def refuse(dossier_id: int) -> ResponseReturnValue:
    """Ask why the dossier ends without an award."""
    return ask(dossier_id, "refuse")


@bp.post("/ho-so/<int:dossier_id>/khong-khen-thuong")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def refuse_now(dossier_id: int) -> ResponseReturnValue:
    """End the dossier without an award."""
    return take(dossier_id, "refuse", service.refuse, "Đã kết thúc hồ sơ và thông báo cho đơn vị.")
