from __future__ import annotations

import pytest
import time_machine
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import Account, AwardRecord, Decision, Document, PublicNotice
from tests.decision_world import OVER, World, a_world, before_decision, issue, post, propose, sign
from tests.factories import a_unit, an_account, saved, signed_in

STEPS = {
    "trinh-quyet-dinh": "propose_decision",
    "duyet-quyet-dinh": "decide",
    "phat-hanh": "issue",
    "tra-lai-du-thao": "send_back",
    "khong-khen-thuong": "refuse",
    "trinh-cap-tren": "forward",
    "y-kien-cap-uy": "record_party_opinion",
    "ket-qua-khen-thuong": "record_grant",
    "cap-tren-khong-khen": "record_refusal",
    "cap-tren-tra-ho-so": "record_return",
}


def url(world: World, step: str) -> str:
    return f"/ho-so/{world.dossier_id}/{step}"


def as_(client: FlaskClient, account: Account) -> FlaskClient:
    return signed_in(client, account)


def test_a_decision_goes_through_the_pages_from_draft_to_issue(client: FlaskClient) -> None:
    world = before_decision("Nguyễn Văn An", "Trần Thị Bình")
    with time_machine.travel(OVER):
        as_(client, world.appraiser)
        page = client.get(url(world, "trinh-quyet-dinh")).text
        assert "Về việc tặng Bằng khen" in page
        assert "7.600.000 đ" in page  # two people at 1.5 × 2.530.000 đ, each rounded up to 3.800.000 đ
        assert "Trịnh Khánh Toàn, Chủ tịch" in page
        typed = {"seen": world.dossier.version, "abstract": "Về việc tặng Bằng khen", "signer_id": world.chairman.id}
        assert client.post(url(world, "trinh-quyet-dinh"), data=typed).status_code == 303

        as_(client, world.chairman)
        tray = client.get(url(world, "duyet-quyet-dinh")).text
        for shown in ("Về việc tặng Bằng khen", "7.600.000 đ", "/van-ban/", "0 phản ánh", "không phải chữ ký số"):
            assert shown in tray
        assert client.post(url(world, "duyet-quyet-dinh"), data={"seen": world.dossier.version}).status_code == 303

        as_(client, world.office)
        assert client.get(url(world, "phat-hanh")).status_code == 200
        done = client.post(url(world, "phat-hanh"), data={"seen": world.dossier.version}, follow_redirects=True)
        assert "Đã phát hành Quyết định số 01/QĐ-UBND" in done.text
    assert world.dossier.state == "issued"


def test_bad_input_on_the_proposal_is_told_and_stays(client: FlaskClient) -> None:
    world = before_decision()
    with time_machine.travel(OVER):
        as_(client, world.appraiser)
        typed = {"seen": world.dossier.version, "abstract": "Về việc dài", "signer_id": "abc"}
        answer = client.post(url(world, "trinh-quyet-dinh"), data=typed)
        assert answer.status_code == 422
        assert "Chọn một giá trị trong danh sách." in answer.text
        assert "Về việc dài" in answer.text
        typed |= {"abstract": " ", "signer_id": world.chairman.id}
        assert "Ghi trích yếu." in client.post(url(world, "trinh-quyet-dinh"), data=typed).text
    assert current_session().query(Decision).count() == 0


@pytest.mark.parametrize("step", ["tra-lai-du-thao", "khong-khen-thuong"])
def test_a_reason_is_asked_for(client: FlaskClient, step: str) -> None:
    world = before_decision()
    propose(world)
    with time_machine.travel(OVER):
        as_(client, world.chairman)
        assert client.get(url(world, step)).status_code == 200
        answer = client.post(url(world, step), data={"seen": world.dossier.version, "reason": "  "})
        assert answer.status_code == 422
        assert "Ghi rõ lý do." in answer.text
        answer = client.post(url(world, step), data={"seen": world.dossier.version, "reason": "Chưa rõ"})
        assert answer.status_code == 303


def test_a_stale_signature_is_refused_with_who_was_faster(client: FlaskClient) -> None:
    world = before_decision()
    propose(world)
    with time_machine.travel(OVER):
        as_(client, world.chairman)
        answer = client.post(url(world, "duyet-quyet-dinh"), data={"seen": 1})
    assert answer.status_code == 409
    assert world.appraiser.full_name in answer.text


def test_a_deputy_is_told_whose_signature_is_awaited(client: FlaskClient) -> None:
    world = before_decision()
    propose(world)
    with time_machine.travel(OVER):
        as_(client, an_account("decision_maker", unit=world.province))
        answer = client.post(url(world, "duyet-quyet-dinh"), data={"seen": world.dossier.version})
    assert answer.status_code == 403
    assert "Trịnh Khánh Toàn" in answer.text


