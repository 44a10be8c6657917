"""Recording that units were merged, renamed or split; the old ones stay, no longer active, under their old names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from dossiers import clock, journal
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import Unit, UnitSuccession
from dossiers.register.queries import find_succession
from dossiers.succession import lineage
from dossiers.web.text import fold
from workflow.errors import Invalid, Missing
from workflow.permissions import Action, Actor


def record_succession(
    *, actor: Actor, fields: Mapping[str, Any], old_unit: Mapping[str, str] | None = None, at: datetime
) -> UnitSuccession:
    """Record that a unit went on as another, and make the old one inactive.

    `fields` are columns of UnitSuccession; `old_unit` (`name`, `code`, `kind`) enters a unit of before that is not in
    the list yet and replaces `predecessor_id`.  Raises Missing, Invalid.
    """
    permit(actor, Action.UNIT_MANAGE)
    with unit_of_work() as session:
        successor = _unit(fields["successor_id"])
        predecessor = _old_unit(old_unit) if old_unit else _unit(fields["predecessor_id"])
        _refuse_wrong(predecessor, successor)
        if fields["succeeded_on"] > clock.day_of(at):
            raise Invalid({"succeeded_on": "Ngày kế thừa không thể ở tương lai."})
        succession = UnitSuccession(**{**fields, "predecessor_id": predecessor.id, "successor_id": successor.id})
        session.add(succession)
        predecessor.is_active = False
        journal.record(
            "unit.succeeded", succession, actor=actor, at=at, predecessor=predecessor.id, successor=successor.id
        )
        return succession


def remove_succession(*, actor: Actor, succession_id: int, at: datetime) -> None:
    """Take back a succession that was recorded wrongly; the journal keeps what it said.  Raises Missing.

    The old unit stays inactive: an administrator opens it again where it still works.
    """
    permit(actor, Action.UNIT_MANAGE)
    with unit_of_work() as session:
        succession = find_succession(succession_id)
        journal.record(
            "unit.succession_removed",
            succession,
            actor=actor,
            at=at,
            predecessor=succession.predecessor_id,
            successor=succession.successor_id,
            kind=succession.kind,
            succeeded_on=succession.succeeded_on,
            instrument=succession.instrument,
            passes_awards=succession.passes_awards,
        )
        session.delete(succession)


def _unit(unit_id: int | None) -> Unit:
    found = current_session().get(Unit, unit_id) if unit_id else None
    if found is None:
        raise Missing("Không tìm thấy đơn vị này.")
    return found


def _old_unit(values: Mapping[str, str]) -> Unit:
    session = current_session()
    if session.scalar(select(Unit.id).where(Unit.code == values["code"])):
        raise Invalid({"old_code": "Mã này đã dùng cho một đơn vị. Chọn đơn vị đó trong danh sách, hoặc ghi mã khác."})
    unit = Unit(**values, search_key=fold(f"{values['name']} {values['code']}"), is_active=False)
    session.add(unit)
    session.flush()
    return unit


def _refuse_wrong(predecessor: Unit, successor: Unit) -> None:
    if predecessor.kind == "province":
        raise Invalid({"predecessor_id": "Đơn vị cấp tỉnh đang giữ sổ không thể là đơn vị cũ ở đây."})
    if predecessor.id == successor.id:
        raise Invalid({"successor_id": "Đơn vị mới phải khác đơn vị cũ."})
    if predecessor.id in {link.predecessor.id for link in lineage().links if link.successor.id == successor.id}:
        raise Invalid({"predecessor_id": f"Đã ghi nhận {successor.name} kế thừa đơn vị này."})
    if successor.id in lineage().before({predecessor.id}):
        raise Invalid({"successor_id": f"{successor.name} đã được ghi nhận là đơn vị trước của {predecessor.name}."})
