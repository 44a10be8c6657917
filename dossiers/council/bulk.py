"""Many items at once: opened, counted or concluded by whoever presides, after a page that says what becomes of each.

What can't be done now is left as it is and named with its reason.  What somebody else presides over is neither
touched nor told: only how many there are.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import items, queries, quotas, results
from dossiers.council.queries import AgendaLine
from dossiers.db import unit_of_work
from dossiers.models import AgendaItem, CouncilSession
from workflow.errors import Refused, Stale
from workflow.permissions import Action, Actor


@dataclass(frozen=True)
class Outlook:
    """What an act would do to one item: `effect` in words, or `why_not`; `warning` is what to know before."""

    line: AgendaLine
    effect: str = ""
    why_not: str = ""
    warning: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether the act takes this item."""
        return not self.why_not


@dataclass(frozen=True)
class Plan:
    """What an act would do to all items of a session that wait for it; `others` have another leader."""

    act: str
    award: str
    outlooks: list[Outlook]
    awards: dict[str, tuple[str, int]]
    others: int

    @property
    def possible(self) -> list[Outlook]:
        """What the act takes."""
        return [each for each in self.outlooks if each.is_possible]

    @property
    def impossible(self) -> list[Outlook]:
        """What it leaves as it is."""
        return [each for each in self.outlooks if not each.is_possible]

    @property
    def fingerprint(self) -> str:
        """Stand for what the page showed: another set of items is another plan."""
        named = f"{self.act}:{','.join(str(each.line.item.id) for each in self.possible)}"
        return hashlib.sha256(named.encode()).hexdigest()[:32]


def plan(held: CouncilSession, actor: Actor, act: str, at: datetime, award: str = "") -> Plan:
    """Say what `act` ("open", "count", "conclude") would do now, for one award or (empty) for all."""
    view = queries.session_view(held, actor)
    waiting = [line for line in view.lines if _WAITS[act](line)]
    mine = [line for line in waiting if line.is_led_by_me]
    counts = Counter(line.item.dossier.award_code for line in mine)
    names = {line.item.dossier.award_code: (line.award, counts[line.item.dossier.award_code]) for line in mine}
    chosen = [line for line in mine if award in ("", line.item.dossier.award_code)]
    outlooks = [_outlook(act, line, at) for line in chosen]
    # All that the reader is recused from counts, whatever its state: the number must not move with the hidden votes.
    return Plan(act, award, outlooks, names, len(waiting) - len(mine) + view.hidden)


def perform(
    *, actor: Actor, session_id: int, act: str, award: str, shown: str, at: datetime, conclusion: str = ""
) -> int:
    """Do what the page with the fingerprint `shown` said, to all its items or to none; returns to how many.

    Every item has a journal entry of its own.  Raises NotAllowed (leads none of them), Stale (other items would be
    taken now than were shown), Refused (nothing to do), Invalid (no conclusion).
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.SESSION_LEAD, subjects.led_session(session_id))
        found = plan(held, actor, act, at, award)
        if found.fingerprint != shown:
            raise Stale("Các nội dung đã thay đổi sau khi bạn mở trang; chưa nội dung nào được ghi. Xem lại danh sách.")
        if not found.possible:
            raise Refused("Không có nội dung nào thực hiện được lúc này.")
        if act == "conclude":
            items.require_conclusion(conclusion)
        for outlook in found.possible:
            item = outlook.line.item
            permit(actor, Action.SESSION_LEAD, subjects.of_item_to_lead(item))
            _do(act, item, actor, at, conclusion)
        done = [each.line.item.id for each in found.possible]
        journal.record(f"council.items_{_PAST[act]}", held, actor=actor, at=at, items=done)
        return len(done)


def _do(act: str, item: AgendaItem, actor: Actor, at: datetime, conclusion: str) -> None:
    if act == "open":
        items.take_up(item, items.check_opening(item, at), actor, at)
    elif act == "count":
        items.end_vote(item, actor, at)
    else:
        items.conclude(item, actor, at, conclusion=conclusion)


def _outlook(act: str, line: AgendaLine, at: datetime) -> Outlook:
    try:
        return _OUTLOOKS[act](line, at)
    except Refused as refused:
        reasons = [finding.reason for finding in refused.findings]
        return Outlook(line, why_not=" ".join([str(refused), *reasons]))


def _opening(line: AgendaLine, at: datetime) -> Outlook:
    free = len(items.check_opening(line.item, at))
    held_back = line.nominations - free
    manner = "kín" if line.item.is_secret else "công khai"
    return Outlook(
        line,
        f"Mở bỏ phiếu {manner} {free} đề nghị.",
        warning=f"{held_back} đề nghị đang tạm dừng xét không được bỏ phiếu." if held_back else "",
    )


def _counting(line: AgendaLine, at: datetime) -> Outlook:
    items.check_count(line.item, at)
    missing = line.entitled - line.voted
    return Outlook(
        line,
        f"Kết thúc bỏ phiếu, kiểm {line.voted}/{line.entitled} phiếu.",
        warning=f"{missing} thành viên chưa bỏ phiếu; họ vẫn tính trong tổng số thành viên." if missing else "",
    )


def _concluding(line: AgendaLine, _at: datetime) -> Outlook:
    items.check_open(line.item)
    quotas.check_settled(line.item)
    return Outlook(line, _result(line.item))


def _result(item: AgendaItem) -> str:
    totals = results.totals([item])
    lowered = f" ({totals.lowered} hạ mức)" if totals.lowered else ""
    failed = f", không đạt {totals.not_passed}" if totals.not_passed else ""
    return f"Kết thúc: thông qua {totals.passed}{lowered}{failed}."


_WAITS: dict[str, Callable[[AgendaLine], bool]] = {
    "open": lambda line: line.item.state == "waiting",
    "count": lambda line: line.item.state == "open" and not line.is_counted,
    "conclude": lambda line: line.item.state == "open" and line.is_counted,
}
_OUTLOOKS: dict[str, Callable[[AgendaLine, datetime], Outlook]] = {
    "open": _opening,
    "count": _counting,
    "conclude": _concluding,
}
_PAST = {"open": "opened", "count": "counted", "conclude": "concluded"}
