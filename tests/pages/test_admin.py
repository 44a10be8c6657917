"""Units, people, roles and the journal, as administrators and auditors use them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from dossiers import clock, journal
from dossiers.db import current_session, unit_of_work
from dossiers.journal import JournalEntry
from dossiers.models import Account, RoleGrant, Unit
from tests.factories import a_dossier, a_province, a_unit, an_account, signed_in

UNIT = {
    "code": "UBND-LB",
    "name": "Ủy ban nhân dân xã La Bằng",
    "kind": "commune",
    "place": "La Bằng",
    "is_active": "y",
}
PERSON = {"full_name": "Hoàng Thị Lan", "email": "Lan@example.vn", "post": "Chuyên viên"}


@pytest.fixture
def province(client: FlaskClient) -> Unit:
    return a_province()


@pytest.fixture
def administrator(client: FlaskClient, province: Unit) -> Account:
    account = an_account("administrator", unit=province.keeper, full_name="Ngô Quang Trung")
    signed_in(client, account)
    return account


def newest_entry() -> JournalEntry:
    found = current_session().scalar(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1))
    assert found is not None
    return found


@pytest.mark.parametrize("address", ["/quan-tri", "/quan-tri/don-vi", "/quan-tri/nguoi-dung", "/nhat-ky"])
@pytest.mark.parametrize("role", ["clerk", "appraiser", "council_chair", "decision_maker"])
def test_other_roles_are_told_that_this_is_not_theirs(client: FlaskClient, address: str, role: str) -> None:
    answer = signed_in(client, an_account(role, unit=a_unit())).get(address)
    assert answer.status_code == 403
    assert "Quản trị hệ thống" in answer.text


def test_an_auditor_reads_the_journal_and_manages_nothing(client: FlaskClient, province: Unit) -> None:
    signed_in(client, an_account("auditor", unit=province))
    assert client.get("/nhat-ky").status_code == 200
    assert client.get("/quan-tri/nguoi-dung").status_code == 403


def test_a_unit_is_added_found_without_marks_and_changed(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    assert client.post("/quan-tri/don-vi/them", data={**UNIT, "parent_id": province.id}).status_code == 303
    unit = current_session().scalars(select(Unit).where(Unit.code == "UBND-LB")).one()
    assert unit.parent_id == province.id
    assert unit.name in client.get("/quan-tri/don-vi?q=la bang").text
    assert "Không có đơn vị nào" in client.get("/quan-tri/don-vi?q=khong co").text
    changed = {**UNIT, "head_name": "Đỗ Văn Hải", "parent_id": ""}
    assert client.post(f"/quan-tri/don-vi/{unit.id}", data=changed).status_code == 303
    current_session().expire_all()
    assert (unit.head_name, unit.parent_id) == ("Đỗ Văn Hải", None)
    assert newest_entry().details == {"fields": ["parent_id", "head_name"]}
    assert newest_entry().actor_id == administrator.id


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "  "}, "Nhập tên đơn vị."),
        ({"code": "có dấu"}, "Mã chỉ gồm chữ không dấu"),
        ({"code": "SNV"}, "Mã này đã dùng cho một đơn vị khác."),
        ({"kind": "planet"}, "Chọn một giá trị trong danh sách."),
        ({"parent_id": "999999"}, "Chọn một giá trị trong danh sách."),
        ({"name": "x" * 201}, "Tối đa 200 ký tự."),
    ],
)
def test_what_a_unit_can_not_be_is_told_at_the_field(
    client: FlaskClient, administrator: Account, wrong: dict[str, str], message: str
) -> None:
    answer = client.post("/quan-tri/don-vi/them", data={**UNIT, "place": "Núi Cốc", **wrong})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Núi Cốc" in answer.text


def test_a_unit_never_stands_below_itself(client: FlaskClient, province: Unit, administrator: Account) -> None:
    data = {**UNIT, "code": province.code, "name": province.name, "kind": "province", "parent_id": province.keeper.id}
    answer = client.post(f"/quan-tri/don-vi/{province.id}", data=data)
    assert answer.status_code == 422
    assert "không thể trực thuộc chính mình" in answer.text


def test_a_new_person_signs_in_with_the_link_that_is_shown_once(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    answer = client.post("/quan-tri/nguoi-dung/them", data={**PERSON, "unit_id": province.id})
    assert answer.status_code == 200
    address = re.search(r"http://localhost(/dang-nhap/[\w-]+)", answer.text)
    assert address
    account = current_session().scalars(select(Account).where(Account.email == "lan@example.vn")).one()
    assert address[1] not in client.get(f"/quan-tri/nguoi-dung/{account.id}").text
    browser = client.application.test_client()
    assert browser.post(address[1]).status_code == 303
    assert browser.get("/tai-khoan").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"full_name": ""}, "Nhập họ và tên."),
        ({"email": "không phải thư"}, "Ghi thư điện tử đầy đủ"),
        ({"email": "TAKEN@example.vn"}, "Thư điện tử này đã có tài khoản."),
        ({"unit_id": "0"}, "Chọn một giá trị trong danh sách."),
    ],
)
def test_what_a_person_can_not_be_is_told_at_the_field(
    client: FlaskClient, province: Unit, administrator: Account, wrong: dict[str, str], message: str
) -> None:
    current_session().execute(update(Account).values(email="taken@example.vn"))
    current_session().commit()
    answer = client.post("/quan-tri/nguoi-dung/them", data={**PERSON, "unit_id": province.id, **wrong})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Chuyên viên" in answer.text


def test_people_are_found_without_marks_and_ordered_by_given_name(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    for name in ("Trần Văn Đức", "Đặng Thị Bình", "Nguyễn Văn An"):
        an_account(unit=province, full_name=name)
    page = client.get(f"/quan-tri/nguoi-dung?unit={province.id}").text
    assert page.index("Nguyễn Văn An") < page.index("Đặng Thị Bình") < page.index("Trần Văn Đức")
    found = client.get("/quan-tri/nguoi-dung?q=dang thi").text
    assert "Đặng Thị Bình" in found
    assert "Trần Văn Đức" not in found


def test_closing_an_account_ends_its_sessions_at_once(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    clerk = an_account("clerk", unit=province)
    browser = signed_in(client.application.test_client(), clerk)
    assert client.post(f"/quan-tri/nguoi-dung/{clerk.id}/ngung").status_code == 303
    assert browser.get("/viec-cua-toi").status_code == 302
    assert client.post(f"/quan-tri/nguoi-dung/{clerk.id}/lien-ket").status_code == 409
    assert client.post(f"/quan-tri/nguoi-dung/{clerk.id}/mo-lai").status_code == 303
    assert browser.get("/viec-cua-toi").status_code == 302, "an ended session stays ended"


def test_nobody_closes_their_own_account(client: FlaskClient, administrator: Account) -> None:
    answer = client.post(f"/quan-tri/nguoi-dung/{administrator.id}/ngung")
    assert answer.status_code == 409
    assert client.get("/quan-tri").status_code == 200


def grant(client: FlaskClient, account: Account, role: str, unit: Unit, from_on: str, until_on: str = ""):
    data = {"role": role, "unit_id": unit.id, "from_on": from_on, "until_on": until_on}
    return client.post(f"/quan-tri/nguoi-dung/{account.id}/vai-tro", data=data)


def test_a_role_holds_from_its_first_to_its_last_day(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    person = an_account(unit=province)
    browser = signed_in(client.application.test_client(), person)
    today = clock.today()
    assert browser.get("/ho-so").status_code == 403
    assert grant(client, person, "appraiser", province.keeper, f"{today:%d/%m/%Y}").status_code == 303
    assert browser.get("/ho-so").status_code == 200
    held = current_session().scalars(select(RoleGrant).where(RoleGrant.account_id == person.id)).one()
    held.from_on = date(2024, 1, 1)
    current_session().commit()
    yesterday = today - timedelta(days=1)
    assert (
        client.post(f"/quan-tri/vai-tro/{held.id}/ket-thuc", data={"until_on": f"{yesterday:%d/%m/%Y}"}).status_code
        == 303
    )
    assert browser.get("/ho-so").status_code == 403
    assert "Đã kết thúc" in client.get(f"/quan-tri/nguoi-dung/{person.id}").text


@pytest.mark.parametrize("role", ["decision_maker", "appraiser", "council_chair", "council_member", "auditor"])
def test_nobody_gives_a_role_to_themselves(
    client: FlaskClient, province: Unit, administrator: Account, role: str
) -> None:
    answer = grant(client, administrator, role, province, "01/01/2026")
    assert answer.status_code == 409
    assert "Không ai được tự giao vai trò cho mình" in answer.text
    roles = current_session().scalars(select(RoleGrant.role).where(RoleGrant.account_id == administrator.id)).all()
    assert roles == ["administrator"]


@pytest.mark.parametrize(
    ("from_on", "until_on", "message"),
    [
        ("31/02/2026", "", "Ghi ngày theo dạng ngày/tháng/năm"),
        ("", "", "Nhập ngày bắt đầu."),
        ("01/02/2026", "31/01/2026", "Ngày cuối phải từ ngày bắt đầu trở đi."),
        ("01/02/2026", "", "đã có vai trò đó tại đơn vị"),
    ],
)
def test_impossible_days_of_a_role_are_told_at_the_field(
    client: FlaskClient, province: Unit, administrator: Account, from_on: str, until_on: str, message: str
) -> None:
    person = an_account("clerk", unit=province)
    answer = grant(client, person, "clerk", province, from_on, until_on)
    assert answer.status_code == 422
    assert message in answer.text
    assert from_on in answer.text


def test_the_last_day_of_a_role_is_never_moved_later_or_before_its_first(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    person = an_account("clerk", unit=province)
    held = person.grants[0]
    held.until_on = date(2026, 6, 30)
    current_session().commit()
    for day, message in (("01/07/2026", "Giao lại vai trò"), ("31/12/2023", "từ ngày bắt đầu (01/01/2024)")):
        answer = client.post(f"/quan-tri/vai-tro/{held.id}/ket-thuc", data={"until_on": day})
        assert answer.status_code == 422
        assert message in answer.text


def test_every_own_action_is_in_the_journal_and_the_chain_holds(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    person = an_account(unit=province)
    client.post("/quan-tri/don-vi/them", data=UNIT)
    client.post(f"/quan-tri/nguoi-dung/{person.id}/lien-ket")
    client.post(f"/quan-tri/nguoi-dung/{person.id}/sua", data={**PERSON, "unit_id": province.id})
    grant(client, person, "clerk", province, "01/01/2026")
    client.post(f"/quan-tri/nguoi-dung/{person.id}/ngung")
    entries = current_session().scalars(select(JournalEntry).where(JournalEntry.actor_id == administrator.id)).all()
    assert [entry.action for entry in entries][1:] == [
        "unit.created",
        "account.link_created",
        "account.changed",
        "role.granted",
        "account.closed",
    ]
    assert journal.verify(journal.stored()).ok
    assert "Nhật ký còn nguyên vẹn." in client.get("/nhat-ky/kiem-tra").text


def test_the_journal_is_narrowed_by_person_kind_and_day(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    client.post("/quan-tri/don-vi/them", data=UNIT)
    today = f"{clock.today():%d/%m/%Y}"
    assert (
        "Thêm đơn vị"
        in client.get("/nhat-ky", query_string={"action": "unit", "from_on": today, "until_on": today}).text
    )
    for query in ({"action": "role"}, {"name": "Không có ai"}, {"until_on": "01/01/2024"}, {"code": "TN-0000"}):
        assert "Không có dòng nhật ký nào" in client.get("/nhat-ky", query_string=query).text
    assert client.get("/nhat-ky", query_string={"from_on": "hôm qua"}).status_code == 422


def test_the_journal_leads_to_a_dossier_only_those_who_may_open_it(
    client: FlaskClient, province: Unit, administrator: Account
) -> None:
    unit = a_unit()
    dossier = a_dossier(unit, province, an_account("clerk", unit=unit), state="submitted")
    with unit_of_work():
        journal.record("dossier.submit", dossier, actor=None, at=clock.now(), dossier_id=dossier.id)
    for reader, links in ((administrator, 0), (an_account("auditor", unit=province), 1)):
        page = signed_in(client, reader).get("/nhat-ky").text
        assert dossier.code in page
        assert page.count(f'href="/ho-so/{dossier.id}"') == links


def test_the_journal_is_read_page_by_page_to_its_first_line(client: FlaskClient, administrator: Account) -> None:
    for _ in range(55):
        client.post(f"/quan-tri/nguoi-dung/{administrator.id}/lien-ket")
    first = client.get("/nhat-ky").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    assert "Đăng nhập" in client.get(following[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/don-vi/999",
        "/quan-tri/nguoi-dung/999",
        "/quan-tri/nguoi-dung/999/sua",
        "/quan-tri/vai-tro/999/ket-thuc",
    ],
)
def test_unknown_things_are_not_found(client: FlaskClient, administrator: Account, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in (404, 405)
