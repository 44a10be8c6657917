from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from procedure_cases import TODAY, a_nomination, some_facts

from workflow.citations import Citations
from workflow.findings import Outcome
from workflow.guards import GUARDS
from workflow.verify import Names

AN, TO_5 = "Nguyễn Văn An", "Tổ dân phố 5"
PASSED = (a_nomination(outcome="passed"), a_nomination(TO_5, outcome="not_passed"))
VOTED = tuple(a_nomination(name, is_ballot_closed=True) for name in (AN, TO_5))

# For each guard: facts that meet it, facts that don't, and what the person then has to read.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "has_nominations": ({}, {"nominations": ()}, ["chưa có đề nghị nào"]),
    "petition_complete": ({}, {"missing_fields": ("số tờ trình", "ngày")}, ["số tờ trình", "ngày"]),
    "reports_complete": (
        {},
        {"nominations": (a_nomination(missing_fields=("thành tích", "chức vụ")), a_nomination(TO_5))},
        [f"{AN} còn thiếu: thành tích, chức vụ"],
    ),
    "components_complete": (
        {},
        {
            "missing_components": ("Biên bản bình xét",),
            "nominations": (a_nomination(missing_components=("xác nhận sáng kiến",)),),
        },
        ["Hồ sơ thiếu: Biên bản bình xét", f"{AN} thiếu: xác nhận sáng kiến"],
    ),
    "right_authority": (
        {},
        {"wrong_authority": "Giám đốc sở không quyết định."},
        ["Giám đốc sở không quyết"],
    ),
    "recipients_admitted": ({}, {"refused_recipients": (TO_5,)}, [f"{TO_5} không thuộc đối tượng"]),
    "no_duplicates": (
        {},
        {"nominations": (a_nomination(duplicate_of="hồ sơ HS-7"), a_nomination(TO_5))},
        [f"{AN} trùng với hồ sơ HS-7"],
    ),
    "nothing_forbidden": (
        {},
        {"nominations": (a_nomination(hold_reason="đang thanh tra"),)},
        [f"{AN}: đang thanh tra"],
    ),
    "corrections_made": ({}, {"uncorrected_flags": ("Thành tích của An",)}, ["Chưa sửa: Thành tích của An"]),
    "every_nomination_appraised": (
        {"nominations": (a_nomination(is_appraised=True),)},
        {"nominations": (a_nomination(is_appraised=True), a_nomination(TO_5))},
        [f"{TO_5} chưa có ý kiến thẩm định"],
    ),
    "consultations_answered": ({}, {"open_consultations": 2}, ["Còn 2 cơ quan"]),
    "not_on_hold": ({}, {"is_on_hold": True, "hold_reason": "có đơn tố cáo"}, ["có đơn tố cáo"]),
    "on_agenda": ({"is_on_agenda": True}, {}, ["chưa có trong chương trình"]),
    "item_not_opened": ({}, {"is_item_opened": True}, ["đã mở nội dung"]),
    "item_opened": ({"is_item_opened": True}, {}, ["chưa mở nội dung"]),
    "vote_closed": (
        {"is_session_closed": True, "nominations": VOTED},
        {"nominations": (VOTED[0], a_nomination(TO_5))},
        ["chưa kết thúc", f"{TO_5} chưa có kết quả kiểm phiếu"],
    ),
    "some_passed": ({"nominations": PASSED}, {}, ["Không có đề nghị nào được Hội đồng thông qua"]),
    "none_passed": ({}, {"nominations": PASSED}, [f"{AN} đã được Hội đồng thông qua"]),
    "some_remain": ({}, {"nominations": (a_nomination(outcome="withdrawn"),)}, ["Mọi đề nghị đã rút"]),
    "notice_not_posted": ({}, {"notice_first_day": TODAY}, ["từ ngày 20/03/2026"]),
    "notice_posted": ({"notice_first_day": TODAY}, {}, ["chưa được công khai"]),
    "notice_finished": (
        {"notice_last_day": TODAY - timedelta(days=1)},
        {"notice_last_day": TODAY},
        ["đến hết ngày 20/03/2026"],
    ),
    "objections_answered": (
        {},
        {"nominations": (a_nomination(open_objections=2),)},
        [f"{AN}: còn 2 phản ánh chưa trả lời"],
    ),
    "notice_reported": ({"is_notice_reported": True}, {}, ["Chưa có báo cáo kết quả công khai"]),
    "party_opinion_recorded": ({"has_party_opinion": True}, {}, ["Chưa ghi nhận ý kiến của cấp ủy"]),
    "decision_drafted": ({"is_decision_drafted": True}, {}, ["chưa trình dự thảo"]),
    "decision_approved": ({"is_decision_approved": True}, {}, ["chưa được duyệt"]),
}


