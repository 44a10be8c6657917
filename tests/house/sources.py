"""The files of the project, as the tests about them read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config import ROOT

PYTHON = ("workflow", "dossiers", "tests", "bench")
WRITTEN = (*PYTHON, "docs", "templates", "static", "migrations", ".ci")
TEXTS = {".py", ".yaml", ".md", ".html", ".css", ".js", ".toml", ".txt", ".json", ".mako", ".svg", ""}


def modules(*folders: str) -> list[Path]:
    """Return the Python files below `folders`."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file that is ours, with its content."""
    ours = [path for folder in WRITTEN for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS]
    ours += [path for path in ROOT.iterdir() if path.suffix in TEXTS]
    for path in ours:
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".git":
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def documentation() -> str:
    """Return everything that is written in docs/ and in the README."""
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("README.md")]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)
