"""The list of a dossier leaves as Excel, is filled, and comes back: every cell judged, then all of it or nothing."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from dossiers import journal, storage
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.models import Dossier
from dossiers.sheets.excel import XLSX
from dossiers.sheets.word import DOCX
from dossiers.submission import nomination_service
from dossiers.submission.lists import service
from dossiers.submission.lists.export import export
from dossiers.submission.lists.plan import Plan
from dossiers.web.text import clean
from tests.dossier_world import LATER, World, a_world, fresh
from tests.factories import NOW, a_nomination, a_unit, an_account, as_actor
from tests.hostile_values import SHOWN
from tests.listed import Rows, edited, in_excel, in_word, without_rows
from workflow.errors import Invalid, NotAllowed, Refused, Stale

HEADING = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ", "Đơn vị công tác", "Thành tích"]
AN = [1, "Nguyễn Văn An", "Nam", 1985, "Chuyên viên", "Văn phòng UBND xã", "Hoàn thành xuất sắc nhiệm vụ"]
BINH = [2, "Trần Thị Bình", "nữ", "1990", "Kế toán", "Trạm Y tế xã", "Khám 12.400 lượt"]
FIRST = 6  # the row of the first line in a downloaded list


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def check(world: World, dossier: Dossier, content: bytes, *, whole: bool = False, media_type: str = XLSX) -> Plan:
    return service.check(
        actor=world.actor, dossier_id=dossier.id, content=content, media_type=media_type, is_whole=whole, at=NOW
    )


def apply(world: World, dossier: Dossier, content: bytes, *, whole: bool = False, seen: int = 0, **more: Any) -> Plan:
    values = {"actor": world.actor, "media_type": XLSX, "filename": "danh sách.xlsx", "at": NOW} | more
    return service.apply(
        dossier_id=dossier.id,
        seen=seen or fresh(dossier).version,
        sha256=storage.put(content),
        is_whole=whole,
        **values,
    )


def sent_out(dossier: Dossier) -> bytes:
    return export(fresh(dossier), date(2026, 11, 23))


def test_the_same_list_sent_out_twice_is_the_same_file(world: World) -> None:
    dossier = world.draft()
    content = sent_out(dossier)
    assert sent_out(dossier) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"created" not in archive.read("docProps/core.xml")


def names(dossier: Dossier) -> list[str]:
    return [line.label for line in fresh(dossier).nominations]


def faults(world: World, *rows: list[Any]) -> list[str]:
    return [str(fault) for fault in check(world, world.draft(nominations=[]), in_excel([HEADING, *rows])).faults]


# Out and back


def test_a_list_that_comes_back_untouched_changes_nothing(world: World) -> None:
    lines = [
        a_nomination("Nguyễn Văn An", achievement="=1+1", workplace="+84 và -5", post="@chuyên viên"),
        a_nomination("Trạm Y tế", "collective", achievement="Dòng một\nDòng hai"),
        a_nomination("Hộ ông Lê Văn Thắng", "household"),
        a_nomination("Đỗ  Thị   Mai", gender="nữ", honorific="Đồng chí", birth_year=None),
        a_nomination("Lý Văn Tư", report={"born_on": "1985-02-05", "results": "x" * 20_000}),
    ]
    dossier = world.draft(nominations=lines)
    plan = check(world, dossier, sent_out(dossier), whole=True)
    assert not plan.faults
    assert not plan.is_anything
    assert len(plan.unchanged) == 5


def test_whatever_was_typed_is_text_in_the_file_and_comes_back_as_it_was(world: World) -> None:
    typed = [clean(text) for text in SHOWN]
    lines = [a_nomination(f"Nguyễn Văn {at}", achievement=text, post=text[:200]) for at, text in enumerate(typed)]
    dossier = world.draft(nominations=lines)
    content = sent_out(dossier)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=FIRST) for cell in row} == {"n", "s"}
    plan = check(world, dossier, content, whole=True)
    assert plan.faults == []
    assert not plan.is_anything


def test_the_file_offers_choices_explains_itself_and_has_one_sheet(world: World) -> None:
    workbook = load_workbook(io.BytesIO(sent_out(world.draft())))
    (sheet,) = workbook.worksheets
    choices = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert choices['"Cá nhân,Tập thể,Hộ gia đình"'].startswith("C6:C")
    assert choices['"Nam,Nữ"'].startswith("E6:E")
    assert "mỗi đối tượng một dòng" in str(sheet["A2"].value)
    assert [cell.value for cell in sheet[5]][:4] == [
        "TT",
        "Mã dòng",
        "Đối tượng",
        "Họ và tên, tên tập thể, hộ gia đình",
    ]
    assert sheet["J6"].number_format == sheet["D100"].number_format == "@"


def test_a_filled_list_adds_changes_and_removes_in_one_step_with_an_entry_for_each(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("An"), a_nomination("Bình"), a_nomination("Chi")])
    content = edited(
        sent_out(dossier), G7="Trưởng phòng", C9="Tập thể", D9="Trạm Y tế xã", H9="Xã Phú Xuyên", J9="Xuất sắc"
    )
    content = without_rows(content, 8)
    plan = check(world, dossier, content, whole=True)
    assert ([line.name for line in plan.additions], [line.name for line in plan.removals]) == (
        ["Trạm Y tế xã"],
        ["Chi"],
    )
    assert [shown for change in plan.changes for shown in change.shown] == [
        ("Chức vụ, nghề nghiệp", "Chuyên viên", "Trưởng phòng")
    ]
    assert names(dossier) == ["Ông An", "Ông Bình", "Ông Chi"]
    apply(world, dossier, content, whole=True)
    assert names(dossier) == ["Ông An", "Ông Bình", "Trạm Y tế xã"]
    assert [line.position for line in fresh(dossier).nominations] == [1, 2, 3]
    actions = [each["action"] for each in journal.stored()][-4:]
    assert actions == ["nomination.saved", "nomination.removed", "nomination.added", "dossier.list_read"]
    details = list(journal.stored())[-1]["details"]
    assert details["sha256"] == hashlib.sha256(content).hexdigest()
    assert (details["added"], details["changed"], details["removed"]) == (1, 1, 1)
    assert journal.verify(journal.stored()).ok


def test_lines_that_the_file_lacks_stay_unless_told_otherwise(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Nguyễn Văn An"), a_nomination("Lê Thị Lan", gender="nữ")])
    content = in_excel([HEADING, AN, BINH])
    plan = apply(world, dossier, content)
    assert [line.name for line in plan.absent] == ["Lê Thị Lan"]
    assert names(dossier) == ["Ông Nguyễn Văn An", "Ông Lê Thị Lan", "Bà Trần Thị Bình"]


def test_the_lines_take_the_order_of_a_whole_list(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Trần Thị Bình", birth_year=1990), a_nomination("Nguyễn Văn An")])
    assert check(world, dossier, in_excel([HEADING, AN, BINH]), whole=True).is_reordered
    apply(world, dossier, in_excel([HEADING, AN, BINH]), whole=True)
    assert names(dossier) == ["Ông Nguyễn Văn An", "Bà Trần Thị Bình"]


def test_looking_at_a_list_writes_nothing(world: World) -> None:
    dossier = world.draft(nominations=[])
    entries = len(list(journal.stored()))
    assert check(world, dossier, in_excel([HEADING, AN])).is_ready
    assert names(dossier) == []
    assert len(list(journal.stored())) == entries


def test_three_hundred_lines_are_read_and_written_at_once(world: World) -> None:
    dossier = world.draft(nominations=[])
    rows = [[n, f"Nguyễn Văn {n}", "Nam", 1985, "Chuyên viên", "Văn phòng", "Xuất sắc"] for n in range(1, 301)]
    apply(world, dossier, in_excel([HEADING, *rows]))
    assert len(names(dossier)) == 300


# Whose, and when


def test_only_its_clerk_writes_a_list_into_a_dossier(world: World) -> None:
    dossier = world.draft()
    other = an_account("clerk", unit=a_unit(code="X-KHAC", parent_id=world.province.id))
    for stranger in (world.judge, as_actor(other)):
        with pytest.raises(NotAllowed):
            apply(world, dossier, in_excel([HEADING, AN]), actor=stranger)
    assert len(names(dossier)) == 2


def test_a_dossier_that_was_handed_in_takes_no_list(world: World) -> None:
    dossier = world.sent()
    for act in (check, apply):
        with pytest.raises(Refused, match="không sửa được"):
            act(world, dossier, in_excel([HEADING, AN]))


def test_a_returned_dossier_takes_only_what_was_asked_for(world: World) -> None:
    dossier = world.received(nominations=[a_nomination("An"), a_nomination("Bình")])
    line = dossier.nominations[0]
    appraisal.return_for_correction(
        actor=world.judge,
        dossier_id=dossier.id,
        seen=fresh(dossier).version,
        reason="Sửa chức vụ",
        due_on=None,
        flags=[(line.id, "post", "")],
        at=LATER,
    )
    content = sent_out(dossier)
    plan = check(world, dossier, edited(content, G6="Trưởng phòng", H6="Nơi khác", D8="Người mới", C8="Cá nhân"))
    assert [str(fault).partition(":")[0] for fault in plan.faults] == [
        "trang “Danh sách đề nghị”, ô H6 (Đơn vị công tác, nơi ở)",
        "trang “Danh sách đề nghị”, ô D8 (Họ và tên, tên tập thể, hộ gia đình)",
    ]
    assert check(world, dossier, without_rows(content, 6), whole=True).removals == []
    apply(world, dossier, edited(content, G6="Trưởng phòng"))
    assert fresh(dossier).nominations[0].post == "Trưởng phòng"


def test_a_dossier_that_changed_since_is_not_overwritten(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("An")])
    seen, content = dossier.version, in_excel([HEADING, AN])
    nomination_service.save_nomination(
        actor=world.actor,
        dossier_id=dossier.id,
        nomination_id=dossier.nominations[0].id,
        seen=seen,
        values={"post": "Phó phòng"},
        at=NOW,
    )
    with pytest.raises(Stale):
        apply(world, dossier, content, seen=seen)
    assert names(dossier) == ["Ông An"]


def test_nothing_is_written_while_one_cell_is_wrong_or_nothing_is_new(world: World) -> None:
    dossier = world.draft(nominations=[])
    with pytest.raises(Refused, match="1 lỗi"):
        apply(world, dossier, in_excel([HEADING, AN, [*BINH[:3], "chín mươi", *BINH[4:]]]))
    assert names(dossier) == []
    apply(world, dossier, in_excel([HEADING, AN]))
    with pytest.raises(Refused, match="Không có gì để ghi"):
        apply(world, dossier, in_excel([HEADING, AN]))


# What is wrong, by cell


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (1, None, "ô B2 (Họ và tên, tên tập thể, hộ gia đình): Chưa ghi tên."),
        (1, "x" * 201, "ô B2 (Họ và tên, tên tập thể, hộ gia đình): Dài 201 ký tự, tối đa 200."),
        (1, "=A1&B1", "ô B2 (Họ và tên, tên tập thể, hộ gia đình): Có công thức."),
        (1, "Bà Nguyễn Thị An", "ô C2 (Giới tính): Là nam nhưng tên ghi “Bà”."),
        (2, "nửa", "ô C2 (Giới tính): “nửa” không rõ. Ghi Nam hoặc Nữ."),
        (3, 85, "ô D2 (Năm sinh): “85” không phải năm. Ghi bốn chữ số"),
        (3, 2030, "ô D2 (Năm sinh): Năm 2030 không hợp lý"),
        (3, True, "ô D2 (Năm sinh): Có công thức hoặc nội dung không phải chữ, số."),
        (4, datetime(2024, 5, 10), "ô E2 (Chức vụ, nghề nghiệp): Excel đã đổi nội dung thành ngày."),
        (5, "x" * 201, "ô F2 (Đơn vị công tác, nơi ở): Dài 201 ký tự"),
        (6, "#REF!", "ô G2 (Thành tích tóm tắt): Excel báo lỗi #REF!"),
        (6, "x" * 501, "ô G2 (Thành tích tóm tắt): Dài 501 ký tự, tối đa 500."),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write(world: World, place: int, value: Any, expected: str) -> None:
    row = [*AN[:place], value, *AN[place + 1 :]]
    found = faults(world, row)
    assert len(found) == 1
    assert expected in found[0]
    assert found[0].startswith("trang “Trang 1”, ")


def test_two_rows_of_one_person_and_a_row_that_could_be_two_people_are_faults(world: World) -> None:
    assert "trùng với trang “Trang 1”, dòng 2 của tệp".casefold() in faults(world, AN, AN)[0].casefold()
    twins = [a_nomination("Nguyễn Văn An", birth_year=1985), a_nomination("Nguyễn Văn An", birth_year=1985)]
    plan = check(world, world.draft(nominations=twins), in_excel([HEADING, AN]))
    assert "có 2 dòng cùng tên" in str(plan.faults[0])
    assert "Mã dòng" in str(plan.faults[0])


def test_a_person_of_another_year_is_somebody_else_and_that_is_said(world: World) -> None:
    plan = check(
        world, world.draft(nominations=[a_nomination("Nguyễn Văn An", birth_year=1970)]), in_excel([HEADING, AN])
    )
    assert [line.name for line in plan.additions] == ["Nguyễn Văn An"]
    assert any("sinh năm 1970; dòng này ghi 1985 nên là người khác" in remark for remark in plan.remarks)


def test_another_award_than_the_dossiers_is_a_fault_and_its_own_is_not(world: World) -> None:
    heading = [*HEADING, "Danh hiệu đề nghị"]
    rows = [
        [*AN, "LĐTT"],
        [*BINH, "Bằng khen của Chủ tịch UBND tỉnh Thái Nguyên"],
        [3, "Lê C", None, None, "", "", "", "BK_TINH"],
    ]
    plan = check(world, world.draft(nominations=[]), in_excel([heading, *rows]))
    assert [fault.cell for fault in plan.faults if "LĐTT" in fault.message] == ["H2"]
    assert not any(fault.cell == "H4" for fault in plan.faults)


def test_codes_of_lines_are_checked(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("An"), a_nomination("Bình")])
    first, second = (line.id for line in dossier.nominations)
    plan = check(world, dossier, edited(sent_out(dossier), B6=9_999, B7="x", C8="Tập thể", D8="Trạm", B8=second))
    assert [str(fault).partition(": ")[2][:30] for fault in plan.faults] == [
        "Hồ sơ không có mã dòng 9999. Đ",
        "“x” không phải mã dòng. Giữ ng",
        "Dòng này trong hồ sơ là cá nhâ",
    ]
    plan = check(world, dossier, edited(sent_out(dossier), B7=first))
    assert "“Ông An” đã ở trang “Danh sách đề nghị”, dòng 6" in str(plan.faults[0])


def test_a_full_day_of_birth_and_its_year_agree(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Lý Văn Tư", report={"born_on": "1985-02-05"})])
    assert (
        "ngày sinh trong hồ sơ là 05/02/1985"
        in str(check(world, dossier, edited(sent_out(dossier), F6=1986)).faults[0]).lower()
    )
    apply(world, dossier, edited(sent_out(dossier), F6="06/03/1986"))
    (line,) = fresh(dossier).nominations
    assert (line.birth_year, line.report["born_on"]) == (1986, "1986-03-06")


# Lists of the units' own


def in_both(rows: Rows) -> list[tuple[bytes, str]]:
    return [(in_excel(rows), XLSX), (in_word(rows), DOCX)]


@pytest.mark.parametrize("name", ["Họ và tên", "HỌ TÊN", "Họ và tên (viết in)", "Họ và\ntên", "Tên"])
def test_a_units_own_heading_is_known_wherever_it_stands(world: World, name: str) -> None:
    rows = [
        ["UBND XÃ PHÚ XUYÊN"],
        ["DANH SÁCH CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG NĂM 2025"],
        [],
        ["Số TT", "Đơn vị", name, "Ghi chú", "Ngày, tháng, năm sinh", "Chức vụ, chức danh", "Giới tính"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["1", "Trạm Y tế", "Trần Thị Bình", "mới", "05/02/1990", "Kế toán", "Nữ"],
        ["", "Tổng cộng: 01 người"],
        ["", "", "NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"],
    ]
    for content, media_type in in_both(rows):
        plan = check(world, world.draft(nominations=[]), content, media_type=media_type)
        assert plan.faults == []
        (line,) = plan.additions
        assert dict(line.values) == {
            "name": "Trần Thị Bình",
            "gender": "nữ",
            "birth_year": 1990,
            "report.born_on": "1990-02-05",
            "post": "Kế toán",
            "workplace": "Trạm Y tế",
        }
        said = " ".join(plan.remarks)
        assert "không dùng cột “Ghi chú”" in said
        assert "Tổng cộng: 01 người" in said
        assert "NGƯỜI LẬP BIỂU" in said


def test_parts_of_a_list_say_what_its_lines_are(world: World) -> None:
    rows = [
        ["TT", "Họ và tên", "Đơn vị"],
        ["I", "Tập thể", None],
        [1, "Trạm Y tế xã", None],
        ["II", "CÁ NHÂN", None],
        [1, "Nguyễn Văn An", "Văn phòng"],
        ["III.", "Hộ gia đình (01 hộ)", None],
        [1, "Hộ ông Thắng", "Xóm 5"],
    ]
    for content, media_type in in_both(rows):
        plan = check(world, world.draft(nominations=[]), content, media_type=media_type)
        assert plan.faults == []
        assert [line.kind for line in plan.additions] == ["collective", "individual", "household"]


def test_a_year_of_birth_under_nam_and_nu_tells_the_gender_and_merged_cells_count_for_all_their_rows(
    world: World,
) -> None:
    rows: Rows = [
        ["STT", "Họ và tên", "Năm sinh", None, "Đơn vị công tác"],
        [None, None, "Nam", "Nữ", None],
        [1, "Nguyễn Văn An", 1985, None, "Văn phòng"],
        [2, "Trần Thị Bình", None, 1990, None],
    ]
    word = in_word(rows, merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 4, 3, 4)))
    excel = in_excel(rows, merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2", "E3:E4"))
    for content, media_type in ((excel, XLSX), (word, DOCX)):
        plan = check(world, world.draft(nominations=[]), content, media_type=media_type)
        assert plan.faults == []
        assert [(v["gender"], v["birth_year"], v["workplace"]) for v in (line.values for line in plan.additions)] == [
            ("nam", 1985, "Văn phòng"),
            ("nữ", 1990, "Văn phòng"),
        ]


def test_every_sheet_with_a_heading_is_read_and_the_others_are_named(world: World) -> None:
    sheets = {"Tập thể": [["STT", "Tên tập thể"], [1, "Trạm Y tế"]], "Phụ lục": [["Ghi chú gì đó"]]}
    plan = check(world, world.draft(nominations=[]), in_excel([HEADING, AN], **sheets))
    assert [line.kind for line in plan.additions] == ["individual", "collective"]
    assert "Không đọc trang “Phụ lục” vì không có dòng tiêu đề của danh sách." in plan.remarks


def test_a_kind_that_nothing_tells_is_asked_for(world: World) -> None:
    plan = check(world, world.draft(nominations=[]), in_excel([["STT", "Tên", "Đơn vị"], [1, "Phú Xuyên", "Xã"]]))
    assert "Thêm cột “Đối tượng”" in str(plan.faults[0])


def test_what_one_kind_does_not_have_is_a_fault(world: World) -> None:
    plan = check(world, world.draft(nominations=[]), in_excel([["Đối tượng", *HEADING], ["Tập thể", *AN]]))
    assert [fault.cell for fault in plan.faults] == ["D2", "E2", "F2"]
    assert "Tập thể không có giới tính. Xóa ô này." in str(plan.faults[0])


def test_two_columns_of_one_meaning_are_a_fault_at_the_heading(world: World) -> None:
    plan = check(world, world.draft(nominations=[]), in_excel([["Họ tên", "Đơn vị", "Cơ quan"], ["An", "a", "b"]]))
    assert [(fault.cell, "hai cột" in fault.message) for fault in plan.faults] == [("C1", True)]


def test_honorifics_before_names_are_taken_off_and_that_is_said(world: World) -> None:
    rows = [
        ["STT", "Họ và tên", "Đơn vị"],
        [1, "Ông Nguyễn Văn An", "a"],
        [2, "Đ/c Lê Văn B", "b"],
        [3, "Tống Thị Cúc", "c"],
    ]
    dossier = world.draft(nominations=[])
    plan = apply(world, dossier, in_excel(rows))
    assert names(dossier) == ["Ông Nguyễn Văn An", "Đồng chí Lê Văn B", "Tống Thị Cúc"]
    assert any("2 tên bắt đầu bằng" in remark for remark in plan.remarks)


@pytest.mark.parametrize(
    ("content", "media_type", "words"),
    [
        (in_excel([["Họ tên"], ["An"]]), XLSX, "Không thấy dòng tiêu đề"),
        (in_excel([HEADING]), XLSX, "không có dòng nào để đọc"),
        (in_word([["Kính gửi"]]), DOCX, "Không thấy dòng tiêu đề"),
        (b"PK\x03\x04 hong", XLSX, "Không đọc được tệp này"),
        (b"%PDF-1.7", "application/pdf", "Chỉ đọc được danh sách từ tệp Excel"),
        (in_excel([HEADING, *[[n, f"A {n}", "Nam", 1985] for n in range(2_600)]]), XLSX, "có hơn 2500 dòng"),
    ],
    ids=["one heading", "empty", "no list in word", "broken", "pdf", "too long"],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(
    world: World, content: bytes, media_type: str, words: str
) -> None:
    with pytest.raises(Invalid) as fault:
        check(world, world.draft(nominations=[]), content, media_type=media_type)
    assert words in fault.value.fields["file"]


def test_nothing_of_a_round_trip_is_left_in_the_session(world: World) -> None:
    check(world, world.draft(), in_excel([HEADING, AN]))
    assert not current_session().dirty
    assert not current_session().new
