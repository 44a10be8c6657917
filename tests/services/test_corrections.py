from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from dossiers import components, facts
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.facts import open_correction
from dossiers.models import Dossier, Message
from dossiers.submission import nomination_service, service
from tests.dossier_world import World, a_world, fresh, submit
from tests.factories import NOW, a_dossier, an_account, as_actor
from workflow.errors import Invalid, Missing, NotAllowed, Refused


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def returned(world: World, *fields: str, component: str = "") -> Dossier:
    dossier = submit(world, world.draft())
    line = dossier.nominations[0]
    flags = [(line.id, field, "Nêu rõ số liệu") for field in fields]
    if component:
        flags.append((None, component, ""))
    return appraisal.return_for_correction(
        actor=as_actor(world.appraiser),
        dossier_id=dossier.id,
        seen=2,
        reason="Thiếu số liệu.",
        due_on=None,
        flags=flags,
        at=NOW + timedelta(hours=1),
    )


def save_line(world: World, dossier: Dossier, values: dict[str, Any], at: int = 0) -> None:
    now = fresh(dossier)
    nomination_service.save_nomination(
        actor=world.actor,
        dossier_id=dossier.id,
        nomination_id=now.nominations[at].id,
        seen=now.version,
        values=values,
        at=NOW,
    )


def test_after_a_return_only_the_flagged_field_of_the_flagged_line_is_open(world: World) -> None:
    dossier = returned(world, "report.results")
    assert dossier.state == "returned_submitted"
    with pytest.raises(Refused) as refused:
        save_line(world, dossier, {"achievement": "Khác"})
    assert "giữ nguyên như đã nộp" in refused.value.message
    with pytest.raises(Refused):
        save_line(world, dossier, {"report.results": "Khác"}, at=1)
    with pytest.raises(Refused):
        service.save_petition(
            actor=world.actor, dossier_id=dossier.id, seen=fresh(dossier).version, values={"reason": "Khác"}, at=NOW
        )
    save_line(world, dossier, {"report.results": "Rút ngắn 45%."})
    assert fresh(dossier).nominations[0].report["results"] == "Rút ngắn 45%."


def test_what_stays_the_same_may_be_sent_along_with_the_flagged_field(world: World) -> None:
    dossier = returned(world, "report.results")
    save_line(world, dossier, {"achievement": dossier.nominations[0].achievement, "report.results": "Rút ngắn 45%."})
    correction = open_correction(fresh(dossier))
    assert correction is not None
    assert [flag.is_corrected for flag in correction.flags] == [True]


def test_a_returned_dossier_goes_back_when_every_flag_is_corrected_or_answered(world: World) -> None:
    dossier = returned(world, "report.results", "post")
    save_line(world, dossier, {"report.results": "Rút ngắn 45%."})
    with pytest.raises(Refused) as refused:
        service.resubmit(actor=world.actor, dossier_id=dossier.id, seen=fresh(dossier).version, at=NOW)
    assert "Chức vụ, nghề nghiệp" in refused.value.findings[0].reason
    correction = open_correction(fresh(dossier))
    assert correction is not None
    service.keep_flagged(
        actor=world.actor,
        dossier_id=dossier.id,
        flag_id=correction.flags[1].id,
        seen=fresh(dossier).version,
        answer="Chức vụ đã đúng theo quyết định bổ nhiệm.",
        at=NOW,
    )
    back = service.resubmit(
        actor=world.actor, dossier_id=dossier.id, seen=fresh(dossier).version, at=NOW + timedelta(days=7)
    )
    assert (back.state, back.correction_rounds) == ("submitted", 1)
    assert open_correction(fresh(back)) is None


def test_the_clock_stands_still_while_the_unit_corrects(world: World) -> None:
    dossier = returned(world, "report.results")
    assert (dossier.due_on, dossier.paused_on) == (date(2026, 12, 1), date(2026, 11, 23))
    save_line(world, dossier, {"report.results": "Rút ngắn 45%."})
    back = service.resubmit(
        actor=world.actor, dossier_id=dossier.id, seen=fresh(dossier).version, at=NOW + timedelta(days=7)
    )
    assert (back.due_on, back.paused_on) == (date(2026, 12, 7), None)


