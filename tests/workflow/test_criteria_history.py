"""An award whose criteria change on a day: each dossier is weighed by those of its own law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from law_folder import copied_law, spoil

from workflow import case as cases
from workflow.catalogue import Law, read_law
from workflow.eligibility import answer, check

OLD = """    individual:
      all:
        - rule: rating_at_least
          rating: HTT
          cite: "Luật 06/2022/QH15, Điều 24 khoản 2"
        - judgement: Có tinh thần tự lực, đoàn kết, tương trợ; tích cực tham gia phong trào thi đua
          cite: "Luật 06/2022/QH15, Điều 24 khoản 2"
"""
NEW = """    individual:
      2024-01-01: {rule: rating_at_least, rating: HTT, cite: "Luật 06/2022/QH15, Điều 24 khoản 2"}
      2026-10-01:
        rule: rating_at_least
        rating: HTXS
        cite: "Luật 06/2026/QH16"
        trust: L
        doubt: Chưa có toàn văn.
"""


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Law:
    folder: Path = copied_law(tmp_path_factory.mktemp("law"))
    spoil(folder, "awards/danh_hieu_ca_nhan.yaml", OLD, NEW)
    return read_law(folder, "thai_nguyen")


def a_case(received_on: str) -> dict[str, Any]:
    candidate = {"kind": "individual", "ratings": [{"year": 2025, "rating": "HTT"}], "discipline": [], "holds": []}
    return {"received_on": received_on, "award": "CSTT", "year": 2025, "ground": "CONG_TRANG", "candidate": candidate}


@pytest.mark.parametrize(
    ("received_on", "outcome", "citation"),
    [
        ("2026-09-30", "met", "Luật 06/2022/QH15, Điều 24 khoản 2"),
        ("2026-10-01", "not_met", "Luật 06/2026/QH16"),
    ],
)
def test_the_criteria_are_those_of_the_day_of_reception(
    amended: Law, received_on: str, outcome: str, citation: str
) -> None:
    (rule,) = (each for each in answer(amended, a_case(received_on))["checks"] if each["rule"] == "rating_at_least")
    assert (rule["outcome"], rule["citation"]) == (outcome, citation)


def test_a_law_that_was_chosen_brings_its_own_criteria(amended: Law) -> None:
    case = replace(cases.parse(a_case("2026-09-30"), amended), law_chosen_on=date(2026, 10, 1))
    assert check(case).verdict == "not_met"


def test_before_the_first_day_of_its_criteria_people_weigh_an_award(amended: Law) -> None:
    (history,) = amended.criteria("CSTT", "individual")
    later = replace(history, values=history.values[1:])
    awards = {**amended.awards, "CSTT": replace(amended.award("CSTT"), criteria={"individual": later})}
    assert answer(replace(amended, awards=awards), a_case("2026-09-30"))["verdict"] == "judgement"
