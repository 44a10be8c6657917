from __future__ import annotations

from datetime import date

import pytest

from workflow.awards import Award
from workflow.catalogue import listing, load_law
from workflow.errors import Invalid, LawError, Missing

LAW = load_law("thai_nguyen")
NATIONAL = load_law(None)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
# Every code of the law's titles and forms; orders and medals in classes 1 to 3.
CODES = {
    *("CSTD_TQ", "CSTD_TINH", "CSTD_CS", "LDTT", "CSTT", "CO_CP", "CO_TINH", "TTLDXS", "DVQT", "TTLDTT", "DVTT"),
    *("XA_TB", "THON_VH", "GD_VH", "DH_KHAC", "HC_SV", "HC_HCM", "HC_DDKDT", "HC_DC", "HC_HN", "HCH_QKQT"),
    *("HCH_ANTQ", "HCH_HN", "DH_TINH_AH", "DH_BMVNAH", "DH_AHLLVT", "DH_AHLD", "DH_NGND", "DH_NGUT", "DH_TTND"),
    *("DH_TTUT", "DH_NSND", "DH_NSUT", "DH_NNND", "DH_NNUT", "GT_HCM", "GT_NN", "KNC_QH", "KNC_TINH"),
    *("BK_TTG", "BK_TINH", "GK_DV", "GK_XA", "GK_DN"),
    *(f"{code}_{n}" for code in ("HC_DL", "HC_QC", "HC_LD", "HC_BVTQ", "HC_CC", "HCH_CSVV") for n in (1, 2, 3)),
}


def test_every_title_and_form_of_the_law_is_there() -> None:
    assert set(LAW.awards) == CODES
    assert len(LAW.awards_on(AFTER)) == len(CODES)


