from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers import outbox
from dossiers.council import invitations, questions, readiness, reading, recusals, sessions
from dossiers.council.sessions import Details
from dossiers.db import current_session
from dossiers.models import Account, InvitationReply, Reading
from tests.council_world import World, a_world, fresh
from tests.factories import NOW, an_account, as_actor
from workflow.errors import Invalid, NotAllowed, Refused


def replies(world: World, account: Account, reply: str, reason: str = "") -> None:
    invitations.answer(actor=as_actor(account), session_id=world.session_id, reply=reply, reason=reason, at=NOW)


def ready(world: World) -> readiness.Readiness:
    return readiness.of_session(world.held, as_actor(world.secretary))


def subjects_of(account: Account) -> list[str]:
    return [message.subject for message in outbox.newest(account.id)]


def test_the_quorum_forecast_grows_with_the_answers_and_counts_opinions_in_writing(app: Flask) -> None:
    world = a_world(seats=5).prepares().convenes()
    (forecast,) = ready(world).forecasts
    assert (forecast.sure, forecast.silent, forecast.outlook) == (0, 5, "open")

    replies(world, world.accounts[0], "coming")
    replies(world, world.accounts[1], "coming")
    replies(world, world.accounts[2], "written", "đi học")
    (forecast,) = ready(world).forecasts
    assert forecast.sure == 3
    replies(world, world.accounts[3], "coming")
    replies(world, world.accounts[4], "absent", "đi công tác")
    (forecast,) = ready(world).forecasts
    assert (forecast.sure, forecast.silent, forecast.outlook) == (4, 0, "enough")


def test_a_session_that_cannot_reach_its_quorum_says_so_before_the_day(app: Flask) -> None:
    world = a_world(seats=5).prepares().convenes()
    for account in world.accounts[1:]:
        replies(world, account, "absent", "đi công tác")
    (forecast,) = ready(world).forecasts
    assert forecast.outlook == "short"


def test_an_absence_needs_a_reason_and_the_secretary_is_told_of_it(app: Flask) -> None:
    world = a_world().prepares().convenes()
    with pytest.raises(Invalid) as fault:
        replies(world, world.accounts[3], "absent", " ")
    assert "reason" in fault.value.fields
    replies(world, world.accounts[3], "absent", "đi công tác")
    assert subjects_of(world.secretary)[0] == "Ủy viên Thứ 4: vắng mặt"


def test_a_member_may_change_the_answer_until_the_session_opens(app: Flask) -> None:
    world = a_world().prepares().convenes()
    replies(world, world.accounts[3], "absent", "đi công tác")
    replies(world, world.accounts[3], "coming")
    fresh()
    kept = current_session().query(InvitationReply).one()
    assert (kept.reply, kept.reason) == ("coming", "")
    world.attends().opens()
    with pytest.raises(Refused):
        replies(world, world.accounts[3], "absent", "ốm")


def test_a_changed_day_asks_everybody_again(app: Flask) -> None:
    world = a_world().prepares().convenes()
    replies(world, world.accounts[3], "coming")
    moved = Details(title="Họp", held_on=date(2026, 11, 30), starts_at="08:00", place="Phòng họp số 2")
    sessions.change_session(
        actor=as_actor(world.secretary), session_id=world.session_id, details=moved, seen=world.held.version, at=NOW
    )
    assert ready(world).silent == 5


def test_only_the_silent_are_reminded_and_nobody_once_all_have_answered(app: Flask) -> None:
    world = a_world().prepares().convenes()
    for account in world.accounts[:4]:
        replies(world, account, "coming")
    assert invitations.remind(actor=as_actor(world.secretary), session_id=world.session_id, at=NOW) == 1
    assert subjects_of(world.accounts[4])[0].startswith("Đề nghị trả lời giấy mời")
    assert not any(subject.startswith("Đề nghị trả lời") for subject in subjects_of(world.chair))
    replies(world, world.accounts[4], "coming")
    with pytest.raises(Refused):
        invitations.remind(actor=as_actor(world.secretary), session_id=world.session_id, at=NOW)


