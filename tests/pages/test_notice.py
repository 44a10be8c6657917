from __future__ import annotations

import pytest
import time_machine
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import Account, Objection, PublicNotice
from dossiers.notice import service
from dossiers.uploads import Upload
from tests.decision_world import OVER, POSTED, World, a_world, object_to, post, vietnam
from tests.factories import a_unit, an_account, signed_in

DURING = vietnam(2026, 11, 30)


def enter(client: FlaskClient, account: Account) -> FlaskClient:
    return signed_in(client, account)


def url(world: World, step: str) -> str:
    return f"/ho-so/{world.dossier_id}/{step}"


def test_an_appraiser_posts_and_closes_a_notice(client: FlaskClient) -> None:
    world = a_world()
    with time_machine.travel(POSTED):
        enter(client, world.appraiser)
        page = client.get(url(world, "dang-cong-khai")).text
        assert "26/11/2026" in page
        assert "02/12/2026" in page
        typed = {"seen": world.dossier.version, "place": "Bảng tin Sở Nội vụ", "working_days": ""}
        assert client.post(url(world, "dang-cong-khai"), data=typed).status_code == 303
        assert "Còn công khai đến hết ngày 02/12/2026" in client.get(url(world, "ket-thuc-cong-khai")).text
    with time_machine.travel(OVER):
        enter(client, world.appraiser)
        typed = {"seen": world.dossier.version}
        assert client.post(url(world, "ket-thuc-cong-khai"), data=typed).status_code == 303
    assert world.dossier.state == "before_decision"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"place": "", "working_days": "7"}, "Ghi nơi niêm yết"),
        ({"place": "Bảng tin", "working_days": "3"}, "ít nhất 5 ngày"),
        ({"place": "Bảng tin", "working_days": "mười"}, "chỉ gồm chữ số"),
        ({"place": "Bảng tin", "working_days": "100"}, "từ 1 đến 60"),
        ({"place": "x" * 301, "working_days": ""}, "Tối đa 300 ký tự"),
    ],
)
def test_bad_input_is_told_and_stays(client: FlaskClient, typed: dict[str, str], complaint: str) -> None:
    world = a_world()
    with time_machine.travel(POSTED):
        enter(client, world.appraiser)
        answer = client.post(url(world, "dang-cong-khai"), data=typed | {"seen": world.dossier.version})
    assert answer.status_code == 422
    assert complaint in answer.text
    assert (typed["place"] or typed["working_days"]) in answer.text
    assert current_session().query(PublicNotice).count() == 0


def test_an_old_page_is_told_who_was_faster(client: FlaskClient) -> None:
    world = a_world()
    post(world)
    with time_machine.travel(OVER):
        enter(client, world.appraiser)
        answer = client.post(url(world, "ket-thuc-cong-khai"), data={"seen": 1})
    assert answer.status_code == 409
    assert "đã thay đổi" in answer.text


def test_the_closing_page_names_who_stays_behind(client: FlaskClient) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    object_to(world, "Trần Thị Bình", DURING)
    with time_machine.travel(OVER):
        enter(client, world.appraiser)
        page = client.get(url(world, "ket-thuc-cong-khai")).text
        assert "Trần Thị Bình: còn 1 phản ánh chưa trả lời" in page
        done = client.post(
            url(world, "ket-thuc-cong-khai"), data={"seen": world.dossier.version}, follow_redirects=True
        )
    assert f"{world.dossier.code}-T1" in done.text


def test_others_may_not_open_the_steps(client: FlaskClient) -> None:
    world = a_world()
    for account, status in (
        (world.clerk, 403),
        (world.chairman, 403),
        (an_account("clerk", unit=a_unit("Sở Y tế", "department")), 404),
    ):
        enter(client, account)
        assert client.get(url(world, "dang-cong-khai")).status_code == status, account.full_name
        assert client.post(url(world, "dang-cong-khai"), data={"seen": 1, "place": "x"}).status_code == status


def test_an_appraiser_reads_and_answers_an_objection(client: FlaskClient) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    with time_machine.travel(OVER):
        enter(client, world.appraiser)
        assert objection.receipt_code in client.get("/phan-anh-da-nhan").text
        page = client.get(f"/phan-anh-da-nhan/{objection.id}").text
        assert "Lê Thị Phản Ánh" in page
        typed = {"seen": world.dossier.version, "is_upheld": "no", "answer": ""}
        refused = client.post(f"/phan-anh-da-nhan/{objection.id}", data=typed)
        assert refused.status_code == 422
        assert "Ghi nội dung trả lời." in refused.text
        typed["answer"] = "Đã kiểm tra."
        assert client.post(f"/phan-anh-da-nhan/{objection.id}", data=typed).status_code == 303
        assert "Đã kiểm tra." in client.get(f"/phan-anh-da-nhan/{objection.id}").text
    assert world.line("Nguyễn Văn An").hold_reason == ""


def test_nobody_else_learns_of_the_sender(client: FlaskClient) -> None:
    world = a_world("Nguyễn Văn An")
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    others = [world.clerk, world.chairman, world.office]
    others += [an_account(role, unit=world.province) for role in ("council_secretary", "auditor", "administrator")]
    with time_machine.travel(OVER):
        for account in others:
            enter(client, account)
            for page in ("", f"/{objection.id}", f"/{objection.id}/tep"):
                assert client.get(f"/phan-anh-da-nhan{page}").status_code in (403, 404), account.full_name
            seen = client.get(f"/ho-so/{world.dossier_id}").text
            assert "Lê Thị Phản Ánh" not in seen
            assert "0912" not in seen
        enter(client, an_account("appraiser", unit=a_unit("Sở Y tế", "department")))
        assert objection.receipt_code not in client.get("/phan-anh-da-nhan").text
        assert client.get(f"/phan-anh-da-nhan/{objection.id}").status_code == 404


def test_the_file_of_an_objection_is_sent_under_its_own_name(client: FlaskClient) -> None:
    world = a_world("Nguyễn Văn An")
    post(world)
    service.receive_objection(
        notice_id=world.notice.id,
        nomination_id=None,
        about_name="Phạm Văn Vắng",
        sender_name="A",
        sender_contact="B",
        statement="C",
        upload=Upload("đơn phản ánh.pdf", "application/pdf", b"%PDF-1.4 %%EOF"),
        sender="x",
        at=DURING,
    )
    without = object_to(world, "Nguyễn Văn An", DURING)
    with_file = current_session().query(Objection).filter(Objection.sha256 != "").one()
    with time_machine.travel(OVER):
        enter(client, world.appraiser)
        answer = client.get(f"/phan-anh-da-nhan/{with_file.id}/tep")
        assert answer.data == b"%PDF-1.4 %%EOF"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "filename*=UTF-8''%C4%91" in answer.headers["Content-Disposition"]
        assert client.get(f"/phan-anh-da-nhan/{without.id}/tep").status_code == 404


@pytest.mark.parametrize("page", ["/ho-so/99/dang-cong-khai", "/ho-so/99/ket-thuc-cong-khai", "/phan-anh-da-nhan/99"])
def test_unknown_ids_are_not_found(client: FlaskClient, page: str) -> None:
    world = a_world()
    enter(client, world.appraiser)
    assert client.get(page).status_code == 404
    assert client.post(page, data={"seen": 1}).status_code == 404
