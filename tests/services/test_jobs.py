"""Background work: taken by one worker only, seen, cancelled, resumed when its worker died, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from dossiers import journal, outbox
from dossiers.db import current_session, unit_of_work
from dossiers.jobs import queue, runner
from dossiers.jobs.queue import LEASE, Made, Stopped
from dossiers.jobs.runner import Ticket
from dossiers.models import Account, Job, JournalEntry
from tests.factories import NOW, a_unit, an_account, as_actor
from tests.services.test_decision_races import at_once
from workflow.errors import Refused

MADE = Made("0" * 64, 7, "bang.docx", "1 tờ.")
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def clerk(app: Flask) -> Account:
    return an_account("office_clerk", unit=a_unit())


@pytest.fixture
def handler() -> Iterator[Callable[[Any], None]]:
    """Let a test say what the jobs of kind "test" do."""

    def declare(work: Any) -> None:
        runner.HANDLERS["test"] = work

    yield declare
    runner.HANDLERS.pop("test", None)


def ask(clerk: Account, number: int = 1) -> int:
    with unit_of_work():
        job = queue.ask("test", title=f"Việc {number}", arguments={"n": number}, actor=as_actor(clerk), at=NOW)
        return job.id


def job(job_id: int) -> Job:
    current_session().rollback()
    current_session().expire_all()
    return queue.find(job_id)


def actions() -> list[str]:
    current_session().rollback()
    query = current_session().query(JournalEntry.action).filter(JournalEntry.action.startswith("job."))
    return [action for (action,) in query.order_by(JournalEntry.seq)]


def test_what_was_asked_for_first_is_done_first_and_its_owner_is_told(app: Flask, clerk: Account, handler: Any) -> None:
    done: list[int] = []

    def work(ticket: Ticket) -> Made:
        done.append(ticket.arguments["n"])
        ticket.report(1, 2)
        return MADE

    handler(work)
    first = ask(clerk, 1)
    ask(clerk, 2)
    assert runner.work_off("w")
    assert runner.work_off("w")
    assert not runner.work_off("w")
    assert done == [1, 2]
    found = job(first)
    assert (found.state, found.done, found.total, found.sha256, found.message) == ("done", 2, 2, "0" * 64, "1 tờ.")
    assert [each.subject for each in outbox.newest(clerk.id)] == ["Đã xong: Việc 2", "Đã xong: Việc 1"]
    assert actions() == ["job.asked", "job.asked", "job.done", "job.done"]
    assert journal.verify(journal.stored()).ok


def test_two_workers_never_take_the_same_job(app: Flask, clerk: Account) -> None:
    for number in range(20):
        ask(clerk, number)
    current_session().rollback()

    def worker(name: str) -> list[int]:
        taken: list[int] = []
        while found := queue.claim(name, NOW):
            taken.append(found.id)
        return taken

    one, other = at_once(app, lambda: worker("một"), lambda: worker("hai"))
    assert len(one) + len(other) == 20
    assert not set(one) & set(other)


def test_a_job_whose_worker_died_goes_to_the_next_and_the_first_can_neither_report_nor_finish(
    app: Flask, clerk: Account
) -> None:
    job_id = ask(clerk)
    assert queue.claim("chết", NOW) is not None
    assert queue.claim("sống", NOW + LEASE) is None
    again = queue.claim("sống", LATER)
    assert again is not None
    assert (again.worker, again.attempts) == ("sống", 2)
    with pytest.raises(Stopped):
        queue.report(job_id, "chết", done=1, total=2, at=LATER)
    with pytest.raises(Stopped):
        queue.finish(job_id, "chết", MADE, LATER)
    queue.finish(job_id, "sống", MADE, LATER)
    assert job(job_id).state == "done"
    assert actions() == ["job.asked", "job.resumed", "job.done"]


def test_a_job_that_kills_every_worker_is_given_up_with_a_word_to_its_owner(app: Flask, clerk: Account) -> None:
    job_id = ask(clerk)
    at = NOW
    for _ in range(queue.ATTEMPTS):
        assert queue.claim("chết", at) is not None
        at += LEASE + timedelta(seconds=1)
    assert queue.claim("sống", at) is None
    found = job(job_id)
    assert found.state == "failed"
    assert "dừng giữa chừng 3 lần" in found.message
    assert outbox.newest(clerk.id)[0].subject == "Không làm được: Việc 1"


def test_a_cancelled_job_stops_at_its_next_report(app: Flask, clerk: Account, handler: Any) -> None:
    job_id = ask(clerk)

    def work(ticket: Ticket) -> Made:
        with unit_of_work():
            queue.cancel(job_id, actor=as_actor(clerk), at=NOW)
        ticket.report(1, 2)
        raise AssertionError("it went on")

    handler(work)
    assert runner.work_off("w")
    found = job(job_id)
    assert (found.state, found.cancelled_by_id) == ("cancelled", clerk.id)
    with pytest.raises(Refused, match="đã kết thúc"), unit_of_work():
        queue.cancel(job_id, actor=as_actor(clerk), at=NOW)


def test_a_fault_of_ours_ends_the_job_with_an_incident_and_the_worker_goes_on(
    app: Flask, clerk: Account, handler: Any
) -> None:
    def work(ticket: Ticket) -> Made:
        if ticket.arguments["n"] == 1:
            raise ZeroDivisionError
        if ticket.arguments["n"] == 2:
            raise Refused("Kho hết phôi.")
        return MADE

    handler(work)
    ids = [ask(clerk, number) for number in (1, 2, 3)]
    while runner.work_off("w"):
        pass
    states = [(job(each).state, job(each).message) for each in ids]
    assert [state for state, _message in states] == ["failed", "failed", "done"]
    assert "mã sự cố" in states[0][1]
    assert states[1][1] == "Kho hết phôi."
