"""A clerk types the lines of a dossier, pastes them from Excel, and puts them in order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.factories import a_nomination, a_record
from tests.submission_world import World, a_clerk_at_work, fresh


@pytest.fixture
def world(client: FlaskClient) -> Iterator[World]:
    with a_clerk_at_work(client) as world:
        yield world


PERSON = {
    "name": "Trần Thị Bích Ngọc",
    "gender": "nữ",
    "honorific": "",
    "birth_year": "1982",
    "post": "Trưởng khoa",
    "workplace": "Trạm Y tế",
    "achievement": "Khám 12.400 lượt",
    "results": "Rút ngắn thời gian chờ.",
    "direct_worker": "0",
    "ratings-0-year": "2025",
    "ratings-0-rating": "HTXS",
    "ratings-1-year": "2024",
    "ratings-1-rating": "",
    "awards-0-award": "LDTT",
    "awards-0-year": "2024",
    "awards-0-decision_number": "15/QĐ-UBND",
    "awards-0-decided_on": "10/01/2025",
    "no_discipline": "y",
    "initiatives-0-title": "",
}


def test_a_person_is_added_with_report_and_evidence_and_checked_at_once(world: World) -> None:
    dossier = world.draft(nominations=[])
    place = world.post(f"/ho-so/{dossier.id}/de-nghi/them/individual", seen=1, **PERSON)
    (line,) = fresh(dossier).nominations
    assert (line.label, line.birth_year, line.report["results"]) == (
        "Bà Trần Thị Bích Ngọc",
        1982,
        "Rút ngắn thời gian chờ.",
    )
    assert line.evidence == {
        "direct_worker": False,
        "ratings": [{"year": 2025, "rating": "HTXS"}],
        "awards": [{"award": "LDTT", "year": 2024, "decision_number": "15/QĐ-UBND", "decided_on": "2025-01-10"}],
        "discipline": [],
    }
    page = world.get(place)
    assert "Kiểm tra theo luật" in page
    assert "Luật 06/2022/QH15, Điều 74" in page
    assert "10/01/2025" in page


def test_the_register_stands_beside_the_line(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Đỗ Thị Mai")])
    a_record(world.unit, "Đỗ Thị Mai", award="CSTD_CS", year=2024, birth_year=1985)
    page = world.get(f"/ho-so/{dossier.id}/de-nghi/{dossier.nominations[0].id}")
    assert "Năm 2024: Chiến sĩ thi đua cơ sở" in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": "  "}, "name", "Ghi họ và tên"),
        ({"birth_year": "82"}, "birth_year", "từ 1900 đến 2100"),
        ({"born_on": "01/01/1990"}, "born_on", "không khớp với năm sinh 1982"),
        ({"gender": "x"}, "gender", "trong danh sách"),
        ({"awards-0-year": ""}, "awards-0-year", "Ghi năm thành tích"),
        ({"awards-0-award": ""}, "awards-0-award", "Chọn danh hiệu"),
        ({"awards-0-decided_on": "tháng giêng"}, "awards-0-decided_on", "ngày/tháng/năm"),
        ({"no_awards": "y"}, "", "thì không ghi dòng nào trong bảng"),
        ({"ratings-0-rating": "TOT"}, "ratings-0-rating", "trong danh sách"),
        ({"ratings-0-year": "x"}, "ratings", "Tải lại trang"),
        ({"discipline-0-measure": "canh_cao", "no_discipline": ""}, "discipline-0-from_on", "Ghi ngày bắt đầu"),
        (
            {
                "holds-0-reason": "khieu_nai",
                "holds-0-from_on": "05/02/2026",
                "holds-0-until_on": "04/02/2026",
            },
            "holds-0-until_on",
            "không được trước",
        ),
        ({"initiatives-0-title": "Phần mềm"}, "initiatives-0-scope", "Chọn phạm vi"),
        ({"achievement": "x" * 501}, "achievement", "Tối đa 500 ký tự"),
    ],
)
def test_bad_input_on_a_line_is_told_at_its_field_and_keeps_what_was_typed(
    world: World, changes: dict[str, str], field: str, words: str
) -> None:
    dossier = world.draft(nominations=[])
    page = world.post(f"/ho-so/{dossier.id}/de-nghi/them/individual", 422, seen=1, **(PERSON | changes))
    assert words in page
    if field:
        assert f'id="{field}-error"' in page
    assert "Rút ngắn thời gian chờ." in page
    assert fresh(dossier).nominations == []


def test_a_row_is_added_to_a_table_without_scripts_and_without_saving(world: World) -> None:
    dossier = world.draft(nominations=[])
    page = world.post(f"/ho-so/{dossier.id}/de-nghi/them/individual", 200, seen=1, grow="awards", **PERSON)
    assert 'name="awards-2-award"' in page
    assert 'value="15/QĐ-UBND"' in page
    assert fresh(dossier).nominations == []


def test_what_is_typed_is_weighed_by_the_law_without_being_saved(world: World) -> None:
    dossier = world.draft(nominations=[])
    address = f"/ho-so/{dossier.id}/de-nghi/them/individual"
    page = world.post(address, 200, seen=1, check="1", **PERSON)
    assert "Theo điều đang nhập, chưa lưu." in page
    assert "Luật 06/2022/QH15, Điều 74" in page
    assert 'value="15/QĐ-UBND"' in page
    assert fresh(dossier).nominations == []


def test_a_changed_line_is_weighed_as_typed_while_the_stored_one_stays(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Đỗ Thị Mai")])
    line = dossier.nominations[0]
    a_record(world.unit, "Đỗ Thị Mai", award="CSTD_CS", year=2024, birth_year=1985)
    a_record(world.unit, "Đỗ Thị Mai", award="CSTD_CS", year=2025, birth_year=1985)
    address = f"/ho-so/{dossier.id}/de-nghi/{line.id}"
    changes = {"name": "Đỗ Thị Mai", "birth_year": "1985", "born_on": "", "holds-0-reason": "khieu_nai"}
    page = world.post(address, 200, seen=1, check="1", **(PERSON | changes | {"holds-0-from_on": "05/02/2026"}))
    assert "Đang tạm dừng xét từ ngày 05/02/2026" in page
    assert "Được tặng năm 2024, 2025." in page, "the register counts for what is typed too"
    assert "holds" not in fresh(dossier).nominations[0].evidence
    assert "Theo điều đã lưu." in world.get(address)


@pytest.mark.parametrize(("asked", "status"), [("1", 422), ("live", 200)])
def test_what_cannot_be_read_is_told_when_asked_for_and_passed_over_while_typing(
    world: World, asked: str, status: int
) -> None:
    dossier = world.draft(nominations=[])
    address = f"/ho-so/{dossier.id}/de-nghi/them/individual"
    page = world.post(address, status, seen=1, check=asked, **(PERSON | {"birth_year": "82"}))
    assert "từ 1900 đến 2100" in page
    assert "chưa lưu." not in page
    assert fresh(dossier).nominations == []


def test_a_collective_and_a_household_have_their_own_fields(world: World) -> None:
    dossier = world.draft(nominations=[])
    page = world.get(f"/ho-so/{dossier.id}/de-nghi/them/collective")
    assert "Tên tập thể" in page
    assert "Năm sinh" not in page
    world.post(
        f"/ho-so/{dossier.id}/de-nghi/them/collective",
        seen=1,
        **{"name": "Trạm Y tế", "collective-members": "12", "collective-female": "9", "results": "Tốt"},
    )
    assert fresh(dossier).nominations[0].evidence == {"collective": {"members": 12, "female": 9}}
    page = world.post(
        f"/ho-so/{dossier.id}/de-nghi/them/collective",
        422,
        seen=2,
        **{"name": "Trạm", "collective-members": "12", "collective-female": "13"},
    )
    assert "Không thể nhiều hơn tổng số 12 thành viên" in page
    world.post(f"/ho-so/{dossier.id}/de-nghi/them/household", seen=2, name="Hộ ông Thắng", members="5", another="1")
    assert fresh(dossier).nominations[1].report == {"members": "5"}


def test_a_list_from_excel_is_pasted_all_or_nothing_with_every_fault_by_its_row(world: World) -> None:
    dossier = world.draft(nominations=[])
    good = "TT\tHọ và tên\tGiới tính\tNăm sinh\tChức vụ\tĐơn vị\tThành tích\n" + "\n".join(
        f"{n}\tNguyễn Văn {n}\tnam\t198{n}\tChuyên viên\tVăn phòng\tXuất sắc" for n in range(1, 4)
    )
    path = f"/ho-so/{dossier.id}/de-nghi/dan-danh-sach"
    page = world.post(path, 422, seen=1, kind="individual", rows=good + "\n4\t\tnửa\t82\t\t\t")
    assert "Dòng 5, cột 2 (Họ và tên, tên tập thể, hộ gia đình): Chưa ghi tên." in page
    assert "“nửa” không rõ. Ghi Nam hoặc Nữ." in page
    assert "“82” không phải năm. Ghi bốn chữ số" in page
    assert "Nguyễn Văn 2" in page
    assert fresh(dossier).nominations == []
    world.post(path, seen=1, kind="individual", rows=good)
    assert [(line.label, line.birth_year) for line in fresh(dossier).nominations] == [
        ("Ông Nguyễn Văn 1", 1981),
        ("Ông Nguyễn Văn 2", 1982),
        ("Ông Nguyễn Văn 3", 1983),
    ]


def test_pasted_columns_are_known_by_their_headings_as_in_a_file_and_by_place_without_any(world: World) -> None:
    dossier = world.draft(nominations=[])
    path = f"/ho-so/{dossier.id}/de-nghi/dan-danh-sach"
    rows = "Đơn vị công tác\tHọ và tên\tSố điện thoại\tNgày sinh\nSở Y tế\tBà Lê Thị Hoa\t0900\t05/02/1985"
    world.post(path, seen=1, kind="individual", rows=rows)
    line = fresh(dossier).nominations[0]
    assert (line.label, line.workplace, line.report["born_on"]) == ("Bà Lê Thị Hoa", "Sở Y tế", "1985-02-05")
    assert "không dùng cột “Số điện thoại”" in world.get(f"/ho-so/{dossier.id}/soan")
    page = world.post(path, 422, seen=2, kind="household", rows=rows)
    assert "Dòng tiêu đề cho biết đây là danh sách cá nhân" in page
    page = world.post(path, 422, seen=2, kind="collective", rows="Khoa Nội\tBệnh viện A\tTốt\tthừa")
    assert "Dòng 1: có 4 cột, chỉ nhận 3 cột" in page
    world.post(path, seen=2, kind="collective", rows="Khoa Nội\tBệnh viện A\tTốt\nKhoa Ngoại")
    assert [each.label for each in fresh(dossier).nominations[1:]] == ["Khoa Nội", "Khoa Ngoại"]


def test_lines_are_moved_and_taken_out_after_a_question(world: World) -> None:
    dossier = world.draft()
    first, second = dossier.nominations
    world.post(f"/ho-so/{dossier.id}/de-nghi/{second.id}/thu-tu/1", seen=1)
    assert [line.id for line in fresh(dossier).nominations] == [second.id, first.id]
    assert "không lấy lại được" in world.get(f"/ho-so/{dossier.id}/de-nghi/{first.id}/xoa")
    world.post(f"/ho-so/{dossier.id}/de-nghi/{first.id}/xoa", seen=2)
    assert [line.id for line in fresh(dossier).nominations] == [second.id]


def test_the_form_asks_what_the_award_s_own_report_has(world: World) -> None:
    dossier = world.draft(award="CO_CP", nominations=[])
    path = f"/ho-so/{dossier.id}/de-nghi/them/collective"
    page = world.get(path)
    assert "Theo mẫu “Báo cáo thành tích đề nghị tặng Cờ thi đua của Chính phủ”" in page
    assert "Chỉ tiêu so với cụm, khối thi đua" in page
    typed = {"name": "Khoa Nội", "achievement": "Tốt", "results": "Dẫn đầu", "indicators": "Lượt khám"}
    assert "Dòng 1 phải có các phần cách nhau bằng dấu |" in world.post(path, 422, seen=1, **typed)
    world.post(path, seen=1, **typed | {"indicators": "Lượt khám | lượt | 1 | 2 | 3"})
    assert fresh(dossier).nominations[0].report["indicators"] == "Lượt khám | lượt | 1 | 2 | 3"
    page = world.get(f"/ho-so/{world.draft(nominations=[]).id}/de-nghi/them/collective")
    assert "Chỉ tiêu so với cụm" not in page
    assert "Biện pháp, nguyên nhân đạt được" in page
