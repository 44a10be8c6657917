from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from dossiers import components, journal
from dossiers.appraisal import nomination_service as opinions
from dossiers.appraisal import queries
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.models import Appraisal, Dossier
from tests.dossier_world import LATER, World, a_world, appraise, finish, fresh
from tests.factories import NOW, a_dossier, a_nomination, a_unit, an_account, as_actor
from workflow.errors import Invalid, Missing, NotAllowed, Refused, Stale

CLEAN = {
    "ratings": [{"year": 2024, "rating": "HTXS"}, {"year": 2025, "rating": "HTXS"}],
    "awards": [],
    "initiatives": [],
    "discipline": [],
    "holds": [],
    "direct_worker": False,
}


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def test_reception_fixes_the_law_the_day_the_deadline_and_the_appraiser(world: World) -> None:
    dossier = appraisal.accept(actor=world.judge, dossier_id=world.sent().id, seen=1, at=NOW)
    assert (dossier.state, dossier.received_on, dossier.law_version) == (
        "under_appraisal",
        date(2026, 11, 23),
        "VN-06-2022+06-2026",
    )
    assert dossier.due_on == date(2026, 12, 22)  # 20 working days, over the holiday of 24 November
    assert dossier.appraiser_id == world.appraiser.id


def test_a_dossier_received_late_in_the_evening_is_received_on_the_day_in_vietnam(world: World) -> None:
    at = datetime.fromisoformat("2026-09-30T17:30:00+00:00")
    dossier = appraisal.accept(actor=world.judge, dossier_id=world.sent().id, seen=1, at=at)
    assert (dossier.received_on, dossier.law_version) == (date(2026, 10, 1), "VN-06-2022+06-2026")


def test_nobody_but_an_appraiser_of_the_keeping_body_receives(world: World) -> None:
    dossier = world.sent()
    others = [
        world.clerk,
        an_account("appraiser", unit=a_unit("Sở Y tế", "department")),
        an_account("decision_maker", "council_secretary", "office_clerk", unit=world.province),
        an_account("auditor", unit=world.province.keeper),
    ]
    for account in others:
        with pytest.raises(NotAllowed):
            appraisal.accept(actor=as_actor(account), dossier_id=dossier.id, seen=1, at=NOW)
    assert fresh(dossier).state == "submitted"


def test_who_drafted_a_dossier_does_not_appraise_it(world: World) -> None:
    both = an_account("appraiser", "clerk", unit=world.province.keeper)
    dossier = a_dossier(world.unit, world.province, both, state="submitted")
    with pytest.raises(NotAllowed) as refused:
        appraisal.accept(actor=as_actor(both), dossier_id=dossier.id, seen=1, at=NOW)
    assert "Người lập hồ sơ" in refused.value.message


def test_a_nominee_does_not_appraise_the_own_dossier(world: World) -> None:
    line = a_nomination(account_id=world.appraiser.id)
    dossier = world.received(nominations=[line, a_nomination("Lê Văn Hai")])
    with pytest.raises(NotAllowed):
        appraise(world, dossier, at=1)


def test_an_incomplete_dossier_is_not_received_unless_the_component_is_waived(world: World) -> None:
    dossier = world.sent(review={})
    with pytest.raises(Refused) as refused:
        appraisal.accept(actor=world.judge, dossier_id=dossier.id, seen=1, at=NOW)
    assert refused.value.findings[0].rule == "components_complete"
    opinions.waive_component(
        actor=world.judge, dossier_id=dossier.id, seen=1, component="bien_ban", reason="Đã nộp bản giấy.", at=NOW
    )
    part = next(part for part in components.of_dossier(fresh(dossier)) if part.code == "bien_ban")
    assert (part.status, part.note) == ("waived", "Đã nộp bản giấy.")
    assert appraisal.accept(actor=world.judge, dossier_id=dossier.id, seen=2, at=NOW).state == "under_appraisal"


