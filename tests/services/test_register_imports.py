"""A register from Excel: every fault named by its cell, then all of it or nothing, and never twice."""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from dossiers import journal, storage
from dossiers.db import current_session
from dossiers.models import Account, AwardImport, AwardRecord, Unit
from dossiers.register import export, import_service, record_service
from dossiers.register.import_service import Report
from tests.factories import NOW, a_province, a_unit, an_account, as_actor
from tests.register_book import GOOD, HEADINGS, a_book, a_row, saved_book
from workflow.errors import Invalid, NotAllowed, Refused
from workflow.permissions import Actor


@dataclass
class Office:
    province: Unit
    unit: Unit
    keeper: Account

    @property
    def actor(self) -> Actor:
        return as_actor(self.keeper)


@pytest.fixture
def office(app: Flask) -> Office:
    province = a_province()
    unit = a_unit(code="X-PHU-XUYEN", parent_id=province.id)
    return Office(province, unit, an_account("appraiser", unit=province.keeper))


def check(content: bytes) -> Report:
    return import_service.check(content, hashlib.sha256(content).hexdigest(), NOW)


def enter(office: Office, content: bytes) -> AwardImport:
    sha256 = storage.put(content)
    return import_service.enter(actor=office.actor, sha256=sha256, filename="so.xlsx", at=NOW)


def faults(*rows: list[Any]) -> list[str]:
    return [str(fault) for fault in check(a_book(*rows)).faults]


def records() -> list[AwardRecord]:
    return current_session().query(AwardRecord).order_by(AwardRecord.id).all()


def test_a_good_row_becomes_a_record_with_its_source(office: Office) -> None:
    entered = enter(office, a_book(a_row()))
    (record,) = records()
    assert (record.name, record.birth_year, record.unit_id, record.award_code) == (
        "Nguyễn Văn An",
        1985,
        office.unit.id,
        "LDTT",
    )
    assert (record.decided_on, record.provenance, record.import_id) == (date(2024, 1, 15), "decision", entered.id)


def test_looking_at_a_file_enters_nothing(office: Office) -> None:
    assert check(a_book(a_row())).is_ready
    assert records() == []


def test_one_journal_entry_tells_how_many_rows_and_of_which_file(office: Office) -> None:
    content = a_book(a_row(), a_row(year=2022, decided_on=date(2023, 1, 9)))
    enter(office, content)
    (entry,) = [each for each in journal.stored() if each["action"] == "register.imported"]
    assert entry["details"] == {"added": 2, "known": 0, "sha256": hashlib.sha256(content).hexdigest()}
    assert storage.get(entry["details"]["sha256"]) == content


def test_nothing_is_entered_while_one_cell_is_wrong(office: Office) -> None:
    content = a_book(a_row(), a_row(name="Trần Thị Bình", year="hai ngàn"))
    with pytest.raises(Refused, match="1 lỗi"):
        enter(office, content)
    assert records() == []
    assert current_session().query(AwardImport).count() == 0


def test_only_the_keeper_of_the_register_enters_a_file(office: Office) -> None:
    sha256 = storage.put(a_book(a_row()))
    for stranger in (an_account("clerk", unit=office.unit), an_account("appraiser", unit=office.unit)):
        with pytest.raises(NotAllowed):
            import_service.enter(actor=as_actor(stranger), sha256=sha256, filename="so.xlsx", at=NOW)


