"""Each kind of fault, put into a shipped file, is found and named; nothing written can break the verifier."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from procedure_cases import NAMES, plain, written
from procedure_spoils import SPOILS

from workflow.errors import LawError
from workflow.loader import parse
from workflow.verify import PROCEDURES, Names, answer, faults


def test_the_shipped_procedures_have_no_fault():
    assert answer() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_procedure_written_anew_in_any_order_of_keys_has_no_fault(name, tmp_path):
    assert answer([written(plain(name), tmp_path / "anew.yaml")]) == []
    sorted_file = tmp_path / "sorted.yaml"
    sorted_file.write_text(yaml.safe_dump(plain(name), sort_keys=True), encoding="utf-8")
    assert answer([sorted_file]) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", SPOILS)
def test_each_kind_of_fault_is_found_and_named(kind, name, tmp_path):
    spoil, place, words = SPOILS[kind]
    data = plain(name)
    spoil(data)
    file = written(data, tmp_path / "spoilt.yaml")
    found = answer([file])
    assert [fault for fault in found if fault["path"].startswith(place) and words in fault["fault"]]
    assert {fault["file"] for fault in found} == {str(file)}
    assert all(fault.keys() == {"file", "path", "fault"} for fault in found)


def test_several_faults_are_all_told_at_once(tmp_path):
    data = plain("tinh_thuong")
    for kind in ("unreachable state", "unknown guard", "unknown key of a state", "step out of an end"):
        SPOILS[kind][0](data)
    told = " ".join(fault["fault"] for fault in answer([written(data, tmp_path / "spoilt.yaml")]))
    for words in ("stranded", "os.getcwd", "color", "withdrawn"):
        assert words in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "bảng khóa"),
        (b"- a\n- b\n", "bảng khóa"),
        (b"9" * 5000, "bảng khóa"),
        (b"title: [", "cú pháp YAML"),
        (b"title: a\ntitle: b\n", "khóa viết hai lần: title"),
        (b"title: &a x\nstates: *a\n", "neo"),
        (b"title: !!python/object/apply:os.getcwd []\n", "thẻ"),
        (b"\x00\xff\xfe", "không đọc được"),
        ("title: Đ".encode() + "\u0301\n".encode() + "states: e\u0302\n".encode(), "NFC"),
        (b"title: a\nstates: " + b"[" * 50_000, ""),
    ],
)
def test_what_is_no_procedure_file_at_all_is_one_fault_and_no_traceback(content, words, tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_bytes(content)
    (fault,) = answer([file])
    assert fault["file"] == str(file)
    assert words in fault["fault"]


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    (fault,) = answer([tmp_path / "absent.yaml"])
    assert fault["file"].endswith("absent.yaml")


def test_given_files_are_answered_in_their_order(tmp_path):
    files = [written({"title": "x"}, tmp_path / f"{name}.yaml") for name in ("b", "a")]
    assert list(dict.fromkeys(fault["file"] for fault in answer(files))) == [str(file) for file in files]


KNOWN = Names.shipped()
scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "draft", "done", "x", "M", "cite"])
keys = st.sampled_from(["draft", "done", "name", "from", "to", "by", "due", "cite", "held_from", "end", "guards"])
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(states=trees, steps=st.lists(trees, max_size=4) | trees, start=scalars)
def test_whatever_is_written_the_verifier_answers(states, steps, start):
    text = yaml.safe_dump({"title": "x", "states": states, "steps": steps, "start": start}, allow_unicode=True)
    try:
        data = parse(text, "any.yaml")
    except LawError:  # an empty key of YAML, an alias: told by the loader already
        return
    found = faults(data, KNOWN, file="any.yaml")
    assert found
    assert all(fault.file == "any.yaml" and fault.fault for fault in found)


def test_the_path_of_a_fault_leads_to_its_line(tmp_path):
    text = (PROCEDURES / "co_so.yaml").read_text(encoding="utf-8").replace("clock: runs", "clock: slow", 1)
    file: Path = tmp_path / "co_so.yaml"
    file.write_text(text, encoding="utf-8")
    (fault,) = answer([file])
    line = 1 + text[: text.index("clock: slow")].count("\n")
    assert f"(dòng {line})" in fault["fault"]
