"""The papers of a council session: invitation, vote slips, the count, the minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from dossiers import clock, numbering
from dossiers.db import current_session
from dossiers.documents import council as papers
from dossiers.documents.letterhead import Heading, Signature
from dossiers.models import AgendaItem, Ballot, CouncilSession, PaperOpinion, SessionMember, WrittenRound
from dossiers.models.council import SEATS
from dossiers.papers.letterhead import Context, Paper, about, award_name
from dossiers.papers.votes import post_and_unit, voted


def invitation(held: CouncilSession, context: Context) -> Iterator[Paper]:
    """Write the invitation with the agenda."""
    letterhead = _heading(held, "GM", context)
    yield Paper(
        held.council.unit,
        papers.MeetingInvitation(
            heading=letterhead,
            abstract=f"Họp {held.council.name}",
            invitees=(f"Các thành viên {held.council.name}",),
            purpose="xét thi đua, khen thưởng",
            meets_on=held.held_on,
            meets_at=spoken_hour(held.starts_at),
            venue=held.place,
            chair=f"Đồng chí {_chair(held).account.full_name}, {SEATS['chair']}",
            agenda=(
                "Nghe báo cáo thẩm định",
                *(_item_line(item) for item in items_of(held)),
                "Thảo luận, bỏ phiếu",
            ),
            pack=("Báo cáo thẩm định", "Danh sách và báo cáo thành tích"),
            note="Đề nghị các đồng chí nghiên cứu trước tài liệu trên hệ thống và dự họp đúng giờ.",
            copies_to=("Như trên", "Lưu: VT, HĐTĐKT"),
            signature=_chair_signature(held),
        ),
        number=letterhead.numbered(),
    )


def _item_line(item: AgendaItem) -> str:
    dossier = item.dossier
    return f"Xét tặng {about(dossier)}: hồ sơ {dossier.code} của {dossier.unit.name}"


def slips(held: CouncilSession, context: Context) -> Iterator[Paper]:
    """Write the sample of the slips used, one for the secret items and one for the open ones."""
    for is_secret in (True, False):
        ballots = [ballot for ballot in ballots_of(held) if ballot.is_secret is is_secret]
        if ballots:
            yield Paper(
                held.council.unit,
                papers.VoteSlip(
                    heading=_heading(held, "", context),
                    abstract=f"Xét thi đua, khen thưởng tại {held.title}",
                    secret=is_secret,
                    items=tuple(
                        papers.SlipItem(
                            name=ballot.nomination.label,
                            unit=post_and_unit(ballot),
                            award=award_name(ballot.award_code),
                        )
                        for ballot in ballots
                    ),
                ),
                title="Phiếu bầu (kín)" if is_secret else "Phiếu bầu (công khai)",
                suffix="-kin" if is_secret else "-cong-khai",
            )


def tally_minutes(held: CouncilSession, context: Context) -> Iterator[Paper]:
    """Write the minutes of the count, apart for the secret and the open ballots."""
    for is_secret in (True, False):
        ballots = [ballot for ballot in ballots_of(held) if ballot.is_secret is is_secret and ballot.closed_at]
        if not ballots:
            continue
        voters = max(ballot.present + ballot.written for ballot in ballots)
        received = max(ballot.yes + ballot.no + ballot.abstain + ballot.invalid for ballot in ballots)
        invalid = max(ballot.invalid for ballot in ballots)
        closed = max(ballot.closed_at for ballot in ballots if ballot.closed_at)
        letterhead = _heading(held, "BB", context)
        yield Paper(
            held.council.unit,
            papers.TallyMinutes(
                heading=letterhead,
                abstract=f"Kiểm phiếu xét thi đua, khen thưởng tại {held.title}",
                counted_on=held.held_on,
                counted_at=_hour(closed),
                venue=held.place,
                secret=is_secret,
                tellers=tuple(_member(member) for member in held.members if member.is_teller),
                in_writing=_round_of(held) is not None,
                roster=max(ballot.roster for ballot in ballots),
                present=max(ballot.present for ballot in ballots),
                written=max(ballot.written for ballot in ballots),
                issued=voters,
                received=received,
                valid=received - invalid,
                invalid=invalid,
                items=tuple(voted(ballot) for ballot in ballots),
                closed_at=_hour(context.at),
            ),
            title="Biên bản kiểm phiếu (kín)" if is_secret else "Biên bản kiểm phiếu (công khai)",
            number=letterhead.numbered(),
            suffix="-kin" if is_secret else "-cong-khai",
        )


def minutes(held: CouncilSession, context: Context) -> Iterator[Paper]:
    """Write the session's minutes: who was there, what was said and concluded of each item, who was recused."""
    ballots = [ballot for ballot in ballots_of(held) if ballot.closed_at]
    letterhead = _heading(held, "BB", context)
    members = held.members
    written = _round_of(held)
    yield Paper(
        held.council.unit,
        papers.SessionMinutes(
            heading=letterhead,
            abstract=held.title,
            session=_attendance(held, context),
            opening=_opening(held),
            written_opinions=sum(m.presence == "written" for m in members),
            ballot=_manner(ballots),
            items=tuple(voted(ballot) for ballot in ballots),
            recusals=_recusals(held),
            conclusion=_conclusion(held),
            copies_to=("Thành viên Hội đồng", "Lưu: VT, HĐTĐKT"),
        ),
        title="Biên bản tổng hợp ý kiến" if written else "",
        number=letterhead.numbered(),
    )


def _round_of(held: CouncilSession) -> WrittenRound | None:
    return current_session().get(WrittenRound, held.id)


