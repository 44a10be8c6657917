"""Pages that hold papers against what was issued, send PDF files, and take signed copies."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, current_app
from flask.testing import FlaskClient

from dossiers import storage
from dossiers.db import current_session
from dossiers.models import Account, Document, JournalEntry, SignedCopy
from tests import uploading
from tests.decision_world import OVER, World, before_decision, issue, propose, sign
from tests.factories import a_unit, an_account, signed_in
from tests.signing_office import a_holder, a_pdf, an_authority, by_both, printed, signed, trust

NEXT = OVER + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NEXT, tick=False):
        yield


def an_issued() -> tuple[World, Document]:
    world = before_decision("Nguyễn Văn An", "Trần Thị Bình")
    for step in (propose, sign, issue):
        step(world)
    document = current_session().query(Document).filter_by(kind="quyet_dinh", step="issue").one()
    return world, document


def sent(client: FlaskClient, address: str, content: bytes, name: str = "van-ban.docx") -> str:
    answer = uploading.post(client, address, {"file": (io.BytesIO(content), name)})
    assert answer.status_code == 200, answer.text
    return answer.text


def without_libreoffice(app: Flask) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], soffice="/khong/co")


def test_a_document_is_held_against_the_journal(client: FlaskClient) -> None:
    world, document = an_issued()
    signed_in(client, world.clerk)
    dossier = client.get(f"/ho-so/{world.dossier_id}").text
    assert f'href="/van-ban/{document.id}/kiem-tra"' in dossier
    page = client.get(f"/van-ban/{document.id}/kiem-tra").text
    entry = current_session().query(JournalEntry).filter_by(action="document.written", subject_id=document.id).one()
    for shown in ("Khớp", entry.actor_name, document.sha256, f">{entry.seq}<"):
        assert shown in page, shown
    assert "Đã khác" not in page


def test_a_file_that_came_back_is_the_document_or_is_not(client: FlaskClient) -> None:
    world, document = an_issued()
    signed_in(client, world.clerk)
    address, content = f"/van-ban/{document.id}/kiem-tra", storage.get(document.sha256)
    assert "giống từng byte" in sent(client, address, content, "Quyết định (1).docx")
    page = sent(client, address, content + b" ")
    assert "Đã khác" in page
    assert "giống từng byte" not in page


@pytest.mark.parametrize(
    ("file", "words"),
    [(None, "Chọn một tệp."), (b"", "Tệp rỗng."), (b"0" * (20 * 1024 * 1024 + 1), "Tệp lớn hơn 20 MB.")],
)
def test_a_file_that_is_none_is_told_at_the_field(file: bytes | None, words: str, client: FlaskClient) -> None:
    world, document = an_issued()
    signed_in(client, world.clerk)
    for address in (f"/van-ban/{document.id}/kiem-tra", "/kiem-tra-van-ban"):
        data = {} if file is None else {"file": (io.BytesIO(file), "a.docx")}
        answer = uploading.post(client, address, data)
        assert answer.status_code == 422
        assert words in answer.text


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.unlink(), "Tệp không còn trong kho lưu trữ"),
        (lambda path: path.write_bytes(b"hong"), "đã bị thay đổi hoặc hỏng"),
    ],
)
def test_a_lost_or_damaged_file_is_told_and_never_sent(harm: object, words: str, client: FlaskClient) -> None:
    world, document = an_issued()
    harm(storage.path_of(document.sha256))  # type: ignore[operator]
    signed_in(client, world.clerk)
    page = client.get(f"/van-ban/{document.id}/kiem-tra")
    assert page.status_code == 200
    assert words in page.text
    for address in (f"/van-ban/{document.id}", f"/van-ban/{document.id}/pdf"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "khôi phục từ bản sao lưu" in answer.text


def test_a_file_is_traced_to_its_document_by_those_who_may_see_it(client: FlaskClient) -> None:
    world, document = an_issued()
    content = storage.get(document.sha256)
    signed_in(client, world.clerk)
    page = sent(client, "/kiem-tra-van-ban", content)
    assert f'href="/van-ban/{document.id}/kiem-tra"' in page
    signed_in(client, an_account("clerk", unit=a_unit("Sở Y tế", "department")))
    page = sent(client, "/kiem-tra-van-ban", content)
    assert f"/van-ban/{document.id}" not in page
    assert "không giống văn bản nào bạn được xem" in page


def test_the_pdf_that_was_sent_is_known_as_well_as_the_word_file(client: FlaskClient) -> None:
    world, document = an_issued()
    printed(document.sha256)
    signed_in(client, world.clerk)
    sent_out = client.get(f"/van-ban/{document.id}/pdf").data
    assert "giống từng byte" in sent(client, f"/van-ban/{document.id}/kiem-tra", sent_out)
    assert f'href="/van-ban/{document.id}/kiem-tra"' in sent(client, "/kiem-tra-van-ban", sent_out)
    assert "Đã khác" in sent(client, f"/van-ban/{document.id}/kiem-tra", sent_out + b" ")


def test_a_pdf_lies_beside_each_document(client: FlaskClient) -> None:
    world, document = an_issued()
    made = printed(document.sha256)
    signed_in(client, world.clerk)
    assert f'href="/van-ban/{document.id}/pdf"' in client.get(f"/ho-so/{world.dossier_id}").text
    answer = client.get(f"/van-ban/{document.id}/pdf")
    assert (answer.data, answer.mimetype) == (made, "application/pdf")
    assert document.filename.replace(".docx", ".pdf") in answer.headers["Content-Disposition"]
    signed_in(client, an_account("clerk", unit=a_unit("Sở Y tế", "department")))
    assert client.get(f"/van-ban/{document.id}/pdf").status_code == 404


def test_without_libreoffice_the_pages_work_and_say_why(sqlite_app: Flask, client: FlaskClient) -> None:
    world, document = an_issued()
    without_libreoffice(sqlite_app)
    signed_in(client, world.office)
    page = client.get(f"/ho-so/{world.dossier_id}").text
    assert "chưa có LibreOffice" in page
    assert f"/van-ban/{document.id}/pdf" not in page
    assert client.get(f"/van-ban/{document.id}").status_code == 200
    for answer in (
        client.get(f"/van-ban/{document.id}/pdf"),
        client.post(f"/ho-so/{world.dossier_id}/ban-ky-so/goi"),
    ):
        assert answer.status_code == 409
        assert "bản Word vẫn tải về được" in answer.text
    assert "chưa có LibreOffice" in client.get(f"/ho-so/{world.dossier_id}/ban-ky-so").text


def test_a_decision_goes_out_to_be_signed_and_comes_back(client: FlaskClient) -> None:
    world, document = an_issued()
    pdf = printed(document.sha256)
    trust(current_app.config["SETTINGS"].trust_anchors, an_authority())
    signed_in(client, world.office)
    page = f"/ho-so/{world.dossier_id}/ban-ky-so"
    assert "Chưa có bản ký số" in client.get(f"/ho-so/{world.dossier_id}").text
    answer = client.post(f"{page}/goi")
    assert answer.mimetype == "application/zip"
    assert "ky-so-quyet-dinh-01-qd-ubnd.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        assert package.read("quyet-dinh-01-qd-ubnd.pdf") == pdf

    file = by_both(pdf, at=NEXT)
    assert uploading.post(client, page, {"file": (io.BytesIO(file), "đã ký.pdf")}).status_code == 303
    answer = client.get(page)
    for shown in ("Đã nhận bản ký số đã ký.pdf", "chứng thư tin cậy", "Trịnh Khánh Toàn", world.office.full_name):
        assert shown in answer.text, shown
    copy = current_session().query(SignedCopy).one()
    assert "Đã kiểm tra lại" in client.post(f"/ban-ky-so/{copy.id}/kiem-tra-lai", follow_redirects=True).text

    signed_in(client, world.clerk)
    assert client.get(f"/ban-ky-so/{copy.id}").data == file
    assert "Quyết định số 01/QĐ-UBND" in sent(client, "/kiem-tra-van-ban", file, "thư.pdf")
    seen = client.get(page).text
    assert "chứng thư tin cậy" in seen
    assert "Tải gói ký số" not in seen
    assert "Kiểm tra lại" not in seen
    assert "chứng thư tin cậy" in client.get(f"/ho-so/{world.dossier_id}").text


def refused(client: FlaskClient, world: World, content: bytes, name: str = "ky.pdf") -> str:
    answer = uploading.post(client, f"/ho-so/{world.dossier_id}/ban-ky-so", {"file": (io.BytesIO(content), name)})
    assert answer.status_code == 422, answer.status_code
    assert current_session().query(SignedCopy).count() == 0
    return answer.text


def test_a_file_that_fails_is_refused_with_every_reason_and_what_to_do(client: FlaskClient) -> None:
    world, document = an_issued()
    printed(document.sha256)
    trust(current_app.config["SETTINGS"].trust_anchors, an_authority())
    signed_in(client, world.office)
    client.post(f"/ho-so/{world.dossier_id}/ban-ky-so/goi")
    strange = a_holder("Người lạ", "", authority=an_authority("Nơi lạ"))
    page = refused(client, world, signed(a_pdf("Quyet dinh khac"), strange, at=NEXT))
    for shown in (
        "Không nhận tệp vì:",
        "không phải là bản PDF trong gói",
        "không dẫn tới chứng thư gốc",
        "Cách xử lý:",
    ):
        assert shown in page, shown


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04", "ky.docx", "Word"),
        (b"%PDF-1.7 cut", "ky.pdf", "bị cụt"),
        (b"hello", "ky.pdf", "không đúng với phần mở rộng"),
        (b"", "ky.pdf", "Tệp rỗng"),
        (b"0" * (20 * 1024 * 1024 + 1), "ky.pdf", "Tệp lớn hơn 20 MB"),
        (b"%PDF-1.7\n%%EOF\n", "ky.pdf", "Tệp hỏng hoặc không phải PDF"),
    ],
)
def test_what_is_no_signed_pdf_is_told(content: bytes, name: str, words: str, client: FlaskClient) -> None:
    world, document = an_issued()
    printed(document.sha256)
    signed_in(client, world.office)
    client.post(f"/ho-so/{world.dossier_id}/ban-ky-so/goi")
    assert words in refused(client, world, content, name)


def test_before_the_package_was_taken_nothing_can_come_back(client: FlaskClient) -> None:
    world, _document = an_issued()
    signed_in(client, world.office)
    assert "Chưa tải gói ký số lần nào" in refused(client, world, by_both(a_pdf(), at=NEXT))


def test_without_pyhanko_an_upload_says_how_to_install_it(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    world, document = an_issued()
    printed(document.sha256)
    signed_in(client, world.office)
    client.post(f"/ho-so/{world.dossier_id}/ban-ky-so/goi")
    monkeypatch.setitem(sys.modules, "pyhanko", None)  # Python's own way to say that it is not installed
    page = refused(client, world, by_both(a_pdf(), at=NEXT))
    assert ".[sign]" in page
    assert client.get(f"/ho-so/{world.dossier_id}/ban-ky-so").status_code == 200


def test_a_dossier_without_a_decision_of_its_own_has_nothing_to_sign(client: FlaskClient) -> None:
    world = before_decision()
    signed_in(client, world.office)
    answer = client.get(f"/ho-so/{world.dossier_id}/ban-ky-so")
    assert answer.status_code == 404
    assert "chưa có gì để ký số" in answer.text
    assert "Bản ký số" not in client.get(f"/ho-so/{world.dossier_id}").text


@pytest.mark.parametrize("who", ["clerk", "appraiser"])
def test_others_may_look_but_neither_take_nor_keep(who: str, client: FlaskClient) -> None:
    world, document = an_issued()
    account: Account = getattr(world, who)
    signed_in(client, account)
    assert client.get(f"/ho-so/{world.dossier_id}/ban-ky-so").status_code == 200
    assert client.post(f"/ho-so/{world.dossier_id}/ban-ky-so/goi").status_code == 403
    assert client.post(f"/ho-so/{world.dossier_id}/ban-ky-so").status_code == 403
    assert Path(storage.path_of(document.sha256)).exists()
