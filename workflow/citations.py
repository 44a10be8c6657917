"""Citations: "Luật 06/2022/QH15, Điều 23 khoản 2 điểm a", read, compared and printed one way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

KINDS = ("Luật", "Bộ luật", "Nghị quyết", "Nghị định", "Thông tư", "Quyết định", "Công văn", "Thông báo")
_FORM = re.compile(rf"(?P<kind>{'|'.join(KINDS)}) (?P<number>\d+/\S+?)(?:, (?P<place>\S.*))?")
_PLACE = re.compile(r"Điều (?P<article>\d+)\w?(?: khoản (?P<clause>\d+)\w?)?(?: điểm (?P<point>[a-zđ]))?")
_POINTS = "abcdđeghiklmnopqrstuvxy"  # the order of points in Vietnamese law


@dataclass(frozen=True)
class Citation:
    """One place in one instrument: its kind and number, and the article, clause and point as written."""

    kind: str
    number: str
    place: str = ""

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read "<loại> <số>[, <điều khoản>]"; raises ValueError that says what is wrong."""
        if not (form := _FORM.fullmatch(text)):
            raise ValueError(f"căn cứ phải có dạng “Luật 06/2022/QH15, Điều 23 khoản 2”; đang là “{text}”")
        return cls(form["kind"], form["number"], form["place"] or "")

    @property
    def instrument(self) -> str:
        """The instrument without the place: "Luật 06/2022/QH15"."""
        return f"{self.kind} {self.number}"

    @cached_property
    def sort_key(self) -> tuple[str, int, int, int]:
        """Orders by instrument, then article, clause and point as numbers; other places come first."""
        place = _PLACE.match(self.place)
        if place is None:
            return self.number, 0, 0, 0
        clause, point = int(place["clause"] or 0), _POINTS.find(place["point"] or "?") + 1
        return self.number, int(place["article"]), clause, point

    def __lt__(self, other: Citation) -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        return f"{self.instrument}, {self.place}" if self.place else self.instrument


@dataclass(frozen=True)
class Citations:
    """The places that together carry one rule, written with "; " between them."""

    items: tuple[Citation, ...]

    @classmethod
    def parse(cls, text: str) -> Citations:
        """Read one or more citations separated by "; "; raises ValueError."""
        return cls(tuple(Citation.parse(part) for part in text.split("; ")))

    def __str__(self) -> str:
        return "; ".join(map(str, self.items))
