"""The administration of templates, as an administrator meets it."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from datetime import timedelta

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from dossiers import clock
from dossiers.db import current_session
from dossiers.documents import KINDS
from dossiers.documents.package import pack, unpack
from dossiers.documents.render import shipped_template
from dossiers.documents.word import DOCUMENT
from dossiers.models import OfficeTemplate, Unit
from tests.factories import a_province, an_account, signed_in

KIND = "giay_moi_hop"
PLACE = f"/quan-tri/mau-van-ban/{KIND}"


@dataclass
class Office:
    """An administrator's browser, and the province."""

    browser: FlaskClient
    province: Unit

    def get(self, path: str, status: int = 200) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text)

    def post(self, path: str, status: int = 303, **fields: object) -> str:
        answer = self.browser.post(path, data=fields, content_type="multipart/form-data")
        assert answer.status_code == status, answer.text
        return html.unescape(answer.location if status == 303 else answer.text)

    def upload(self, content: bytes, status: int = 303, **more: object) -> str:
        fields = {"unit_id": self.province.id, "note": "Thêm thư điện tử", "file": (io.BytesIO(content), "mau.docx")}
        return self.post(f"{PLACE}/tai-len", status, **(fields | more))


@pytest.fixture
def office(client: FlaskClient) -> Office:
    province = a_province()
    account = an_account("administrator", unit=province, full_name="Nông Hữu Long")
    return Office(signed_in(client, account), province)


def changed(old: str, new: str) -> bytes:
    parts = unpack(shipped_template(KIND))
    text = parts[DOCUMENT].decode()
    assert old in text
    return pack({**parts, DOCUMENT: text.replace(old, new).encode()})


def shown(file: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)


def test_every_kind_leads_to_its_page_with_its_marks(office: Office) -> None:
    listed = re.findall(r'href="(/quan-tri/mau-van-ban/\w+)"', office.get("/quan-tri/mau-van-ban"))
    assert [place.rpartition("/")[2] for place in listed] == list(KINDS)
    for place in listed:
        page = office.get(place)
        assert "{{trich_yeu}}" in page or "{{ten_bang}}" in page or "{{ma_ho_so}}" in page
        assert "phải có" in page
    assert office.get("/quan-tri/mau-van-ban/giay_khai_sinh", 404)


def test_the_shipped_template_is_there_to_start_from_and_to_look_at(office: Office) -> None:
    answer = office.browser.get(f"{PLACE}/mau-goc")
    assert answer.data == shipped_template(KIND)
    assert "mau-giay_moi_hop.docx" in answer.headers["Content-Disposition"]
    samples = re.findall(rf'href="({PLACE}/xem-thu/[\w-]+)"', office.get(PLACE))
    assert len(samples) == 3
    for place in samples:
        assert "GIẤY MỜI" in shown(office.browser.get(place).data)
    assert office.get(f"{PLACE}/xem-thu/khong-co", 404)


