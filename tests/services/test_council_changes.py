from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers.council import changes, sessions
from dossiers.council.changes import Decision, Seats
from dossiers.council.sessions import Details
from dossiers.db import current_session
from dossiers.models import Council, CouncilChange, CouncilMember
from dossiers.subjects import find_council
from tests.council_world import World, a_world, fresh
from tests.factories import NOW, a_unit, an_account, as_actor
from workflow.errors import Invalid, NotAllowed

DAY = date(2026, 12, 1)


def a_decision(number: str = "215/QĐ-UBND", effective_on: date = DAY, **more: date) -> Decision:
    return Decision(number=number, decided_on=date(2026, 11, 20), effective_on=effective_on, **more)


def seat(world: World, place: int) -> int:
    return council(world).members[place].id


def council(world: World) -> Council:
    fresh()
    return find_council(world.council.id)


def changes_by(world: World, seats: Seats, decision: Decision | None = None) -> None:
    changes.record(
        actor=as_actor(world.secretary),
        council_id=world.council.id,
        decision=decision or a_decision(),
        seats=seats,
        at=NOW,
    )


def names(world: World, day: date) -> dict[str, str]:
    return {member.account.full_name: member.seat for member in council(world).roster_on(day)}


def test_one_decision_changes_all_its_seats_from_its_day_and_the_roster_before_stays(app: Flask) -> None:
    world = a_world(seats=5)
    joins = an_account("council_member", unit=world.province.keeper, full_name="Lý Thị Mới")
    changes_by(
        world,
        Seats(
            present={seat(world, 0): changes.LEAVES, seat(world, 2): "chair", seat(world, 3): changes.STAYS},
            joining=[(joins.id, "vice_chair")],
        ),
    )
    before, after = names(world, date(2026, 11, 30)), names(world, DAY)
    assert (before["Ủy viên Thứ 1"], before["Ủy viên Thứ 3"]) == ("chair", "member")
    assert "Lý Thị Mới" not in before
    assert "Ủy viên Thứ 1" not in after
    assert (after["Ủy viên Thứ 3"], after["Lý Thị Mới"], len(after)) == ("chair", "vice_chair", 5)


def test_the_history_tells_what_each_decision_did(app: Flask) -> None:
    world = a_world(seats=5)
    changes_by(world, Seats(present={seat(world, 0): changes.LEAVES, seat(world, 2): "chair"}))
    newest, founding = changes.history(council(world))
    assert (newest.number, newest.day) == ("215/QĐ-UBND", DAY)
    assert newest.left == [("Ủy viên Thứ 1", "Chủ tịch Hội đồng")]
    assert newest.moved == [("Ủy viên Thứ 3", "Ủy viên", "Chủ tịch Hội đồng")]
    assert newest.change is not None
    assert len(founding.joined) == 5


@pytest.mark.parametrize("acts", [{0: changes.LEAVES}, {1: "chair"}])
def test_a_decision_that_leaves_no_chair_or_two_is_refused_and_changes_nothing(
    app: Flask, acts: dict[int, str]
) -> None:
    world = a_world(seats=5)
    with pytest.raises(Invalid) as fault:
        changes_by(world, Seats(present={seat(world, place): act for place, act in acts.items()}))
    assert "Chủ tịch" in fault.value.fields["seats"]
    assert len(names(world, DAY)) == 5
    assert current_session().query(CouncilChange).count() == 0


def test_a_decision_counts_once_and_not_before_it_was_signed(app: Flask) -> None:
    world = a_world(seats=5)
    changes_by(world, Seats(present={seat(world, 4): changes.LEAVES}))
    with pytest.raises(Invalid) as again:
        changes_by(world, Seats(present={seat(world, 3): changes.LEAVES}))
    assert "number" in again.value.fields
    early = a_decision("216/QĐ-UBND", effective_on=date(2026, 11, 1))
    with pytest.raises(Invalid) as fault:
        changes_by(world, Seats(present={seat(world, 3): changes.LEAVES}), early)
    assert "effective_on" in fault.value.fields
    with pytest.raises(Invalid) as nothing:
        changes_by(world, Seats(), a_decision("217/QĐ-UBND"))
    assert "seats" in nothing.value.fields


def test_nobody_sits_twice(app: Flask) -> None:
    world = a_world(seats=5)
    new = an_account("council_member", unit=world.province.keeper)
    for joining in ([(world.accounts[3].id, "member")], [(new.id, "member"), (new.id, "secretary")]):
        with pytest.raises(Invalid) as fault:
            changes_by(world, Seats(joining=joining))
        assert "seats" in fault.value.fields
    assert current_session().query(CouncilMember).count() == 5


def test_a_session_that_was_held_keeps_its_roster_and_one_to_come_takes_the_new_one(app: Flask) -> None:
    world = a_world(seats=5).prepares().convenes().attends().opens()
    changes_by(world, Seats(present={seat(world, 4): changes.LEAVES}), a_decision(effective_on=date(2026, 11, 23)))
    assert len(world.held.members) == 5
    details = Details(title="Họp sau", held_on=DAY, starts_at="08:00", place="Phòng họp số 2")
    later = sessions.prepare_session(
        actor=as_actor(world.secretary), council_id=world.council.id, details=details, at=NOW
    )
    assert later
    assert len(council(world).roster_on(DAY)) == 4


def test_the_term_moves_by_decision_and_no_session_is_planned_after_it(app: Flask) -> None:
    world = a_world(seats=5)
    changes_by(world, Seats(), a_decision(term_ends=date(2026, 12, 31)))
    details = Details(title="Họp", held_on=date(2027, 1, 5), starts_at="08:00", place="Phòng họp số 2")
    with pytest.raises(Invalid) as fault:
        sessions.prepare_session(actor=as_actor(world.secretary), council_id=world.council.id, details=details, at=NOW)
    assert "Nhiệm kỳ" in fault.value.fields["held_on"]


def test_the_secretary_of_another_council_changes_nothing_here(app: Flask) -> None:
    world = a_world(seats=5)
    other = an_account("council_secretary", unit=a_unit("Phường Tích Lương"))
    with pytest.raises(NotAllowed):
        changes.record(actor=as_actor(other), council_id=world.council.id, decision=a_decision(), seats=Seats(), at=NOW)
