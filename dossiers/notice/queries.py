"""What the pages about notices and objections show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, extract, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from dossiers.db import current_session
from dossiers.facts import notice_of
from dossiers.models import Dossier, NameCheck, Nomination, Objection, PublicNotice, Unit
from dossiers.models.notice import notice_line
from dossiers.web.text import fold
from workflow.errors import Missing
from workflow.permissions import Actor
from workflow.roles import Role

PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """Which notices to show: by words of a name or unit, year of the last day, submitting unit, award."""

    words: str = ""
    year: int | None = None
    unit_id: int | None = None
    award: str = ""


ANY = Wanted()


@dataclass(frozen=True)
class Choices:
    """What there is to choose by: years newest first, units by name, codes of awards."""

    years: list[int]
    units: list[tuple[int, str]]
    awards: list[str]


@dataclass(frozen=True)
class NoticePage:
    """One page of the notices that are over, the last to end first; `next_before` continues it."""

    notices: list[PublicNotice]
    next_before: int | None


def find_notice(notice_id: int) -> PublicNotice:
    """Return a notice; raises Missing."""
    found = current_session().scalar(_notices().where(PublicNotice.id == notice_id))
    if found is None:
        raise Missing("Không tìm thấy thông báo công khai này.")
    return found


def find_objection(objection_id: int) -> Objection:
    """Return an objection; raises Missing."""
    found = current_session().get(Objection, objection_id)
    if found is None:
        raise Missing("Không tìm thấy phản ánh này.")
    return found


def objection_by_code(code: str) -> Objection:
    """Return the objection that has a receipt code, however it was typed; raises Missing."""
    typed = code.strip().upper().replace(" ", "")
    found = current_session().scalar(select(Objection).where(Objection.receipt_code == typed))
    if found is None:
        raise Missing("Không có phản ánh nào mang mã này. Kiểm tra lại mã trên trang xác nhận.")
    return found


def open_notices(day: date, wanted: Wanted = ANY) -> list[PublicNotice]:
    """Return the notices whose last day is not over, the first to end first."""
    query = _chosen(_notices(), wanted).where(PublicNotice.last_day >= day)
    return list(current_session().scalars(query.order_by(PublicNotice.last_day, PublicNotice.id)))


def count_open(day: date) -> int:
    """Count the notices whose last day is not over."""
    query = select(func.count()).select_from(PublicNotice).where(PublicNotice.last_day >= day)
    return current_session().scalar(query) or 0


def ended_notices(day: date, wanted: Wanted = ANY, before: int | None = None) -> NoticePage:
    """Return the notices that are over, the last to end first, from the one after the notice `before` on."""
    query = _chosen(_notices(), wanted).where(PublicNotice.last_day < day)
    known = current_session().get(PublicNotice, before) if before else None
    if known is not None:
        same_day = and_(PublicNotice.last_day == known.last_day, PublicNotice.id < known.id)
        query = query.where(or_(PublicNotice.last_day < known.last_day, same_day))
    newest_first = query.order_by(PublicNotice.last_day.desc(), PublicNotice.id.desc())
    found = list(current_session().scalars(newest_first.limit(PAGE + 1)))
    return NoticePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def choices() -> Choices:
    """Return what the notices can be chosen by: their years, units and awards."""
    days = current_session().execute(select(func.min(PublicNotice.last_day), func.max(PublicNotice.last_day))).one()
    years = list(range(days[1].year, days[0].year - 1, -1)) if days[0] else []
    of_notice = select(PublicNotice.dossier_id)
    units = select(Unit.id, Unit.name).join(Dossier, Dossier.unit_id == Unit.id).where(Dossier.id.in_(of_notice))
    awards = select(Dossier.award_code).where(Dossier.id.in_(of_notice)).distinct()
    return Choices(
        years=years,
        units=[(key, name) for key, name in current_session().execute(units.distinct().order_by(Unit.name))],
        awards=sorted(current_session().scalars(awards)),
    )


def corrected_names(notice: PublicNotice) -> dict[int, NameCheck]:
    """Return, by nomination, the first spelling that was corrected after the notice was posted."""
    query = (
        select(NameCheck)
        .join(notice_line, notice_line.c.nomination_id == NameCheck.nomination_id)
        .where(
            notice_line.c.notice_id == notice.id,
            NameCheck.state == "accepted",
            NameCheck.settled_at > notice.posted_at,
        )
        .order_by(NameCheck.id.desc())
    )
    return {check.nomination_id: check for check in current_session().scalars(query)}


def newest_notices(count: int = 50) -> list[PublicNotice]:
    """Return the newest notices, for the feed."""
    return list(current_session().scalars(_notices().order_by(PublicNotice.id.desc()).limit(count)))


def objections_for(actor: Actor) -> list[Objection]:
    """Return the objections that a person may answer: the open ones by due day, then the answered ones."""
    units = actor.units_as([Role.APPRAISER])
    standing = select(Unit.id).where(Unit.standing_body_id.in_(units))
    query = (
        select(Objection)
        .join(PublicNotice)
        .join(Dossier, Dossier.id == PublicNotice.dossier_id)
        .where(or_(Dossier.decider_unit_id.in_(units), Dossier.decider_unit_id.in_(standing)))
        .options(
            joinedload(Objection.notice).joinedload(PublicNotice.dossier),
            joinedload(Objection.nomination),
            joinedload(Objection.assigned_to),
        )
        .order_by(Objection.answered_at.is_not(None), Objection.due_on, Objection.id)
    )
    return list(current_session().scalars(query))


def objections_of(notice: PublicNotice, dossier: Dossier) -> list[Objection]:
    """Return the objections that concern a dossier: to its own nominations, or to a name not on the notice."""
    own = {nomination.id for nomination in dossier.nominations}
    return [each for each in notice.objections if each.nomination_id in own or each.nomination_id is None]


def objections_before(dossier: Dossier) -> list[Objection]:
    """Return the objections that concern a dossier, late ones too; none where it was never on notice."""
    posted = notice_of(dossier)
    return objections_of(posted, dossier) if posted else []


def _notices() -> Select[PublicNotice]:
    return select(PublicNotice).options(
        joinedload(PublicNotice.dossier).joinedload(Dossier.unit),
        joinedload(PublicNotice.dossier).joinedload(Dossier.decider_unit),
        selectinload(PublicNotice.nominations),
    )


def _chosen(query: Select[PublicNotice], wanted: Wanted) -> Select[PublicNotice]:
    of = select(Dossier.id)
    if wanted.year:
        query = query.where(extract("year", PublicNotice.last_day) == wanted.year)
    if wanted.unit_id:
        query = query.where(PublicNotice.dossier_id.in_(of.where(Dossier.unit_id == wanted.unit_id)))
    if wanted.award:
        query = query.where(PublicNotice.dossier_id.in_(of.where(Dossier.award_code == wanted.award)))
    return _searched(query, wanted.words)


def _searched(query: Select[PublicNotice], words: str) -> Select[PublicNotice]:
    key = fold(words)
    if not key:
        return query
    named = (
        select(notice_line.c.notice_id)
        .join(Nomination, Nomination.id == notice_line.c.nomination_id)
        .where(Nomination.search_key.contains(key, autoescape=True))
    )
    at_unit = (
        select(PublicNotice.id)
        .join(Dossier, Dossier.id == PublicNotice.dossier_id)
        .join(Unit, Unit.id == Dossier.unit_id)
        .where(Unit.search_key.contains(key, autoescape=True))
    )
    return query.where(or_(PublicNotice.id.in_(named), PublicNotice.id.in_(at_unit)))
