"""The first administrator of an empty instance; everybody after them is added on the pages."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select

from dossiers import clock, journal
from dossiers.accounts.service import issue_link
from dossiers.db import unit_of_work
from dossiers.models import Account, RoleGrant, Unit
from dossiers.web.text import clean, fold
from workflow.errors import Invalid, Refused
from workflow.roles import Role

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def found_instance(*, unit_name: str, email: str, full_name: str, at: datetime) -> str:
    """Create the province and its administrator; returns the token of a one-time link.

    Raises Refused where the database already holds units, Invalid where a name or the address can't be one.
    """
    faults = {
        "--unit": "" if clean(unit_name) else "Nhập tên cơ quan.",
        "--email": "" if _ADDRESS.fullmatch(clean(email)) else "Nhập thư điện tử, ví dụ quantri@tinh.example.vn.",
        "--name": "" if clean(full_name) else "Nhập họ và tên quản trị viên.",
    }
    if any(faults.values()):
        raise Invalid({name: told for name, told in faults.items() if told})
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
