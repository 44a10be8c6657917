"""Changes of a council by one dated decision: who leaves, who joins, who changes seat, all from the same day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import councils
from dossiers.db import current_session, unit_of_work
from dossiers.models import Account, Council, CouncilChange, CouncilMember, CouncilSession
from dossiers.models.council import SEATS
from workflow.errors import Invalid
from workflow.permissions import Action, Actor

STAYS, LEAVES = "stays", "leaves"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision on a council's seats: number, its own day, the day from which it counts, the term if it moves it."""

    number: str
    decided_on: date
    effective_on: date
    note: str = ""
    term_ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class Seats:
    """What the decision says of the seats.

    `present` maps each member in office to "stays", "leaves" or a new seat; `joining` are accounts with their seats.
    """

    present: Mapping[int, str] = field(default_factory=dict)
    joining: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class Event:
    """What one decision did, as the history shows it: names with their seats, changes with the seat before."""

    day: date
    number: str
    change: CouncilChange | None
    joined: list[tuple[str, str]]
    left: list[tuple[str, str]]
    moved: list[tuple[str, str, str]]


def record(*, actor: Actor, council_id: int, decision: Decision, seats: Seats, at: datetime) -> int:
    """Record a decision with all that it changes, or nothing of it; returns its id.

    Sessions that are open or closed keep their rosters.  Raises NotAllowed, Invalid (fields of the form; "seats" where
    the council would be without a chair, with two, or nothing changes).
    """
    with unit_of_work() as session:
        council = subjects.find_council(council_id)
        permit(actor, Action.COUNCIL_MANAGE, subjects.of_council(council))
        _check_decision(council, decision)
        present = {member.id: member for member in staying(council, decision.effective_on)}
        acts = {member_id: act for member_id, act in seats.present.items() if act != STAYS}
        _check_seats(present, acts, seats.joining)
        if not (acts or seats.joining or decision.term_ends):
            raise Invalid(
                {"seats": "Chưa ghi thay đổi nào. Chọn người thôi tham gia, đổi vai trò, hoặc thêm thành viên."}
            )
        for member_id, act in acts.items():
            _end(present[member_id], decision)
            if act != LEAVES:
                left = present[member_id]
                _seat(council, left.account_id, act, left.position, decision)
        for account_id, seat in seats.joining:
            _seat(council, account_id, seat, councils.next_position(council), decision)
        if decision.term_ends:
            council.until_on = decision.term_ends
        session.flush()
        _check_chair(council, decision.effective_on)
        change = CouncilChange(
            council_id=council.id,
            number=decision.number,
            decided_on=decision.decided_on,
            effective_on=decision.effective_on,
            note=decision.note,
            recorded_by_id=actor.id,
            recorded_at=at,
        )
        session.add(change)
        journal.record(
            "council.changed",
            council,
            actor=actor,
            at=at,
            decision=decision.number,
            effective_on=decision.effective_on,
            left=[present[member_id].account_id for member_id, act in acts.items() if act == LEAVES],
            moved={str(present[member_id].account_id): act for member_id, act in acts.items() if act != LEAVES},
            joined={str(account_id): seat for account_id, seat in seats.joining},
            term_ends=decision.term_ends,
        )
        return change.id


def staying(council: Council, day: date) -> list[CouncilMember]:
    """Return the members in office on `day` whose seats no decision has ended yet."""
    return [member for member in council.roster_on(day) if member.until_on is None]


def prepared_after(council: Council, day: date) -> list[CouncilSession]:
    """Return the convened sessions still to be held on `day` or later: their new members want an invitation."""
    query = select(CouncilSession).where(
        CouncilSession.council_id == council.id, CouncilSession.state == "preparing", CouncilSession.held_on >= day
    )
    found = current_session().scalars(query.order_by(CouncilSession.held_on, CouncilSession.id))
    return [held for held in found if held.members]