def test_every_guard_has_its_case():
    assert CASES.keys() == GUARDS.keys()


@pytest.mark.parametrize("name", CASES)
def test_a_guard_that_is_met_says_so_once_with_its_article(name):
    met, _, _ = CASES[name]
    (finding,) = GUARDS[name](some_facts(**met))
    assert finding.outcome is Outcome.MET
    assert (finding.rule, finding.citation) == (name, GUARDS[name].citation)
    assert finding.reason == GUARDS[name].description


@pytest.mark.parametrize("name", CASES)
def test_a_guard_that_is_not_met_names_every_subject_and_the_way_forward(name):
    _, facts, sentences = CASES[name]
    findings = GUARDS[name](some_facts(**facts))
    assert len(findings) == len(sentences)
    for finding, sentence in zip(findings, sentences, strict=True):
        assert not finding.is_met
        assert sentence in finding.reason
        assert finding.reason.endswith(".")
        assert finding.remedy
        assert finding.citation


@pytest.mark.parametrize("name", GUARDS)
def test_every_guard_cites_instruments_that_the_law_files_list(name):
    known = Names.shipped().instruments
    assert {str(each.instrument) for each in Citations.parse(GUARDS[name].citation).items} <= set(known)


@pytest.mark.parametrize(
    ("guard", "held"),
    [
        ("nothing_forbidden", {"hold_reason": "đang xem xét kỷ luật"}),
        ("nothing_forbidden", {"verdict": "on_hold"}),
        ("objections_answered", {"open_objections": 1}),
    ],
)
def test_a_held_nomination_stays_behind_without_stopping_the_others(guard, held):
    facts = some_facts(nominations=(a_nomination(**held), a_nomination(TO_5)))
    (finding,) = GUARDS[guard](facts)
    assert finding.is_met
    assert finding.subject == AN
    assert "ở lại" in finding.remedy
    assert [nomination.label for nomination in facts.free] == [TO_5]


def test_nothing_goes_on_when_each_nomination_is_held_for_another_reason():
    facts = some_facts(nominations=(a_nomination(hold_reason="thanh tra"), a_nomination(TO_5, open_objections=1)))
    (hold,), (objection,) = GUARDS["nothing_forbidden"](facts), GUARDS["objections_answered"](facts)
    assert hold.outcome is Outcome.HOLD
    assert hold.subject == AN
    assert objection.outcome is Outcome.NOT_MET
    assert objection.subject == TO_5


def test_two_namesakes_are_both_named():
    namesakes = tuple(a_nomination(id=number, is_appraised=False) for number in (1, 2))
    assert len(GUARDS["every_nomination_appraised"](some_facts(nominations=namesakes))) == 2
    held = tuple(a_nomination(id=number, hold_reason="thanh tra") for number in (1, 2))
    assert len(GUARDS["nothing_forbidden"](some_facts(nominations=held))) == 2


def test_what_a_withdrawn_or_failed_nomination_lacks_stops_nobody():
    lacks = {"missing_fields": ("thành tích",), "hold_reason": "kỷ luật"}
    gone = [
        a_nomination(outcome, outcome=outcome, **lacks)
        for outcome in ("withdrawn", "not_passed", "deferred", "refused")
    ]
    facts = some_facts(nominations=(*gone, a_nomination(is_appraised=True)))
    for name in ("reports_complete", "nothing_forbidden", "every_nomination_appraised", "has_nominations"):
        assert [finding.is_met for finding in GUARDS[name](facts)] == [True]
