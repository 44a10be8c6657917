"""Opinions that an absent member sent on paper: entered from the signed sheet, with its scan, by the secretary.

Only on open ballots, where a vote is a signed row anyway.  On a secret ballot nobody but the voter may know what was
voted before the count: such a sheet stays in its envelope, and the tellers count it with the paper slips.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from dossiers import clock, journal, outbox, storage, subjects
from dossiers.access import permit
from dossiers.council import ballots, kinship, opinions, turnout, written_rounds
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, PaperOpinion, SessionMember
from dossiers.uploads import Upload
from workflow.errors import Invalid, Missing, Refused
from workflow.permissions import Action, Actor, Subject

KINDS = ("application/pdf", "image/png", "image/jpeg")
SEALED = (
    "Nội dung này bỏ phiếu kín: trước khi kiểm phiếu không ai, kể cả thư ký, được biết thành viên chọn gì. Giữ phiếu "
    "trong phong bì dán kín và giao ban kiểm phiếu; ban kiểm phiếu mở, đếm cùng phiếu giấy ở trang Nhập phiếu giấy."
)


def enter(
    *, actor: Actor, item_id: int, member_id: int, choices: Mapping[int, str], upload: Upload, at: datetime
) -> int:
    """Enter what an absent member's signed sheet says on every line of an item; returns the id of its scan.

    The member is told, so that a wrong entry is noticed before the count.  Raises NotAllowed (not the secretary, or
    recused), Refused (secret ballot, not open, too late, voted already), Invalid (fields "member_id", "file",
    "ballot_<id>").
    """
    sha256 = storage.put(upload.content)
    with unit_of_work() as session:
        item = subjects.find_item(item_id)
        permit(actor, Action.ITEM_PREPARE, subjects.of_item(item))
        check_possible(item, at)
        if upload.media_type not in KINDS:
            raise Invalid({"file": "Chỉ nhận bản quét PDF, PNG hoặc JPEG."})
        member = next((each for each in awaited(item) if each.id == member_id), None)
        if member is None:
            raise Invalid({"member_id": "Chọn thành viên vắng mặt, cho ý kiến bằng văn bản và chưa bỏ phiếu."})
        kinship.require_answered(item, member)
        asked = turnout.remaining(item, member)
        ballots.check(asked, choices)
        ballots.record(asked, choices, member, "", at)
        scan = PaperOpinion(
            item=item,
            member=member,
            filename=upload.filename,
            media_type=upload.media_type,
            size=len(upload.content),
            sha256=sha256,
            entered_by_id=actor.id,
            entered_at=at,
        )
        session.add(scan)
        journal.record("item.paper_opinion_entered", item, actor=actor, at=at, member=member.id, sha256=sha256)
        outbox.announce(
            [member.account_id],
            kind="item.paper_opinion_entered",
            subject="Thư ký đã nhập ý kiến bằng văn bản bạn gửi trên giấy",
            body=f"{item.session.title}. Báo thư ký ngay nếu bạn không gửi.",
            url=f"/phien-hop/{item.session_id}",
            at=at,
        )
        session.flush()
        return scan.id


def check_possible(item: AgendaItem, at: datetime) -> None:
    """Raise Refused where no opinion on paper can be entered on an item now, with the reason."""
    if item.is_secret:
        raise Refused(SEALED)
    if item.state != "open" or item.session.state != "open" or not turnout.open_ballots(item):
        raise Refused("Nội dung này chưa mở hoặc đã kiểm phiếu.")
    if opinions.is_over(item.session, clock.day_of(at)):
        raise Refused(f"Hạn gửi ý kiến bằng văn bản là hết ngày {item.session.opinions_due_on:%d/%m/%Y}, đã qua.")
    written = written_rounds.round_of(item.session)
    if written is not None and written.ended_at is not None:
        raise Refused("Đợt lấy ý kiến đã kết thúc nhận ý kiến.")


def awaited(item: AgendaItem) -> list[SessionMember]:
    """Return the members heard in writing whose opinion on an item is not in; nobody of them is recused."""
    return opinions.awaited(item)


def of_item(item: AgendaItem) -> list[PaperOpinion]:
    """Return the scans of opinions on an item, in the order in which they were entered."""
    query = select(PaperOpinion).where(PaperOpinion.item_id == item.id).order_by(PaperOpinion.id)
    return list(current_session().scalars(query))


def find(opinion_id: int) -> PaperOpinion:
    """Return the scan of an opinion; raises Missing."""
    found = current_session().get(PaperOpinion, opinion_id)
    if found is None:
        raise Missing("Không tìm thấy ý kiến bằng văn bản này.")
    return found


def opinion(opinion_id: int, **_more: object) -> Subject:
    """Load the subject of a route about a scan: that of its item."""
    return subjects.of_item(find(opinion_id).item)
