from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from dossiers.council import ballots, items
from dossiers.db import current_session, db
from dossiers.models import OpenVote, Turnout, VoteSlip
from dossiers.subjects import find_item
from tests.council_world import a_meeting, fresh
from tests.factories import NOW, as_actor
from workflow.errors import Refused

ROUNDS = 200
CHOICES = ("yes", "no", "abstain")


def test_200_rounds_of_simultaneous_double_clicked_votes_with_the_count_in_the_middle(app: Flask) -> None:
    """No vote is doubled, lost or taken after the count, and the count is that of what voters were told."""
    world = a_meeting(dossiers=ROUNDS, nominations=1)
    actors = [as_actor(account) for account in world.accounts]
    for place, item in enumerate(world.items):
        item.is_secret = place % 2 == 0
    current_session().commit()
    item_ids = [item.id for item in world.items]
    with ThreadPoolExecutor(max_workers=11) as pool:
        for number, item_id in enumerate(item_ids):
            items.open_item(actor=actors[0], item_id=item_id, at=NOW)
            chosen = [CHOICES[(number + place) % 3] for place in range(5)]
            told = one_round(app, pool, item_id, actors, chosen)
            check_round(item_id, told, chosen)


def one_round(app: Flask, pool: ThreadPoolExecutor, item_id: int, actors: list[Any], chosen: list[str]) -> list[int]:
    """Let everybody click twice and the chair count, all at once; return who was told that their vote is in."""
    ballot_id = find_item(item_id).ballots[0].id
    current_session().rollback()
    start = Barrier(11)

    def at_once(act: Callable[[], object]) -> bool:
        with app.app_context():
            start.wait()
            try:
                act()
            except Refused:
                return False
            finally:
                db.session.remove()
            return True

    def voting(place: int, key: str) -> Callable[[], object]:
        return lambda: ballots.cast(
            actor=actors[place], item_id=item_id, choices={ballot_id: chosen[place]}, key=key, at=NOW
        )

    keys = [secrets.token_hex(16) for _ in actors]
    clicks = [(place, pool.submit(at_once, voting(place, keys[place]))) for place in range(5) for _ in range(2)]
    count = pool.submit(at_once, lambda: items.count_ballots(actor=actors[0], item_id=item_id, at=NOW))
    assert count.result()
    return [place for place, click in clicks if click.result()]


def check_round(item_id: int, told: list[int], chosen: list[str]) -> None:
    fresh()
    ballot = find_item(item_id).ballots[0]
    voters = current_session().scalar(select(func.count()).where(Turnout.ballot_id == ballot.id))
    table = VoteSlip if ballot.is_secret else OpenVote
    kept = Counter(current_session().scalars(select(table.choice).where(table.ballot_id == ballot.id)))
    expected = Counter(chosen[place] for place in set(told))
    assert kept == expected
    assert Counter({"yes": ballot.yes, "no": ballot.no, "abstain": ballot.abstain}) == expected
    assert voters == len(set(told))
