"""The queue of background work: asked for in a service's transaction, taken by exactly one worker, never lost.

A worker that is silent for longer than `LEASE` is taken for dead: its job goes to the next worker, and after
`ATTEMPTS` workers it is given up with a message.  Every guarded UPDATE names the worker, so that one that was only
slow can neither report nor finish what another does now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update

from dossiers import journal, outbox
from dossiers.db import current_session, unit_of_work
from dossiers.journal import Actor
from dossiers.models import Job
from workflow.errors import Missing, Refused

LEASE = timedelta(seconds=90)
ATTEMPTS = 3
DIED = f"Tiến trình xử lý dừng giữa chừng {ATTEMPTS} lần nên việc được thôi. Báo quản trị viên xem nhật ký máy chủ."


class Stopped(Exception):
    """The job is not the worker's any more: it was cancelled, or given to another worker."""


@dataclass(frozen=True)
class Made:
    """What a job made: a file in the store, and a sentence for the person who asked."""

    sha256: str
    size: int
    filename: str
    message: str


def ask(
    kind: str, *, title: str, arguments: dict[str, Any], actor: Actor, at: datetime, dossier_id: int | None = None
) -> Job:
    """Put a job into the queue, inside the caller's unit of work; `arguments` are plain JSON values."""
    job = Job(
        kind=kind, title=title, arguments=arguments, dossier_id=dossier_id, asked_by_id=actor.id, asked_at=at,
        state="waiting",
    )  # fmt: skip
    current_session().add(job)
    journal.record("job.asked", job, actor=actor, at=at, dossier_id=dossier_id, kind=kind, title=title, **arguments)
    return job


def cancel(job_id: int, *, actor: Actor, at: datetime) -> Job:
    """Cancel a job, waiting or running, inside the caller's unit of work; its worker stops at its next report.

    Raises Missing, and Refused for one that is over.
    """
    job = find(job_id)
    if job.is_over:
        raise Refused(f"Việc “{job.title}” đã kết thúc, không còn gì để hủy. Tải lại trang để xem kết quả.")
    job.state, job.worker, job.cancelled_by_id, job.ended_at = "cancelled", None, actor.id, at
    journal.record("job.cancelled", job, actor=actor, at=at, dossier_id=job.dossier_id, title=job.title, done=job.done)
    return job


def find(job_id: int) -> Job:
    """Return a job; raises Missing."""
    job = current_session().get(Job, job_id)
    if job is None:
        raise Missing("Không tìm thấy việc này.")
    return job


def is_anything_due(at: datetime) -> bool:
    """Whether a worker would find something to do; reads only."""
    found = current_session().scalar(select(Job.id).where(_due(at)).limit(1)) is not None
    current_session().rollback()
    return found


def claim(worker: str, at: datetime) -> Job | None:
    """Give the oldest due job to `worker`, and give up what too many workers died over; None if nothing is due."""
    with unit_of_work() as session:
        for job in session.scalars(select(Job).where(_due(at)).order_by(Job.id)):
            if job.state == "running" and job.attempts >= ATTEMPTS:
                _give_up(job, DIED, at)
                continue
            is_resumed = job.state == "running"
            _guarded(
                and_(Job.id == job.id, Job.state == job.state, Job.attempts == job.attempts),
                state="running", worker=worker, beat_at=at, attempts=job.attempts + 1, done=0,
            )  # fmt: skip
            session.refresh(job)
            if is_resumed:
                journal.record(
                    "job.resumed", job, actor=None, at=at, dossier_id=job.dossier_id, title=job.title,
                    attempt=job.attempts,
                )  # fmt: skip
            return job
    return None


def report(job_id: int, worker: str, *, done: int, total: int, at: datetime) -> None:
    """Say how far the worker is, and that it lives; raises Stopped where the job is no longer its own."""
    with unit_of_work():
        _guarded(_held(job_id, worker), done=done, total=total, beat_at=at)


def finish(job_id: int, worker: str, made: Made, at: datetime) -> None:
    """End a job well and tell who asked for it; raises Stopped as `report` does."""
    with unit_of_work() as session:
        _guarded(
            _held(job_id, worker),
            state="done", worker=None, ended_at=at, done=Job.total, sha256=made.sha256, size=made.size,
            filename=made.filename, message=made.message,
        )  # fmt: skip
        job = session.get_one(Job, job_id, populate_existing=True)
        journal.record(
            "job.done", job, actor=None, at=at, dossier_id=job.dossier_id, title=job.title, sha256=made.sha256
        )
        _tell(job, f"Đã xong: {job.title}", at)


def fail(job_id: int, worker: str, message: str, at: datetime) -> None:
    """End a job badly, with a sentence that says why; raises Stopped as `report` does."""
    with unit_of_work() as session:
        _guarded(_held(job_id, worker), beat_at=at)
        _give_up(session.get_one(Job, job_id, populate_existing=True), message, at)


def _due(at: datetime) -> ColumnElement[bool]:
    return or_(Job.state == "waiting", and_(Job.state == "running", Job.beat_at < at - LEASE))


def _held(job_id: int, worker: str) -> ColumnElement[bool]:
    return and_(Job.id == job_id, Job.state == "running", Job.worker == worker)


def _guarded(condition: ColumnElement[bool], **values: Any) -> None:
    changed = current_session().execute(
        update(Job).where(condition).values(**values).execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise Stopped


def _give_up(job: Job, message: str, at: datetime) -> None:
    job.state, job.worker, job.ended_at, job.message = "failed", None, at, message
    journal.record("job.failed", job, actor=None, at=at, dossier_id=job.dossier_id, title=job.title, reason=message)
    _tell(job, f"Không làm được: {job.title}", at)


def _tell(job: Job, subject: str, at: datetime) -> None:
    url = job.arguments.get("url", "")
    outbox.announce({job.asked_by_id}, kind="job.ended", subject=subject, body=job.message, url=url, at=at)
