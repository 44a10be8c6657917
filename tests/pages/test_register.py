"""The register's pages: a file is looked at and entered, a record corrected and revoked, two people told to be one."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dossiers.db import current_session
from dossiers.models import AwardImport, AwardRecord, Unit, UnitSuccession
from tests.factories import a_province, a_record, a_unit, an_account, signed_in
from tests.register_book import a_book, a_row
from workflow.roles import Role


@pytest.fixture
def keeper(client: FlaskClient) -> FlaskClient:
    """The browser of an appraiser of the province, who administers it too."""
    province = a_province()
    a_unit(code="X-PHU-XUYEN", parent_id=province.id)
    return signed_in(client, an_account(Role.APPRAISER, Role.ADMINISTRATOR, unit=province.keeper))


def send(client: FlaskClient, content: bytes, name: str = "sổ 2023.xlsx") -> Any:
    return client.post("/so-khen-thuong/nhap", data={"file": (io.BytesIO(content), name)})


def ticket(page: Any) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    return found[1]


def commune() -> Unit:
    return current_session().query(Unit).filter_by(code="X-PHU-XUYEN").one()


def a_kept_record(name: str = "Nguyễn Văn An", **more: Any) -> AwardRecord:
    return a_record(commune(), name, **{"award": "CSTD_CS", "year": 2024, "birth_year": 1985, **more})


def test_a_file_is_looked_at_then_entered_then_kept_for_download(keeper: FlaskClient) -> None:
    content = a_book(a_row(), a_row(year=2022, decided_on=None))
    page = send(keeper, content)
    assert page.status_code == 200
    assert "Nhập 2 dòng vào sổ" in page.text
    assert current_session().query(AwardRecord).count() == 0
    answer = keeper.post("/so-khen-thuong/nhap/xac-nhan", data={"ticket": ticket(page)}, follow_redirects=True)
    assert "Đã nhập 2 lần khen thưởng từ tệp sổ 2023.xlsx." in answer.text
    (entered,) = current_session().query(AwardImport).all()
    assert keeper.get(f"/so-khen-thuong/nhap/{entered.id}/tep").data == content


def test_the_report_names_every_wrong_cell_and_offers_no_way_to_enter(keeper: FlaskClient) -> None:
    page = send(keeper, a_book(a_row(), a_row(unit="<script>"), a_row(year="x")))
    assert page.status_code == 422
    assert "Dòng 3, ô E3" in page.text
    assert "Không có đơn vị “&lt;script&gt;”" in page.text
    assert "Dòng 4, ô H4" in page.text
    assert "xac-nhan" not in page.text


def test_a_file_entered_before_is_recognised(keeper: FlaskClient) -> None:
    content = a_book(a_row())
    first = send(keeper, content)
    keeper.post("/so-khen-thuong/nhap/xac-nhan", data={"ticket": ticket(first)})
    again = send(keeper, content)
    assert "Tệp này đã được" in again.text
    assert "Mọi dòng của tệp đã có trong sổ." in again.text
    second = keeper.post("/so-khen-thuong/nhap/xac-nhan", data={"ticket": ticket(first)})
    assert second.status_code == 409
    assert current_session().query(AwardRecord).count() == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "so.xlsx", "tệp rỗng"),
        (b"%PDF-1.4 x %%EOF", "so.pdf", "Chỉ nhập được từ tệp Excel"),
        (b"PK\x03\x04 x", "so.xlsx", "hỏng"),
        (b"MZ", "so.exe", "chỉ nhận tệp"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_its_field(
    keeper: FlaskClient, content: bytes, name: str, message: str
) -> None:
    page = send(keeper, content, name)
    assert page.status_code == 422
    assert message in page.text


def test_no_file_is_asked_for_at_the_field(keeper: FlaskClient) -> None:
    page = keeper.post("/so-khen-thuong/nhap", data={})
    assert (page.status_code, "Chọn tệp Excel cần nhập." in page.text) == (422, True)


def test_a_ticket_of_another_person_or_a_forged_one_enters_nothing(keeper: FlaskClient) -> None:
    mine = ticket(send(keeper, a_book(a_row())))
    other = keeper.application.test_client()
    signed_in(other, an_account(Role.APPRAISER, unit=current_session().query(Unit).filter_by(code="SNV").one()))
    for browser, text in ((other, mine), (keeper, "forged"), (keeper, "")):
        answer = browser.post("/so-khen-thuong/nhap/xac-nhan", data={"ticket": text})
        assert answer.status_code == 409
        assert "kiểm tra lại" in answer.text
    assert current_session().query(AwardRecord).count() == 0


def test_the_template_and_the_export_are_excel_files(keeper: FlaskClient) -> None:
    a_kept_record()
    for address, rows in (("/so-khen-thuong/nhap/mau", 1), ("/so-khen-thuong/xuat", 2)):
        answer = keeper.get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
        assert sheet.max_row == rows


def test_a_record_is_corrected_and_shows_what_it_said_before(keeper: FlaskClient) -> None:
    record = a_kept_record()
    address = f"/so-khen-thuong/{record.id}"
    page = keeper.get(f"{address}/dinh-chinh")
    assert 'value="20/01/2025"' in page.text
    fields = {
        "seen": "0",
        "kind": "individual",
        "name": "Nguyễn Văn Ân",
        "birth_year": "1985",
        "unit_id": str(record.unit_id),
        "award_code": "CSTD_CS",
        "ground": "CONG_TRANG",
        "year": "2024",
        "decision_number": record.decision_number,
        "decided_on": "20/01/2025",
        "issued_by": record.issued_by,
        "provenance": "typed",
        "reason": "Đối chiếu bản chính.",
    }
    wrong = keeper.post(f"{address}/dinh-chinh", data=fields | {"decided_on": "20/01/2020", "identity": "12"})
    assert wrong.status_code == 422
    assert "Số định danh phải có 12 chữ số" in wrong.text
    done = keeper.post(f"{address}/dinh-chinh", data=fields, follow_redirects=True)
    assert "Tên: Nguyễn Văn An → Nguyễn Văn Ân" in done.text
    assert "Đối chiếu bản chính." in done.text
    stale = keeper.post(f"{address}/dinh-chinh", data=fields)
    assert stale.status_code == 409


def test_a_revocation_asks_for_its_ground_and_names_what_to_review(keeper: FlaskClient) -> None:
    record = a_kept_record(year=2021)
    a_kept_record(award="CSTD_TINH", year=2023)
    address = f"/so-khen-thuong/{record.id}/huy"
    empty = keeper.post(address, data={"seen": "0", "number": "55/QĐ-UBND"})
    assert empty.status_code == 422
    assert "Chọn căn cứ hủy." in empty.text
    assert 'value="55/QĐ-UBND"' in empty.text
    fields = {"seen": "0", "ground": "a", "number": "55/QĐ-UBND", "revoked_on": "02/03/2026", "reason": "Khai khống."}
    done = keeper.post(address, data=fields, follow_redirects=True)
    assert "Cần xem lại: 1 lần khen thưởng" in done.text
    assert "Chiến sĩ thi đua" in done.text


def test_the_keepers_buttons_are_not_shown_to_readers(keeper: FlaskClient) -> None:
    record = a_kept_record()
    reader = signed_in(keeper.application.test_client(), an_account(Role.CLERK, unit=commune()))
    page = reader.get(f"/so-khen-thuong/{record.id}")
    assert page.status_code == 200
    assert "Đính chính" not in page.text
    assert reader.get(f"/so-khen-thuong/{record.id}/dinh-chinh").status_code == 404
    assert "Đính chính" in keeper.get(f"/so-khen-thuong/{record.id}").text


def test_two_entries_of_one_person_are_confirmed_and_undone(keeper: FlaskClient) -> None:
    department = a_unit("Sở Y tế", "department")
    record = a_kept_record()
    a_record(department, "Nguyễn Văn An", award="LDTT", year=2022, birth_year=1985)
    listed = keeper.get("/so-khen-thuong/trung-nguoi").text
    assert "Xem và xác nhận" in listed
    address = f"/so-khen-thuong/{record.id}/cung-nguoi"
    assert "Sở Y tế" in keeper.get(f"{address}?don-vi={department.id}").text
    unsaid = keeper.post(address, data={"unit_id": department.id, "is_same": "1", "reason": ""})
    assert unsaid.status_code == 422
    done = keeper.post(
        address, data={"unit_id": department.id, "is_same": "1", "reason": "Căn cước."}, follow_redirects=True
    )
    assert "là cùng một người" in done.text
    undo = re.search(r'action="(/so-khen-thuong/trung-nguoi/\d+/bo)"', done.text)
    assert undo
    assert "Đã bỏ xác nhận." in keeper.post(undo[1], follow_redirects=True).text


def test_a_succession_is_recorded_for_a_unit_that_was_not_in_the_list(keeper: FlaskClient) -> None:
    fields = {
        "old_name": "Ủy ban nhân dân xã Yên Lãng",
        "old_code": "X-YEN-LANG",
        "old_kind": "commune",
        "successor_id": commune().id,
        "kind": "merged",
        "succeeded_on": "01/07/2025",
        "instrument": "Nghị quyết số 1683/NQ-UBTVQH15",
        "passes_awards": "y",
    }
    both = keeper.post("/quan-tri/ke-thua/them", data=fields | {"predecessor_id": commune().id})
    assert both.status_code == 422
    assert "chỉ một cách" in both.text
    done = keeper.post("/quan-tri/ke-thua/them", data=fields, follow_redirects=True)
    assert "Ủy ban nhân dân xã Yên Lãng" in done.text
    (made,) = current_session().query(UnitSuccession).all()
    assert (made.succeeded_on, made.passes_awards) == (date(2025, 7, 1), True)
    assert "Yên Lãng" in keeper.get("/quan-tri/ke-thua?q=yen+lang").text
    assert "Yên Lãng" in keeper.get("/quan-tri/don-vi?q=yen+lang").text
    keeper.post(f"/quan-tri/ke-thua/{made.id}/go")
    assert current_session().query(UnitSuccession).count() == 0
