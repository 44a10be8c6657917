from __future__ import annotations

import io
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import Decision, Objection
from dossiers.web import patience
from tests import uploading
from tests.decision_world import OVER, World, a_world, answer, close, issue, object_to, post, propose, sign, vietnam

DURING = vietnam(2026, 11, 30)
TYPED = {
    "about_name": "",
    "statement": "Thành tích nêu trong báo cáo chưa đúng.",
    "sender_name": "Lê Thị Phản Ánh",
    "sender_contact": "0912 345 678",
}


def posted(*names: str) -> World:
    world = a_world(*names)
    post(world)
    return world


def issued(*names: str) -> World:
    world = posted(*names)
    close(world)
    for step in (propose, sign, issue):
        step(world)
    return world


def objection_form(world: World, name: str = "Nguyễn Văn An", **more: object) -> dict[str, object]:
    return TYPED | {"nomination": str(world.line(name).id)} | more


def send(client: FlaskClient, world: World, **more: object):  # type: ignore[no-untyped-def]
    with time_machine.travel(DURING):
        more = {"shown_at": patience.stamp(DURING - timedelta(minutes=3))} | more
        return uploading.post(client, f"/cong-khai/{world.notice.id}/phan-anh", objection_form(world, **more))


def test_a_stranger_sees_what_this_is_and_where_to_go(client: FlaskClient) -> None:
    page = client.get("/", follow_redirects=True)
    assert page.status_code == 200
    for url in ("/cong-khai", "/quyet-dinh", "/phan-anh", "/dang-nhap"):
        assert f'href="{url}"' in page.text, url


def test_open_and_ended_notices_stand_apart_and_are_searched_without_marks(client: FlaskClient) -> None:
    posted("Đặng Thị Bưởi")
    with time_machine.travel(DURING):
        page = client.get("/cong-khai").text
        assert page.index("Đang lấy ý kiến</strong>") < page.index("Đã công khai</h2>")
        assert "1 đề nghị" in client.get("/cong-khai?q=dang thi buoi").text
        assert "1 đề nghị" in client.get("/cong-khai?q=phu xuyen").text
        assert "1 đề nghị" not in client.get("/cong-khai?q=nguyen").text
    with time_machine.travel(OVER):
        assert "Đã hết hạn</strong>" in client.get("/cong-khai").text


