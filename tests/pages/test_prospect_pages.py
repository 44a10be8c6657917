"""The way to an award, a dossier under two laws and the choice of the more favourable one, as people see them."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import Account, Attachment, Dossier, Unit
from dossiers.subjects import find_dossier
from tests.factories import NOW, a_dossier, a_nomination, a_province, a_record, a_unit, an_account, saved, signed_in


@pytest.fixture
def province(client: FlaskClient) -> Unit:
    return a_province()


@pytest.fixture
def clerk(province: Unit) -> Account:
    return an_account("clerk", unit=a_unit(parent_id=province.id))


@pytest.fixture
def appraiser(province: Unit) -> Account:
    return an_account("appraiser", unit=province.keeper)


@pytest.fixture
def dossier(clerk: Account, province: Unit, appraiser: Account) -> Dossier:
    """Received on the last day before the amended law."""
    return a_dossier(
        clerk.unit,
        province,
        clerk,
        state="under_appraisal",
        appraiser_id=appraiser.id,
        received_on=date(2026, 9, 30),
        law_version="VN-06-2022",
    )


def test_a_clerk_finds_a_person_and_reads_what_lacks_and_since_when(client: FlaskClient, clerk: Account) -> None:
    for year in (2023, 2024):
        record = a_record(clerk.unit, "Nguyễn Văn Ánh", award="CSTD_CS", year=year, birth_year=1985)
    page = signed_in(client, clerk).get("/con-duong-khen-thuong?q=van+anh").text
    assert f"/so-khen-thuong/{record.id}/con-duong" in page
    page = client.get(f"/so-khen-thuong/{record.id}/con-duong?ngay=23/11/2026").text
    assert "thiếu năm 2025" in page
    assert "Sớm nhất năm 2028" in page
    assert "chưa rõ" in page
    assert "Điểm còn cân nhắc" in page


def test_an_empty_search_says_what_to_do_for_each_side(client: FlaskClient, clerk: Account, appraiser: Account) -> None:
    signed_in(client, clerk)
    assert "Đơn vị chưa có ai" in client.get("/con-duong-khen-thuong").text
    assert "Không tìm thấy ai" in client.get("/con-duong-khen-thuong?q=xyz").text
    signed_in(client, appraiser)
    assert "Gõ tên để bắt đầu" in client.get("/con-duong-khen-thuong").text


def test_a_nominations_page_leads_to_the_persons_way(client: FlaskClient, clerk: Account, dossier: Dossier) -> None:
    line = dossier.nominations[0]
    page = signed_in(client, clerk).get(f"/ho-so/{dossier.id}/de-nghi/{line.id}/xem").text
    address = f"/ho-so/{dossier.id}/de-nghi/{line.id}/con-duong"
    assert address in page
    assert line.name in client.get(address).text


@pytest.mark.parametrize("day", ["31/12/2023", "32/01/2026", "hôm nay"])
def test_a_day_that_cannot_be_used_is_told_at_its_field_and_kept(
    client: FlaskClient, clerk: Account, dossier: Dossier, day: str
) -> None:
    record = a_record(clerk.unit, "Nguyễn Văn Ánh", award="CSTD_CS", year=2024)
    signed_in(client, clerk)
    for address in (f"/ho-so/{dossier.id}/so-sanh-luat", f"/so-khen-thuong/{record.id}/con-duong"):
        answer = client.get(address, query_string={"ngay": day})
        assert answer.status_code == 422
        assert f'value="{day}"' in answer.text
        assert 'id="ngay-error"' in answer.text


def test_the_comparison_shows_both_laws_their_doubt_and_what_differs(
    client: FlaskClient, clerk: Account, dossier: Dossier
) -> None:
    signed_in(client, clerk)
    page = client.get(f"/ho-so/{dossier.id}/so-sanh-luat").text
    assert "VN-06-2022+06-2026" in page
    assert "Chưa có toàn văn Luật 06/2026/QH16" in page
    page = client.get(f"/ho-so/{dossier.id}/so-sanh-luat?ngay=30/06/2025").text
    assert "98/2023/NĐ-CP" in page
    assert "Khác căn cứ" in page
    assert "Áp dụng luật mới" not in page  # the appraiser's to choose


def test_an_appraiser_applies_the_newer_law_and_the_dossier_says_so(
    client: FlaskClient, appraiser: Account, dossier: Dossier
) -> None:
    signed_in(client, appraiser)
    assert "Áp dụng luật mới" in client.get(f"/ho-so/{dossier.id}/so-sanh-luat").text
    address = f"/ho-so/{dossier.id}/luat-co-loi-hon"
    assert "Luật 06/2026/QH16, Điều 4 khoản 4" in client.get(address).text
    refused = client.post(address, data={"seen": dossier.version, "reason": " "})
    assert refused.status_code == 422
    assert "Ghi rõ lý do." in refused.text
    taken = client.post(address, data={"seen": dossier.version, "reason": "Có lợi hơn cho người lao động."})
    assert taken.status_code == 303
    page = client.get(taken.location).text
    assert "được chọn vì có lợi hơn: Có lợi hơn cho người lao động." in page
    assert "Áp dụng luật mới, có lợi hơn" in page  # in the history
    back = f"/ho-so/{dossier.id}/luat-theo-ngay-tiep-nhan"
    version = find_dossier(dossier.id).version
    assert client.post(back, data={"seen": version, "reason": "Chọn nhầm."}).status_code == 303
    current_session().expire_all()
    assert find_dossier(dossier.id).law_chosen_on is None


def test_a_dossier_received_later_has_nothing_to_choose(
    client: FlaskClient, clerk: Account, province: Unit, appraiser: Account
) -> None:
    late = a_dossier(clerk.unit, province, clerk, state="under_appraisal", received_on=date(2026, 10, 1))
    page = signed_in(client, appraiser).get(f"/ho-so/{late.id}/luat-co-loi-hon").text
    assert "Không có luật mới hơn" in page


def test_a_long_dossier_is_compared_page_by_page(client: FlaskClient, clerk: Account, province: Unit) -> None:
    long = a_dossier(clerk.unit, province, clerk, nominations=45)
    signed_in(client, clerk)
    first = client.get(f"/ho-so/{long.id}/so-sanh-luat").text
    assert "Nguyễn Văn Số 40" in first
    assert "Nguyễn Văn Số 41" not in first
    assert "Nguyễn Văn Số 45" in client.get(f"/ho-so/{long.id}/so-sanh-luat?tu=41").text
    assert "Nguyễn Văn Số 1<" in client.get(f"/ho-so/{long.id}/so-sanh-luat?tu=900").text


def test_a_possible_duplicate_stands_beside_the_nomination_and_in_the_table(
    client: FlaskClient, clerk: Account, province: Unit, appraiser: Account, dossier: Dossier
) -> None:
    line = dossier.nominations[0]
    twin = a_nomination(line.name, birth_year=line.birth_year)
    other = a_dossier(clerk.unit, province, clerk, state="under_appraisal", nominations=[twin])
    for account, address in (
        (appraiser, f"/ho-so/{dossier.id}/tham-dinh"),
        (appraiser, f"/ho-so/{dossier.id}/tham-dinh/{line.id}"),
        (clerk, f"/ho-so/{dossier.id}/de-nghi/{line.id}/xem"),
    ):
        page = signed_in(client, account).get(address).text
        assert "Có thể trùng lặp" in page
        assert other.code in page


def test_the_page_before_submission_names_what_each_line_lacks(
    client: FlaskClient, clerk: Account, province: Unit
) -> None:
    clean = {"initiatives": [], "discipline": [], "holds": [], "ratings": [], "direct_worker": False}
    granted = [{"award": "CSTD_CS", "year": year, "decided_on": f"{year + 1}-01-20"} for year in (2023, 2025)]
    line = a_nomination(evidence={**clean, "awards": granted})
    draft = a_dossier(clerk.unit, province, clerk, nominations=[line], award="CSTD_TINH")
    address, confirmation = f"/ho-so/{draft.id}/nop", "Chứng nhận, xác nhận sáng kiến, đề tài, đề án khoa học"
    page = signed_in(client, clerk).get(address).text
    assert f"<strong>Ông Nguyễn Văn An</strong> thiếu thông tin: {confirmation}. " in page
    assert "thiếu năm 2024" in page
    saved(
        Attachment(
            dossier_id=draft.id,
            nomination_id=line.id,
            component="xac_nhan_sang_kien",
            filename="xac-nhan.pdf",
            media_type="application/pdf",
            size=9,
            sha256="0" * 64,
            uploaded_by_id=clerk.id,
            uploaded_at=NOW,
        )
    )
    page = client.get(address).text
    assert "1 chưa đạt" in page
    assert "<strong>Ông Nguyễn Văn An</strong> chưa đạt: " in page
    assert "thiếu năm 2024" in page
