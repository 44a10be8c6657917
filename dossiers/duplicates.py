"""The same person, achievement or initiative put forward twice: notes for people to judge, never a bar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from fractions import Fraction

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from dossiers.db import current_session
from dossiers.models import Dossier, InitiativeUse, Nomination
from dossiers.rules import law
from dossiers.web.text import fold
from workflow.findings import Finding, Outcome

NONE_FOUND = "Không phát hiện"
ALIKE = Fraction(4, 5)
RUN = 3  # words
_COUNTED = ("pending", "passed", "deferred", "granted")
Notes = dict[int, tuple[Finding, ...]]


def of_dossier(dossier: Dossier, day: date, *, is_inside: bool) -> Notes:
    """Return the notes on each line that still counts, by nomination id; see `of_lines`."""
    return of_lines(dossier.nominations, dossier, day, is_inside=is_inside)


def of_lines(lines: Iterable[Nomination], dossier: Dossier, day: date, *, is_inside: bool) -> Notes:
    """Return the notes on some lines of a dossier, by nomination id.

    The appraising side (`is_inside`) looks through every dossier that was handed in; a unit through its own alone.
    """
    counted = [line for line in lines if line.outcome in _COUNTED]
    scope = Dossier.state != "draft" if is_inside else Dossier.unit_id == dossier.unit_id
    named = _named_alike(counted, dossier, scope)
    used = _used_alike(counted, dossier, scope)
    on = dossier.law_day or day
    return {line.id: (*_twice(line, dossier, named, on), *_works(line, dossier, used, on)) for line in counted}


def remember(nomination: Nomination) -> None:
    """Keep the titles of a line's initiatives where they can be found; to be called when its evidence changed."""
    rows = nomination.evidence.get("initiatives") or ()
    keys = dict.fromkeys(key for row in rows if (key := words_of(row.get("title") or "")))
    known = {use.search_key: use for use in nomination.initiative_uses}
    nomination.initiative_uses = [known.get(key) or InitiativeUse(search_key=key) for key in keys]


def words_of(text: str) -> str:
    """Return a text's words without marks, case and punctuation, so that two spellings of it are equal."""
    return " ".join(re.findall(r"\w+", fold(text)))


def likeness(one: str, other: str) -> Fraction:
    """Return the share of runs of three words that two texts have in common; 1 for equal texts, 0 for empty ones."""
    ours, theirs = _runs(one), _runs(other)
    return Fraction(len(ours & theirs), len(ours | theirs)) if ours and theirs else Fraction(0)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text).split()
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()


def _named_alike(lines: Collection[Nomination], dossier: Dossier, scope: ColumnElement[bool]) -> list[Nomination]:
    names = {line.search_key for line in lines}
    accounts = {line.account_id for line in lines if line.account_id}
    query = (
        select(Nomination)
        .join(Nomination.dossier)
        .options(contains_eager(Nomination.dossier).joinedload(Dossier.unit))
        .where(or_(Nomination.search_key.in_(names), Nomination.account_id.in_(accounts)))
        .where(Nomination.dossier_id != dossier.id, Nomination.outcome.in_(_COUNTED), scope)
        .order_by(Nomination.id)
    )
    return list(current_session().scalars(query))


def _used_alike(lines: Collection[Nomination], dossier: Dossier, scope: ColumnElement[bool]) -> list[InitiativeUse]:
    """Find the titles in this round, and wherever they led to an award."""
    titles = {use.search_key for line in lines for use in line.initiative_uses}
    query = (
        select(InitiativeUse)
        .join(InitiativeUse.nomination)
        .join(Nomination.dossier)
        .options(joinedload(InitiativeUse.nomination).joinedload(Nomination.dossier).joinedload(Dossier.unit))
        .where(InitiativeUse.search_key.in_(titles), Nomination.outcome.in_(_COUNTED))
        .where(or_(Dossier.year == dossier.year, Nomination.outcome == "granted"))
        .where(or_(Dossier.id == dossier.id, scope))
        .order_by(InitiativeUse.id)
    )
    return list(current_session().scalars(query)) if titles else []


def _twice(line: Nomination, dossier: Dossier, others: Iterable[Nomination], on: date) -> Iterator[Finding]:
    for other in others:
        if not (doubt := _sameness(line, other, dossier)):
            continue
        award = law().award(other.award_code)
        places = _places(line, dossier, other)
        if other.award_code == line.award_code and other.dossier.year == dossier.year:
            reason = f"{places} cùng đề nghị {award.title} năm {dossier.year} cho {line.label}{doubt}."
            yield _note("one_achievement", on, reason, "Rút một đề nghị, hoặc xác nhận đây là hai người khác nhau.")
        elif not award.is_title and not law().award(line.award_code).is_title and (same := _alike(line, other)):
            reason = f"{places} ({award.title}, năm {other.dossier.year}) {same} của {line.label}{doubt}."
            yield _note("one_achievement", on, reason, "Xác nhận là thành tích khác, hoặc chọn một hình thức khen.")


def _sameness(one: Nomination, other: Nomination, dossier: Dossier) -> str:
    """Say why two lines are taken to be about the same person; empty where they are not."""
    if one.account_id and one.account_id == other.account_id:
        return " (cùng tài khoản)"
    if (one.kind, one.search_key) != (other.kind, other.search_key):
        return ""
    is_same_year = one.birth_year == other.birth_year
    if dossier.unit_id == other.dossier.unit_id and (is_same_year or not (one.birth_year and other.birth_year)):
        return " (cùng tên, cùng đơn vị)"
    return " (cùng họ tên, năm sinh, khác đơn vị)" if one.birth_year and is_same_year else ""


def _alike(one: Nomination, other: Nomination) -> str:
    """Say how far two lines put forward the same achievement; empty where they do not."""
    share = likeness(one.achievement, other.achievement)
    if share == 1:
        return "nêu cùng một thành tích"
    return f"nêu thành tích giống nhau {int(share * 100)}%" if share >= ALIKE else ""


def _works(line: Nomination, dossier: Dossier, uses: Iterable[InitiativeUse], on: date) -> Iterator[Finding]:
    titles = {words_of(row.get("title") or ""): row.get("title") for row in line.evidence.get("initiatives") or ()}
    for use in uses:
        other = use.nomination
        if other.id == line.id or use.search_key not in titles:
            continue
        granted = f", đã khen thưởng năm {other.dossier.year}" if other.outcome == "granted" else ""
        places = _places(line, dossier, other)
        reason = f"{places} ({other.label}{granted}) cùng dùng sáng kiến “{titles[use.search_key]}”."
        yield _note("initiative_once", on, reason, "Xác nhận là đồng tác giả, hoặc dùng sáng kiến khác.")


def _places(line: Nomination, dossier: Dossier, other: Nomination) -> str:
    there = f"đề nghị {other.position} của hồ sơ {other.dossier.code} ({other.dossier.unit.name})"
    if other.dossier_id == dossier.id:
        there = f"đề nghị {other.position}"
    return f"Đề nghị {line.position} của hồ sơ này ({dossier.code}) và {there}"


def _note(rule: str, on: date, reason: str, remedy: str) -> Finding:
    source = law().parameter(f"rules.{rule}").on(on)
    return Finding(Outcome.JUDGEMENT, "duplicate", source.citation, reason, remedy, doubt=source.doubt)
