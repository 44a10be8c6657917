from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.ballots import Count, Tally, Threshold, answer, tally
from workflow.catalogue import load_law
from workflow.errors import Invalid

LAW = load_law("thai_nguyen")
NATIONAL = load_law(None)
DAY = date(2026, 1, 15)
EXAMPLE = {
    "roster": 25,
    "present": 21,
    "written": 2,
    "yes": 20,
    "no": 2,
    "abstain": 1,
    "invalid": 0,
    "award": "CSTD_TINH",
    "on": "2026-01-15",
}


@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(2, 3), Fraction(4, 5), Fraction(9, 10), Fraction(1)])
def test_what_is_needed_is_the_least_whole_number_that_reaches_the_share(share: Fraction) -> None:
    at_least, majority = Threshold(share, "…"), Threshold(share, "…", is_exceeded=True)
    for roster in range(1, 61):
        needed, more = at_least.needed(roster), majority.needed(roster)
        assert Fraction(needed - 1, roster) < share <= Fraction(needed, roster)
        assert Fraction(more - 1, roster) <= share < Fraction(more, roster)


@pytest.mark.parametrize(
    ("award", "roster", "needed"),
    [
        ("CSTD_TINH", 25, 23),
        ("CSTD_TQ", 20, 18),
        ("DH_AHLD", 21, 19),
        ("CSTD_CS", 9, 8),
        ("CO_TINH", 25, 20),
        ("CO_CP", 21, 17),
        ("BK_TINH", 20, 11),
        ("BK_TINH", 21, 11),
        ("TTLDXS", 25, 13),
    ],
)
def test_each_award_has_its_threshold_of_the_whole_roster(award: str, roster: int, needed: int) -> None:
    assert tally(LAW, Count(roster, roster, 0, 0), award, DAY).votes_needed == needed


def test_absent_members_count_against_the_threshold() -> None:
    everyone_present = tally(LAW, Count(roster=25, present=22, yes=22, no=0), "CSTD_TINH", DAY)
    assert everyone_present.is_quorate
    assert not everyone_present.is_passed


def test_written_opinions_of_absentees_count_for_quorum_and_votes() -> None:
    result = tally(LAW, Count(roster=25, present=18, written=5, yes=23, no=0), "CSTD_TINH", DAY)
    assert result.is_quorate
    assert result.is_passed


def test_without_a_quorum_nothing_passes() -> None:
    result = tally(NATIONAL, Count(roster=21, present=13, yes=13, no=0), "BK_TINH", DAY)
    assert (result.quorum_needed, result.is_quorate, result.is_passed) == (14, False, False)
    assert "Không đủ túc số: 13/21" in result.reason
    assert tally(NATIONAL, Count(roster=21, present=14, yes=14, no=0), "BK_TINH", DAY).is_passed


def test_the_province_may_ask_for_a_higher_quorum_of_its_own_council_only() -> None:
    count = Count(roster=20, present=15, yes=15, no=0)
    assert tally(NATIONAL, count, "BK_TINH", DAY).is_quorate
    assert not tally(LAW, count, "BK_TINH", DAY).is_quorate
    assert tally(LAW, count, "GK_XA", DAY).is_quorate
    assert "Chưa đối chiếu" in tally(LAW, count, "BK_TINH", DAY).quorum.doubt


@given(st.data())
def test_passing_is_exactly_a_quorum_and_the_share_of_the_roster(data: st.DataObject) -> None:
    roster = data.draw(st.integers(1, 60))
    present = data.draw(st.integers(0, roster))
    written = data.draw(st.integers(0, roster - present))
    yes = data.draw(st.integers(0, present + written))
    no = data.draw(st.integers(0, present + written - yes))
    award = data.draw(st.sampled_from(sorted(LAW.awards)))
    result = tally(LAW, Count(roster, present, yes, no, written), award, DAY)

    share = result.threshold.share
    enough = Fraction(yes, roster) > share if result.threshold.is_exceeded else Fraction(yes, roster) >= share
    quorate = Fraction(present + written, roster) >= result.quorum.share
    assert result.is_passed == (enough and quorate)


def rules_of_the_law() -> dict[tuple[Threshold, Threshold], str]:
    """Every pair of quorum and threshold that some award has, each with one such award."""
    pairs = {}
    for law in (LAW, NATIONAL):
        for award in sorted(law.awards):
            result = tally(law, Count(1, 0, 0, 0), award, DAY)
            pairs[(result.quorum, result.threshold)] = award
    return pairs


