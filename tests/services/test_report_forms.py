"""The achievement report is in the form of its award, ground and kind, and has what that form asks for."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from flask import Flask
from openpyxl import load_workbook

from dossiers import nomination_fields
from dossiers.documents import render
from dossiers.models import Dossier
from dossiers.nomination_fields import BY_CODE, rows_of
from dossiers.papers.achievement import achievement_report
from dossiers.sheets.excel import XLSX
from dossiers.submission.lists import service
from dossiers.submission.lists.export import export
from tests.dossier_world import World, a_world
from tests.factories import NOW, a_nomination
from tests.listed import edited
from workflow.catalogue import load_law

LAW = load_law()
FORMS = [
    ("CO_CP", "CONG_TRANG", "collective", "co_thi_dua_chinh_phu"),
    ("CO_CP", "PHONG_TRAO", "collective", "co_thi_dua_chinh_phu"),
    ("CSTD_TQ", "CONG_TRANG", "individual", "cstd_toan_quoc"),
    ("BK_TINH", "CONG_TRANG", "collective", "cong_trang_tap_the"),
    ("BK_TINH", "CONG_TRANG", "household", "cong_trang_tap_the"),
    ("BK_TINH", "CONG_TRANG", "individual", "cong_trang_ca_nhan"),
    ("HC_DC", "DOT_XUAT", "individual", "dot_xuat"),
    ("DH_AHLD", "DOT_XUAT", "collective", "dot_xuat"),
    ("HC_LD_1", "CONG_HIEN", "individual", "cong_hien"),
    ("BK_TTG", "PHONG_TRAO", "household", "chuyen_de"),
    ("DH_AHLD", "CONG_TRANG", "collective", "anh_hung_tap_the"),
    ("DH_AHLLVT", "CONG_TRANG", "individual", "anh_hung_ca_nhan"),
    ("HC_HN", "DOI_NGOAI", "collective", "doi_ngoai_tap_the"),
    ("HCH_HN", "DOI_NGOAI", "individual", "doi_ngoai_ca_nhan"),
]
INDICATORS = "Lượt khám bệnh | lượt | 11.800 | 12.400 | 10.900\nTỷ lệ hài lòng\t%\t92\t96"


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def a_draft(world: World, award: str, ground: str, kind: str = "individual", **more: Any) -> Dossier:
    return world.draft(award=award, ground=ground, nominations=[a_nomination("Khoa Nội", kind, **more)])


def words_of(dossier: Dossier) -> str:
    document = docx.Document(io.BytesIO(render("bao_cao_thanh_tich", record_of(dossier))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def record_of(dossier: Dossier) -> Any:
    return achievement_report(dossier.nominations[0], date(2026, 1, 5))


@pytest.mark.parametrize(("award", "ground", "kind", "form"), FORMS)
def test_award_ground_and_kind_choose_the_form(award: str, ground: str, kind: str, form: str) -> None:
    assert LAW.report_form(award, ground, kind).code == form


def test_every_form_is_chosen_by_some_award_and_every_way_of_proposing_has_one() -> None:
    chosen = {
        LAW.report_form(award.code, ground, kind).code
        for award in LAW.awards.values()
        for ground in award.grounds
        for kind in award.recipients
    }
    assert chosen == set(LAW.report_forms)


def test_every_part_of_a_form_is_asked_for_or_taken_from_the_evidence() -> None:
    asked = {field.part for field in nomination_fields.FIELDS if field.part}
    evidence = {"results_by_year", "initiatives", "past_awards", "discipline"}
    assert {part for form in LAW.report_forms.values() for part in form.parts} == asked | evidence


def test_the_flag_of_the_government_is_reported_with_its_table_beside_the_cluster(world: World) -> None:
    report = {"results": "Dẫn đầu cụm.", "history": "Lập năm 1991.", "indicators": INDICATORS, "unions": "Chi bộ mạnh."}
    dossier = a_draft(world, "CO_CP", "CONG_TRANG", "collective", report=report)
    made = record_of(dossier)
    assert made.form == "co_thi_dua_chinh_phu"
    assert [(each.name, each.others) for each in made.indicators] == [
        ("Lượt khám bệnh", "10.900"),
        ("Tỷ lệ hài lòng", ""),
    ]
    words = words_of(dossier)
    assert "Quá trình hình thành, phát triển: Lập năm 1991." in words
    assert "Đơn vị so sánh trong cụm, khối" in words
    assert "Hoạt động của tổ chức đảng, đoàn thể: Chi bộ mạnh." in words


def test_initiatives_stand_in_the_reports_whose_form_has_them(world: World) -> None:
    work = {"title": "Quy trình cấp cứu", "kind": "sang_kien", "scope": "toan_quoc", "recognised_on": "2025-05-10"}
    evidence = {"initiatives": [work], "discipline": []}
    dossier = a_draft(world, "CSTD_TQ", "CONG_TRANG", evidence=evidence)
    assert record_of(dossier).form == "cstd_toan_quoc"
    assert "Quy trình cấp cứu\nSáng kiến\nToàn quốc\n10/05/2025" in words_of(dossier)
    sudden = a_draft(world, "HC_DC", "DOT_XUAT", evidence=evidence)
    assert "Quy trình cấp cứu" not in words_of(sudden)


def test_contribution_over_a_career_is_reported_by_posts_and_says_what_is_told_of_discipline(world: World) -> None:
    report = {"results": "Cống hiến.", "career": "03/2011 đến 5/2016 | Phó Giám đốc | 5 năm 3 tháng"}
    told = {"discipline": [{"measure": "khien_trach", "from": "2012-02-03", "to": None}]}
    for evidence, discipline in (({}, ""), ({"discipline": []}, "Không."), (told, "Khiển trách từ 03/02/2012.")):
        made = record_of(a_draft(world, "HC_LD_1", "CONG_HIEN", report=report, evidence=evidence))
        assert [(step.period, step.length) for step in made.career] == [("03/2011 đến 5/2016", "5 năm 3 tháng")]
        assert made.discipline == discipline


def test_a_collective_s_own_head_reports_and_the_unit_s_head_confirms(world: World) -> None:
    report = {"results": "Tốt", "head_name": "Dương Đức Trọng", "head_title": "Trưởng khoa"}
    made = record_of(a_draft(world, "BK_TINH", "CONG_TRANG", "collective", report=report))
    assert (made.reporter.name, made.reporter.post) == ("Dương Đức Trọng", "Trưởng khoa")
    assert made.confirmation is not None
    alone = record_of(a_draft(world, "BK_TINH", "CONG_TRANG", "collective"))
    assert alone.confirmation is None


def test_what_a_form_asks_for_goes_out_in_the_list_and_comes_back(world: World) -> None:
    report = {"results": "Dẫn đầu cụm.", "indicators": "Lượt khám | lượt | 1 | 2 | 3", "measures": "Giao ban."}
    dossier = a_draft(world, "CO_CP", "CONG_TRANG", "collective", report=report)
    content = export(dossier, date(2026, 11, 23))
    sheet: Any = load_workbook(io.BytesIO(content)).active
    heads = [cell.value for cell in sheet[5]]
    assert "Chỉ tiêu so với cụm, khối thi đua" in heads
    assert "Quá trình giữ chức vụ" not in heads
    place = {head: sheet.cell(5, at).column_letter for at, head in enumerate(heads, start=1)}
    check = {"actor": world.actor, "dossier_id": dossier.id, "media_type": XLSX, "is_whole": True, "at": NOW}
    assert not service.check(content=content, **check).is_anything
    table = f"{place['Chỉ tiêu so với cụm, khối thi đua']}6"
    plan = service.check(content=edited(content, **{table: "Lượt khám | lượt | 1 | 2 | 3\nGiờ trực | giờ"}), **check)
    assert plan.changes[0].values["report.indicators"][1].endswith("Giờ trực | giờ")
    plan = service.check(content=edited(content, **{table: "chỉ một phần"}), **check)
    assert "phải có các phần cách nhau bằng dấu |: Chỉ tiêu | Đơn vị tính" in str(plan.faults[0])


@pytest.mark.parametrize("text", ["một phần", "a | b | c | d", " | b"])
def test_a_row_of_a_table_with_too_few_or_too_many_parts_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="dòng 2 phải có các phần"):
        rows_of(BY_CODE["report.career"], f"2011 đến 2016 | Phó Giám đốc\n{text}")
