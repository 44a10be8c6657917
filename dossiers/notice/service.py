"""The public notice of a dossier and the objections to it (Luật 06/2022/QH15, Điều 5; procedure: on_notice)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dossiers import clock, codes, journal, storage, throttle, timing, working_days
from dossiers.access import permit
from dossiers.advance import advance, touch
from dossiers.db import current_session, unit_of_work
from dossiers.facts import facts_of, notice_of
from dossiers.models import Dossier, Nomination, Objection, PublicNotice
from dossiers.notice import assignments
from dossiers.notice.queries import find_notice, find_objection
from dossiers.rules import law, procedure_of
from dossiers.splitting import leave_held_behind
from dossiers.subjects import find_dossier, of_dossier
from dossiers.uploads import Upload
from workflow.errors import Invalid, Stale
from workflow.permissions import Action, Actor
from workflow.procedure import Step

OBJECTIONS_AN_HOUR = 5
FROM_ONE_ADDRESS = 30
HELD_BY_OBJECTION = "Có phản ánh, kiến nghị đang được xác minh, chưa có kết luận bằng văn bản"
TOO_MANY = (
    "Trong một giờ qua đã nhận nhiều phản ánh từ đường truyền này (cả cơ quan có thể dùng chung một đường truyền). "
    "Gửi lại từ {until}, dùng đường truyền khác, hoặc gửi bằng văn bản đến %s. Nội dung bạn đã gõ vẫn còn ở dưới."
)
LIVE = ("pending", "passed")


def post_notice(
    *, actor: Actor, dossier_id: int, seen: int, place: str, working_days: int | None, at: datetime
) -> PublicNotice:
    """Post the notice; its days run from the next working day and are never shortened afterwards.

    `working_days` may lengthen the time that the procedure sets, None takes that.  Raises as `advance` does, and
    Invalid for less time than the procedure sets or no place.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        day = clock.day_of(at)
        days = _days(procedure_of(dossier).step("post_notice", dossier.state), working_days, day)
        if not place.strip():
            raise Invalid({"place": "Ghi nơi niêm yết, đăng tải thông báo."})
        first, last = _period(day, days)
        notice = PublicNotice(
            dossier_id=dossier.id,
            place=place,
            posted_at=at,
            posted_by_id=actor.id,
            first_day=first,
            last_day=last,
            working_days=days,
        )
        notice.nominations = _names_for_notice(dossier, day)
        advance(
            dossier,
            "post_notice",
            actor=actor,
            seen=seen,
            at=at,
            effect=lambda: _keep(notice),
            due_on=notice.last_day,
        )
        return notice


def close_notice(*, actor: Actor, dossier_id: int, seen: int, at: datetime) -> Dossier | None:
    """Report on the notice and let the dossier go on; nominations that must wait stay behind in a sibling.

    Returns that sibling, if there is one.  Raises as `advance` does.
    """
    with unit_of_work():
        dossier = find_dossier(dossier_id)
        siblings: list[Dossier | None] = []

        def report() -> None:
            siblings.append(leave_held_behind(dossier, actor=actor, at=at))
            notice = notice_of(dossier)
            if notice and notice.reported_at is None:
                notice.reported_at = at

        advance(dossier, "close_notice", actor=actor, seen=seen, at=at, effect=report)
        return siblings[0]


def receive_objection(
    *,
    notice_id: int,
    nomination_id: int | None,
    about_name: str,
    sender_name: str,
    sender_contact: str,
    statement: str,
    upload: Upload | None,
    sender: str,
    at: datetime,
) -> str:
    """Register what somebody puts forward against a name and return its receipt code; open to everybody.

    In time it puts that nomination on hold; late it is registered and changes nothing by itself.  `sender` is the
    key under which senders are counted.  Raises Missing, Invalid (not on the notice) or Refused (too many).
    """
    with unit_of_work() as session:
        notice = find_notice(notice_id)
        _count_sender(sender, notice, at)
        nomination = _nomination_on(notice, nomination_id, about_name)
        day = clock.day_of(at)
        objection = Objection(
            notice_id=notice.id,
            nomination_id=nomination_id,
            about_name="" if nomination else about_name,
            receipt_code=codes.receipt_code(),
            sender_name=sender_name,
            sender_contact=sender_contact,
            statement=statement,
            received_at=at,
            due_on=_answer_due(day),
            is_late=day > notice.last_day,
            answer="",
        )
        if upload:
            objection.filename, objection.media_type = upload.filename, upload.media_type
            objection.sha256 = storage.put(upload.content)
        session.add(objection)
        if nomination and not objection.is_late and nomination.outcome in LIVE and not nomination.hold_reason:
            nomination.hold_reason = HELD_BY_OBJECTION
        dossier = nomination.dossier if nomination else notice.dossier
        assignments.assign_to_appraiser_of(objection, dossier, at)
        touch(dossier, dossier.version)
        journal.record(
            "objection.received",
            objection,
            actor=None,
            actor_name="Người dân",
            at=at,
            dossier_id=dossier.id,
            nomination=nomination_id,
            is_late=objection.is_late,
        )
        assignments.tell(objection, dossier, at)
        return objection.receipt_code


