"""A whole season by `simulate`: it ends well, tells the same story everywhere, and its checks see what is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from dossiers import clock, demonstration
from dossiers.db import current_session
from dossiers.models import (
    AwardRecord,
    AwardRecordChange,
    Ballot,
    Decision,
    Dossier,
    Nomination,
    OpenVote,
    PublicNotice,
    Turnout,
)
from dossiers.models.decision import decision_line
from dossiers.numbering import NumberSeries
from dossiers.simulation import invariants
from dossiers.simulation.season import Season
from tests.command_line import program
from tests.conftest import administer, postgres_url

MONDAY = datetime(2026, 1, 5, 8, tzinfo=clock.VIETNAM)


def season(home: Path, url: str = "", *, seed: int = 5) -> Any:
    environment = {"VINHDANH_HOME": str(home)} | ({"DATABASE_URL": url} if url else {})
    arguments = ("simulate", "--dossiers", "7", "--candidates", "2", "--seed", str(seed), "--json")
    told = program(*arguments, environment=environment)
    assert (told.code, told.json["faults"]) == (0, []), told.err
    return told.json


def story(told: Any) -> Any:
    times = {step: each["times"] for step, each in told["steps"].items()}
    return told["dossiers"], told["outcomes"], times, told["checks"]


def test_a_seed_tells_the_same_season_on_both_databases_and_another_seed_another(tmp_path: Path) -> None:
    name = f"vinhdanh_{uuid.uuid4().hex}"
    administer(f'CREATE DATABASE "{name}"')
    try:
        first, again = season(tmp_path / "a"), season(tmp_path / "b", postgres_url(name))
    finally:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')
    assert story(first) == story(again)
    assert sum(first["outcomes"].values()) == 14
    assert sum(first["dossiers"].values()) >= 7
    other = season(tmp_path / "a", seed=6)  # on top of the first
    assert story(other) != story(first)


def change(model: Any, **values: Any) -> Callable[[], Any]:
    """Change one row that the season left, as no service would."""
    return lambda: current_session().execute(update(model).values(**values))


def lose(model: Any, condition: Any = True) -> Callable[[], Any]:
    return lambda: current_session().execute(delete(model).where(condition))


OPEN = select(Ballot.id).where(Ballot.is_secret.is_(False))
ANNULLED = select(AwardRecordChange.record_id)  # what was annulled in the season holds its record
WRONGS: dict[str, tuple[Callable[[], Any], str]] = {
    "a number that was left out": (change(Decision, number=Decision.number + 1_000), "số QĐ"),
    "a series that runs ahead": (change(NumberSeries, last=NumberSeries.last + 1), "sổ ghi"),
    "a count that nobody cast": (change(Ballot, yes=Ballot.yes - 1, no=Ballot.no + 1), "kiểm lại"),
    "a voter without a vote": (lose(OpenVote, OpenVote.ballot_id.in_(OPEN)), "người bỏ phiếu"),
    "a vote without a voter": (lose(Turnout), "người bỏ phiếu"),
    "a result against the arithmetic": (change(Ballot, is_passed=~Ballot.is_passed), "ngưỡng"),
    "an award without a vote": (change(Ballot, is_passed=False, yes=0), "chưa được Hội đồng thông qua"),
    "a decision before the end of the notice": (
        change(PublicNotice, last_day=(MONDAY + timedelta(days=900)).date()),
        "chưa công khai đủ ngày",
    ),
    "an outcome without a decision": (lose(decision_line), "có trong 0 quyết định"),
    "a nomination that was forgotten": (change(Nomination, outcome="pending"), "mà còn pending"),
    "an award that the register lacks": (
        lose(AwardRecord, AwardRecord.decision_id.is_not(None) & AwardRecord.id.not_in(ANNULLED)),
        "sổ khen thưởng",
    ),
}


def test_each_invariant_sees_what_it_is_there_for(sqlite_app: Flask) -> None:
    demonstration.load_province(MONDAY + demonstration.DAYS_AGO)
    played = Season(demonstration.PLANS, count=6, size=2, seed=3, start=MONDAY)
    report = played.play(lambda ended: None)
    assert report.faults == []
    _let_an_intruder_in()
    missed = {what: _seen(wrong) for what, (wrong, words) in WRONGS.items() if words not in _seen(wrong)}
    assert missed == {}
    assert _seen(lambda: None) == ""


def _let_an_intruder_in() -> None:
    """The database itself refuses most of these wrongs; whoever owns it can take its triggers away."""
    session = current_session()
    for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        session.execute(text(f'DROP TRIGGER "{name}"'))
    session.commit()


def _seen(wrong: Callable[[], Any]) -> str:
    wrong()
    current_session().expire_all()
    found = [*invariants.of_numbers()]
    for dossier in current_session().scalars(select(Dossier)).all():
        found += invariants.of_dossier(dossier)
    current_session().rollback()
    return "\n".join(found)


@pytest.mark.parametrize("wrong", [("--dossiers", "0"), ("--candidates", "abc"), ("--dossiers", "5001")])
def test_a_season_of_no_size_is_refused(wrong: tuple[str, str], tmp_path: Path) -> None:
    told = program("simulate", *wrong, environment={"VINHDANH_HOME": str(tmp_path)})
    assert (told.code, told.out) == (2, "")
    assert wrong[0] in told.err
