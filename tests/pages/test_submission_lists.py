"""A clerk downloads the list of a dossier, fills it, looks at what it would change, and confirms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dossiers.models import Dossier
from tests.factories import a_nomination, an_account, signed_in
from tests.hostile_lists import HOSTILE
from tests.listed import edited, in_excel, in_word
from tests.submission_world import World, a_clerk_at_work, fresh

HEADING = ["STT", "Họ và tên", "Năm sinh", "Đơn vị công tác"]


@pytest.fixture
def world(client: FlaskClient) -> Iterator[World]:
    with a_clerk_at_work(client) as world:
        yield world


def send(world: World, dossier: Dossier, content: bytes, name: str = "danh sách.xlsx", **fields: Any) -> Any:
    data = {"file": (io.BytesIO(content), name), **fields}
    return world.browser.post(f"/ho-so/{dossier.id}/danh-sach/doc", data=data)


def ticket(page: Any) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    return found[1]


def write(world: World, dossier: Dossier, page: Any) -> Any:
    return world.browser.post(
        f"/ho-so/{dossier.id}/danh-sach/ghi", data={"ticket": ticket(page)}, follow_redirects=True
    )


def test_the_list_goes_out_is_filled_looked_at_and_written(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Nguyễn Văn An")])
    assert "danh-sach/doc" in world.get(f"/ho-so/{dossier.id}/soan")
    answer = world.browser.get(f"/ho-so/{dossier.id}/danh-sach/tai-ve")
    assert answer.headers["Content-Disposition"].endswith(f"danh-sach-{dossier.code}.xlsx")
    content = edited(answer.data, G6="Trưởng phòng", C7="Cá nhân", D7="Lê Thị Lan", E7="Nữ", F7=1990)
    page = send(world, dossier, content)
    assert page.status_code == 200
    for words in ("thêm 1, sửa 1", "Trưởng phòng", "Chuyên viên", "Lê Thị Lan"):
        assert words in page.text
    assert len(fresh(dossier).nominations) == 1
    assert "Đã ghi danh sách: thêm 1, sửa 1." in write(world, dossier, page).text
    assert [line.label for line in fresh(dossier).nominations] == ["Ông Nguyễn Văn An", "Bà Lê Thị Lan"]


def test_a_units_own_word_list_is_written_as_the_whole_list(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination("Nguyễn Văn An")])
    rows = [HEADING, ["1", "Lê Thị Lan", "1990", "Trạm Y tế"]]
    page = send(world, dossier, in_word(rows), "danh sách.docx", is_whole="1")
    assert "không lấy lại được" in page.text
    write(world, dossier, page)
    assert [line.name for line in fresh(dossier).nominations] == ["Lê Thị Lan"]


def test_every_wrong_cell_is_shown_and_nothing_can_be_written(world: World) -> None:
    dossier = world.draft(nominations=[])
    page = send(world, dossier, in_excel([HEADING, [1, "<b>An</b>", "85", ""], [2, None, 1990, "x"]]))
    assert page.status_code == 422
    for words in ("C2", "B3", "Ghi bốn chữ số", "Chưa ghi tên", "Chọn lại tệp"):
        assert words in page.text
    assert "<b>An" not in page.text
    assert "danh-sach/ghi" not in page.text


def test_an_equal_list_offers_nothing_to_write(world: World) -> None:
    dossier = world.draft()
    page = send(world, dossier, world.browser.get(f"/ho-so/{dossier.id}/danh-sach/tai-ve").data, is_whole="1")
    assert "giống hệt danh sách của hồ sơ" in page.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("", b"", "Chọn tệp danh sách cần đọc."),
        ("ds.xls", b"x", "chỉ nhận tệp PDF, DOCX, XLSX"),
        ("ds.pdf", b"%PDF-1.7\n%%EOF\n", "Chỉ đọc được danh sách từ tệp Excel (.xlsx) hoặc Word (.docx)."),
        ("ds.xlsx", b"PK\x03\x04", "Tệp “ds.xlsx”"),
        ("ds.docx", in_excel([HEADING]), "Tệp “ds.docx”"),
        ("ds.xlsx", in_excel([["Kế hoạch"]]), "Không thấy dòng tiêu đề"),
    ],
)
def test_what_is_no_list_is_told_at_the_field(world: World, name: str, content: bytes, words: str) -> None:
    page = send(world, world.draft(), content, name)
    assert page.status_code == 422
    assert words in page.text
    assert 'id="file-error"' in page.text


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_the_reason_or_read_without_harm(world: World, case: str) -> None:
    name, content, words = HOSTILE[case]
    page = send(world, world.draft(nominations=[]), content(), name)
    assert page.status_code == (422 if words else 200), page.text
    assert (words or "Ghi vào hồ sơ: thêm 1") in page.text


def test_a_look_of_another_dossier_or_person_writes_nothing(world: World) -> None:
    first, second = world.draft(nominations=[]), world.draft(nominations=[])
    page = send(world, first, in_excel([HEADING, [1, "An", 1990, "Xã"]]))
    assert world.browser.post(f"/ho-so/{second.id}/danh-sach/ghi", data={"ticket": ticket(page)}).status_code == 409
    assert world.browser.post(f"/ho-so/{first.id}/danh-sach/ghi", data={"ticket": "x"}).status_code == 409
    other = signed_in(world.browser, an_account("clerk", unit=world.unit))
    assert other.post(f"/ho-so/{first.id}/danh-sach/ghi", data={"ticket": ticket(page)}).status_code == 409
    assert fresh(first).nominations == fresh(second).nominations == []


def test_a_dossier_that_was_sent_offers_its_list_but_reads_none(world: World) -> None:
    dossier = world.draft(state="submitted")
    world.get(f"/ho-so/{dossier.id}/danh-sach/doc", 409)
    answer = world.browser.get(f"/ho-so/{dossier.id}/danh-sach/tai-ve")
    assert load_workbook(io.BytesIO(answer.data)).sheetnames == ["Danh sách đề nghị"]
