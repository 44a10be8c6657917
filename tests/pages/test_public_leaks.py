"""What nobody outside may learn from any public page, feed, address or header."""

from __future__ import annotations

import html
import io
import re

import docx
import pytest
import time_machine
from docx.text.paragraph import Paragraph
from flask.testing import FlaskClient

from dossiers.appraisal import name_service
from dossiers.db import current_session
from dossiers.models import Document, NameCheck, Objection
from tests.decision_world import OVER, World, a_world, answer, close, object_to, post, vietnam
from tests.factories import as_actor, signed_in

DURING = vietnam(2026, 11, 30)
AN = "Nguyễn Văn An"
# What the dossier holds of the nominee, and what the objector said of themselves.
PRIVATE = ("1985", "Số 7 ngõ Đê", "Điều dưỡng trưởng", "Định Hóa quê", "Tích Lương", "khien_trach", "0912", "Phản Ánh",
           "chưa đúng thực tế", "Đang thanh tra", "TN-2611", "canbo")  # fmt: skip


def a_full_world() -> tuple[World, Objection]:
    world = a_world(AN, "Trần Thị Bình")
    for line in (world.line(AN), world.line("Trần Thị Bình")):
        line.birth_year, line.workplace, line.post = 1985, "Số 7 ngõ Đê", "Điều dưỡng trưởng"
        line.report = {"home_town": "Định Hóa quê", "residence": "Tổ 4 phường Tích Lương"}
        line.evidence = {"discipline": [{"measure": "khien_trach"}]}
        current_session().commit()
    post(world)
    objection = object_to(world, AN, DURING)
    world.line("Trần Thị Bình").hold_reason = "Đang thanh tra"
    current_session().commit()
    return world, objection


def public_pages(world: World) -> list[str]:
    number = world.notice.id
    searches = [
        "/cong-khai?q=nguyen+van+an",
        "/cong-khai?nam=2026",
        "/cong-khai?don_vi=1",
        "/cong-khai?hinh_thuc=BK_TINH",
    ]
    return ["/gioi-thieu", "/cong-khai", *searches, "/cong-khai/atom.xml", f"/cong-khai/{number}",
            f"/cong-khai/{number}/phan-anh", "/phan-anh", "/quyet-dinh", "/kiem-tra", "/xac-nhan-ten"]  # fmt: skip


def test_the_word_file_of_a_notice_holds_what_its_page_shows_and_is_kept_nowhere(client: FlaskClient) -> None:
    world, objection = a_full_world()
    page = f"/cong-khai/{world.notice.id}"
    kept = current_session().query(Document).count()
    with time_machine.travel(DURING):
        shown = html.unescape(client.get(page).text)
        file = client.get(f"{page}/tai-ve")
        assert client.get(f"{page}/tai-ve").data == file.data
    assert f'href="{page}/tai-ve"' in shown
    assert "thong-bao-cong-khai" in file.headers["Content-Disposition"]
    told = "\n".join(
        paragraph.text
        for cell in docx.Document(io.BytesIO(file.data)).element.body.iter()
        if cell.tag.endswith("}p")
        for paragraph in [Paragraph(cell, None)]  # type: ignore[arg-type]
    )
    for words in (AN, "Trần Thị Bình", "Ủy ban nhân dân xã Phú Xuyên", "Hoàn thành xuất sắc nhiệm vụ", page):
        assert words in told, words
    assert "Bản để đọc và in" in told
    assert world.notice.dossier.decider_unit.keeper.head_name not in told
    assert [each for each in (*PRIVATE, objection.receipt_code) if each in told] == []
    assert current_session().query(Document).count() == kept


@pytest.mark.parametrize("at", [DURING, OVER])
def test_no_public_page_tells_of_the_nominee_more_than_is_put_before_the_public(
    client: FlaskClient, at: object
) -> None:
    world, objection = a_full_world()
    with time_machine.travel(at):  # type: ignore[arg-type]
        for address in public_pages(world):
            answered = client.get(address)
            assert answered.status_code == 200, address
            told = answered.text + str(answered.headers)
            assert [each for each in (*PRIVATE, objection.receipt_code) if each in told] == [], address


def test_that_somebody_objected_is_to_be_seen_nowhere_in_public(client: FlaskClient) -> None:
    world, objection = a_full_world()
    with time_machine.travel(DURING):
        before = client.get(f"/cong-khai/{world.notice.id}").text
    answer(world, objection, OVER, is_upheld=True)
    with time_machine.travel(DURING):
        after = client.get(f"/cong-khai/{world.notice.id}").text
    token = re.compile(r'name="csrf_token"[^>]*>')
    assert token.sub("", before) == token.sub("", after)


