"""Papers that go out: the public notice, its report, the result told to the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import current_app
from sqlalchemy import select

from dossiers import prizes
from dossiers.db import current_session
from dossiers.documents import notice as papers
from dossiers.documents import wording
from dossiers.documents.letterhead import Nominee
from dossiers.facts import notice_of
from dossiers.models import Decision, Document, Dossier, Nomination, Objection
from dossiers.papers.letterhead import (
    Context,
    Paper,
    about,
    award_name,
    head_of,
    head_signature,
    nominee,
    numbered_heading,
    petition_named,
    recitals,
)


def notice(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the notice to post: names, posts, award and short achievement, nothing else."""
    posted = notice_of(dossier)
    if posted is None:
        return
    keeper = dossier.decider_unit.keeper
    letterhead = numbered_heading(keeper, "TB", context.day)
    base = current_app.config["SETTINGS"].base_url
    yield Paper(
        keeper,
        papers.PublicNotice(
            heading=letterhead,
            abstract=f"Công khai danh sách đề nghị tặng {about(dossier)}",
            recitals=recitals("thong_bao_cong_khai", dossier, keeper, context.day),
            nominees=tuple(_public(line) for line in posted.nominations),
            first_on=posted.first_day,
            last_on=posted.last_day,
            working_days=posted.working_days,
            page=f"{base}/cong-khai/{posted.id}",
            address=keeper.name,
            copies_to=(dossier.unit.name, "Lưu: VT"),
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
    )


def _public(line: Nomination) -> Nominee:
    """A line as the public may read it: a household's place of work can be its home, so its unit stands there."""
    plain = nominee(line)
    return replace(plain, unit=line.dossier.unit.name) if line.kind == "household" else plain


def report(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the report of the notice: how long, where, which objections, with what outcome."""
    posted = notice_of(dossier)
    if posted is None:
        return
    keeper, decider = dossier.decider_unit.keeper, dossier.decider_unit
    letterhead = numbered_heading(keeper, "BC", context.day)
    held = [line for line in posted.nominations if line.hold_reason]
    yield Paper(
        keeper,
        papers.NoticeReport(
            heading=letterhead,
            abstract=f"Kết quả công khai danh sách đề nghị tặng {about(dossier)}",
            addressees=(head_of(decider),),
            notice=_cited_notice(dossier),
            first_on=posted.first_day,
            last_on=posted.last_day,
            working_days=posted.working_days,
            places=("Trang công khai của hệ thống", posted.place),
            nominations=len(posted.nominations),
            objections=tuple(_objection(each) for each in posted.objections),
            held=len(held),
            conclusion=f"{keeper.name} đề nghị tiếp tục trình xét, khen thưởng các đề nghị đủ điều kiện theo quy định.",
            copies_to=("Như trên", "Lưu: VT"),
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
    )


def _cited_notice(dossier: Dossier) -> str:
    written = newest(dossier, "thong_bao_cong_khai")
    return f"Thông báo số {written.number} {wording.full_date(written.dated_on)}" if written else "Thông báo công khai"


def _objection(each: Objection) -> papers.ObjectionOutcome:
    outcome = {
        True: "Phản ánh đúng, không tiếp tục xét",
        False: "Phản ánh không đúng, tiếp tục xét",
        None: "Đang xác minh, tạm dừng xét",
    }[each.is_upheld]
    if each.is_late and each.answered_at is None:
        outcome = "Gửi sau hạn công khai, đang xác minh, không dừng xét"
    return papers.ObjectionOutcome(
        code=each.receipt_code,
        about=each.about,
        statement=each.statement,
        conclusion=each.answer,
        outcome=outcome,
    )


def newest(dossier: Dossier, kind: str) -> Document | None:
    """Return the newest document of a kind of the dossier, or of the one it was split from."""
    query = select(Document).where(Document.dossier_id.in_((dossier.id, dossier.split_from_id)), Document.kind == kind)
    return current_session().scalars(query.order_by(Document.id.desc())).first()


def result(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Tell the unit what was granted, and what was not with its reason."""
    keeper = dossier.decider_unit.keeper
    letterhead = numbered_heading(keeper, "TB", context.day)
    granted = [line for line in dossier.nominations if line.outcome == "granted"]
    others = [line for line in dossier.nominations if line.outcome not in ("granted", "withdrawn")]
    yield Paper(
        keeper,
        papers.ResultNotice(
            heading=letterhead,
            abstract=f"Kết quả xét tặng {about(dossier)}",
            addressees=(dossier.unit.name,),
            petition=petition_named(dossier),
            decision=_cited_decision(dossier),
            granted=tuple(nominee(line, prize=prizes.of(line, context.day)) for line in granted),
            refused=tuple(_refused(line) for line in others),
            copies_to=("Như trên", "Lưu: VT"),
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
    )


def _cited_decision(dossier: Dossier) -> str:
    found = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if found is None or not found.full_number:
        return ""
    by = found.recorded_body or head_of(found.unit)
    return f"Quyết định số {found.full_number} {wording.full_date(found.decided_on)} của {by}"


def _refused(line: Nomination) -> papers.RefusedNomination:
    return papers.RefusedNomination(
        name=line.label,
        unit=", ".join(filter(None, (line.post, line.workplace))),
        award=award_name(line.award_code),
        reason=line.outcome_reason or line.hold_reason or "Hồ sơ kết thúc, không xét tiếp",
    )
