from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from dossiers.appraisal import queries
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.models import Consultation
from tests.dossier_world import LATER, World, a_world, appraise, finish, fresh
from tests.factories import NOW, a_unit
from workflow.errors import Invalid, Refused


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def test_offices_are_asked_in_parallel_and_their_answers_awaited_until_due(world: World) -> None:
    dossier = world.received(nominations=1)
    police, inspectors = a_unit("Công an tỉnh", "armed_forces"), a_unit("Thanh tra tỉnh", "department")
    appraisal.consult(
        actor=world.judge,
        dossier_id=dossier.id,
        seen=1,
        unit_ids=[police.id, inspectors.id, police.id],
        question="Việc chấp hành pháp luật?",
        due_on=date(2026, 12, 1),
        at=NOW,
    )
    appraise(world, dossier)
    with pytest.raises(Refused) as refused:
        finish(world, dossier)
    assert "2 cơ quan" in refused.value.findings[0].reason
    first, second = queries.consultations_of(fresh(dossier))
    for asked in (first, second):
        appraisal.record_answer(
            actor=world.judge,
            dossier_id=dossier.id,
            consultation_id=asked.id,
            seen=fresh(dossier).version,
            answer="Văn bản 45/CAT-PX01: không vi phạm.",
            at=LATER,
        )
    with pytest.raises(Refused):
        appraisal.record_answer(
            actor=world.judge,
            dossier_id=dossier.id,
            consultation_id=first.id,
            seen=fresh(dossier).version,
            answer="Lần nữa",
            at=LATER,
        )
    assert finish(world, dossier).state == "before_council"


def test_an_overdue_answer_no_longer_stops_the_dossier(world: World) -> None:
    dossier = world.received(nominations=1)
    appraisal.consult(
        actor=world.judge,
        dossier_id=dossier.id,
        seen=1,
        unit_ids=[a_unit("Công an tỉnh", "armed_forces").id],
        question="Việc chấp hành pháp luật?",
        due_on=None,
        at=NOW,
    )
    assert current_session().query(Consultation).one().due_on == date(2026, 12, 8)
    appraise(world, dossier)
    late = datetime.fromisoformat("2026-12-09T03:00:00+00:00")
    done = appraisal.finish_appraisal(actor=world.judge, dossier_id=dossier.id, seen=fresh(dossier).version, at=late)
    assert done.state == "before_council"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"unit_ids": []}, "unit_ids"), ({"unit_ids": [999_999]}, "unit_ids"), ({"question": ""}, "question")],
)
def test_an_unusable_question_is_refused_at_its_field(world: World, changes: dict[str, Any], field: str) -> None:
    dossier = world.received()
    values: dict[str, Any] = {"unit_ids": [world.unit.id], "question": "Gì?", "due_on": None, "at": NOW, "seen": 1}
    with pytest.raises(Invalid) as fault:
        appraisal.consult(actor=world.judge, dossier_id=dossier.id, **(values | changes))
    assert field in fault.value.fields
    assert current_session().query(Consultation).count() == 0
