"""Reads about templates: which kinds there are, the versions of the units, what each stands at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.documents.kinds import KINDS, Kind
from dossiers.documents.samples import Sample, samples
from dossiers.models import Document, OfficeTemplate
from workflow.errors import Missing


@dataclass(frozen=True)
class KindLine:
    """One kind in the list: how many units have a template of their own in use, how many versions wait."""

    kind: Kind
    in_use: int
    waiting: int


@dataclass(frozen=True)
class Version:
    """A version as it stands on a day: the words for it and their colour, its last day, what takes its place."""

    template: OfficeTemplate
    state: str
    colour: str
    last_day: date | None = None
    successor: OfficeTemplate | None = None

    @property
    def can_begin(self) -> bool:
        """Whether it waits to be used."""
        return self.template.from_on is None

    @property
    def can_end(self) -> bool:
        """Whether it is in use or will be."""
        return self.colour in ("green", "blue")


def kinds(today: date) -> list[KindLine]:
    """Return every kind of paper."""
    versions = _versions(select(OfficeTemplate), today)
    in_use = Counter(each.template.kind for each in versions if each.colour == "green")
    waiting = Counter(each.template.kind for each in versions if each.can_begin)
    return [KindLine(kind, in_use[name], waiting[name]) for name, kind in KINDS.items()]


def find_kind(name: str) -> Kind:
    """Return a kind by its name; raises Missing."""
    if name not in KINDS:
        raise Missing("Không có loại văn bản này.")
    return KINDS[name]


def find_sample(kind: Kind, name: str) -> Sample:
    """Return one set of sample data of a kind; raises Missing."""
    found = samples(kind).get(name)
    if found is None:
        raise Missing("Không có bộ dữ liệu mẫu này.")
    return found


def find_template(template_id: int) -> OfficeTemplate:
    """Return a version; raises Missing."""
    found = current_session().get(OfficeTemplate, template_id)
    if found is None:
        raise Missing("Không tìm thấy mẫu này.")
    return found


def versions_of(kind: str, today: date) -> list[Version]:
    """Return the versions of a kind by unit, the newest first."""
    found = _versions(select(OfficeTemplate).where(OfficeTemplate.kind == kind), today)
    return sorted(found, key=lambda each: (each.template.unit.name, -each.template.number))


def version(template_id: int, today: date) -> Version:
    """Return one version; raises Missing."""
    template = find_template(template_id)
    return _standing(template, _siblings(template), today)


def successor_of(template: OfficeTemplate, today: date) -> OfficeTemplate | None:
    """Return the version of the same unit and kind that has taken this one's place, or None."""
    return _successor(template, _siblings(template), today)


def made_with(sha256: str) -> int:
    """Count the documents that were made with a template."""
    return current_session().scalar(select(func.count()).where(Document.template_sha256 == sha256)) or 0


def templates_of(kind: str, unit_id: int) -> Sequence[OfficeTemplate]:
    """Return every version of a kind that a unit has."""
    query = select(OfficeTemplate).where(OfficeTemplate.kind == kind, OfficeTemplate.unit_id == unit_id)
    return current_session().scalars(query).all()


def _siblings(template: OfficeTemplate) -> Sequence[OfficeTemplate]:
    return templates_of(template.kind, template.unit_id)


def _versions(query: Select[OfficeTemplate], today: date) -> list[Version]:
    together: dict[tuple[str, int], list[OfficeTemplate]] = defaultdict(list)
    for template in current_session().scalars(query.options(joinedload(OfficeTemplate.unit))):
        together[template.kind, template.unit_id].append(template)
    return [_standing(each, siblings, today) for siblings in together.values() for each in siblings]


def _standing(template: OfficeTemplate, siblings: Sequence[OfficeTemplate], today: date) -> Version:
    first, until = template.from_on, template.until_on
    if first is None:
        return Version(template, "Chưa áp dụng", "grey")
    if template.was_withdrawn:
        return Version(template, "Đã rút lại", "grey")
    following = _next(template, siblings)
    replaced_on = following.from_on - timedelta(days=1) if following and following.from_on else None
    last = min((day for day in (until, replaced_on) if day), default=None)
    if last is not None and last < today:
        words = f"Đã được bản {following.number} thay" if following and last == replaced_on else "Đã thôi áp dụng"
        return Version(template, words, "grey", last, following)
    words, colour = ("Sẽ áp dụng", "blue") if first > today else ("Đang áp dụng", "green")
    return Version(template, words, colour, last, following)


def _successor(template: OfficeTemplate, siblings: Sequence[OfficeTemplate], today: date) -> OfficeTemplate | None:
    following = _next(template, siblings)
    return following if following and following.from_on and following.from_on <= today else None


def _next(template: OfficeTemplate, siblings: Sequence[OfficeTemplate]) -> OfficeTemplate | None:
    """Return the version that begins after this one, or on the same day by a later act."""
    later = [each for each in siblings if _order(each) > _order(template) and not each.was_withdrawn]
    return min(later, key=_order, default=None) if template.from_on else None


def _order(template: OfficeTemplate) -> tuple[date, float]:
    began = template.activated_at.timestamp() if template.activated_at else 0.0
    return (template.from_on or date.min, began)
