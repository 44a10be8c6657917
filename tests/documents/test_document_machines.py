"""Same data, same bytes: twice, and in other processes that share nothing but the data with this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from dossiers.db import db
from dossiers.models import Document
from tests.another_machine import Machine, machines, papers
from tests.decision_world import OVER, before_decision, issue, propose, sign

DATABASE = "vinhdanh.sqlite3"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> list[Machine]:
    return list(machines(tmp_path_factory.mktemp("elsewhere")))


def test_every_paper_has_the_same_hash_on_every_machine(elsewhere: list[Machine]) -> None:
    here = papers()
    assert len(here) > 30
    assert papers() == here
    for machine in elsewhere:
        there = machine.say("papers")
        assert Path(there.pop("")).is_relative_to(machine.home), "the copy was not what ran"
        assert there == here, machine.world


def test_one_dossier_gives_the_same_documents_on_every_machine(
    sqlite_app: Flask, tmp_path: Path, elsewhere: list[Machine]
) -> None:
    world = before_decision("Nguyễn Văn An", "Trần Thị Bình", "Đặng Thị Ước")
    propose(world)
    sign(world)
    copies = [_copied(sqlite_app, tmp_path / f"copy {number}") for number, _machine in enumerate(elsewhere)]
    issue(world)
    here = {each.filename: each.sha256 for each in db.session.query(Document)}
    assert any(name.startswith("bang_khen") for name in here)
    for machine, copy in zip(elsewhere, copies, strict=True):
        there = machine.say("step", str(copy), "issue", str(world.dossier_id), OVER.isoformat())
        assert there.pop("")
        assert there == here, machine.world


def _copied(app: Flask, home: Path) -> Path:
    """Copy the instance's database as it stands to another home."""
    home.mkdir()
    with sqlite3.connect(app.config["SETTINGS"].home / DATABASE) as here, sqlite3.connect(home / DATABASE) as there:
        here.backup(there)
    return home
