from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers import journal
from dossiers.db import current_session
from dossiers.models import Message, Nomination
from dossiers.submission import nomination_service, service
from tests.dossier_world import World, a_world, add, fresh, submit
from tests.factories import NOW, a_dossier, a_nomination, a_unit, an_account, as_actor
from workflow.errors import Invalid, NotAllowed, Refused


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def test_a_complete_dossier_is_handed_in_and_the_appraisers_hear_of_it(world: World) -> None:
    dossier = submit(world, world.draft())
    assert (dossier.state, dossier.submitted_by_id, dossier.submitted_at) == ("submitted", world.clerk.id, NOW)
    assert dossier.due_on == date(2026, 12, 1)  # 24 November is a holiday
    told = current_session().query(Message).filter_by(account_id=world.appraiser.id).one()
    assert dossier.code in told.subject


def test_the_head_of_the_unit_may_hand_it_in_too(world: World) -> None:
    head = an_account("head_of_unit", unit=world.unit)
    assert submit(world, world.draft(), as_actor(head)).state == "submitted"


def test_nobody_of_another_unit_hands_it_in(world: World) -> None:
    stranger = an_account("clerk", "head_of_unit", unit=a_unit("Ủy ban nhân dân xã Đại Phúc"))
    with pytest.raises(NotAllowed):
        submit(world, world.draft(), as_actor(stranger))
    with pytest.raises(NotAllowed):
        submit(world, world.draft(), as_actor(world.appraiser))


def collective(**more: Any) -> Nomination:
    return a_nomination("Trạm Y tế xã Phú Xuyên", "collective", **more)


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"nominations": []}, "has_nominations", "chưa có đề nghị"),
        ({"petition_number": ""}, "petition_complete", "số tờ trình"),
        ({"nominations": [a_nomination(achievement="")]}, "reports_complete", "Thành tích tóm tắt"),
        ({"nominations": [a_nomination(report={})]}, "reports_complete", "Thành tích đạt được"),
        ({"review": {}}, "components_complete", "Biên bản xét khen thưởng"),
        ({"award": "CSTD_TINH", "nominations": [collective()]}, "recipients_admitted", "Trạm Y tế"),
        ({"award": "LDTT"}, "right_authority", "không có thẩm quyền"),
        ({"nominations": [a_nomination(), a_nomination()]}, "no_duplicates", "trùng"),
        (
            {
                "nominations": [
                    a_nomination(evidence={"holds": [{"reason": "khieu_nai", "from": "2026-10-01", "to": None}]})
                ]
            },
            "nothing_forbidden",
            "chưa xét",
        ),
    ],
)
def test_each_guard_of_handing_in_refuses_with_its_reason_and_article(
    world: World, changes: dict[str, Any], rule: str, words: str
) -> None:
    # Rows are made anew: a row that one test stored can't be stored by the next.
    lines = changes.get("nominations")
    own = [] if lines == [] else None
    if lines:
        own = [
            Nomination(
                **{
                    column: getattr(line, column)
                    for column in (
                        "kind", "name", "search_key", "honorific", "gender", "birth_year", "post", "workplace",
                        "achievement", "report", "evidence", "review_votes",
                    )
                }
            )
            for line in lines
        ]  # fmt: skip
    dossier = world.draft(**(changes if own is None else {**changes, "nominations": own}))
    with pytest.raises(Refused) as refused:
        submit(world, dossier)
    found = [finding for finding in refused.value.findings if finding.rule == rule]
    assert found, [finding.rule for finding in refused.value.findings]
    assert words in found[0].reason
    assert found[0].citation
    assert found[0].remedy
    assert fresh(dossier).state == "draft"


def test_a_line_on_hold_does_not_stop_the_others(world: World) -> None:
    held = a_nomination("Lê Văn Chờ", evidence={"holds": [{"reason": "khieu_nai", "from": "2026-10-01", "to": None}]})
    assert submit(world, world.draft(nominations=[a_nomination(), held])).state == "submitted"


def test_a_votes_component_wants_a_count_for_every_line(world: World) -> None:
    uncounted = a_nomination("Nguyễn Văn Số 1", review_votes={})
    dossier = world.draft(award="CSTD_TINH", nominations=[uncounted])
    with pytest.raises(Refused) as refused:
        submit(world, dossier)
    reasons = " ".join(finding.reason for finding in refused.value.findings)
    assert "Kết quả bỏ phiếu của Hội đồng (chưa ghi số phiếu của Ông Nguyễn Văn Số 1)" in reasons
    assert "sáng kiến" in reasons


def test_the_law_of_a_grassroots_dossier_is_fixed_when_it_is_handed_in(world: World) -> None:
    dossier = a_dossier(world.unit, world.unit, world.clerk, award="LDTT", procedure="co_so", review={}, nominations=1)
    sent = submit(world, dossier)
    assert (sent.state, sent.received_on, sent.law_version) == (
        "before_council",
        date(2026, 11, 23),
        "VN-06-2022+06-2026",
    )


def test_what_was_handed_in_is_not_edited_any_more(world: World) -> None:
    dossier = submit(world, world.draft())
    line = dossier.nominations[0]
    with pytest.raises(Refused):
        service.save_petition(actor=world.actor, dossier_id=dossier.id, seen=2, values={"reason": "Khác"}, at=NOW)
    with pytest.raises(Refused):
        nomination_service.save_nomination(
            actor=world.actor, dossier_id=dossier.id, nomination_id=line.id, seen=2, values={"post": "Khác"}, at=NOW
        )
    with pytest.raises(Refused):
        add(world, dossier)


def test_a_withdrawal_needs_a_reason_and_ends_every_line(world: World) -> None:
    dossier = submit(world, world.draft())
    with pytest.raises(Invalid):
        service.withdraw(actor=world.actor, dossier_id=dossier.id, seen=2, reason=" ", at=NOW)
    gone = service.withdraw(actor=world.actor, dossier_id=dossier.id, seen=2, reason="Nộp nhầm năm.", at=NOW)
    assert gone.state == "withdrawn"
    assert {line.outcome for line in fresh(gone).nominations} == {"withdrawn"}
    assert "Nộp nhầm năm." in str(journal.of_dossier(dossier.id)[-1].details)


def test_a_draft_is_withdrawn_without_ever_having_been_handed_in(world: World) -> None:
    dossier = world.draft()
    service.withdraw(actor=world.actor, dossier_id=dossier.id, seen=1, reason="Lập trùng.", at=NOW)
    assert (fresh(dossier).state, fresh(dossier).submitted_at) == ("withdrawn", None)
