"""What a recused member is told: never a word, a name or an address of the item."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from dossiers import subjects
from dossiers.council import questions, recusals
from dossiers.db import current_session
from dossiers.models import Account, Message, RoleGrant
from tests.council_world import World, a_world, fresh
from tests.factories import NOW, an_account, as_actor, saved
from workflow.roles import Role

pytestmark = pytest.mark.usefixtures("app")

OFFICES = (Role.COUNCIL_SECRETARY, Role.APPRAISER, Role.DECISION_MAKER, Role.OFFICE_CLERK, Role.COUNCIL_CHAIR)


def a_member_with_every_office(world: World) -> Account:
    """Somebody to whom each message of the deciding side would go."""
    member = world.accounts[4]
    for role in OFFICES:
        for unit in (world.province, world.province.keeper):
            saved(RoleGrant(account_id=member.id, unit_id=unit.id, role=role, from_on=NOW.date().replace(year=2024)))
    fresh()
    return member


def told(account: Account) -> list[str]:
    found = current_session().scalars(select(Message).where(Message.account_id == account.id).order_by(Message.id))
    return [f"{each.subject} {each.body} {each.url}" for each in found]


def test_a_recused_member_with_every_office_hears_nothing_of_the_item_from_its_opening_to_its_next_step() -> None:
    world = a_world(seats=6, dossiers=2).prepares().convenes().attends()
    member, hidden = a_member_with_every_office(world), world.items[1].id
    recusals.declare(actor=as_actor(member), item_id=hidden, ground="Là em.", at=NOW)
    colleague = an_account(Role.APPRAISER, unit=world.province.keeper)
    world.opens()
    asker = as_actor(world.accounts[3])
    line = world.dossier(1).nominations[0]
    asked = questions.ask(actor=asker, item_id=hidden, nomination_id=line.id, question="Đã đủ chưa?", at=NOW)
    questions.answer(actor=as_actor(world.secretary), question_id=asked, answer="Đủ.", at=NOW)
    for item in world.items:
        item_id = world.opens_item(item, world.chair)
        for account in world.accounts:
            if account.id != member.id or item_id != hidden:
                world.votes(account, item_id)
        world.counts(item_id)
        world.closes_item(item_id)
    world.closes()
    fresh()
    assert world.dossier(1).state != "before_council"
    heard = told(member)
    assert any(world.dossier(0).code in each for each in heard)
    seen, unseen = world.dossier(0), world.dossier(1)
    secrets = (unseen.code, f"/ho-so/{unseen.id}", f"noi-dung/{hidden}", "câu hỏi", "Đã đủ chưa")
    assert [each for each in heard for secret in secrets if secret in each] == []
    assert any(unseen.code in each for each in told(colleague))
    assert member.id not in subjects.of_dossier(seen).recused
