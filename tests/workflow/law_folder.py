"""A copy of the shipped law that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

from workflow.catalogue import FOLDER


def copied_law(folder: Path) -> Path:
    """Copy the shipped law into `folder` and return where it is."""
    return Path(shutil.copytree(FOLDER, folder / "law"))


def spoil(law: Path, file: str, old: str, new: str) -> None:
    """Replace `old`, which must occur, by `new` in one file of a copied law, once."""
    text = (law / file).read_text(encoding="utf-8")
    assert old in text, f"{file} no longer has {old!r}"
    (law / file).write_text(text.replace(old, new, 1), encoding="utf-8")