def answer_objection(
    *, actor: Actor, objection_id: int, seen: int, answer: str, is_upheld: bool, at: datetime
) -> Objection:
    """Answer an objection with a written conclusion.

    Upheld, its nomination goes no further; not upheld, its hold ends unless another objection is open.  What was
    already awarded is not touched.  Raises NotAllowed, Invalid (no conclusion) or Stale.
    """
    with unit_of_work():
        objection = find_objection(objection_id)
        dossier = objection.dossier
        permit(actor, Action.OBJECTION_ANSWER, of_dossier(dossier))
        if objection.answered_at is not None:
            raise Stale("Phản ánh này đã có người trả lời. Tải lại trang để xem kết luận.")
        assignments.require_own(objection, actor)
        if not answer.strip():
            raise Invalid({"answer": "Ghi kết luận bằng văn bản."})
        objection.answer, objection.is_upheld = answer, is_upheld
        objection.answered_by_id, objection.answered_at = actor.id, at
        if objection.assigned_to_id is None:
            objection.assigned_to_id, objection.assigned_at = actor.id, at
        if objection.nomination and objection.nomination.outcome in LIVE:
            _conclude(objection, objection.nomination, dossier, clock.day_of(at))
        touch(dossier, seen)
        journal.record("objection.answered", objection, actor=actor, at=at, dossier_id=dossier.id, is_upheld=is_upheld)
        return objection


def _days(step: Step, wanted: int | None, day: date) -> int:
    least = timing.days_of(step, day) or 1
    if wanted is not None and wanted < least:
        raise Invalid({"working_days": f"Công khai ít nhất {least} ngày làm việc ({step.citation})."})
    return wanted or least


def _count_sender(sender: str, notice: PublicNotice, at: datetime) -> None:
    """Count a sender for this notice and, higher, for all: an office behind one address is not kept out by one."""
    message = TOO_MANY % notice.dossier.decider_unit.keeper.name
    window = timedelta(hours=1)
    throttle.count(sender, limit=FROM_ONE_ADDRESS, window=window, at=at, message=message)
    throttle.count(f"{sender}:{notice.id}", limit=OBJECTIONS_AN_HOUR, window=window, at=at, message=message)


def _period(posted: date, days: int) -> tuple[date, date]:
    return working_days.add(posted, 1).due, working_days.add(posted, days).due


def _names_for_notice(dossier: Dossier, day: date) -> list[Nomination]:
    """Whom the council passed; before the council, everybody who goes on."""
    facts = facts_of(dossier, day)
    named = {line.id for line in facts.passed or facts.live}
    return [nomination for nomination in dossier.nominations if nomination.id in named]


def _keep(notice: PublicNotice) -> None:
    current_session().add(notice)
    current_session().flush()


def _nomination_on(notice: PublicNotice, nomination_id: int | None, about_name: str) -> Nomination | None:
    if nomination_id is None:
        if not about_name.strip():
            raise Invalid({"about_name": "Ghi tên người, tập thể hoặc hộ gia đình mà bạn phản ánh."})
        return None
    found = next((each for each in notice.nominations if each.id == nomination_id), None)
    if found is None:
        raise Invalid({"nomination": "Chọn một tên trong thông báo này."})
    return found


def _answer_due(day: date) -> date:
    return working_days.add(day, int(law().parameter("deadlines.objection").on(day).value)).due


def _conclude(objection: Objection, nomination: Nomination, dossier: Dossier, day: date) -> None:
    if objection.is_upheld:
        nomination.outcome = "refused"
        nomination.outcome_reason = f"Phản ánh {objection.receipt_code} được kết luận là có cơ sở."
    line = next(line for line in facts_of(dossier, day).nominations if line.id == nomination.id)
    if not line.open_objections and nomination.hold_reason == HELD_BY_OBJECTION:
        nomination.hold_reason = ""
