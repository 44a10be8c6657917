"""The standing body's papers of reception and appraisal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import current_app
from sqlalchemy import select

from dossiers import components, duplicates, facts, findings
from dossiers.db import current_session
from dossiers.documents.letterhead import Signature
from dossiers.documents.reception import (
    AppraisalReport,
    AppraisedNomination,
    ConsultationLetter,
    CorrectionRequest,
    Fault,
    Receipt,
    ReceivedComponent,
    RuleCheck,
)
from dossiers.models import Account, Appraisal, Consultation, CorrectionFlag, Dossier, Nomination
from dossiers.models.appraisal import PROPOSALS
from dossiers.papers.letterhead import (
    Context,
    Paper,
    about,
    head_of,
    head_signature,
    nominee,
    numbered_heading,
    petition_named,
    recitals,
)
from dossiers.rules import law
from workflow.findings import Finding, Outcome

OUTCOMES = {
    Outcome.MET: "Đạt",
    Outcome.NOT_MET: "Không đạt",
    Outcome.UNKNOWN: "Thiếu chứng cứ",
    Outcome.JUDGEMENT: "Hội đồng xét",
    Outcome.HOLD: "Tạm dừng xét",
}
SIMPLE_COPIES = ("Như trên", "Lưu: VT")


def receipt(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the receipt: what was handed in, when, and until when it will be dealt with."""
    keeper = dossier.decider_unit.keeper
    appraiser = dossier.appraiser
    letterhead = numbered_heading(keeper, "PTN", context.day)
    yield Paper(
        keeper,
        Receipt(
            heading=letterhead,
            code=dossier.code,
            unit=dossier.unit.name,
            submitted_by=dossier.submitted_by.full_name if dossier.submitted_by else "",
            award=about(dossier),
            received_on=dossier.received_on or context.day,
            due_on=dossier.due_on or context.day,
            components=tuple(
                ReceivedComponent(name=each.name, quantity=each.quantity, form="Bản điện tử", note=each.note)
                for each in components.handed_in(dossier)
            ),
            contact=keeper.name,
            lookup=f"{current_app.config['SETTINGS'].base_url}/ho-so/{dossier.id}",
            signature=_person(appraiser, "Người tiếp nhận"),
        ),
        number=letterhead.numbered(),
    )


def _person(account: Account | None, post: str) -> Signature:
    return Signature(post=post, name=account.full_name if account else "")


