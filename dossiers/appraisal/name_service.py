"""Asking a nominee whether the name is spelt right before it is printed, and what becomes of the answer."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from dossiers import clock, journal, recipients
from dossiers.access import permit
from dossiers.advance import touch
from dossiers.appraisal.service import require_own
from dossiers.db import current_session, unit_of_work
from dossiers.facts import notice_of
from dossiers.models import Ballot, Decision, Dossier, NameCheck, Nomination
from dossiers.subjects import deciding_units, find_dossier, of_dossier
from dossiers.submission.nomination_service import find_line
from dossiers.web.text import fold
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action, Actor
from workflow.roles import Role

VALID_FOR = timedelta(days=14)
ENDED = ("withdrawn", "refused", "not_passed")
NO_LINK = "Liên kết này không dùng được: đã trả lời, đã thay bằng liên kết khác hoặc đã hết hạn. Hỏi nơi gửi liên kết."
PRINTED = "Tên đã có trong dự thảo hoặc quyết định khen thưởng nên không sửa ở đây; trả lại dự thảo trước, nếu cần."


@dataclass(frozen=True)
class Standing:
    """What a name is already part of; a correction then says so, and is never silent."""

    is_voted: bool
    is_on_notice: bool
    is_in_decision: bool

    @property
    def told(self) -> str:
        """Return it in words; nothing where the name is part of nothing yet."""
        known = (("đã được Hội đồng biểu quyết", self.is_voted), ("đã công khai", self.is_on_notice))
        return " và ".join(words for words, holds in known if holds)


def standing_of(line: Nomination) -> Standing:
    """Return what a nomination's name is already part of."""
    session = current_session()
    voted = select(exists().where(Ballot.nomination_id == line.id, Ballot.closed_at.is_not(None)))
    decided = select(Decision.id).where(
        Decision.state != "returned", Decision.nominations.any(Nomination.id == line.id)
    )
    notice = notice_of(line.dossier)
    return Standing(
        is_voted=bool(session.scalar(voted)),
        is_on_notice=notice is not None and any(each.id == line.id for each in notice.nominations),
        is_in_decision=session.scalar(decided.limit(1)) is not None,
    )


def checks_of(line: Nomination) -> list[NameCheck]:
    """Return what was asked about a name, newest first."""
    query = select(NameCheck).where(NameCheck.nomination_id == line.id).order_by(NameCheck.id.desc())
    return list(current_session().scalars(query))


def ask(*, actor: Actor, dossier_id: int, nomination_id: int, at: datetime) -> str:
    """Make a link for one answer and return its token, which is shown once and never kept; an older link ends.

    Raises NotAllowed, Missing, Refused where the nomination has ended or its name is in a decision already.
    """
    with unit_of_work() as session:
        line = _line(actor, Action.NAME_CHECK, dossier_id, nomination_id)
        if line.outcome in ENDED:
            raise Refused(f"Đề nghị {line.label} không còn được xét nên không cần xác nhận tên.")
        if standing_of(line).is_in_decision:
            raise Refused(PRINTED)
        for older in checks_of(line):
            if older.state == "open":
                older.state = "replaced"
        token = secrets.token_urlsafe(24)
        asked = NameCheck(
            nomination_id=line.id,
            token_hash=_digest(token),
            asked_name=line.name,
            asked_by_id=actor.id,
            asked_at=at,
            expires_at=at + VALID_FOR,
        )
        session.add(asked)
        journal.record("nomination.name_asked", line, actor=actor, at=at, dossier_id=dossier_id)
        return token


def find_open(token: str, at: datetime) -> NameCheck:
    """Return the question behind a link that still waits for its answer; raises Refused."""
    query = select(NameCheck).where(NameCheck.token_hash == _digest(token), NameCheck.state == "open")
    found = current_session().scalar(query)
    if found is None or found.expires_at < at or found.nomination.name != found.asked_name:
        raise Refused(NO_LINK)
    return found