def test_the_status_page_tells_the_holder_of_the_code_nothing_of_persons(client: FlaskClient) -> None:
    world, objection = a_full_world()
    answer(world, objection, OVER, is_upheld=False)
    told = client.get(f"/phan-anh/{objection.receipt_code}").text
    assert "Đã kiểm tra hồ sơ gốc" in told
    assert [each for each in (*PRIVATE, AN, world.appraiser.full_name) if each in told] == []


def test_wrong_receipt_codes_are_slowed_down(client: FlaskClient) -> None:
    _world, objection = a_full_world()
    with time_machine.travel(DURING, tick=False):
        statuses = {client.get(f"/phan-anh/PA-2222-2222-{number:04d}").status_code for number in range(61)}
        assert statuses == {404, 429}
    with time_machine.travel(OVER):
        assert client.get(f"/phan-anh/{objection.receipt_code}").status_code == 200


def test_the_page_of_a_link_shows_the_name_and_nothing_else(client: FlaskClient) -> None:
    world, _objection = a_full_world()
    line = world.line(AN)
    token = name_service.ask(actor=as_actor(world.clerk), dossier_id=line.dossier_id, nomination_id=line.id, at=DURING)
    with time_machine.travel(DURING):
        page = client.get(f"/xac-nhan-ten/{token}").text
        assert "Ông Nguyễn Văn An" in page
        assert [each for each in (*PRIVATE, "Phú Xuyên", "Bằng khen", "Trần Thị Bình") if each in page] == []
        wrong = client.post(f"/xac-nhan-ten/{token}", data={"verdict": "wrong", "proposed": ""})
        assert wrong.status_code == 422
        assert "Ghi tên đúng như cần in." in wrong.text
        sent = client.post(f"/xac-nhan-ten/{token}", data={"verdict": "wrong", "proposed": "Nguyễn Văn Ân"})
        assert (sent.status_code, sent.location) == (303, "/xac-nhan-ten")
        spent = client.get(f"/xac-nhan-ten/{token}")
        assert spent.status_code == 409
        assert "Nguyễn Văn" not in spent.text


def test_a_name_corrected_after_the_notice_was_posted_shows_both_spellings(client: FlaskClient) -> None:
    world, _objection = a_full_world()
    line = world.line(AN)
    token = name_service.ask(actor=as_actor(world.clerk), dossier_id=line.dossier_id, nomination_id=line.id, at=DURING)
    name_service.answer(token=token, proposed="Nguyễn Văn Ân", at=DURING)
    with time_machine.travel(DURING):
        assert "Đính chính" not in client.get(f"/cong-khai/{world.notice.id}").text
        signed_in(client, world.appraiser)
        page = client.get(f"/ho-so/{line.dossier_id}/de-nghi/{line.id}/xac-nhan-ten").text
        assert "Tên này đã công khai" in page
        check = current_session().query(NameCheck).one()
        address = f"/ho-so/{line.dossier_id}/de-nghi/{line.id}/xac-nhan-ten/{check.id}"
        assert client.post(address, data={"verdict": "accept", "reason": ""}).status_code == 422
        assert client.post(address, data={"verdict": "accept", "reason": "Đã đối chiếu hồ sơ"}).status_code == 303
        shown = client.get(f"/cong-khai/{world.notice.id}").text
    assert "Ông Nguyễn Văn Ân" in shown
    assert "Đính chính ngày 30/11/2026; trước ghi: Nguyễn Văn An" in shown


def test_the_objectors_words_reach_the_appraisers_alone(client: FlaskClient) -> None:
    world, objection = a_full_world()
    answer(world, objection, OVER, is_upheld=False)
    world.line("Trần Thị Bình").hold_reason = ""
    current_session().commit()
    close(world)
    with time_machine.travel(OVER):
        signed_in(client, world.clerk)
        page = client.get(f"/ho-so/{world.dossier_id}").text
        assert "Báo cáo kết quả công khai" not in page
        assert objection.receipt_code not in page
        signed_in(client, world.appraiser)
        page = client.get(f"/ho-so/{world.dossier_id}").text
        assert "Báo cáo kết quả công khai" in page
        assert objection.receipt_code in page