def test_a_waiver_needs_a_reason_a_component_and_an_appraiser(world: World) -> None:
    dossier = world.sent(review={})
    waive = {"dossier_id": dossier.id, "seen": 1, "at": NOW}
    with pytest.raises(Invalid):
        opinions.waive_component(actor=world.judge, component="bien_ban", reason=" ", **waive)
    with pytest.raises(Invalid):
        opinions.waive_component(actor=world.judge, component="khong_co", reason="Vì thế.", **waive)
    with pytest.raises(NotAllowed):
        opinions.waive_component(actor=as_actor(world.clerk), component="bien_ban", reason="Vì thế.", **waive)


def test_an_opinion_is_kept_and_the_newest_counts(world: World) -> None:
    dossier = world.received()
    appraise(world, dossier, opinion="Đủ điều kiện.")
    appraise(world, dossier, proposal="consider", opinion="Cần nghe Hội đồng.")
    now = fresh(dossier)
    assert queries.newest_appraisals(now)[now.nominations[0].id].proposal == "consider"
    assert len(queries.appraisals_of(now.nominations[0])) == 2


@pytest.mark.parametrize("proposal", ["consider", "decline"])
def test_doubt_and_refusal_need_their_reason(world: World, proposal: str) -> None:
    with pytest.raises(Invalid) as fault:
        appraise(world, world.received(), proposal=proposal, opinion=" ")
    assert "opinion" in fault.value.fields


def test_an_opinion_belongs_to_the_appraisal_and_to_the_dossier(world: World) -> None:
    with pytest.raises(Refused):
        appraise(world, world.sent())
    ours, theirs = world.received(), world.received()
    with pytest.raises(Missing):
        opinions.appraise(
            actor=world.judge,
            dossier_id=ours.id,
            nomination_id=theirs.nominations[0].id,
            seen=1,
            proposal="propose",
            opinion="",
            at=LATER,
        )
    with pytest.raises(Stale):
        opinions.appraise(
            actor=world.judge,
            dossier_id=ours.id,
            nomination_id=ours.nominations[0].id,
            seen=7,
            proposal="propose",
            opinion="",
            at=LATER,
        )
    assert current_session().query(Appraisal).count() == 0


def test_all_green_lines_are_proposed_at_once_with_their_basis(world: World) -> None:
    lines = [
        a_nomination("Một", evidence=CLEAN),
        a_nomination("Hai", evidence={**CLEAN, "ratings": []}),
        a_nomination("Ba", evidence=CLEAN, hold_reason="Đang thanh tra"),
        a_nomination("Bốn", evidence={}),
        a_nomination("Năm", evidence=CLEAN, achievement=""),
        a_nomination("Sáu", evidence=CLEAN),
    ]
    dossier = world.received(nominations=lines)
    appraise(world, dossier, at=5, proposal="consider", opinion="Cần hỏi thêm.")
    count = opinions.propose_green(actor=world.judge, dossier_id=dossier.id, seen=2, at=LATER)
    newest = queries.newest_appraisals(fresh(dossier))
    proposals = {line.name: newest[line.id].proposal for line in fresh(dossier).nominations if line.id in newest}
    assert (count, proposals) == (1, {"Một": "propose", "Sáu": "consider"})
    basis = newest[fresh(dossier).nominations[0].id].opinion
    assert "Đối chiếu ngày 24/11/2026" in basis
    assert "Luật 06/2022/QH15, Điều 74" in basis
    with pytest.raises(Refused):
        opinions.propose_green(actor=world.judge, dossier_id=dossier.id, seen=3, at=LATER)


def test_the_appraisal_ends_when_every_line_has_an_opinion(world: World) -> None:
    dossier = world.received()
    appraise(world, dossier)
    with pytest.raises(Refused) as refused:
        finish(world, dossier)
    assert [finding.rule for finding in refused.value.findings] == ["every_nomination_appraised"]
    appraise(world, dossier, at=1)
    assert finish(world, dossier).state == "before_council"


