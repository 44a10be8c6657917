"""Casting a vote: once, whole, and on a secret ballot without a trace from the voter to the slip.

On a secret ballot who voted (Turnout) and what was voted (SealedSheet, after the count VoteSlip) are rows without a
common key, moment or order.  The names of sheets and slips are hashes of a random key that only the voter's page
holds: the same page sent twice finds its own sheet again and shows the same receipt, and nobody else can.  The name
of a slip is known to the voter alone until the count, since it stands inside the sealed sheet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import insert, select

from dossiers import clock, journal, subjects
from dossiers.access import permit
from dossiers.council import kinship, open_lines, opinions, sealing, turnout
from dossiers.council.sealing import Mark
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, Ballot, CouncilSession, OpenVote, SessionMember, Turnout, VoteSlip
from dossiers.models.vote import CHOICES
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor

KEY = re.compile(r"[0-9a-f]{32}")
CODE_LENGTH = 8


@dataclass(frozen=True)
class Receipt:
    """What a voter is shown once: how many lines are in, and the codes of their secret slips by ballot."""

    lines: int
    codes: Mapping[int, str]


def cast(*, actor: Actor, item_id: int, choices: Mapping[int, str], key: str, at: datetime) -> Receipt:
    """Cast a member's vote on every ballot of an item that still waits for it; `choices` by ballot: yes, no, abstain.

    `key` is the page's own random name (32 hexadecimal digits).  Sending the same page again returns the same
    receipt.  Raises NotAllowed (not on the roster, recused), Refused (not open, absent, too late for an opinion in
    writing, voted already), Invalid (fields "ballot_<id>").
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.BALLOT_CAST, subjects.of_item(item))
        member = voter(item.session, actor, at)
        check_key(key)
        if receipt := _again(choices, member, key):
            return receipt
        kinship.require_answered(item, member)
        if item.state != "open" or not turnout.open_ballots(item):
            raise Refused("Nội dung này chưa mở hoặc đã kết thúc bỏ phiếu.")
        left = turnout.remaining(item, member)
        if not left:
            raise Refused(
                "Bạn đã bỏ phiếu ở nội dung này. Mỗi thành viên bỏ phiếu một lần, phiếu đã gửi không sửa được."
            )
        check(left, choices)
        receipt = record(left, choices, member, key, at)
        journal.record("item.voted", item, actor=actor, at=at, member=member.id)
        return receipt


def cast_list(*, actor: Actor, session_id: int, choices: Mapping[int, str], key: str, at: datetime) -> Receipt:
    """Cast a member's votes on many open lines of a session at once, all or none; lines left out wait for a later list.

    Sending the same page again returns the same receipt.  Raises NotAllowed, Refused (a line was counted or voted
    meanwhile: nothing is taken), Invalid (field "lines": nothing chosen, or no such choice).
    """
    with unit_of_work():
        held = subjects.find_session(session_id)
        permit(actor, Action.BALLOT_CAST, subjects.of_session(held))
        member = voter(held, actor, at)
        check_key(key)
        if not choices or set(choices.values()) - CHOICES.keys():
            raise Invalid({"lines": "Chọn đồng ý, không đồng ý hoặc không có ý kiến cho ít nhất một dòng."})
        if receipt := _again(choices, member, key):
            return receipt
        asked = [ballot for ballot in open_lines.open_to(held, member) if ballot.id in choices]
        if len(asked) != len(choices):
            raise Refused(
                f"{len(choices) - len(asked)} dòng đã kiểm phiếu, đã hoãn hoặc không còn chờ phiếu của bạn; "
                "chưa phiếu nào được ghi. Mở lại trang bỏ phiếu để thấy các dòng còn lại."
            )
        done = turnout.voted_on(member, list(choices))
        if done:
            raise Refused(
                f"{len(done)} dòng bạn đã bỏ phiếu ở trang khác; chưa phiếu nào của trang này được ghi. "
                "Mở lại trang bỏ phiếu để thấy các dòng còn lại."
            )
        receipt = record(asked, choices, member, key, at)
        items = sorted({ballot.item_id for ballot in asked})
        journal.record("council.list_voted", held, actor=actor, at=at, member=member.id, items=items, lines=len(asked))
        return receipt


def slip_name(key: str, ballot_id: int) -> str:
    """Return the name of the slip that the page with `key` makes on a ballot, published after the count."""
    return hashlib.sha256(f"{key}:{ballot_id}".encode()).hexdigest()[: sealing.NAME_LENGTH]


