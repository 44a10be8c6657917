"""A session's votes as plain data, complete enough to count them again without this program."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers.council import ballots as casting
from dossiers.council.paper import Slips
from dossiers.db import current_session
from dossiers.models import (
    AgendaItem,
    Ballot,
    CouncilSession,
    Dossier,
    OpenVote,
    PaperCount,
    Recusal,
    SessionMember,
    Turnout,
    VoteSlip,
)
from dossiers.rules import law
from workflow import ballots as arithmetic
from workflow.ballots import Threshold
from workflow.recount import CHOICES, FORMAT

# Cells that a spreadsheet would take for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("cuoc_bo_phieu", "ho_so", "de_nghi", "danh_hieu", "lan", "cach_bo_phieu", "nguoi_hoac_ma_phieu", "lua_chon")


def as_data(held: CouncilSession) -> dict[str, Any]:
    """Return every counted ballot of a session with the single votes, who voted, and what the law asked."""
    ballots = _counted(held)
    ids = [ballot.id for ballot in ballots]
    votes, voters, tellers = _votes(ids), _voters(ids), _tellers(ids)
    recused = _recused(held)
    return {
        "format": FORMAT,
        "session": {
            "id": held.id,
            "council": held.council.name,
            "title": held.title,
            "held_on": held.held_on.isoformat(),
            "closed_at": held.closed_at.isoformat() if held.closed_at else None,
        },
        "members": [
            {"id": each.id, "name": each.account.full_name, "seat": each.seat, "presence": each.presence}
            for each in held.members
        ],
        "ballots": [
            {
                **_described(ballot),
                "recused": recused[ballot.item_id],
                "voters": voters[ballot.id],
                "votes": votes[ballot.id],
                "paper": _paper(ballot, votes[ballot.id]),
                "tellers": tellers[ballot.id],
            }
            for ballot in ballots
        ],
    }


def as_csv(data: dict[str, Any]) -> str:
    """Return the single votes of an export as a table, one row a vote; paper slips by their number."""
    names = {member["id"]: member["name"] for member in data["members"]}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for ballot in data["ballots"]:
        writer.writerows([_harmless(cell) for cell in row] for row in _rows(ballot, names))
    return "\ufeff" + out.getvalue()  # spreadsheets read UTF-8 only with this mark


def _rows(ballot: dict[str, Any], names: dict[int, str]) -> Iterator[tuple[object, ...]]:
    manner = "kín" if ballot["secret"] else "công khai"
    head = (ballot["id"], ballot["dossier"], ballot["nominee"], ballot["award"], ballot["round"])
    for vote in ballot["votes"]:
        yield *head, manner, vote["slip"] if ballot["secret"] else names[vote["member"]], vote["choice"]
    for choice in CHOICES:
        for _ in range(ballot["paper"][choice]):
            yield *head, "phiếu giấy", "", choice


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _counted(held: CouncilSession) -> list[Ballot]:
    query = (
        select(Ballot)
        .join(AgendaItem, AgendaItem.id == Ballot.item_id)
        .where(AgendaItem.session_id == held.id, Ballot.closed_at.is_not(None))
        .options(
            joinedload(Ballot.nomination),
            joinedload(Ballot.item).joinedload(AgendaItem.dossier).joinedload(Dossier.unit),
        )
        .order_by(AgendaItem.position, AgendaItem.id, Ballot.id)
    )
    return list(current_session().scalars(query))


def _described(ballot: Ballot) -> dict[str, Any]:
    day = ballot.item.session.held_on
    return {
        "id": ballot.id,
        "item": ballot.item_id,
        "dossier": ballot.item.dossier.code,
        "nominee": ballot.nomination.label,
        "award": ballot.award_code,
        "round": ballot.round,
        "secret": ballot.is_secret,
        "closed_at": ballot.closed_at.isoformat() if ballot.closed_at else None,
        "roster": ballot.roster,
        "present": ballot.present,
        "written": ballot.written,
        "counts": {choice: getattr(ballot, choice) for choice in CHOICES},
        "quorum": _rule(arithmetic.quorum_for(law(), ballot.award_code, day)),
        "threshold": _rule(arithmetic.threshold_for(law(), ballot.award_code, day)),
        "needed": ballot.needed,
        "passed": ballot.is_passed,
    }


def _rule(threshold: Threshold) -> dict[str, Any]:
    share = threshold.share
    return {
        "share": f"{share.numerator}/{share.denominator}",
        "more_than": threshold.is_exceeded,
        "citation": threshold.citation,
    }


def _votes(ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    session = current_session()
    slips = select(VoteSlip.ballot_id, VoteSlip.id, VoteSlip.choice).where(VoteSlip.ballot_id.in_(ids))
    for ballot_id, name, choice in session.execute(slips.order_by(VoteSlip.id)):
        found[ballot_id].append({"slip": casting.code_of(name), "choice": choice})
    signed = (
        select(OpenVote.ballot_id, OpenVote.member_id, OpenVote.choice)
        .join(SessionMember, SessionMember.id == OpenVote.member_id)
        .where(OpenVote.ballot_id.in_(ids))
    )
    for ballot_id, member_id, choice in session.execute(signed.order_by(SessionMember.position, SessionMember.id)):
        found[ballot_id].append({"member": member_id, "choice": choice})
    return found


def _voters(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = select(Turnout.ballot_id, Turnout.member_id).where(Turnout.ballot_id.in_(ids))
    for ballot_id, member_id in current_session().execute(query.order_by(Turnout.member_id)):
        found[ballot_id].append(member_id)
    return found


def _tellers(ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    query = select(PaperCount).where(PaperCount.ballot_id.in_(ids)).order_by(PaperCount.teller_id)
    for each in current_session().scalars(query):
        counts = {choice: getattr(each, choice) for choice in CHOICES}
        found[each.ballot_id].append({"teller": each.teller_id, **counts})
    return found


def _recused(held: CouncilSession) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = (
        select(Recusal.item_id, Recusal.member_id)
        .join(AgendaItem, AgendaItem.id == Recusal.item_id)
        .where(AgendaItem.session_id == held.id)
    )
    for item_id, member_id in current_session().execute(query.order_by(Recusal.member_id)):
        found[item_id].append(member_id)
    return found


def _paper(ballot: Ballot, votes: list[dict[str, Any]]) -> dict[str, int]:
    """Return what the count added to the votes cast on devices: the paper slips."""
    cast = [vote["choice"] for vote in votes]
    slips = Slips(*(getattr(ballot, choice) - cast.count(choice) for choice in CHOICES))
    return {choice: getattr(slips, choice) for choice in CHOICES}
