"""Casting a vote: once, whole, and on a secret ballot without a trace from the voter to the slip.

On a secret ballot who voted (Turnout) and what was voted (VoteSlip) are rows without a common key, moment or
order.  A slip's name is a hash of a random key that only the voter's page holds: the same page sent twice finds
its own slips again and shows the same receipt, and nobody else can.  With every vote all slips of the ballot are
written anew in the order of their random names, so that neither the order of rows nor the transaction that wrote
them tells whose they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import turnout
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, Ballot, OpenVote, SessionMember, Turnout, VoteSlip
from dossiers.models.vote import CHOICES
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor

KEY = re.compile(r"[0-9a-f]{32}")
CODE_LENGTH = 8


@dataclass(frozen=True)
class Receipt:
    """What a voter is shown once: the codes of their slips by ballot; empty for an open ballot."""

    item_id: int
    codes: Mapping[int, str]


def cast(*, actor: Actor, item_id: int, choices: Mapping[int, str], key: str, at: datetime) -> Receipt:
    """Cast a member's vote on every open ballot of an item; `choices` maps each ballot to yes, no or abstain.

    `key` is the page's own random name (32 hexadecimal digits).  Sending the same secret vote again returns
    the same receipt.  Raises NotAllowed (not on the roster, recused), Refused (not open, absent, voted
    already), Invalid (fields "ballot_<id>").
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.BALLOT_CAST, subjects.of_item(item))
        member = _voter(item, actor)
        asked = turnout.open_ballots(item)
        if item.state != "open" or not asked:
            raise Refused("Nội dung này chưa mở hoặc đã kết thúc bỏ phiếu.")
        if not KEY.fullmatch(key):
            raise Refused("Trang bỏ phiếu không còn nguyên vẹn. Mở lại trang bỏ phiếu rồi chọn lại.")
        if turnout.has_voted(item, member):
            return _same_receipt(item, asked, key)
        _check(asked, choices)
        _record_turnout(asked, member)
        if item.is_secret:
            _put_slips(asked, choices, key)
        else:
            _sign_votes(asked, choices, member, at)
        journal.record("item.voted", item, actor=actor, at=at, member=member.id)
        return Receipt(item.id, _codes(asked, key) if item.is_secret else {})


def slip_name(key: str, ballot_id: int) -> str:
    """Return the name of the slip that the page with `key` makes on a ballot."""
    return hashlib.sha256(f"{key}:{ballot_id}".encode()).hexdigest()[:32]


def code_of(slip_id: str) -> str:
    """Return a slip's name as people compare it: eight characters in two groups."""
    short = slip_id[:CODE_LENGTH].upper()
    return f"{short[:4]}-{short[4:]}"


def _voter(item: AgendaItem, actor: Actor) -> SessionMember:
    for member in turnout.voters(item):
        if member.account_id == actor.id:
            return member
    raise Refused(
        "Bạn được ghi là vắng mặt nên chưa bỏ phiếu được. Báo thư ký điểm danh hoặc ghi nhận ý kiến bằng văn bản."
    )


def _same_receipt(item: AgendaItem, asked: Iterable[Ballot], key: str) -> Receipt:
    names = {ballot.id: slip_name(key, ballot.id) for ballot in asked}
    known = current_session().scalars(select(VoteSlip.id).where(VoteSlip.id.in_(names.values()))).all()
    if not item.is_secret or len(known) != len(names):
        raise Refused("Bạn đã bỏ phiếu ở nội dung này. Mỗi thành viên bỏ phiếu một lần, phiếu đã gửi không sửa được.")
    return Receipt(item.id, {ballot_id: code_of(name) for ballot_id, name in names.items()})


def _check(asked: list[Ballot], choices: Mapping[int, str]) -> None:
    missing = {
        f"ballot_{ballot.id}": f"{ballot.nomination.label}: chọn đồng ý, không đồng ý hoặc không có ý kiến."
        for ballot in asked
        if choices.get(ballot.id) not in CHOICES
    }
    if missing:
        raise Invalid(missing)


def _record_turnout(asked: list[Ballot], member: SessionMember) -> None:
    rows = [{"ballot_id": ballot.id, "member_id": member.id, "is_paper": False} for ballot in asked]
    current_session().execute(insert(Turnout), rows)


def _put_slips(asked: list[Ballot], choices: Mapping[int, str], key: str) -> None:
    session = current_session()
    ids = [ballot.id for ballot in asked]
    found = session.execute(select(VoteSlip.id, VoteSlip.ballot_id, VoteSlip.choice).where(VoteSlip.ballot_id.in_(ids)))
    slips = [dict(row._mapping) for row in found]
    slips += [
        {"id": slip_name(key, ballot.id), "ballot_id": ballot.id, "choice": choices[ballot.id]} for ballot in asked
    ]
    session.execute(delete(VoteSlip).where(VoteSlip.ballot_id.in_(ids)).execution_options(synchronize_session=False))
    session.execute(insert(VoteSlip), sorted(slips, key=lambda slip: slip["id"]))


def _sign_votes(asked: list[Ballot], choices: Mapping[int, str], member: SessionMember, at: datetime) -> None:
    rows = [
        {"ballot_id": ballot.id, "member_id": member.id, "choice": choices[ballot.id], "at": at} for ballot in asked
    ]
    current_session().execute(insert(OpenVote), rows)


def _codes(asked: list[Ballot], key: str) -> dict[int, str]:
    return {ballot.id: code_of(slip_name(key, ballot.id)) for ballot in asked}
