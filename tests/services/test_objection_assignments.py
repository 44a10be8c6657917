from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers.db import current_session
from dossiers.desk import queries
from dossiers.models import Account, Document, Message, Objection, PublicNotice
from dossiers.notice import assignments, service
from dossiers.subjects import is_internal, of_dossier
from tests.decision_world import OVER, POSTED, World, a_world, answer, close, object_to, post, vietnam
from tests.factories import a_dossier, an_account, as_actor, saved
from workflow.errors import Invalid, NotAllowed, Refused, Stale

DURING = vietnam(2026, 11, 30)


def given(world: World, objection: Objection, to: Account, by: Account | None = None) -> None:
    assignments.assign(actor=as_actor(by or world.appraiser), objection_id=objection.id, account_id=to.id, at=DURING)


def colleague(world: World) -> Account:
    return an_account("appraiser", unit=world.province.keeper, full_name="Vũ Thị Đồng Nghiệp")


def waiting(world: World, account: Account) -> list[str]:
    return [each.objection.receipt_code for each in queries.work_of(as_actor(account), OVER.date()).complaints]


def test_an_objection_goes_to_the_dossiers_appraiser_and_stands_in_that_persons_work_alone(app: Flask) -> None:
    world = a_world()
    other = colleague(world)
    world.dossier.appraiser_id = world.appraiser.id
    current_session().commit()
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    assert objection.assigned_to_id == world.appraiser.id
    assert waiting(world, world.appraiser) == [objection.receipt_code]
    assert waiting(world, other) == []
    told = current_session().query(Message).filter_by(kind="objection.received")
    assert [message.account_id for message in told] == [world.appraiser.id]


def test_where_nobody_has_the_dossier_every_appraiser_is_told_and_who_answers_took_it(app: Flask) -> None:
    world = a_world()
    other = colleague(world)
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    assert objection.assigned_to_id is None
    assert waiting(world, other) == waiting(world, world.appraiser) == [objection.receipt_code]
    answer(world, objection, OVER, is_upheld=False, by=other)
    assert current_session().get_one(Objection, objection.id).assigned_to_id == other.id


def test_a_colleague_answers_only_after_taking_it_over(app: Flask) -> None:
    world = a_world()
    other = colleague(world)
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    given(world, objection, world.appraiser)
    with pytest.raises(NotAllowed):
        answer(world, objection, OVER, is_upheld=False, by=other)
    given(world, objection, other, by=other)
    answer(world, objection, OVER, is_upheld=False, by=other)
    with pytest.raises(Stale):
        given(world, objection, world.appraiser)


def test_it_is_given_to_nobody_who_may_not_look_into_it(app: Flask) -> None:
    world = a_world()
    world.line("Nguyễn Văn An").account_id = colleague(world).id
    current_session().commit()
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    nominee = world.line("Nguyễn Văn An").account_id
    for account in (current_session().get_one(Account, nominee), world.clerk, world.chairman):
        with pytest.raises(Invalid):
            given(world, objection, account)
    with pytest.raises(NotAllowed):
        given(world, objection, world.appraiser, by=world.clerk)


def test_who_sent_too_many_about_one_notice_is_told_when_to_come_back_and_may_still_write_about_another(
    app: Flask,
) -> None:
    world = a_world()
    post(world)
    for minute in range(5):
        object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, 8, minute), sender="một cơ quan")
    with pytest.raises(Refused) as fault:
        object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, 8, 30), sender="một cơ quan")
    assert "Gửi lại từ 09:01 ngày 30/11/2026" in fault.value.message
    another = _another_notice(world)
    service.receive_objection(
        notice_id=another.id,
        nomination_id=None,
        about_name="Phạm Văn Vắng",
        sender_name="A",
        sender_contact="B",
        statement="C",
        upload=None,
        sender="một cơ quan",
        at=vietnam(2026, 11, 30, 8, 31),
    )


def _another_notice(world: World) -> PublicNotice:
    dossier = a_dossier(world.unit, world.province, world.clerk, state="on_notice")
    days = {"first_day": date(2026, 11, 26), "last_day": date(2026, 12, 2), "working_days": 5}
    notice = PublicNotice(
        dossier_id=dossier.id, place="Bảng tin", posted_at=POSTED, posted_by_id=world.appraiser.id, **days
    )
    saved_notice: PublicNotice = saved(notice)
    return saved_notice


def test_where_nobody_appraises_the_administrators_are_told_to_name_somebody(app: Flask) -> None:
    world = a_world()
    post(world)
    administrator = an_account("administrator", unit=world.province)
    world.dossier.decider_unit_id = world.unit.id  # which has no appraiser
    current_session().commit()
    objection = object_to(world, "Nguyễn Văn An", DURING)
    told = current_session().query(Message).filter_by(kind="objection.received").one()
    assert told.account_id == administrator.id
    assert "giao vai trò Chuyên viên thẩm định" in told.subject
    assert objection.receipt_code not in told.subject + told.url
    assert not is_internal("bao_cao_ket_qua_cong_khai", of_dossier(world.dossier))


def test_the_report_has_every_objection_and_the_unit_does_not_read_it(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    answer(world, object_to(world, "Nguyễn Văn An", DURING), OVER, is_upheld=False)
    object_to(world, "Trần Thị Bình", OVER)
    close(world, vietnam(2026, 12, 3, 15))
    report = current_session().query(Document).filter_by(kind="bao_cao_ket_qua_cong_khai").one()
    assert is_internal(report.kind, of_dossier(world.dossier))
    assert world.line("Trần Thị Bình").hold_reason == ""
