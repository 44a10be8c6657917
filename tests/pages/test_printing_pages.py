"""The printing desk and the pages of stock, as the office clerk uses them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dossiers.certificates import queries
from dossiers.documents.package import unpack
from dossiers.documents.stock_layout import FIELDS
from dossiers.documents.word import DOCUMENT
from dossiers.jobs import runner
from dossiers.models import Account
from tests.factories import signed_in
from tests.printing_world import NAMES, Desk, a_desk, fresh


@pytest.fixture
def desk(sqlite_app: Flask) -> Desk:
    return a_desk()


@pytest.fixture
def office(sqlite_app: Flask, desk: Desk) -> FlaskClient:
    return browser_of(sqlite_app, desk.world.office)


def browser_of(app: Flask, account: Account) -> FlaskClient:
    return signed_in(app.test_client(), account)


def desk_url(desk: Desk) -> str:
    return f"/ho-so/{desk.world.dossier_id}/in-bang"


def begun(desk: Desk, office: FlaskClient, **more: Any) -> str:
    data = {"stock_id": str(desk.stock_id), "chosen": [str(each) for each in desk.lines()], "reason": ""} | more
    answer = office.post(f"{desk_url(desk)}/dot-moi", data=data)
    assert answer.status_code == 303, answer.text
    return answer.location


def test_the_dossier_leads_the_office_to_the_desk_but_not_the_unit(
    sqlite_app: Flask, desk: Desk, office: FlaskClient
) -> None:
    page = f"/ho-so/{desk.world.dossier_id}"
    assert desk_url(desk) in office.get(page).text
    unit = browser_of(sqlite_app, desk.world.clerk)
    assert desk_url(desk) not in unit.get(page).text
    assert unit.get(desk_url(desk)).status_code == 403


def test_a_run_goes_from_the_list_to_the_file_to_the_last_sheet(desk: Desk, office: FlaskClient) -> None:
    page = office.get(f"{desk_url(desk)}/dot-moi").text
    assert page.count(" checked") == 5  # the four names, and the stock
    run = begun(desk, office)
    assert "BK 001" in office.get(run).text
    assert office.post(f"{run}/tep", data={"first": "1"}).status_code == 303
    waiting = office.get(run).text
    assert "Đang chờ" in waiting
    assert "data-follow" in waiting
    runner.work_off("w")
    done = office.get(run).text
    assert "data-follow" not in done
    assert "4 tờ, từ tờ 1 đến tờ 4." in done
    job = queries.jobs_of(queries.find_run(int(run.rsplit("/", 1)[1])))[0]
    with office.get(f"/viec/{job.id}/tep") as file:
        assert all(name in unpack(file.data)[DOCUMENT].decode() for name in NAMES)
        assert file.headers["Content-Security-Policy"].startswith("sandbox")
    assert office.post(f"{run}/da-in", data={"seen": "1", "last": "4"}).status_code == 303
    assert "Đã in xong" in office.get(run).text
    assert "tất cả đã có bằng" in office.get(desk_url(desk)).text


def test_a_jammed_sheet_makes_the_file_an_old_one(desk: Desk, office: FlaskClient) -> None:
    run = begun(desk, office)
    office.post(f"{run}/tep", data={"first": "1"})
    runner.work_off("w")
    office.post(f"{run}/hong", data={"seen": "1", "position": "2", "reason": "Kẹt giấy"})
    page = office.get(run).text
    assert "Đã cũ" in page
    assert "Kẹt giấy" in page
    assert office.post(f"{run}/da-in", data={"seen": "1", "last": "4"}).status_code == 409


def test_a_file_in_the_making_can_be_cancelled(desk: Desk, office: FlaskClient) -> None:
    run = begun(desk, office)
    office.post(f"{run}/tep", data={"first": "1"})
    job = queries.jobs_of(queries.find_run(int(run.rsplit("/", 1)[1])))[0]
    assert office.post(f"/viec/{job.id}/huy").status_code == 303
    assert not runner.work_off("w")
    assert "Đã hủy" in office.get(run).text
    assert office.get(f"/viec/{job.id}/tep").status_code == 404


@pytest.mark.parametrize(
    ("path", "data", "sentence"),
    [
        ("tep", {"first": ""}, "Ghi số tờ."),
        ("tep", {"first": "không"}, "Ghi một số nguyên, chỉ gồm chữ số."),
        ("tep", {"first": "9"}, "Từ tờ 9 trở đi không còn tờ nào chờ in."),
        ("da-in", {"seen": "1", "last": "0"}, "Ghi một số từ 1 đến 99999."),
        ("hong", {"seen": "1", "position": "2", "reason": " "}, "Ghi rõ vì sao hỏng."),
        ("hong", {"seen": "1", "position": "77", "reason": "Kẹt"}, "Đợt in không có tờ 77 nào"),
        ("dung", {"seen": "1", "reason": ""}, "Ghi rõ vì sao dừng."),
    ],
)
def test_what_a_run_cannot_take_is_said_at_its_field(
    desk: Desk, office: FlaskClient, path: str, data: dict[str, str], sentence: str
) -> None:
    answer = office.post(f"{begun(desk, office)}/{path}", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_nobody_chosen_and_too_little_stock_are_said_at_their_fields(desk: Desk, office: FlaskClient) -> None:
    none = office.post(f"{desk_url(desk)}/dot-moi", data={"stock_id": "", "reason": ""})
    assert (none.status_code, "Chọn ít nhất một người" in none.text) == (422, True)
    begun(desk, office, chosen=[str(each) for each in desk.lines()[:3]])
    office.post("/phoi/1/hong", data={"serials": "BK 004, BK 005\nBK 006", "reason": "Ướt"})
    short = office.post(
        f"{desk_url(desk)}/dot-moi", data={"stock_id": str(desk.stock_id), "chosen": [str(desk.lines()[3])]}
    )
    assert (short.status_code, "Kho còn 0 phôi “Phôi A3”, cần 1." in short.text) == (422, True)


def places(**changes: str) -> dict[str, str]:
    """The form of places as a browser sends it, with one name printed."""
    data = {"seen": "1"}
    for key in FIELDS:
        data |= {f"{key}-size": "14", f"{key}-lines": "1", f"{key}-font": "Times New Roman", f"{key}-align": "center"}
    on = {"is_on": "y", "x": "42", "y": "130,5", "width": "336"}
    return data | {f"ten_day_du-{name}": value for name, value in on.items()} | changes


def test_positions_are_typed_in_millimetres_as_read_off_a_ruler(desk: Desk, office: FlaskClient) -> None:
    page = f"/phoi/{desk.stock_id}/vi-tri"
    assert 'value="130,7"' in office.get(page).text
    answer = office.post(page, data=places())
    assert answer.status_code == 303
    place = desk.stock.places[0]
    assert (place["field"], place["x"], place["y"], place["width"]) == ("ten_day_du", 420, 1305, 3360)
    assert office.post(page, data=places()).status_code == 409  # somebody was faster


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ten_day_du-x": "4,25"}, "nhiều nhất một chữ số sau dấu phẩy"),
        ({"ten_day_du-y": ""}, "Ghi số này, hoặc bỏ chọn"),
        ({"ten_day_du-width": "400"}, "Vượt mép phải: tờ phôi rộng 420 mm."),
        ({"ten_day_du-y": "297"}, "Vượt mép dưới: tờ phôi cao 297 mm."),
        ({"ten_day_du-size": "500"}, "Ghi một số từ 6 đến 96."),
        ({"ten_day_du-font": "Wingdings"}, "Chọn một giá trị trong danh sách."),
        ({"ten_day_du-is_on": ""}, "Chọn ít nhất một mục để in."),
    ],
)
def test_a_position_off_the_sheet_is_said_at_its_field_and_kept(
    desk: Desk, office: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    data = {name: value for name, value in places(**changes).items() if not (name.endswith("is_on") and not value)}
    answer = office.post(f"/phoi/{desk.stock_id}/vi-tri", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="42"' in answer.text or "ten_day_du-x" in changes


def test_the_offset_moves_what_is_printed(desk: Desk, office: FlaskClient) -> None:
    url = f"/phoi/{desk.stock_id}"
    before = office.get(f"{url}/tep-in-thu").data
    assert office.post(f"{url}/bu-lech", data={"seen": "1", "offset_x": "-1,5", "offset_y": "0"}).status_code == 303
    assert office.get(f"{url}/tep-in-thu").data != before
    assert "ngang -1,5 mm" in unpack(office.get(f"{url}/tep-hieu-chinh").data)[DOCUMENT].decode()
    wrong = office.post(f"{url}/bu-lech", data={"seen": "2", "offset_x": "99", "offset_y": ""})
    assert wrong.status_code == 422
    assert "Ghi từ -50 đến 50 mm." in wrong.text
    assert "Ghi 0 nếu không lệch." in wrong.text


def test_the_register_of_stock_names_every_sheet_and_adds_up(desk: Desk, office: FlaskClient) -> None:
    run = begun(desk, office)
    office.post(f"{run}/hong", data={"seen": "1", "position": "1", "reason": "Lem mực"})
    office.post(f"{run}/da-in", data={"seen": "2", "last": "4"})
    url = f"/phoi/{desk.stock_id}"
    assert "6 = 4 + 1 + 1." in office.get(url).text
    answer = office.get(f"{url}/xuat-so")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0][1:4] == ["BK 001", "Hỏng", "Ông Nguyễn Văn An"]
    assert rows[1][1:4] == ["BK 002", "Đã dùng", "Ông Nguyễn Văn An"]
    assert [row[1:3] for row in rows[6:]] == [["Nhập", 6], ["Đã dùng", 4], ["Hỏng", 1], ["Còn lại", 1]]
    assert office.get(f"{url}/xuat-so").data == answer.data


def test_the_list_of_prizes_adds_up_in_figures_and_words(desk: Desk, office: FlaskClient) -> None:
    page = office.get(desk_url(desk)).text
    assert "15.200.000 đồng" in page
    assert "Mười lăm triệu hai trăm nghìn đồng" in page
    answer = office.get(f"{desk_url(desk)}/xuat-tien-thuong")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[4:7] for row in rows[:4]] == [["1,5", 2_530_000, 3_800_000]] * 4
    assert rows[4][6] == 15_200_000
    assert rows[5][1] == "Bằng chữ: Mười lăm triệu hai trăm nghìn đồng"
    assert office.get(f"{desk_url(desk)}/xuat-tien-thuong").data == answer.data
    assert office.post(f"{desk_url(desk)}/tien-thuong").status_code == 303
    assert "Danh sách chi tiền thưởng" in office.get(f"/ho-so/{desk.world.dossier_id}").text


def test_the_code_on_a_certificate_leads_anybody_to_the_public_page(
    sqlite_app: Flask, desk: Desk, office: FlaskClient
) -> None:
    fresh()
    code = desk.decision.verification_code
    assert f"/quyet-dinh/{code}" in office.get(desk_url(desk)).text
    assert NAMES[0] in sqlite_app.test_client().get(f"/quyet-dinh/{code}").text


def test_a_new_kind_of_stock_begins_with_places_to_measure(desk: Desk, office: FlaskClient) -> None:
    unit = str(desk.world.province.id)
    same = office.post("/phoi/moi", data={"unit_id": unit, "name": "Phôi A3", "width": "420", "height": "297"})
    assert (same.status_code, "đã có loại phôi mang tên này" in same.text) == (422, True)
    small = office.post("/phoi/moi", data={"unit_id": unit, "name": "A4", "width": "20", "height": "x"})
    assert (small.status_code, "Ghi từ 50 đến 600 mm." in small.text) == (422, True)
    good = office.post("/phoi/moi", data={"unit_id": unit, "name": "Giấy khen A4", "width": "297", "height": "210"})
    assert good.status_code == 303
    assert office.get(good.location).text.count(" checked") == 9 + 3  # places printed; two of them bold, one italic
    assert "Chưa nhập phôi nào." in office.get(good.location.removesuffix("/vi-tri")).text