def test_a_step_out_of_place_is_explained(client: FlaskClient) -> None:
    world = a_world()
    post(world)
    as_(client, world.chairman)
    answer = client.get(url(world, "duyet-quyet-dinh"))
    assert answer.status_code == 409
    assert "Công khai lấy ý kiến" in answer.text


@pytest.mark.parametrize("step", STEPS)
def test_strangers_learn_nothing_and_unknown_ids_are_not_found(client: FlaskClient, step: str) -> None:
    world = before_decision()
    assert client.get(url(world, step)).status_code == 302
    as_(client, an_account("clerk", unit=a_unit("Sở Y tế", "department")))
    assert client.get(url(world, step)).status_code == 404
    assert client.post(url(world, step), data={"seen": 1, "reason": "x"}).status_code == 404
    as_(client, world.appraiser)
    assert client.get(f"/ho-so/99/{step}").status_code == 404


def test_what_the_state_decides_is_recorded_through_the_pages(client: FlaskClient) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình", state="party_opinion", procedure="trinh_nha_nuoc", award="BK_TTG")
    saved(
        PublicNotice(
            dossier_id=world.dossier_id,
            place="Cổng thông tin",
            posted_at=OVER,
            posted_by_id=world.appraiser.id,
            first_day=OVER.date(),
            last_day=OVER.date(),
            working_days=10,
            reported_at=OVER,
        )
    )
    an, binh = world.line("Nguyễn Văn An").id, world.line("Trần Thị Bình").id
    with time_machine.travel(OVER):
        as_(client, world.appraiser)
        typed = {"seen": world.dossier.version, "number": "55-CV/TU", "given_on": "ba mươi", "content": "Nhất trí"}
        answer = client.post(url(world, "y-kien-cap-uy"), data=typed | {"agreed": [an, binh]})
        assert answer.status_code == 422
        assert "ngày/tháng/năm" in answer.text
        assert "ba mươi" in answer.text
        typed |= {"given_on": "02/12/2026"}
        assert client.post(url(world, "y-kien-cap-uy"), data=typed | {"agreed": [an, 999]}).status_code == 422
        assert client.post(url(world, "y-kien-cap-uy"), data=typed | {"agreed": [an, binh]}).status_code == 303
        propose(world)
        as_(client, world.chairman)
        assert client.get(url(world, "trinh-cap-tren")).status_code == 200
        assert client.post(url(world, "trinh-cap-tren"), data={"seen": world.dossier.version}).status_code == 303
        as_(client, world.appraiser)
        assert client.get(url(world, "ket-qua-khen-thuong")).status_code == 200
        assert client.get(url(world, "cap-tren-khong-khen")).status_code == 200
        assert client.get(url(world, "cap-tren-tra-ho-so")).status_code == 200
        typed = {"seen": world.dossier.version, "number": "1/QĐ-TTg", "decided_on": "03/12/2026", "body": "Thủ tướng"}
        answer = client.post(url(world, "ket-qua-khen-thuong"), data=typed)
        assert answer.status_code == 422
        assert "Chọn người được khen" in answer.text
        assert client.post(url(world, "ket-qua-khen-thuong"), data=typed | {"granted": [an]}).status_code == 303
    assert world.dossier.state == "granted"


def test_the_register_is_searched(client: FlaskClient) -> None:
    world = before_decision("Nguyễn Văn An")
    for step in (propose, sign, issue):
        step(world)
    as_(client, world.clerk)
    assert "Nguyễn Văn An" in client.get("/so-khen-thuong?q=nguyen van an&nam=2025&hinh-thuc=BK_TINH").text
    for query in ("q=khong co ai", "nam=2024", "hinh-thuc=CSTD_CS", "nam=99999999999"):
        assert client.get(f"/so-khen-thuong?{query}").status_code == 200
    assert "Không có lần khen thưởng nào khớp." in client.get("/so-khen-thuong?nam=2024").text
    as_(client, an_account("administrator", unit=world.province))
    assert client.get("/so-khen-thuong").status_code == 403
    assert current_session().query(AwardRecord).count() == 1


def test_a_document_is_sent_as_a_file_to_those_who_see_the_dossier(client: FlaskClient) -> None:
    world = before_decision()
    propose(world)
    document = current_session().query(Document).filter_by(kind="quyet_dinh").one()
    as_(client, world.clerk)
    answer = client.get(f"/van-ban/{document.id}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]
    as_(client, an_account("clerk", unit=a_unit("Sở Y tế", "department")))
    assert client.get(f"/van-ban/{document.id}").status_code == 404
    assert client.get("/van-ban/99999").status_code == 404
