"""The certificates of a decision, one for each recipient, numbered in the register."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app
from sqlalchemy import select

from dossiers import numbering
from dossiers.db import current_session
from dossiers.documents import decision as papers
from dossiers.models import Decision, Dossier, Nomination
from dossiers.papers.decision import signature
from dossiers.papers.letterhead import Context, Paper, award_name, head_of, nominee
from dossiers.rules import law

REGISTER = "SỔ KHEN THƯỞNG"


def certificates(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write one certificate for each recipient of an issued decision."""
    found = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if found is None or found.decided_on is None:
        return
    unit = dossier.decider_unit
    for line in found.nominations:
        number = numbering.take(unit.id, REGISTER, found.decided_on.year)
        yield Paper(
            unit,
            record_of(found, line, f"{number:04d}"),
            title=f"{award_name(line.award_code)}: {line.label}",
            number=f"{number:04d}",
            nomination_id=line.id,
            suffix=f"-{line.position:03d}",
        )


def record_of(found: Decision, line: Nomination, register_number: str) -> papers.Certificate:
    """Return what stands on the certificate of one recipient of an issued decision."""
    if found.decided_on is None:
        raise ValueError("a decision without its day has no certificates")
    award = law().award(line.award_code)
    base_url = current_app.config["SETTINGS"].base_url
    return papers.Certificate(
        decider=head_of(found.unit),
        award=award.title if award.is_title else award.title.split(" của ")[0],
        grant="Công nhận" if award.is_title else "Tặng",
        recipient=nominee(line),
        decision_number=found.full_number,
        decided_on=found.decided_on,
        register_number=register_number,
        place=found.unit.place,
        signature=signature(found),
        verify_url=f"{base_url}/quyet-dinh/{found.verification_code}",
        verify_code=found.verification_code,
    )
