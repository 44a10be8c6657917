"""The papers of a council asked in writing: the letter to its members, and the slips with their due day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossiers.db import current_session
from dossiers.documents.council import SlipItem, VoteSlip
from dossiers.documents.letterhead import Heading
from dossiers.documents.reception import ConsultationLetter
from dossiers.models import CouncilSession, Document, Nomination, WrittenRound
from dossiers.papers import session
from dossiers.papers.letterhead import Context, Paper, award_name, head_signature, numbered_heading


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
                    abstract=held.title,
                    secret=is_secret,
                    items=tuple(_item(line) for line in lines),
                    return_by=due_on,
                    in_writing=True,
                ),
                title="Phiếu lấy ý kiến (kín)" if is_secret else "Phiếu lấy ý kiến (công khai)",
                suffix="-kin" if is_secret else "-cong-khai",
            )


def letter(held: CouncilSession, context: Context) -> Iterator[Paper]:
    """Write the letter with which the slips go to the members; it names nobody, so that it suits the recused too."""
    written = current_session().get(WrittenRound, held.id)
    if written is None:
        return
    keeper = held.council.unit.keeper
    letterhead = numbered_heading(keeper, "", context.day)
    yield Paper(
        keeper,
        ConsultationLetter(
            heading=letterhead,
            abstract=f"lấy ý kiến thành viên {held.council.name}",
            addressees=(f"Các thành viên {held.council.name}",),
            reason=(
                f"{keeper.name} gửi phiếu lấy ý kiến “{held.title}” theo ý kiến của người chủ trì; Hội đồng không tổ "
                "chức họp."
            ),
            question="việc xét thi đua, khen thưởng",
            nominees=(),
            to_members=True,
            due_on=written.due_on,
            reply_to=keeper.name,
            copies_to=("Như trên", "Lưu: VT, HĐTĐKT"),
            signature=head_signature(keeper),
        ),
        title="Công văn lấy ý kiến thành viên Hội đồng",
        number=letterhead.numbered(),
    )


def _item(nomination: Nomination) -> SlipItem:
    return SlipItem(
        name=nomination.label,
        unit=", ".join(filter(None, (nomination.post, nomination.workplace))),
        award=award_name(nomination.award_code),
    )
