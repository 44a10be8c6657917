"""Whatever is kept as a code has words that people can read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from config import ROOT
from dossiers.rules import procedures
from dossiers.words import ACTION_WORDS, SUBJECT_WORDS, award_name, state_tag


def journal_actions() -> Iterator[tuple[str, str]]:
    """Yield every literal action that some code gives to the journal, and where."""
    for path in sorted((ROOT / "dossiers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")).endswith(
                "record"
            ):
                yield from ((value, _place(path, node)) for value in _dotted(node))


def _dotted(node: ast.Call) -> list[str]:
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return [text for text in texts if text.replace(".", "").replace("_", "").isalpha() and text.count(".") == 1]


def _place(path: Path, node: ast.Call) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_action_of_the_journal_has_words(sqlite_app: Flask) -> None:
    steps = {f"dossier.{step.name}" for procedure in procedures().values() for step in procedure.steps}
    found = list(journal_actions())
    assert len(found) > 30, "the search for actions has gone blind"
    wordless = [(action, place) for action, place in found if action not in ACTION_WORDS and action not in steps]
    assert wordless == []


def test_the_journals_filter_knows_every_kind_of_action(sqlite_app: Flask) -> None:
    kinds = {action.partition(".")[0] for action, _place in journal_actions()}
    assert kinds - {"demonstration"} <= SUBJECT_WORDS.keys()


def test_every_state_and_award_has_a_name(sqlite_app: Flask) -> None:
    for procedure in procedures().values():
        for state in procedure.states:
            assert state_tag(procedure, state).text
    assert award_name("CSTD_CS") == "Chiến sĩ thi đua cơ sở"


def test_no_step_or_button_calls_a_click_a_signature(sqlite_app: Flask) -> None:
    """Signing happens outside, with a pen or a certificate; here people approve (the README promises it)."""
    clicks = {step.label for procedure in procedures().values() for step in procedure.steps}
    for page in (ROOT / "templates").rglob("*.html"):
        clicks |= set(re.findall(r"button\('([^']+)'", page.read_text(encoding="utf-8")))
    assert len(clicks) > 60
    assert {words for words in clicks if re.match(r"[Kk]ý\b", words)} == set()
