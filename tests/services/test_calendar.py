from __future__ import annotations

from datetime import date, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask

from dossiers import journal, working_days
from dossiers.admin import calendar_service, due_dates
from dossiers.admin.calendar_service import Wanted
from dossiers.admin.due_dates import Move
from dossiers.db import current_session, db
from dossiers.models import CalendarCorrection, CorrectionRequest, Message
from tests.decision_world import World, a_world, object_to, post, vietnam
from tests.factories import an_account, as_actor, saved
from workflow.errors import Invalid, NotAllowed, Stale

NOW = vietnam(2026, 11, 27)
TODAY = date(2026, 11, 27)


def day_off(day: date, **more: Any) -> Wanted:
    return Wanted(**{"kind": "holiday", "day": day, "until": None, "worked": None, "name": "Nghỉ lễ"} | more)


def correct(world: World, wanted: Wanted, at: datetime = NOW, **more: Any) -> list[Move]:
    administrator = as_actor(more.pop("by", None) or an_account("administrator", unit=world.province))
    shown = calendar_service.preview(actor=administrator, wanted=wanted, today=at.date())
    told = {"document_number": "12/VPCP", "document_on": TODAY, "reason": "Theo thông báo", "at": at} | more
    return calendar_service.correct(actor=administrator, wanted=wanted, seen=due_dates.fingerprint(shown), **told)


def test_a_new_day_off_moves_an_open_notice_its_dossier_and_its_objections_in_one_act(app: Flask) -> None:
    world = a_world()
    post(world)  # 26/11 to 02/12
    objection = object_to(world, "Nguyễn Văn An", vietnam(2026, 11, 26))
    assert objection.due_on == date(2026, 12, 3)
    entries = len(list(journal.stored()))
    moves = correct(world, day_off(date(2026, 11, 30)))
    assert world.notice.last_day == date(2026, 12, 3)
    assert world.dossier.due_on == date(2026, 12, 3)
    assert current_session().get_one(type(objection), objection.id).due_on == date(2026, 12, 4)
    assert {move.what for move in moves} == {"Ngày cuối công khai", "Hạn xử lý", "Hạn trả lời phản ánh"}
    entry = list(journal.stored())[entries:]
    assert [each["action"] for each in entry] == ["calendar.corrected"]
    told = " ".join(entry[0]["details"]["moves"])
    assert "02/12/2026 → 03/12/2026" in told
    assert "03/12/2026 → 04/12/2026" in told
    told_to = [message.account_id for message in current_session().query(Message).filter_by(kind="calendar.notice")]
    assert told_to == [world.appraiser.id]


def test_after_a_correction_everything_counts_by_it(app: Flask) -> None:
    world = a_world()
    correct(world, day_off(date(2026, 11, 30)))
    assert working_days.add(date(2026, 11, 27), 1).due == date(2026, 12, 1)
    assert post(world, vietnam(2026, 11, 27)).first_day == date(2026, 12, 1)


def test_a_preview_changes_nothing(app: Flask) -> None:
    world = a_world()
    post(world)
    administrator = as_actor(an_account("administrator", unit=world.province))
    shown = calendar_service.preview(actor=administrator, wanted=day_off(date(2026, 11, 30)), today=TODAY)
    assert len(shown) == 2
    assert world.notice.last_day == date(2026, 12, 2)
    assert current_session().query(CalendarCorrection).count() == 0


def test_a_day_worked_after_all_never_shortens_a_notice(app: Flask) -> None:
    world = a_world()
    post(world)
    correct(world, Wanted("swap", date(2026, 12, 14), None, date(2026, 11, 28), ""))  # a Saturday within the notice
    assert working_days.calendar().is_working_day(date(2026, 11, 28))
    assert not working_days.calendar().is_working_day(date(2026, 12, 14))
    assert world.notice.last_day == date(2026, 12, 2)


def test_a_notice_that_is_over_is_not_opened_again(app: Flask) -> None:
    world = a_world()
    post(world)
    correct(world, day_off(date(2026, 11, 30)), vietnam(2026, 12, 3))
    assert world.notice.last_day == date(2026, 12, 2)


def test_nobody_is_made_late_by_a_corrected_calendar(app: Flask) -> None:
    world = a_world(state="under_appraisal", outcome="pending", received_on=date(2026, 11, 20))
    world.dossier.due_on = date(2026, 11, 30)
    current_session().commit()
    correct(world, Wanted("swap", date(2026, 12, 14), None, date(2026, 11, 28), ""), vietnam(2026, 11, 30))
    assert world.dossier.due_on == date(2026, 11, 30)


def test_a_dossier_whose_clock_stands_keeps_the_days_it_had_left(app: Flask) -> None:
    world = a_world(state="under_appraisal", outcome="pending", received_on=date(2026, 11, 20))
    dossier = world.dossier
    dossier.due_on, dossier.paused_on = date(2026, 12, 2), date(2026, 11, 27)
    saved(
        CorrectionRequest(
            dossier_id=dossier.id,
            round=1,
            reason="Bổ sung",
            due_on=date(2026, 12, 4),
            requested_by_id=world.appraiser.id,
            requested_at=NOW,
        )
    )
    correct(world, day_off(date(2026, 12, 1)))
    assert world.dossier.due_on == date(2026, 12, 3)
    assert current_session().query(CorrectionRequest).one().due_on == date(2026, 12, 7)


