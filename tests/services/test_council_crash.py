"""200 members vote at once on a real server that is killed in the middle: what a member was told is what is kept."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from threading import Event
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select

from config import ROOT
from dossiers import clock
from dossiers.accounts import service as accounts
from dossiers.council import ballots
from dossiers.db import current_session
from dossiers.models import Account, CouncilMember, LoginSession, OpenVote, RoleGrant, SessionMember, Turnout, VoteSlip
from dossiers.subjects import find_item
from tests.command_line import PROGRAM
from tests.council_world import TODAY, World, a_world, fresh
from tests.factories import NOW

VOTERS, LATE, KILL_AT, COUNT_AT = 200, 20, 50, 130
HOST = "127.0.0.1"
CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b")
CHOICES = ("yes", "no", "abstain")


@dataclass
class Server:
    """The product as operators run it, with everything that belongs to it in one process group."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [PROGRAM, "serve"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """Kill it and its workers at once, without a word."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(app: Flask) -> Iterator[Server]:
    settings = app.config["SETTINGS"]
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "VINHDANH_HOME": str(settings.home),
        "DATABASE_URL": settings.database_url.replace("postgresql+psycopg://", "postgresql://"),
        "SECRET_KEY": settings.secret_key,
        "VINHDANH_PROVINCE": settings.province,
        "PORT": str(port),
    }
    server = Server(environment, port)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@dataclass
class Voter:
    """A member at a phone: asks again until the server answers, always with what the page held."""

    port: int
    path: str
    cookie: str
    choice: str
    fields: dict[str, str]
    codes: list[str] = field(default_factory=list)

    def sends(self) -> bool:
        """Send the vote until somebody answers; returns whether it is in."""
        status, page = self._asks(urlencode(self.fields))
        assert status in (200, 409), (status, page)
        self.codes = CODE.findall(page)
        return status == 200 and "Đã nhận phiếu của bạn" in page

    def _asks(self, body: str) -> tuple[int, str]:
        for _ in range(600):
            try:
                answer = self._once(body)
            except (OSError, HTTPException):
                answer = (0, "")
            if answer[0] not in (0, 500, 502, 503):
                return answer
            time.sleep(0.1)
        raise TimeoutError(self.path)

    def _once(self, body: str) -> tuple[int, str]:
        connection = HTTPConnection(HOST, self.port, timeout=60)
        try:
            headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", f"{self.path}/gui", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def many_seats(world: World) -> None:
    """Fill the council up to 200 seats, in one transaction."""
    session, keeper = current_session(), world.province.keeper
    people = [
        Account(email=f"uv{number}@example.vn", full_name=f"Ủy viên {number}", unit_id=keeper.id, created_at=NOW)
        for number in range(len(world.accounts), VOTERS)
    ]
    session.add_all(people)
    session.flush()
    for position, account in enumerate(people, start=len(world.accounts) + 1):
        session.add(RoleGrant(account_id=account.id, unit_id=keeper.id, role="council_member", from_on=TODAY))
        session.add(
            CouncilMember(
                council_id=world.council.id, account_id=account.id, seat="member", position=position, from_on=TODAY
            )
        )
    session.commit()


def signed_in(app: Flask, account_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Open a session on the server for every account; returns each one's cookie and the token of its forms.

    The same as 200 people who sign in and open the voting page, without the minute that this takes.
    """
    found = {}
    signer = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    for account_id in account_ids:
        token, form_token = secrets.token_urlsafe(32), secrets.token_hex(20)
        current_session().add(
            LoginSession(
                token_hash=accounts.digest(token),
                account_id=account_id,
                created_at=clock.now(),
                expires_at=clock.now() + timedelta(hours=1),
                user_agent="",
            )
        )
        browser = app.test_client()
        with browser.session_transaction() as kept:
            kept.update({"_user_id": token, "_fresh": True, "csrf_token": form_token})
        cookie = browser.get_cookie("vinhdanh")
        assert cookie
        found[account_id] = (f"vinhdanh={cookie.value}", signer.dumps(form_token))
    current_session().commit()
    return found


def await_turnout(wanted: int, running: list[Future[bool]]) -> None:
    """Wait until so many members have voted on the first ballot, or nobody is voting any more."""
    for _ in range(6000):
        fresh()
        voted = current_session().scalar(select(func.count(func.distinct(Turnout.member_id)))) or 0
        current_session().rollback()
        if voted >= wanted or all(each.done() for each in running):
            return
        time.sleep(0.05)
    raise TimeoutError(f"{wanted} votes")


def test_200_voters_and_a_killed_server_lose_double_and_smuggle_nothing(app: Flask) -> None:
    world = a_world(dossiers=2, nominations=1)
    many_seats(world)
    world.prepares()
    world.items[1].is_secret = True
    current_session().commit()
    world.convenes().attends().opens()
    item_ids = [world.opens_item(item) for item in world.items]
    ballot_ids = [ballot.id for item_id in item_ids for ballot in world.open_ballots(item_id)]
    members = {member.account_id: member.id for member in world.held.members}
    path = f"/phien-hop/{world.session_id}/bo-phieu"
    current_session().rollback()

    with serving(app) as server, ThreadPoolExecutor(VOTERS) as pool:
        doors = signed_in(app, members)
        voters = {}
        for place, account_id in enumerate(members):
            cookie, form_token = doors[account_id]
            chosen = {f"ballot_{ballot_id}": CHOICES[place % 3] for ballot_id in ballot_ids}
            fields = {"csrf_token": form_token, "key": secrets.token_hex(16), **chosen}
            voters[account_id] = Voter(server.port, path, cookie, CHOICES[place % 3], fields)
        counted = Event()
        late = list(voters.values())[-LATE:]

        def votes(voter: Voter) -> bool:
            if any(voter is each for each in late):
                counted.wait()
            return voter.sends()

        sent = {account_id: pool.submit(votes, voter) for account_id, voter in voters.items()}
        early = list(sent.values())[:-LATE]
        await_turnout(KILL_AT, early)
        server.kill()
        server.start()
        await_turnout(COUNT_AT, early)
        for item_id in item_ids:
            world.counts(item_id)
        counted.set()
        told = {account_id for account_id, answer in sent.items() if answer.result()}

    fresh()
    assert COUNT_AT <= len(told) <= VOTERS - LATE
    assert not any(voters[account_id] in late for account_id in told)
    first, second = (find_item(item_id).ballots[0] for item_id in item_ids)
    for ballot in (first, second):
        voted = current_session().scalars(select(Turnout.member_id).where(Turnout.ballot_id == ballot.id)).all()
        assert sorted(voted) == sorted(members[account_id] for account_id in told)
        expected = Counter(voters[account_id].choice for account_id in told)
        assert {"yes": ballot.yes, "no": ballot.no, "abstain": ballot.abstain} == expected
    signed = select(SessionMember.account_id, OpenVote.choice).join(
        SessionMember, SessionMember.id == OpenVote.member_id
    )
    assert dict(list(map(tuple, current_session().execute(signed)))) == {
        account_id: voters[account_id].choice for account_id in told
    }
    slips = {ballots.code_of(slip.id): slip.choice for slip in current_session().scalars(select(VoteSlip))}
    assert slips == {voters[account_id].codes[0]: voters[account_id].choice for account_id in told}
