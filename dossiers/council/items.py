"""An agenda item in the session: opened, counted, lowered, concluded, or deferred to another session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dossiers import clock, journal, subjects
from dossiers.access import permit
from dossiers.advance import advance, touch
from dossiers.council import agenda, counting, manner, opinions, paper, quotas, sealing, turnout, written_rounds
from dossiers.db import current_session, unit_of_work
from dossiers.facts import facts_of, newest_item
from dossiers.models import AgendaItem, Ballot, CouncilSession, Nomination
from workflow.errors import Invalid, Refused
from workflow.findings import unmet
from workflow.permissions import Action, Actor


def open_item(*, actor: Actor, item_id: int, at: datetime) -> None:
    """Open an item for discussion and voting: one ballot for each nomination that goes on and is not held.

    Raises NotAllowed (only who presides over it), Refused (session not open, no tellers, no quorum, the
    dossier went elsewhere, every nomination on hold).
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.SESSION_LEAD, subjects.of_item(item))
        take_up(item, check_opening(item, at), actor, at)


def count_ballots(*, actor: Actor, item_id: int, at: datetime) -> None:
    """End the voting on an item's open ballots and count them; the counts never change afterwards.

    Raises NotAllowed, Refused (nothing to count, the tellers' counts differ, or opinions in writing are awaited).
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.SESSION_LEAD, subjects.of_item(item))
        check_count(item, at)
        end_vote(item, actor, at)


def close_item(*, actor: Actor, item_id: int, discussion: str, conclusion: str, at: datetime) -> None:
    """Close an item with its discussion and conclusion, counting what is not counted yet; for good.

    Raises NotAllowed, Refused (not open, the tellers' counts differ, a tie is not settled), Invalid (no conclusion).
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.SESSION_LEAD, subjects.of_item(item))
        check_open(item)
        require_conclusion(conclusion)
        if turnout.open_ballots(item):
            check_count(item, at)
            end_vote(item, actor, at)
        quotas.check_settled(item)
        conclude(item, actor, at, discussion=discussion, conclusion=conclusion)


def check_opening(item: AgendaItem, at: datetime) -> list[Nomination]:
    """Return the nominations that an item would put to the vote now; raises Refused where it can't be opened."""
    _check_opening(item)
    free = _free_nominations(item, at)
    _check_quorum(item.session, {nomination.award_code for nomination in free})
    return free


def take_up(item: AgendaItem, free: Iterable[Nomination], actor: Actor, at: datetime) -> None:
    """Open an item with a ballot for each of the `free` nominations, inside the caller's unit of work."""
    session = current_session()
    item.state, item.opened_at = "open", at
    for nomination in free:
        session.add(_ballot(item, nomination))
    touch(item.dossier, item.dossier.version)
    journal.record("item.opened", item, actor=actor, at=at, dossier_id=item.dossier_id)
    session.expire(item, ["ballots"])


def check_count(item: AgendaItem, at: datetime) -> None:
    """Raise Refused where the vote on an item can't be ended and counted now: whatever the votes say."""
    check_open(item)
    asked = turnout.open_ballots(item)
    if not asked:
        raise Refused("Nội dung này đã kiểm phiếu.")
    opinions.check_count(item, clock.day_of(at))
    paper.check_agreed(asked)


def end_vote(item: AgendaItem, actor: Actor, at: datetime) -> None:
    """Count an item's open ballots, inside the caller's unit of work."""
    counting.count(item, at)
    touch(item.dossier, item.dossier.version)
    current_session().expire(item, ["ballots"])
    journal.record("item.counted", item, actor=actor, at=at, dossier_id=item.dossier_id)


def conclude(item: AgendaItem, actor: Actor, at: datetime, *, conclusion: str, discussion: str = "") -> None:
    """Close a counted item, inside the caller's unit of work."""
    item.state, item.closed_at = "closed", at
    item.discussion, item.conclusion = discussion, conclusion
    journal.record("item.closed", item, actor=actor, at=at, dossier_id=item.dossier_id)


def check_open(item: AgendaItem) -> None:
    """Raise Refused unless an item is open and nobody is still being asked in writing."""
    if item.state != "open" or item.session.state != "open":
        raise Refused("Nội dung này chưa mở, đã kết thúc hoặc đã hoãn.")
    written_rounds.require_ended(item.session)


def require_conclusion(conclusion: str) -> None:
    """Raise Invalid where whoever presides said nothing for the minutes."""
    if not conclusion.strip():
        raise Invalid({"conclusion": "Ghi kết luận của người chủ trì về nội dung này."})