@pytest.mark.parametrize(("quorum", "threshold"), rules_of_the_law())
def test_for_every_roster_up_to_60_whatever_is_counted_gives_what_exact_fractions_give(
    quorum: Threshold, threshold: Threshold
) -> None:
    """All rosters, all attendances and all numbers of yes votes; the other numbers have no part in the result."""
    for roster in range(1, 61):
        votes_in_share = [_is_enough(Fraction(yes, roster), threshold) for yes in range(roster + 1)]
        for voters in range(roster + 1):
            is_quorate = _is_enough(Fraction(voters, roster), quorum)
            for yes in range(voters + 1):
                written = (voters - yes) // 2
                no, abstain = (voters - yes) // 2, (voters - yes) // 3
                count = Count(roster, voters - written, yes, no, written, min(abstain, voters - yes - no))
                assert Tally(count, quorum, threshold).is_passed == (is_quorate and votes_in_share[yes])


def _is_enough(part: Fraction, rule: Threshold) -> bool:
    return part > rule.share if rule.is_exceeded else part >= rule.share


@given(st.tuples(*[st.integers(-2, 61)] * 7))
def test_a_count_is_taken_exactly_when_it_can_occur(numbers: tuple[int, ...]) -> None:
    roster, present, written, yes, no, abstain, invalid = numbers
    can_occur = (
        min(numbers) >= 0 and roster > 0 and present + written <= roster and sum(numbers[3:]) <= present + written
    )
    try:
        Count(roster, present, yes, no, written, abstain, invalid)
    except Invalid:
        assert not can_occur
    else:
        assert can_occur


def test_the_answer_has_the_shape_of_the_contract() -> None:
    found = answer(LAW, EXAMPLE)
    assert found["quorum"]["reached"] is True
    assert found["threshold"] == {"share": "9/10", "of": "roster", "needed": 23}
    assert found["passed"] is False
    assert found["citation"] == "Nghị định 152/2025/NĐ-CP"
    assert found["reason"] == "Không đạt: 20/25 thành viên đồng ý, cần 23 (từ 9/10 tổng số thành viên)."


def test_the_source_follows_the_day_of_the_vote() -> None:
    assert answer(LAW, EXAMPLE | {"on": "2025-06-30"})["citation"] == "Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7"
    assert answer(LAW, EXAMPLE | {"on": "2025-07-01"})["citation"] == "Nghị định 152/2025/NĐ-CP"


def test_a_majority_is_more_than_half() -> None:
    half = EXAMPLE | {"award": "BK_TINH", "roster": 20, "present": 20, "written": 0, "yes": 10, "no": 10, "abstain": 0}
    assert answer(LAW, half)["passed"] is False
    assert answer(LAW, half | {"yes": 11, "no": 9})["passed"] is True


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"yes": 21, "no": 3, "abstain": 0}, "yes"),
        ({"present": 25}, "present"),
        ({"roster": 0, "present": 0, "written": 0, "yes": 0, "no": 0, "abstain": 0}, "roster"),
        ({"no": -1}, "no"),
        ({"yes": 20.0}, "yes"),
        ({"yes": True}, "yes"),
        ({"yes": None}, "yes"),
        ({"roster": 10**9}, "roster"),
        ({"written": "2"}, "written"),
        ({"award": "CSTD_BO"}, "award"),
        ({"award": ["CSTD_CS"]}, "award"),
        ({"on": "2026-02-30"}, "on"),
        ({"on": 20260115}, "on"),
        ({"on": "2023-12-31"}, "received_on"),
        ({"yess": 3}, "yess"),
        ({"a\nb": 3}, "'a\\nb'"),
        ({"yes": 10**5000}, "yes"),
    ],
)
def test_an_impossible_count_names_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        answer(LAW, EXAMPLE | change)
    assert list(caught.value.fields) == [field]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(EXAMPLE)) | st.text(), inner),
    )
)
def test_any_json_is_answered_or_refused(data: object) -> None:
    try:
        answer(LAW, data)
    except Invalid:
        return


def test_the_law_says_where_a_ballot_is_required() -> None:
    required = {code for code, award in LAW.awards.items() if LAW.parameter(award.ballot).on(DAY).value}
    assert required == {"DH_AHLD", "DH_AHLLVT", "CSTD_TQ", "CSTD_TINH", "CSTD_CS", "CO_TINH", "CO_CP"}
    assert LAW.parameter(LAW.award("CSTD_TINH").secret).on(DAY).value
    assert not LAW.parameter(LAW.award("BK_TINH").secret).on(DAY).value