def correction_request(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the letter that says what to correct, where, why and by when."""
    request = facts.open_correction(dossier)
    if request is None:
        return
    keeper = dossier.decider_unit.keeper
    letterhead = numbered_heading(keeper, "", context.day)
    yield Paper(
        keeper,
        CorrectionRequest(
            heading=letterhead,
            abstract=f"bổ sung, hoàn thiện hồ sơ đề nghị {about(dossier)}",
            addressees=(dossier.unit.name,),
            code=dossier.code,
            petition=petition_named(dossier),
            faults=tuple(_fault(flag, dossier) for flag in request.flags)
            or (Fault(what=request.reason, where="Toàn bộ hồ sơ"),),
            due_on=request.due_on,
            contact=keeper.name,
            copies_to=SIMPLE_COPIES,
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
        suffix=f"-lan-{request.round}",
    )


def _fault(flag: CorrectionFlag, dossier: Dossier) -> Fault:
    line = next((each for each in dossier.nominations if each.id == flag.nomination_id), None)
    name = components.field_name(flag.field, dossier)
    return Fault(
        what=flag.note or f"Bổ sung, chỉnh sửa: {name}",
        where=f"{line.label}: {name}" if line else f"Hồ sơ: {name}",
        why=components.citation_of(flag.field, dossier),
    )


def appraisal_report(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the appraisal report: each rule with its outcome and article, and a proposal for each nomination."""
    keeper = dossier.decider_unit.keeper
    letterhead = numbered_heading(keeper, "BC", context.day)
    lines = [line for line in dossier.nominations if line.outcome != "withdrawn"]
    notes = duplicates.of_lines(lines, dossier, context.day, is_inside=True)
    appraised = [_appraised(line, dossier, context, notes.get(line.id, ())) for line in lines]
    proposed = sum(each.proposal == PROPOSALS["propose"] for each in appraised)
    yield Paper(
        keeper,
        AppraisalReport(
            heading=letterhead,
            abstract=f"Kết quả thẩm định hồ sơ đề nghị tặng {about(dossier)} của {dossier.unit.name}",
            addressees=_readers(dossier),
            recitals=recitals("bao_cao_tham_dinh", dossier, keeper, context.day),
            code=dossier.code,
            unit=dossier.unit.name,
            petition=petition_named(dossier),
            received_on=dossier.received_on or context.day,
            nominations=tuple(appraised),
            conclusion=f"{keeper.name} thẩm định {len(appraised):02d} đề nghị; "
            f"đề nghị khen thưởng {proposed:02d} đề nghị.{_law_chosen(dossier)}",
            copies_to=SIMPLE_COPIES,
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
    )


def _readers(dossier: Dossier) -> tuple[str, ...]:
    decider = dossier.decider_unit
    if dossier.procedure == "tinh_don_gian":
        return (head_of(decider),)
    return (f"Hội đồng Thi đua - Khen thưởng {decider.name.removeprefix('Ủy ban nhân dân ')}",)


def _law_chosen(dossier: Dossier) -> str:
    """Return the sentence on a newer law that was applied because it is more favourable."""
    if dossier.law_chosen_on is None:
        return ""
    source = law().versions.on(dossier.law_chosen_on).citation
    return f" Hồ sơ áp dụng luật có hiệu lực từ ngày {dossier.law_chosen_on:%d/%m/%Y} ({source}): {dossier.law_reason}"


def _appraised(line: Nomination, dossier: Dossier, context: Context, notes: Sequence[Finding]) -> AppraisedNomination:
    appraisal = newest_appraisal(line)
    answer = findings.check(line, dossier, context.day)
    missing = components.missing_of_nomination(line, dossier)
    return AppraisedNomination(
        nominee=nominee(line),
        components=f"Thiếu: {', '.join(missing)}" if missing else "Đủ thành phần theo quy định",
        checks=tuple(
            RuleCheck(
                rule=each.reason,
                outcome=OUTCOMES[each.outcome],
                citation=each.citation,
                reason="" if each.is_met else each.remedy,
            )
            for each in (answer.findings if answer else ())
        ),
        duplicates=" ".join(f"{note.reason} ({note.citation})" for note in notes) or duplicates.NONE_FOUND,
        holds=line.hold_reason or "Không",
        opinion=appraisal.opinion if appraisal else "",
        proposal=PROPOSALS[appraisal.proposal] if appraisal else "",
    )


def newest_appraisal(line: Nomination) -> Appraisal | None:
    """Return the appraisal that counts."""
    query = select(Appraisal).where(Appraisal.nomination_id == line.id).order_by(Appraisal.id.desc())
    return current_session().scalars(query).first()


def consultation_letter(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write one letter to the offices asked in this step."""
    asked = [
        each
        for each in current_session().scalars(select(Consultation).where(Consultation.dossier_id == dossier.id))
        if each.asked_at == context.at
    ]
    if not asked:
        return
    keeper = dossier.decider_unit.keeper
    letterhead = numbered_heading(keeper, "", context.day)
    yield Paper(
        keeper,
        ConsultationLetter(
            heading=letterhead,
            abstract=f"lấy ý kiến về đối tượng đề nghị tặng {about(dossier)}",
            addressees=tuple(each.unit.name for each in asked),
            reason=f"{keeper.name} đang thẩm định hồ sơ {dossier.code} của {dossier.unit.name}.",
            question=asked[0].question,
            nominees=tuple(nominee(line) for line in dossier.live_nominations),
            due_on=asked[0].due_on,
            reply_to=keeper.name,
            copies_to=SIMPLE_COPIES,
            signature=head_signature(keeper),
        ),
        number=letterhead.numbered(),
    )
