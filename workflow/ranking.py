"""More nominations pass than a quota has places: who is admitted, by votes alone, and what a tie means."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tie(StrEnum):
    """What happens to those who share the last place for which there is not room for all."""

    VOTE_AGAIN = "vote_again"
    CHAIR_DECIDES = "chair_decides"
    ADMIT_ALL = "admit_all"
    ADMIT_NONE = "admit_none"


@dataclass(frozen=True)
class Ranking:
    """Who has a place, who is left without one, and who must be voted again; together all that were ranked."""

    admitted: frozenset[int]
    left_out: frozenset[int]
    tied: frozenset[int]


def rank(votes: Mapping[int, int], places: int, tie: Tie, preferred: Collection[int] = ()) -> Ranking:
    """Give `places` to those with the most yes votes; `votes` maps whatever is ranked to its yes votes.

    With `ADMIT_ALL` a tie on the last place may fill more places than there are.  With `CHAIR_DECIDES` whoever has
    the chair's vote (`preferred`) goes before others with as many votes; who is still level is voted again.
    """
    if tie is Tie.CHAIR_DECIDES:
        votes = {key: 2 * yes + (key in preferred) for key, yes in votes.items()}
    if len(votes) <= places:
        return Ranking(frozenset(votes), frozenset(), frozenset())
    ordered = sorted(votes.values(), reverse=True)
    last = ordered[places - 1] if places > 0 else ordered[0] + 1
    above = {key for key, yes in votes.items() if yes > last}
    level = {key for key, yes in votes.items() if yes == last}
    if len(above) + len(level) <= places or tie is Tie.ADMIT_ALL:
        above, level = above | level, set()
    elif tie is Tie.ADMIT_NONE:
        level = set()
    return Ranking(frozenset(above), frozenset(votes.keys() - above - level), frozenset(level))