def test_a_notice_shows_name_unit_award_and_achievement_and_nothing_else(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    line = world.line("Nguyễn Văn An")
    line.birth_year, line.workplace, line.post = 1985, "Số 7 ngõ Đê", "Điều dưỡng trưởng"
    line.report = {"home_town": "Định Hóa", "residence": "Tổ 4 phường Tích Lương"}
    line.evidence = {"discipline": [{"measure": "khien_trach"}]}
    current_session().commit()
    object_to(world, "Nguyễn Văn An", DURING)
    with time_machine.travel(DURING):
        page = client.get(f"/cong-khai/{world.notice.id}").text
    for shown in ("Ông Nguyễn Văn An", "Ủy ban nhân dân xã Phú Xuyên", "Bằng khen", "Hoàn thành xuất sắc nhiệm vụ"):
        assert shown in page
    for hidden in ("1985", "Số 7 ngõ Đê", "Định Hóa", "Tích Lương", "khien_trach", "xác minh", "Phản Ánh", "0912",
                   "chưa đúng thực tế", "Tạm dừng", "Điều dưỡng trưởng"):  # fmt: skip
        assert hidden not in page, hidden


def test_an_objection_gets_a_receipt_whose_page_tells_what_became_of_it(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An", "Trần Thị Bình")
    sent = send(client, world)
    assert sent.status_code == 303
    code = sent.headers["Location"].rpartition("/")[2]
    assert re.fullmatch(r"PA(-[2-9A-Z]{4}){3}", code)
    page = client.get(f"/phan-anh/{code.lower()}").text
    assert "07/12/2026" in page
    for hidden in ("Lê Thị Phản Ánh", "0912", "báo cáo chưa đúng", "Nguyễn Văn An"):
        assert hidden not in page
    answer(world, current_session().query(Objection).one(), OVER, is_upheld=False)
    page = client.get(f"/phan-anh?ma={code}", follow_redirects=True).text
    assert "Đã kiểm tra hồ sơ gốc" in page
    assert "không có cơ sở" in page


def test_bad_input_is_told_at_the_field_and_what_was_typed_stays(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    answer = send(client, world, sender_name="", statement="Đoạn văn đã gõ dài.")
    assert answer.status_code == 422
    assert "Ghi họ và tên của bạn." in answer.text
    assert "Đoạn văn đã gõ dài." in answer.text
    assert "Lỗi:" in answer.text
    assert current_session().query(Objection).count() == 0


@pytest.mark.parametrize("wrong", ["999999", "abc", "", "-1", "9" * 30])
def test_a_name_that_is_not_offered_is_refused_in_vietnamese(client: FlaskClient, wrong: str) -> None:
    world = posted("Nguyễn Văn An")
    answer = send(client, world, nomination=wrong)
    assert answer.status_code == 422
    assert "Chọn một trong các mục trên." in answer.text


def test_another_name_has_to_be_written(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    assert "Ghi tên mà bạn phản ánh." in send(client, world, nomination="khac").text
    assert send(client, world, nomination="khac", about_name="Phạm Văn Vắng").status_code == 303
    assert current_session().query(Objection).one().about == "Phạm Văn Vắng"


def test_what_only_a_machine_fills_in_is_refused_but_not_swallowed(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    answer = send(client, world, website="http://spam.example")
    assert answer.status_code == 422
    assert "Thành tích nêu trong báo cáo chưa đúng." in answer.text


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("don.exe", b"MZ", "Chỉ nhận tệp PDF, DOCX, PNG hoặc JPEG."),
        ("don.xlsx", b"PK\x03\x04", "Chỉ nhận tệp PDF, DOCX, PNG hoặc JPEG."),
        ("don.pdf", b"not a pdf", "không đúng với phần mở rộng"),
        ("don.pdf", b"", "tệp rỗng"),
        ("don.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), "lớn hơn 10 MB"),
    ],
)
def test_a_file_that_may_not_be_stored_is_refused_with_its_reason(
    client: FlaskClient, name: str, content: bytes, complaint: str
) -> None:
    answer = send(client, posted("Nguyễn Văn An"), evidence=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert complaint in answer.text


def test_a_good_file_is_kept(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    assert send(client, world, evidence=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "đơn.pdf")).status_code == 303
    assert current_session().query(Objection).one().filename == "đơn.pdf"


def test_the_sixth_objection_of_an_hour_is_refused_politely(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    for _ in range(5):
        assert send(client, world).status_code == 303
    answer = send(client, world)
    assert answer.status_code == 422
    assert "Gửi lại từ 10:01 ngày 30/11/2026" in answer.text
    assert "bằng văn bản đến Sở Nội vụ" in answer.text
    assert "báo cáo chưa đúng" in answer.text


@pytest.mark.parametrize("age", [timedelta(seconds=1), timedelta(days=2), timedelta(seconds=-5)])
def test_a_form_that_comes_back_at_once_or_from_long_ago_is_shown_again(client: FlaskClient, age: timedelta) -> None:
    world = posted("Nguyễn Văn An")
    answer = send(client, world, shown_at=patience.stamp(DURING - age))
    assert answer.status_code == 422
    assert "Xem lại nội dung" in answer.text
    assert "Thành tích nêu trong báo cáo chưa đúng." in answer.text
    for forged in ("", "1795000000000", "x.y", "9" * 400 + ".abc"):
        assert send(client, world, shown_at=forged).status_code == 422
    assert current_session().query(Objection).count() == 0


def test_a_late_sender_is_told_before_sending(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    with time_machine.travel(OVER):
        assert "không tự làm dừng" in client.get(f"/cong-khai/{world.notice.id}/phan-anh").text


def test_the_feed_is_atom_and_names_nobody(client: FlaskClient) -> None:
    world = posted("Nguyễn <b>Văn</b> An")
    answer = client.get("/cong-khai/atom.xml")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)  # noqa: S314 our own output
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}id", "").rpartition("/")[2] for entry in entries] == [str(world.notice.id)]
    assert "Nguyễn" not in answer.text


def test_an_empty_feed_is_still_a_feed(client: FlaskClient) -> None:
    assert ElementTree.fromstring(client.get("/cong-khai/atom.xml").data) is not None  # noqa: S314


def test_a_decision_is_looked_up_and_verified_without_signing_in(client: FlaskClient) -> None:
    issued("Nguyễn Văn An", "Đặng Thị Bưởi")
    found = client.get("/quyet-dinh?q=dang+thi+buoi").text
    link = re.search(r'href="(/quyet-dinh/[2-9A-Z]{8})"', found)
    assert link
    page = client.get(link[1]).text
    for shown in ("01/QĐ-UBND", "03/12/2026", "Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên", "Ông Nguyễn Văn An",
                  "Ông Đặng Thị Bưởi", "Bằng khen của Chủ tịch"):  # fmt: skip
        assert shown in page
    for hidden in ("1985", "Phú Xuyên", "Chuyên viên", "Hoàn thành xuất sắc", "đồng ý", "TN-2611"):
        assert hidden not in page, hidden


def test_a_draft_is_not_to_be_found(client: FlaskClient) -> None:
    world = posted("Nguyễn Văn An")
    close(world)
    propose(world)
    code = current_session().query(Decision).one().verification_code
    assert client.get(f"/quyet-dinh/{code}").status_code == 404
    assert code not in client.get("/quyet-dinh").text


@pytest.mark.parametrize(
    "url", ["/cong-khai/999", "/cong-khai/999/phan-anh", "/phan-anh/PA-2222-2222-2222", "/quyet-dinh/22222222"]
)
def test_what_does_not_exist_is_said_so(client: FlaskClient, url: str) -> None:
    assert client.get(url).status_code == 404


def test_an_id_that_no_table_can_hold_leads_nowhere(client: FlaskClient) -> None:
    for number in ("2147483648", "9" * 30):
        assert client.get(f"/cong-khai/{number}").status_code == 404
        assert client.get(f"/ho-so/{number}").status_code == 404


@pytest.mark.parametrize(
    "query", ["truoc=abc", "truoc=-1", "truoc=99999999999999999999", "q=%25_%27%22%00", "q=" + "a" * 5000]
)
@pytest.mark.parametrize("page", ["/cong-khai", "/quyet-dinh", "/phan-anh"])
def test_odd_addresses_never_break_a_public_page(client: FlaskClient, page: str, query: str) -> None:
    assert client.get(f"{page}?{query}").status_code == 200
