"""Which template a paper is made with: the issuing unit's own, one that a unit above it gives, or the shipped one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from dossiers import storage
from dossiers.db import current_session
from dossiers.documents.faults import TemplateFault
from dossiers.documents.kinds import KINDS
from dossiers.documents.render import render, shipped_template
from dossiers.models import OfficeTemplate, Unit
from dossiers.papers.letterhead import Paper
from workflow.errors import Refused


@dataclass(frozen=True)
class Chosen:
    """A template to make papers with, and where it is kept."""

    content: bytes
    sha256: str


@dataclass
class TemplateChoice:
    """The templates of one kind on one day, each unit's looked up once."""

    kind: str
    day: date
    _chosen: dict[int, Chosen] = field(default_factory=dict)

    def template_for(self, unit: Unit) -> Chosen:
        """Return the template that `unit` uses, kept in the store so that its papers can be made again."""
        if unit.id not in self._chosen:
            own = in_use(self.kind, unit, self.day)
            content = storage.get(own.sha256) if own else shipped_template(self.kind)
            self._chosen[unit.id] = Chosen(content, own.sha256 if own else storage.put(content))
        return self._chosen[unit.id]

    def render(self, paper: Paper) -> bytes:
        """Return a paper's bytes.  Raises Refused where the unit's template fits this version no more."""
        try:
            return render(self.kind, paper.record, template=self.template_for(paper.issuer).content)
        except TemplateFault as fault:
            raise Refused(
                f"Mẫu riêng “{KINDS[self.kind].title}” mà {paper.issuer.name} đang dùng không còn hợp với phần mềm: "
                f"{fault.message} Đề nghị quản trị viên sửa mẫu hoặc thôi áp dụng, rồi làm lại bước này."
            ) from fault


def read_only(kind: str, paper: Paper, day: date) -> bytes:
    """Return a paper's bytes by the template of that day, storing nothing; by the shipped one where that fits no more.

    For whoever only reads: nothing is recorded of it, and no reader can mend an office's template.
    """
    own = in_use(kind, paper.issuer, day)
    try:
        return render(kind, paper.record, template=storage.get(own.sha256) if own else None)
    except TemplateFault:
        return render(kind, paper.record)


def in_use(kind: str, unit: Unit, day: date) -> OfficeTemplate | None:
    """Return the office template that `unit` uses on `day`; None for the shipped one."""
    chain = list(_upwards(unit))
    query = (
        select(OfficeTemplate)
        .where(
            OfficeTemplate.kind == kind,
            OfficeTemplate.unit_id.in_([each.id for each in chain]),
            OfficeTemplate.from_on <= day,
            or_(OfficeTemplate.until_on.is_(None), OfficeTemplate.until_on >= OfficeTemplate.from_on),
        )
        .order_by(OfficeTemplate.from_on, OfficeTemplate.activated_at)
    )
    newest = {each.unit_id: each for each in current_session().scalars(query)}  # the version that began last
    for each in chain:
        found = newest.get(each.id)
        if found and (found.until_on is None or found.until_on >= day) and (each is unit or found.covers_below):
            return found
    return None


def _upwards(unit: Unit | None) -> Iterator[Unit]:
    while unit is not None:
        yield unit
        unit = unit.parent