def test_every_one_of_forty_wrong_cells_among_ten_thousand_rows_is_named(office: Office) -> None:
    rows = [a_row(name=f"Nguyễn Văn {number}") for number in range(10_000)]
    wrong = [number * 250 for number in range(40)]
    for number in wrong:
        rows[number][HEADINGS.index("Đơn vị")] = "UBND xã Không Có"
    report = check(a_book(*rows))
    assert [fault.cell for fault in report.faults] == [f"E{number + 2}" for number in wrong]
    assert str(report.faults[1]).startswith("Dòng 252, ô E252: không có đơn vị “UBND xã Không Có”.")
    assert not report.is_ready


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"kind": "người"}, "ô A2: không có đối tượng “người”. Ghi một trong: Cá nhân, Tập thể, Hộ gia đình."),
        ({"name": None}, "ô B2: chưa ghi tên."),
        ({"birth_year": 85}, "ô C2: “85” không phải năm. Ghi bốn chữ số, ví dụ 2023."),
        ({"birth_year": 2025}, "ô C2: năm 2025 không hợp lý, chỉ nhận từ 1900 đến 2016."),
        ({"identity": 1085000123}, "ô D2: số định danh phải có 12 chữ số"),
        ({"unit": None}, "ô E2: chưa ghi đơn vị."),
        ({"unit": "Ủy ban nhân dân xã Phú Xuyn"}, "Có phải “Ủy ban nhân dân xã Phú Xuyên”?"),
        ({"award": "Bằng khen của tôi"}, "ô F2: không có danh hiệu, hình thức “Bằng khen của tôi”."),
        ({"award": "TTLDXS"}, "ô F2: Tập thể lao động xuất sắc chỉ tặng cho tập thể."),
        ({"ground": "Thường xuyên"}, "ô G2: không có loại hình khen thưởng “Thường xuyên”."),
        ({"award": "BK_TINH", "ground": None}, "ô G2: chưa ghi loại hình khen thưởng."),
        ({"year": 2027}, "ô H2: năm 2027 không hợp lý, chỉ nhận từ 1945 đến 2026."),
        ({"year": 2022.5}, "ô H2: “2022.5” không phải năm."),
        ({"decision_number": datetime(2024, 5, 10)}, "ô I2: Excel đã đổi nội dung thành ngày."),
        ({"decision_number": None}, "ô I2: chưa ghi số quyết định"),
        ({"decision_number": "9" * 61}, "ô I2: dài 61 ký tự, tối đa 60."),
        ({"decided_on": "31/02/2024"}, "ô J2: “31/02/2024” không phải ngày."),
        ({"decided_on": 45306}, "ô J2: “45306” không phải ngày."),
        ({"decided_on": date(2027, 1, 1)}, "ô J2: ngày 01/01/2027 ở tương lai."),
        ({"decided_on": date(2022, 12, 31)}, "ô J2: ngày 31/12/2022 trước năm thành tích 2023."),
        ({"issued_by": "=A1&B1"}, "ô K2: có công thức."),
        ({"issued_by": "#REF!"}, "ô K2: Excel báo lỗi #REF!."),
        ({"provenance": "nghe nói"}, "ô L2: không có nguồn “nghe nói”."),
        ({"is_revoked": "có lẽ"}, "ô M2: “có lẽ” không rõ."),
        ({"name": True}, "ô B2: có công thức hoặc nội dung không phải chữ, số."),
        ({"kind": "Tập thể", "award": "TTLDTT"}, "ô C2: tập thể không có năm sinh."),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write(office: Office, changed: dict[str, Any], expected: str) -> None:
    found = faults(a_row(**changed))
    assert any(expected in each for each in found), found
    assert len({each.split(":")[0] for each in found}) == 1


def test_several_wrong_cells_of_one_row_are_all_named(office: Office) -> None:
    found = faults(a_row(name=None, year=None, decided_on="hôm qua", provenance=None))
    assert [each.split(":")[0] for each in found] == [
        "Dòng 2, ô B2",
        "Dòng 2, ô H2",
        "Dòng 2, ô J2",
        "Dòng 2, ô L2",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": unicodedata.normalize("NFD", "  Nguyễn  Văn An ")},
        {"year": "2023", "birth_year": "1985"},
        {"birth_year": "05/09/1985"},
        {"birth_year": datetime(1985, 9, 5)},
        {"decided_on": "15/01/2024"},
        {"decided_on": datetime(2024, 1, 15, 0, 0)},
        {"unit": "uy ban nhan dan xa phu xuyen"},
        {"unit": unicodedata.normalize("NFD", "Ủy ban nhân dân xã Phú Xuyên")},
        {"award": "LĐTT"},
        {"award": "Lao động tiên tiến"},
        {"award": "“Lao động tiên tiến”", "ground": None},
        {"kind": "individual", "ground": "CONG_TRANG", "provenance": "decision"},
        {"is_revoked": "không"},
    ],
)
def test_what_offices_write_in_other_ways_is_the_same_row(office: Office, changed: dict[str, Any]) -> None:
    enter(office, a_book(a_row()))
    report = check(a_book(a_row(**changed)))
    assert (report.faults, report.new, report.known) == ((), (), (2,))


