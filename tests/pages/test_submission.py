"""A clerk begins, writes, checks and hands in a dossier in the browser."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.factories import a_dossier, a_nomination, a_unit, an_account, saved, signed_in
from tests.submission_world import PDF, World, a_clerk_at_work, fresh


@pytest.fixture
def world(client: FlaskClient) -> Iterator[World]:
    with a_clerk_at_work(client) as world:
        yield world


def test_a_new_dossier_opens_for_writing_and_a_wrong_ground_is_told_at_its_field(world: World) -> None:
    begin = {"unit_id": world.unit.id, "award": "LDTT", "ground": "DOT_XUAT", "year": "2025", "campaign_id": ""}
    page = world.post("/ho-so/moi", 422, **begin)
    assert "không xét theo loại hình này" in page
    assert 'value="2025"' in page
    place = world.post("/ho-so/moi", **(begin | {"ground": "CONG_TRANG"}))
    assert "Lao động tiên tiến" in world.get(place)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("year", "hai nghìn", "chỉ gồm chữ số"),
        ("year", "", "Ghi năm của thành tích"),
        ("award", "KHONG_CO", "trong danh sách"),
        ("ground", "KHONG_CO", "choice"),
        ("unit_id", "999999", "trong danh sách"),
        ("campaign_id", "x", "trong danh sách"),
    ],
)
def test_a_bad_beginning_is_told_at_the_field_and_keeps_what_was_typed(
    world: World, field: str, value: str, words: str
) -> None:
    begin = {"unit_id": world.unit.id, "award": "BK_TINH", "ground": "CONG_TRANG", "year": "2025", "campaign_id": ""}
    page = world.post("/ho-so/moi", 422, **(begin | {field: value}))
    assert f'id="{field}-error"' in page
    if field != "ground":
        assert words in page
    if field == "year" and value:
        assert value in page


def test_the_petition_is_saved_and_a_bad_date_is_told_at_its_field_and_stays_typed(world: World) -> None:
    dossier = world.draft(petition_number="", petition_on=None)
    path = f"/ho-so/{dossier.id}/to-trinh"
    typed = {"seen": 1, "reason": "Phong trào thi đua", "request": "", "petition_number": "15/TTr-UBND"}
    page = world.post(path, 422, petition_on="31/02/2026", **typed)
    assert "Ghi ngày theo dạng ngày/tháng/năm" in page
    assert "31/02/2026" in page
    assert "15/TTr-UBND" in page
    world.post(path, petition_on="20/11/2026", **typed)
    assert fresh(dossier).petition_number == "15/TTr-UBND"
    assert "20/11/2026" in world.get(path)


def test_an_overlong_text_is_refused_and_never_cut(world: World) -> None:
    dossier = world.draft()
    page = world.post(
        f"/ho-so/{dossier.id}/to-trinh", 422, seen=1, reason="x" * 5_001, petition_number="", petition_on="", request=""
    )
    assert "Tối đa 5000 ký tự" in page
    assert fresh(dossier).version == 1


def test_two_clerks_on_the_same_page_do_not_overwrite_each_other(world: World) -> None:
    dossier = world.draft()
    typed = {"request": "", "petition_number": "1/TTr", "petition_on": ""}
    world.post(f"/ho-so/{dossier.id}/to-trinh", seen=1, reason="Của tôi", **typed)
    page = world.post(f"/ho-so/{dossier.id}/to-trinh", 409, seen=1, reason="Của đồng nghiệp", **typed)
    assert "đã thay đổi sau khi bạn mở trang" in page
    assert fresh(dossier).reason == "Của tôi"


def test_the_review_meeting_is_typed_with_people_and_votes(world: World) -> None:
    dossier = world.draft(nominations=[a_nomination(review_votes={})], review={})
    line = dossier.nominations[0]
    path = f"/ho-so/{dossier.id}/binh-xet"
    typed = {
        "seen": 1,
        "held_on": "18/11/2026",
        "starts_at": "14h30",
        "place": "Phòng họp",
        "roster": "3",
        "chair_name": "Hoàng Văn Sơn",
        "secretary_name": "Lê Thị Hạnh",
        "present": "Hoàng Văn Sơn, Chủ tịch\nLê Thị Hạnh\tChuyên viên",
        "absent": "Trần Văn Ba, Phó Chủ tịch, đi công tác",
        "is_secret": "1",
        "conclusion": "Nhất trí.",
        "votes-0-nomination_id": line.id,
        "votes-0-yes": "2",
    }
    for changes, words in (
        ({"held_on": "hôm qua"}, "ngày/tháng/năm"),
        ({"starts_at": "chiều"}, "giờ:phút"),
        ({"roster": "2"}, "nhiều hơn 2 thành viên"),
        ({"votes-0-yes": "3"}, "nhiều hơn 2 người dự họp"),
        ({"votes-0-yes": "hai"}, "chỉ gồm chữ số"),
    ):
        page = world.post(path, 422, **(typed | changes))
        assert words in page
        assert "Lê Thị Hạnh" in page
        assert next(iter(changes.values())) in page
    world.post(path, **typed)
    kept = fresh(dossier)
    assert kept.review["starts_at"] == "14:30"
    assert kept.review["present"][1] == {"name": "Lê Thị Hạnh", "post": "Chuyên viên"}
    assert kept.review["absent"][0]["reason"] == "đi công tác"
    assert kept.nominations[0].review_votes == {"yes": 2, "no": 0, "abstain": 0}
    assert "Trần Văn Ba, Phó Chủ tịch, đi công tác" in world.get(path)


def test_files_are_uploaded_downloaded_as_attachments_and_taken_out(world: World) -> None:
    dossier = world.draft(review={})
    path = f"/ho-so/{dossier.id}/thanh-phan/bien_ban"
    page = world.post(path, 422, seen=1, files=(io.BytesIO(b"<html>"), "bien_ban.pdf"))
    assert "không đúng với phần mở rộng" in page
    assert "Chọn ít nhất một tệp" in world.post(path, 422, seen=1)
    world.post(path, seen=1, files=(io.BytesIO(PDF), "Biên bản; filename=x.exe.pdf"))
    (kept,) = fresh(dossier).attachments
    answer = world.browser.get(f"/ho-so/{dossier.id}/tep/{kept.id}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    world.post(f"/ho-so/{dossier.id}/tep/{kept.id}/xoa", seen=2)
    assert fresh(dossier).attachments == []


def test_the_check_page_says_what_stands_in_the_way_and_how_to_go_on(world: World) -> None:
    lines = [a_nomination("Một", achievement=""), a_nomination("Hai", evidence={})]
    dossier = world.draft(nominations=lines, petition_number="")
    page = world.get(f"/ho-so/{dossier.id}/nop")
    assert "1 thiếu thông tin, 1 thiếu chứng cứ" in page
    assert "Tờ trình còn thiếu: số tờ trình." in page
    assert "Luật 06/2022/QH15, Điều 84" in page
    assert "Điền thông tin này vào tờ trình." in page
    assert ">Nộp hồ sơ</button>" not in page
    assert "Chưa thực hiện được" in world.post(f"/ho-so/{dossier.id}/nop", 409, seen=1)


def test_a_complete_dossier_is_handed_in_and_its_code_shown(world: World) -> None:
    dossier = world.draft()
    assert ">Nộp hồ sơ</button>" in world.get(f"/ho-so/{dossier.id}/nop")
    page = world.get(world.post(f"/ho-so/{dossier.id}/nop", seen=1))
    assert dossier.code in page
    assert "Sở Nội vụ tiếp nhận" in page


def test_a_withdrawal_asks_for_its_reason(world: World) -> None:
    dossier = world.draft()
    path = f"/ho-so/{dossier.id}/rut"
    assert "Muốn đề nghị lại phải lập hồ sơ mới" in world.get(path)
    assert 'id="reason-error"' in world.post(path, 422, seen=1, reason=" ")
    world.post(path, seen=1, reason="Lập trùng.")
    assert fresh(dossier).state == "withdrawn"


PATHS = (
    "/ho-so/{0}/soan",
    "/ho-so/{0}/to-trinh",
    "/ho-so/{0}/binh-xet",
    "/ho-so/{0}/nop",
    "/ho-so/{0}/rut",
    "/ho-so/{0}/da-nop",
    "/ho-so/{0}/de-nghi/them/individual",
    "/ho-so/{0}/de-nghi/dan-danh-sach",
    "/ho-so/{0}/de-nghi/{1}",
    "/ho-so/{0}/de-nghi/{1}/xoa",
    "/ho-so/{0}/de-nghi/{1}/rut",
    "/ho-so/{0}/thanh-phan/bien_ban",
    "/ho-so/{0}/de-nghi/{1}/thanh-phan/xac_nhan_thanh_tich",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_clerk_of_another_unit_does_not_learn_that_a_dossier_exists(world: World, path: str) -> None:
    other = a_unit("Ủy ban nhân dân xã Đại Phúc")
    theirs = a_dossier(other, world.province, an_account("clerk", unit=other))
    address = path.format(theirs.id, theirs.nominations[0].id)
    assert theirs.code not in world.get(address, 404)
    assert world.browser.post(address).status_code in (404, 405)


@pytest.mark.parametrize("path", [path for path in PATHS if "{1}" in path])
def test_an_unknown_line_or_component_or_kind_is_not_found(world: World, path: str) -> None:
    dossier, other = world.draft(), world.draft()
    world.get(path.format(dossier.id, 999_999), 404)
    world.get(path.format(dossier.id, other.nominations[0].id), 404)


@pytest.mark.parametrize(
    "path",
    [
        "/ho-so/999999/soan",
        "/ho-so/{0}/thanh-phan/khong_co",
        "/ho-so/{0}/de-nghi/them/doanh_nghiep",
        "/ho-so/{0}/tep/9",
    ],
)
def test_unknown_things_are_not_found(world: World, path: str) -> None:
    world.get(path.format(world.draft().id), 404)


def test_others_see_a_draft_not_at_all_and_edit_nothing(world: World, client: FlaskClient) -> None:
    dossier = world.draft()
    appraiser = signed_in(client.application.test_client(), an_account("appraiser", unit=world.province.keeper))
    assert appraiser.get(f"/ho-so/{dossier.id}/soan").status_code == 404
    head = signed_in(client.application.test_client(), an_account("head_of_unit", unit=world.unit))
    assert head.get(f"/ho-so/{dossier.id}/soan").status_code == 403
    assert head.get(f"/ho-so/{dossier.id}/nop").status_code == 200
    stranger = client.application.test_client().get(f"/ho-so/{dossier.id}/soan")
    assert (stranger.status_code, stranger.location.split("?")[0]) == (302, "/dang-nhap")


def test_a_version_that_was_tampered_with_is_stale_and_never_an_error(world: World) -> None:
    dossier = world.draft()
    for seen in ("", "x", "-1", "9" * 40, "٢"):
        assert world.browser.post(f"/ho-so/{dossier.id}/nop", data={"seen": seen}).status_code == 409
    assert fresh(dossier).state == "draft"


def test_what_people_type_is_shown_as_text(world: World) -> None:
    line = a_nomination("<script>alert(1)</script>{{7*7}}", evidence={})
    dossier = saved(world.draft(nominations=[line]))
    answer = world.browser.get(f"/ho-so/{dossier.id}/soan").text
    assert "<script>alert(1)" not in answer
    assert "{{7*7}}" in answer
