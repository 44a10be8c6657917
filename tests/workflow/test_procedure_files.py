"""What the shipped procedures promise, whatever else is edited in their files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from procedure_cases import NAMES, TODAY, a_nomination, plain, some_facts

from workflow.findings import unmet
from workflow.guards import GUARDS
from workflow.procedure import Procedure, load_procedures
from workflow.vocabulary import DOCUMENTS

PROCEDURES = load_procedures()

# The road of a dossier for which everything goes well, and what becomes true before each step.
POSTED = {"notice_first_day": date(2026, 3, 9), "notice_last_day": TODAY - timedelta(days=1)}
APPRAISED = {"nominations": (a_nomination(is_appraised=True),)}
VOTED: dict[str, Any] = {
    "is_on_agenda": True,
    "is_item_opened": True,
    "is_session_closed": True,
    "nominations": (a_nomination(is_appraised=True, is_ballot_closed=True, outcome="passed"),),
}
SIGNED = {"is_decision_drafted": True}
ROADS: dict[str, list[tuple[str, dict[str, Any], str]]] = {
    "tinh_thuong": [
        ("submit", {}, "submitted"),
        ("accept", {}, "under_appraisal"),
        ("finish_appraisal", APPRAISED, "before_council"),
        ("conclude_council", VOTED, "on_notice"),
        ("post_notice", {}, "on_notice"),
        ("close_notice", POSTED, "before_decision"),
        ("propose_decision", {"is_notice_reported": True}, "before_decision"),
        ("decide", SIGNED, "decided"),
        ("issue", {"is_decision_approved": True}, "issued"),
    ],
    "tinh_don_gian": [
        ("submit", {}, "submitted"),
        ("accept", {}, "under_appraisal"),
        ("finish_appraisal", APPRAISED, "before_decision"),
        ("propose_decision", {}, "before_decision"),
        ("decide", SIGNED, "decided"),
        ("issue", {"is_decision_approved": True}, "issued"),
    ],
    "trinh_nha_nuoc": [
        ("submit", {}, "submitted"),
        ("accept", {}, "under_appraisal"),
        ("finish_appraisal", APPRAISED, "on_notice"),
        ("post_notice", {}, "on_notice"),
        ("close_notice", POSTED, "before_council"),
        ("conclude_council", {"is_notice_reported": True, **VOTED}, "party_opinion"),
        ("record_party_opinion", {}, "before_petition"),
        ("propose_decision", {"has_party_opinion": True}, "before_petition"),
        ("forward", SIGNED, "forwarded"),
        ("record_grant", {}, "granted"),
    ],
    "co_so": [
        ("submit", {}, "before_council"),
        ("conclude_council", VOTED, "on_notice"),
        ("post_notice", {}, "on_notice"),
        ("close_notice", POSTED, "before_decision"),
        ("propose_decision", {"is_notice_reported": True}, "before_decision"),
        ("decide", SIGNED, "decided"),
        ("issue", {"is_decision_approved": True}, "issued"),
    ],
}


def test_the_four_procedures_are_shipped():
    assert tuple(PROCEDURES) == NAMES == tuple(sorted(ROADS))


@pytest.mark.parametrize("name", NAMES)
def test_a_dossier_for_which_all_goes_well_walks_from_draft_to_its_end(name):
    procedure, state, known = PROCEDURES[name], PROCEDURES[name].start, {}
    for step, learned, expected in ROADS[name]:
        known |= learned
        facts = some_facts(**{"nominations": (a_nomination(),), **known})
        assert unmet(list(procedure.explain(step, state, facts))) == []
        state = procedure.destination(state, step)
        assert state == expected
    assert procedure.states[state].is_end


@pytest.mark.parametrize("name", NAMES)
def test_no_step_of_the_road_can_be_taken_before_its_facts_are_there(name):
    procedure, state, known = PROCEDURES[name], PROCEDURES[name].start, {}
    for step, learned, expected in ROADS[name]:
        if learned:
            facts = some_facts(**{"nominations": (a_nomination(),), **known})
            assert unmet(list(procedure.explain(step, state, facts))), step
        known |= learned
        state = expected


def avoids(procedure: Procedure, gone: str, goal: str) -> bool:
    """Whether `goal` can be reached without ever being in the state `gone`."""
    reached, waiting = {procedure.start}, [procedure.start]
    while waiting:
        for step in procedure.steps_from(waiting.pop()):
            if step.to != gone and step.to not in reached:
                reached.add(step.to)
                waiting.append(step.to)
    return goal in reached


@pytest.mark.parametrize(
    ("name", "goal", "musts"),
    [
        (
            "tinh_thuong",
            "issued",
            "submitted under_appraisal before_council on_notice before_decision decided",
        ),
        ("tinh_don_gian", "issued", "submitted under_appraisal before_decision decided"),
        (
            "trinh_nha_nuoc",
            "granted",
            "under_appraisal on_notice before_council party_opinion before_petition",
        ),
        ("trinh_nha_nuoc", "before_council", "on_notice"),
        ("co_so", "issued", "before_council on_notice before_decision decided"),
    ],
)
def test_no_path_goes_around_a_stage_that_the_law_asks_for(name, goal, musts):
    assert [must for must in musts.split() if avoids(PROCEDURES[name], must, goal)] == []


@pytest.mark.parametrize("name", ["tinh_thuong", "trinh_nha_nuoc", "co_so"])
def test_nothing_leaves_the_council_without_a_closed_vote_nor_the_notice_before_its_last_day(name):
    for step in PROCEDURES[name].steps:
        goes_on = step.to not in ("withdrawn", "under_appraisal") and not step.to.startswith(("held_", "returned_"))
        if "before_council" in step.from_states and step.to != "before_council" and goes_on:
            assert "vote_closed" in step.guards
        if "on_notice" in step.from_states and step.to in ("before_decision", "before_council"):
            assert {"notice_posted", "notice_finished", "objections_answered"} <= set(step.guards)


def test_the_notice_of_a_state_award_runs_before_the_council_meets():
    order = list(PROCEDURES["trinh_nha_nuoc"].states)
    assert order.index("on_notice") < order.index("before_council")
    assert PROCEDURES["trinh_nha_nuoc"].step("post_notice", "on_notice").due.working_days == "deadlines.notice_state"


@pytest.mark.parametrize("name", NAMES)
def test_a_pause_leads_back_to_where_it_began_and_stops_the_clock(name):
    procedure = PROCEDURES[name]
    for state in procedure.states.values():
        if state.paused_from:
            back = {step.to for step in procedure.steps_from(state.name)} - {"withdrawn", "refused"}
            assert back == {state.paused_from}
            assert state.clock == "stopped"
            assert state.name in (f"held_{state.paused_from}", f"returned_{state.paused_from}")


@pytest.mark.parametrize("name", NAMES)
def test_the_public_sees_no_difference_between_a_hold_and_the_state_it_interrupts(name):
    states = PROCEDURES[name].states
    for state in states.values():
        if state.held_from:
            assert state.public == states[state.held_from].public
            assert state.portal_status == states[state.held_from].portal_status


@pytest.mark.parametrize("name", NAMES)
def test_every_stop_and_every_way_back_asks_for_a_reason(name):
    asked = {"return_for_correction", "withdraw", "hold", "resume", "defer", "lower", "reappraise", "refuse",
             "send_back", "record_return", "record_refusal"}  # fmt: skip
    assert [step.place for step in PROCEDURES[name].steps if step.needs_reason != (step.name in asked)] == []


@pytest.mark.parametrize("name", NAMES)
def test_only_the_unit_submits_and_withdraws_and_never_signs_for_others(name):
    for step in PROCEDURES[name].steps:
        if step.name in ("submit", "resubmit", "withdraw"):
            assert step.by == ("clerk", "head_of_unit")
        if step.name in ("decide", "forward"):
            assert step.by == ("decision_maker",)


@pytest.mark.parametrize("name", NAMES)
def test_a_dossier_can_always_be_closed_when_its_nominations_have_fallen_away(name):
    """Only what waits for the clerk's office or for a body above the province has no refusal of its own."""
    procedure = PROCEDURES[name]
    waiting = {"draft", "decided", "forwarded"}
    for state in procedure.states.values():
        if not (state.is_end or state.held_from or state.name in waiting):
            assert {step.to for step in procedure.steps_from(state.name)} & {"refused", "withdrawn"}, state.name


def named(key: str) -> set[str]:
    return {item for name in NAMES for step in plain(name)["steps"] for item in step.get(key, ())}


def test_the_procedures_leave_every_kind_of_document_and_use_every_guard():
    assert named("documents") | named("papers") == set(DOCUMENTS)
    assert named("guards") == set(GUARDS)


def unaccented(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text.isascii()]


@pytest.mark.parametrize("name", NAMES)
def test_what_people_read_is_vietnamese(name):
    procedure = PROCEDURES[name]
    assert unaccented([procedure.title, *(state.inside for state in procedure.states.values())]) == []
    assert unaccented(text for step in procedure.steps for text in (step.label, step.description)) == []
