"""Every route says who may use it, reading writes nothing, and nothing is taken from a page that isn't ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.routing import Rule

from dossiers import clock, demonstration
from dossiers.accounts import service
from dossiers.db import current_session, db
from dossiers.desk import links
from dossiers.models import (
    Account,
    AgendaItem,
    Attachment,
    AwardImport,
    AwardRecord,
    Consultation,
    ConsultationFile,
    CorrectionFlag,
    Council,
    CouncilMember,
    CouncilSession,
    Decision,
    Document,
    Dossier,
    HolderMatch,
    Job,
    LoginSession,
    MemberQuestion,
    NameCheck,
    Nomination,
    Objection,
    OfficeTemplate,
    PaperOpinion,
    PrintRun,
    PublicNotice,
    RoleGrant,
    SessionCopy,
    SignedCopy,
    Stock,
    Unit,
    UnitSuccession,
)
from dossiers.rules import procedures
from tests.factories import a_unit, an_account, signed_in
from workflow.permissions import Action

SAFE = {"GET", "HEAD", "OPTIONS"}
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|BEGIN IMMEDIATE|SELECT pg_advisory)", re.IGNORECASE)
BY_ID = {
    "dossier_id": Dossier,
    "nomination_id": Nomination,
    "attachment_id": Attachment,
    "consultation_id": Consultation,
    "consultation_file_id": ConsultationFile,
    "flag_id": CorrectionFlag,
    "council_id": Council,
    "member_id": CouncilMember,
    "session_id": CouncilSession,
    "item_id": AgendaItem,
    "question_id": MemberQuestion,
    "objection_id": Objection,
    "notice_id": PublicNotice,
    "decision_id": Decision,
    "document_id": Document,
    "signed_copy_id": SignedCopy,
    "run_id": PrintRun,
    "job_id": Job,
    "stock_id": Stock,
    "session_copy_id": SessionCopy,
    "unit_id": Unit,
    "account_id": Account,
    "grant_id": RoleGrant,
    "login_session_id": LoginSession,
    "record_id": AwardRecord,
    "import_id": AwardImport,
    "match_id": HolderMatch,
    "succession_id": UnitSuccession,
    "template_id": OfficeTemplate,
    "name_check_id": NameCheck,
    "opinion_id": PaperOpinion,
}
LOOKED_AT = 2  # of each kind of thing
OWNERS = {
    "nomination_id": Nomination.dossier_id,
    "attachment_id": Attachment.dossier_id,
    "member_id": CouncilMember.council_id,
}


def rules(app: Flask, *, safe: bool) -> list[Rule]:
    """Return the rules of the application that take a safe method, or an unsafe one."""
    return [rule for rule in app.url_map.iter_rules() if bool((rule.methods or set()) - SAFE) != safe]


def examples(rule: Rule) -> Iterator[dict[str, Any]]:
    """Yield arguments for a rule out of what the database holds: every id, with its owner where it has one."""
    key = next((name for name in rule.arguments if name in OWNERS), None) or next(
        (name for name in rule.arguments if name in BY_ID), None
    )
    if key is None:
        yield {name: _word(name) for name in rule.arguments}
        return
    for thing in current_session().scalars(select(BY_ID[key]).limit(LOOKED_AT)).all() or [None]:
        more = {name: _word(name) for name in rule.arguments - {key}}
        if thing is not None and key in OWNERS:
            more[OWNERS[key].key] = getattr(thing, OWNERS[key].key)
        yield {name: value for name, value in {**more, key: getattr(thing, "id", 1)}.items() if name in rule.arguments}


def _word(name: str) -> str | int:
    known = {
        "kind": "individual",
        "filename": "vinhdanh.css",
        "paper": "phieu_tiep_nhan",
        "sample": "day-du",
        "award_code": "LDTT",
    }
    return known.get(name, 1)


def test_every_route_states_who_may_use_it(sqlite_app: Flask) -> None:
    silent = [
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if not isinstance(getattr(sqlite_app.view_functions[rule.endpoint], "access", (None,))[0], Action)
    ]
    assert silent == []


def test_a_route_about_one_thing_loads_it_for_the_permissions(sqlite_app: Flask) -> None:
    """A role held anywhere must not open a dossier or a session that belongs to others."""
    about_one = {"dossier_id", "session_id", "item_id", "objection_id", "document_id", "signed_copy_id"}
    about_one |= {"run_id", "job_id", "stock_id"}
    careless = [
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if rule.arguments & about_one
        and sqlite_app.view_functions[rule.endpoint].access[0] is not Action.PUBLIC_VIEW
        and sqlite_app.view_functions[rule.endpoint].access[1] is None
    ]
    assert careless == []


def test_every_step_of_every_procedure_has_a_page(sqlite_app: Flask) -> None:
    missing = [
        f"{procedure.name}: {step.name} from {', '.join(step.from_states)}"
        for procedure in procedures().values()
        for step in procedure.steps
        if not links.step_page(step)
    ]
    assert missing == []


def test_looking_at_a_page_writes_nothing_and_never_breaks(sqlite_app: Flask) -> None:
    demonstration.load(clock.now())
    addresses = [
        sqlite_app.url_map.bind("localhost").build(rule.endpoint, arguments)
        for rule in rules(sqlite_app, safe=True)
        for arguments in examples(rule)
    ]
    browsers = [("a stranger", sqlite_app.test_client())]
    browsers += [(role, signed_in(sqlite_app.test_client(), account)) for role, account in demonstration.guides()]
    faults: list[str] = []
    where = ""

    def refuse_writing(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if WRITES.match(statement):
            faults.append(f"{where} writes: {statement[:60]}")

    event.listen(db.engine, "before_cursor_execute", refuse_writing)
    try:
        for who, browser in browsers:
            for address in addresses:
                where = f"{who} at {address}"
                with browser.get(address) as answer:
                    if answer.status_code >= 500:
                        faults.append(f"{where} gets {answer.status_code}")
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse_writing)
    assert faults == []


def test_nothing_is_taken_from_a_form_without_our_token(sqlite_app: Flask) -> None:
    browser = signed_in(sqlite_app.test_client(), an_account("clerk", "administrator", unit=a_unit()))
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    taken = []
    for rule in rules(sqlite_app, safe=False):
        arguments = {name: _word(name) for name in rule.arguments}
        address = sqlite_app.url_map.bind("localhost").build(rule.endpoint, arguments, method="POST")
        for token in ("", "forged"):
            answer = browser.post(address, data={"csrf_token": token})
            if answer.status_code != 400:
                taken.append(f"{rule.endpoint}: {answer.status_code}")
    assert taken == []


def test_a_form_with_the_token_of_its_page_is_taken(sqlite_app: Flask) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    browser = sqlite_app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/dang-nhap").text)
    assert token
    answer = browser.post("/dang-nhap", data={"csrf_token": token[1], "email": "a@example.vn", "password": "sai"})
    assert answer.status_code == 422
    assert "không đúng" in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dang-nhap", 200),
        ("/viec-cua-toi", 302),
        ("/khong-co", 404),
        ("/static/vinhdanh.css", 200),
        ("/dang-nhap/x", 409),
    ],
)
def test_every_answer_carries_the_security_headers(client: FlaskClient, address: str, status: int) -> None:
    with client.get(address) as answer:
        assert answer.status_code == status
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    if not address.startswith("/static"):
        assert answer.headers["Cache-Control"] == "no-store"


def test_pages_carry_no_inline_script_or_style_that_the_policy_would_block(client: FlaskClient) -> None:
    signed_in(client, an_account("clerk", "administrator", "auditor", unit=a_unit()))
    for address in ("/viec-cua-toi", "/ho-so", "/tai-khoan", "/quan-tri/don-vi", "/nhat-ky", "/dang-nhap"):
        page = client.get(address).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    token = service.create_link(an_account(unit=a_unit()).id, clock.now())
    cookie = client.post(f"/dang-nhap/{token}").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
