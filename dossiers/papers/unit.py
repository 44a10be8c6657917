"""The unit's own papers: petition and list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossiers.documents.letterhead import Heading
from dossiers.documents.petition import CandidateList, Petition
from dossiers.models import Dossier, Unit
from dossiers.papers.letterhead import (
    Context,
    Paper,
    about,
    award_counts,
    head_of,
    head_signature,
    heading,
    nominee,
    numbered_heading,
    petition_named,
    recitals,
    typed_heading,
)


def petition(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the unit's petition; at the step that forwards to the State level, the province's own."""
    if context.step == "forward":
        yield _province_petition(dossier, context)
        return
    record = _petition(
        dossier,
        typed_heading(dossier.unit, dossier.petition_number, dossier.petition_on),
        dossier.unit,
        addressees=_addressees(dossier),
        reason="\n".join(filter(None, (dossier.reason, dossier.request))),
        day=dossier.petition_on or context.day,
    )
    yield Paper(dossier.unit, record, number=dossier.petition_number)


def _province_petition(dossier: Dossier, context: Context) -> Paper:
    unit = dossier.decider_unit
    letterhead = numbered_heading(unit, "TTr", context.day)
    record = _petition(
        dossier,
        letterhead,
        unit,
        addressees=("Thủ tướng Chính phủ", "Bộ Nội vụ"),
        reason=f"{dossier.reason}\nHội đồng Thi đua - Khen thưởng đã xét, danh sách đã được công khai theo quy định.",
        day=context.day,
    )
    return Paper(unit, record, title=f"Tờ trình của {unit.name}", number=letterhead.numbered(), suffix="-tinh")


def _petition(
    dossier: Dossier, letterhead: Heading, unit: Unit, *, addressees: tuple[str, ...], reason: str, day: date
) -> Petition:
    return Petition(
        heading=letterhead,
        abstract=f"Về việc đề nghị tặng {about(dossier)}",
        addressees=addressees,
        recitals=recitals("to_trinh", dossier, unit, day),
        reason=reason,
        awards=award_counts(dossier.live_nominations),
        simplified=dossier.procedure == "tinh_don_gian",
        attachments=(
            "Danh sách tập thể, hộ gia đình, cá nhân đề nghị khen thưởng",
            "Báo cáo thành tích",
            "Biên bản xét khen thưởng",
        ),
        copies_to=("Như trên", "Lưu: VT"),
        signature=head_signature(unit, for_body=True),
    )


def _addressees(dossier: Dossier) -> tuple[str, ...]:
    decider = dossier.decider_unit
    if decider.keeper.id == decider.id:
        return (head_of(decider),)
    return (head_of(decider), decider.keeper.name)


def candidate_list(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the list that goes with the petition, in the unit's own order within each kind."""
    unit = dossier.decider_unit if context.step == "forward" else dossier.unit
    yield Paper(
        unit,
        CandidateList(
            heading=heading(unit, day=context.day if context.step == "forward" else dossier.petition_on),
            abstract=f"Đề nghị tặng {about(dossier)}",
            attached_to="" if context.step == "forward" else f"Kèm theo {petition_named(dossier)}",
            nominees=tuple(nominee(line) for line in dossier.live_nominations),
            signature=head_signature(unit, for_body=True),
        ),
        suffix="-tinh" if context.step == "forward" else "",
    )
