"""What anybody may check of a decision without signing in, and what stays private."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import current_app
from flask.testing import FlaskClient
from lxml import html

from dossiers import storage
from dossiers.authenticity import queries, service
from dossiers.db import current_session
from dossiers.decision.queries import find_drafted
from dossiers.models import AwardRecord, Document, SignedCopy
from dossiers.public import guesses
from dossiers.uploads import Upload
from tests import uploading
from tests.decision_world import OVER, World, before_decision, issue, propose, sign
from tests.factories import as_actor
from tests.signing_office import an_authority, by_both, printed, trust

NEXT = OVER + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NEXT, tick=False):
        yield


def an_issued() -> tuple[World, str]:
    """A world with an issued decision, and its code."""
    world = before_decision("Nguyễn Văn An", "Trần Thị Bình")
    for step in (propose, sign, issue):
        step(world)
    return world, queries.find_signing(world.dossier).decision.verification_code


def a_signed_copy(world: World) -> SignedCopy:
    document = queries.find_signing(world.dossier).document
    pdf = printed(document.sha256)
    service.hand_out(actor=as_actor(world.office), dossier_id=world.dossier_id, at=NEXT)
    upload = Upload("ky.pdf", "application/pdf", by_both(pdf, at=NEXT))
    return service.keep_signed_copy(actor=as_actor(world.office), dossier_id=world.dossier_id, upload=upload, at=NEXT)


def words_of(page: str) -> str:
    """What a page says, without its form, head and foot."""
    (main,) = html.document_fromstring(page).xpath("//main")
    for form in main.xpath(".//section[@aria-labelledby='kiem-tra-tep']"):
        form.getparent().remove(form)
    return " ".join(main.text_content().split())


def test_a_decision_says_its_five_facts_and_nothing_else(client: FlaskClient) -> None:
    _world, code = an_issued()
    assert words_of(client.get(f"/quyet-dinh/{code}").text) == (
        f"Mã kiểm tra {code} Quyết định số 01/QĐ-UBND "
        "Quyết định này có trong hệ thống. Đối chiếu các thông tin dưới đây với văn bản bạn đang cầm. "
        "Số 01/QĐ-UBND Ngày 03/12/2026 "
        "Người, cơ quan ban hành Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên "
        "Hình thức khen thưởng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh "
        "Được khen thưởng (2) Ông Nguyễn Văn An Ông Trần Thị Bình"
    )


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{2} \u200b"])
def test_a_code_is_found_however_it_is_typed_from_paper(typed: str, client: FlaskClient) -> None:
    _world, code = an_issued()
    typed = typed.format(code, code.lower(), f"{code[:4]}-{code[4:]}")
    answer = client.get("/kiem-tra", query_string={"ma": typed})
    assert answer.location == f"/quyet-dinh/{code}"
    assert client.get(f"/quyet-dinh/{code.lower()}").status_code == 200


@pytest.mark.parametrize("typed", ["", "   ", "---"])
def test_nothing_typed_leads_back_to_the_form(typed: str, client: FlaskClient) -> None:
    answer = client.get("/kiem-tra", query_string={"ma": typed})
    assert answer.status_code == 200
    assert "Mã kiểm tra" in answer.text


def test_awards_that_were_revoked_since_are_named(client: FlaskClient) -> None:
    world, code = an_issued()
    record = current_session().query(AwardRecord).filter_by(name="Trần Thị Bình").one()
    record.is_revoked, record.revocation_ground = True, "a"
    current_session().commit()
    page = client.get(f"/quyet-dinh/{code}").text
    assert "đã bị thu hồi đối với: Trần Thị Bình." in page
    assert "Gian dối" not in page
    assert world.dossier_id


@pytest.mark.parametrize(("anchored", "words"), [(True, "gốc mà cơ quan tin cậy"), (False, "chứng thư chưa kiểm được")])
def test_a_signed_copy_is_spoken_of_only_in_true_words(anchored: bool, words: str, client: FlaskClient) -> None:
    world, code = an_issued()
    assert "bản ký số" not in client.get(f"/quyet-dinh/{code}").text
    if anchored:
        trust(current_app.config["SETTINGS"].trust_anchors, an_authority())
    copy = a_signed_copy(world)
    page = client.get(f"/quyet-dinh/{code}").text
    assert f"Có bản ký số còn nguyên vẹn; {'chứng thư dẫn tới chứng thư ' if anchored else ''}{words}" in page
    copy.verdict = "failed"
    current_session().commit()
    assert "bản ký số" not in client.get(f"/quyet-dinh/{code}").text


def check(client: FlaskClient, code: str, content: bytes | None, address: str = "10.0.0.1") -> tuple[int, str]:
    data = {} if content is None else {"file": (io.BytesIO(content), "tep.docx")}
    answer = uploading.post(client, f"/quyet-dinh/{code}/kiem-tra-tep", data, sender=address)
    return answer.status_code, answer.text


def test_anybody_may_check_a_file_against_the_decision(client: FlaskClient) -> None:
    world, code = an_issued()
    a_signed_copy(world)
    papers = {(each.kind, each.step): each for each in current_session().query(Document)}
    decision = storage.get(papers["quyet_dinh", "issue"].sha256)
    status, page = check(client, code, decision)
    assert status == 200
    assert "Khớp" in page
    for content in (storage.get(papers["to_trinh_quyet_dinh", "propose_decision"].sha256), decision + b" "):
        status, page = check(client, code, content)
        assert status == 200
        assert "Đã khác" in page
        assert "Khớp" not in page
    for hidden in (world.office.full_name, world.appraiser.full_name, papers["quyet_dinh", "issue"].sha256):
        assert hidden not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "Chọn một tệp."), (b"", "Tệp rỗng."), (b"0" * (20 * 1024 * 1024 + 1), "Tệp lớn hơn 20 MB.")],
)
def test_a_file_that_is_none_is_told(content: bytes | None, words: str, client: FlaskClient) -> None:
    _world, code = an_issued()
    status, page = check(client, code, content)
    assert status == 422
    assert words in page


def test_the_thirty_first_file_of_an_hour_is_refused_politely(client: FlaskClient) -> None:
    _world, code = an_issued()
    for _ in range(service.CHECKS_AN_HOUR):
        assert check(client, code, b"khac")[0] == 200
    status, page = check(client, code, b"khac")
    assert status == 422
    assert "Chờ một giờ" in page
    assert check(client, code, b"khac", address="10.0.0.2")[0] == 200


def test_an_approved_draft_cannot_be_checked_by_anybody(client: FlaskClient) -> None:
    world = before_decision()
    propose(world)
    sign(world)
    assert check(client, find_drafted(world.dossier).verification_code, b"x")[0] == 404


def test_whoever_only_guesses_codes_is_slowed_down(client: FlaskClient) -> None:
    _world, code = an_issued()

    def look(what: str, address: str = "10.0.0.1") -> int:
        return client.get(f"/quyet-dinh/{what}", environ_base={"REMOTE_ADDR": address}).status_code

    for _ in range(100):
        assert look(code) == 200  # right codes never count
    for number in range(guesses.WRONG_CODES):
        assert look(f"KHONGCO{number}") == 404
    assert look("KHONGCO") == 429
    assert look(code) == 429
    assert check(client, code, b"x")[0] == 429
    assert look(code, address="10.0.0.2") == 200
    with time_machine.travel(NEXT + guesses.WINDOW + timedelta(seconds=1)):
        assert look(code) == 200