def test_from_upload_to_the_first_day_and_to_the_last(office: Office) -> None:
    place = office.upload(changed("GIẤY MỜI", "GIẤY MỜI HỌP"))
    page = office.get(place)
    assert "Mẫu đã qua kiểm tra" in page
    assert "Chưa áp dụng" in page
    assert "Nông Hữu Long" in page
    assert "GIẤY MỜI HỌP" in shown(office.browser.get(f"{place}/xem-thu/nhieu-muc").data)
    assert "GIẤY MỜI HỌP" in shown(office.browser.get(f"{place}/tep").data)

    tomorrow = clock.today() + timedelta(days=1)
    office.get(f"{place}/ap-dung")
    office.post(f"{place}/ap-dung", from_on=f"{tomorrow:%d/%m/%Y}", reason="Thống nhất mẫu", covers_below="y")
    page = office.get(place)
    assert f"từ {tomorrow:%d/%m/%Y}" in page
    assert "Thống nhất mẫu" in page
    assert "các đơn vị trực thuộc chưa có mẫu riêng" in page
    assert "Sẽ áp dụng" in office.get(PLACE)

    second = office.upload(changed("GIẤY MỜI", "THƯ MỜI"))
    office.post(f"{second}/ap-dung", from_on=f"{clock.today():%d/%m/%Y}", reason="Dùng ngay")
    page = office.get(second)
    assert "Đang áp dụng" in page
    assert f"đến hết {clock.today():%d/%m/%Y}" in page, "the first one takes its place tomorrow"
    assert f"Từ ngày {tomorrow:%d/%m/%Y} bản này được thay bằng" in page

    office.post(f"{second}/thoi-ap-dung", until_on=f"{clock.today():%d/%m/%Y}", reason="Không dùng nữa")
    assert "Không dùng nữa" in office.get(second)
    yesterday = clock.today() - timedelta(days=1)
    office.post(f"{place}/thoi-ap-dung", until_on=f"{yesterday:%d/%m/%Y}", reason="Nhầm")
    assert "Đã rút lại" in office.get(place)
    journal = office.get("/nhat-ky?action=template")
    for words in ("Tải lên mẫu văn bản riêng", "Cho áp dụng mẫu văn bản riêng", "Thôi áp dụng mẫu văn bản riêng"):
        assert words in journal


def test_a_faulty_template_shows_every_fault_with_its_place_and_what_was_typed_stays(office: Office) -> None:
    content = changed("{{gio_hop}}", "{{gio_hopp}}")
    page = office.upload(content, 422, note="Sửa giờ họp")
    assert "Mẫu có 2 điểm cần sửa" in page
    assert "Loại văn bản này không có mốc {{gio_hopp}}. Có phải {{gio_hop}}?" in page
    assert "Thiếu mốc bắt buộc {{gio_hop}}" in page
    assert re.search(r"Thân văn bản, đoạn \d+ \(“[^”]*\{\{gio_hopp\}\}", page)
    assert 'value="Sửa giờ họp"' in page
    assert current_session().scalars(select(OfficeTemplate)).all() == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"unit_id": ""}, "Chọn đơn vị dùng mẫu này."),
        ({"unit_id": "999999"}, "Chọn một giá trị trong danh sách."),
        ({"note": "  "}, "Ghi mẫu này khác mẫu đang dùng ở điểm nào."),
        ({"note": "x" * 301}, "Tối đa 300 ký tự."),
        ({"file": ""}, "Chọn tệp mẫu cần tải lên."),
    ],
)
def test_what_an_upload_lacks_is_told_at_the_field(office: Office, wrong: dict[str, object], message: str) -> None:
    assert message in office.upload(shipped_template(KIND), 422, **wrong)


@pytest.mark.parametrize(
    ("act", "wrong", "message"),
    [
        ("ap-dung", {"from_on": "31/02/2026"}, "Ghi ngày theo dạng"),
        ("ap-dung", {"from_on": "01/01/2026"}, "Chọn hôm nay hoặc một ngày sau đó"),
        ("ap-dung", {"reason": " "}, "Ghi lý do áp dụng."),
        ("thoi-ap-dung", {"until_on": "01/01/2026"}, "Chọn hôm qua"),
        ("thoi-ap-dung", {"reason": ""}, "Ghi lý do thôi áp dụng."),
    ],
)
def test_a_day_or_reason_that_can_not_be_is_told_at_the_field(
    office: Office, act: str, wrong: dict[str, str], message: str
) -> None:
    place, today = office.upload(shipped_template(KIND)), f"{clock.today():%d/%m/%Y}"
    if act == "thoi-ap-dung":
        office.post(f"{place}/ap-dung", from_on=today, reason="Dùng ngay")
    fields = {"from_on": today, "until_on": today, "reason": "Có lý do"} | wrong
    assert message in office.post(f"{place}/{act}", 422, **fields)
