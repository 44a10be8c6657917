from __future__ import annotations

import pytest

from dossiers.council import items, paper, results
from dossiers.council.paper import Slips
from dossiers.db import current_session
from dossiers.models import (
    Ballot,
    Turnout,
)
from dossiers.subjects import find_item
from tests.council_world import World, a_meeting, fresh
from tests.factories import NOW, a_nomination, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")


def count_of(table: type) -> int:
    fresh()
    return current_session().query(table).count()


def paper_world() -> tuple[World, int, list[Ballot]]:
    world = a_meeting(nominations=1)
    item_id = world.opens_item()
    world.votes(world.chair, item_id)
    return world, item_id, world.open_ballots(item_id)


def tells(world: World, teller: int, item_id: int, voters: list[int], slips: Slips) -> None:
    ballot = world.open_ballots(item_id)[0]
    members = [world.member(world.accounts[place]).id for place in voters]
    paper.record_paper(
        actor=as_actor(world.accounts[teller]), item_id=item_id, voters=members, counts={ballot.id: slips}, at=NOW
    )


def test_paper_slips_count_once_two_tellers_agree() -> None:
    world, item_id, _ = paper_world()
    tells(world, 2, item_id, [3, 4], Slips(yes=1, invalid=1))
    with pytest.raises(Refused, match="hai thành viên"):
        world.counts(item_id)
    tells(world, 3, item_id, [3, 4], Slips(yes=2))
    with pytest.raises(Refused, match="hai thành viên"):
        world.counts(item_id)
    tells(world, 3, item_id, [3, 4], Slips(yes=1, invalid=1))
    world.counts(item_id)
    ballot = find_item(item_id).ballots[0]
    assert (ballot.yes, ballot.no, ballot.abstain, ballot.invalid) == (2, 0, 0, 1)
    assert results.counted(find_item(item_id))[0].paper == 2


def test_nobody_votes_both_on_paper_and_on_a_device() -> None:
    world, item_id, _ = paper_world()
    with pytest.raises(Invalid) as invalid:
        tells(world, 2, item_id, [0], Slips(yes=1))
    assert "voters" in invalid.value.fields
    tells(world, 2, item_id, [3], Slips(no=1))
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        world.votes(world.accounts[3], item_id)


def test_a_teller_s_count_must_add_up_and_only_tellers_count() -> None:
    world, item_id, _ = paper_world()
    with pytest.raises(Invalid, match="phải đúng 2 phiếu"):
        tells(world, 2, item_id, [3, 4], Slips(yes=1))
    with pytest.raises(NotAllowed):
        tells(world, 1, item_id, [3], Slips(yes=1))
    assert count_of(Turnout) == 1


def test_a_nomination_that_failed_is_voted_again_for_a_lesser_award_and_both_votes_stay() -> None:
    lines = [a_nomination("Tổ Một", kind="collective"), a_nomination("Tổ Hai", kind="collective")]
    world = a_meeting(award="CO_TINH", nominations=lines)
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id, "yes", TổHai="no")
    world.counts(item_id)
    failed = world.dossier().nominations[1]
    items.lower_award(
        actor=as_actor(world.secretary),
        item_id=item_id,
        nomination_id=failed.id,
        award_code="BK_TINH",
        reason="Thành tích phù hợp mức bằng khen.",
        seen=world.dossier().version,
        at=NOW,
    )
    assert [ballot.award_code for ballot in world.open_ballots(item_id)] == ["BK_TINH"]
    for account in world.accounts:
        world.votes(account, item_id)
    world.closes_item(item_id)
    assert [(b.award_code, b.is_passed) for b in find_item(item_id).ballots] == [
        ("CO_TINH", True),
        ("CO_TINH", False),
        ("BK_TINH", True),
    ]
    assert results.totals(world.items) == results.Totals(passed=2, lowered=1, not_passed=0, deferred=0)
    world.closes()
    assert [(n.award_code, n.outcome) for n in world.dossier().nominations] == [
        ("CO_TINH", "passed"),
        ("BK_TINH", "passed"),
    ]


@pytest.mark.parametrize(("place", "award"), [(0, "BK_TINH"), (1, "LDTT"), (1, "CO_TINH")])
def test_only_a_failed_nomination_is_lowered_and_only_as_the_law_allows(place: int, award: str) -> None:
    lines = [a_nomination("Tổ Một", kind="collective"), a_nomination("Tổ Hai", kind="collective")]
    world = a_meeting(award="CO_TINH", nominations=lines)
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id, "yes", TổHai="no")
    world.counts(item_id)
    with pytest.raises(Refused):
        items.lower_award(
            actor=as_actor(world.secretary),
            item_id=item_id,
            nomination_id=world.dossier().nominations[place].id,
            award_code=award,
            reason="x",
            seen=world.dossier().version,
            at=NOW,
        )
