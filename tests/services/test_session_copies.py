from __future__ import annotations

import pytest
from flask import Flask

from dossiers import storage
from dossiers.authenticity import session_copies
from dossiers.council import recusals
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Account, Document, SessionCopy
from dossiers.uploads import Upload
from tests.council_world import World, a_meeting, a_world
from tests.factories import NOW, an_account, as_actor
from tests.signing_office import AT, a_pdf, by_both, printed
from workflow.errors import Invalid, Missing, NotAllowed, Refused

SCAN = b"%PDF-1.4\nscan\n%%EOF\n"


def closed() -> World:
    world = a_meeting()
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id)
    world.counts(item_id)
    world.closes_item(item_id)
    world.closes()
    return world


def invited() -> World:
    return a_world().prepares().convenes()


def paper(world: World) -> Document:
    """The last paper of the session: its minutes, or before the meeting the invitation."""
    query = current_session().query(Document).filter_by(session_id=world.session_id)
    return query.order_by(Document.id.desc()).first()


def keep(world: World, content: bytes, by: Account | None = None, name: str = "bien-ban.pdf") -> SessionCopy:
    media_type = "application/pdf" if name.endswith(".pdf") else "image/png"
    return session_copies.keep(
        actor=as_actor(by or world.secretary),
        session_id=world.session_id,
        document_id=paper(world).id,
        upload=Upload(name, media_type, content),
        at=AT,
    )


def test_a_scan_is_kept_bound_to_its_minutes_and_to_the_journal(app: Flask) -> None:
    world = closed()
    copy = keep(world, SCAN)
    assert (copy.verdict, copy.document_id) == ("scanned", paper(world).id)
    assert storage.get(copy.sha256) == SCAN
    entry = current_session().query(JournalEntry).filter_by(action="document.signed_copy_kept").one()
    assert entry.details["sha256"] == copy.sha256
    assert entry.details["document_sha256"] == paper(world).sha256


def test_the_same_file_is_not_kept_twice_and_a_better_scan_stands_beside_the_first(app: Flask) -> None:
    world = invited()
    keep(world, SCAN)
    with pytest.raises(Invalid) as fault:
        keep(world, SCAN)
    assert "đã được nhận" in fault.value.fields["file"]
    keep(world, SCAN + b"%", by=an_account("office_clerk", unit=world.province.keeper))
    assert len(session_copies.copies_of([paper(world)])[paper(world).id]) == 2


def test_a_paper_of_another_session_takes_no_copy_here(app: Flask) -> None:
    world = invited()
    with pytest.raises(Missing):
        session_copies.keep(
            actor=as_actor(world.secretary),
            session_id=world.session_id,
            document_id=10_000,
            upload=Upload("a.pdf", "application/pdf", SCAN),
            at=NOW,
        )


def test_members_and_whoever_is_recused_from_an_item_add_nothing(app: Flask) -> None:
    world = a_world(seats=6, dossiers=2).prepares().convenes()
    recusals.declare(actor=as_actor(world.secretary), item_id=world.items[1].id, ground="Là em.", at=NOW)
    paper = current_session().query(Document).filter_by(session_id=world.session_id).one()
    for account in (world.accounts[4], world.secretary):
        with pytest.raises(NotAllowed):
            session_copies.keep(
                actor=as_actor(account),
                session_id=world.session_id,
                document_id=paper.id,
                upload=Upload("a.pdf", "application/pdf", SCAN),
                at=NOW,
            )


def test_minutes_signed_digitally_are_examined_and_pages_that_differ_are_left_to_people(sqlite_app: Flask) -> None:
    world = invited()
    pdf = printed(paper(world).sha256)
    copy = keep(world, by_both(pdf))
    assert copy.verdict == "unchecked"
    assert {finding["rule"] for finding in copy.findings if finding["outcome"] == "met"} >= {"origin", "intact"}
    retyped = keep(world, by_both(a_pdf("Bien ban danh may lai")))
    assert {each["outcome"] for each in retyped.findings if each["rule"] == "origin"} == {"judgement"}


def test_minutes_that_were_changed_after_they_were_signed_are_refused(sqlite_app: Flask) -> None:
    world = invited()
    spoiled = by_both(printed(paper(world).sha256)).replace(b"Quyet dinh", b"Quyet dixh", 1)
    with pytest.raises(Refused) as fault:
        keep(world, spoiled)
    assert fault.value.findings
    assert current_session().query(SessionCopy).count() == 0
