from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from dossiers.council import items, queries, recusals
from dossiers.db import current_session
from dossiers.models import (
    CouncilMember,
    JournalEntry,
    Nomination,
    RoleGrant,
)
from dossiers.subjects import find_item
from tests.council_world import a_meeting, a_world
from tests.factories import NOW, as_actor, saved
from workflow.errors import NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")


def test_a_nominee_is_recused_and_sees_nothing_of_the_item() -> None:
    world = a_world(seats=6)
    nominee = world.accounts[5]
    line = current_session().query(Nomination).first()
    assert line
    line.account_id = nominee.id
    current_session().commit()
    world.prepares().convenes().attends().opens()
    item_id = world.opens_item()

    view = queries.session_view(world.held, as_actor(nominee))
    assert (view.lines, view.hidden, view.papers) == ([], 1, [])
    with pytest.raises(NotAllowed, match="hồi tị"):
        world.votes(nominee, item_id)
    for account in world.accounts[:5]:
        world.votes(account, item_id)
    world.counts(item_id)
    assert find_item(item_id).ballots[0].roster == 6


def test_the_head_of_the_submitting_unit_is_recused_before_the_province_s_council() -> None:
    world = a_world()
    saved(
        RoleGrant(account_id=world.accounts[3].id, unit_id=world.unit.id, role="head_of_unit", from_on=date(2025, 1, 1))
    )
    world.prepares().convenes()
    assert [recusal.member.account_id for recusal in world.item.recusals] == [world.accounts[3].id]


def test_a_member_declares_recusal_before_voting_and_not_after() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    actor = as_actor(world.accounts[4])
    recusals.declare(actor=actor, item_id=item_id, ground="Là em ruột của người được đề nghị.", at=NOW)
    with pytest.raises(NotAllowed):
        world.votes(world.accounts[4], item_id)
    world.votes(world.accounts[3], item_id)
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        recusals.declare(actor=as_actor(world.accounts[3]), item_id=item_id, ground="Muộn.", at=NOW)
    entry = current_session().scalars(select(JournalEntry).where(JournalEntry.action == "recusal.declared")).one()
    assert "ruột" not in json.dumps(entry.details)


def test_a_recused_chair_hands_the_item_to_the_vice_chair() -> None:
    world = a_world(seats=6)
    seat = current_session().query(CouncilMember).filter_by(account_id=world.accounts[4].id).one()
    seat.seat = "vice_chair"
    current_session().commit()
    world.prepares().convenes().attends()
    recusals.declare(actor=as_actor(world.chair), item_id=world.item.id, ground="Là vợ.", at=NOW)
    world.opens()
    with pytest.raises(NotAllowed):
        world.opens_item()
    item_id = world.opens_item(by=world.accounts[4])
    with pytest.raises(NotAllowed):
        world.counts(item_id)
    world.counts(item_id, by=world.accounts[4])


def test_who_was_recused_stays_so_when_the_dossier_comes_back_in_a_later_session() -> None:
    world = a_meeting()
    recusals.declare(actor=as_actor(world.accounts[4]), item_id=world.item.id, ground="Là con.", at=NOW)
    items.defer_item(
        actor=as_actor(world.secretary), item_id=world.item.id, reason="x", seen=world.dossier().version, at=NOW
    )
    world.closes()
    world.prepares().convenes()
    assert [recusal.ground for recusal in world.item.recusals] == ["Là con."]
