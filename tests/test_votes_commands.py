"""`vinhdanh votes`: what a session voted, handed out and counted again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dossiers.cli.votes import votes
from dossiers.db import current_session
from tests.council_world import World, a_meeting


def a_closed_session() -> World:
    """A closed session with one open and one secret item of one line."""
    world = a_meeting(dossiers=2, nominations=1)
    world.items[1].is_secret = True
    current_session().commit()
    for item in world.items:
        item_id = world.opens_item(item)
        for account in world.accounts:
            world.votes(account, item_id)
        world.closes_item(item_id)
    world.closes()
    return world


def told(app: Flask, *arguments: str) -> Any:
    return app.test_cli_runner().invoke(votes, list(arguments))


def test_votes_are_exported_and_counted_again_and_a_changed_vote_is_found(app: Flask, tmp_path: Path) -> None:
    world = a_closed_session()
    file, table = tmp_path / "phieu.json", tmp_path / "phieu.csv"
    for path in (file, table):
        assert told(app, "export", str(world.session_id), str(path)).exit_code == 0
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 11
    answer = told(app, "verify", str(file), "--json")
    assert (answer.exit_code, json.loads(answer.stdout)) == (0, {"ballots": 2, "votes": 10, "ok": True})
    assert json.loads(told(app, "verify", "--session", str(world.session_id), "--json").stdout)["ok"]

    changed: Any = json.loads(file.read_text(encoding="utf-8"))
    changed["ballots"][1]["votes"][0]["choice"] = "no"
    file.write_text(json.dumps(changed), encoding="utf-8")
    answer = told(app, "verify", str(file), "--json")
    assert answer.exit_code == 1
    assert len(json.loads(answer.stdout)["differences"]) == 2


@pytest.mark.parametrize("content", ['{"format": 1}', "[", '{"format": "vinhdanh-votes-1", "members": 3}'])
def test_what_is_no_export_ends_in_one_line(sqlite_app: Flask, tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "sai.json"
    wrong.write_text(content, encoding="utf-8")
    answer = told(sqlite_app, "verify", str(wrong))
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert len(answer.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--session", "99"], []])
def test_without_votes_to_count_it_says_so(sqlite_app: Flask, arguments: list[str]) -> None:
    assert told(sqlite_app, "verify", *arguments).exit_code == 2
