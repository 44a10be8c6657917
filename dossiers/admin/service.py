"""Changes to units, people and their roles; each is journaled with who made it, nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from dossiers import journal, outbox
from dossiers.access import permit
from dossiers.accounts.service import issue_link, revoke_sessions
from dossiers.db import Base, current_session, unit_of_work
from dossiers.models import Account, RoleGrant, Unit
from dossiers.web.text import fold
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action, Actor
from workflow.roles import ROLE_NAMES, Role

T = TypeVar("T", bound=Base)


def create_unit(*, actor: Actor, fields: Mapping[str, Any], at: datetime) -> Unit:
    """Add a unit; `fields` are columns of Unit.  Raises Invalid."""
    permit(actor, Action.UNIT_MANAGE)
    with unit_of_work() as session:
        _refuse_taken_code(fields["code"], None)
        unit = Unit(**fields, search_key=fold(fields["name"]))
        session.add(unit)
        journal.record("unit.created", unit, actor=actor, at=at)
        return unit


def edit_unit(unit_id: int, *, actor: Actor, fields: Mapping[str, Any], at: datetime) -> None:
    """Change a unit; papers already made keep what they say.  Raises Missing or Invalid."""
    permit(actor, Action.UNIT_MANAGE)
    with unit_of_work():
        unit = _find(Unit, unit_id, "đơn vị")
        _refuse_taken_code(fields["code"], unit)
        _refuse_circle(unit, fields["parent_id"])
        changed = _change(unit, {**fields, "search_key": fold(fields["name"])})
        journal.record("unit.changed", unit, actor=actor, at=at, fields=changed)


def create_account(*, actor: Actor, fields: Mapping[str, Any], at: datetime) -> tuple[Account, str]:
    """Open an account for a person; returns it with its one-time sign-in link's token.  Raises Invalid."""
    permit(actor, Action.ACCOUNT_MANAGE)
    with unit_of_work() as session:
        _refuse_taken_email(fields["email"], None)
        account = Account(**{**fields, "email": fields["email"].lower()}, created_at=at)
        session.add(account)
        journal.record("account.created", account, actor=actor, at=at)
        return account, issue_link(account, actor=actor, at=at)


def edit_account(account_id: int, *, actor: Actor, fields: Mapping[str, Any], at: datetime) -> None:
    """Change what is known of a person.  Raises Missing or Invalid."""
    permit(actor, Action.ACCOUNT_MANAGE)
    with unit_of_work():
        account = _find(Account, account_id, "tài khoản")
        _refuse_taken_email(fields["email"], account)
        changed = _change(account, {**fields, "email": fields["email"].lower()})
        journal.record("account.changed", account, actor=actor, at=at, fields=changed)


def renew_link(account_id: int, *, actor: Actor, at: datetime) -> str:
    """Give a person a new one-time sign-in link, and tell them; returns its token.

    Raises Missing or Refused (inactive).
    """
    permit(actor, Action.ACCOUNT_MANAGE)
    with unit_of_work():
        account = _find(Account, account_id, "tài khoản")
        token = issue_link(account, actor=actor, at=at)
        _tell(account, f"{actor.full_name} đã cấp liên kết đăng nhập mới cho tài khoản của bạn.", at)
        return token


def set_active(account_id: int, is_active: bool, *, actor: Actor, at: datetime) -> None:
    """Close an account, which ends its sessions at once, or open it again.  Raises Missing or Refused."""
    permit(actor, Action.ACCOUNT_MANAGE)
    with unit_of_work():
        account = _find(Account, account_id, "tài khoản")
        if account.id == actor.id:
            raise Refused("Không thể tự ngừng tài khoản của mình. Đề nghị quản trị viên khác thực hiện.")
        account.is_active = is_active
        if not is_active:
            revoke_sessions(account.id, at)
        action = "account.opened" if is_active else "account.closed"
        journal.record(action, account, actor=actor, at=at)


