"""Declared kin: a name on the agenda recuses or asks, and what was declared is read by nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from dossiers import journal
from dossiers.council import agenda, declarations, kinship, open_lines, readiness
from dossiers.council.declarations import Kin
from dossiers.db import current_session
from dossiers.models import Account, DeclaredKin, KinMatch, Message, Recusal
from tests.council_world import World, a_meeting, a_world, fresh
from tests.factories import NOW, a_nomination, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")

NAMESAKE = "Nguyễn Thị Hồng Nhạn"
WORKPLACE = "Trường Trung học cơ sở Phú Xuyên"


def a_world_with_a_namesake(**more: Any) -> World:
    line = a_nomination(NAMESAKE, birth_year=1979, workplace=WORKPLACE, **more)
    return a_world(nominations=[line, a_nomination("Trần Văn Bình")])


def declares(account: Account, name: str = NAMESAKE, **more: Any) -> int:
    kin = Kin(**{"relation": "spouse", "name": name, "from_on": date(2020, 1, 1), **more})
    return declarations.declare(actor=as_actor(account), kin=kin, at=NOW)


def grounds(world: World) -> dict[int, str]:
    fresh()
    return {each.member.account_id: each.ground for each in world.item.recusals}


def asked(account: Account) -> list[int]:
    fresh()
    return [each.id for each in declarations.questions_to(as_actor(account))]


def answers(account: Account, is_same: bool) -> None:
    (match_id,) = asked(account)
    declarations.answer(actor=as_actor(account), match_id=match_id, is_same=is_same, at=NOW)
    fresh()


@pytest.mark.parametrize("agrees", [{"birth_year": 1979}, {"workplace": WORKPLACE.upper()}])
def test_a_relative_whose_year_or_workplace_agrees_recuses_the_member_at_once(agrees: dict[str, Any]) -> None:
    world = a_world_with_a_namesake()
    member = world.accounts[3]
    declares(member, "nguyen thi hong nhan", **agrees)
    world.prepares()
    world.convenes()
    assert grounds(world) == {member.id: "Theo khai báo."}
    assert asked(member) == []


def test_a_name_alone_asks_the_member_who_does_not_vote_before_they_answer() -> None:
    world = a_world_with_a_namesake()
    member = world.accounts[3]
    declares(member, birth_year=1950)
    world.prepares().convenes().attends().opens()
    item_id = world.opens_item()
    assert grounds(world) == {}
    assert open_lines.waiting_for(world.held, world.member(member)) == []
    with pytest.raises(Refused, match="Khai báo hồi tị"):
        world.votes(member, item_id)
    answers(member, False)
    assert grounds(world) == {}
    world.votes(member, item_id)


def test_a_member_who_says_that_it_is_the_same_person_is_out() -> None:
    world = a_world_with_a_namesake()
    member = world.accounts[3]
    declares(member)
    world.prepares().convenes()
    answers(member, True)
    assert grounds(world) == {member.id: "Theo khai báo."}
    with pytest.raises(Refused):
        declarations.answer(actor=as_actor(member), match_id=1, is_same=False, at=NOW)


def test_an_answer_before_the_session_is_convened_holds_when_it_is() -> None:
    world = a_world_with_a_namesake()
    member = world.accounts[3]
    declares(member)
    world.prepares()
    answers(member, True)
    world.convenes()
    assert (grounds(world), asked(member)) == ({member.id: "Theo khai báo."}, [])


def test_nobody_is_asked_twice_about_the_same_nomination() -> None:
    world = a_world_with_a_namesake()
    declares(world.accounts[3])
    world.prepares()
    answers(world.accounts[3], False)
    world.convenes().convenes().attends().opens()
    assert asked(world.accounts[3]) == []


def test_what_is_declared_during_a_session_counts_for_it() -> None:
    world = a_world_with_a_namesake().prepares().convenes()
    declares(world.accounts[3], birth_year=1979)
    declares(world.accounts[4])
    assert grounds(world) == {world.accounts[3].id: "Theo khai báo."}
    assert len(asked(world.accounts[4])) == 1


def test_a_declaration_that_has_ended_or_not_begun_says_nothing() -> None:
    world = a_world_with_a_namesake()
    declares(world.accounts[3], birth_year=1979, until_on=date(2025, 12, 31))
    declares(world.accounts[4], birth_year=1979, from_on=date(2027, 1, 1))
    world.prepares().convenes()
    assert (grounds(world), asked(world.accounts[3]), asked(world.accounts[4])) == ({}, [], [])


def test_the_secretary_sees_who_must_answer_and_nobody_reads_what_was_declared() -> None:
    world = a_world_with_a_namesake()
    member = world.accounts[3]
    declares(member, workplace="Bệnh viện A")
    world.prepares().convenes()
    ready = readiness.of_session(world.held, as_actor(world.secretary))
    told = [people for _, people in ready.conflicts]
    assert told == [[(member.full_name, kinship.ASKED)]]
    messages = list(current_session().scalars(select(Message).where(Message.kind == "kin.match_proposed")))
    assert {each.account_id for each in messages} == {member.id, world.secretary.id}
    texts = [f"{each.subject} {each.body} {each.url}" for each in current_session().scalars(select(Message))]
    texts += [str(entry) for entry in journal.stored() if not str(entry["action"]).startswith("dossier")]
    for secret in (NAMESAKE, "Bệnh viện A", world.dossier().code):
        assert not [text for text in texts if secret in text]


def test_a_declaration_belongs_to_its_member_and_is_ended_not_deleted() -> None:
    world = a_world_with_a_namesake()
    kin_id = declares(world.accounts[3])
    with pytest.raises(Refused):
        declarations.end(actor=as_actor(world.accounts[4]), kin_id=kin_id, until_on=date(2026, 1, 1), at=NOW)
    with pytest.raises(Invalid):
        declarations.end(actor=as_actor(world.accounts[3]), kin_id=kin_id, until_on=date(2019, 1, 1), at=NOW)
    declarations.end(actor=as_actor(world.accounts[3]), kin_id=kin_id, until_on=date(2026, 1, 1), at=NOW)
    fresh()
    assert current_session().get_one(DeclaredKin, kin_id).until_on == date(2026, 1, 1)
    with pytest.raises(NotAllowed):
        declares(world.clerk)
    assert declarations.own(as_actor(world.accounts[4])) == []


def test_an_item_taken_off_the_agenda_takes_its_questions_with_it() -> None:
    world = a_world_with_a_namesake()
    declares(world.accounts[3])
    world.prepares()
    agenda.remove_item(actor=as_actor(world.secretary), item_id=world.item.id, seen=world.held.version, at=NOW)
    assert current_session().query(KinMatch).count() == current_session().query(Recusal).count() == 0


def test_who_has_voted_already_is_not_recused_behind_their_vote() -> None:
    world = a_meeting(nominations=[a_nomination(NAMESAKE, birth_year=1979)])
    item_id = world.opens_item()
    world.votes(world.accounts[3], item_id)
    declares(world.accounts[3], birth_year=1979)
    assert grounds(world) == {}
    assert open_lines.waiting_for(world.held, world.member(world.accounts[3])) == []
