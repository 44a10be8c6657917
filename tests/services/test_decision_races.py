"""Two people at once: numbers without gaps, each signature and each answer once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from dossiers.db import current_session, db
from dossiers.decision import service
from dossiers.models import AwardRecord, Decision, Objection
from dossiers.notice import service as notices
from tests.decision_world import OVER, a_world, before_decision, object_to, post, propose, sign, vietnam
from tests.factories import a_dossier, a_nomination, as_actor, saved
from workflow.errors import Problem

ROUNDS = 200


def at_once(app: Flask, *works: Callable[[], Any]) -> list[Any]:
    """Run the works together; returns each one's answer, or the Problem it met."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                barrier.wait()
                return work()
            except Problem as problem:
                return problem
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_simultaneous_issues_leave_no_gap_and_repeat_no_number(app: Flask) -> None:
    world = a_world(state="before_decision", procedure="tinh_don_gian", ground="DOT_XUAT", outcome="pending")
    office = as_actor(world.office)
    pairs = [[an_approved_decision(world, n, side) for side in (0, 1)] for n in range(ROUNDS)]
    current_session().rollback()
    for pair in pairs:
        works = [lambda one=one: service.issue(actor=office, dossier_id=one, seen=1, at=OVER) for one in pair]
        assert all(isinstance(answer, Decision) for answer in at_once(app, *works))
    numbers = sorted(current_session().scalars(db.select(Decision.number)))
    assert numbers == list(range(1, 2 * ROUNDS + 1))


def an_approved_decision(world: Any, n: int, side: int) -> int:
    """A signed dossier that waits for its number; without certificates' worth of nominations."""
    dossier = a_dossier(
        world.unit,
        world.province,
        world.clerk,
        nominations=[a_nomination(f"Người {n}-{side}")],
        ground="DOT_XUAT",
        procedure="tinh_don_gian",
        state="decided",
    )
    saved(
        Decision(
            dossier_id=dossier.id,
            unit_id=world.province.id,
            state="approved",
            symbol="QĐ-UBND",
            verification_code=f"R{n}-{side}",
            signer_id=world.chairman.id,
            signer_name=world.chairman.full_name,
            signer_title="Chủ tịch",
            drafted_by_id=world.appraiser.id,
            drafted_at=OVER,
            approved_by_id=world.chairman.id,
            approved_at=OVER,
            nominations=list(dossier.nominations),
        )
    )
    return dossier.id


def test_one_dossier_issued_by_two_at_once_is_issued_once(app: Flask) -> None:
    world = before_decision("Nguyễn Văn An")
    propose(world)
    sign(world)
    seen, office = world.dossier.version, as_actor(world.office)
    current_session().rollback()

    def issue() -> Any:
        return service.issue(actor=office, dossier_id=world.dossier_id, seen=seen, at=OVER)

    answers = at_once(app, issue, issue)
    assert sum(isinstance(answer, Decision) for answer in answers) == 1
    assert sum(isinstance(answer, Problem) for answer in answers) == 1
    current_session().rollback()
    assert current_session().query(AwardRecord).count() == 1


def test_a_signature_and_an_upheld_objection_never_both_win(app: Flask) -> None:
    world = before_decision("Nguyễn Văn An")
    propose(world)
    objection = object_to(world, "Nguyễn Văn An", OVER)
    seen = world.dossier.version
    chairman, appraiser = as_actor(world.chairman), as_actor(world.appraiser)
    current_session().rollback()
    answers = at_once(
        app,
        lambda: service.decide(actor=chairman, dossier_id=world.dossier_id, seen=seen, at=OVER),
        lambda: notices.answer_objection(
            actor=appraiser, objection_id=objection.id, seen=seen, answer="Đúng", is_upheld=True, at=OVER
        ),
    )
    assert sum(isinstance(answer, Problem) for answer in answers) == 1


def test_one_sender_at_eight_places_at_once_gets_five_through(app: Flask) -> None:
    world = a_world()
    post(world)
    notice_id = world.notice.id
    current_session().rollback()

    def send() -> Any:
        return notices.receive_objection(
            notice_id=notice_id,
            nomination_id=None,
            about_name="Phạm Văn Vắng",
            sender_name="A",
            sender_contact="B",
            statement="C",
            upload=None,
            sender="một máy",
            at=vietnam(2026, 11, 30),
        )

    answers = at_once(app, *[send] * 8)
    assert sum(isinstance(answer, str) for answer in answers) == 5
    current_session().rollback()
    assert current_session().query(Objection).count() == 5