def test_a_line_of_a_returned_dossier_may_be_withdrawn_instead(world: World) -> None:
    dossier = returned(world, "report.results")
    line = dossier.nominations[0]
    with pytest.raises(Invalid):
        nomination_service.withdraw_nomination(
            actor=world.actor, dossier_id=dossier.id, nomination_id=line.id, seen=3, reason="", at=NOW
        )
    nomination_service.withdraw_nomination(
        actor=world.actor, dossier_id=dossier.id, nomination_id=line.id, seen=3, reason="Chưa đủ số liệu.", at=NOW
    )
    back = service.resubmit(actor=world.actor, dossier_id=dossier.id, seen=4, at=NOW)
    assert [each.outcome for each in fresh(back).nominations] == ["withdrawn", "pending"]


def give_back(world: World, dossier: Dossier, **more: Any) -> Dossier:
    line = dossier.nominations[0]
    values: dict[str, Any] = {
        "actor": world.judge,
        "seen": fresh(dossier).version,
        "reason": "Thiếu số liệu.",
        "due_on": None,
        "flags": [(line.id, "report.results", "Nêu số liệu"), (None, "component:bien_ban", "Bản ký")],
        "at": NOW,
    }
    return appraisal.return_for_correction(dossier_id=dossier.id, **(values | more))


def test_a_return_names_what_why_and_by_when_and_tells_the_unit(world: World) -> None:
    dossier = give_back(world, world.received())
    request = facts.open_correction(dossier)
    assert request is not None
    assert (dossier.state, dossier.correction_rounds, dossier.paused_on) == (
        "returned_under_appraisal",
        1,
        date(2026, 11, 23),
    )
    assert (request.reason, request.due_on) == ("Thiếu số liệu.", date(2026, 12, 8))
    assert [components.flag_name(flag, dossier) for flag in request.flags] == [
        "Ông Nguyễn Văn Số 1: Thành tích đạt được",
        "Biên bản xét khen thưởng",
    ]
    assert current_session().query(Message).filter_by(account_id=world.clerk.id).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"flags": []}, "flags"),
        ({"flags": [(None, "state", "")]}, "flags"),
        ({"flags": [(None, "component:khong_co", "")]}, "flags"),
        ({"due_on": date(2026, 11, 23)}, "due_on"),
    ],
)
def test_an_unusable_return_is_refused_at_its_field(world: World, changes: dict[str, Any], field: str) -> None:
    dossier = world.received()
    with pytest.raises(Invalid) as fault:
        give_back(world, dossier, **changes)
    assert field in fault.value.fields
    assert fresh(dossier).state == "under_appraisal"
    assert facts.open_correction(fresh(dossier)) is None


def test_a_line_of_another_dossier_is_not_flagged(world: World) -> None:
    stranger = world.received().nominations[0].id
    with pytest.raises(Missing):
        give_back(world, world.received(), flags=[(stranger, "name", "")])


def test_only_who_asked_looks_again_unless_a_colleague_takes_over(world: World) -> None:
    dossier = world.received()
    colleague = as_actor(an_account("appraiser", unit=world.province.keeper))
    with pytest.raises(NotAllowed) as refused:
        give_back(world, dossier, actor=colleague)
    assert world.appraiser.full_name in refused.value.message
    with pytest.raises(Invalid):
        appraisal.take_over(actor=colleague, dossier_id=dossier.id, seen=1, reason="", at=NOW)
    appraisal.take_over(actor=colleague, dossier_id=dossier.id, seen=1, reason="Đồng chí Bình nghỉ phép.", at=NOW)
    assert give_back(world, dossier, actor=colleague).appraiser_id == colleague.id


def test_the_secretary_of_a_unit_returns_its_own_dossier_before_the_council_opens_it(world: World) -> None:
    secretary = an_account("council_secretary", unit=world.unit)
    dossier = a_dossier(
        world.unit,
        world.unit,
        world.clerk,
        award="LDTT",
        procedure="co_so",
        state="before_council",
        nominations=1,
    )
    returned = give_back(world, dossier, actor=as_actor(secretary))
    assert (returned.state, returned.appraiser_id) == ("returned_before_council", None)
