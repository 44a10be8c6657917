"""Voting on a whole list at once: all or none, once, in as many parts as the member likes."""

from __future__ import annotations

import secrets
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from dossiers.council import ballots, open_lines, recusals
from dossiers.council.ballots import Receipt
from dossiers.db import current_session
from dossiers.models import Account, Nomination, OpenVote, SealedSheet, Turnout, VoteSlip
from dossiers.subjects import find_item
from tests.council_world import World, a_meeting, a_world, fresh
from tests.factories import NOW, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")


def lists(world: World, account: Account, choices: dict[int, str], key: str = "") -> Receipt:
    return ballots.cast_list(
        actor=as_actor(account), session_id=world.session_id, choices=choices, key=key or secrets.token_hex(16), at=NOW
    )


def waiting(world: World, account: Account) -> list[int]:
    return [each.id for each in open_lines.waiting_for(world.held, world.member(account))]


def a_long_session(**more: Any) -> tuple[World, list[int]]:
    """Two open items and two secret ones, of two lines each."""
    world = a_meeting(dossiers=4, **more)
    for item in world.items[2:]:
        item.is_secret = True
    current_session().commit()
    return world, [world.opens_item(item) for item in world.items]


def test_one_list_votes_on_every_open_line_of_the_session() -> None:
    world, item_ids = a_long_session()
    for account in world.accounts:
        lines = waiting(world, account)
        receipt = lists(world, account, {line: "no" if place == 3 else "yes" for place, line in enumerate(lines)})
        assert (receipt.lines, len(receipt.codes)) == (8, 4)
        assert waiting(world, account) == []
    for item_id in item_ids:
        world.counts(item_id)
    counts = [(each.yes, each.no) for item_id in item_ids for each in find_item(item_id).ballots]
    assert counts == [(5, 0), (5, 0), (5, 0), (0, 5), (5, 0), (5, 0), (5, 0), (5, 0)]


def test_a_list_can_be_sent_in_parts_and_goes_on_where_it_stopped_on_the_pages_of_single_items_too() -> None:
    world, item_ids = a_long_session()
    lines = waiting(world, world.chair)
    lists(world, world.chair, dict.fromkeys([lines[0], lines[4]], "yes"))
    assert waiting(world, world.chair) == [*lines[1:4], *lines[5:]]
    ballots.cast(
        actor=as_actor(world.chair), item_id=item_ids[2], choices={lines[5]: "no"}, key=secrets.token_hex(16), at=NOW
    )
    assert waiting(world, world.chair) == [*lines[1:4], *lines[6:]]
    world.counts(item_ids[2])
    assert [(each.yes, each.no) for each in find_item(item_ids[2]).ballots] == [(1, 0), (0, 1)]


def test_the_same_list_sent_again_shows_the_same_receipt_and_counts_once() -> None:
    world, _ = a_long_session()
    choices, key = dict.fromkeys(waiting(world, world.chair), "yes"), secrets.token_hex(16)
    first = lists(world, world.chair, choices, key)
    assert lists(world, world.chair, choices, key) == first
    fresh()
    tables = (Turnout, OpenVote, SealedSheet)
    assert [current_session().query(table).count() for table in tables] == [8, 4, 2]
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        lists(world, world.chair, choices)


def test_a_list_of_which_a_line_was_voted_or_counted_meanwhile_is_not_taken_at_all() -> None:
    world, item_ids = a_long_session()
    lines = waiting(world, world.chair)
    world.votes(world.chair, item_ids[0])
    with pytest.raises(Refused, match="2 dòng bạn đã bỏ phiếu ở trang khác"):
        lists(world, world.chair, dict.fromkeys(lines, "yes"))
    world.counts(item_ids[1])
    with pytest.raises(Refused, match="2 dòng đã kiểm phiếu"):
        lists(world, world.chair, dict.fromkeys(lines[2:], "yes"))
    assert current_session().query(Turnout).count() == 2
    assert lists(world, world.chair, dict.fromkeys(lines[4:], "yes")).lines == 4


@pytest.mark.parametrize("choices", [{}, {1: "maybe"}])
def test_a_list_says_something_on_a_line_at_least(choices: dict[int, str]) -> None:
    world, _ = a_long_session()
    with pytest.raises(Invalid):
        lists(world, world.chair, choices)


def test_what_a_member_is_recused_from_is_not_on_their_list_and_can_not_be_sent() -> None:
    world, item_ids = a_long_session()
    everything = waiting(world, world.chair)
    member = world.accounts[4]
    recusals.declare(actor=as_actor(member), item_id=item_ids[2], ground="Là em ruột.", at=NOW)
    assert waiting(world, member) == [*everything[:4], *everything[6:]]
    with pytest.raises(Refused, match="2 dòng"):
        lists(world, member, dict.fromkeys(everything, "yes"))


def test_a_nominee_has_not_their_own_dossier_on_the_list_even_where_no_recusal_is_recorded() -> None:
    world, _ = a_long_session()
    line = current_session().scalars(select(Nomination).where(Nomination.dossier_id == world.dossier_ids[0])).first()
    assert line
    line.account_id = world.accounts[3].id
    current_session().commit()
    assert len(waiting(world, world.accounts[3])) == 6


def test_only_members_who_are_there_send_lists() -> None:
    world = a_world(seats=6).prepares().convenes()
    world.attends(absent=[world.accounts[5]]).opens()
    world.opens_item()
    lines = waiting(world, world.chair)
    assert waiting(world, world.accounts[5]) == []
    with pytest.raises(Refused, match="vắng mặt"):
        lists(world, world.accounts[5], dict.fromkeys(lines, "yes"))
    with pytest.raises(NotAllowed):
        lists(world, world.clerk, dict.fromkeys(lines, "yes"))


def test_secret_lines_of_a_list_are_published_under_codes_that_do_not_show_which_belong_together() -> None:
    world, item_ids = a_long_session()
    receipt = lists(world, world.chair, dict.fromkeys(waiting(world, world.chair), "abstain"))
    for item_id in item_ids[2:]:
        world.counts(item_id)
    slips = current_session().scalars(select(VoteSlip)).all()
    assert Counter(ballots.code_of(slip.id) for slip in slips) == Counter(receipt.codes.values())
    assert len({slip.id for slip in slips}) == 4


def test_a_page_whose_answer_was_lost_gets_its_receipt_even_after_the_count() -> None:
    world, item_ids = a_long_session()
    choices, key = dict.fromkeys(waiting(world, world.chair), "no"), secrets.token_hex(16)
    first = lists(world, world.chair, choices, key)
    for item_id in item_ids:
        world.counts(item_id)
    assert lists(world, world.chair, choices, key) == first
    with pytest.raises(Refused):
        lists(world, world.chair, choices)
    with pytest.raises(Refused):
        lists(world, world.accounts[3], choices, key)
