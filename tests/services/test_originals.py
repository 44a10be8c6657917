"""Documents held against the journal: what is intact, what is not, and what a file is a true copy of."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from dossiers import storage
from dossiers.authenticity import originals
from dossiers.db import current_session
from dossiers.models import Document
from dossiers.storage import Condition
from tests.decision_world import World, before_decision, propose
from tests.factories import a_unit, an_account, as_actor
from workflow.errors import Missing


def a_document(kind: str = "quyet_dinh") -> tuple[World, Document]:
    world = before_decision()
    propose(world)
    return world, current_session().query(Document).filter_by(kind=kind).one()


def test_a_document_is_what_the_journal_says_was_written(app: Flask) -> None:
    world, document = a_document()
    found = originals.find(document.id)
    assert found.is_intact
    assert found.entry is not None
    assert found.entry.actor_name == world.appraiser.full_name
    content = storage.get(document.sha256)
    assert found.is_same(content)
    assert not found.is_same(content + b" ")
    assert not found.is_same(b"")


def test_a_damaged_file_is_never_sent_and_a_good_copy_is_still_recognised(app: Flask) -> None:
    _world, document = a_document()
    content = storage.get(document.sha256)
    storage.path_of(document.sha256).write_bytes(content[:-1] + b"?")
    found = originals.find(document.id)
    assert (found.stored, found.is_intact, found.is_vouched_for) == (Condition.DAMAGED, False, True)
    with pytest.raises(Missing, match="đã bị thay đổi hoặc hỏng"):
        storage.get(document.sha256)
    assert found.is_same(content)
    storage.put(content)
    assert originals.find(document.id).is_intact


@pytest.mark.parametrize("loss", ["removed", "a folder in its place"])
def test_a_lost_file_is_told(loss: str, app: Flask) -> None:
    _world, document = a_document()
    path = storage.path_of(document.sha256)
    path.unlink()
    if loss != "removed":
        path.mkdir()
    assert originals.find(document.id).stored is Condition.GONE
    with pytest.raises(Missing, match="không còn trong kho"):
        storage.get(document.sha256)


def test_a_row_that_was_changed_behind_the_journal_is_not_vouched_for(app: Flask) -> None:
    _world, document = a_document()
    forged = storage.put("quyết định giả".encode())
    current_session().execute(update(Document).where(Document.id == document.id).values(sha256=forged))
    current_session().commit()
    found = originals.find(document.id)
    assert (found.stored, found.is_vouched_for, found.is_intact) == (Condition.INTACT, False, False)
    assert not found.is_same("quyết định giả".encode())


def test_a_file_is_traced_only_among_what_the_person_may_see(app: Flask) -> None:
    world, document = a_document()
    content = storage.get(document.sha256)
    assert [each.document.id for each in originals.with_content(content, as_actor(world.chairman))] == [document.id]
    stranger = an_account("clerk", unit=a_unit("Sở Y tế", "department"))
    assert originals.with_content(content, as_actor(stranger)) == []
    assert originals.with_content(b"khac", as_actor(world.chairman)) == []


def test_an_internal_paper_is_not_traced_by_the_unit(app: Flask) -> None:
    world, document = a_document("to_trinh_quyet_dinh")
    content = storage.get(document.sha256)
    assert originals.with_content(content, as_actor(world.clerk)) == []
    assert originals.with_content(content, as_actor(world.appraiser)) != []


def test_all_documents_are_gone_through_at_once(app: Flask) -> None:
    _world, document = a_document()
    every = list(originals.every())
    assert len(every) == current_session().query(Document).count()
    assert all(each.is_intact for each in every)
    storage.path_of(document.sha256).unlink()
    assert [each.document.id for each in originals.every() if not each.is_intact] == [document.id]
