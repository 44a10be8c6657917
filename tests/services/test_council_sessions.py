from __future__ import annotations

from datetime import date

import pytest

from dossiers.council import agenda, closing, councils, items, sessions
from dossiers.db import current_session
from dossiers.models import CouncilMember, Message
from dossiers.outbox import newest
from tests.council_world import TODAY, a_meeting, a_world, fresh
from tests.factories import NOW, a_dossier, a_nomination, a_unit, an_account, as_actor, saved
from workflow.errors import Invalid, NotAllowed, Refused, Stale

pytestmark = pytest.mark.usefixtures("app")


def test_the_roster_of_a_session_is_that_of_its_day_and_a_later_change_does_not_touch_it() -> None:
    world = a_world()
    newcomer = an_account("council_member", unit=world.province.keeper)
    saved(
        CouncilMember(
            council_id=world.council.id, account_id=newcomer.id, seat="member", position=9, from_on=date(2026, 11, 24)
        )
    )
    world.prepares().convenes()
    assert newcomer.id not in {member.account_id for member in world.held.members}

    world.attends().opens()
    gone = current_session().query(CouncilMember).filter_by(account_id=world.accounts[4].id).one()
    councils.end_seat(
        actor=as_actor(world.secretary), member_id=gone.id, until_on=date(2026, 11, 22), decided_by="9/QĐ", at=NOW
    )
    assert len(world.held.members) == 5


def test_a_change_of_the_roster_between_convening_and_opening_is_taken_up() -> None:
    world = a_world().prepares().convenes().attends()
    gone = current_session().query(CouncilMember).filter_by(account_id=world.accounts[4].id).one()
    councils.end_seat(
        actor=as_actor(world.secretary), member_id=gone.id, until_on=date(2026, 11, 22), decided_by="9/QĐ", at=NOW
    )
    world.opens()
    assert [member.account_id for member in world.held.members] == [each.id for each in world.accounts[:4]]
    assert world.member(world.chair).presence == "present"


def test_convening_tells_every_member_without_a_word_of_the_agenda() -> None:
    world = a_world(nominations=[a_nomination("Đặng Thị Bí Mật")]).prepares().convenes()
    told = current_session().query(Message).filter_by(kind="council.session_convened").all()
    assert {message.account_id for message in told} == {account.id for account in world.accounts}
    for message in told:
        text = message.subject + message.body
        assert "Bí Mật" not in text
        assert world.dossier().code not in text


def test_the_ballot_is_secret_or_open_as_the_award_asks_unless_the_secretary_chooses() -> None:
    world = a_world(award="CSTD_TINH").prepares()
    assert world.item.is_secret
    open_award = a_dossier(world.unit, world.province, world.clerk, award="BK_TINH", state="before_council")
    actor = as_actor(world.secretary)
    agenda.add_items(
        actor=actor, session_id=world.session_id, dossier_ids=[open_award.id], seen=world.held.version, at=NOW
    )
    assert not world.items[1].is_secret
    agenda.set_manner(actor=actor, item_id=world.items[1].id, is_secret=True, seen=world.held.version, at=NOW)
    assert world.items[1].is_secret


def test_only_dossiers_that_wait_for_this_very_council_get_on_its_agenda() -> None:
    world = a_world().prepares()
    other = a_unit("Ủy ban nhân dân phường Phan Đình Phùng")
    for dossier in (
        a_dossier(world.unit, world.province, world.clerk, state="under_appraisal"),
        a_dossier(world.unit, other, world.clerk, state="before_council"),
        world.dossier(),
    ):
        with pytest.raises(Invalid):
            agenda.add_items(
                actor=as_actor(world.secretary),
                session_id=world.session_id,
                dossier_ids=[dossier.id],
                seen=world.held.version,
                at=NOW,
            )


def test_items_are_moved_grouped_by_award_and_removed_before_the_session() -> None:
    world = a_world(dossiers=2, award="CSTD_TINH")
    world.dossier_ids.append(a_dossier(world.unit, world.province, world.clerk, state="before_council").id)
    world.prepares()
    actor, first = as_actor(world.secretary), world.items[0]
    agenda.move_item(actor=actor, item_id=first.id, by=1, seen=world.held.version, at=NOW)
    assert [item.dossier_id for item in world.items] == [
        world.dossier_ids[1],
        world.dossier_ids[0],
        world.dossier_ids[2],
    ]
    agenda.group_by_award(actor=actor, session_id=world.session_id, seen=world.held.version, at=NOW)
    assert [item.dossier.award_code for item in world.items] == ["BK_TINH", "CSTD_TINH", "CSTD_TINH"]
    agenda.remove_item(actor=actor, item_id=world.items[0].id, seen=world.held.version, at=NOW)
    assert len(world.items) == 2


