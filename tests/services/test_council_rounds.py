"""Second votes, quotas, opinions in writing, corrections: and that what is counted stays as it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from dossiers.council import agenda, corrections, items, paper, recusals, rounds, vote_export
from dossiers.council.paper import Slips
from dossiers.db import current_session
from dossiers.models import Ballot, JournalEntry, Message
from dossiers.papers.votes import voted
from dossiers.subjects import find_item
from tests.council_world import TODAY, World, a_meeting, a_world, fresh
from tests.factories import NOW, a_nomination, as_actor
from workflow.errors import Invalid, NotAllowed, Refused
from workflow.recount import recount

pytestmark = pytest.mark.usefixtures("app")


def repeats(world: World, item_id: int, *places: int, by: int = 0) -> None:
    lines = world.dossier().nominations
    rounds.order_second_vote(
        actor=as_actor(world.accounts[by]),
        item_id=item_id,
        nomination_ids=[lines[place].id for place in places],
        reason="Thảo luận thêm về thành tích.",
        at=NOW,
    )


def outcomes(world: World) -> list[str]:
    return [line.outcome for line in world.dossier().nominations]


def test_a_second_vote_holds_and_the_first_is_kept() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id, "yes", NguyễnVănSố2="no")
    world.counts(item_id)
    repeats(world, item_id, 1)
    assert [each.round for each in world.open_ballots(item_id)] == [2]
    for account in world.accounts:
        world.votes(account, item_id)
    world.closes_item(item_id)
    assert outcomes(world) == ["passed", "passed"]
    kept = [(each.round, each.yes, each.is_passed) for each in find_item(item_id).ballots]
    assert kept == [(1, 5, True), (1, 0, False), (2, 5, True)]
    world.closes()
    assert recount(vote_export.as_data(world.held)).ok


def test_only_who_presides_orders_a_second_vote_and_only_after_the_first_is_counted() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    with pytest.raises(Refused):
        repeats(world, item_id, 0)
    world.votes(world.chair, item_id)
    world.counts(item_id)
    with pytest.raises(NotAllowed):
        repeats(world, item_id, 0, by=1)
    with pytest.raises(Invalid) as invalid:
        rounds.order_second_vote(actor=as_actor(world.chair), item_id=item_id, nomination_ids=[], reason=" ", at=NOW)
    assert set(invalid.value.fields) == {"nominations", "reason"}


def quota_world(quota: int, votes: dict[str, int], **more: Any) -> tuple[World, int]:
    """Six members vote on lines by name: so many of them say yes."""
    world = a_world(seats=6, nominations=[a_nomination(name) for name in votes], **more).prepares()
    agenda.set_quota(
        actor=as_actor(world.secretary), item_id=world.item.id, quota=quota, seen=world.held.version, at=NOW
    )
    world.convenes().attends().opens()
    item_id = world.opens_item()
    for place, account in enumerate(world.accounts):
        says = {name.replace(" ", ""): "yes" if place < yes else "no" for name, yes in votes.items()}
        world.votes(account, item_id, **says)
    world.counts(item_id)
    return world, item_id


def test_a_quota_leaves_those_with_fewer_votes_without_a_place_and_says_so() -> None:
    world, item_id = quota_world(2, {"Ông A": 6, "Ông B": 5, "Ông C": 4, "Ông D": 1})
    assert outcomes(world) == ["passed", "passed", "not_passed", "not_passed"]
    assert "vượt chỉ tiêu 2" in world.dossier().nominations[2].outcome_reason
    world.closes_item(item_id)
    assert [voted(ballot).ranking for ballot in world.item.ballots] == [
        "thứ 1/3 (6 phiếu), trong chỉ tiêu 2",
        "thứ 2/3 (5 phiếu), trong chỉ tiêu 2",
        "thứ 3/3 (4 phiếu), vượt chỉ tiêu 2",
        "",
    ]


def test_a_tie_on_the_last_place_is_voted_again_before_the_item_closes() -> None:
    world, item_id = quota_world(2, {"Ông A": 6, "Ông B": 5, "Ông C": 5})
    assert outcomes(world) == ["passed", "pending", "pending"]
    with pytest.raises(Refused, match="bằng phiếu"):
        world.closes_item(item_id)
    repeats(world, item_id, 1, 2)
    for place, account in enumerate(world.accounts):
        world.votes(account, item_id, "yes", ÔngC="yes" if place < 4 else "no")
    world.closes_item(item_id)
    assert outcomes(world) == ["passed", "passed", "not_passed"]


def test_a_quota_is_a_positive_number_and_fixed_once_the_session_is_open() -> None:
    world = a_world().prepares()
    actor, item_id = as_actor(world.secretary), world.item.id
    with pytest.raises(Invalid):
        agenda.set_quota(actor=actor, item_id=item_id, quota=0, seen=world.held.version, at=NOW)
    world.convenes().attends().opens()
    with pytest.raises(Refused):
        agenda.set_quota(actor=actor, item_id=item_id, quota=1, seen=world.held.version, at=NOW)


def written_world(due: date | None) -> tuple[World, int]:
    world = a_world(seats=6).prepares().convenes()
    world.attends(written=[world.accounts[5]], opinions_due_on=due).opens()
    return world, world.opens_item()


def test_the_count_waits_for_opinions_in_writing_until_their_last_day_is_over() -> None:
    world, item_id = written_world(TODAY + timedelta(days=2))
    for account in world.accounts[:5]:
        world.votes(account, item_id)
    with pytest.raises(Refused, match="Ủy viên Thứ 6"):
        world.counts(item_id)
    items.count_ballots(actor=as_actor(world.chair), item_id=item_id, at=NOW + timedelta(days=3))
    assert (find_item(item_id).ballots[0].written, find_item(item_id).ballots[0].yes) == (1, 5)


def test_the_count_goes_on_as_soon_as_all_opinions_in_writing_are_in() -> None:
    world, item_id = written_world(TODAY + timedelta(days=2))
    world.votes(world.accounts[5], item_id)
    world.counts(item_id)


def test_an_opinion_in_writing_is_not_taken_after_its_last_day() -> None:
    world, item_id = written_world(TODAY)
    with pytest.raises(Refused, match="hết ngày 23/11/2026"):
        world.votes(world.accounts[5], item_id, at=NOW + timedelta(days=1))
    world.votes(world.accounts[4], item_id, at=NOW + timedelta(days=1))


def test_a_last_day_that_is_over_is_not_taken() -> None:
    with pytest.raises(Invalid) as invalid:
        written_world(TODAY - timedelta(days=1))
    assert "opinions_due_on" in invalid.value.fields


def test_tellers_who_counted_differently_see_where() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    asked = world.open_ballots(item_id)
    members = [world.member(world.accounts[place]).id for place in (3, 4)]
    for teller, second in ((2, Slips(yes=2)), (3, Slips(no=2))):
        paper.record_paper(
            actor=as_actor(world.accounts[teller]),
            item_id=item_id,
            voters=members,
            counts={asked[0].id: Slips(yes=2), asked[1].id: second},
            at=NOW,
        )
    found = paper.differences(world.open_ballots(item_id))
    assert [(ballot.id, [slips for _, slips in counts]) for ballot, counts in found] == [
        (asked[1].id, [Slips(yes=2), Slips(no=2)])
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballot SET yes = 4",
        "DELETE FROM ballot",
        "UPDATE open_vote SET choice = 'no'",
        "DELETE FROM open_vote",
        "DELETE FROM turnout",
        "INSERT INTO turnout (ballot_id, member_id, is_paper) SELECT b.id, m.id, true FROM ballot b, session_member m "
        "WHERE m.position = 6",
        "INSERT INTO vote_slip (id, ballot_id, choice) SELECT 'x', id, 'yes' FROM ballot",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_counted(statement: str) -> None:
    world = a_meeting(seats=6, nominations=1)
    item_id = world.opens_item()
    for account in world.accounts[:5]:
        world.votes(account, item_id)
    world.counts(item_id)
    fresh()
    with pytest.raises(DBAPIError, match="counted"):
        current_session().execute(text(statement))
    current_session().rollback()


def test_a_correction_is_a_dated_record_beside_papers_that_stay_as_they_are() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    with pytest.raises(Refused):
        correct(world)
    world.votes(world.chair, item_id)
    world.closes_item(item_id)
    world.closes()
    before = [(each.id, each.yes) for each in current_session().scalars(select(Ballot))]
    correct(world)
    found = world.held.corrections[0]
    assert (found.statement, found.recorded_by_id) == ("Biên bản ghi sai giờ bế mạc.", world.secretary.id)
    assert [(each.id, each.yes) for each in current_session().scalars(select(Ballot))] == before
    told = current_session().scalars(select(Message).where(Message.kind == "council.session_corrected")).all()
    assert len(told) == 5
    assert not any("bế mạc" in each.subject + each.body for each in told)
    assert (
        current_session().scalars(select(JournalEntry).where(JournalEntry.action == "council.session_corrected")).one()
    )


def test_who_is_recused_from_an_item_does_not_correct_the_session() -> None:
    world = a_meeting()
    recusals.declare(actor=as_actor(world.secretary), item_id=world.item.id, ground="Là mẹ.", at=NOW)
    with pytest.raises(NotAllowed):
        correct(world)


def correct(world: World) -> None:
    corrections.record_correction(
        actor=as_actor(world.secretary),
        session_id=world.session_id,
        statement="Biên bản ghi sai giờ bế mạc.",
        reason="Nhầm lẫn khi ghi.",
        at=NOW,
    )
