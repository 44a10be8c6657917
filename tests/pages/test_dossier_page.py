"""The page of a dossier: who can do what, what stops it, and what each side may see."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from dossiers import journal, storage
from dossiers.db import current_session, unit_of_work
from dossiers.models import Account, AgendaItem, Appraisal, Document, Recusal, Unit
from dossiers.rules import procedure_of
from tests.factories import NOW, a_nomination, a_province, a_unit, an_account, saved, signed_in
from tests.pages.desk_world import a_closed_ballot, standing


@pytest.fixture
def province(client: FlaskClient) -> Unit:
    return a_province()


@pytest.fixture
def clerk(province: Unit) -> Account:
    return an_account("clerk", unit=a_unit(), full_name="Hoàng Thị Lan")


@pytest.fixture
def appraiser(province: Unit) -> Account:
    return an_account("appraiser", unit=province.keeper, full_name="Trần Thị Minh Nguyệt")


def test_a_dossier_shows_who_can_do_what_and_what_stops_it(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account
) -> None:
    dossier = standing(clerk, province, "under_appraisal", appraiser_id=appraiser.id)
    page = signed_in(client, appraiser).get(f"/ho-so/{dossier.id}").text
    assert "Chưa thực hiện được “Trình Hội đồng” vì:" in page
    for nomination in dossier.nominations:
        assert f"{nomination.label} chưa có ý kiến thẩm định." in page
    assert "Luật 06/2022/QH15, Điều 84 khoản 3, khoản 4" in page
    assert "Ghi ý kiến thẩm định cho đề nghị này." in page
    assert "Bước này do Cán bộ thi đua, khen thưởng, Thủ trưởng đơn vị thực hiện." in page


STATES = [
    "draft",
    "submitted",
    "under_appraisal",
    "before_council",
    "on_notice",
    "before_decision",
    "decided",
    "issued",
]


@pytest.mark.parametrize("state", [*STATES, "withdrawn", "refused", "returned_submitted"])
def test_every_step_out_of_a_state_is_offered_or_explained(
    client: FlaskClient, province: Unit, clerk: Account, state: str
) -> None:
    dossier = standing(clerk, province, state)
    everyone = [
        clerk,
        *(an_account(role, unit=province.keeper) for role in ("appraiser", "council_secretary")),
        an_account("decision_maker", unit=province),
        an_account("auditor", unit=province),
    ]
    readers = everyone[:1] if state == "draft" else everyone
    for person in readers:
        answer = signed_in(client.application.test_client(), person).get(f"/ho-so/{dossier.id}")
        assert answer.status_code == 200
        for step in procedure_of(dossier).steps_from(dossier.state):
            assert step.label in answer.text


def test_the_way_of_a_dossier_shows_what_is_done_and_what_comes(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    dossier = standing(clerk, province, "submitted")
    with unit_of_work():
        journal.record("dossier.submit", dossier, actor=clerk, at=NOW, dossier_id=dossier.id, to="submitted", reason="")
    page = signed_in(client, clerk).get(f"/ho-so/{dossier.id}").text
    assert page.index("Hoàng Thị Lan, 10:00 23/11/2026") < page.index("Đang ở bước này") < page.index("Chưa đến")


def test_the_unit_sees_neither_votes_nor_opinions_and_the_standing_body_sees_both(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account
) -> None:
    dossier = standing(clerk, province, "on_notice")
    a_closed_ballot(dossier, province)
    line = dossier.nominations[0]
    opinion = {"nomination_id": line.id, "proposal": "propose", "appraised_by_id": appraiser.id, "appraised_at": NOW}
    saved(Appraisal(opinion="Thành tích rõ ràng.", **opinion))
    with unit_of_work():
        journal.record("item.voted", dossier, actor=appraiser, at=NOW, dossier_id=dossier.id)
    addresses = (f"/ho-so/{dossier.id}", f"/ho-so/{dossier.id}/de-nghi/{line.id}/xem")
    inside = "".join(signed_in(client, appraiser).get(address).text for address in addresses)
    outside = "".join(signed_in(client.application.test_client(), clerk).get(address).text for address in addresses)
    for secret in ("4/5 đồng ý", "Thành tích rõ ràng.", "Bỏ phiếu"):
        assert secret in inside
        assert secret not in outside


def test_papers_of_the_appraising_side_are_neither_listed_nor_sent_to_the_unit(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account
) -> None:
    dossier = standing(clerk, province, "before_council")
    common = {
        "dossier_id": dossier.id,
        "step": "finish_appraisal",
        "dated_on": NOW.date(),
        "size": 4,
        "created_at": NOW,
    }
    files = {"filename": "van-ban.docx", "sha256": storage.put(b"word")}
    inner = saved(Document(kind="bao_cao_tham_dinh", title="Báo cáo thẩm định", **common, **files))
    outer = saved(Document(kind="phieu_tiep_nhan", title="Phiếu tiếp nhận hồ sơ", **common, **files))
    unit, office = signed_in(client, clerk), signed_in(client.application.test_client(), appraiser)
    for browser, seen in ((unit, False), (office, True)):
        page = browser.get(f"/ho-so/{dossier.id}").text
        assert outer.title in page
        assert (inner.title in page) == seen
        assert browser.get(f"/van-ban/{outer.id}").status_code == 200
        assert browser.get(f"/van-ban/{inner.id}").status_code == (200 if seen else 404)


def test_what_one_person_did_several_times_in_a_row_is_told_once(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    dossier = standing(clerk, province, "draft")
    with unit_of_work():
        for line in dossier.nominations:
            journal.record("nomination.added", line, actor=clerk, at=NOW, dossier_id=dossier.id)
    assert "Thêm đề nghị (2 lần)" in signed_in(client, clerk).get(f"/ho-so/{dossier.id}").text


def test_a_dossier_of_another_unit_does_not_exist(client: FlaskClient, province: Unit, clerk: Account) -> None:
    dossier = standing(clerk, province, "submitted")
    stranger = signed_in(client, an_account("clerk", unit=a_unit("Ủy ban nhân dân xã La Bằng")))
    line = dossier.nominations[0]
    theirs = stranger.get(f"/ho-so/{dossier.id}")
    unknown = stranger.get("/ho-so/999999")
    assert theirs.status_code == unknown.status_code == 404
    assert dossier.code not in theirs.text
    assert stranger.get(f"/ho-so/{dossier.id}/de-nghi/{line.id}/xem").status_code == 404
    assert dossier.code not in stranger.get("/ho-so").text


def test_a_nomination_is_found_in_its_own_dossier_only(client: FlaskClient, province: Unit, clerk: Account) -> None:
    one, other = (standing(clerk, province, "draft") for _ in range(2))
    signed_in(client, clerk)
    assert client.get(f"/ho-so/{one.id}/de-nghi/{one.nominations[0].id}/xem").status_code == 200
    assert client.get(f"/ho-so/{one.id}/de-nghi/{other.nominations[0].id}/xem").status_code == 404


def test_a_nomination_shows_its_data_and_what_the_law_says_of_it(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    evidence = {
        "ratings": [{"year": 2025, "rating": "HTXS"}],
        "awards": [{"award": "CSTD_CS", "year": 2024, "decision_number": "15/QĐ-UBND", "decided_on": "2024-12-20"}],
        "initiatives": [{"title": "Một cửa số", "kind": "sang_kien", "scope": "tinh", "recognised_on": "2025-06-01"}],
        "discipline": [],
        "holds": [{"reason": "thanh_tra", "from": "2026-01-05", "to": None}],
        "direct_worker": True,
    }
    dossier = standing(clerk, province, "draft", nominations=[a_nomination(evidence=evidence)])
    page = signed_in(client, clerk).get(f"/ho-so/{dossier.id}/de-nghi/{dossier.nominations[0].id}/xem").text
    for words in (
        "Năm 2025: Hoàn thành xuất sắc nhiệm vụ",
        "quyết định số 15/QĐ-UBND, ngày 20/12/2024",
        "Một cửa số, Sáng kiến, phạm vi tỉnh, bộ, ngành, công nhận ngày 01/06/2025",
        "Đã khai: không có",
        "Đang thanh tra, kiểm tra, kiểm toán, từ 05/01/2026",
        "Phải tạm dừng",
    ):
        assert words in page


def test_a_member_who_recused_themself_is_told_why_the_dossier_is_closed_to_them(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    dossier = standing(clerk, province, "before_council")
    held = a_closed_ballot(dossier, province)
    member = held.members[3]
    item = current_session().scalars(select(AgendaItem)).one()
    saved(Recusal(item_id=item.id, member_id=member.id, ground="Người được đề nghị là vợ."))
    answer = signed_in(client, member.account).get(f"/ho-so/{dossier.id}")
    assert answer.status_code == 403
    assert "hồi tị" in answer.text


def test_every_page_says_in_the_same_words_what_the_checks_found(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account
) -> None:
    evidence = {"ratings": [{"year": year, "rating": "HTXS"} for year in (2024, 2025)], "discipline": [], "holds": []}
    nominations = [a_nomination(evidence=evidence)]
    dossier = standing(clerk, province, "under_appraisal", nominations=nominations)
    signed_in(client, appraiser)
    pages = ("", "/tham-dinh", f"/de-nghi/{dossier.nominations[0].id}/xem")
    assert [path for path in pages if "Đủ, chờ xét" not in client.get(f"/ho-so/{dossier.id}{path}").text] == []
