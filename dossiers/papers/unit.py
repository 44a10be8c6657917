"""The unit's own papers: petition, list, achievement reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dossiers.documents.achievement import (
    AchievementReport,
    CollectiveProfile,
    HouseholdProfile,
    PastAward,
    PersonProfile,
    ReportForm,
    YearResult,
)
from dossiers.documents.letterhead import Heading, Signature
from dossiers.documents.petition import CandidateList, Petition
from dossiers.models import Dossier, Nomination, Unit
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
    petition_named,
    recitals,
    typed_heading,
)
from dossiers.rules import law

RATINGS = {
    "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
    "HTT": "Hoàn thành tốt nhiệm vụ",
    "HT": "Hoàn thành nhiệm vụ",
    "KHT": "Không hoàn thành nhiệm vụ",
}
FORMS: dict[str, ReportForm] = {
    "DOT_XUAT": "dot_xuat",
    "PHONG_TRAO": "chuyen_de",
    "CONG_HIEN": "cong_hien",
}


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


def achievement_reports(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write one achievement report for each nomination, in the form of its ground and kind."""
    for line in dossier.live_nominations:
        yield Paper(
            dossier.unit,
            achievement_report(line, context.day),
            title=f"Báo cáo thành tích: {line.label}",
            nomination_id=line.id,
            suffix=f"-{line.position:03d}",
        )


def achievement_report(line: Nomination, day: date) -> AchievementReport:
    """Return the data of a nomination's achievement report."""
    dossier, report = line.dossier, line.report
    awards = [*line.evidence.get("awards", ())]
    simplified = dossier.procedure == "tinh_don_gian"
    return AchievementReport(
        heading=heading(dossier.unit, day=day),
        form=_form(line),
        abstract=f"Đề nghị tặng {award_name(line.award_code)}",
        person=_person(line) if line.kind == "individual" else None,
        collective=_collective(line) if line.kind == "collective" else None,
        household=_household(line) if line.kind == "household" else None,
        duties=report.get("duties", "") if line.kind == "individual" else "",
        achievements=report.get("results", "") or line.achievement,
        results=tuple(
            YearResult(
                year=each["year"],
                rating=RATINGS.get(each["rating"], ""),
                result=each.get("note") or "Theo kết quả đánh giá, xếp loại của đơn vị",
            )
            for each in sorted(line.evidence.get("ratings", ()), key=lambda each: each["year"])
        ),
        titles=tuple(_past(each) for each in awards if law().award(each["award"]).is_title),
        commendations=tuple(_past(each) for each in awards if not law().award(each["award"]).is_title),
        reporter=head_signature(dossier.unit) if simplified else _reporter(line, dossier.unit),
        confirmation=head_signature(dossier.unit) if _is_confirmed(line) else None,
    )


def _is_confirmed(line: Nomination) -> bool:
    """Whether the head confirms what somebody else reports; a summary report is the proposing body's own."""
    return line.kind != "collective" and line.dossier.procedure != "tinh_don_gian"


def _form(line: Nomination) -> ReportForm:
    if form := FORMS.get(line.dossier.ground):
        return form
    return "cong_trang_ca_nhan" if line.kind == "individual" else "cong_trang_tap_the"


def _reporter(line: Nomination, unit: Unit) -> Signature:
    """Who signs the report: the person, the head of the household, or for a collective the unit that reports it."""
    if line.kind == "individual":
        return Signature(post="Người báo cáo", name=line.name)
    return Signature(post="Chủ hộ", name=line.name) if line.kind == "household" else head_signature(unit)


def _person(line: Nomination) -> PersonProfile:
    report = line.report
    return PersonProfile(
        name=line.name,
        born_on=_day(report.get("born_on")),
        gender=line.gender.capitalize(),
        home_town=report.get("home_town", ""),
        residence=report.get("residence", ""),
        unit=line.workplace,
        post=line.post,
        education=report.get("education", ""),
        party_joined_on=_day(report.get("party_joined_on")),
    )


def _collective(line: Nomination) -> CollectiveProfile:
    report = line.report
    return CollectiveProfile(
        name=line.name,
        address=report.get("address", ""),
        features=report.get("features", ""),
        duties=report.get("duties", ""),
    )


def _household(line: Nomination) -> HouseholdProfile:
    report = line.report
    members = report.get("members", "")
    return HouseholdProfile(
        head=line.label,
        address=report.get("address", "") or line.workplace,
        members=int(members) if str(members).isdecimal() else None,
        occupation=report.get("occupation", ""),
        features=report.get("features", ""),
    )


def _past(each: dict[str, Any]) -> PastAward:
    return PastAward(
        year=each["year"],
        name=award_name(each["award"]),
        decision=each.get("decision_number", ""),
        decided_on=_day(each.get("decided_on")),
        issued_by=each.get("issued_by", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
