from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from dossiers import journal
from dossiers.db import current_session, db
from dossiers.models import Document, Dossier, JournalEntry
from dossiers.submission import service
from tests.factories import NOW, a_dossier, a_province, a_unit, an_account, as_actor
from workflow.errors import Stale
from workflow.permissions import Actor

ROUNDS = 200


def submit_at_once(app: Flask, barrier: Barrier, dossier_id: int, actor: Actor) -> str:
    with app.app_context():
        barrier.wait()
        try:
            service.submit(actor=actor, dossier_id=dossier_id, seen=1, at=NOW)
        except Stale:
            return "stale"
        finally:
            db.session.remove()
        return "submitted"


def test_of_two_simultaneous_submissions_exactly_one_wins(app: Flask) -> None:
    province = a_province()
    unit = a_unit(parent_id=province.id)
    clerks = [an_account("clerk", unit=unit) for _ in range(2)]
    ids = [
        a_dossier(unit, province, clerks[0], ground="DOT_XUAT", procedure="tinh_don_gian", nominations=1).id
        for _ in range(ROUNDS)
    ]
    actors = [as_actor(clerk) for clerk in clerks]
    db.session.remove()
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        for dossier_id in ids:
            tries = [pool.submit(submit_at_once, app, barrier, dossier_id, actor) for actor in actors]
            assert sorted(each.result() for each in tries) == ["stale", "submitted"]

    session = current_session()
    assert set(session.execute(select(Dossier.state, Dossier.version))) == {("submitted", 2)}
    entries = session.scalars(select(JournalEntry.dossier_id).where(JournalEntry.action == "dossier.submit"))
    assert Counter(entries) == Counter(ids)
    papers = session.execute(
        select(Document.dossier_id, func.count()).where(Document.kind == "to_trinh").group_by(Document.dossier_id)
    )
    assert {dossier_id: count for dossier_id, count in papers} == dict.fromkeys(ids, 1)
    assert journal.verify(journal.stored()).ok
