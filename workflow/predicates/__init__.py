"""The named predicates that award files may use, by their names there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from workflow.case import Case
from workflow.predicates.grants import ConsecutiveAwards, CountAwards, HasAward, SuccessiveAwards
from workflow.predicates.initiatives import RecognisedInitiative
from workflow.predicates.members import BlocLeader, CountMembers, Share
from workflow.predicates.ratings import ConsecutiveRatings, CountRatings, NotRated, RatingAtLeast
from workflow.predicates.settings import Configured
from workflow.result import Result

if TYPE_CHECKING:
    from workflow.catalogue import Law


class Predicate(Protocol):
    """A rule of the law with its numbers; asked about one case."""

    def check(self, case: Case) -> Result:
        """Say whether the rule holds for `case`, and what is missing where it does not."""

    def describe(self, law: Law, day: date) -> str:
        """Put the rule into a Vietnamese sentence, as it stands on `day`."""


PREDICATES: Mapping[str, type[Predicate]] = {
    "bloc_leader": BlocLeader,
    "configured": Configured,
    "consecutive_awards": ConsecutiveAwards,
    "consecutive_ratings": ConsecutiveRatings,
    "count_awards": CountAwards,
    "count_members": CountMembers,
    "count_ratings": CountRatings,
    "has_award": HasAward,
    "initiative": RecognisedInitiative,
    "not_rated": NotRated,
    "rating_at_least": RatingAtLeast,
    "share": Share,
    "successive_awards": SuccessiveAwards,
}