def _opening(held: CouncilSession) -> str:
    written = _round_of(held)
    if written is None or written.sent_at is None:
        return "Cơ quan thường trực trình bày báo cáo thẩm định. Hội đồng thảo luận và bỏ phiếu từng nội dung."
    sent = written.sent_at.astimezone(clock.VIETNAM)
    return (
        f"Hội đồng không tổ chức họp. Phiếu lấy ý kiến gửi các thành viên ngày {sent:%d/%m/%Y}, "
        f"nhận lại đến hết ngày {written.due_on:%d/%m/%Y}."
    )


def unit_review(item: AgendaItem, context: Context) -> papers.UnitReviewMinutes:
    """Return the minutes of a unit's own council on one dossier, as the unit files them."""
    held = item.session
    ballots = [ballot for ballot in item.ballots if ballot.closed_at]
    return papers.UnitReviewMinutes(
        heading=_heading(held, "", context),
        abstract=f"Họp bình xét, đề nghị khen thưởng năm {item.dossier.year}",
        session=_attendance(held, context),
        content="Thư ký báo cáo thành tích của các tập thể, hộ gia đình, cá nhân. Hội đồng thảo luận và bỏ phiếu.",
        ballot=_manner(ballots),
        items=tuple(voted(ballot) for ballot in ballots),
        conclusion=item.conclusion or _conclusion(held),
        copies_to=("Như thành phần họp", "Lưu: VT"),
    )


def _attendance(held: CouncilSession, context: Context) -> papers.Session:
    members, on_paper, written = held.members, _on_paper(held), _round_of(held)
    # In a round an answer is all the presence there is.
    there = {"present", "written"} if written else {"present"}
    return papers.Session(
        held_on=held.held_on,
        opened_at=_hour(held.opened_at or context.at),
        closed_at=_hour(context.at),
        venue=held.place,
        roster=len(members),
        chair=_member(_chair(held)),
        secretary=_member(next((m for m in members if m.seat == "secretary"), members[-1])),
        present=tuple(_member(m, on_paper=on_paper[m.id]) for m in members if m.presence in there),
        absent=tuple(_member(m, m.absence_reason, on_paper=on_paper[m.id]) for m in members if m.presence not in there),
        in_writing=written is not None,
        due_on=written.due_on if written else None,
    )


def items_of(held: CouncilSession) -> list[AgendaItem]:
    """Return the agenda in order."""
    query = select(AgendaItem).where(AgendaItem.session_id == held.id).order_by(AgendaItem.position)
    return list(current_session().scalars(query))


def ballots_of(held: CouncilSession) -> list[Ballot]:
    """Return the session's ballots in the order of the agenda and of the lists."""
    return [ballot for item in items_of(held) for ballot in item.ballots]


def _heading(held: CouncilSession, kind: str, context: Context) -> Heading:
    unit = held.council.unit
    symbol = f"{kind}-HĐTĐKT" if kind else ""
    return Heading(
        superior=unit.name.replace("Ủy ban nhân dân", "UBND"),
        body="Hội đồng Thi đua - Khen thưởng",
        number=numbering.take(unit.id, symbol, context.day.year) if kind else None,
        symbol=symbol,
        place=unit.place,
        issued_on=context.day,
    )


def _chair(held: CouncilSession) -> SessionMember:
    return next((member for member in held.members if member.seat == "chair"), held.members[0])


def _chair_signature(held: CouncilSession) -> Signature:
    return Signature(post=SEATS["chair"], name=_chair(held).account.full_name)


def _on_paper(held: CouncilSession) -> Counter[int]:
    """Return on how many items a member's signed opinion came on paper, by member."""
    query = select(PaperOpinion.member_id, PaperOpinion.item_id).join(AgendaItem)
    found = current_session().execute(query.where(AgendaItem.session_id == held.id).distinct())
    return Counter(member_id for member_id, _ in found)


def _member(member: SessionMember, reason: str = "", *, on_paper: int = 0) -> papers.Member:
    role = SEATS[member.seat] + (f" (ý kiến bằng văn bản trên giấy ở {on_paper} nội dung)" if on_paper else "")
    return papers.Member(name=member.account.full_name, post=member.account.post, role=role, reason=reason)


def _manner(ballots: list[Ballot]) -> str:
    kinds = {ballot.is_secret for ballot in ballots}
    if kinds == {True, False}:
        return "Bỏ phiếu kín và biểu quyết công khai, theo từng nội dung"
    return "Bỏ phiếu kín" if kinds == {True} else "Biểu quyết công khai"


def _recusals(held: CouncilSession) -> str:
    lines = [
        f"{recusal.member.account.full_name} ({_item_line(item)}; {recusal.ground})"
        for item in items_of(held)
        for recusal in item.recusals
    ]
    return "; ".join(lines) + ". Thành viên hồi tị vẫn tính trong tổng số thành viên Hội đồng." if lines else ""


def _conclusion(held: CouncilSession) -> str:
    deferred = [_item_line(item) for item in items_of(held) if item.state == "deferred"]
    said = held.conclusion or "Giao cơ quan thường trực hoàn thiện hồ sơ theo kết quả bỏ phiếu."
    return said + (f" Hoãn xét: {'; '.join(deferred)}." if deferred else "")


def spoken_hour(hour: str) -> str:
    """Return "08:00" as papers write it: "08 giờ 00 phút"."""
    hours, _, minutes_ = hour.partition(":")
    return f"{hours} giờ {minutes_ or '00'} phút"


def _hour(moment: datetime) -> str:
    return spoken_hour(moment.astimezone(clock.VIETNAM).strftime("%H:%M"))
