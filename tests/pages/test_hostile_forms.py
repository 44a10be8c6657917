"""Whatever is typed into any form: an answer in words, never a fault of ours, and what was typed is still there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from lxml import html

from dossiers.app import create_app
from tests.conftest import settings_for
from tests.pages.house import House, address_of
from tests.pages.test_permission_matrix import DEFAULT_STATE, TABLE, roles_of

SCRIPT = "<script>alert(1)</script>"
VALUES = {
    "nothing": "",
    "blanks": "   ",
    "a_hundred_thousand_characters": "Ă" * 100_000,
    "control_characters": "a\x00b\x07c\x1bd",
    "turned_around": "\u202eođ gnơưht\u202c",
    "half_a_pair": "Nguyễn \ufffe\U0010ffff",
    "script": SCRIPT,
    "quotes": "\"'`${7*7}{{7*7}}",
    "below_zero": "-1",
    "a_day_that_is_none": "31/02/2026",
    "an_id_that_nobody_has": "2147483647",
    "a_number_beyond_all": "9" * 40,
    "not_a_number": "1e308",
    "an_arabic_digit": "٣",
}
TYPED = {"text", "search", "email", "tel", "number", "date", "textarea"}
# Their forms stand on pages of another state or session than the world's, so their fields are named here.
ELSEWHERE = {
    "admin.correct_calendar_now": (
        "kind",
        "day",
        "until",
        "worked",
        "name",
        "document_number",
        "document_on",
        "reason",
        "shown",
    ),
    "admin.open_account": (),
    "appraisal.finish_appraisal_now": (),
    "appraisal.propose_green": (),
    "appraisal.waive_component_now": ("component", "reason"),
    "certificates.cancel_job": (),
    "certificates.deal": (),
    "council.add_to_agenda": ("dossiers",),
    "council.arrange_item": ("act",),
    "council.cast_vote": ("key", "ballot_1"),
    "council.close_item_now": ("discussion", "conclusion"),
    "council.conclude_now": (),
    "council.group_agenda": (),
    "council.lower_award_now": ("award", "reason"),
    "council.answer_kin": ("id", "answer"),
    "council.cast_list": ("key",),
    "council.conclude_many_now": ("shown", "award", "conclusion"),
    "council.end_kin": ("id", "until_on"),
    "council.enter_opinion": ("member_id", "ballot_1"),
    "council.open_many_now": ("shown", "award"),
    "council.correct_session_now": ("statement", "reason"),
    "council.end_round": (),
    "council.extend_round_now": ("due_on",),
    "council.open_item": (),
    "council.open_session": (),
    "council.order_second_vote": ("nominations", "reason"),
    "council.record_reply": ("reply", "reason"),
    "council.remind_invited": (),
    "council.remind_members": (),
    "council.send_round": (),
    "council.submit_round_now": ("due_on", "tellers"),
    "decision.decide_now": (),
    "decision.forward_now": (),
    "decision.issue_now": (),
    "decision.propose_decision_now": ("abstract", "signer_id"),
    "decision.record_party_opinion_now": ("number", "given_on", "content", "agreed"),
    "decision.send_back_now": ("reason",),
    "desk.read_messages": (),
    "notice.close_notice_now": (),
    "notice.post_notice_now": ("place", "working_days"),
    "prospects.choose_law_now": ("reason",),
    "prospects.restore_law_now": ("reason",),
    "public.check_name_now": ("verdict", "proposed"),
    "register.confirm_import": ("ticket",),
    "submission.apply_list": ("ticket",),
    "submission.keep_flagged": ("answer",),
    "submission.move_nomination": (),
    "submission.resubmit_now": (),
}


@dataclass(frozen=True)
class Written:
    """A form as a page shows it: what it already holds, and which of its fields people type into."""

    values: dict[str, Any]
    typed: frozenset[str]


def forms_on(text: str, page: str) -> dict[str, Written]:
    """Return the forms of a page that are posted, by the address they go to."""
    found: dict[str, Written] = {}
    for form in html.document_fromstring(text).forms:
        if form.method == "POST":
            typed = {
                each.name
                for each in form.inputs
                if each.name and (each.tag == "textarea" or (each.tag == "input" and each.type in TYPED))
            }
            values = {name: value for name, value in form.fields.items() if name}
            found[form.action or page] = Written(values, frozenset(typed))
    return found


@pytest.fixture(scope="module")
def forms(house: House) -> dict[str, Written]:
    """Every form that somebody sees on their own side."""
    found: dict[str, Written] = {}
    for name, entry in TABLE["routes"].items():
        rule = house.rules[name.split()[0]]
        if "GET" not in (rule.methods or ()) or name == "static":
            continue
        for role in roles_of(entry, "any" if "any" in entry else "own"):
            answer = house.ask(role, rule, house.world.own.arguments(entry.get("at", DEFAULT_STATE)))
            if answer.mimetype == "text/html" and answer.status_code == 200:
                found |= {where: form for where, form in forms_on(answer.text, answer.request.path).items()}
    return found


def posts() -> list[str]:
    """The routes that take a form, of those that somebody may use."""
    with TemporaryDirectory() as home:
        rules = create_app(settings_for(Path(home), f"sqlite:///{home}/none.sqlite3")).url_map.iter_rules()
    taking = {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}
    return [name for name in TABLE["routes"] if name in taking and roles_of(TABLE["routes"][name], column(name))]


def column(name: str) -> str:
    return "any" if "any" in TABLE["routes"][name] else "own"


def cleaned(value: str) -> str:
    """A value as the forms clean it."""
    kept = (c for c in unicodedata.normalize("NFC", value) if unicodedata.category(c)[0] != "C" or c in "\n\t")
    return "".join(kept).strip()


@pytest.mark.parametrize("name", posts())
def test_no_value_breaks_a_form_and_none_is_lost(name: str, house: House, forms: dict[str, Written]) -> None:
    rule, entry = house.rules[name], TABLE["routes"][name]
    role = next(each for each in roles_of(entry, column(name)) if each != "anonymous")
    address = address_of(rule, house.world.own.arguments(entry.get("at", DEFAULT_STATE)))
    form = forms.get(address) or written_elsewhere(name)
    for label, value in VALUES.items():
        sent = {each: kept if each == "seen" else value for each, kept in form.values.items()}
        answer = house.post(role, address, sent)
        assert answer.status_code < 500, f"{label}: {answer.status_code}"
        assert SCRIPT not in answer.text, label
        if answer.status_code == 422 and answer.mimetype == "text/html":
            assert lost(answer.text, form, value) == set(), label


def written_elsewhere(name: str) -> Written:
    fields = ELSEWHERE[name]
    return Written({"seen": "1", **dict.fromkeys(fields, "")}, frozenset(fields))


def lost(text: str, form: Written, value: str) -> set[str]:
    """Return the fields whose typed value the page of complaints no longer shows."""
    shown: dict[str, list[str]] = {}
    for each in html.document_fromstring(text).xpath("//form//input[@name] | //form//textarea[@name]"):
        shown.setdefault(each.name, []).append(cleaned(each.value or ""))
    return {name for name in form.typed if name in shown and cleaned(value) not in shown[name]}


def test_every_form_that_takes_something_is_put_to_the_test(house: House, forms: dict[str, Written]) -> None:
    addresses = {
        address_of(house.rules[name], house.world.own.arguments(TABLE["routes"][name].get("at", DEFAULT_STATE))): name
        for name in posts()
    }
    without = {name for address, name in addresses.items() if address not in forms}
    assert without == set(ELSEWHERE)
