from __future__ import annotations

import re

import pytest
from procedure_cases import NAMES, plain

from workflow.diagram import mermaid
from workflow.loader import parse
from workflow.procedure import build_procedure, load_procedures

LINE = re.compile(r'    (state "[^":;]+" as \w+|(\w+|\[\*\]) --> (\w+|\[\*\])( : [^":;]+)?)')


@pytest.mark.parametrize("name", NAMES)
def test_the_diagram_draws_every_state_and_every_step_once(name):
    data, text = plain(name), mermaid(load_procedures()[name])
    first, *lines = text.splitlines()
    assert first == "stateDiagram-v2"
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    for state, words in data["states"].items():
        assert lines.count(f'    state "{words["inside"]}" as {state}') == 1
    drawn = [f"    {source} --> {step['to']} : {step['label']}" for step in data["steps"] for source in step["from"]]
    assert sorted(line for line in lines if " : " in line) == sorted(drawn)
    ends = [state for state, words in data["states"].items() if words.get("end")]
    assert [line for line in lines if line.endswith("--> [*]")] == [f"    {end} --> [*]" for end in ends]


def test_marks_that_mermaid_reads_as_its_own_are_replaced():
    text = """
title: Nhỏ
states:
  draft: {inside: 'Soạn "nháp"; mới', public: a, portal_status: Mới đăng ký, clock: stopped}
  done: {inside: Xong, public: b, portal_status: Đã trả kết quả, clock: stopped, end: true}
steps:
  - {name: submit, label: "Nộp: gửi đi", from: [draft], to: done, by: [clerk], guards: [], documents: [],
     cite: "Luật 06/2022/QH15, Điều 84"}
"""
    lines = mermaid(build_procedure("nho", parse(text, "nho.yaml"))).splitlines()[1:]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