def history(council: Council) -> list[Event]:
    """Return all decisions on a council's seats, the newest day first."""
    recorded = {
        (change.effective_on, change.number): change
        for change in current_session().scalars(select(CouncilChange).where(CouncilChange.council_id == council.id))
    }
    came: dict[tuple[date, str], dict[int, CouncilMember]] = defaultdict(dict)
    went: dict[tuple[date, str], dict[int, CouncilMember]] = defaultdict(dict)
    for member in council.members:
        came[member.from_on, member.decided_by or council.established_by][member.account_id] = member
        if member.until_on is not None:
            went[member.until_on + ONE_DAY, member.ended_by][member.account_id] = member
    keys = sorted({*came, *went, *recorded}, reverse=True)
    return [_event(key, recorded.get(key), came[key], went[key]) for key in keys]


def _event(
    key: tuple[date, str],
    change: CouncilChange | None,
    came: Mapping[int, CouncilMember],
    went: Mapping[int, CouncilMember],
) -> Event:
    return Event(
        day=key[0],
        number=key[1],
        change=change,
        joined=[(each.account.full_name, SEATS[each.seat]) for who, each in came.items() if who not in went],
        left=[(each.account.full_name, SEATS[each.seat]) for who, each in went.items() if who not in came],
        moved=[
            (each.account.full_name, SEATS[went[who].seat], SEATS[each.seat])
            for who, each in came.items()
            if who in went
        ],
    )


def _check_decision(council: Council, decision: Decision) -> None:
    wrong = {}
    if decision.effective_on < decision.decided_on:
        wrong["effective_on"] = "Ngày có hiệu lực không trước ngày ký quyết định."
    if decision.effective_on <= council.established_on:
        wrong["effective_on"] = f"Ghi ngày sau ngày thành lập Hội đồng ({council.established_on:%d/%m/%Y})."
    if decision.term_ends and decision.term_ends < decision.effective_on:
        wrong["term_ends"] = "Ngày hết nhiệm kỳ phải sau ngày quyết định có hiệu lực."
    known = select(CouncilChange.id).where(
        CouncilChange.council_id == council.id, CouncilChange.number == decision.number
    )
    if current_session().scalar(known) is not None:
        wrong["number"] = "Quyết định này đã được ghi nhận. Xem ở lịch sử Hội đồng."
    if wrong:
        raise Invalid(wrong)


def _check_seats(
    present: Mapping[int, CouncilMember], acts: Mapping[int, str], joining: Sequence[tuple[int, str]]
) -> None:
    if acts.keys() - present.keys() or set(acts.values()) - {*SEATS, LEAVES}:
        raise Invalid(
            {"seats": "Danh sách Hội đồng ngày đó đã khác. Kiểm tra lại ngày có hiệu lực và từng thành viên."}
        )
    in_office = {member.account_id: member for member in present.values()}
    for (account_id, seat), times in Counter(joining).items():
        account = current_session().get(Account, account_id)
        if account is None or not account.is_active or seat not in SEATS:
            raise Invalid({"seats": "Thành viên mới phải là người có tài khoản đang hoạt động, với một vai trò."})
        if times > 1 or account_id in in_office or sum(each == account_id for each, _seat in joining) > 1:
            raise Invalid({"seats": f"{account.full_name} đã có trong danh sách Hội đồng ngày đó."})


def _check_chair(council: Council, day: date) -> None:
    current_session().expire(council, ["members"])
    chairs = [member for member in council.roster_on(day) if member.seat == "chair"]
    if len(chairs) != 1:
        found = "không còn Chủ tịch" if not chairs else f"có {len(chairs)} Chủ tịch"
        raise Invalid({"seats": f"Từ {day:%d/%m/%Y} Hội đồng {found}. Quyết định phải để lại đúng một Chủ tịch."})


def _end(member: CouncilMember, decision: Decision) -> None:
    last = decision.effective_on - ONE_DAY
    if last < member.from_on:
        raise Invalid(
            {"effective_on": f"{member.account.full_name} mới tham gia từ {member.from_on:%d/%m/%Y}; ghi ngày sau đó."}
        )
    member.until_on, member.ended_by = last, decision.number


def _seat(council: Council, account_id: int, seat: str, position: int, decision: Decision) -> None:
    council.members.append(
        CouncilMember(
            account_id=account_id,
            seat=seat,
            position=position,
            from_on=decision.effective_on,
            decided_by=decision.number,
        )
    )
