"""The reading pack: a summary of each line for a member, what they have read, and their own notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dossiers import findings, subjects
from dossiers.access import permit
from dossiers.clock import day_of
from dossiers.council import queries
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, AwardRecord, CouncilSession, Nomination, Reading
from workflow.eligibility import Answer
from workflow.errors import Missing
from workflow.permissions import Action, Actor


@dataclass(frozen=True)
class PackLine:
    """One nomination in a member's pack."""

    nomination: Nomination
    reading: Reading | None

    @property
    def is_read(self) -> bool:
        """Whether the member marked it as read."""
        return self.reading is not None and self.reading.read_at is not None

    @property
    def note(self) -> str:
        """The member's own note."""
        return self.reading.note if self.reading else ""


@dataclass(frozen=True)
class Pack:
    """A session as one member reads it, item by item; `hidden` counts the items from which they are recused."""

    held: CouncilSession
    parts: list[tuple[queries.AgendaLine, list[PackLine]]]
    hidden: int

    @property
    def lines(self) -> list[tuple[AgendaItem, PackLine]]:
        """All lines in the order of the agenda."""
        return [(part.item, line) for part, lines in self.parts for line in lines]

    @property
    def read(self) -> int:
        """How many lines are read."""
        return sum(line.is_read for _item, line in self.lines)

    @property
    def next_unread(self) -> tuple[AgendaItem, PackLine] | None:
        """The first line that is not read yet."""
        return next((pair for pair in self.lines if not pair[1].is_read), None)


@dataclass(frozen=True)
class Summary:
    """One line on one page: where it stands in the pack, what the law and the appraiser say, what they hold."""

    item: AgendaItem
    line: PackLine
    place: int
    total: int
    before: tuple[AgendaItem, PackLine] | None
    after: tuple[AgendaItem, PackLine] | None
    opinion: str
    answer: Answer | None
    held_awards: list[AwardRecord]


def pack_of(held: CouncilSession, actor: Actor) -> Pack:
    """Return a member's pack; items from which they are recused are left out without a trace."""
    view = queries.session_view(held, actor)
    listed = [(line, queries.nominations_of(line.item)) for line in view.lines]
    ids = [nomination.id for _line, nominations in listed for nomination in nominations]
    query = select(Reading).where(Reading.account_id == actor.id, Reading.nomination_id.in_(ids))
    marks = {mark.nomination_id: mark for mark in current_session().scalars(query)}
    parts = [
        (line, [PackLine(nomination, marks.get(nomination.id)) for nomination in nominations])
        for line, nominations in listed
    ]
    return Pack(held, parts, view.hidden)


def summary_of(item: AgendaItem, nomination_id: int, actor: Actor, at: datetime) -> Summary:
    """Return the summary of one line of a member's pack; raises Missing."""
    lines = pack_of(item.session, actor).lines
    places = {(each.id, line.nomination.id): place for place, (each, line) in enumerate(lines)}
    place = places.get((item.id, nomination_id), -1)
    if place < 0:
        raise Missing("Không tìm thấy đề nghị này trong tài liệu họp.")
    line = lines[place][1]
    register = findings.register_of([line.nomination])
    return Summary(
        item=item,
        line=line,
        place=place + 1,
        total=len(lines),
        before=lines[place - 1] if place else None,
        after=lines[place + 1] if place + 1 < len(lines) else None,
        opinion=queries.opinions_of(item.dossier).get(nomination_id, ""),
        answer=findings.check(line.nomination, item.dossier, day_of(at)),
        held_awards=findings.held_awards(line.nomination, item.dossier, register),
    )


def keep(*, actor: Actor, item_id: int, nomination_id: int, note: str, is_read: bool, at: datetime) -> None:
    """Keep a member's note on a line and whether they have read it.

    Nothing of it is journalled: a note is the member's own.  Raises NotAllowed (not on the roster, recused),
    Missing (no such line in the item).
    """
    with unit_of_work() as session:
        item = subjects.find_item(item_id)
        permit(actor, Action.PACK_READ, subjects.of_item(item))
        nomination = line_of(item, nomination_id)
        mark = session.get(Reading, (nomination.id, actor.id)) or Reading(
            nomination_id=nomination.id, account_id=actor.id
        )
        mark.note = note
        mark.read_at = (mark.read_at or at) if is_read else None
        session.add(mark)


def line_of(item: AgendaItem, nomination_id: int) -> Nomination:
    """Return a nomination of an item; raises Missing."""
    for nomination in queries.nominations_of(item):
        if nomination.id == nomination_id:
            return nomination
    raise Missing("Không tìm thấy đề nghị này trong nội dung họp.")


def read_by(items: Iterable[AgendaItem]) -> dict[int, set[int]]:
    """Return which nominations of `items` each account has read."""
    ids = [nomination.id for item in items for nomination in queries.nominations_of(item)]
    query = select(Reading.account_id, Reading.nomination_id).where(
        Reading.nomination_id.in_(ids), Reading.read_at.is_not(None)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for account_id, nomination_id in current_session().execute(query):
        found[account_id].add(nomination_id)
    return found