def test_two_secretaries_on_the_same_page_do_not_both_win() -> None:
    world = a_world().prepares()
    seen = world.held.version
    sessions.convene(actor=as_actor(world.secretary), session_id=world.session_id, seen=seen, at=NOW)
    with pytest.raises(Stale):
        sessions.convene(actor=as_actor(world.secretary), session_id=world.session_id, seen=seen, at=NOW)


def test_a_session_is_opened_by_its_chair_only_on_its_day_and_once_marked_present() -> None:
    world = a_world().prepares().convenes()
    with pytest.raises(Refused, match="điểm danh"):
        world.opens()
    with pytest.raises(NotAllowed):
        world.opens(by=world.secretary)
    world.attends()
    world.opens()
    assert world.held.state == "open"


def test_a_session_does_not_open_before_its_day() -> None:
    world = a_world().prepares(held_on=date(2026, 11, 30)).convenes().attends()
    with pytest.raises(Refused, match="30/11/2026"):
        world.opens()


def test_a_vice_chair_presides_while_the_chair_is_absent() -> None:
    world = a_world()
    seat = current_session().query(CouncilMember).filter_by(account_id=world.accounts[3].id).one()
    seat.seat = "vice_chair"
    current_session().commit()
    world.prepares().convenes().attends(absent=[world.chair])
    with pytest.raises(NotAllowed):
        world.opens()
    world.opens(by=world.accounts[3])
    assert world.held.state == "open"


def test_an_item_is_not_opened_without_quorum_or_without_tellers() -> None:
    world = a_world(seats=5).prepares().convenes().attends(absent=[])
    actor, held = as_actor(world.secretary), world.held
    everyone = {member.id: sessions.Attendance("present") for member in held.members}
    sessions.record_attendance(
        actor=actor, session_id=held.id, attendance=everyone, tellers=[], seen=held.version, at=NOW
    )
    world.opens()
    with pytest.raises(Refused, match="ban kiểm phiếu"):
        world.opens_item()
    world.attends(absent=world.accounts[3:])
    with pytest.raises(Refused) as refused:
        world.opens_item()
    assert "cần 4" in refused.value.findings[0].reason
    world.attends(absent=[world.accounts[4]], written=[world.accounts[3]])
    world.opens_item()


@pytest.mark.parametrize("tellers", [1, 2, 4])
def test_three_members_who_are_there_count_the_slips(tellers: int) -> None:
    world = a_world().prepares().convenes()
    marks = {member.id: sessions.Attendance("present") for member in world.held.members}
    with pytest.raises(Invalid) as invalid:
        sessions.record_attendance(
            actor=as_actor(world.secretary),
            session_id=world.session_id,
            attendance=marks,
            tellers=list(marks)[:tellers],
            seen=world.held.version,
            at=NOW,
        )
    assert "tellers" in invalid.value.fields


def test_changing_the_day_tells_the_members_already_invited() -> None:
    world = a_world().prepares().convenes()
    details = sessions.Details(title="Họp", held_on=date(2026, 12, 1), starts_at="14:00", place="Hội trường")
    sessions.change_session(
        actor=as_actor(world.secretary), session_id=world.session_id, details=details, seen=world.held.version, at=NOW
    )
    fresh()
    assert "14:00 ngày 01/12/2026" in newest(world.chair.id)[0].body


@pytest.mark.parametrize(("day", "words"), [(date(2026, 11, 22), "đã qua"), (date(2099, 1, 1), "không có thành viên")])
def test_a_session_needs_a_day_to_come_on_which_the_council_sits(day: date, words: str) -> None:
    world = a_world()
    for member in world.council.members:
        member.until_on = date(2030, 1, 1)
    current_session().commit()
    with pytest.raises(Invalid) as invalid:
        world.prepares(held_on=day)
    assert words in invalid.value.fields["held_on"]


def test_people_of_another_unit_can_not_prepare_convene_or_close() -> None:
    world = a_meeting()
    stranger = as_actor(an_account("council_secretary", "council_chair", unit=a_unit("Phường Tích Lương")))
    seen = world.held.version
    for act in (
        lambda: sessions.convene(actor=stranger, session_id=world.session_id, seen=seen, at=NOW),
        lambda: items.open_item(actor=stranger, item_id=world.item.id, at=NOW),
        lambda: closing.close_session(actor=stranger, session_id=world.session_id, conclusion="x", seen=seen, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert world.held.held_on == TODAY
