"""What must hold after every step of a season, computed anew from the stored rows, never by the services' code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from sqlalchemy import func, select

from dossiers import clock
from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    AwardRecord,
    Ballot,
    Decision,
    Dossier,
    Nomination,
    Objection,
    OpenVote,
    PublicNotice,
    Turnout,
    VoteSlip,
)
from dossiers.models.decision import decision_line
from dossiers.numbering import NumberSeries
from dossiers.rules import procedure_of

FINAL = ("issued", "recorded")
GOES_ON = ("pending", "passed", "deferred")


def of_dossier(dossier: Dossier) -> Iterator[str]:
    """Yield what is wrong with one dossier, its votes and its decision; nothing where all holds."""
    yield from _outcomes(dossier)
    ids = [line.id for line in dossier.nominations]
    query = select(Ballot).where(Ballot.nomination_id.in_(ids), Ballot.closed_at.is_not(None))
    for ballot in current_session().scalars(query):
        yield from _recount(ballot)
    decided = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if decided is not None and decided.state in ("approved", *FINAL):
        yield from _was_allowed(dossier, decided)
        if decided.state in FINAL:
            yield from _is_entered(decided)


def of_numbers() -> Iterator[str]:
    """Yield every series of decision numbers that has a gap, a repeat or another last number than it says."""
    session = current_session()
    issued = select(Decision).where(Decision.state == "issued").order_by(Decision.id)
    taken: dict[tuple[int, str, int | None], list[int]] = {}
    for decision in session.scalars(issued):
        taken.setdefault((decision.unit_id, decision.symbol, decision.year), []).append(decision.number or 0)
    for (unit_id, symbol, year), numbers in taken.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"số {symbol} năm {year}: {sorted(numbers)}"
        series = session.get(NumberSeries, (unit_id, symbol, year))
        if series is None or series.last != len(numbers):
            yield f"số {symbol} năm {year}: sổ ghi {series and series.last}, đã cấp {len(numbers)}"


def _is_entered(decided: Decision) -> Iterator[str]:
    """Every name of a decision in force stands in the register once, whether it was annulled since or not."""
    query = select(AwardRecord.name).where(AwardRecord.decision_id == decided.id)
    entered, named = Counter(current_session().scalars(query)), Counter(line.name for line in decided.nominations)
    if entered != named:
        yield f"quyết định {decided.full_number}: sổ khen thưởng khác danh sách: {entered - named}, {named - entered}"


def _outcomes(dossier: Dossier) -> Iterator[str]:
    is_over = procedure_of(dossier).states[dossier.state].is_end
    for line in dossier.nominations:
        decisions = current_session().scalar(
            select(func.count())
            .select_from(decision_line)
            .join(Decision, Decision.id == decision_line.c.decision_id)
            .where(decision_line.c.nomination_id == line.id, Decision.state.in_(FINAL))
        )
        if decisions != (line.outcome == "granted"):
            yield f"{dossier.code}, {line.label}: {line.outcome}, có trong {decisions} quyết định đã phát hành"
        if is_over and dossier.state != "withdrawn" and line.outcome in GOES_ON:
            yield f"{dossier.code}, {line.label}: hồ sơ đã kết thúc ({dossier.state}) mà còn {line.outcome}"


def _recount(ballot: Ballot) -> Iterator[str]:
    """The closed ballot against its slips, its turnout and exact fractions (no slip counted by tellers here)."""
    session = current_session()
    table = VoteSlip if ballot.is_secret else OpenVote
    cast = Counter(session.scalars(select(table.choice).where(table.ballot_id == ballot.id)))
    if (cast["yes"], cast["no"], cast["abstain"]) != (ballot.yes, ballot.no, ballot.abstain):
        yield f"phiếu {ballot.id}: kiểm lại {dict(cast)}, đã ghi {ballot.yes}/{ballot.no}/{ballot.abstain}"
    voters = session.scalar(select(func.count()).select_from(Turnout).where(Turnout.ballot_id == ballot.id))
    if voters != cast.total() + ballot.invalid:
        yield f"phiếu {ballot.id}: {voters} người bỏ phiếu, {cast.total()} phiếu"
    if (Fraction(ballot.yes, ballot.roster) >= Fraction(ballot.share)) != ballot.is_passed:
        yield f"phiếu {ballot.id}: {ballot.yes}/{ballot.roster} đồng ý, ngưỡng {ballot.share}, ghi {ballot.is_passed}"


def _was_allowed(dossier: Dossier, decided: Decision) -> Iterator[str]:
    """No decision without a closed vote and a finished notice where the procedure asks for them."""
    states = procedure_of(dossier).states
    approved = decided.approved_at
    if approved is None:
        yield f"{dossier.code}: quyết định chưa ai duyệt"
        return
    if "before_council" in states:
        for line in decided.nominations:
            if not _passed_before(line, dossier):
                yield f"{dossier.code}, {line.label}: có quyết định mà chưa được Hội đồng thông qua"
    if "on_notice" in states:
        for line in decided.nominations:
            posted = current_session().scalars(select(PublicNotice).where(PublicNotice.nominations.contains(line)))
            if not any(notice.last_day < clock.day_of(approved) for notice in posted):
                yield f"{dossier.code}, {line.label}: duyệt quyết định khi tên chưa công khai đủ ngày"
    contested = select(Objection.nomination_id).where(Objection.answered_at.is_(None), Objection.is_late.is_(False))
    contested_ids = set(current_session().scalars(contested))
    for line in decided.nominations:
        if line.id in contested_ids:
            yield f"{dossier.code}, {line.label}: có quyết định khi phản ánh chưa được trả lời"


def _passed_before(line: Nomination, dossier: Dossier) -> bool:
    """Whether the newest closed ballot on the nomination passed, for the award that it now has, in a closed item."""
    newest = current_session().scalar(
        select(Ballot)
        .join(AgendaItem, AgendaItem.id == Ballot.item_id)
        .where(Ballot.nomination_id == line.id, Ballot.closed_at.is_not(None), AgendaItem.state == "closed")
        .order_by(Ballot.id.desc())
        .limit(1)
    )
    return newest is not None and bool(newest.is_passed) and newest.award_code == line.award_code
