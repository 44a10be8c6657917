from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers import journal, storage
from dossiers.db import current_session
from dossiers.models import Message, Objection
from dossiers.notice import service
from dossiers.uploads import Upload
from tests.decision_world import OVER, a_world, answer, close, object_to, post, vietnam
from tests.factories import an_account, as_actor
from workflow.errors import Invalid, Missing, NotAllowed, Refused, Stale

DURING = vietnam(2026, 11, 30)


def test_an_objection_holds_its_own_nomination_and_no_other(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    assert "chưa có kết luận" in world.line("Nguyễn Văn An").hold_reason
    assert world.line("Trần Thị Bình").hold_reason == ""
    assert (objection.is_late, objection.due_on) == (False, date(2026, 12, 7))


def test_an_objection_in_the_last_second_counts_and_one_second_later_is_late(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    assert not object_to(world, "Nguyễn Văn An", vietnam(2026, 12, 2, 23, 59, 59)).is_late
    late = object_to(world, "Trần Thị Bình", vietnam(2026, 12, 3, 0, 0, 0))
    assert late.is_late
    assert world.line("Trần Thị Bình").hold_reason == ""


def test_a_late_objection_is_registered_and_told_but_does_not_reopen(app: Flask) -> None:
    world = a_world()
    post(world)
    close(world)
    object_to(world, "Nguyễn Văn An", vietnam(2026, 12, 4))
    assert world.dossier.state == "before_decision"
    assert world.line("Nguyễn Văn An").outcome == "passed"
    told = current_session().query(Message).filter_by(kind="objection.received").all()
    assert {message.account_id for message in told} == {world.appraiser.id}


def test_two_objections_to_one_nomination_hold_it_until_both_are_answered(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    first, second = (object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, hour)) for hour in (8, 9))
    answer(world, first, OVER, is_upheld=False)
    assert world.line("Nguyễn Văn An").hold_reason != ""
    answer(world, second, OVER, is_upheld=False)
    assert world.line("Nguyễn Văn An").hold_reason == ""
    assert world.line("Nguyễn Văn An").outcome == "passed"


def test_an_upheld_objection_ends_its_nomination_with_a_reason(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    answer(world, objection, OVER, is_upheld=True)
    line = world.line("Nguyễn Văn An")
    assert (line.outcome, line.hold_reason) == ("refused", "")
    assert objection.receipt_code in line.outcome_reason
    assert close(world) is None
    assert world.dossier.state == "before_decision"


def test_another_reason_to_wait_outlives_the_objection(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    world.line("Nguyễn Văn An").hold_reason = "Đang thanh tra"
    current_session().commit()
    objection = object_to(world, "Nguyễn Văn An", DURING)
    answer(world, objection, OVER, is_upheld=False)
    assert world.line("Nguyễn Văn An").hold_reason == "Đang thanh tra"


def test_an_objection_to_a_name_not_on_the_list_is_registered_without_a_nomination(app: Flask) -> None:
    world = a_world()
    post(world)
    objection = object_to(world, "Phạm Văn Vắng", DURING)
    assert (objection.nomination_id, objection.about) == (None, "Phạm Văn Vắng")
    assert close(world) is None
    answer(world, objection, OVER, is_upheld=False)


def test_a_nomination_of_another_dossier_is_not_on_this_notice(app: Flask) -> None:
    world = a_world()
    post(world)
    with pytest.raises(Invalid):
        service.receive_objection(
            notice_id=world.notice.id,
            nomination_id=99_999,
            about_name="",
            sender_name="A",
            sender_contact="B",
            statement="C",
            upload=None,
            sender="x",
            at=DURING,
        )
    assert current_session().query(Objection).count() == 0


def test_an_unknown_notice_takes_no_objection(app: Flask) -> None:
    with pytest.raises(Missing):
        service.receive_objection(
            notice_id=1,
            nomination_id=None,
            about_name="A",
            sender_name="A",
            sender_contact="B",
            statement="C",
            upload=None,
            sender="x",
            at=DURING,
        )


def test_what_was_already_awarded_is_not_touched_by_a_late_conclusion(app: Flask) -> None:
    world = a_world()
    post(world)
    world.line("Nguyễn Văn An").outcome = "granted"
    current_session().commit()
    objection = object_to(world, "Nguyễn Văn An", vietnam(2026, 12, 10))
    answer(world, objection, vietnam(2026, 12, 11), is_upheld=True)
    assert world.line("Nguyễn Văn An").outcome == "granted"


def test_an_objection_is_answered_once_and_in_writing(app: Flask) -> None:
    world = a_world()
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    with pytest.raises(Invalid):
        service.answer_objection(
            actor=as_actor(world.appraiser),
            objection_id=objection.id,
            seen=world.dossier.version,
            answer=" ",
            is_upheld=False,
            at=OVER,
        )
    answer(world, objection, OVER, is_upheld=False)
    with pytest.raises(Stale):
        answer(world, objection, OVER, is_upheld=True)
    assert world.line("Nguyễn Văn An").outcome == "passed"


@pytest.mark.parametrize("role", ["decision_maker", "office_clerk", "council_secretary", "auditor", "administrator"])
def test_only_an_appraiser_answers(app: Flask, role: str) -> None:
    world = a_world()
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    for account in (an_account(role, unit=world.province), world.clerk):
        with pytest.raises(NotAllowed):
            answer(world, objection, OVER, is_upheld=False, by=account)


def test_the_nominee_does_not_answer_the_objection_to_himself(app: Flask) -> None:
    world = a_world()
    world.line("Nguyễn Văn An").account_id = world.appraiser.id
    current_session().commit()
    other = an_account("appraiser", unit=world.province.keeper)
    service.post_notice(
        actor=as_actor(other),
        dossier_id=world.dossier_id,
        seen=world.dossier.version,
        place="Bảng tin",
        working_days=None,
        at=vietnam(2026, 11, 25),
    )
    objection = object_to(world, "Nguyễn Văn An", DURING)
    with pytest.raises(NotAllowed):
        answer(world, objection, OVER, is_upheld=False)


def test_one_sender_may_send_five_in_an_hour_and_others_are_not_hindered(app: Flask) -> None:
    world = a_world()
    post(world)
    for minute in range(5):
        object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, 8, minute), sender="một máy")
    with pytest.raises(Refused):
        object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, 8, 30), sender="một máy")
    object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, 8, 31), sender="máy khác")
    object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 30, 9, 1), sender="một máy")
    assert current_session().query(Objection).count() == 7


def test_the_journal_and_the_messages_keep_nothing_of_the_sender(app: Flask) -> None:
    world = a_world()
    post(world)
    object_to(world, "Nguyễn Văn An", DURING)
    journalled = " ".join(str(entry) for entry in journal.stored())
    messages = " ".join(f"{m.subject} {m.body}" for m in current_session().query(Message))
    for secret in ("Phản Ánh", "0912 345 678", "0912345678", "chưa đúng thực tế"):
        assert secret not in journalled + messages


def test_the_file_of_an_objection_is_kept_by_its_content(app: Flask) -> None:
    world = a_world()
    post(world)
    code = service.receive_objection(
        notice_id=world.notice.id,
        nomination_id=None,
        about_name="Phạm Văn Vắng",
        sender_name="A",
        sender_contact="B",
        statement="C",
        upload=Upload("don.pdf", "application/pdf", b"%PDF-1.4 %%EOF"),
        sender="x",
        at=DURING,
    )
    objection = current_session().query(Objection).filter_by(receipt_code=code).one()
    assert storage.get(objection.sha256) == b"%PDF-1.4 %%EOF"
