from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers import journal
from dossiers.db import current_session
from dossiers.models import Document, Message
from dossiers.notice import service
from tests.decision_world import OVER, POSTED, World, a_world, close, object_to, post, vietnam
from tests.factories import an_account, as_actor
from workflow.errors import Invalid, NotAllowed, Refused, Stale


@pytest.mark.parametrize(
    ("posted", "first", "last"),
    [
        ((2026, 2, 12), date(2026, 2, 13), date(2026, 2, 26)),  # over Tết, 16 to 20 February
        ((2026, 8, 21), date(2026, 8, 22), date(2026, 8, 27)),  # begins on a Saturday that is worked
        ((2026, 8, 27), date(2026, 8, 28), date(2026, 9, 8)),  # over 31 August (swapped off) and the National Day
        ((2026, 12, 29), date(2026, 12, 30), date(2027, 1, 6)),  # over 31 December and New Year
    ],
)
def test_the_days_of_a_notice_are_working_days(
    app: Flask, posted: tuple[int, int, int], first: date, last: date
) -> None:
    notice = post(a_world(), vietnam(*posted))
    assert (notice.first_day, notice.last_day, notice.working_days) == (first, last, 5)


def test_a_notice_posted_after_midnight_in_vietnam_begins_a_day_later(app: Flask) -> None:
    notice = post(a_world(), vietnam(2026, 11, 26, 0, 30))
    assert notice.first_day == date(2026, 11, 27)


def test_a_notice_may_be_longer_but_not_shorter_than_the_procedure_says(app: Flask) -> None:
    world = a_world()
    with pytest.raises(Invalid) as fault:
        post(world, working_days=4)
    assert "ít nhất 5 ngày" in fault.value.fields["working_days"]
    assert post(world, working_days=8).last_day == date(2026, 12, 7)
    assert world.dossier.due_on == date(2026, 12, 7)


def test_a_state_award_is_on_notice_ten_working_days_before_the_council(app: Flask) -> None:
    world = a_world(procedure="trinh_nha_nuoc", award="BK_TTG", outcome="pending")
    notice = post(world)
    assert (notice.working_days, notice.last_day) == (10, date(2026, 12, 9))
    with pytest.raises(Refused):
        close(world, vietnam(2026, 12, 9, 23, 59))
    close(world, vietnam(2026, 12, 10))
    assert world.dossier.state == "before_council"


def test_a_posted_notice_cannot_be_posted_anew_or_shortened(app: Flask) -> None:
    world = a_world()
    post(world)
    with pytest.raises(Refused) as fault:
        post(world, vietnam(2026, 11, 30))
    assert "Đã công khai từ ngày 26/11/2026" in fault.value.findings[0].reason
    assert world.notice.last_day == date(2026, 12, 2)


def test_a_notice_names_those_the_council_passed_and_nobody_else(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    line = world.line("Trần Thị Bình")
    line.outcome, line.outcome_reason = "not_passed", "Không đủ phiếu"
    current_session().commit()
    assert [each.name for each in post(world).nominations] == ["Nguyễn Văn An"]


def test_a_notice_is_not_closed_before_its_last_day_is_over(app: Flask) -> None:
    world = a_world()
    post(world)
    with pytest.raises(Refused) as fault:
        close(world, vietnam(2026, 12, 2, 23, 59, 59))
    assert "Còn công khai đến hết ngày 02/12/2026" in fault.value.findings[0].reason
    close(world, vietnam(2026, 12, 3, 0, 0))
    assert world.dossier.state == "before_decision"
    assert world.notice.reported_at is not None


def test_posting_writes_the_notice_to_print_and_tells_the_unit(app: Flask) -> None:
    world = a_world()
    post(world)
    kinds = {document.kind for document in current_session().query(Document).filter_by(dossier_id=world.dossier_id)}
    assert kinds == {"thong_bao_cong_khai"}
    assert (
        current_session().query(Message).filter_by(account_id=world.clerk.id, kind="dossier.post_notice").count() == 1
    )
    assert [entry.action for entry in journal.of_dossier(world.dossier_id)][:1] == ["dossier.post_notice"]


@pytest.mark.parametrize("role", ["decision_maker", "office_clerk", "council_member", "auditor", "administrator"])
def test_only_an_appraiser_posts_and_closes(app: Flask, role: str) -> None:
    world = a_world()
    stranger = an_account(role, unit=world.province)
    with pytest.raises(NotAllowed):
        _post_as(world, stranger)
    post(world)
    with pytest.raises(NotAllowed):
        service.close_notice(actor=as_actor(stranger), dossier_id=world.dossier_id, seen=world.dossier.version, at=OVER)


def test_who_acts_on_an_old_page_is_told_that_it_changed(app: Flask) -> None:
    world = a_world()
    post(world)
    seen = world.dossier.version
    object_to(world, "Nguyễn Văn Không Có Tên", vietnam(2026, 12, 1))
    with pytest.raises(Stale):
        service.close_notice(actor=as_actor(world.appraiser), dossier_id=world.dossier_id, seen=seen, at=OVER)
    assert world.dossier.state == "on_notice"


def test_nothing_is_posted_without_a_place(app: Flask) -> None:
    world = a_world()
    with pytest.raises(Invalid):
        post(world, place="  ")
    with pytest.raises(NotAllowed):
        _post_as(world, world.clerk)


def _post_as(world: World, account: object) -> None:
    service.post_notice(
        actor=as_actor(account),  # type: ignore[arg-type]
        dossier_id=world.dossier_id,
        seen=world.dossier.version,
        place="Bảng tin",
        working_days=None,
        at=POSTED,
    )
