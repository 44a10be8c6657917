"""The law that the machine uses, read without signing in."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from dossiers.rules import law
from tests.factories import a_dossier, a_province, a_unit, an_account, signed_in


def test_the_public_start_page_leads_to_the_law(sqlite_app: Flask) -> None:
    browser = sqlite_app.test_client()
    assert 'href="/luat"' in browser.get("/gioi-thieu").text
    page = browser.get("/luat?ngay=25/11/2026").text
    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh" in page


@pytest.mark.parametrize(("day", "decider"), [("30/06/2025", "cấp huyện"), ("01/07/2025", "cấp xã")])
def test_who_decides_is_shown_for_the_day_asked(sqlite_app: Flask, day: str, decider: str) -> None:
    page = sqlite_app.test_client().get(f"/luat?ngay={day}").text
    row = page[page.index("Thôn, tổ dân phố văn hóa") :]
    assert f"Chủ tịch Ủy ban nhân dân {decider}" in row[: row.index("</tr>")]


def test_an_award_shows_its_criteria_in_sentences_with_articles_and_who_weighs_them(sqlite_app: Flask) -> None:
    page = sqlite_app.test_client().get("/luat/danh-hieu/TTLDXS?ngay=25/11/2026").text
    assert "Ít nhất 70% thành viên là người đạt danh hiệu Lao động tiên tiến." in page
    assert "Máy đối chiếu" in page
    assert "Người xét" in page
    assert "Điều 27" in page
    assert "Hồ sơ" not in re.findall(r"<h1.*?</h1>", page, re.DOTALL)[0]


def test_from_october_2026_the_doubt_about_the_amended_law_stands_above(sqlite_app: Flask) -> None:
    browser = sqlite_app.test_client()
    doubt = "Chưa có toàn văn Luật 06/2026/QH16"
    assert doubt in browser.get("/luat/danh-hieu/CSTD_CS?ngay=01/10/2026").text
    assert doubt not in browser.get("/luat/danh-hieu/CSTD_CS?ngay=30/09/2026").text


def test_what_the_province_set_is_marked_as_its_own(sqlite_app: Flask) -> None:
    page = sqlite_app.test_client().get("/luat/danh-hieu/GK_XA?ngay=25/11/2026").text
    assert "Quy định của tỉnh" in page
    assert "Điểm còn cân nhắc (độ tin vừa):</b> Chưa đối chiếu với quy chế của tỉnh" in page


def test_every_award_and_every_article_leads_somewhere(sqlite_app: Flask) -> None:
    browser = sqlite_app.test_client()
    anchors = set(re.findall(r'id="(vb-[^"]+)"', browser.get("/luat/van-ban").text))
    for code in law().awards:
        page = browser.get(f"/luat/danh-hieu/{code}")
        assert page.status_code == 200
        assert set(re.findall(r'href="/luat/van-ban#([^"]+)"', page.text)) <= anchors


def test_an_award_names_the_form_of_its_achievement_report_and_what_is_in_doubt(sqlite_app: Flask) -> None:
    page = sqlite_app.test_client().get("/luat/danh-hieu/CO_CP").text
    assert "Báo cáo thành tích đề nghị tặng Cờ thi đua của Chính phủ" in page
    assert "bảng chỉ tiêu so với cụm, khối thi đua" in page


def test_a_value_keeps_its_past(sqlite_app: Flask) -> None:
    page = sqlite_app.test_client().get("/luat/quy-tac-chung?ngay=25/11/2026").text
    assert "2.530.000 đồng" in page
    assert "Từ 01/07/2024 đến 30/06/2026: 2.340.000 đồng" in page


@pytest.mark.parametrize("address", ["/luat", "/luat/danh-hieu/LDTT", "/luat/quy-tac-chung", "/luat/van-ban"])
def test_a_day_that_is_none_or_before_every_law_is_told_at_its_field(sqlite_app: Flask, address: str) -> None:
    browser = sqlite_app.test_client()
    for typed, told in (("31/02/2026", "ngày/tháng/năm"), ("31/12/2023", "Chỉ có luật từ ngày 01/01/2024")):
        page = browser.get(address, query_string={"ngay": typed})
        assert page.status_code == 422
        assert told in page.text
        assert f'value="{typed}"' in page.text


def test_an_unknown_award_is_not_found(sqlite_app: Flask) -> None:
    assert sqlite_app.test_client().get("/luat/danh-hieu/KHONG_CO").status_code == 404


def test_the_findings_of_a_line_lead_to_the_full_criteria_by_the_law_of_the_dossier(sqlite_app: Flask) -> None:
    province, unit = a_province(), a_unit()
    clerk = an_account("clerk", unit=unit)
    dossier = a_dossier(unit, province, clerk)
    line = dossier.nominations[0]
    page = signed_in(sqlite_app.test_client(), clerk).get(f"/ho-so/{dossier.id}/de-nghi/{line.id}").text
    assert f'href="/luat/danh-hieu/{line.award_code}"' in page