def test_a_line_that_is_not_proposed_ends_with_its_reason(world: World) -> None:
    dossier = world.received()
    appraise(world, dossier)
    appraise(world, dossier, at=1, proposal="decline", opinion="Chưa đủ 02 năm hoàn thành xuất sắc.")
    assert fresh(dossier).nominations[1].outcome == "pending"
    finish(world, dossier)
    assert [(line.outcome, line.outcome_reason) for line in fresh(dossier).nominations] == [
        ("pending", ""),
        ("refused", "Chưa đủ 02 năm hoàn thành xuất sắc."),
    ]


def test_where_nobody_is_proposed_the_dossier_is_refused_and_not_passed_on(world: World) -> None:
    dossier = world.received(nominations=1)
    appraise(world, dossier, proposal="decline", opinion="Chưa đủ.")
    with pytest.raises(Refused) as refused:
        finish(world, dossier)
    assert "Kết thúc, không đề nghị" in refused.value.message
    ended = appraisal.refuse(actor=world.judge, dossier_id=dossier.id, seen=2, reason="Chưa đủ điều kiện.", at=LATER)
    assert ended.state == "refused"
    assert [line.outcome for line in fresh(dossier).nominations] == ["refused"]


def test_a_held_line_stays_behind_in_a_dossier_of_its_own(world: World) -> None:
    dossier = world.received()
    held = dossier.nominations[0]
    opinions.hold_nomination(
        actor=world.judge, dossier_id=dossier.id, nomination_id=held.id, seen=1, reason="Đang xác minh đơn.", at=LATER
    )
    appraise(world, dossier, at=0)
    appraise(world, dossier, at=1)
    finish(world, dossier)
    (sibling,) = current_session().query(Dossier).filter_by(split_from_id=dossier.id)
    assert (fresh(dossier).state, len(fresh(dossier).nominations)) == ("before_council", 1)
    assert (sibling.state, [line.id for line in sibling.nominations]) == ("under_appraisal", [held.id])


def test_a_held_line_goes_on_by_a_written_conclusion_alone(world: World) -> None:
    dossier = world.received()
    line = {"dossier_id": dossier.id, "nomination_id": dossier.nominations[0].id, "actor": world.judge, "at": LATER}
    with pytest.raises(Invalid):
        opinions.hold_nomination(seen=1, reason="", **line)
    opinions.hold_nomination(seen=1, reason="Đang xác minh đơn.", **line)
    with pytest.raises(Refused):
        opinions.hold_nomination(seen=2, reason="Lần nữa.", **line)
    with pytest.raises(Invalid):
        opinions.resume_nomination(seen=2, conclusion=" ", **line)
    opinions.resume_nomination(seen=2, conclusion="Kết luận 15/KL-TTr: đơn không đúng.", **line)
    assert fresh(dossier).nominations[0].hold_reason == ""
    assert "15/KL-TTr" in str(journal.of_dossier(dossier.id)[-1].details)


def test_a_hold_stops_the_clock_and_resumes_where_it_stopped(world: World) -> None:
    dossier = world.received()
    with pytest.raises(Invalid):
        appraisal.hold(actor=world.judge, dossier_id=dossier.id, seen=1, reason="", at=NOW)
    held = appraisal.hold(actor=world.judge, dossier_id=dossier.id, seen=1, reason="Đang thanh tra.", at=NOW)
    assert (held.state, held.hold_reason, held.paused_on) == (
        "held_under_appraisal",
        "Đang thanh tra.",
        date(2026, 11, 23),
    )
    back = appraisal.resume(
        actor=world.judge, dossier_id=dossier.id, seen=2, reason="Kết luận 20/KL-TTr.", at=NOW + timedelta(days=7)
    )
    # Four working days from 23 to 30 November: the 24th is a holiday.
    assert (back.state, back.hold_reason, back.due_on) == ("under_appraisal", "", date(2026, 12, 25))
