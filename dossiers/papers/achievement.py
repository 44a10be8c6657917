"""The achievement reports of a dossier: each in the form that the law's data name for it, with that form's parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from dossiers.documents import achievement as papers
from dossiers.documents.achievement import AchievementReport, CollectiveProfile, HouseholdProfile, PersonProfile
from dossiers.documents.letterhead import Signature
from dossiers.documents.wording import short_date
from dossiers.models import Dossier, Nomination, Unit
from dossiers.nomination_fields import BY_CODE, form_of, rows_of
from dossiers.papers.letterhead import Context, Paper, award_name, head_signature, heading
from dossiers.rules import law
from dossiers.words import MEASURES, RATINGS, SCOPES, WORKS

NO_RESULT = "Theo kết quả đánh giá, xếp loại của đơn vị"


def achievement_reports(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write one achievement report for each nomination, in the form of its award, ground and kind."""
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
    form = form_of(dossier, line.kind)
    parts = set(form.parts)
    awards = [*line.evidence.get("awards", ())] if "past_awards" in parts else []
    simplified = dossier.procedure == "tinh_don_gian"
    return AchievementReport(
        heading=heading(dossier.unit, day=day),
        form=cast(papers.ReportForm, form.code),
        abstract=f"Đề nghị tặng {award_name(line.award_code)}",
        person=_person(line) if line.kind == "individual" else None,
        collective=_collective(line) if line.kind == "collective" else None,
        household=_household(line) if line.kind == "household" else None,
        duties=report.get("duties", "") if line.kind == "individual" else "",
        career=_career(line) if "career" in parts else (),
        achievements=report.get("results", "") or line.achievement,
        results=_results(line) if "results_by_year" in parts else (),
        indicators=_indicators(line) if "indicators" in parts else (),
        initiatives=_initiatives(line) if "initiatives" in parts else (),
        **{
            part: report.get(part, "") if part in parts else ""
            for part in ("measures", "policy", "unions", "unit_summary")
        },
        titles=tuple(_past(each) for each in awards if law().award(each["award"]).is_title),
        commendations=tuple(_past(each) for each in awards if not law().award(each["award"]).is_title),
        discipline=_discipline(line) if "discipline" in parts else "",
        reporter=head_signature(dossier.unit) if simplified else _reporter(line, dossier.unit),
        confirmation=head_signature(dossier.unit) if _is_confirmed(line) else None,
    )


def _results(line: Nomination) -> tuple[papers.YearResult, ...]:
    rated = sorted(line.evidence.get("ratings", ()), key=lambda each: each["year"])
    return tuple(
        papers.YearResult(
            year=each["year"], rating=RATINGS.get(each["rating"], ""), result=each.get("note") or NO_RESULT
        )
        for each in rated
    )


def _rows(line: Nomination, code: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table; text from before it had columns is one row of it, never lost."""
    field = BY_CODE[code]
    text = str(field.value_of(line) or "")
    try:
        return rows_of(field, text)
    except ValueError:
        return tuple((each,) + ("",) * (len(field.cells) - 1) for each in text.splitlines() if each.strip())


def _career(line: Nomination) -> tuple[papers.CareerStep, ...]:
    return tuple(
        papers.CareerStep(period=period, post=post, length=length)
        for period, post, length in _rows(line, "report.career")
    )


def _indicators(line: Nomination) -> tuple[papers.Indicator, ...]:
    return tuple(
        papers.Indicator(name=name, measure=measure, before=before, now=now, others=others)
        for name, measure, before, now, others in _rows(line, "report.indicators")
    )


def _initiatives(line: Nomination) -> tuple[papers.Work, ...]:
    return tuple(
        papers.Work(
            title=each.get("title", ""),
            sort=WORKS.get(each.get("kind", ""), ""),
            scope=SCOPES.get(each.get("scope", ""), ""),
            recognised_on=_day(each.get("recognised_on")),
        )
        for each in line.evidence.get("initiatives", ())
    )


def _discipline(line: Nomination) -> str:
    """What is told of discipline; nothing told stays nothing, and is not "none"."""
    told = line.evidence.get("discipline")
    if told is None:
        return ""
    return "\n".join(_measure(each) for each in told) or "Không."


def _measure(row: dict[str, Any]) -> str:
    until = f" đến {short_date(_day(row['to']))}" if row.get("to") else ""
    since = f" từ {short_date(_day(row['from']))}" if row.get("from") else ""
    return f"{MEASURES.get(row['measure'], row['measure'])}{since}{until}."


def _is_confirmed(line: Nomination) -> bool:
    """Whether the head confirms what somebody else reports; a summary report is the proposing body's own."""
    if line.dossier.procedure == "tinh_don_gian":
        return False
    return line.kind != "collective" or bool(line.report.get("head_name"))


def _reporter(line: Nomination, unit: Unit) -> Signature:
    """Who signs: the person, the head of the household, of a collective its own head or else the unit's."""
    if line.kind == "collective":
        head = str(line.report.get("head_name", ""))
        return Signature(post=line.report.get("head_title", ""), name=head) if head else head_signature(unit)
    return Signature(post="Người báo cáo" if line.kind == "individual" else "Chủ hộ", name=line.name)


def _person(line: Nomination) -> PersonProfile:
    report = line.report
    return PersonProfile(
        name=line.name,
        born_on=_day(report.get("born_on")),
        gender=line.gender.capitalize(),
        nationality=report.get("nationality", ""),
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
        history=report.get("history", ""),
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


def _past(each: dict[str, Any]) -> papers.PastAward:
    return papers.PastAward(
        year=each["year"],
        name=award_name(each["award"]),
        decision=each.get("decision_number", ""),
        decided_on=_day(each.get("decided_on")),
        issued_by=each.get("issued_by", ""),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
