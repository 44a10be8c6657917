"""What the writers share: headings, numbers, signatures, recitals and lines of lists, from units and nominations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dossiers import clock, numbering
from dossiers.documents import wording
from dossiers.documents.letterhead import GROUPS, Heading, Nominee, Signature
from dossiers.documents.petition import AwardCount
from dossiers.models import Dossier, Nomination, Unit
from dossiers.rules import law

_COMMITTEE = "Ủy ban nhân dân"
_NO_BREAK = "\u00a0"

GROUNDS = {
    "CONG_TRANG": "Khen thưởng công trạng",
    "DOT_XUAT": "Khen thưởng đột xuất",
    "PHONG_TRAO": "Khen thưởng phong trào thi đua",
    "CONG_HIEN": "Khen thưởng quá trình cống hiến",
    "NIEN_HAN": "Khen thưởng theo niên hạn",
    "DOI_NGOAI": "Khen thưởng đối ngoại",
}


@dataclass(frozen=True)
class Context:
    """The step that asks for the papers, and its moment."""

    step: str
    at: datetime

    @property
    def day(self) -> date:
        """The day that stands on the papers."""
        return clock.day_of(self.at)


@dataclass(frozen=True)
class Paper:
    """One document to write: the unit that issues it, its data, and how the dossier page names it."""

    issuer: Unit
    record: Any
    title: str = ""
    number: str = ""
    nomination_id: int | None = None
    suffix: str = ""


def superior_of(unit: Unit) -> str:
    """Return the line above the issuing body; a People's Committee has none (Nghị định 30/2020, Phụ lục I)."""
    if unit.kind in ("province", "commune") or unit.parent is None:
        return ""
    return unit.parent.name.replace(_COMMITTEE, "UBND")


def body_of(unit: Unit) -> str:
    """Return the issuing body's line; a committee's place stays together on its second line."""
    before, committee, place = unit.name.partition(f"{_COMMITTEE} ")
    return f"{committee}{place.replace(' ', _NO_BREAK)}" if committee and not before else unit.name


def numbered_heading(unit: Unit, kind: str, day: date) -> Heading:
    """Return a heading whose number is taken now from the unit's series of this kind of document ("TB", "TTr")."""
    symbol = f"{kind}-{unit.symbol}" if kind else f"{unit.symbol}-TĐKT"
    return heading(unit, symbol=symbol, number=numbering.take(unit.id, symbol, day.year), day=day)


def heading(unit: Unit, *, symbol: str = "", number: int | None = None, day: date | None = None) -> Heading:
    """Return the heading of a document of `unit`."""
    return Heading(
        superior=superior_of(unit),
        body=body_of(unit),
        number=number,
        symbol=symbol,
        place=unit.place,
        issued_on=day,
    )


def typed_heading(unit: Unit, typed: str, day: date | None) -> Heading:
    """Return the heading of a document whose number ("12/TTr-UBND") the unit typed from its own register."""
    number, _, symbol = typed.partition("/")
    if number.strip().isdecimal():
        return heading(unit, symbol=symbol.strip(), number=int(number), day=day)
    return heading(unit, symbol=symbol.strip() or typed, day=day)


def head_signature(unit: Unit, *, for_body: bool = False) -> Signature:
    """Return the signature of a unit's head; `for_body` where the head signs for a collegial body (TM.)."""
    collegial = for_body and unit.kind in ("province", "commune")
    return Signature(
        authority=("TM. Ủy ban nhân dân",) if collegial else (),
        post=unit.head_title or "Thủ trưởng đơn vị",
        name=unit.head_name,
    )


def head_of(unit: Unit) -> str:
    """Return how a text names the head of a unit ("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên")."""
    return office_named(unit.head_title or "Thủ trưởng", unit.name)


def office_named(title: str, unit: str) -> str:
    """Join an office and its unit; what both say is said once ("Chánh Thanh tra" of "Thanh tra tỉnh")."""
    words = title.split()
    shared = next((n for n in range(len(words) - 1, 0, -1) if unit.startswith(" ".join(words[-n:]) + " ")), 0)
    return " ".join([*words[: len(words) - shared], unit])


def award_name(code: str) -> str:
    """Return the exact name of an award, a title of the law in its quotation marks."""
    return law().award(code).quoted_name


def nominee(nomination: Nomination, *, finding: str = "", prize: int = 0) -> Nominee:
    """Return a nomination as a line of a list; nothing personal beyond name, post and unit."""
    return Nominee(
        kind=nomination.kind,  # type: ignore[arg-type]
        honorific=nomination.honorific,
        name=nomination.name,
        post=nomination.post,
        unit=nomination.workplace,
        award=award_name(nomination.award_code),
        ground=GROUNDS.get(nomination.dossier.ground, ""),
        achievement=nomination.achievement,
        finding=finding,
        prize=prize,
    )


def award_counts(nominations: Iterable[Nomination]) -> tuple[AwardCount, ...]:
    """Count the nominations by award and kind of recipient, in the order of the list."""
    lines = list(nominations)
    codes = dict.fromkeys(line.award_code for line in lines)
    fields = dict(zip((kind for kind, _ in GROUPS), ("collectives", "households", "individuals"), strict=True))
    return tuple(
        AwardCount(
            award=award_name(code),
            **{
                field: sum(line.award_code == code and line.kind == kind for line in lines)
                for kind, field in fields.items()
            },
        )
        for code in codes
    )


def recitals(kind: str, dossier: Dossier, unit: Unit, day: date, **facts: str) -> tuple[str, ...]:
    """Return the legal recitals of a document that `unit` signs on `day`, by the dossier's own law version."""
    signer = "province" if unit.kind == "province" else "commune" if unit.kind == "commune" else "unit"
    return tuple(law().recitals(kind, day, signer, received_on=dossier.law_day, facts=facts))


def petition_named(dossier: Dossier) -> str:
    """Return how other papers cite the unit's petition."""
    return f"Tờ trình số {dossier.petition_number} {wording.full_date(dossier.petition_on)} của {dossier.unit.name}"


def about(dossier: Dossier) -> str:
    """Return what the dossier asks for, as an abstract says it: the award and the year."""
    return f"{award_name(dossier.award_code)} năm {dossier.year}"
