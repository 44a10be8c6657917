from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from workflow.catalogue import load_law
from workflow.criteria import leaves
from workflow.criteria_text import Passage, in_words

LAW = load_law("thai_nguyen")
DAY = date(2026, 3, 2)
TREES = [(code, kind) for code, award in LAW.awards.items() for kind in award.recipients if LAW.tree(code, kind, DAY)]


def sentences(told: Passage) -> Iterator[Passage]:
    if told.weighed_by:
        yield told
    for part in told.parts:
        yield from sentences(part)


def told(code: str, kind: str = "individual") -> Passage:
    tree = LAW.tree(code, kind, DAY)
    assert tree
    return in_words(tree, LAW, DAY)


@pytest.mark.parametrize(("code", "kind"), TREES)
def test_every_point_of_every_award_is_a_sentence_with_its_source(code: str, kind: str) -> None:
    tree = LAW.tree(code, kind, DAY)
    assert tree
    points = list(sentences(told(code, kind)))
    assert [point.source for point in points] == [leaf.source for leaf in leaves(tree)]
    for point in points:
        assert point.text[0].isupper() or point.text[0].isdigit()
        assert point.text.endswith(".")
        assert "_" not in point.text, "a code of ours where a reader expects a word"


def test_numbers_of_the_law_stand_in_the_sentence_with_the_award_by_its_name() -> None:
    texts = [point.text for point in sentences(told("HC_LD_3"))]
    assert "Ít nhất 3 lần được tặng Chiến sĩ thi đua cơ sở trong 5 năm tính đến khi đề nghị." in texts
    assert "Ít nhất 1 năm hoàn thành xuất sắc nhiệm vụ trong 5 năm tính đến khi đề nghị." in texts


def test_shares_are_percents_and_none_at_all_is_said_as_none() -> None:
    texts = [point.text for point in sentences(told("TTLDTT", "collective"))]
    assert "Ít nhất 70% thành viên là người đạt danh hiệu Lao động tiên tiến." in texts
    assert "Không có người bị kỷ luật từ cảnh cáo trở lên." in texts


def test_alternatives_keep_their_names_and_for_whom_they_are() -> None:
    _exemplary, alternatives = told("BK_TINH").parts
    assert alternatives.text == "Đạt một trong các tiêu chuẩn sau:"
    workers = next(part for part in alternatives.parts if part.name.startswith("Công nhân"))
    assert workers.condition == "Chỉ xét khi khen công trạng, người trực tiếp lao động, sản xuất"


def test_what_people_judge_is_told_apart_from_what_the_machine_checks() -> None:
    assert [point.weighed_by for point in sentences(told("LDTT"))] == [
        "machine",
        "people",
        "machine",
        "people",
        "people",
    ]


def test_criteria_of_another_award_are_named_and_can_be_followed() -> None:
    first = told("CSTD_CS").parts[0]
    assert (first.text, first.award) == ("Đạt tiêu chuẩn Lao động tiên tiến của cùng năm.", "LDTT")


def test_a_list_of_one_is_told_as_its_only_point() -> None:
    assert told("BK_TTG", "household").weighed_by == "people"
