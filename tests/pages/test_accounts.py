"""Signing in, staying in and being thrown out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from dossiers import clock
from dossiers.accounts import service
from dossiers.db import current_session
from dossiers.models import Account
from tests.factories import a_unit, an_account, signed_in
from workflow.errors import Refused

PASSWORD = "một câu dễ nhớ của riêng tôi"


@pytest.fixture
def clerk(client: FlaskClient) -> Account:
    return an_account("clerk", unit=a_unit(), full_name="Hoàng Thị Lan")


@pytest.fixture
def with_password(clerk: Account) -> Account:
    service.set_password(clerk.id, PASSWORD, user_agent="", at=clock.now())
    return clerk


def sign_in(client: FlaskClient, email: str, password: str, **more: str):
    return client.post("/dang-nhap", data={"email": email, "password": password, **more})


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page(client: FlaskClient, with_password: Account) -> None:
    asked = client.get("/ho-so?year=2025")
    assert asked.status_code == 302
    assert asked.location == "/dang-nhap?next=/ho-so?year%3D2025"
    answer = sign_in(client, with_password.email.upper(), PASSWORD, next="/ho-so?year=2025")
    assert (answer.status_code, answer.location) == (303, "/ho-so?year=2025")
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "ho-so", "javascript:1"],
)
def test_signing_in_never_leads_away_from_this_site(client: FlaskClient, with_password: Account, target: str) -> None:
    assert sign_in(client, with_password.email, PASSWORD, next=target).location == "/viec-cua-toi"


def test_a_wrong_password_is_refused_at_the_field_and_the_address_stays_typed(
    client: FlaskClient, with_password: Account
) -> None:
    answer = sign_in(client, with_password.email, "sai mật khẩu rồi")
    assert answer.status_code == 422
    assert "Thư điện tử hoặc mật khẩu không đúng" in answer.text
    assert with_password.email in answer.text
    assert "sai mật khẩu rồi" not in answer.text
    assert client.get("/viec-cua-toi").status_code == 302


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(
    client: FlaskClient, with_password: Account
) -> None:
    wrong = sign_in(client, with_password.email, "sai mật khẩu rồi").text
    unknown = sign_in(client, "khong-co@example.vn", "sai mật khẩu rồi").text
    token = re.compile(r'name="csrf_token" value="[^"]*"')
    assert token.sub("", unknown.replace("khong-co@example.vn", with_password.email)) == token.sub("", wrong)


def test_empty_fields_are_named_one_by_one(client: FlaskClient) -> None:
    answer = sign_in(client, "   ", "")
    assert answer.status_code == 422
    assert "Nhập thư điện tử." in answer.text
    assert "Nhập mật khẩu." in answer.text


def test_after_ten_attempts_even_the_right_password_waits_a_quarter_of_an_hour(
    client: FlaskClient, with_password: Account
) -> None:
    with time_machine.travel(clock.now(), tick=False) as travel:
        for _ in range(10):
            sign_in(client, with_password.email, "sai mật khẩu rồi")
        blocked = sign_in(client, with_password.email, PASSWORD)
        assert blocked.status_code == 422
        assert "Chờ 15 phút" in blocked.text
        travel.shift(timedelta(minutes=16))
        assert sign_in(client, with_password.email, PASSWORD).status_code == 303


def test_a_success_forgets_the_failures_before_it(client: FlaskClient, with_password: Account) -> None:
    for _ in range(3):
        for _ in range(6):
            sign_in(client, with_password.email, "sai mật khẩu rồi")
        assert sign_in(client, with_password.email, PASSWORD).status_code == 303
        client.post("/dang-xuat")


def test_looking_at_a_one_time_link_does_not_spend_it(client: FlaskClient, clerk: Account) -> None:
    token = service.create_link(clerk.id, clock.now())
    for _ in range(2):
        page = client.get(f"/dang-nhap/{token}")
        assert page.status_code == 200
        assert f"{clerk.email[:2]}***@example.vn" in page.text
        assert clerk.email not in page.text
    assert client.post(f"/dang-nhap/{token}").status_code == 303
    assert client.get("/viec-cua-toi").status_code == 200


def test_a_one_time_link_works_once(client: FlaskClient, clerk: Account) -> None:
    token = service.create_link(clerk.id, clock.now())
    client.post(f"/dang-nhap/{token}")
    again = client.application.test_client()
    for answer in (again.get(f"/dang-nhap/{token}"), again.post(f"/dang-nhap/{token}")):
        assert answer.status_code == 409
        assert "đã dùng hoặc đã hết hạn" in answer.text
    assert again.get("/viec-cua-toi").status_code == 302


def test_a_one_time_link_ends_after_a_day_and_when_a_newer_one_is_made(client: FlaskClient, clerk: Account) -> None:
    first = service.create_link(clerk.id, clock.now())
    second = service.create_link(clerk.id, clock.now())
    assert client.get(f"/dang-nhap/{first}").status_code == 409
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert client.get(f"/dang-nhap/{second}").status_code == 409


def test_an_unknown_link_is_refused_like_a_used_one(client: FlaskClient) -> None:
    assert client.get("/dang-nhap/khong-co-that").status_code == 409


def test_the_first_sign_in_leads_to_choosing_a_password(client: FlaskClient, clerk: Account) -> None:
    answer = client.post(f"/dang-nhap/{service.create_link(clerk.id, clock.now())}")
    assert answer.location == "/tai-khoan"
    assert "Bạn chưa có mật khẩu" in client.get("/tai-khoan").text


def test_signing_in_replaces_the_cookie_and_whatever_it_held(client: FlaskClient, with_password: Account) -> None:
    client.get("/dang-nhap")
    before = client.get_cookie("vinhdanh")
    with client.session_transaction() as session:
        session["planted"] = "by someone else"
    sign_in(client, with_password.email, PASSWORD)
    after = client.get_cookie("vinhdanh")
    assert after is not None
    assert before is None or before.value != after.value
    with client.session_transaction() as session:
        assert "planted" not in session


def test_two_sign_ins_never_share_a_token(client: FlaskClient, with_password: Account) -> None:
    other = client.application.test_client()
    tokens = set()
    for browser in (client, other):
        sign_in(browser, with_password.email, PASSWORD)
        with browser.session_transaction() as session:
            tokens.add(session["_user_id"])
    assert len(tokens) == 2


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient, clerk: Account) -> None:
    signed_in(client, clerk)
    stolen = client.get_cookie("vinhdanh").value
    assert client.post("/dang-xuat").location == "/dang-nhap"
    client.set_cookie("vinhdanh", stolen)
    assert client.get("/viec-cua-toi").status_code == 302


def test_a_session_ends_by_itself(client: FlaskClient, clerk: Account) -> None:
    signed_in(client, clerk)
    with client.session_transaction() as session:
        token = session["_user_id"]
    with time_machine.travel(clock.now() + timedelta(hours=service.SESSION_HOURS, minutes=1)):
        other = client.application.test_client()
        with other.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        assert other.get("/viec-cua-toi").status_code == 302


def test_a_revoked_session_dies_at_once(client: FlaskClient, clerk: Account) -> None:
    phone = signed_in(client.application.test_client(), clerk)
    signed_in(client, clerk)
    page = client.get("/tai-khoan").text
    address = page.split('action="/tai-khoan/phien/')[1].split('"')[0]
    assert client.post(f"/tai-khoan/phien/{address}").status_code == 303
    assert phone.get("/viec-cua-toi").status_code == 302
    assert client.get("/viec-cua-toi").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(client: FlaskClient, clerk: Account) -> None:
    other = an_account("clerk", unit=clerk.unit)
    theirs = signed_in(client.application.test_client(), other)
    signed_in(client, clerk)
    for number in range(1, 4):
        client.post(f"/tai-khoan/phien/{number}/ket-thuc")
    assert theirs.get("/viec-cua-toi").status_code == 200


def test_a_new_password_signs_out_every_other_browser_and_keeps_this_one(client: FlaskClient, clerk: Account) -> None:
    phone = signed_in(client.application.test_client(), clerk)
    signed_in(client, clerk)
    with client.session_transaction() as session:
        before = session["_user_id"]
    answer = client.post("/tai-khoan/mat-khau", data={"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 303
    with client.session_transaction() as session:
        assert session["_user_id"] != before
    assert client.get("/viec-cua-toi").status_code == 200
    assert phone.get("/viec-cua-toi").status_code == 302
    assert sign_in(client.application.test_client(), clerk.email, PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("ngắn quá", "ngắn quá", "ít nhất 12 ký tự"),
        (PASSWORD, "khác hẳn câu trước", "Hai lần nhập không giống nhau."),
        ("", "", "Nhập mật khẩu mới."),
        ("x" * 300, "x" * 300, "Tối đa 200 ký tự."),
    ],
)
def test_a_password_that_will_not_do_is_told_at_the_field(
    client: FlaskClient, clerk: Account, password: str, again: str, message: str
) -> None:
    signed_in(client, clerk)
    answer = client.post("/tai-khoan/mat-khau", data={"password": password, "again": again})
    assert answer.status_code == 422
    assert message in answer.text


def test_a_closed_account_can_not_use_its_password_or_a_link(client: FlaskClient, with_password: Account) -> None:
    token = service.create_link(with_password.id, clock.now())
    with_password.is_active = False
    current_session().commit()
    assert sign_in(client, with_password.email, PASSWORD).status_code == 422
    assert client.get(f"/dang-nhap/{token}").status_code == 409
    with pytest.raises(Refused):
        service.create_link(with_password.id, clock.now())


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36",
            "Chrome trên Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari trên iPhone"),
        ("", "Trình duyệt khác trên thiết bị không rõ"),
    ],
)
def test_a_session_is_named_so_that_its_owner_recognises_it(
    client: FlaskClient, clerk: Account, agent: str, words: str
) -> None:
    token = service.create_link(clerk.id, clock.now())
    client.post(f"/dang-nhap/{token}", headers={"User-Agent": agent})
    assert words in client.get("/tai-khoan").text
