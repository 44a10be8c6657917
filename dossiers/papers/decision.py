"""The standing body's proposal to the decider, and the decision itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import current_app
from sqlalchemy import select

from dossiers import prizes
from dossiers.db import current_session
from dossiers.documents import decision as papers
from dossiers.documents import wording
from dossiers.documents.letterhead import Signature
from dossiers.documents.petition import DecisionPetition
from dossiers.facts import newest_item, notice_of
from dossiers.models import Ballot, Decision, Dossier
from dossiers.papers.letterhead import (
    Context,
    Paper,
    about,
    award_counts,
    award_name,
    head_of,
    head_signature,
    heading,
    nominee,
    numbered_heading,
    recitals,
)
from dossiers.papers.notice import newest
from dossiers.rules import law


def proposal(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the proposal: what appraisal, council and notice found, who is to be awarded, what it costs."""
    decider, keeper = dossier.decider_unit, dossier.decider_unit.keeper
    drafted = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if drafted is None:
        return
    letterhead = numbered_heading(keeper, "TTr", context.day)
    lines = drafted.nominations
    yield Paper(
        keeper,
        DecisionPetition(
            heading=letterhead,
            abstract=f"Về việc tặng {about(dossier)}",
            addressees=(head_of(decider),),
            recitals=recitals("to_trinh_quyet_dinh", dossier, keeper, context.day),
            appraisal_result=_appraisal(dossier),
            council_result=_council(dossier),
            notice_result=_notice(dossier),
            awards=award_counts(lines),
            nominees=tuple(nominee(line, prize=prizes.of(line, context.day)) for line in lines),
            prize_total=sum(prizes.of(line, context.day) for line in lines),
            funding=funding_of(dossier),
            attachments=(
                "Dự thảo Quyết định",
                "Báo cáo thẩm định",
                "Biên bản họp Hội đồng",
                "Báo cáo kết quả công khai",
            ),
            copies_to=("Như trên", "Lưu: VT"),
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
    )


def funding_of(dossier: Dossier) -> str:
    """Return which fund pays the prizes of a dossier."""
    decider = dossier.decider_unit
    return (
        "Quỹ thi đua, khen thưởng của tỉnh"
        if decider.kind == "province"
        else f"Quỹ thi đua, khen thưởng của {decider.name}"
    )


def _appraisal(dossier: Dossier) -> str:
    everyone = [line for line in dossier.nominations if line.outcome != "withdrawn"]
    body = dossier.decider_unit.keeper.name
    return f"{body} đã tiếp nhận, rà soát hồ sơ {dossier.code} của {dossier.unit.name} gồm {len(everyone):02d} đề nghị."


def _council(dossier: Dossier) -> str:
    item = newest_item(dossier)
    if item is None:
        return ""
    ids = [line.id for line in dossier.nominations]
    ballots = list(
        current_session().scalars(
            select(Ballot).where(Ballot.nomination_id.in_(ids), Ballot.closed_at.is_not(None)).order_by(Ballot.id)
        )
    )
    passed = sum(bool(ballot.is_passed) for ballot in ballots)
    held = item.session
    return (
        f"{held.council.name} họp {wording.full_date(held.held_on)}: {passed:02d}/{len(ballots):02d} đề nghị đạt tỷ lệ "
        "đồng ý theo quy định trên tổng số thành viên Hội đồng."
    )


def _notice(dossier: Dossier) -> str:
    posted = notice_of(dossier)
    if posted is None:
        return ""
    count = len(posted.objections)
    said = f"có {count:02d} phản ánh, kiến nghị đã được xử lý" if count else "không có phản ánh, kiến nghị"
    return (
        f"Công khai từ {wording.full_date(posted.first_day)} đến {wording.full_date(posted.last_day)} "
        f"({posted.working_days:02d} ngày làm việc), {said}."
    )


def decision(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the decision: without number and date while it is a draft, with both once it is issued."""
    found = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if found is None:
        return
    decider = dossier.decider_unit
    day = found.decided_on or context.day
    issued = found.state == "issued"
    lines = found.nominations
    codes = list(dict.fromkeys(line.award_code for line in lines))
    yield Paper(
        decider,
        papers.Decision(
            heading=heading(decider, symbol=found.symbol, number=found.number, day=found.decided_on),
            abstract=found.abstract or f"Về việc tặng {about(dossier)}",
            decider=head_of(decider),
            recitals=_recitals(dossier, day),
            grant="Công nhận" if law().award(codes[0]).is_title else "Tặng",
            award=wording.listed([award_name(code) for code in codes]),
            achievement=_achievement(dossier),
            nominees=tuple(nominee(line, prize=prizes.of(line, day)) for line in lines),
            prize_total=sum(prizes.of(line, day) for line in lines),
            funding=funding_of(dossier),
            executors=_executors(dossier),
            copies_to=("Như Điều 3", f"{decider.head_title}, các Phó {decider.head_title}", "Lưu: VT"),
            signature=signature(found),
            verify_url=f"{current_app.config['SETTINGS'].base_url}/quyet-dinh/{found.verification_code}"
            if issued
            else "",
            verify_code=found.verification_code if issued else "",
        ),
        title="Quyết định khen thưởng" if issued else "Dự thảo Quyết định khen thưởng",
        number=found.full_number,
        suffix="" if issued else "-du-thao",
    )


def signature(found: Decision) -> Signature:
    """Return the signature of a decision: the head himself, or a deputy for the head (KT.)."""
    head = found.unit.head_title
    post = found.signer_title.split(" Ủy ban")[0] if found.signer_title else head
    return Signature(authority=(f"KT. {head}",) if post.startswith("Phó") else (), post=post, name=found.signer_name)


def _recitals(dossier: Dossier, day: date) -> tuple[str, ...]:
    decider, keeper = dossier.decider_unit, dossier.decider_unit.keeper
    facts = {"proposer": "Hội đồng Thi đua - Khen thưởng" if keeper.id == decider.id else head_of(keeper)}
    if item := newest_item(dossier):
        facts["minutes_on"] = _spoken(item.session.held_on)
    if written := newest(dossier, "to_trinh_quyet_dinh"):
        facts |= {"petition_number": written.number, "petition_on": _spoken(written.dated_on)}
    return recitals("quyet_dinh", dossier, decider, day, **facts)


def _spoken(day: date) -> str:
    return wording.full_date(day).removeprefix("ngày ")


def _achievement(dossier: Dossier) -> str:
    if dossier.campaign:
        return f"đã có thành tích xuất sắc trong phong trào thi đua “{dossier.campaign.name}”"
    if dossier.ground == "DOT_XUAT":
        return "đã có thành tích xuất sắc đột xuất"
    return f"đã có thành tích xuất sắc trong thực hiện nhiệm vụ công tác năm {dossier.year}"


def _executors(dossier: Dossier) -> str:
    decider, keeper = dossier.decider_unit, dossier.decider_unit.keeper
    if keeper.id == decider.id:
        return "Văn phòng, các bộ phận liên quan và các tập thể, hộ gia đình, cá nhân có tên tại Điều 1"
    return (
        f"Chánh Văn phòng {decider.name}, {keeper.head_title} {keeper.name}, Thủ trưởng các cơ quan, đơn vị liên quan "
        "và các tập thể, hộ gia đình, cá nhân có tên tại Điều 1"
    )
