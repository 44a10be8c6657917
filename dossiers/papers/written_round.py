"""The slips of a council asked in writing, with the day by which they are to be back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossiers.db import current_session
from dossiers.documents.council import SlipItem, VoteSlip
from dossiers.documents.letterhead import Heading
from dossiers.models import CouncilSession, Document, Nomination, WrittenRound
from dossiers.papers import session
from dossiers.papers.letterhead import Context, Paper, award_name


def slips(held: CouncilSession, context: Context) -> Iterator[Paper]:
    """Write the slips of a session; those of a round are written when it is sent, and only then."""
    written = current_session().get(WrittenRound, held.id)
    if written is None:
        yield from session.slips(held, context)
        return
    known = current_session().query(Document.id).filter_by(session_id=held.id, kind="phieu_bau").first()
    if known is None:
        yield from _to_be_sent(held, written.due_on, context)


def _to_be_sent(held: CouncilSession, due_on: date, context: Context) -> Iterator[Paper]:
    for is_secret in (True, False):
        lines = [
            nomination
            for item in session.items_of(held)
            if item.is_secret is is_secret
            for nomination in item.dossier.nominations
            if nomination.outcome == "pending" and not nomination.hold_reason
        ]
        if lines:
            yield Paper(
                held.council.unit,
                VoteSlip(
                    heading=Heading(
                        superior=held.council.unit.name.replace("Ủy ban nhân dân", "UBND"),
                        body="Hội đồng Thi đua - Khen thưởng",
                        number=None,
                        symbol="",
                        place=held.council.unit.place,
                        issued_on=context.day,
                    ),
                    abstract=f"{held.title} (lấy ý kiến bằng văn bản)",
                    secret=is_secret,
                    items=tuple(_item(line) for line in lines),
                    return_by=due_on,
                ),
                title="Phiếu lấy ý kiến (kín)" if is_secret else "Phiếu lấy ý kiến (công khai)",
                suffix="-kin" if is_secret else "-cong-khai",
            )


def _item(nomination: Nomination) -> SlipItem:
    return SlipItem(
        name=nomination.label,
        unit=", ".join(filter(None, (nomination.post, nomination.workplace))),
        award=award_name(nomination.award_code),
    )
