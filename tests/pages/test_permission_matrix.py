"""Every route × every role × own and foreign side, as matrix.yaml says people may use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.pages.house import House

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "matrix.yaml").read_text(encoding="utf-8"))
ROLES = TABLE["groups"]["everyone"]
DEFAULT_STATE = "under_appraisal"
FEWEST_CELLS = 2_000
NO_DIFFERENCE: dict[str, set[str]] = {"let in": set(), "turned away": set()}

# A static file answered to the test client is closed by the garbage collector, not by a server.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def rules(house: House) -> dict[str, Rule]:
    return house.rules


def roles_of(entry: dict[str, Any], column: str) -> list[str]:
    named = entry.get(column, [])
    roles: list[str] = TABLE["groups"][named] if isinstance(named, str) else named
    return roles


def arguments_of(entry: dict[str, Any], side: Any) -> dict[str, Any]:
    arguments = side.arguments(entry.get("at", DEFAULT_STATE))
    if "document" in entry:
        arguments["document_id"] = arguments[entry["document"]]
    return arguments


def is_let_in(answer: TestResponse) -> bool:
    """Whether the person may: whatever the page then says of the form or of the state."""
    sent_to_sign_in = answer.status_code == 302 and answer.location.startswith("/dang-nhap")
    return answer.status_code not in (401, 403, 404, 405) and not sent_to_sign_in


def test_every_route_is_in_the_table_and_the_table_has_no_other(rules: dict[str, Rule]) -> None:
    assert {name.split()[0] for name in TABLE["routes"]} == set(rules)


def test_the_matrix_is_as_large_as_it_has_to_be() -> None:
    columns = sum(1 if "any" in entry else 2 for entry in TABLE["routes"].values())
    assert columns * len(ROLES) >= FEWEST_CELLS


@pytest.mark.parametrize("name", TABLE["routes"])
def test_each_role_is_let_in_or_turned_away_as_the_table_says(name: str, house: House, rules: dict[str, Rule]) -> None:
    entry, rule = TABLE["routes"][name], rules[name.split()[0]]
    column = "any" if "any" in entry else "own"
    expected = roles_of(entry, column)
    answers = {role: house.ask(role, rule, arguments_of(entry, house.world.own)) for role in ROLES}
    assert [role for role, answer in answers.items() if answer.status_code >= 500] == []
    let_in = [role for role, answer in answers.items() if is_let_in(answer)]
    assert {"let in": set(let_in) - set(expected), "turned away": set(expected) - set(let_in)} == NO_DIFFERENCE


@pytest.mark.parametrize("name", [name for name, entry in TABLE["routes"].items() if "any" not in entry])
def test_what_belongs_to_another_side_does_not_exist_for_anybody(
    name: str, house: House, rules: dict[str, Rule]
) -> None:
    entry, rule = TABLE["routes"][name], rules[name.split()[0]]
    arguments = arguments_of(entry, house.world.foreign)
    answers = {role: house.ask(role, rule, arguments).status_code for role in ROLES if role != "anonymous"}
    assert {role: status for role, status in answers.items() if status != 404} == {}
    assert house.ask("anonymous", rule, arguments).location.startswith("/dang-nhap")
