"""What a secret ballot leaves behind: attacks with whole dumps of the database, and what each of them finds."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from dossiers.council import ballots, items, results, sealing
from dossiers.db import current_session, db
from dossiers.models import BallotKey, SealedSheet, VoteSlip
from dossiers.subjects import find_item
from tests.council_world import World, a_meeting, fresh
from tests.factories import NOW, as_actor
from workflow.errors import Refused

SEATS = 21


def dump(app: Flask) -> dict[str, list[dict[str, Any]]]:
    """Everything that a reader of the database gets, with the places and transactions that the database keeps."""
    fresh()
    found = {}
    for table in inspect(db.engine).get_table_names():
        hidden = ", xmin::text AS xmin, ctid::text AS ctid" if db.engine.dialect.name == "postgresql" else ""
        rows = current_session().execute(text(f'SELECT *{hidden} FROM "{table}"'))
        found[table] = [dict(row._mapping) for row in rows]
    return found


def voted(app: Flask) -> tuple[World, int, dict[str, str], list[dict[str, list[dict[str, Any]]]]]:
    """Let 21 members vote one after the other; returns what each receipt says and a dump after every vote."""
    world = a_meeting(award="CSTD_TINH", nominations=1, seats=SEATS)
    item_id = world.opens_item()
    told, dumps = {}, []
    for place, account in enumerate(world.accounts):
        choice = ("yes", "no", "abstain")[place % 3]
        receipt = world.votes(account, item_id, choice)
        told[next(iter(receipt.codes.values()))] = choice
        dumps.append(dump(app))
    return world, item_id, told, dumps


def values(rows: list[dict[str, Any]]) -> set[str]:
    return {str(value) for row in rows for value in row.values() if len(str(value)) > 6}


def test_before_the_count_no_table_tells_a_choice_nor_the_key_that_would_open_it(app: Flask) -> None:
    _, _, _, dumps = voted(app)
    last = dumps[-1]
    assert last["vote_slip"] == []
    assert {column for row in last["sealed_sheet"] for column in row} - {"xmin", "ctid"} == {"id", "item_id", "sealed"}
    assert {column for row in last["turnout"] for column in row} - {"xmin", "ctid"} == {
        "ballot_id",
        "member_id",
        "is_paper",
    }
    # A yes, a no and an abstention are sealed into the same number of bytes, and no two sheets are alike.
    assert len({len(row["sealed"]) for row in last["sealed_sheet"]}) == 1
    assert len({row["sealed"] for row in last["sealed_sheet"]}) == SEATS
    key = current_session().scalars(select(BallotKey)).one()
    assert len(key.private_key) > 32, "the private half is encrypted, with a key that stands in a file"
    secret = (app.config["SETTINGS"].home / sealing.KEY_FILE).read_text()
    assert secret not in json.dumps(last, default=repr)


def test_dumps_made_after_every_vote_do_not_help_to_find_a_slip_after_the_count(app: Flask) -> None:
    world, item_id, told, dumps = voted(app)
    world.counts(item_id)
    after = dump(app)
    assert (after["sealed_sheet"], after["ballot_key"]) == ([], [])
    assert {ballots.code_of(row["id"]): row["choice"] for row in after["vote_slip"]} == told
    names = {row["id"] for row in after["vote_slip"]}
    for earlier in dumps:
        for table, rows in earlier.items():
            assert not names & values(rows), table
            assert not names & {part for row in rows for part in str(row).split("'")}, table


def test_neither_order_nor_transaction_nor_row_id_tells_whose_slip_it_is(app: Flask) -> None:
    world, item_id, _, _ = voted(app)
    world.counts(item_id)
    after = dump(app)
    slips = after["vote_slip"]
    if db.engine.dialect.name == "postgresql":
        slips = sorted(slips, key=lambda row: [int(part) for part in row["ctid"].strip("()").split(",")])
        assert len({row["xmin"] for row in slips}) == 1
    assert [row["id"] for row in slips] == sorted(row["id"] for row in slips)
    # The journal counts who voted in order; the slips' order must not be that of the members nor of their votes.
    journal = [row for row in after["journal_entry"] if row["action"] == "item.voted"]
    assert len(journal) == SEATS
    assert {tuple(sorted(json.loads(row["details"]) if isinstance(row["details"], str) else row["details"]))
            for row in journal} == {("member",)}  # fmt: skip
    for row in slips:
        assert row["id"] not in str(after["journal_entry"]) + str(after["message"]) + str(after["turnout"])


@pytest.mark.parametrize("rounds", [12])
def test_guessing_by_order_is_right_no_more_often_than_chance(sqlite_app: Flask, rounds: int) -> None:
    """The attacker takes the slips as they lie in the table for the voters in the order in which they voted."""
    world = a_meeting(award="CSTD_TINH", nominations=1, seats=6, dossiers=rounds)
    hits = 0
    for item in world.items:
        item_id = world.opens_item(item)
        order = [*world.accounts]
        secrets.SystemRandom().shuffle(order)
        for place, account in enumerate(order):
            world.votes(account, item_id, "yes" if place < 3 else "no")
        world.counts(item_id)
        ids = [ballot.id for ballot in find_item(item_id).ballots]
        found = current_session().execute(
            text("SELECT choice FROM vote_slip WHERE ballot_id = :id"), {"id": ids[0]}
        )  # fmt: skip
        hits += sum(row[0] == ("yes" if place < 3 else "no") for place, row in enumerate(found))
    # 72 guesses at one half each: 36 by chance; fewer than 12 or more than 60 come once in some hundred million runs.
    assert 12 <= hits <= 60


@pytest.mark.usefixtures("app")
def test_a_member_finds_their_own_slip_in_the_published_list_and_everybody_can_count_it_again() -> None:
    world = a_meeting(award="CSTD_TINH", nominations=1)
    item_id = world.opens_item()
    told = {}
    for place, account in enumerate(world.accounts):
        choice = "no" if place == 1 else "yes"
        told[next(iter(world.votes(account, item_id, choice).codes.values()))] = choice
    world.counts(item_id)
    published = results.counted(find_item(item_id))[0]
    assert {vote.who: vote.choice for vote in published.votes} == told
    assert Counter(vote.choice for vote in published.votes) == {"yes": published.ballot.yes, "no": published.ballot.no}


@pytest.mark.usefixtures("app")
def test_votes_on_an_item_that_is_deferred_are_destroyed_unopened() -> None:
    world = a_meeting(award="CSTD_TINH", nominations=1)
    item_id = world.opens_item()
    world.votes(world.chair, item_id)
    items.defer_item(
        actor=as_actor(world.secretary), item_id=item_id, reason="Chờ xác minh.", seen=world.dossier().version, at=NOW
    )
    fresh()
    assert [current_session().query(table).count() for table in (SealedSheet, BallotKey, VoteSlip)] == [0, 0, 0]


def test_without_the_key_file_nothing_is_counted_and_nothing_is_lost(app: Flask) -> None:
    world = a_meeting(award="CSTD_TINH", nominations=1)
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id)
    file = app.config["SETTINGS"].home / sealing.KEY_FILE
    kept = file.read_text()
    file.unlink()
    with pytest.raises(Refused, match="ballot_key"):
        world.counts(item_id)
    assert current_session().query(SealedSheet).count() == 5
    file.write_text(kept)
    world.counts(item_id)
    assert find_item(item_id).ballots[0].yes == 5
