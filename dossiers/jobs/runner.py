"""The worker: takes one job after the other, says how far it is, and survives whatever a job throws."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from flask import Flask
from sqlalchemy.exc import OperationalError

from dossiers import clock
from dossiers.jobs import queue
from dossiers.jobs.queue import Made, Stopped
from dossiers.models import Job
from workflow.errors import Problem

log = logging.getLogger("vinhdanh")

POLL_SECONDS = 2
REPORT_SECONDS = 1


@dataclass
class Ticket:
    """A job in the hands of its worker.

    A report begins a unit of work of its own and so ends the session's: whoever does the job holds plain values, not
    loaded rows, from one report to the next.
    """

    job_id: int
    worker: str
    arguments: Mapping[str, Any]
    _reported: float = field(default=0.0)

    def report(self, done: int, total: int) -> None:
        """Say how far it is, at most once a second; raises Stopped where the job was cancelled or given away."""
        moment = time.monotonic()
        if self._reported and moment - self._reported < REPORT_SECONDS:
            return
        self._reported = moment
        queue.report(self.job_id, self.worker, done=done, total=total, at=clock.now())


Handler = Callable[[Ticket], Made]
HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Declare that the decorated function does the jobs of `kind`; what it makes must be the same when done again."""

    def declare(handler: Handler) -> Handler:
        return HANDLERS.setdefault(kind, handler)

    return declare


def worker_name() -> str:
    """Return a name that no other worker has, with where it runs."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def work_off(worker: str) -> bool:
    """Do the oldest job that is due, inside an application context; returns whether there was one."""
    if not queue.is_anything_due(clock.now()):
        return False
    job = queue.claim(worker, clock.now())
    if job is None:
        return False
    job_id = job.id
    try:
        _do(job, worker)
    except Stopped:
        log.info("job %s is no longer ours", job_id)
    return True


def _do(job: Job, worker: str) -> None:
    ticket = Ticket(job.id, worker, dict(job.arguments))
    try:
        made = HANDLERS[job.kind](ticket)
    except Problem as problem:
        queue.fail(ticket.job_id, worker, problem.message, clock.now())
    except (Stopped, OperationalError):
        raise  # the database went away: the lease ends, and another attempt follows
    except Exception as fault:
        number = secrets.token_hex(4)
        log.exception("incident %s in job %s", number, ticket.job_id, exc_info=fault)
        message = f"Lỗi thuộc về phần mềm, không do bạn. Báo mã sự cố {number} cho quản trị viên."
        queue.fail(ticket.job_id, worker, message, clock.now())
    else:
        queue.finish(ticket.job_id, worker, made, clock.now())


class Worker(Thread):
    """A thread that works for as long as the process lives, or until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="vinhdanh-work", daemon=True)
        self.app, self.worker, self.stopping = app, worker_name(), Event()

    def run(self) -> None:
        """Work off what is due, then look again every two seconds."""
        while not self.stopping.is_set():
            if not self._turn():
                self.stopping.wait(POLL_SECONDS)

    def _turn(self) -> bool:
        try:
            with self.app.app_context():
                return work_off(self.worker)
        except Exception as fault:  # a busy or absent database must not end the worker
            log.error("the worker could not work: %s", type(fault).__name__)
            return False
