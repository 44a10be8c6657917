from __future__ import annotations

from datetime import date

import pytest

from dossiers.advance import advance
from dossiers.council import closing, councils, items, recusals
from dossiers.db import current_session, unit_of_work
from dossiers.models import Document, JournalEntry
from dossiers.subjects import find_council, find_dossier
from tests.council_world import World, a_meeting, a_world
from tests.factories import NOW, a_dossier, a_nomination, a_unit, an_account, as_actor
from workflow.errors import NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")


def vote_all(world: World, item_id: int, choice: str = "yes") -> None:
    for account in world.accounts:
        world.votes(account, item_id, choice)


def test_a_dossier_goes_from_the_agenda_through_the_vote_to_the_public_notice() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    vote_all(world, item_id)
    world.closes_item(item_id)
    world.closes()

    assert world.dossier().state == "on_notice"
    assert {line.outcome for line in world.dossier().nominations} == {"passed"}
    assert world.held.state == "closed"
    kinds = {each.kind for each in current_session().query(Document).filter_by(session_id=world.session_id)}
    assert kinds == {"giay_moi_hop", "phieu_bau", "bien_ban_kiem_phieu", "bien_ban_hop_hoi_dong"}


def test_a_dossier_of_which_nothing_passed_is_refused_with_the_reason_of_each() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    vote_all(world, item_id, "no")
    world.closes_item(item_id)
    world.closes()

    assert world.dossier().state == "refused"
    assert all("Không đạt" in line.outcome_reason for line in world.dossier().nominations)


def test_a_unit_s_own_council_works_like_the_province_s_and_its_head_presides() -> None:
    commune = a_unit()
    head = an_account("council_chair", "head_of_unit", unit=commune)
    secretary = an_account("council_secretary", unit=commune)
    members = [an_account("council_member", unit=commune) for _ in range(3)]
    founding = councils.Founding(name="Hội đồng xã", established_by="01/QĐ-UBND", established_on=date(2026, 1, 5))
    council_id = councils.establish(actor=as_actor(secretary), unit_id=commune.id, founding=founding, at=NOW)
    for place, (account, seat) in enumerate(
        [(head, "chair"), (secretary, "secretary"), *((m, "member") for m in members)], 1
    ):
        councils.seat_member(
            actor=as_actor(secretary),
            council_id=council_id,
            seat=councils.Seat(
                account_id=account.id, seat=seat, position=place, from_on=date(2026, 1, 5), decided_by="01/QĐ-UBND"
            ),
            at=NOW,
        )
    clerk = an_account("clerk", unit=commune)
    dossier = a_dossier(commune, commune, clerk, award="CSTD_CS", procedure="co_so", state="before_council")
    council = find_council(council_id)
    world = World(commune, commune, clerk, council, [head, secretary, *members], dossier_ids=[dossier.id])
    world.prepares().convenes().attends().opens()
    item_id = world.opens_item()
    assert not world.item.recusals
    vote_all(world, item_id)
    world.closes_item(item_id)
    world.closes()
    assert world.dossier().state == "on_notice"


def test_a_held_nomination_is_not_voted_and_goes_its_own_way_while_the_others_pass() -> None:
    lines = [a_nomination("Nguyễn Văn Được"), a_nomination("Nguyễn Văn Chờ", hold_reason="đang xác minh đơn thư")]
    world = a_meeting(nominations=lines)
    item_id = world.opens_item()
    assert [ballot.nomination.name for ballot in world.open_ballots(item_id)] == ["Nguyễn Văn Được"]
    vote_all(world, item_id)
    world.closes_item(item_id)
    world.closes()
    assert world.dossier().state == "on_notice"
    assert [line.name for line in world.dossier().nominations] == ["Nguyễn Văn Được"]


def test_a_dossier_whose_only_other_line_failed_keeps_waiting_with_the_held_one() -> None:
    lines = [a_nomination("Nguyễn Văn Trượt"), a_nomination("Nguyễn Văn Chờ", hold_reason="đang xác minh đơn thư")]
    world = a_meeting(nominations=lines)
    item_id = world.opens_item()
    vote_all(world, item_id, "no")
    world.closes_item(item_id)
    world.closes()
    assert world.dossier().state == "before_council"
    assert [line.outcome for line in world.dossier().nominations] == ["not_passed", "pending"]


