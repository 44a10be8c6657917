"""Many items at once: what the page shows is what is done, to all or to none; nobody leads what is not theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event, select

from dossiers.council import bulk, queries, recusals
from dossiers.council.bulk import Plan
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Account, Nomination
from dossiers.subjects import find_item, find_session
from tests.council_world import TODAY, World, a_meeting, a_world, fresh
from tests.factories import NOW, as_actor
from workflow.errors import NotAllowed, Refused, Stale
from workflow.permissions import Actor

pytestmark = pytest.mark.usefixtures("app")


def planned(world: World, act: str, by: Account | None = None) -> Plan:
    return bulk.plan(world.held, as_actor(by or world.chair), act, NOW)


def does(world: World, act: str, by: Account | None = None, shown: str = "", conclusion: str = "Nhất trí.") -> int:
    return bulk.perform(
        actor=as_actor(by or world.chair),
        session_id=world.session_id,
        act=act,
        award="",
        shown=shown or planned(world, act, by).fingerprint,
        at=NOW,
        conclusion=conclusion,
    )


def states(world: World) -> list[str]:
    return [item.state for item in world.items]


def entries(action: str) -> int:
    return len(current_session().scalars(select(JournalEntry).where(JournalEntry.action == action)).all())


def test_a_whole_agenda_is_opened_counted_and_concluded_in_three_acts_with_an_entry_for_each_item() -> None:
    world = a_meeting(dossiers=3)
    assert does(world, "open") == 3
    for item in world.items:
        for account in world.accounts:
            world.votes(account, item.id, NguyễnVănSố2="no")
    assert does(world, "count") == 3
    assert does(world, "conclude", conclusion="Thông qua theo kết quả kiểm phiếu.") == 3
    assert states(world) == ["closed"] * 3
    assert {item.conclusion for item in world.items} == {"Thông qua theo kết quả kiểm phiếu."}
    assert [entries(f"item.{done}") for done in ("opened", "counted", "closed")] == [3, 3, 3]
    outcomes = [line.outcome for place in range(3) for line in world.dossier(place).nominations]
    assert outcomes == ["passed", "not_passed"] * 3


def test_what_can_not_be_opened_is_named_with_its_reason_and_left() -> None:
    world = a_meeting(dossiers=2)
    for line in world.dossier(1).nominations:
        current_session().get_one(Nomination, line.id).hold_reason = "Đang xác minh đơn thư."
    current_session().commit()
    (left,) = planned(world, "open").impossible
    assert (left.line.item.id, "tạm dừng xét" in left.why_not) == (world.items[1].id, True)
    assert does(world, "open") == 1
    assert states(world) == ["open", "waiting"]


def test_without_a_quorum_nothing_is_opened_and_the_page_says_how_many_are_missing() -> None:
    world = a_world(dossiers=2).prepares().convenes()
    world.attends(absent=world.accounts[3:]).opens()
    assert ["cần 4" in each.why_not for each in planned(world, "open").impossible] == [True, True]
    with pytest.raises(Refused):
        does(world, "open")
    assert states(world) == ["waiting"] * 2


def test_an_opinion_that_may_still_come_keeps_its_item_out_of_the_count() -> None:
    world = a_world(dossiers=2).prepares().convenes()
    late = world.accounts[4]
    world.attends(written=[late], opinions_due_on=TODAY).opens()
    does(world, "open")
    world.votes(late, world.items[0].id)
    (left,) = planned(world, "count").impossible
    assert (left.line.item.id, late.full_name in left.why_not) == (world.items[1].id, True)
    assert does(world, "count") == 1


def test_the_chair_leaves_what_another_leads_and_reads_only_how_many_there_are() -> None:
    world = a_world(seats=6, dossiers=3).prepares().convenes().attends()
    recusals.declare(actor=as_actor(world.chair), item_id=world.items[1].id, ground="Là em.", at=NOW)
    world.opens()
    found = planned(world, "open")
    assert (len(found.possible), found.others) == (2, 1)
    does(world, "open")
    assert states(world) == ["open", "waiting", "open"]
    assert planned(world, "open").others == planned(world, "count").others == 1
    stand_in = next(each for each in world.accounts if planned(world, "open", each).possible)
    assert does(world, "open", stand_in) == 1
    assert states(world) == ["open"] * 3
    assert planned(world, "count").others == 1
    with pytest.raises(NotAllowed):
        does(world, "open", world.accounts[5], shown="x")


def test_another_set_of_items_than_the_page_showed_is_refused_as_a_whole() -> None:
    world = a_meeting(dossiers=3)
    shown = planned(world, "open").fingerprint
    world.opens_item(world.items[0])
    with pytest.raises(Stale, match="chưa nội dung nào"):
        does(world, "open", shown=shown)
    assert states(world) == ["open", "waiting", "waiting"]


def test_a_vote_that_comes_in_between_the_page_and_the_count_is_counted() -> None:
    world = a_meeting(dossiers=2)
    does(world, "open")
    shown = planned(world, "count").fingerprint
    world.votes(world.chair, world.items[0].id)
    does(world, "count", shown=shown)
    assert [ballot.yes for ballot in find_item(world.items[0].id).ballots] == [1, 1]


@pytest.mark.parametrize("is_open", [False, True])
def test_a_session_asks_the_database_as_often_for_many_items_as_for_few(is_open: bool) -> None:
    world = a_world(dossiers=9)
    few = _session_on(world, world.dossier_ids[:2], is_open)
    many = _session_on(world, world.dossier_ids[2:], is_open)
    secretary = as_actor(world.secretary)
    asked = {session_id: _statements(session_id, secretary) for session_id in (few, many)}
    assert asked[few] == asked[many]


def _session_on(world: World, dossier_ids: list[int], is_open: bool) -> int:
    part = replace(world, dossier_ids=dossier_ids).prepares()
    if is_open:
        part.convenes().attends().opens()
        does(part, "open")
        for item in part.items:
            part.votes(part.chair, item.id)
    return part.session_id


def _statements(session_id: int, actor: Actor) -> int:
    fresh()
    current_session().expunge_all()
    seen: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    engine = current_session().get_bind()
    event.listen(engine, "before_cursor_execute", listen)
    try:
        view = queries.session_view(find_session(session_id), actor)
        assert {line.item.dossier.unit.name for line in view.lines}
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(seen)
