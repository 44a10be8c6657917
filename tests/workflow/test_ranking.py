from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.ranking import Tie, rank

VOTES = {1: 20, 2: 19, 3: 19, 4: 15}


def test_everybody_has_a_place_where_there_are_enough() -> None:
    assert rank(VOTES, 4, Tie.VOTE_AGAIN).admitted == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("tie", "admitted", "tied"),
    [(Tie.VOTE_AGAIN, {1}, {2, 3}), (Tie.ADMIT_ALL, {1, 2, 3}, set()), (Tie.ADMIT_NONE, {1}, set())],
)
def test_a_tie_on_the_last_place_goes_as_the_council_s_rules_say(tie: Tie, admitted: set[int], tied: set[int]) -> None:
    found = rank(VOTES, 2, tie)
    assert (found.admitted, found.tied) == (admitted, tied)


def test_the_chair_s_vote_parts_those_who_are_level_and_nobody_else() -> None:
    assert rank(VOTES, 2, Tie.CHAIR_DECIDES, preferred={3, 4}).admitted == {1, 3}
    assert rank(VOTES, 2, Tie.CHAIR_DECIDES).tied == {2, 3}


def test_a_tie_for_which_there_is_room_is_none() -> None:
    assert rank(VOTES, 3, Tie.VOTE_AGAIN).admitted == {1, 2, 3}


def test_without_a_place_nobody_is_admitted() -> None:
    assert rank(VOTES, 0, Tie.ADMIT_ALL).left_out == set(VOTES)


@given(st.dictionaries(st.integers(), st.integers(0, 60)), st.integers(0, 70), st.sampled_from(Tie))
def test_nobody_is_lost_and_nobody_with_fewer_votes_goes_first(votes: dict[int, int], places: int, tie: Tie) -> None:
    found = rank(votes, places, tie)
    assert found.admitted | found.left_out | found.tied == set(votes)
    assert len(found.admitted) + len(found.left_out) + len(found.tied) == len(votes)
    assert all(votes[a] > votes[b] for a in found.admitted for b in found.left_out | found.tied)
    if tie is not Tie.ADMIT_ALL:
        assert len(found.admitted) <= places
    # Who is left out although a place is free shares it with somebody: only a tie leaves a place empty.
    if len(votes) > places and tie is Tie.ADMIT_NONE and len(found.admitted) < places:
        best = max(votes[each] for each in found.left_out)
        assert sum(votes[each] == best for each in found.left_out) > places - len(found.admitted)
