from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from flask import Flask

from dossiers import outbox, storage
from dossiers.appraisal import consultations
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.models import Account, Consultation
from dossiers.uploads import Upload
from tests.council_browser import browser_of
from tests.dossier_world import LATER, World, a_world
from tests.factories import NOW, a_unit, an_account, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

FILE = Upload("tra-loi.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n")


def asked(world: World) -> tuple[int, Account]:
    """A question to the police, and who answers there."""
    dossier = world.received(nominations=1)
    police = a_unit("Công an tỉnh", "armed_forces")
    officer = an_account("clerk", unit=police)
    appraisal.consult(
        actor=world.judge,
        dossier_id=dossier.id,
        seen=1,
        unit_ids=[police.id],
        question="Việc chấp hành pháp luật?",
        due_on=date(2026, 12, 1),
        at=NOW,
    )
    return current_session().query(Consultation).one().id, officer


def test_the_asked_office_is_told_and_answers_online_with_files(app: Flask) -> None:
    world = a_world()
    number, officer = asked(world)
    assert outbox.newest(officer.id)[0].url == f"/hiep-y/{number}"
    consultations.answer(
        actor=as_actor(officer), consultation_id=number, text="Không vi phạm.", uploads=[FILE], at=LATER
    )
    current_session().expire_all()
    kept = consultations.find(number)
    assert (kept.answer, kept.recorded_by_id) == ("Không vi phạm.", officer.id)
    assert storage.get(kept.files[0].sha256) == FILE.content
    assert "đã trả lời lấy ý kiến" in outbox.newest(world.appraiser.id)[0].subject
    with pytest.raises(Refused):
        consultations.answer(actor=as_actor(officer), consultation_id=number, text="Khác.", uploads=[], at=LATER)


def test_nobody_answers_for_an_office_but_its_own_people(app: Flask) -> None:
    world = a_world()
    number, officer = asked(world)
    stranger = an_account("clerk", "head_of_unit", unit=a_unit("Thanh tra tỉnh", "department"))
    for account in (stranger, world.clerk):
        with pytest.raises(NotAllowed):
            consultations.answer(actor=as_actor(account), consultation_id=number, text="x", uploads=[], at=LATER)
    with pytest.raises(Invalid):
        consultations.answer(actor=as_actor(officer), consultation_id=number, text=" ", uploads=[], at=LATER)


def test_the_appraiser_reminds_until_the_office_has_answered(app: Flask) -> None:
    world = a_world()
    number, officer = asked(world)
    consultations.remind(actor=world.judge, consultation_id=number, at=LATER)
    assert outbox.newest(officer.id)[0].subject.startswith("Nhắc trả lời")
    consultations.answer(actor=as_actor(officer), consultation_id=number, text="Không.", uploads=[], at=LATER)
    with pytest.raises(Refused):
        consultations.remind(actor=world.judge, consultation_id=number, at=LATER)


def test_the_answer_s_page_shows_the_question_and_hides_the_dossier(sqlite_app: Flask) -> None:
    world = a_world()
    number, officer = asked(world)
    browser = browser_of(sqlite_app, officer)
    assert f"/hiep-y/{number}" in browser.get("/viec-cua-toi").text
    page = browser.get(f"/hiep-y/{number}").text
    assert "Việc chấp hành pháp luật?" in page
    dossier_id = consultations.find(number).dossier_id
    assert browser.get(f"/ho-so/{dossier_id}").status_code == 404
    bad = browser.post(f"/hiep-y/{number}", data={"answer": "Có.", "files": (BytesIO(b"MZ"), "a.exe")})
    assert bad.status_code == 422
    assert "chỉ nhận tệp" in bad.text
    good = browser.post(f"/hiep-y/{number}", data={"answer": "Có.", "files": (BytesIO(FILE.content), "a.pdf")})
    assert good.status_code == 303
    sent = consultations.find(number).files[0].id
    assert browser.get(f"/hiep-y/tep/{sent}").data == FILE.content
    # the unit that is asked about learns neither of the question nor of the answer
    clerk = browser_of(sqlite_app, world.clerk)
    assert clerk.get(f"/hiep-y/tep/{sent}").status_code == 404
    assert clerk.get(f"/hiep-y/{number}").status_code == 404
