"""What a person can meet in the product is explained in docs/."""

from __future__ import annotations

import pytest

from config import Settings
from dossiers.cli import group
from dossiers.documents import KINDS
from dossiers.rules import procedures
from tests.house.sources import documentation
from workflow.permissions import Action
from workflow.roles import ROLE_NAMES, Role


def states() -> set[str]:
    return {name for procedure in procedures().values() for name in procedure.states}


def steps() -> set[str]:
    return {step.name for procedure in procedures().values() for step in procedure.steps}


def named(words: set[str]) -> set[str]:
    """Return those of `words` that docs/ sets as code."""
    text = documentation()
    return {word for word in words if f"`{word}`" in text}


def test_every_action_is_documented() -> None:
    actions = {str(action) for action in Action}
    assert actions - named(actions) == set()


def test_every_role_is_documented_by_its_code_and_its_name() -> None:
    roles = {str(role) for role in Role}
    assert roles - named(roles) == set()
    assert [name for name in ROLE_NAMES.values() if name not in documentation()] == []


def test_every_setting_is_documented() -> None:
    settings = set(Settings.names())
    assert settings - named(settings) == set()


def test_every_kind_of_document_is_documented() -> None:
    assert set(KINDS) - named(set(KINDS)) == set()


def test_every_command_is_documented() -> None:
    commands = {f"vinhdanh {name}" for name in group.commands}
    text = documentation()
    assert {command for command in commands if command not in text} == set()


@pytest.mark.usefixtures("sqlite_app")
def test_every_state_of_every_procedure_is_documented() -> None:
    assert states() - named(states()) == set()


@pytest.mark.usefixtures("sqlite_app")
def test_every_step_of_every_procedure_is_documented() -> None:
    assert steps() - named(steps()) == set()
