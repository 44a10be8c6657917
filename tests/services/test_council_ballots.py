from __future__ import annotations

import secrets
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select

from dossiers.council import ballots, results
from dossiers.db import current_session
from dossiers.models import (
    CouncilMember,
    OpenVote,
    SealedSheet,
    Turnout,
    VoteSlip,
)
from dossiers.subjects import find_item
from tests.council_world import a_meeting, a_world, fresh
from tests.factories import NOW, a_nomination, an_account, as_actor, saved
from workflow.errors import Invalid, NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")


def count_of(table: type) -> int:
    fresh()
    return current_session().query(table).count()


def test_a_member_votes_exactly_once() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    world.votes(world.chair, item_id, "no")
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        world.votes(world.chair, item_id, "yes")
    assert count_of(Turnout) == 2
    assert {vote.choice for vote in current_session().scalars(select(OpenVote))} == {"no"}


def test_sending_the_same_secret_vote_again_shows_the_same_receipt_and_counts_once() -> None:
    world = a_meeting(award="CSTD_TINH")
    item_id = world.opens_item()
    key = secrets.token_hex(16)
    first = world.votes(world.chair, item_id, "yes", key)
    assert world.votes(world.chair, item_id, "no", key) == first
    assert (count_of(SealedSheet), count_of(Turnout)) == (1, 2)
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        world.votes(world.chair, item_id, "yes")
    world.counts(item_id)
    assert [slip.choice for slip in current_session().scalars(select(VoteSlip))] == ["yes", "yes"]


def test_sending_the_same_open_vote_again_is_no_fault_and_another_vote_is() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    first = world.votes(world.chair, item_id, "no")
    assert world.votes(world.chair, item_id, "no") == first
    assert count_of(OpenVote) == 2


def test_a_vote_must_answer_every_line() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    asked = world.open_ballots(item_id)
    for choices in ({}, {asked[0].id: "yes"}, {asked[0].id: "yes", asked[1].id: "maybe"}):
        with pytest.raises(Invalid) as invalid:
            ballots.cast(
                actor=as_actor(world.chair), item_id=item_id, choices=choices, key=secrets.token_hex(16), at=NOW
            )
        assert f"ballot_{asked[1].id}" in invalid.value.fields
    assert count_of(Turnout) == 0


def test_only_members_who_are_there_or_in_writing_vote_and_only_while_the_item_is_open() -> None:
    world = a_world(seats=6).prepares().convenes()
    world.attends(absent=[world.accounts[5]], written=[world.accounts[4]]).opens()
    with pytest.raises(Refused):
        world.votes(world.chair, world.item.id)
    item_id = world.opens_item()
    with pytest.raises(Refused, match="vắng mặt"):
        world.votes(world.accounts[5], item_id)
    with pytest.raises(NotAllowed):
        world.votes(world.clerk, item_id)
    world.votes(world.accounts[4], item_id)
    world.counts(item_id)
    with pytest.raises(Refused):
        world.votes(world.chair, item_id)


def test_the_counts_are_those_of_an_independent_recount() -> None:
    world = a_meeting(seats=9, nominations=[a_nomination("Nguyễn Văn Một"), a_nomination("Nguyễn Văn Hai")])
    item_id = world.opens_item()
    choices = ["yes", "yes", "yes", "yes", "yes", "no", "no", "abstain", "yes"]
    for account, choice in zip(world.accounts, choices, strict=True):
        world.votes(account, item_id, choice, NguyễnVănHai="abstain")
    world.counts(item_id)
    first, second = find_item(item_id).ballots
    assert (first.yes, first.no, first.abstain) == (6, 2, 1)
    assert (second.yes, second.no, second.abstain) == (0, 0, 9)
    recount = Counter(current_session().scalars(select(OpenVote.choice).where(OpenVote.ballot_id == first.id)))
    assert recount == {"yes": first.yes, "no": first.no, "abstain": first.abstain}
    assert (first.is_passed, second.is_passed) == (True, False)
    assert first.nomination.outcome == "passed"
    assert second.nomination.outcome == "not_passed"


@pytest.mark.parametrize(("yes", "passes"), [(8, False), (9, True)])
def test_nine_tenths_of_the_whole_roster_are_needed_for_a_provincial_title(yes: int, passes: bool) -> None:
    world = a_world(seats=10, award="CSTD_TINH", nominations=1).prepares().convenes()
    world.attends(absent=[world.accounts[9]]).opens()
    item_id = world.opens_item()
    for place, account in enumerate(world.accounts[:9]):
        world.votes(account, item_id, "yes" if place < yes else "abstain")
    world.counts(item_id)
    ballot = find_item(item_id).ballots[0]
    assert (ballot.roster, ballot.present, ballot.needed, ballot.share) == (10, 9, 9, "9/10")
    assert ballot.is_passed is passes
    assert "Nghị định 152/2025/NĐ-CP" in ballot.citation


@pytest.mark.parametrize(("yes", "passes"), [(3, False), (4, True)])
def test_more_than_half_of_the_whole_roster_is_needed_for_other_awards(yes: int, passes: bool) -> None:
    world = a_meeting(seats=6, nominations=1)
    item_id = world.opens_item()
    for place, account in enumerate(world.accounts):
        world.votes(account, item_id, "yes" if place < yes else "no")
    world.counts(item_id)
    assert find_item(item_id).ballots[0].is_passed is passes


def test_published_slips_are_found_by_the_codes_of_the_receipts() -> None:
    world = a_meeting(award="CSTD_TINH", nominations=1)
    item_id = world.opens_item()
    told = {}
    for place, account in enumerate(world.accounts):
        choice = "no" if place == 1 else "yes"
        told[next(iter(world.votes(account, item_id, choice).codes.values()))] = choice
    world.counts(item_id)
    assert {vote.who: vote.choice for vote in results.counted(find_item(item_id))[0].votes} == told


def test_nothing_is_shown_of_the_votes_before_the_count() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    world.votes(world.chair, item_id)
    assert results.counted(find_item(item_id)) == []
    ballot = world.open_ballots(item_id)[0]
    assert (ballot.yes, ballot.no, ballot.abstain) == (0, 0, 0)


def test_a_member_who_voted_can_not_be_marked_absent_afterwards() -> None:
    world = a_meeting(seats=6)
    item_id = world.opens_item()
    world.votes(world.accounts[2], item_id)
    with pytest.raises(Invalid, match="đã bỏ phiếu"):
        world.attends(absent=[world.accounts[2]])
    assert world.member(world.accounts[2]).presence == "present"


def test_a_page_whose_name_was_tampered_with_is_refused() -> None:
    world = a_meeting(award="CSTD_TINH")
    item_id = world.opens_item()
    with pytest.raises(Refused, match="nguyên vẹn"):
        world.votes(world.chair, item_id, key="1")
    assert count_of(SealedSheet) == 0


def test_somebody_who_joins_after_the_session_opened_does_not_vote() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    late = an_account("council_member", unit=world.province.keeper)
    saved(
        CouncilMember(
            council_id=world.council.id, account_id=late.id, seat="member", position=9, from_on=date(2026, 11, 1)
        )
    )
    with pytest.raises(NotAllowed):
        world.votes(late, item_id)