def lower_award(
    *, actor: Actor, item_id: int, nomination_id: int, award_code: str, reason: str, seen: int, at: datetime
) -> None:
    """Put a nomination that failed to a second vote for a lesser award, in the same item; both votes are kept.

    `seen` is the dossier's version.  Raises NotAllowed, Stale, Refused (not open, did not fail, the law knows
    no such lesser award for it, the recipient is not admitted), Invalid (no reason).
    """
    with unit_of_work() as session:
        item = subjects.find_item(item_id)
        permit(actor, Action.ITEM_PREPARE, subjects.of_item(item))
        check_open(item)
        nomination = _failed_nomination(item, nomination_id)
        manner.check_lower(nomination, award_code, item.session.held_on)
        advance(item.dossier, "lower", actor=actor, seen=seen, at=at, reason=reason)
        nomination.award_code, nomination.outcome, nomination.outcome_reason = award_code, "pending", ""
        session.add(_ballot(item, nomination))
        session.flush()
        session.expire(item, ["ballots"])


def defer_item(*, actor: Actor, item_id: int, reason: str, seen: int, at: datetime) -> None:
    """Leave an item to a later session, with the reason; its dossier waits for the council again.

    A dossier that was withdrawn, returned or held meanwhile stays where it is; only its item ends here.
    `seen` is the dossier's version.  Raises NotAllowed, Stale, Refused (counted or closed), Invalid (no reason).
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.ITEM_PREPARE, subjects.of_item(item))
        _check_undecided(item)
        if not reason.strip():
            raise Invalid({"reason": "Ghi rõ lý do hoãn để ghi biên bản."})
        if agenda.can_be_taken_up(item.dossier):
            advance(item.dossier, "defer", actor=actor, seen=seen, at=at, reason=reason)
        else:
            journal.record("item.deferred", item, actor=actor, at=at, dossier_id=item.dossier_id)
        _leave(item, reason)


def reappraise(*, actor: Actor, dossier_id: int, reason: str, seen: int, at: datetime) -> None:
    """Send a dossier back to its appraiser; an item that has it on an agenda is deferred.

    Raises NotAllowed, Stale, Refused (the council has already counted), Invalid (no reason).
    """
    with unit_of_work():
        dossier = subjects.find_dossier(dossier_id)
        item = newest_item(dossier)
        if item is not None and item.dossier_id == dossier.id and item.session.state != "closed":
            _check_undecided(item)
            _leave(item, reason)
        advance(dossier, "reappraise", actor=actor, seen=seen, at=at, reason=reason)


def _leave(item: AgendaItem, reason: str) -> None:
    """Defer an item; secret votes that were cast on it are never opened."""
    sealing.destroy(item)
    item.state, item.conclusion = "deferred", reason


def _check_opening(item: AgendaItem) -> None:
    if item.session.state != "open":
        raise Refused("Phiên họp chưa khai mạc hoặc đã kết thúc.")
    if item.state != "waiting":
        raise Refused("Nội dung này đã được mở, đã kết thúc hoặc đã hoãn.")
    if not agenda.can_be_taken_up(item.dossier):
        raise Refused(f"Hồ sơ {item.dossier.code} không còn chờ Hội đồng xét. Hoãn nội dung này.")
    if not any(member.is_teller for member in item.session.members):
        raise Refused("Phiên họp chưa cử ban kiểm phiếu. Thư ký ghi tên ba thành viên ở trang điểm danh.")


def _check_quorum(held: CouncilSession, awards: Iterable[str]) -> None:
    quorums = [manner.quorum(held, award) for award in sorted(awards)]
    if missing := unmet([quorum.finding for quorum in quorums]):
        raise Refused("Chưa mở được nội dung này vì chưa đủ túc số.", missing)


def _check_undecided(item: AgendaItem) -> None:
    if item.state not in ("waiting", "open") or any(ballot.closed_at for ballot in item.ballots):
        raise Refused("Nội dung này đã có kết quả kiểm phiếu nên không hoãn được nữa.")


def _free_nominations(item: AgendaItem, at: datetime) -> list[Nomination]:
    free = {nomination.id for nomination in facts_of(item.dossier, clock.day_of(at)).free}
    found = [
        nomination
        for nomination in item.dossier.nominations
        if nomination.id in free and nomination.outcome == "pending"
    ]
    if not found:
        raise Refused("Mọi đề nghị của hồ sơ đang tạm dừng xét. Hoãn nội dung này sang phiên sau.")
    return found


def _failed_nomination(item: AgendaItem, nomination_id: int) -> Nomination:
    for ballot in item.ballots:
        if ballot.nomination_id == nomination_id and ballot.nomination.outcome == "not_passed":
            return ballot.nomination
    raise Refused("Chỉ hạ mức khen đối với đề nghị đã kiểm phiếu mà không đạt.")


def _ballot(item: AgendaItem, nomination: Nomination) -> Ballot:
    return Ballot(
        item_id=item.id, nomination_id=nomination.id, award_code=nomination.award_code, is_secret=item.is_secret
    )
