"""Hundreds of hostile and careless templates through the real page: each refused with its reason, or harmless."""

from __future__ import annotations

import html
import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select

from dossiers.app import create_app
from dossiers.db import current_session, db
from dossiers.documents.word import PARAGRAPH, own_text
from dossiers.models import OfficeTemplate
from tests import hostile_files, hostile_marks, hostile_markup, hostile_templates
from tests.conftest import Browser, settings_for
from tests.factories import a_province, an_account, signed_in
from tests.hostile_templates import KIND, Case

# A large upload lies in a temporary file, which the test client leaves to the garbage collector, unlike a server.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CASES: dict[str, Case] = {
    **hostile_files.families(),
    **hostile_templates.families(),
    **hostile_markup.families(),
    **hostile_marks.families(),
}
SAMPLE = "cap-pho"
PLACE = f"/quan-tri/mau-van-ban/{KIND}/tai-len"
# What a paper made from the sample data must say, whatever was done to its template.
SAID = ("BẰNG KHEN", "Trần Thị Bích Ngọc", "123/QĐ-UBND", "KT. CHỦ TỊCH", "Nông Quang Huy")


@dataclass
class Office:
    """An administrator's browser, the unit whose templates they keep, and where files are kept."""

    browser: FlaskClient
    unit_id: int
    files: Path

    def upload(self, filename: str, content: bytes) -> tuple[int, str]:
        data = {"unit_id": str(self.unit_id), "note": "Thử", "file": (io.BytesIO(content), filename)}
        answer = self.browser.post(PLACE, data=data, content_type="multipart/form-data")
        return answer.status_code, html.unescape(answer.location if answer.status_code == 303 else answer.text)

    def kept(self) -> set[Path]:
        return {path for path in self.files.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def office(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    shutil.copy(sqlite_template, home / "vinhdanh.sqlite3")
    app = create_app(settings_for(home, f"sqlite:///{home}/vinhdanh.sqlite3"))
    app.test_client_class = Browser
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        province = a_province()
        browser = signed_in(app.test_client(), an_account("administrator", unit=province))
        yield Office(browser, province.id, Path(app.config["SETTINGS"].files))
        db.session.remove()
        db.engine.dispose()


def test_there_are_more_than_two_hundred_of_them() -> None:
    assert len(CASES) >= 200
    assert sum(case.reason is None for case in CASES.values()) >= 40


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.reason is not None])
def test_a_hostile_template_is_refused_with_its_reason_and_nothing_is_kept(name: str, office: Office) -> None:
    case, before = CASES[name], office.kept()
    status, page = office.upload(case.filename, case.make())
    assert status == 422, page
    assert case.reason is not None
    assert case.reason in page
    assert office.kept() == before


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.reason is None])
def test_a_harmless_template_makes_a_sound_paper(name: str, office: Office) -> None:
    status, place = office.upload(CASES[name].filename, CASES[name].make())
    assert status == 303, place
    paper = office.browser.get(f"{place}/xem-thu/{SAMPLE}")
    assert paper.status_code == 200
    for part in (archive := zipfile.ZipFile(io.BytesIO(paper.data))).namelist():
        if part.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(part), etree.XMLParser(huge_tree=True))
    body = docx.Document(io.BytesIO(paper.data)).element.body
    text = "\n".join(own_text(paragraph) for paragraph in body.iter(PARAGRAPH))
    assert [words for words in SAID if words not in text] == []
    assert "{{" not in text
    current_session().delete(current_session().scalars(select(OfficeTemplate)).one())
    current_session().commit()