def test_somebody_who_is_not_on_the_roster_cannot_answer_for_the_council(app: Flask) -> None:
    world = a_world().prepares().convenes()
    stranger = an_account("council_member", unit=world.province.keeper)
    with pytest.raises(NotAllowed):
        replies(world, stranger, "coming")


def test_a_note_and_a_read_mark_are_the_member_s_own(app: Flask) -> None:
    world = a_world().prepares().convenes()
    line = world.dossier().nominations[0].id
    reading.keep(
        actor=as_actor(world.accounts[3]),
        item_id=world.item.id,
        nomination_id=line,
        note="Hỏi kỹ.",
        is_read=True,
        at=NOW,
    )
    fresh()
    own = reading.pack_of(world.held, as_actor(world.accounts[3]))
    other = reading.pack_of(world.held, as_actor(world.accounts[4]))
    assert (own.read, own.lines[0][1].note) == (1, "Hỏi kỹ.")
    assert (other.read, other.lines[0][1].note) == (0, "")
    marks = {each.account.id: (each.read, each.to_read) for each in ready(world).invited}
    assert marks[world.accounts[3].id] == (1, 2)


def test_a_recused_member_finds_nothing_of_the_item_in_the_pack_and_can_keep_nothing_on_it(app: Flask) -> None:
    world = a_world(seats=6, dossiers=2).prepares().convenes()
    member, item = world.accounts[5], world.items[0]
    line = world.dossier().nominations[0].id
    recusals.declare(actor=as_actor(member), item_id=item.id, ground="Là vợ.", at=NOW)
    fresh()
    pack = reading.pack_of(world.held, as_actor(member))
    assert pack.hidden == 1
    assert {each.id for each, _line in pack.lines} == {world.items[1].id}
    with pytest.raises(NotAllowed):
        reading.keep(actor=as_actor(member), item_id=item.id, nomination_id=line, note="", is_read=True, at=NOW)
    with pytest.raises(NotAllowed):
        questions.ask(actor=as_actor(member), item_id=item.id, nomination_id=line, question="Vì sao?", at=NOW)
    assert current_session().query(Reading).count() == 0


def test_a_question_reaches_secretary_and_appraiser_and_its_answer_only_who_asked(app: Flask) -> None:
    world = a_world().prepares().convenes()
    appraiser = an_account("appraiser", unit=world.province.keeper)
    asker, other = world.accounts[3], world.accounts[4]
    line = world.dossier().nominations[0].id
    question_id = questions.ask(
        actor=as_actor(asker), item_id=world.item.id, nomination_id=line, question="Sáng kiến nào?", at=NOW
    )
    for person in (world.secretary, appraiser):
        assert "Có câu hỏi" in subjects_of(person)[0]
        assert questions.count_open(world.held, as_actor(person)) == 1
    with pytest.raises(NotAllowed):
        questions.answer(actor=as_actor(other), question_id=question_id, answer="Tôi biết.", at=NOW)
    questions.answer(actor=as_actor(appraiser), question_id=question_id, answer="Số 15/QĐ-SKHCN.", at=NOW)
    fresh()
    assert questions.own(world.held, line, as_actor(asker))[0].answer == "Số 15/QĐ-SKHCN."
    assert questions.own(world.held, line, as_actor(other)) == []
    assert "đã được trả lời" in subjects_of(asker)[0]
    with pytest.raises(Refused):
        questions.answer(actor=as_actor(world.secretary), question_id=question_id, answer="Khác.", at=NOW)


def test_a_recused_secretary_neither_hears_of_a_question_nor_sees_it(app: Flask) -> None:
    world = a_world(seats=6).prepares().convenes()
    line = world.dossier().nominations[0].id
    before = len(subjects_of(world.secretary))
    recusals.declare(actor=as_actor(world.secretary), item_id=world.item.id, ground="Là em.", at=NOW)
    question_id = questions.ask(
        actor=as_actor(world.accounts[3]), item_id=world.item.id, nomination_id=line, question="Vì sao?", at=NOW
    )
    assert len(subjects_of(world.secretary)) == before
    assert questions.of_session(world.held, as_actor(world.secretary)) == []
    with pytest.raises(NotAllowed):
        questions.answer(actor=as_actor(world.secretary), question_id=question_id, answer="Vì.", at=NOW)
