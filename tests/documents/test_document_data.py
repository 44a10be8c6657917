import json

import pytest
from sample_papers import everything, sample

from dossiers.documents import KINDS, render
from dossiers.documents.kinds import as_json
from dossiers.documents.reference import PAGE, page
from workflow.errors import Invalid, Missing

CONTRACT = """to_trinh danh_sach bao_cao_thanh_tich bien_ban_binh_xet phieu_tiep_nhan yeu_cau_bo_sung
bao_cao_tham_dinh cong_van_lay_y_kien giay_moi_hop phieu_bau bien_ban_kiem_phieu bien_ban_hop_hoi_dong
thong_bao_cong_khai bao_cao_ket_qua_cong_khai to_trinh_quyet_dinh quyet_dinh thong_bao_ket_qua bang_khen"""


def fault_of(kind, data):
    with pytest.raises(Invalid) as caught:
        render(kind, data)
    return caught.value.fields


def test_the_kinds_begin_with_those_of_the_contract_in_its_order():
    """The contract may be added to, never changed."""
    assert list(KINDS)[: len(CONTRACT.split())] == CONTRACT.split()


@pytest.mark.parametrize("kind", KINDS)
def test_json_and_dataclass_make_the_same_bytes(kind):
    data = KINDS[kind].example()
    assert render(kind, json.loads(json.dumps(as_json(data)))) == render(kind, data)


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_fields_is_plain_json_and_names_every_field(kind):
    fields = json.loads(json.dumps(KINDS[kind].fields))
    assert {field["name"] for field in fields} == set(as_json(KINDS[kind].example()))
    assert all(field["about"] for field in fields)


def test_the_reference_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_an_unknown_kind_is_missing_and_the_known_ones_are_named():
    with pytest.raises(Missing, match="quyet_dinh"):
        render("giay_khai_sinh", {})


def test_a_missing_field_is_named_with_its_path():
    data = as_json(sample("quyet_dinh"))
    del data["heading"]["body"]
    assert fault_of("quyet_dinh", data) == {"heading.body": "Thiếu: Cơ quan ban hành."}


def test_a_field_in_a_list_is_named_with_its_position():
    data = as_json(sample("quyet_dinh"))
    data["nominees"][0]["name"] = "  "
    assert fault_of("quyet_dinh", data) == {"nominees.0.name": "Không được để trống."}


def test_an_unknown_field_is_refused():
    assert "soo" in fault_of("bang_khen", as_json(sample("bang_khen")) | {"soo": 1})


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("prize_total", "5", "số nguyên"),
        ("prize_total", True, "số nguyên"),
        ("prize_total", -1, "không âm"),
        ("abstract", 5, "văn bản"),
        ("nominees", "An", "danh sách"),
        ("nominees", [], "ít nhất một"),
        ("heading", "UBND", "nhóm thông tin"),
    ],
)
def test_a_value_of_a_wrong_type_is_refused(field, value, word):
    assert word in fault_of("quyet_dinh", as_json(sample("quyet_dinh")) | {field: value})[field]


@pytest.mark.parametrize("day", ["05/02/2026", "2026-02-30", "20260205", 5, "hôm nay"])
def test_a_date_is_iso_or_refused(day):
    assert "NNNN-TT-NN" in fault_of("bang_khen", as_json(sample("bang_khen")) | {"decided_on": day})["decided_on"]


def test_a_word_outside_the_choices_is_refused_with_the_choices():
    fault = fault_of("bao_cao_thanh_tich", as_json(sample("bao_cao_thanh_tich")) | {"form": "x"})["form"]
    assert "cong_trang_tap_the" in fault


def test_all_faults_are_told_at_once():
    faults = fault_of("bang_khen", as_json(sample("bang_khen")) | {"decided_on": 1, "place": "", "x": 1})
    assert faults.keys() == {"decided_on", "place", "x"}


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_data_that_is_no_mapping_is_refused(data):
    assert fault_of("bang_khen", data)


def test_false_words_in_optional_lists_leave_no_trace():
    plain = render("to_trinh", sample("to_trinh", recitals=(), attachments=()))
    assert not [text for style, text in everything(plain) if style == "Căn cứ"]
    assert not any("Hồ sơ gửi kèm" in text for _, text in everything(plain))
