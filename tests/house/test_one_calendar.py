"""Working days are counted in one place, by the corrected calendar."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from config import ROOT

# The corrected calendar itself, those who correct it, and the command that answers by the shipped one.
CORRECTORS = {"admin/due_dates.py", "admin/calendar_service.py", "admin/calendar_queries.py"}
KNOW_THE_ENGINE = {"working_days.py", "cli/rules.py"} | CORRECTORS


def importers() -> Iterator[str]:
    for path in sorted((ROOT / "dossiers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {f"{node.module}.{each.name}" for each in node.names} if isinstance(node, ast.ImportFrom) else set()
            if any(name.startswith("workflow.deadlines") for name in names):
                yield path.relative_to(ROOT / "dossiers").as_posix()


def test_nothing_counts_working_days_past_the_corrected_calendar() -> None:
    assert set(importers()) <= KNOW_THE_ENGINE
    assert "working_days.py" in set(importers())
