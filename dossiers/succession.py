"""Which units went on as which: merged, renamed or split, as recorded (the great change came on 1 July 2025)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from dossiers.db import current_session
from dossiers.models import Unit, UnitSuccession
from dossiers.web.text import fold


@dataclass(frozen=True)
class Former:
    """A unit of before, or one that followed it; `search_key` is its name alone, without marks."""

    id: int
    search_key: str
    parent_id: int | None


@dataclass(frozen=True)
class Link:
    """One recorded succession; `passes_awards` says whether the collective's awards go along."""

    predecessor: Former
    successor: Former
    passes_awards: bool


@dataclass(frozen=True)
class Lineage:
    """Every recorded succession."""

    links: tuple[Link, ...]

    def before(self, units: Iterable[int], *, passing: bool = False) -> frozenset[int]:
        """Return `units` with every unit that went on as one of them, however long ago.

        With `passing` only along successions that hand the collective's awards on.
        """
        found = set(units)
        pending = set(found)
        while pending:
            pending = {
                link.predecessor.id
                for link in self.links
                if link.successor.id in pending and (link.passes_awards or not passing)
            } - found
            found |= pending
        return frozenset(found)

    def successors(self) -> Iterable[Former]:
        """Return the units that followed others."""
        return {link.successor.id: link.successor for link in self.links}.values()

    def formers(self, units: Iterable[int]) -> tuple[Former, ...]:
        """Return the units whose collective awards count for `units`, these themselves left out."""
        own = set(units)
        ids = self.before(own, passing=True) - own
        return tuple(
            {link.predecessor.id: link.predecessor for link in self.links if link.predecessor.id in ids}.values()
        )


def lineage() -> Lineage:
    """Return every recorded succession, in one read."""
    old, new = aliased(Unit), aliased(Unit)
    query = (
        select(old.id, old.name, old.parent_id, new.id, new.name, new.parent_id, UnitSuccession.passes_awards)
        .join(old, old.id == UnitSuccession.predecessor_id)
        .join(new, new.id == UnitSuccession.successor_id)
        .order_by(UnitSuccession.id)
    )
    return Lineage(
        tuple(
            Link(Former(a, fold(name), parent), Former(b, fold(new_name), new_parent), passes)
            for a, name, parent, b, new_name, new_parent, passes in current_session().execute(query)
        )
    )
