"""A council of 21 clears 1,000 lines by list votes, openly and in secret, and every vote is counted again; prints JSON.

With a database URL as argument the same is measured there.  `page` is what a member waits for before choosing.
"""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from config import Settings
from dossiers import clock
from dossiers.accounts import service as accounts
from dossiers.accounts.login import actor_of
from dossiers.app import create_app
from dossiers.council import ballots, items, open_lines, vote_export
from dossiers.db import current_session
from dossiers.models import Account
from dossiers.schema import build
from tests.council_world import World, a_world
from workflow.recount import recount

SEATS, ITEMS, LINES = 21, 40, 25


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def open_session(*, is_secret: bool) -> tuple[World, list[int]]:
    world = a_world(seats=SEATS, dossiers=ITEMS, nominations=LINES).prepares()
    for item in world.items:
        item.is_secret = is_secret
    current_session().commit()
    world.convenes().attends().opens()
    return world, [world.opens_item(item) for item in world.items]


def browser_of(app: Any, account: Account) -> FlaskClient:
    browser: FlaskClient = app.test_client()
    browser.post(f"/dang-nhap/{accounts.create_link(account.id, clock.now())}")
    return browser


def cast_all(world: World) -> list[float]:
    """Every member says yes to all lines but every hundredth; returns how long each list took."""
    taken = []
    lines = [each.id for each in open_lines.open_to(world.held, world.member(world.chair))]
    choices = {line: "no" if place % 100 == 99 else "yes" for place, line in enumerate(lines)}
    for account in world.accounts:
        actor = actor_of(account)
        session_id, key = world.session_id, secrets.token_hex(16)
        seconds, receipt = timed(
            lambda actor=actor, session_id=session_id, key=key: ballots.cast_list(
                actor=actor, session_id=session_id, choices=choices, key=key, at=clock.now()
            )
        )
        assert receipt.lines == ITEMS * LINES
        taken.append(seconds)
    return taken


def measured(app: Any, *, is_secret: bool) -> dict[str, float]:
    world, item_ids = open_session(is_secret=is_secret)
    browser = browser_of(app, world.accounts[5])
    page, answer = timed(lambda: browser.get(f"/phien-hop/{world.session_id}/bo-phieu"))
    assert answer.text.count("<fieldset") == ITEMS * LINES
    casts = cast_all(world)
    actor = actor_of(world.chair)
    count, _ = timed(
        lambda: [items.count_ballots(actor=actor, item_id=item_id, at=clock.now()) for item_id in item_ids]
    )
    again, found = timed(lambda: recount(vote_export.as_data(world.held)))
    assert (found.votes, found.ok) == (SEATS * ITEMS * LINES, True), found.differences[:3]
    return {
        "page_seconds": round(page, 2),
        "page_kilobytes": round(len(answer.data) / 1024),
        "first_list_seconds": round(casts[0], 2),
        "slowest_list_seconds": round(max(casts), 2),
        "all_lists_seconds": round(sum(casts), 2),
        "count_seconds": round(count, 2),
        "recount_seconds": round(again, 2),
    }


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else ""
    results: dict[str, Any] = {"members": SEATS, "lines": ITEMS * LINES}
    for is_secret in (False, True):
        with tempfile.TemporaryDirectory() as home:
            environment = {"VINHDANH_HOME": home, "SECRET_KEY": "k" * 40}
            settings = Settings.from_environment(environment | ({"DATABASE_URL": url} if url else {}))
            Path(settings.files).mkdir(parents=True, exist_ok=True)
            build(settings.database_url)
            app = create_app(settings)
            app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
            with app.app_context():
                results["secret" if is_secret else "open"] = measured(app, is_secret=is_secret)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
