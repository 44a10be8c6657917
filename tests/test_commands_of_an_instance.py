"""The commands that work on an instance: the whole road by `demo`, and the journal that tells of it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from docx import Document

from tests.command_line import Answer, is_one_clear_line, program
from tests.conftest import administer, postgres_url

STATES = {
    "tinh_thuong": (
        "draft submitted under_appraisal returned_under_appraisal under_appraisal before_council on_notice"
        " before_decision decided issued"
    ),
    "tinh_don_gian": "draft submitted under_appraisal before_decision decided issued",
    "trinh_nha_nuoc": (
        "draft submitted under_appraisal on_notice before_council party_opinion before_petition forwarded granted"
    ),
    "co_so": "draft before_council on_notice before_decision decided issued",
}
VOTED = ("tinh_thuong", "trinh_nha_nuoc", "co_so")


@dataclass(frozen=True)
class Played:
    """One instance in which every procedure was played once."""

    environment: dict[str, str]
    stories: dict[str, Any]

    def run(self, *arguments: str) -> Answer:
        return program(*arguments, environment=self.environment)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    home, name = tmp_path_factory.mktemp("home"), f"vinhdanh_{uuid.uuid4().hex}"
    environment = {"VINHDANH_HOME": str(home)}
    if request.param == "postgresql":
        administer(f'CREATE DATABASE "{name}"')
        environment["DATABASE_URL"] = postgres_url(name)
    try:
        yield Played(environment, {procedure: story(procedure, home, environment) for procedure in STATES})
    finally:
        if request.param == "postgresql":
            administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def story(procedure: str, home: Path, environment: dict[str, str]) -> Any:
    out = home / "papers" / procedure
    arguments = ("demo", "--no-serve", "--out", str(out), "--json", "--procedure", procedure)
    told = program(*arguments, environment=environment)
    assert told.code == 0, told.err
    return told.json


@pytest.mark.parametrize("procedure", STATES)
def test_a_dossier_passes_through_the_states_of_its_procedure(played: Played, procedure: str) -> None:
    told = played.stories[procedure]
    assert told["procedure"] == procedure
    assert told["states"] == STATES[procedure].split()


@pytest.mark.parametrize("procedure", STATES)
def test_every_paper_that_is_named_lies_there_and_opens(played: Played, procedure: str) -> None:
    documents = played.stories[procedure]["documents"]
    assert {"to_trinh", "danh_sach", "bao_cao_thanh_tich"} <= {each["kind"] for each in documents}
    for each in documents:
        assert {"step", "kind", "path", "sha256"} <= each.keys()
        assert Document(each["path"]).paragraphs


@pytest.mark.parametrize("procedure", VOTED)
def test_the_vote_is_told_with_its_counts_and_its_threshold(played: Played, procedure: str) -> None:
    vote = played.stories[procedure]["vote"]
    assert vote["roster"] >= vote["present"] >= vote["yes"] + vote["no"] + vote["abstain"] > 0
    assert "/" in vote["threshold"]
    assert vote["passed"] is True


@pytest.mark.parametrize("procedure", STATES)
def test_notice_decision_and_journal_are_told(played: Played, procedure: str) -> None:
    told = played.stories[procedure]
    assert (told["notice"] is None) == (procedure == "tinh_don_gian")
    assert told["decision"]["number"].split("/")[0].isdecimal()
    assert told["journal"]["entries"] > 0
    assert len(told["journal"]["root"]) == 64


def test_one_nomination_of_the_usual_procedure_is_refused_by_the_council(played: Played) -> None:
    ballots = played.stories["tinh_thuong"]["vote"]["ballots"]
    assert [ballot["passed"] for ballot in ballots].count(False) == 1


def test_the_journal_agrees_with_itself_and_with_its_export(played: Played, tmp_path: Path) -> None:
    stored = played.run("journal", "verify", "--json")
    assert stored.code == 0
    assert stored.json == {**stored.json, "ok": True, "root": played.stories["co_so"]["journal"]["root"]}
    file = tmp_path / "nhat-ky.jsonl"
    assert played.run("journal", "export", str(file)).code == 0
    assert played.run("journal", "verify", "--file", str(file), "--json").json == stored.json


@pytest.mark.parametrize("place", [0, 41])
def test_a_changed_line_of_an_export_is_found_by_its_number(played: Played, tmp_path: Path, place: int) -> None:
    file = tmp_path / "nhat-ky.jsonl"
    played.run("journal", "export", str(file))
    lines = file.read_text(encoding="utf-8").splitlines()
    entry = json.loads(lines[place])
    lines[place] = json.dumps({**entry, "actor_name": "Người khác"}, ensure_ascii=False)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = played.run("journal", "verify", "--file", str(file), "--json")
    assert (told.code, told.json["ok"], told.json["first_bad"]) == (1, False, entry["seq"])


def test_a_removed_line_of_an_export_is_missed(played: Played, tmp_path: Path) -> None:
    file = tmp_path / "nhat-ky.jsonl"
    played.run("journal", "export", str(file))
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines[:10], *lines[11:]]) + "\n", encoding="utf-8")
    told = played.run("journal", "verify", "--file", str(file), "--json")
    assert (told.code, told.json["first_bad"]) == (1, json.loads(lines[10])["seq"])


def test_a_row_changed_behind_the_programs_back_is_found(played: Played, tmp_path: Path) -> None:
    """The table refuses changes; whoever owns the database can still force one, and is found out."""
    with forged(played, tmp_path) as environment:
        told = program("journal", "verify", "--json", environment=environment)
    assert (told.code, told.json["first_bad"]) == (1, 7)


FORGERY = "UPDATE journal_entry SET actor_name = 'Người khác' WHERE seq = 7"


@contextmanager
def forged(played: Played, home: Path) -> Iterator[dict[str, str]]:
    """Copy an instance and change an entry of its journal as only an intruder would."""
    if url := played.environment.get("DATABASE_URL"):
        with forged_postgres(url) as copied:
            yield {"VINHDANH_HOME": str(home), "DATABASE_URL": copied}
    else:
        forge_sqlite(played, home)
        yield {"VINHDANH_HOME": str(home)}


@contextmanager
def forged_postgres(url: str) -> Iterator[str]:
    with psycopg.connect(url) as connection:
        name = connection.info.dbname
    administer(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"')
    try:
        with psycopg.connect(postgres_url(f"{name}_copy"), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(FORGERY)
        yield postgres_url(f"{name}_copy")
    finally:
        administer(f'DROP DATABASE "{name}_copy" WITH (FORCE)')


def forge_sqlite(played: Played, home: Path) -> None:
    shutil.copy(Path(played.environment["VINHDANH_HOME"]) / "vinhdanh.sqlite3", home)
    with sqlite3.connect(home / "vinhdanh.sqlite3") as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(FORGERY)
    connection.close()


def test_refusals_of_an_instance_are_one_line(played: Played, tmp_path: Path) -> None:
    empty = {"VINHDANH_HOME": str(tmp_path / "empty")}
    refused = [
        played.run("journal", "verify", "--file", "khong-co.jsonl", "--json"),
        played.run("journal", "export", "/khong/co/cho/nay.jsonl"),
        played.run("demo", "--no-serve", "--json", "--procedure", "khong_co"),
        program(
            "init", "--unit", " ", "--email", "quantri", "--name", "", environment={"VINHDANH_HOME": str(tmp_path)}
        ),
        played.run("sign-in-link", "khong-co@thainguyen.example"),
        program("journal", "verify", "--json", environment=empty),
        program("awards", "--json", environment={**empty, "DATABASE_URL": "mysql://x"}),
        program("awards", "--json", environment={**empty, "SECRET_KEY": "ngan"}),
    ]
    assert [told for told in refused if not is_one_clear_line(told)] == []


def test_every_document_in_the_store_is_what_the_journal_says(played: Played) -> None:
    told = played.run("documents", "verify", "--json")
    assert told.code == 0, told.err
    assert told.json["ok"]
    assert told.json["documents"] > 50
    assert played.run("documents", "verify").out.endswith("văn bản, khớp cả\n")


def test_a_document_that_was_lost_or_changed_is_named(played: Played) -> None:
    written = {each["sha256"] for story in played.stories.values() for each in story["documents"]}
    files = Path(played.environment["VINHDANH_HOME"]) / "files"
    paths = [next(files.glob(f"*/{sha256}")) for sha256 in sorted(written)[:2]]
    kept = {path: path.read_bytes() for path in paths}
    paths[0].write_bytes(b"khac")
    paths[1].unlink()
    try:
        told = played.run("documents", "verify", "--json")
        assert told.code == 1
        faults = {each["sha256"]: each["fault"] for each in told.json["faults"]}
        assert faults == {paths[0].name: "tệp trong kho đã khác", paths[1].name: "không còn trong kho"}
        assert f"{len(told.json['faults'])} không khớp" in played.run("documents", "verify").out
    finally:
        for path, content in kept.items():
            path.write_bytes(content)