def grant_role(
    account_id: int, *, actor: Actor, role: str, unit_id: int, from_on: date, until_on: date | None, at: datetime
) -> None:
    """Give a person a role at a unit for a time; nobody gives one to themselves.

    Raises Missing, Refused or Invalid.
    """
    permit(actor, Action.ACCOUNT_MANAGE)
    with unit_of_work() as session:
        account = _find(Account, account_id, "tài khoản")
        if account.id == actor.id:
            raise Refused("Không ai được tự giao vai trò cho mình. Đề nghị quản trị viên khác giao vai trò này.")
        if until_on and until_on < from_on:
            raise Invalid({"until_on": "Ngày cuối phải từ ngày bắt đầu trở đi."})
        if any(
            each.role == role and each.unit_id == unit_id and _overlaps(each, from_on, until_on)
            for each in account.grants
        ):
            raise Invalid({"role": "Người này đã có vai trò đó tại đơn vị trong thời gian đã chọn."})
        grant = RoleGrant(account_id=account.id, unit_id=unit_id, role=role, from_on=from_on, until_on=until_on)
        session.add(grant)
        journal.record("role.granted", grant, actor=actor, at=at, account=account.id, role=role, unit=unit_id)
        _tell(account, f"Bạn được giao vai trò {ROLE_NAMES[Role(role)]}.", at)


def end_grant(grant_id: int, *, actor: Actor, until_on: date, at: datetime) -> None:
    """Set the last day of a role; the role stays on record.  Raises Missing or Invalid."""
    permit(actor, Action.ACCOUNT_MANAGE)
    with unit_of_work():
        grant = _find(RoleGrant, grant_id, "vai trò")
        if until_on < grant.from_on:
            raise Invalid({"until_on": f"Ngày cuối phải từ ngày bắt đầu ({grant.from_on:%d/%m/%Y}) trở đi."})
        if grant.until_on and until_on > grant.until_on:
            raise Invalid({"until_on": "Vai trò đã có ngày cuối sớm hơn. Giao lại vai trò nếu cần kéo dài."})
        grant.until_on = until_on
        journal.record("role.ended", grant, actor=actor, at=at, account=grant.account_id, until_on=until_on)
        _tell(
            grant.account, f"Vai trò {ROLE_NAMES[Role(grant.role)]} của bạn kết thúc sau ngày {until_on:%d/%m/%Y}.", at
        )


def _overlaps(grant: RoleGrant, from_on: date, until_on: date | None) -> bool:
    starts_before_end = until_on is None or grant.from_on <= until_on
    return starts_before_end and (grant.until_on is None or from_on <= grant.until_on)


def _tell(account: Account, subject: str, at: datetime) -> None:
    outbox.announce({account.id}, kind="account.notice", subject=subject, url="/tai-khoan", at=at)


def _find(kind: type[T], key: int, what: str) -> T:
    found = current_session().get(kind, key)
    if found is None:
        raise Missing(f"Không tìm thấy {what} này.")
    return found


def _change(thing: Base, fields: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in fields.items() if getattr(thing, name) != value]
    for name in changed:
        setattr(thing, name, fields[name])
    return changed


def _refuse_taken_code(code: str, unit: Unit | None) -> None:
    if current_session().scalar(select(Unit.id).where(Unit.code == code)) not in (None, unit and unit.id):
        raise Invalid({"code": "Mã này đã dùng cho một đơn vị khác."})


def _refuse_taken_email(email: str, account: Account | None) -> None:
    taken = current_session().scalar(select(Account.id).where(Account.email == email.lower()))
    if taken not in (None, account and account.id):
        raise Invalid({"email": "Thư điện tử này đã có tài khoản."})


def _refuse_circle(unit: Unit, parent_id: int | None) -> None:
    above = current_session().get(Unit, parent_id) if parent_id else None
    while above is not None:
        if above.id == unit.id:
            raise Invalid({"parent_id": "Đơn vị không thể trực thuộc chính mình hoặc đơn vị cấp dưới của mình."})
        above = above.parent