@pytest.mark.parametrize(
    ("code", "title", "quoted"),
    [
        ("LDTT", "Lao động tiên tiến", "“Lao động tiên tiến”"),
        ("HC_LD_1", "Huân chương Lao động hạng Nhất", "“Huân chương Lao động” hạng Nhất"),
        ("CSTD_TINH", "Chiến sĩ thi đua tỉnh", "Chiến sĩ thi đua tỉnh"),
        ("BK_TINH", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
    ],
)
def test_names_are_those_of_the_law_with_quotation_marks_only_where_it_has_them(
    code: str, title: str, quoted: str
) -> None:
    assert (LAW.award(code).title, LAW.award(code).quoted_name) == (title, quoted)


@pytest.mark.parametrize("code", ["THON_VH", "TTLDTT", "CSTD_CS"])
def test_the_commune_chairman_takes_over_from_the_district_chairman_on_1_july_2025(code: str) -> None:
    award = LAW.award(code)
    assert "district_chair" in award.deciders_on(BEFORE)
    assert "commune_chair" not in award.deciders_on(BEFORE)
    assert "commune_chair" in award.deciders_on(AFTER)
    assert "district_chair" not in award.deciders_on(AFTER)
    assert "Nghị định 129/2025/NĐ-CP, Điều 59" in award.authority_on(AFTER)


def test_the_chairman_of_the_province_decides_the_provincial_awards() -> None:
    decided = {award.code for award in LAW.awards_on(AFTER) if award.deciders_on(AFTER) == ("province_chair",)}
    assert decided == {"CSTD_TINH", "CO_TINH", "TTLDXS", "XA_TB", "BK_TINH", "KNC_TINH"}


def test_no_district_chairman_decides_anything_after_the_level_ended() -> None:
    assert not [award.code for award in LAW.awards_on(AFTER) if "district_chair" in award.deciders_on(AFTER)]


def test_state_level_awards_are_those_the_decree_names() -> None:
    state = {award.code for award in LAW.awards.values() if award.is_state_level}
    assert {"CO_CP", "CSTD_TQ", "BK_TTG", "HC_LD_3", "DH_AHLD", "GT_NN"} <= state
    assert not state & {"BK_TINH", "CSTD_TINH", "TTLDXS", "KNC_TINH", "GK_XA"}


def test_procedures_follow_award_and_ground() -> None:
    assert LAW.award("BK_TINH").procedure_for("CONG_TRANG") == "tinh_thuong"
    assert LAW.award("BK_TINH").procedure_for("DOT_XUAT") == "tinh_don_gian"
    assert LAW.award("BK_TINH").procedure_for("NIEN_HAN") is None
    assert LAW.award("CSTD_TQ").procedure_for("CONG_TRANG") == "trinh_nha_nuoc"
    assert LAW.award("LDTT").procedure_for("CONG_TRANG") == "co_so"
    assert LAW.award("HCH_QKQT").procedure_for("NIEN_HAN") is None


def test_components_follow_award_and_ground() -> None:
    def codes(award: str, ground: str) -> dict[str, str]:
        return {component.code: component.when for component in LAW.award(award).components_for(ground)}

    assert codes("CSTD_TINH", "CONG_TRANG")["xac_nhan_sang_kien"] == "always"
    assert codes("CSTD_CS", "CONG_TRANG")["xac_nhan_sang_kien"] == "recognition"
    assert "ket_qua_bo_phieu" in codes("CO_TINH", "CONG_TRANG")
    assert set(codes("BK_TINH", "DOT_XUAT")) == {"to_trinh", "bao_cao_thanh_tich"}
    assert "bien_ban" in codes("BK_TINH", "CONG_TRANG")
    assert codes("BK_TINH", "CONG_TRANG")["xac_nhan_doanh_nghiep"] == "enterprise"
    assert codes("BK_TINH", "NIEN_HAN") == {}


def test_every_component_says_why_it_may_be_left_out() -> None:
    for award in LAW.awards.values():
        for ground in award.grounds:
            for component in award.components_for(ground):
                assert component.is_always_required or component.explanation, (award.code, component.code)


def test_a_lesser_award_admits_a_recipient_of_the_greater() -> None:
    for award in LAW.awards.values():
        for code in award.lowered_to:
            assert set(award.recipients) & set(LAW.award(code).recipients), (award.code, code)


@pytest.mark.parametrize(
    ("day", "law", "decree"),
    [
        (date(2024, 1, 1), "VN-06-2022", "98/2023/NĐ-CP"),
        (BEFORE, "VN-06-2022", "98/2023/NĐ-CP"),
        (AFTER, "VN-06-2022", "152/2025/NĐ-CP"),
        (date(2026, 9, 30), "VN-06-2022", "152/2025/NĐ-CP"),
        (date(2026, 10, 1), "VN-06-2022+06-2026", "152/2025/NĐ-CP"),
    ],
)
def test_the_law_is_chosen_by_the_day_of_reception(day: date, law: str, decree: str) -> None:
    version = LAW.version_on(day)
    assert (version.law, version.decree) == (law, decree)
    assert bool(version.doubt) == (law == "VN-06-2022+06-2026")


def test_before_2024_there_is_no_law_here() -> None:
    with pytest.raises(LawError):
        LAW.version_on(date(2023, 12, 31))
    with pytest.raises(Invalid):
        listing(LAW, date(2023, 12, 31))


def test_a_code_that_does_not_exist_is_missing() -> None:
    with pytest.raises(Missing, match="HUY_HIEU"):
        LAW.award("HUY_HIEU")
    with pytest.raises(LawError):
        LAW.parameter("council.cap")


def test_the_law_is_read_once() -> None:
    assert load_law("thai_nguyen") is LAW


def test_the_listing_has_the_fields_of_the_contract_in_the_order_of_the_law() -> None:
    rows = listing(LAW, AFTER)
    first = rows[0]
    assert first["code"] == "CSTD_TQ"
    assert first["name"] == "Chiến sĩ thi đua toàn quốc"
    assert first["recipients"] == ["individual"]
    assert first["decided_by"] == "Thủ tướng Chính phủ"
    assert first["articles"] == ["Luật 06/2022/QH15, Điều 21", "Luật 06/2022/QH15, Điều 78 khoản 2"]
    assert (first["valid_from"], first["valid_to"]) == ("2024-01-01", None)
    assert {"code", "name", "recipients", "decided_by", "articles", "valid_from", "valid_to"} <= first.keys()


def test_the_listing_of_each_day_names_the_deciders_of_that_day() -> None:
    def decided_by(day: date) -> list[str]:
        return next(row["deciders"] for row in listing(LAW, day) if row["code"] == "THON_VH")

    assert decided_by(BEFORE) == ["district_chair"]
    assert decided_by(AFTER) == ["commune_chair"]


def test_a_province_only_tightens_and_says_what_it_has_not_compared() -> None:
    own = LAW.parameter("council.quorum.province").on(AFTER)
    national = NATIONAL.parameter("council.quorum.province").on(AFTER)
    assert own.value > national.value
    assert own.doubt.startswith("Chưa đối chiếu")
    assert LAW.criteria("GK_XA", "individual") != NATIONAL.criteria("GK_XA", "individual")
    assert LAW.criteria("CSTD_TINH", "individual") == NATIONAL.criteria("CSTD_TINH", "individual")


def test_recitals_follow_the_kind_the_signer_and_both_days() -> None:
    decision = LAW.recitals("quyet_dinh", date(2025, 8, 20), received_on=BEFORE)
    assert any("72/2025/QH15" in line for line in decision)
    assert any("98/2023/NĐ-CP" in line for line in decision)
    assert not any("152/2025/NĐ-CP" in line for line in decision)
    assert all(line.startswith(("Căn cứ ", "Theo đề nghị ")) and line[-1].isalnum() for line in decision)

    amended = LAW.recitals("to_trinh", date(2026, 10, 1), "unit")
    assert any("06/2026/QH16" in line for line in amended)
    assert not any("06/2026/QH16" in line for line in LAW.recitals("to_trinh", date(2026, 9, 30), "unit"))
    assert not any("chính quyền địa phương số" in line for line in amended)
    assert any("129/2025/NĐ-CP" in line for line in LAW.recitals("quyet_dinh", AFTER, "commune"))


def test_a_recital_about_the_dossier_stands_only_where_its_facts_are_given() -> None:
    facts = {"minutes_on": "05 tháng 02 năm 2026", "proposer": "Giám đốc Sở Nội vụ"}
    lines = LAW.recitals("quyet_dinh", date(2026, 2, 10), facts=facts)
    assert lines[-1].endswith("ngày 05 tháng 02 năm 2026")
    facts |= {"petition_number": "{x}/TTr-SNV", "petition_on": "10 tháng 02 năm 2026"}
    last = LAW.recitals("quyet_dinh", date(2026, 2, 10), facts=facts)[-1]
    assert last == "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số {x}/TTr-SNV ngày 10 tháng 02 năm 2026"


def test_every_doubtful_value_of_the_law_says_why() -> None:
    doubtful = [
        value for parameter in LAW.parameters.values() for value in parameter.history.values if value.trust != "H"
    ]
    assert doubtful
    assert all(value.doubt for value in doubtful)
    assert all(instrument.doubt for instrument in LAW.instruments if instrument.trust != "H")


def test_an_instrument_knows_when_it_is_in_force_and_what_follows_it() -> None:
    decree = LAW.instruments["98/2023/NĐ-CP"]
    assert decree.is_in_force(BEFORE)
    assert not decree.is_in_force(AFTER)
    assert LAW.instruments[decree.replaced_by].is_in_force(AFTER)
    assert "152/2025/NĐ-CP" in {instrument.number for instrument in LAW.instruments.in_force(AFTER)}


def test_titles_and_forms_are_never_merged() -> None:
    titles: list[Award] = [award for award in LAW.awards.values() if award.is_title]
    assert len(titles) == 15
    assert not [award.code for award in titles if award.code.startswith(("BK", "GK", "HC", "KNC"))]
