"""The first administrator of an empty instance; everybody after them is added on the pages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dossiers import clock, journal
from dossiers.accounts.service import issue_link
from dossiers.db import unit_of_work
from dossiers.models import Account, RoleGrant, Unit
from dossiers.web.text import clean, fold
from workflow.errors import Refused
from workflow.roles import Role


def found_instance(*, unit_name: str, email: str, full_name: str, at: datetime) -> str:
    """Create the province and its administrator; returns the token of a one-time link.

    Raises Refused where the database already holds units.
    """
    with unit_of_work() as session:
        if session.scalar(select(Unit.id).limit(1)) is not None:
            raise Refused("Cơ sở dữ liệu đã có đơn vị; quản trị viên thêm người dùng trên trang Quản trị.")
        name = clean(unit_name)
        unit = Unit(code="GOC", name=name, search_key=fold(name), kind="province", symbol="UBND", head_title="Chủ tịch")
        session.add(unit)
        session.flush()
        account = Account(
            email=clean(email).lower(),
            full_name=clean(full_name),
            post="Quản trị hệ thống",
            unit_id=unit.id,
            created_at=at,
        )
        session.add(account)
        session.flush()
        grant = RoleGrant(
            account_id=account.id, unit_id=unit.id, role=Role.ADMINISTRATOR.value, from_on=clock.day_of(at)
        )
        session.add(grant)
        journal.record("unit.created", unit, actor=None, at=at)
        journal.record("account.created", account, actor=None, at=at)
        journal.record("role.granted", grant, actor=None, at=at, role=grant.role, unit_id=unit.id)
        return issue_link(account, actor=None, at=at)
