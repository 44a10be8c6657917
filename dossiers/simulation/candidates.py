"""Plans of invented dossiers: who proposes whom, for what, by which procedure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from dossiers.db import current_session
from dossiers.demonstration.data import DATA
from dossiers.demonstration.season import unit_named
from dossiers.models import Nomination, Unit

# Of ten dossiers six take the usual road, as in a real season.
WEIGHTS = {"tinh_thuong": 6, "tinh_don_gian": 2, "co_so": 1, "trinh_nha_nuoc": 1}


class Candidates:
    """Makes up dossiers of `size` nominations each, with names that nobody in the database has."""

    def __init__(self, plans: dict[str, Any], size: int, chance: random.Random) -> None:
        self.plans, self.size, self.chance = plans, size, chance
        self.units = _proposing_units()
        self._taken = set(current_session().scalars(select(Nomination.name)))

    def dossier(self) -> tuple[dict[str, Any], Unit]:
        """Return the plan of one dossier, as `demonstration.Road` plays it, and the unit that submits it."""
        procedure = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        plan = self.plans[procedure]
        at_home = procedure in ("co_so", "trinh_nha_nuoc")
        unit = unit_named(plan["unit"]) if at_home else self.chance.choice(self.units)
        lines = [self._line(plan["nominations"], place) for place in range(self.size)]
        return {**plan, "nominations": lines}, unit

    def _line(self, examples: list[dict[str, Any]], place: int) -> dict[str, Any]:
        example = examples[place % len(examples)]
        return {**example, "name": self._name(example)}

    def _name(self, example: dict[str, Any]) -> str:
        for name in self._names(example):
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise AssertionError("names never end")

    def _names(self, example: dict[str, Any]) -> Iterator[str]:
        gender = example.get("gender") or {"Bà": "nữ"}.get(example.get("honorific", ""), "nam")
        while True:
            if example["kind"] == "collective":
                yield f"Tổ công tác số {self.chance.randint(1, 99_999)}"
                continue
            surname, middle = self.chance.choice(DATA["surnames"]), self.chance.choice(DATA["middle_names"][gender])
            yield " ".join((surname, middle, *self.chance.sample(DATA["given_names"][gender], 2)))


def _proposing_units() -> list[Unit]:
    """The communes and departments that submit to the province, in a fixed order."""
    standing_bodies = select(Unit.standing_body_id).where(Unit.standing_body_id.is_not(None))
    query = (
        select(Unit)
        .where(Unit.kind.in_(("commune", "department")), Unit.is_active, Unit.id.not_in(standing_bodies))
        .order_by(Unit.code)
    )
    return list(current_session().scalars(query))
