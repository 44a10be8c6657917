from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from dossiers import journal
from dossiers.appraisal import name_service
from dossiers.db import current_session, db
from dossiers.models import Account, Message, NameCheck
from tests.decision_world import OVER, POSTED, World, a_world, close, post, propose
from tests.factories import a_unit, an_account, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

AN, RIGHT = "Nguyễn Văn An", "Nguyễn Văn Ân"


def ask(world: World, by: Account | None = None, name: str = AN) -> str:
    line = world.line(name)
    return name_service.ask(
        actor=as_actor(by or world.clerk), dossier_id=line.dossier_id, nomination_id=line.id, at=POSTED
    )


def settle(world: World, *, is_accepted: bool = True, by: Account | None = None, reason: str = "Đã đối chiếu") -> None:
    check = current_session().query(NameCheck).filter_by(state="proposed").one()
    line = check.nomination
    name_service.settle(
        actor=as_actor(by or world.appraiser),
        dossier_id=line.dossier_id,
        nomination_id=line.id,
        check_id=check.id,
        is_accepted=is_accepted,
        reason=reason,
        at=OVER,
    )


def test_a_confirmed_name_changes_nothing_and_spends_the_link(app: Flask) -> None:
    world = a_world(AN)
    token = ask(world)
    name_service.answer(token=token, proposed=None, at=POSTED)
    assert world.line(AN).name == AN
    with pytest.raises(Refused):
        name_service.answer(token=token, proposed=RIGHT, at=POSTED)
    assert [check.state for check in name_service.checks_of(world.line(AN))] == ["confirmed"]
    assert [m.account_id for m in current_session().query(Message).filter_by(kind="nomination.notice")] == [
        world.clerk.id
    ]


def test_a_proposed_spelling_waits_for_the_appraiser_and_is_then_the_name(app: Flask) -> None:
    world = a_world(AN)
    name_service.answer(token=ask(world), proposed=f"  {RIGHT} ", at=POSTED)
    assert world.line(AN).name == AN
    settle(world)
    assert world.line(RIGHT).search_key == "nguyen van an"
    entry = next(each for each in journal.of_dossier(world.dossier_id) if each.action == "nomination.name_accepted")
    assert (entry.details["before"], entry.details["after"], entry.details["reason"]) == (AN, RIGHT, "Đã đối chiếu")


def test_a_declined_spelling_leaves_the_name_with_its_reason_kept(app: Flask) -> None:
    world = a_world(AN)
    name_service.answer(token=ask(world), proposed=RIGHT, at=POSTED)
    settle(world, is_accepted=False, reason="Giấy tờ ghi An")
    assert world.line(AN).name == AN
    assert current_session().query(NameCheck).one().reason == "Giấy tờ ghi An"
    with pytest.raises(Refused):
        name_service.settle(
            actor=as_actor(world.appraiser),
            dossier_id=world.dossier_id,
            nomination_id=world.line(AN).id,
            check_id=current_session().query(NameCheck).one().id,
            is_accepted=True,
            reason="x",
            at=OVER,
        )


def test_of_a_name_on_notice_the_journal_says_so_when_it_is_corrected(app: Flask) -> None:
    world = a_world(AN, "Trần Thị Bình")
    post(world)
    name_service.answer(token=ask(world), proposed=RIGHT, at=POSTED)
    settle(world)
    entry = next(each for each in journal.of_dossier(world.dossier_id) if each.action == "nomination.name_accepted")
    assert entry.details["standing"] == "đã công khai"


def test_a_name_in_a_drafted_decision_is_neither_asked_nor_changed(app: Flask) -> None:
    world = a_world(AN)
    post(world)
    name_service.answer(token=ask(world), proposed=RIGHT, at=POSTED)
    close(world)
    propose(world)
    with pytest.raises(Refused):
        settle(world)
    with pytest.raises(Refused):
        ask(world)
    assert world.line(AN).name == AN


def test_a_newer_link_ends_the_older_and_a_link_ends_by_itself(app: Flask) -> None:
    world = a_world(AN)
    older, newer = ask(world), ask(world)
    with pytest.raises(Refused):
        name_service.answer(token=older, proposed=None, at=POSTED)
    with pytest.raises(Refused):
        name_service.find_open(newer, POSTED + timedelta(days=15))
    with pytest.raises(Refused):
        name_service.find_open("khong-co", POSTED)


def test_the_token_is_kept_nowhere(app: Flask) -> None:
    world = a_world(AN)
    token = ask(world)
    assert token not in str(list(journal.stored()))
    assert token not in current_session().query(NameCheck).one().token_hash


@pytest.mark.parametrize("proposed", ["", "   ", AN, "x" * 201])
def test_a_spelling_that_is_none_is_refused_and_the_link_stays(app: Flask, proposed: str) -> None:
    world = a_world(AN)
    token = ask(world)
    with pytest.raises(Invalid):
        name_service.answer(token=token, proposed=proposed, at=POSTED)
    name_service.answer(token=token, proposed=RIGHT, at=POSTED)


def test_only_the_unit_and_the_appraisers_ask_and_only_an_appraiser_settles(app: Flask) -> None:
    world = a_world(AN)
    for stranger in (world.chairman, world.office, an_account("clerk", unit=a_unit("Sở Y tế", "department"))):
        with pytest.raises(NotAllowed):
            ask(world, stranger)
    name_service.answer(token=ask(world, world.appraiser), proposed=RIGHT, at=POSTED)
    with pytest.raises(NotAllowed):
        settle(world, by=world.clerk)
    with pytest.raises(Invalid):
        settle(world, reason=" ")


def test_of_two_answers_at_once_one_counts(app: Flask) -> None:
    world = a_world(AN)
    token = ask(world)
    current_session().rollback()
    start, outcomes = Barrier(2), list[str]()

    def answer(proposed: str | None) -> None:
        with app.app_context():
            start.wait()
            try:
                name_service.answer(token=token, proposed=proposed, at=POSTED)
                outcomes.append("taken")
            except Refused:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [Thread(target=answer, args=(each,)) for each in (None, RIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "taken"]
