"""The query behind every list and the permissions behind every page give one answer."""

from __future__ import annotations

import random
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from dossiers import subjects
from dossiers.accounts.login import actor_of
from dossiers.db import current_session
from dossiers.desk import duties
from dossiers.desk.visibility import visible_to
from dossiers.models import (
    Account,
    AgendaItem,
    CouncilSession,
    Decision,
    Dossier,
    PublicNotice,
    Recusal,
    RoleGrant,
    SessionMember,
    Unit,
)
from dossiers.rules import procedure_of, procedures
from tests.factories import NOW, a_council, a_dossier, a_nomination, a_province, a_unit, an_account, saved
from workflow.permissions import Action, decide, decide_step
from workflow.roles import Role

TODAY = date(2026, 11, 23)
ROLES = [role.value for role in Role]


def generated_world(seed: int) -> tuple[list[Account], list[Dossier]]:
    """Two sides, a council, people with up to five roles anywhere, and dossiers in every state."""
    chance = random.Random(seed)  # noqa: S311 - a world that can be built again
    province = a_province()
    commune, school = a_unit("Ủy ban nhân dân xã Phú Xuyên"), a_unit("Trường Trung học cơ sở Phú Xuyên", "school")
    units = [province, province.keeper, commune, school]
    people = [an_account(unit=chance.choice(units)) for _ in range(20)]
    for person in people:
        for role in chance.sample(ROLES, chance.randint(0, 5)):
            ended = chance.choice([None, None, date(2025, 12, 31)])
            unit = chance.choice(units)
            saved(RoleGrant(account_id=person.id, unit_id=unit.id, role=role, from_on=date(2024, 1, 1), until_on=ended))
        current_session().refresh(person)
    dossiers = [
        _dossier(chance, procedure.name, state, units, people)
        for procedure in procedures().values()
        for state in chance.sample(list(procedure.states), 5)
    ]
    _session(chance, province, people, dossiers)
    return people, dossiers


def _dossier(chance: random.Random, procedure: str, state: str, units: list[Unit], people: list[Account]) -> Dossier:
    nominee = chance.choice(people) if chance.random() < 0.4 else None
    is_held = state.startswith("held")
    return a_dossier(
        chance.choice(units[2:]),
        chance.choice([units[0], units[0], units[2]]),
        chance.choice(people),
        nominations=[a_nomination(account_id=nominee and nominee.id, outcome=chance.choice(["pending", "withdrawn"]))],
        procedure=procedure,
        state=state,
        hold_reason="Đang xác minh đơn thư" if is_held else "",
        appraiser_id=chance.choice(people).id if chance.random() < 0.5 else None,
    )


def _session(chance: random.Random, province: Unit, people: list[Account], dossiers: list[Dossier]) -> None:
    council = a_council(province, seats=1)
    held = saved(
        CouncilSession(
            council_id=council.id,
            title="Phiên họp thứ nhất",
            held_on=TODAY,
            place="Phòng họp số 1",
            state=chance.choice(["preparing", "open"]),
            opened_at=NOW,
            created_by_id=people[0].id,
        )
    )
    members = [
        saved(SessionMember(session_id=held.id, account_id=person.id, seat="member", position=position))
        for position, person in enumerate(chance.sample(people, 5), start=1)
    ]
    for position, dossier in enumerate(chance.sample(dossiers, 6), start=1):
        item = saved(AgendaItem(session_id=held.id, dossier_id=dossier.id, position=position, is_secret=True))
        if chance.random() < 0.5:
            saved(Recusal(item_id=item.id, member_id=chance.choice(members).id, ground="Là người được đề nghị."))
    for dossier in chance.sample(dossiers, 4):
        saved(
            PublicNotice(
                dossier_id=dossier.id,
                place="Trang thông tin điện tử",
                posted_at=NOW,
                posted_by_id=people[0].id,
                first_day=date(2026, 11, 10),
                last_day=chance.choice([date(2026, 11, 16), date(2026, 11, 30)]),
                working_days=5,
            )
        )
    for number, dossier in enumerate(chance.sample(dossiers, 4)):
        saved(
            Decision(
                dossier_id=dossier.id,
                unit_id=province.id,
                state="drafted",
                symbol="QĐ-UBND",
                verification_code=f"CODE{number}",
                drafted_by_id=people[0].id,
                drafted_at=NOW,
            )
        )


@pytest.mark.parametrize("seed", range(2))
def test_the_list_shows_exactly_the_dossiers_whose_page_may_be_opened(app: Flask, seed: int) -> None:
    people, dossiers = generated_world(seed)
    pairs = 0
    for person in people:
        actor = actor_of(person)
        listed = set(current_session().scalars(select(Dossier.id).where(visible_to(actor))))
        allowed = {
            dossier.id
            for dossier in dossiers
            if decide(actor, Action.DOSSIER_VIEW, subjects.of_dossier(dossier)).is_allowed
        }
        assert listed == allowed, f"{person.full_name}: {sorted(actor.grants)}"
        pairs += len(allowed)
    assert 0 < pairs < len(people) * len(dossiers)


@pytest.mark.parametrize("seed", range(2))
def test_what_waits_for_a_person_is_seen_by_them_and_may_be_done_by_them(app: Flask, seed: int) -> None:
    people, _dossiers = generated_world(seed)
    found = 0
    for person in people:
        actor = actor_of(person)
        for waiting in duties.waiting_for(actor, TODAY, 500):
            subject = subjects.of_dossier(waiting.dossier)
            assert decide(actor, Action.DOSSIER_VIEW, subject).is_allowed
            steps = procedure_of(waiting.dossier).steps_from(waiting.dossier.state)
            assert any(decide_step(actor, step.by, subject).is_allowed for step in steps)
            found += 1
        assert duties.count_waiting(actor, TODAY) == len(duties.waiting_for(actor, TODAY, 500))
    assert found > 0