def sheet_name(key: str, item_id: int) -> str:
    """Return the name under which the page's sheet on an item lies sealed; it leads to no slip."""
    return hashlib.sha256(f"sheet:{key}:{item_id}".encode()).hexdigest()[: sealing.NAME_LENGTH]


def code_of(slip_id: str) -> str:
    """Return a slip's name as people compare it: eight characters in two groups."""
    short = slip_id[:CODE_LENGTH].upper()
    return f"{short[:4]}-{short[4:]}"


def voter(held: CouncilSession, actor: Actor, at: datetime) -> SessionMember:
    """Return the member of a session who may vote now; raises Refused for the absent and the late."""
    member = next(each for each in held.members if each.account_id == actor.id)
    if member.presence == "absent":
        raise Refused(
            "Bạn được ghi là vắng mặt nên chưa bỏ phiếu được. Báo thư ký điểm danh hoặc ghi nhận ý kiến bằng văn bản."
        )
    if member.presence == "written" and opinions.is_over(held, clock.day_of(at)):
        raise Refused(
            f"Hạn gửi ý kiến bằng văn bản của phiên họp này là hết ngày {held.opinions_due_on:%d/%m/%Y}, đã qua. "
            "Báo thư ký phiên họp."
        )
    return member


def check_key(key: str) -> None:
    """Raise Refused where a page's random name was lost or changed on its way."""
    if not KEY.fullmatch(key):
        raise Refused("Trang bỏ phiếu không còn nguyên vẹn. Mở lại trang bỏ phiếu rồi chọn lại.")


def check(asked: Iterable[Ballot], choices: Mapping[int, str]) -> None:
    """Raise Invalid unless every ballot has one of the three choices."""
    missing = {
        f"ballot_{ballot.id}": f"{ballot.nomination.label}: chọn đồng ý, không đồng ý hoặc không có ý kiến."
        for ballot in asked
        if choices.get(ballot.id) not in CHOICES
    }
    if missing:
        raise Invalid(missing)


def record(asked: list[Ballot], choices: Mapping[int, str], member: SessionMember, key: str, at: datetime) -> Receipt:
    """Store who votes and, apart from it, what: in a few statements, however many lines there are."""
    session = current_session()
    session.execute(
        insert(Turnout), [{"ballot_id": each.id, "member_id": member.id, "is_paper": False} for each in asked]
    )
    signed = [
        {"ballot_id": each.id, "member_id": member.id, "choice": choices[each.id], "at": at}
        for each in asked
        if not each.is_secret
    ]
    if signed:
        session.execute(insert(OpenVote), signed)
    for item, ballots in _by_item(each for each in asked if each.is_secret):
        marks = [Mark(each.id, slip_name(key, each.id), choices[each.id]) for each in ballots]
        sealing.seal(item, sheet_name(key, item.id), marks)
    return Receipt(len(asked), _codes(asked, key))


def _again(choices: Mapping[int, str], member: SessionMember, key: str) -> Receipt | None:
    """Answer a page that is sent again after its vote was taken, even when the count came between; None for another.

    The answer to the first sending may have been lost on the way, and the voter must not be told that they failed.
    """
    session = current_session()
    done = turnout.voted_on(member, list(choices))
    if not choices or len(done) != len(choices):
        return None
    asked = list(session.scalars(select(Ballot).where(Ballot.id.in_(choices)).order_by(Ballot.id)))
    query = select(OpenVote.ballot_id, OpenVote.choice).where(
        OpenVote.member_id == member.id, OpenVote.ballot_id.in_(choices)
    )
    signed = {ballot_id: choice for ballot_id, choice in session.execute(query)}
    if any(signed.get(each.id) != choices[each.id] for each in asked if not each.is_secret):
        return None
    if not all(_is_mine(each, key) for each in asked if each.is_secret):
        return None
    return Receipt(len(asked), _codes(asked, key))


def _is_mine(ballot: Ballot, key: str) -> bool:
    """Whether the page with `key` voted on a secret ballot, sealed still or counted already."""
    if sealing.is_sealed(sheet_name(key, ballot.item_id)):
        return True
    return current_session().get(VoteSlip, slip_name(key, ballot.id)) is not None


def _by_item(ballots: Iterable[Ballot]) -> Iterable[tuple[AgendaItem, list[Ballot]]]:
    ordered = sorted(ballots, key=lambda ballot: ballot.item_id)
    for _, group in groupby(ordered, key=lambda ballot: ballot.item_id):
        found = list(group)
        yield found[0].item, found


def _codes(asked: list[Ballot], key: str) -> dict[int, str]:
    return {ballot.id: code_of(slip_name(key, ballot.id)) for ballot in asked if ballot.is_secret}
