from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from procedure_cases import a_nomination, plain, some_facts
from transitions import Machine

from workflow.errors import LawError, Missing, Refused
from workflow.loader import parse
from workflow.procedure import EngineError, Procedure, build_procedure, load_procedures
from workflow.verify import PROCEDURES

SMALL = """
title: Nhỏ
states:
  draft: {inside: Soạn, public: Soạn, portal_status: Mới đăng ký, clock: stopped}
  done: {inside: Xong, public: Xong, portal_status: Đã trả kết quả, clock: stopped, end: true}
steps:
  - name: submit
    label: Nộp
    from: [draft]
    to: done
    by: [clerk]
    guards: [has_nominations, reports_complete]
    documents: []
    cite: Luật 06/2022/QH15, Điều 84
"""


@pytest.fixture(scope="module")
def small() -> Procedure:
    return build_procedure("nho", parse(SMALL, "nho.yaml"))


@pytest.fixture(scope="module")
def ordinary() -> Procedure:
    return load_procedures()["tinh_thuong"]


def test_a_refused_step_gives_every_finding_of_its_guards_met_or_not_in_order(small):
    facts = some_facts(nominations=(a_nomination("An", missing_fields=("chức vụ",)), a_nomination("Bình")))
    findings = small.explain("submit", "draft", facts)
    assert [(finding.rule, finding.is_met) for finding in findings] == [
        ("has_nominations", True),
        ("reports_complete", False),
    ]


def test_a_step_from_the_wrong_state_is_refused_with_where_it_could_be_taken(ordinary):
    with pytest.raises(Refused) as refusal:
        ordinary.destination("draft", "issue")
    (finding,) = refusal.value.findings
    assert "Đang soạn" in finding.reason
    assert "Chờ phát hành quyết định" in finding.reason
    assert ordinary.find_step("issue", "draft") is None


@pytest.mark.parametrize(("state", "step"), [("draft", "no_such_step"), ("no_such_state", "submit")])
def test_an_unknown_step_or_state_is_missing(ordinary, state, step):
    with pytest.raises(Missing):
        ordinary.destination(state, step)
    with pytest.raises(Missing):
        ordinary.explain(step, state, some_facts())


def test_steps_of_one_name_are_told_apart_by_where_they_start(ordinary):
    assert ordinary.destination("under_appraisal", "hold") == "held_under_appraisal"
    assert ordinary.destination("on_notice", "hold") == "held_on_notice"
    assert ordinary.destination("held_on_notice", "resume") == "on_notice"


def test_a_step_may_leave_the_state_as_it_is(ordinary):
    assert ordinary.destination("before_council", "defer") == "before_council"


def test_the_machine_knows_no_way_but_ours_and_no_dossier(ordinary):
    machine = ordinary._machine
    assert machine.models == []
    assert set(machine.events) == {step.name for step in ordinary.steps}
    assert not machine.has_queue


def test_a_disagreement_of_table_and_machine_stops_everything(small):
    lenient = Machine(model=None, states=["draft", "done"], initial="draft", auto_transitions=False)
    lenient.add_transition("submit", ["draft", "done"], "draft")
    broken = replace(small, _machine=lenient)
    with pytest.raises(EngineError):
        broken.destination("draft", "submit")
    with pytest.raises(EngineError):
        broken.destination("done", "submit")


def test_a_machine_that_answers_no_to_a_step_of_the_table_stops_everything(small):
    stubborn = Machine(model=None, states=["draft", "done"], initial="draft", auto_transitions=False)
    stubborn.add_transition("submit", "draft", "done", conditions=lambda: False)
    with pytest.raises(EngineError):
        replace(small, _machine=stubborn).destination("draft", "submit")


def test_the_version_names_the_content_and_nothing_else():
    version = build_procedure("nho", parse(SMALL, "nho.yaml")).version
    assert len(version) == 16
    moved = "# ghi chú\n" + SMALL.replace("    to: done\n", "").replace(
        "    label: Nộp\n", "    to: done\n    label: Nộp\n"
    )
    assert build_procedure("nho", parse(moved, "elsewhere.yaml")).version == version
    assert build_procedure("khac", parse(SMALL, "nho.yaml")).version != version
    for old, new in [
        ("label: Nộp", "label: Gửi"),
        ("[clerk]", "[head_of_unit]"),
        ("reports_complete", "some_remain"),
    ]:
        assert build_procedure("nho", parse(SMALL.replace(old, new), "nho.yaml")).version != version


def test_the_order_of_states_is_part_of_the_version():
    lines = SMALL.splitlines()
    draft, done = (
        next(n for n, line in enumerate(lines) if line.startswith(f"  {name}:")) for name in ("draft", "done")
    )
    lines[draft], lines[done] = lines[done], lines[draft]
    swapped = parse("\n".join([*lines, "start: draft", ""]), "nho.yaml")
    same_start = parse(SMALL + "start: draft\n", "nho.yaml")
    assert build_procedure("nho", swapped).version != build_procedure("nho", same_start).version


def test_a_faulty_file_stops_the_start_with_its_place(tmp_path):
    text = (PROCEDURES / "co_so.yaml").read_text(encoding="utf-8")
    (tmp_path / "co_so.yaml").write_text(text.replace("by: [office_clerk]", "by: [system]"), encoding="utf-8")
    with pytest.raises(LawError, match="system") as refusal:
        load_procedures(tmp_path)
    assert refusal.value.file == "co_so.yaml"
    assert refusal.value.path.startswith("steps[")


def test_a_step_tells_where_its_file_defines_it(ordinary):
    step = ordinary.step("submit", "draft")
    assert step.place == "tinh_thuong.yaml: steps[0]"
    assert step.citation.startswith("Luật 06/2022/QH15")
    assert step.due is not None
    assert step.due.working_days == "deadlines.receipt"


def test_four_threads_share_one_machine_without_meeting():
    procedure, steps = load_procedures()["trinh_nha_nuoc"], plain("trinh_nha_nuoc")["steps"]
    expected = {(step["name"], source): step["to"] for step in steps for source in step["from"]}
    wrong: list[tuple[str, str]] = []

    def walk(seed: int) -> None:
        chance, state = random.Random(seed), procedure.start  # noqa: S311 - a walk, not a secret
        for _ in range(5000):
            step = chance.choice(procedure.steps_from(state) or procedure.steps_from(procedure.start))
            state = state if state in step.from_states else procedure.start
            reached = procedure.destination(state, step.name)
            if reached != expected[step.name, state]:
                wrong.append((state, step.name))
            state = reached

    threads = [threading.Thread(target=walk, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
