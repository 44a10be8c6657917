from __future__ import annotations

import pytest

from workflow.citations import Citation, Citations


@pytest.mark.parametrize(
    "text",
    [
        "Luật 06/2022/QH15",
        "Luật 06/2022/QH15, Điều 23 khoản 2 điểm a",
        "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4",
        "Công văn 5007/BNV-TĐKT, Mục III.5.c",
        "Bộ luật 45/2019/QH14, Điều 112",
    ],
)
def test_a_citation_is_printed_as_it_was_written(text: str) -> None:
    assert str(Citation.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Điều 23", "Luật Thi đua, khen thưởng, Điều 23", "luật 06/2022/QH15", "Luật 06/2022/QH15,Điều 2"]
)
def test_what_names_no_instrument_is_no_citation(text: str) -> None:
    with pytest.raises(ValueError, match="căn cứ phải có dạng"):
        Citation.parse(text)


def test_citations_sort_by_article_clause_and_point_as_numbers() -> None:
    places = ["Điều 9", "Điều 23 khoản 2", "Điều 23 khoản 10", "Điều 74 khoản 1 điểm d", "Điều 74 khoản 1 điểm đ"]
    written = [Citation.parse(f"Luật 06/2022/QH15, {place}") for place in places]
    assert sorted(reversed(written)) == written


def test_points_follow_the_order_of_vietnamese_law() -> None:
    points = [Citation.parse(f"Luật 06/2022/QH15, Điều 74 khoản 1 điểm {point}") for point in "abcdđeghik"]
    assert sorted(reversed(points)) == points


def test_several_sources_stand_in_one_line() -> None:
    text = "Luật 06/2022/QH15, Điều 80; Nghị định 129/2025/NĐ-CP, Điều 59"
    citations = Citations.parse(text)
    assert [citation.number for citation in citations.items] == ["06/2022/QH15", "129/2025/NĐ-CP"]
    assert str(citations) == text