def test_blank_rows_hidden_sheets_and_unknown_columns_are_passed_over_and_told(office: Office) -> None:
    blank: list[Any] = [None] * len(HEADINGS)
    rows = [[*a_row(), "ghi chú"], [*blank, None], [" ", *blank[1:], None], [*a_row(year=2022), None]]
    content = a_book(*rows, headings=[*HEADINGS, "Ghi chú"], Cũ="hidden", Khác="visible")
    report = check(content)
    assert [entry.row for entry in report.new] == [2, 5]
    assert report.remarks == (
        "Không dùng các cột: “Ghi chú” (N).",
        "Chỉ đọc trang “Sổ”; không đọc: “Cũ”, “Khác”.",
    )


def test_a_hidden_first_sheet_is_not_the_one_that_is_read(office: Office) -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.sheet_state = "hidden"
    shown = workbook.create_sheet("Năm 2023")
    for row in ([], ["SỔ KHEN THƯỞNG"], HEADINGS, a_row()):
        shown.append(row)
    report = check(saved_book(workbook))
    assert (report.sheet, [entry.row for entry in report.new]) == ("Năm 2023", [4])


def test_columns_in_another_order_and_under_other_names_are_found(office: Office) -> None:
    order = ["name", "unit", "award", "year", "kind", "decision_number", "issued_by", "provenance", "ground"]
    headings = [
        "HỌ VÀ TÊN",
        "Tên đơn vị",
        "Danh hiệu",
        "Năm *",
        "Loại",
        "Số QĐ",
        "Cấp quyết định",
        "Nguồn",
        "Loại hình",
    ]
    report = check(a_book([GOOD[code] for code in order], headings=headings))
    assert report.is_ready
    assert report.remarks == ("1 dòng cá nhân không có năm sinh: chỉ nhận ra người theo tên và đơn vị.",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: a_book(a_row(), headings=["a", "b"]), "Không thấy dòng tiêu đề"),
        (lambda: a_book(a_row(), headings=[h for h in HEADINGS if h != "Nguồn"]), "Thiếu cột: Nguồn"),
        (lambda: a_book(a_row(), headings=[*HEADINGS, "Họ tên"]), "Hai cột cùng là"),
        (lambda: a_book(), "không có dòng nào"),
        (lambda: b"PK\x03\x04 broken", "Không đọc được"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_the_reason(office: Office, content: Any, message: str) -> None:
    with pytest.raises(Invalid) as fault:
        check(content())
    assert message in fault.value.fields["file"]


def test_a_file_that_lies_about_its_size_is_read_to_the_end(office: Office) -> None:
    content = a_book(*(a_row(name=f"Nguyễn Văn {number}") for number in range(30)))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            copy.writestr(name, part.replace(b'<dimension ref="A1:M31"', b'<dimension ref="A1:B2"'))
    assert check(out.getvalue()).rows == 30


def test_the_same_file_again_enters_nothing_and_says_when_it_was_entered(office: Office) -> None:
    content = a_book(a_row(), a_row(year=2022, decided_on=None))
    entered = enter(office, content)
    report = check(content)
    assert (report.new, report.known, report.earlier) == ((), (2, 3), entered)
    with pytest.raises(Refused, match="đã có trong sổ"):
        enter(office, content)
    assert len(records()) == 2


def test_a_later_file_enters_only_its_new_rows(office: Office) -> None:
    enter(office, a_book(a_row()))
    entered = enter(office, a_book(a_row(), a_row(year=2022, decided_on=None)))
    assert (entered.added, entered.known) == (1, 1)
    assert [record.year for record in records()] == [2023, 2022]


def test_a_row_twice_in_one_file_is_entered_once_and_told(office: Office) -> None:
    report = check(a_book(a_row(), a_row(year=2022, decided_on=None), a_row()))
    assert (len(report.new), report.repeated) == (2, ((4, 2),))


def test_a_corrected_record_is_still_known_by_the_row_it_came_from(office: Office) -> None:
    content = a_book(a_row())
    enter(office, content)
    (record,) = records()
    record_service.correct_record(
        actor=office.actor,
        record_id=record.id,
        seen=0,
        values={"name": "Nguyễn Văn Ân", "year": 2022},
        reason="Đối chiếu quyết định.",
        at=NOW,
    )
    assert check(content).new == ()


def test_an_old_name_of_a_unit_is_taken_as_the_unit_of_that_time(office: Office) -> None:
    old = a_unit("Ủy ban nhân dân xã Yên Lãng", code="X-YEN-LANG", is_active=False)
    enter(office, a_book(a_row(unit="Ủy ban nhân dân xã Yên Lãng")))
    assert records()[0].unit_id == old.id


def test_two_units_of_one_name_are_told_apart_by_code(office: Office) -> None:
    a_unit("Trường Tiểu học Hoa Sen", "school", code="TH1")
    a_unit("Trường Tiểu học Hoa Sen", "school", code="TH2")
    (fault,) = faults(a_row(unit="Trường Tiểu học Hoa Sen"))
    assert "có 2 đơn vị cùng tên “Trường Tiểu học Hoa Sen”. Ghi mã: TH1, TH2." in fault


def test_an_identity_number_is_nowhere_kept_only_its_keyed_hash(office: Office) -> None:
    enter(office, a_book(a_row(identity="019085001234")))
    (record,) = records()
    assert record.identity_hash
    assert len(record.identity_hash) == 64
    assert record.identity_hash != hashlib.sha256(b"019085001234").hexdigest()
    whole = {name: str(getattr(record, name)) for name in AwardRecord.__table__.columns.keys()}  # noqa: SIM118
    assert "019085001234" not in " ".join(whole.values())
    assert "019085001234" not in str(list(journal.stored()))


def test_what_is_exported_is_known_when_it_comes_back(office: Office) -> None:
    enter(
        office,
        a_book(
            a_row(is_revoked="x"),
            a_row(kind="Tập thể", name="Phòng Kinh tế", birth_year=None, award="TTLDTT"),
            a_row(name="Lê Văn Cường", provenance="Đơn vị kê khai", decision_number=None, issued_by=None),
        ),
    )
    report = check(export.export())
    assert (report.faults, len(report.new), len(report.known)) == ((), 0, 3)


def test_an_exported_workbook_holds_no_moment_so_that_the_same_rows_are_the_same_file(office: Office) -> None:
    enter(office, a_book(a_row()))
    for make in (export.export, export.template):
        content = make()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"created" not in archive.read("docProps/core.xml")
        assert make() == content


def test_a_name_that_looks_like_a_formula_is_exported_as_text(office: Office) -> None:
    enter(office, a_book(a_row(name="@SUM(1)", issued_by="+84 Sở", decision_number="-1+1")))
    (record,) = records()
    record.name = '=HYPERLINK("http://attacker.example","Bấm")'
    current_session().commit()
    sheet = load_workbook(io.BytesIO(export.export())).active
    assert sheet is not None
    for column in ("B", "I", "K"):
        cell = sheet[f"{column}2"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_template_is_taken_once_it_is_filled_in(office: Office) -> None:
    workbook = load_workbook(io.BytesIO(export.template()))
    workbook["Sổ khen thưởng"].append(a_row())
    report = check(saved_book(workbook))
    assert report.is_ready
    assert report.remarks == ("Chỉ đọc trang “Sổ khen thưởng”; không đọc: “Danh mục”.",)