def answer(*, token: str, proposed: str | None, at: datetime) -> None:
    """Take the nominee's answer: the name is right (None), or how it should be spelt.  Changes no name by itself.

    Raises Refused for a link that no longer waits, Invalid for a spelling that is none.
    """
    with unit_of_work():
        found = find_open(token, at)
        line, dossier = found.nomination, found.nomination.dossier
        found.answered_at = at
        found.state = "confirmed"
        if proposed is not None:
            found.proposed_name, found.state = _spelling(proposed, line), "proposed"
        journal.record(
            f"nomination.name_{found.state}",
            line,
            actor=None,
            actor_name="Người được đề nghị",
            at=at,
            dossier_id=dossier.id,
            proposed=found.proposed_name,
        )
        recipients.announce(
            dossier,
            recipients.appraisers_of(dossier) if proposed is not None else {found.asked_by_id},
            kind="nomination.notice",
            subject=f"{dossier.code}: {'đề nghị sửa cách viết tên' if proposed is not None else 'đã xác nhận tên'}",
            url=f"/ho-so/{dossier.id}/de-nghi/{line.id}/xac-nhan-ten",
            at=at,
        )


def settle(
    *, actor: Actor, dossier_id: int, nomination_id: int, check_id: int, is_accepted: bool, reason: str, at: datetime
) -> None:
    """Accept or decline a proposed spelling, with the reason; accepted, it is the name from now on.

    Papers, ballots and the notice that bear the old spelling stay as they are; the notice page shows both, and the
    journal what the name was part of.  Raises NotAllowed, Missing, Invalid (no reason), Refused (settled already, or
    the name is in a decision).
    """
    with unit_of_work():
        line = _line(actor, Action.APPRAISAL_RECORD, dossier_id, nomination_id)
        dossier = line.dossier
        require_own(dossier, actor)
        found = next((each for each in checks_of(line) if each.id == check_id), None)
        if found is None:
            raise Missing("Không tìm thấy đề nghị sửa tên này.")
        if not reason.strip():
            raise Invalid({"reason": "Ghi căn cứ, ví dụ giấy tờ đã đối chiếu."})
        if found.state != "proposed":
            raise Refused("Đề nghị sửa tên này đã được giải quyết.")
        standing, before = standing_of(line), line.name
        if is_accepted and standing.is_in_decision:
            raise Refused(PRINTED)
        found.state, found.reason = "accepted" if is_accepted else "declined", reason
        found.settled_by_id, found.settled_at = actor.id, at
        if is_accepted:
            line.name, line.search_key = found.proposed_name, fold(found.proposed_name)
        touch(dossier, dossier.version)
        journal.record(
            f"nomination.name_{found.state}",
            line,
            actor=actor,
            at=at,
            dossier_id=dossier.id,
            before=before,
            after=line.name,
            proposed=found.proposed_name,
            reason=reason,
            standing=standing.told,
        )
        recipients.announce(
            dossier,
            _concerned(dossier, standing, at) - {actor.id},
            kind="nomination.notice",
            subject=f"{dossier.code}: {'đã sửa' if is_accepted else 'không sửa'} cách viết tên {line.label}"[:300],
            url=f"/ho-so/{dossier.id}/de-nghi/{line.id}/xac-nhan-ten",
            at=at,
        )


def _concerned(dossier: Dossier, standing: Standing, at: datetime) -> set[int]:
    """The unit's clerks; of a name that was voted on also the council's secretaries."""
    day = clock.day_of(at)
    people = recipients.holders({Role.CLERK}, frozenset({dossier.unit_id}), day)
    if standing.is_voted:
        people |= recipients.holders({Role.COUNCIL_SECRETARY}, deciding_units(dossier.decider_unit), day)
    return people


def _line(actor: Actor, action: Action, dossier_id: int, nomination_id: int) -> Nomination:
    dossier = find_dossier(dossier_id)
    permit(actor, action, of_dossier(dossier))
    return find_line(dossier, nomination_id)


def _spelling(proposed: str, line: Nomination) -> str:
    name = " ".join(proposed.split())
    if not name:
        raise Invalid({"proposed": "Ghi tên đúng như cần in."})
    if len(name) > 200:
        raise Invalid({"proposed": "Tối đa 200 ký tự."})
    if name == line.name:
        raise Invalid({"proposed": "Tên này giống tên đang ghi. Chọn “Tên ghi đúng” nếu không cần sửa."})
    return name


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