def test_a_deferred_item_leaves_its_dossier_to_a_later_session() -> None:
    world = a_meeting()
    items.defer_item(
        actor=as_actor(world.secretary),
        item_id=world.item.id,
        reason="Cần làm rõ thành tích.",
        seen=world.dossier().version,
        at=NOW,
    )
    world.closes()
    assert world.dossier().state == "before_council"
    assert world.item.state == "deferred"
    world.prepares()
    assert world.item.state == "waiting"


def test_the_item_of_a_withdrawn_dossier_is_deferred_so_that_the_session_can_close() -> None:
    world = a_meeting()
    with unit_of_work():
        dossier = find_dossier(world.dossier_ids[0])
        advance(
            dossier, "withdraw", actor=as_actor(world.clerk), seen=dossier.version, at=NOW, reason="Đơn vị rút hồ sơ."
        )
    with pytest.raises(Refused, match="không còn chờ"):
        world.opens_item()
    items.defer_item(
        actor=as_actor(world.secretary),
        item_id=world.item.id,
        reason="Đơn vị đã rút hồ sơ.",
        seen=world.dossier().version,
        at=NOW,
    )
    world.closes()
    assert (world.dossier().state, world.item.state) == ("withdrawn", "deferred")


def test_a_dossier_sent_back_to_appraisal_takes_its_item_off_the_session() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    items.reappraise(
        actor=as_actor(world.secretary),
        dossier_id=world.dossier_ids[0],
        reason="Thẩm định lại sáng kiến.",
        seen=world.dossier().version,
        at=NOW,
    )
    assert world.dossier().state == "under_appraisal"
    assert world.item.state == "deferred"
    with pytest.raises(Refused):
        world.votes(world.chair, item_id)


def test_a_session_does_not_close_before_every_item_is_decided() -> None:
    world = a_meeting(dossiers=2)
    item_id = world.opens_item()
    vote_all(world, item_id)
    world.closes_item(item_id)
    with pytest.raises(Refused, match="Còn 1 nội dung"):
        world.closes()
    assert world.held.state == "open"
    assert current_session().query(JournalEntry).filter_by(action="council.session_closed").count() == 0


def test_after_closing_nothing_of_the_session_changes() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    vote_all(world, item_id)
    world.closes_item(item_id)
    with pytest.raises(Refused):
        world.closes_item(item_id)
    with pytest.raises(Refused):
        world.counts(item_id)
    world.closes()
    for again in (world.closes, world.attends, world.opens):
        with pytest.raises(Refused):
            again()
    with pytest.raises(Refused):
        items.defer_item(
            actor=as_actor(world.secretary), item_id=item_id, reason="x", seen=world.dossier().version, at=NOW
        )


def test_a_secretary_recused_from_an_item_leaves_the_closing_whole_to_another() -> None:
    world = a_world(dossiers=2).prepares().convenes().attends()
    recusals.declare(actor=as_actor(world.secretary), item_id=world.items[1].id, ground="Là vợ.", at=NOW)
    world.opens()
    for item in world.items:
        item_id = world.opens_item(item)
        for account in world.accounts:
            if account is not world.secretary:
                world.votes(account, item_id)
        world.closes_item(item_id)
    with pytest.raises(NotAllowed):
        world.closes()
    assert world.held.state == "open"
    assert {world.dossier(place).state for place in range(2)} == {"before_council"}
    assert current_session().query(Document).filter_by(kind="bien_ban_hop_hoi_dong").count() == 0

    other = an_account("council_secretary", unit=world.province.keeper)
    closing.close_session(
        actor=as_actor(other), session_id=world.session_id, conclusion="Nhất trí.", seen=world.held.version, at=NOW
    )
    assert {world.dossier(place).state for place in range(2)} == {"on_notice"}


def test_a_dossier_held_after_its_vote_is_concluded_when_it_resumes() -> None:
    world = a_meeting()
    item_id = world.opens_item()
    vote_all(world, item_id)
    world.closes_item(item_id)
    take(world, "hold", "Đang xác minh đơn thư.", hold_reason="Đang xác minh đơn thư.")
    world.closes()
    assert world.dossier().state == "held_before_council"
    take(world, "resume", "Đã có kết luận.", hold_reason="")
    closing.conclude_dossier(
        actor=as_actor(world.secretary), dossier_id=world.dossier_ids[0], seen=world.dossier().version, at=NOW
    )
    assert world.dossier().state == "on_notice"


def take(world: World, step: str, reason: str, **changes: str) -> None:
    with unit_of_work():
        dossier = find_dossier(world.dossier_ids[0])
        advance(dossier, step, actor=as_actor(world.secretary), seen=dossier.version, at=NOW, reason=reason, **changes)