def test_a_removed_day_is_an_ordinary_one_again_and_can_be_put_back(app: Flask) -> None:
    world = a_world()
    culture = date(2026, 11, 24)
    correct(world, day_off(culture, kind="ordinary", name=""))
    assert working_days.calendar().is_working_day(culture)
    assert not working_days.is_provisional(date(2026, 11, 23), date(2026, 11, 25))  # its doubt went with it
    correct(world, day_off(culture, name="Ngày Văn hóa Việt Nam"))
    assert not working_days.calendar().is_working_day(culture)
    assert current_session().query(CalendarCorrection).count() == 2


def test_several_days_in_a_row_are_one_act(app: Flask) -> None:
    world = a_world()
    correct(world, day_off(date(2026, 12, 24), until=date(2026, 12, 27), name="Nghỉ lễ"))
    assert working_days.add(date(2026, 12, 23), 1).due == date(2026, 12, 28)
    assert [entry["action"] for entry in journal.stored()].count("calendar.corrected") == 1


def test_a_year_beyond_the_calendar_is_counted_by_its_weekends_and_called_provisional(app: Flask) -> None:
    due = working_days.add(date(2027, 12, 30), 5)
    assert (due.due, due.provisional) == (date(2028, 1, 6), True)
    assert working_days.between(date(2027, 12, 30), date(2028, 1, 6)) == 5
    assert working_days.between(date(2022, 12, 30), date(2023, 1, 3)) == 2


def test_an_added_year_takes_its_days_and_moves_what_was_counted_without_them(app: Flask) -> None:
    world = a_world()
    notice = post(world, vietnam(2027, 12, 29))
    assert notice.last_day == date(2028, 1, 5)
    administrator = an_account("administrator", unit=world.province)
    later = vietnam(2027, 12, 30)
    stated = {"document_number": "1/TB", "document_on": date(2027, 12, 30), "reason": "Đã công bố", "at": later}
    calendar_service.state_year(actor=as_actor(administrator), year=2028, is_official=True, **stated)
    assert working_days.is_provisional(date(2027, 12, 30), date(2028, 1, 6))  # 2027 is still an estimate
    assert not working_days.is_provisional(date(2028, 1, 3), date(2028, 1, 6))
    correct(world, day_off(date(2028, 1, 3), name="Nghỉ bù Tết Dương lịch", kind="compensation"), later)
    assert world.notice.last_day == date(2028, 1, 6)


@pytest.mark.parametrize(
    ("wanted", "field", "words"),
    [
        (Wanted("compensation", date(2026, 11, 28), None, None, "x"), "day", "thứ Bảy"),
        (Wanted("swap", date(2026, 11, 30), None, None, ""), "worked", "Ghi ngày làm bù"),
        (Wanted("swap", date(2026, 11, 30), None, date(2026, 12, 1), ""), "worked", "thứ Ba"),
        (Wanted("swap", date(2026, 11, 28), None, date(2026, 12, 5), ""), "day", "thứ Bảy"),
        (Wanted("holiday", date(2031, 1, 1), None, None, "x"), "day", "thêm năm 2031"),
        (Wanted("holiday", date(2026, 12, 1), date(2026, 11, 1), None, "x"), "until", "Chọn một ngày"),
        (Wanted("ordinary", date(2026, 12, 1), None, None, ""), "day", "không ghi ngày nghỉ"),
        (Wanted("holiday", date(2026, 9, 2), None, None, "Quốc khánh"), "day", "đã ghi đúng như vậy"),
    ],
)
def test_days_that_cannot_be_so_are_refused_at_their_field(app: Flask, wanted: Wanted, field: str, words: str) -> None:
    with pytest.raises(Invalid) as fault:
        correct(a_world(), wanted)
    assert words in fault.value.fields[field]


def test_only_an_administrator_corrects_the_calendar(app: Flask) -> None:
    world = a_world()
    for account in (world.appraiser, world.clerk, world.chairman):
        with pytest.raises(NotAllowed):
            correct(world, day_off(date(2026, 11, 30)), by=account)


def test_what_was_shown_is_what_is_done_or_nothing_is(app: Flask) -> None:
    world = a_world()
    administrator = as_actor(an_account("administrator", unit=world.province))
    wanted = day_off(date(2026, 11, 30))
    shown = due_dates.fingerprint(calendar_service.preview(actor=administrator, wanted=wanted, today=TODAY))
    post(world)
    with pytest.raises(Stale):
        calendar_service.correct(
            actor=administrator,
            wanted=wanted,
            document_number="1",
            document_on=TODAY,
            reason="x",
            seen=shown,
            at=NOW,
        )
    assert current_session().query(CalendarCorrection).count() == 0


def test_two_administrators_who_confirm_the_same_correction_make_it_once(app: Flask) -> None:
    world = a_world()
    post(world)
    administrator = as_actor(an_account("administrator", unit=world.province))
    wanted = day_off(date(2026, 11, 30))
    seen = due_dates.fingerprint(calendar_service.preview(actor=administrator, wanted=wanted, today=TODAY))
    current_session().rollback()
    start, outcomes = Barrier(2), list[str]()

    def confirm() -> None:
        with app.app_context():
            start.wait()
            try:
                calendar_service.correct(
                    actor=administrator,
                    wanted=wanted,
                    document_number="1",
                    document_on=TODAY,
                    reason="x",
                    seen=seen,
                    at=NOW,
                )
                outcomes.append("done")
            except (Stale, Invalid) as fault:
                outcomes.append(type(fault).__name__)
            finally:
                db.session.remove()

    threads = [Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Invalid", "done"]
    assert world.notice.last_day == date(2026, 12, 3)
