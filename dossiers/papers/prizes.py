"""The list of prize money of an issued decision, for the cashier."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from dossiers import prizes
from dossiers.db import current_session
from dossiers.documents import prize_list as papers
from dossiers.documents import wording
from dossiers.models import Decision, Dossier
from dossiers.papers.decision import funding_of
from dossiers.papers.letterhead import Context, Paper, award_name, head_of, head_signature, heading, nominee
from dossiers.rules import law


def prize_list(dossier: Dossier, _context: Context) -> Iterator[Paper]:
    """Write the list of an issued decision, by the base salary of its day."""
    found = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if found is not None and found.decided_on is not None:
        yield Paper(found.unit.keeper, record_of(found))


def record_of(found: Decision) -> papers.PrizeList:
    """Return the data of the list; the same decision gives the same data on whatever day.

    Money by Nghị định 152/2025/NĐ-CP, Điều 49 and the following: coefficient × base salary of the decision's day,
    each product rounded up.
    """
    day, keeper = found.decided_on, found.unit.keeper
    if day is None:
        raise ValueError("a decision without its day has no prizes")
    awards = wording.listed([award_name(code) for code in dict.fromkeys(line.award_code for line in found.nominations)])
    each = [(line, prizes.found(line, day)) for line in found.nominations]
    known = [prize for _line, prize in each if prize]
    return papers.PrizeList(
        heading=heading(keeper, day=day),
        abstract=f"Tiền thưởng kèm theo {awards}",
        decision_number=found.full_number,
        decided_on=day,
        decider=head_of(found.unit) if found.state == "issued" else found.issuing_body,
        base_salary=known[0].base_salary if known else 0,
        rounding=law().parameter("prize.rounding").on(day).value,
        basis="; ".join(dict.fromkeys(part for prize in known for part in prize.citation.split("; "))),
        funding=funding_of(found.dossier) if known else "",
        lines=tuple(
            papers.PrizeLine(
                recipient=nominee(line),
                coefficient=f"{float(prize.coefficient):g}".replace(".", ",") if prize else "",
                amount=prize.amount if prize else 0,
            )
            for line, prize in each
        ),
        signature=head_signature(keeper),
    )
