"""What waits for whom, as the procedures' steps and guards say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers.accounts.login import actor_of
from dossiers.desk import deadline, duties, queries, road
from dossiers.models import Account, Decision, Dossier, PublicNotice, Unit
from dossiers.rules import procedures
from tests.factories import NOW, a_dossier, a_nomination, a_province, a_unit, an_account, saved

TODAY = date(2026, 11, 23)


@pytest.fixture
def province(app: Flask) -> Unit:
    return a_province()


@pytest.fixture
def clerk(province: Unit) -> Account:
    return an_account("clerk", unit=a_unit())


def standing(province: Unit, clerk: Account, state: str, **more: Any) -> Dossier:
    return a_dossier(clerk.unit, province, clerk, state=state, **more)


def labels(person: Account, today: date = TODAY) -> list[str]:
    return [each.label for each in duties.waiting_for(actor_of(person), today, 50)]


def a_notice(dossier: Dossier, last_day: date) -> PublicNotice:
    return saved(
        PublicNotice(
            dossier_id=dossier.id,
            place="Trang thông tin điện tử",
            posted_at=NOW,
            posted_by_id=dossier.created_by_id,
            first_day=date(2026, 11, 16),
            last_day=last_day,
            working_days=5,
        )
    )


def a_draft_decision(dossier: Dossier) -> Decision:
    return saved(
        Decision(
            dossier_id=dossier.id,
            unit_id=dossier.decider_unit_id,
            state="drafted",
            symbol="QĐ-UBND",
            verification_code="ABC",
            drafted_by_id=dossier.created_by_id,
            drafted_at=NOW,
        )
    )


def test_a_draft_waits_for_its_own_clerk_only(province: Unit, clerk: Account) -> None:
    standing(province, clerk, "draft")
    assert labels(clerk) == ["Nộp hồ sơ"]
    assert labels(an_account("clerk", unit=a_unit("Ủy ban nhân dân xã La Bằng"))) == []
    assert labels(an_account("appraiser", unit=province.keeper)) == []


def test_a_submitted_dossier_waits_for_the_appraiser_of_the_standing_body(province: Unit, clerk: Account) -> None:
    standing(province, clerk, "submitted")
    assert labels(an_account("appraiser", unit=province.keeper)) == ["Tiếp nhận"]
    assert labels(an_account("appraiser", unit=clerk.unit)) == []
    assert labels(clerk) == []


def test_nobody_is_waited_for_where_four_eyes_or_their_own_nomination_stop_them(province: Unit, clerk: Account) -> None:
    drafter = an_account("appraiser", unit=province.keeper)
    a_dossier(clerk.unit, province, drafter, state="submitted")
    assert labels(drafter) == []
    nominee = an_account("appraiser", unit=province.keeper)
    standing(province, clerk, "submitted", nominations=[a_nomination(account_id=nominee.id)])
    assert labels(nominee) == ["Tiếp nhận"]


def test_a_dossier_in_the_hands_of_a_colleague_waits_for_the_colleague(province: Unit, clerk: Account) -> None:
    mine, other = (an_account("appraiser", unit=province.keeper) for _ in range(2))
    standing(province, clerk, "under_appraisal", appraiser_id=mine.id)
    assert (labels(mine), labels(other)) == (["Trình Hội đồng"], [])


def test_a_dossier_whose_appraiser_has_left_waits_for_the_others(province: Unit, clerk: Account) -> None:
    left, other = (an_account("appraiser", unit=province.keeper) for _ in range(2))
    left.is_active = False
    standing(province, clerk, "under_appraisal", appraiser_id=left.id)
    assert labels(other) == ["Trình Hội đồng"]


def test_a_notice_is_posted_then_left_alone_until_its_last_day_is_over(province: Unit, clerk: Account) -> None:
    appraiser = an_account("appraiser", unit=province.keeper)
    dossier = standing(province, clerk, "on_notice")
    assert labels(appraiser) == ["Đăng công khai"]
    a_notice(dossier, date(2026, 11, 23))
    assert labels(appraiser) == []
    assert labels(appraiser, date(2026, 11, 24)) == ["Kết thúc công khai"]


def test_the_decision_waits_for_its_draft_and_then_for_its_signer(province: Unit, clerk: Account) -> None:
    appraiser, signer = an_account("appraiser", unit=province.keeper), an_account("decision_maker", unit=province)
    dossier = standing(province, clerk, "before_decision")
    assert (labels(appraiser), labels(signer)) == (["Trình quyết định"], [])
    a_draft_decision(dossier)
    assert (labels(appraiser), labels(signer)) == ([], ["Duyệt quyết định"])


def test_before_the_council_a_dossier_without_a_session_waits_for_the_secretary(province: Unit, clerk: Account) -> None:
    secretary = an_account("council_secretary", unit=province.keeper)
    standing(province, clerk, "before_council")
    assert labels(secretary) == ["Đưa vào chương trình phiên họp"]


def test_a_returned_dossier_waits_for_the_unit_and_a_held_one_for_the_appraiser(province: Unit, clerk: Account) -> None:
    appraiser = an_account("appraiser", unit=province.keeper)
    standing(province, clerk, "returned_submitted")
    standing(province, clerk, "held_on_notice", hold_reason="Đang xác minh đơn thư")
    assert labels(clerk) == ["Nộp lại"]
    assert labels(appraiser) == ["Xét tiếp"]


def test_ended_dossiers_wait_for_nobody(province: Unit, clerk: Account) -> None:
    everything = an_account(
        "clerk", "appraiser", "council_secretary", "decision_maker", "office_clerk", unit=province.keeper
    )
    for state in ("issued", "refused", "withdrawn"):
        standing(province, clerk, state)
    assert labels(everything) == labels(clerk) == []


def test_the_most_urgent_comes_first_and_what_has_no_day_last(province: Unit, clerk: Account) -> None:
    appraiser = an_account("appraiser", unit=province.keeper)
    days = [None, date(2026, 12, 10), date(2026, 11, 20)]
    for due_on in days:
        standing(province, clerk, "submitted", due_on=due_on)
    work = queries.work_of(actor_of(appraiser), TODAY)
    assert [task.dossier.due_on for task in work.groups[0].tasks] == [date(2026, 11, 20), date(2026, 12, 10), None]


def test_a_person_without_a_role_has_a_clear_desk(province: Unit, clerk: Account) -> None:
    standing(province, clerk, "submitted")
    assert queries.work_of(actor_of(an_account(unit=province)), TODAY).is_clear


def test_every_state_but_an_end_has_a_way_forward(app: Flask) -> None:
    for procedure in procedures().values():
        for state in procedure.states.values():
            assert (duties.forward(procedure, state.name) is None) == state.is_end


def test_the_main_way_leads_from_the_draft_to_the_award_without_turning_back(app: Flask) -> None:
    steps = [step.name for step in road.main_steps(procedures()["tinh_thuong"])]
    assert steps == ["submit", "accept", "finish_appraisal", "conclude_council", "close_notice", "decide", "issue"]


@pytest.mark.parametrize(
    ("due_on", "left"),
    [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 25), 1),
        (date(2026, 12, 1), 5),
        (date(2026, 11, 22), -1),
        (date(2026, 11, 20), -1),
        (date(2026, 11, 16), -5),
        (None, None),
    ],
)
def test_the_time_left_is_told_in_working_days(sqlite_app: Flask, due_on: date | None, left: int | None) -> None:
    assert deadline.until(due_on, TODAY).days_left == left


def test_a_day_beyond_the_calendar_is_still_told_and_called_provisional(sqlite_app: Flask) -> None:
    told = deadline.until(date(2090, 1, 2), TODAY)
    assert told.is_provisional
    assert 15_000 < (told.days_left or 0) < 17_000


def test_the_clock_stands_still_while_a_dossier_waits_for_its_unit(province: Unit, clerk: Account) -> None:
    returned = standing(province, clerk, "returned_submitted", due_on=date(2026, 11, 20))
    assert deadline.of_dossier(returned, TODAY) == deadline.Deadline(date(2026, 11, 20), None, is_paused=True)
    assert deadline.of_dossier(standing(province, clerk, "draft"), TODAY) is None
