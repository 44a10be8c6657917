"""Who looks into an objection: the dossier's appraiser at first, then whoever takes it or is given it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import or_, select

from dossiers import clock, journal, outbox, recipients
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import Account, Dossier, Objection, RoleGrant
from dossiers.notice.queries import find_objection
from dossiers.recipients import holders
from dossiers.subjects import deciding_units, of_dossier
from workflow.errors import Invalid, NotAllowed, Stale
from workflow.permissions import Action, Actor
from workflow.roles import Role


def candidates(objection: Objection, at: datetime) -> list[Account]:
    """Return who may look into an objection: an appraiser who has no part in the dossier and is not recused."""
    return _candidates(objection.dossier, at)


def _candidates(dossier: Dossier, at: datetime) -> list[Account]:
    subject = of_dossier(dossier)
    ids = holders({Role.APPRAISER}, deciding_units(dossier.decider_unit), clock.day_of(at))
    query = select(Account).where(Account.id.in_(ids), Account.is_active).order_by(Account.full_name, Account.id)
    found = current_session().scalars(query)
    barred = subject.nominees | subject.recused | {subject.drafted_by}
    return [each for each in found if each.id not in barred]


def assign_to_appraiser_of(objection: Objection, dossier: Dossier, at: datetime) -> None:
    """Give a new objection to the dossier's appraiser, or to the only one there is; inside the caller's unit of work.

    Where neither can, it waits until one of them takes it.
    """
    able = {account.id for account in _candidates(dossier, at)}
    chosen = dossier.appraiser_id if dossier.appraiser_id in able else next(iter(able)) if len(able) == 1 else None
    if chosen is not None:
        objection.assigned_to_id, objection.assigned_at = chosen, at


def tell(objection: Objection, dossier: Dossier, at: datetime) -> None:
    """Tell whoever looks into a new objection; where nobody can, tell those who give out roles."""
    due = f"trả lời trước {objection.due_on:%d/%m/%Y}"
    subject, url = f"{dossier.code}: có phản ánh mới, {due}", f"/phan-anh-da-nhan/{objection.id}"
    people = {objection.assigned_to_id} if objection.assigned_to_id else {each.id for each in _candidates(dossier, at)}
    if people:
        recipients.announce(dossier, people, kind="objection.received", subject=subject, url=url, at=at)
        return
    office = dossier.decider_unit.keeper.name
    outbox.announce(
        _administrators(clock.day_of(at)),
        kind="objection.received",
        subject=f"{office} có phản ánh, {due}, mà chưa có ai trả lời: giao vai trò Chuyên viên thẩm định",
        url="/quan-tri/nguoi-dung",
        at=at,
    )


def _administrators(day: date) -> set[int]:
    query = select(RoleGrant.account_id).where(
        RoleGrant.role == Role.ADMINISTRATOR.value,
        RoleGrant.from_on <= day,
        or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
    )
    return set(current_session().scalars(query))


def assign(*, actor: Actor, objection_id: int, account_id: int | None, at: datetime) -> Objection:
    """Give an open objection to an appraiser, oneself included.

    Raises NotAllowed, Invalid for somebody who may not look into it, Stale where it was answered meanwhile.
    """
    with unit_of_work():
        objection = find_objection(objection_id)
        permit(actor, Action.OBJECTION_ANSWER, of_dossier(objection.dossier))
        if objection.answered_at is not None:
            raise Stale("Phản ánh này đã có người trả lời. Tải lại trang để xem kết luận.")
        chosen = next((each for each in candidates(objection, at) if each.id == account_id), None)
        if chosen is None:
            raise Invalid({"account": "Chọn một chuyên viên thẩm định trong danh sách."})
        objection.assigned_to_id, objection.assigned_at = chosen.id, at
        dossier_id = objection.dossier.id
        journal.record("objection.assigned", objection, actor=actor, at=at, dossier_id=dossier_id, to=chosen.full_name)
        recipients.announce(
            objection.dossier,
            {chosen.id} - {actor.id},
            kind="objection.assigned",
            subject=f"{objection.receipt_code}: giao bạn xác minh, trả lời trước {objection.due_on:%d/%m/%Y}",
            url=f"/phan-anh-da-nhan/{objection.id}",
            at=at,
        )
        return objection


def require_own(objection: Objection, actor: Actor) -> None:
    """Raise NotAllowed where a colleague looks into the objection: whoever answers takes it over first."""
    if objection.assigned_to is not None and objection.assigned_to_id != actor.id:
        raise NotAllowed(
            f"Phản ánh này do {objection.assigned_to.full_name} xác minh, trả lời. Chọn “Giao xử lý” trên trang của "
            "phản ánh để nhận thay."
        )
