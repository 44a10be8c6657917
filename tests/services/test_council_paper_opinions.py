"""Opinions that came on paper: entered for the absent, on open ballots only, and shown as such."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document as WordDocument
from sqlalchemy import select

from dossiers import storage
from dossiers.council import paper_opinions, results
from dossiers.db import current_session
from dossiers.models import Account, Document, Message, OpenVote, PaperOpinion, Turnout
from dossiers.subjects import find_item
from dossiers.uploads import Upload
from tests.council_world import TODAY, World, a_world, fresh
from tests.factories import NOW, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("app")

SCAN = Upload("phieu-da-ky.pdf", "application/pdf", b"%PDF-1.4\n%%EOF")


def a_session_with_an_absentee(*, is_secret: bool = False, due: date | None = TODAY) -> tuple[World, Account, int]:
    world = a_world().prepares().convenes()
    absentee = world.accounts[4]
    world.attends(written=[absentee], opinions_due_on=due)
    world.item.is_secret = is_secret
    current_session().commit()
    return world, absentee, world.opens().opens_item()


def enters(world: World, account: Account, item_id: int, choice: str = "yes", **more: object) -> int:
    choices = {ballot.id: choice for ballot in world.open_ballots(item_id)}
    arguments = {"actor": as_actor(world.secretary), "choices": choices, "upload": SCAN, "at": NOW, **more}
    return paper_opinions.enter(item_id=item_id, member_id=world.member(account).id, **arguments)  # type: ignore[arg-type]


def test_the_opinion_counts_once_its_member_is_told_and_the_papers_say_how_it_came() -> None:
    world, absentee, item_id = a_session_with_an_absentee()
    opinion_id = enters(world, absentee, item_id, "no")
    fresh()
    assert storage.get(current_session().get_one(PaperOpinion, opinion_id).sha256) == SCAN.content
    told = current_session().scalars(select(Message).where(Message.account_id == absentee.id)).all()
    assert told[-1].kind == "item.paper_opinion_entered"
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        world.votes(absentee, item_id)
    with pytest.raises(Invalid):
        enters(world, absentee, item_id)
    for account in world.accounts[:4]:
        world.votes(account, item_id)
    world.counts(item_id)
    first = results.counted(find_item(item_id))[0]
    assert (first.ballot.yes, first.ballot.no, first.ballot.written) == (4, 1, 1)
    assert [vote.who for vote in first.votes if vote.choice == "no"] == [f"{absentee.full_name} (ý kiến trên giấy)"]
    world.closes_item(item_id)
    world.closes()
    paper = current_session().scalars(select(Document).where(Document.kind == "bien_ban_hop_hoi_dong")).one()
    word = WordDocument(BytesIO(storage.get(paper.sha256)))
    told_in_minutes = "\n".join(each.text for each in word.paragraphs)
    told_in_minutes += "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "ý kiến bằng văn bản trên giấy ở 1 nội dung" in told_in_minutes


def test_a_secret_ballot_takes_no_opinion_from_the_secretary_and_says_where_it_goes() -> None:
    world, absentee, item_id = a_session_with_an_absentee(is_secret=True)
    with pytest.raises(Refused, match="ban kiểm phiếu mở, đếm cùng phiếu giấy"):
        enters(world, absentee, item_id)
    fresh()
    assert current_session().query(Turnout).count() == current_session().query(PaperOpinion).count() == 0


def test_after_the_due_day_nothing_is_taken() -> None:
    world, absentee, item_id = a_session_with_an_absentee()
    with pytest.raises(Refused, match="đã qua"):
        enters(world, absentee, item_id, at=NOW + timedelta(days=1))


def test_only_the_absent_who_are_heard_in_writing_and_only_the_secretary() -> None:
    world, absentee, item_id = a_session_with_an_absentee()
    with pytest.raises(Invalid):
        enters(world, world.accounts[3], item_id)
    with pytest.raises(NotAllowed):
        enters(world, absentee, item_id, actor=as_actor(world.accounts[3]))
    with pytest.raises(Invalid):
        enters(world, absentee, item_id, choices={})
    word = Upload("y-kien.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK")
    with pytest.raises(Invalid, match="PDF"):
        enters(world, absentee, item_id, upload=word)
    fresh()
    assert current_session().query(OpenVote).count() == 0
