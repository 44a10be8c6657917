"""Councils and who sits in them: every change by a dated decision, nothing overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.db import current_session, unit_of_work
from dossiers.models import Account, Council, CouncilMember, Unit
from dossiers.models.council import SEATS
from workflow.errors import Invalid, Missing
from workflow.permissions import Action, Actor, Subject


@dataclass(frozen=True, kw_only=True)
class Founding:
    """A council's name and the decision that established it."""

    name: str
    established_by: str
    established_on: date
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A person's place in a council from a day on, by a decision ("15/QĐ-UBND")."""

    account_id: int
    seat: str
    position: int
    from_on: date
    decided_by: str


def establish(*, actor: Actor, unit_id: int, founding: Founding, at: datetime) -> int:
    """Record a council of a unit; returns its id.  Raises NotAllowed, Missing (no unit), Invalid (dates)."""
    with unit_of_work() as session:
        unit = session.get(Unit, unit_id)
        if unit is None:
            raise Missing("Không tìm thấy đơn vị này.")
        permit(actor, Action.COUNCIL_MANAGE, Subject(deciding_units=subjects.deciding_units(unit)))
        if founding.until_on and founding.until_on < founding.established_on:
            raise Invalid({"until_on": "Ngày hết nhiệm kỳ phải sau ngày thành lập."})
        council = Council(unit_id=unit_id, **vars(founding))
        session.add(council)
        journal.record("council.established", council, actor=actor, at=at, decision=founding.established_by)
        return council.id


def seat_member(*, actor: Actor, council_id: int, seat: Seat, at: datetime) -> None:
    """Give a person a seat from a day on.  Raises NotAllowed, Invalid (not active, seated, second chair)."""
    with unit_of_work() as session:
        council = subjects.find_council(council_id)
        permit(actor, Action.COUNCIL_MANAGE, subjects.of_council(council))
        _check_seat(council, seat)
        member = CouncilMember(council_id=council.id, **vars(seat))
        session.add(member)
        journal.record("council.member_seated", member, actor=actor, at=at, decision=seat.decided_by)
        session.expire(council, ["members"])


def end_seat(*, actor: Actor, member_id: int, until_on: date, decided_by: str, at: datetime) -> None:
    """End a seat after its last day, by a decision; sessions held before keep their rosters.

    Raises Missing, NotAllowed, Invalid (a day before the seat began, or a seat already ended).
    """
    with unit_of_work() as session:
        member = session.get(CouncilMember, member_id)
        if member is None:
            raise Missing("Không tìm thấy thành viên này.")
        permit(actor, Action.COUNCIL_MANAGE, subjects.of_council(member.council))
        if member.until_on is not None:
            raise Invalid({"until_on": "Thành viên này đã thôi tham gia Hội đồng."})
        if until_on < member.from_on:
            raise Invalid({"until_on": f"Ngày cuối phải từ ngày tham gia ({member.from_on:%d/%m/%Y}) trở đi."})
        member.until_on, member.ended_by = until_on, decided_by
        journal.record("council.member_left", member, actor=actor, at=at, decision=decided_by, until_on=until_on)


def next_position(council: Council) -> int:
    """Return the place after the last seat."""
    return max((member.position for member in council.members), default=0) + 1


def _check_seat(council: Council, seat: Seat) -> None:
    account = current_session().get(Account, seat.account_id)
    if account is None or not account.is_active:
        raise Invalid({"account_id": "Chọn một người đang có tài khoản hoạt động."})
    if seat.seat not in SEATS:
        raise Invalid({"seat": "Chọn một vai trò trong danh sách."})
    if seat.from_on < council.established_on:
        raise Invalid({"from_on": f"Hội đồng thành lập ngày {council.established_on:%d/%m/%Y}."})
    later = [m for m in council.members if m.until_on is None or m.until_on >= seat.from_on]
    if any(member.account_id == seat.account_id for member in later):
        raise Invalid({"account_id": f"{account.full_name} đang là thành viên Hội đồng vào ngày đó."})
    if seat.seat == "chair" and (chair := next((m for m in later if m.seat == "chair"), None)):
        before = seat.from_on - timedelta(days=1)
        message = f"{chair.account.full_name} đang là Chủ tịch; ghi người đó thôi từ {before:%d/%m/%Y} trước."
        raise Invalid({"seat": message})
