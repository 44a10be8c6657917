"""The product as if on another machine: its files elsewhere and of another age, the process in another world.

As a program it renders sample papers, or takes a dossier's step, and prints the hash of everything it wrote.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config import ROOT

SOURCES = ("config.py", "dossiers", "workflow", "templates", "migrations", "tests")
LONG_AGO = 315_532_800  # 1980, in seconds
WORLDS = {
    "east, Turkish": {
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "1",
    },
    "west, no locale": {
        "TZ": "America/Anchorage",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
        "PYTHONUTF8": "0",
    },
}
MASKS = {"east, Turkish": 0o000, "west, no locale": 0o077}


@dataclass(frozen=True)
class Machine:
    """A copy of the product, and the world that its processes live in."""

    home: Path
    world: str

    def say(self, *arguments: str) -> dict[str, str]:
        """Run this module there; returns the hashes that it prints."""
        mask = MASKS[self.world]
        told = subprocess.run(
            [sys.executable, "-m", "tests.another_machine", *arguments],
            cwd="/",
            env={"PYTHONPATH": str(self.home), "PATH": os.defpath, **WORLDS[self.world]},
            preexec_fn=lambda: os.umask(mask),
            capture_output=True,
            check=False,
        )
        assert told.returncode == 0, told.stderr.decode(errors="replace")[-2000:]
        answer: dict[str, str] = json.loads(told.stdout)
        return answer


def machines(folder: Path) -> Iterator[Machine]:
    """Yield the product installed in other places, every file of it another time old."""
    for number, world in enumerate(WORLDS):
        home = folder / f"machine {number}"
        for name in SOURCES:
            source, copy = ROOT / name, home / name
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                home.mkdir(parents=True)
                shutil.copy(source, copy)
        for path in home.rglob("*"):
            os.utime(path, (LONG_AGO, LONG_AGO + number))
        yield Machine(home, world)


def papers() -> dict[str, str]:
    """Render every sample paper."""
    sys.path.insert(0, str(ROOT / "tests" / "documents"))
    from sample_papers import VARIANTS, data_of

    from dossiers.documents import render
    from dossiers.storage import hash_of

    return {variant: hash_of(render(*data_of(variant))) for variant in VARIANTS}


def step(home: Path, name: str, dossier_id: int, moment: str) -> dict[str, str]:
    """Take a step of the decision on the database in `home`; returns the hash of every document of the dossier."""
    from dossiers.accounts.login import actor_of
    from dossiers.app import create_app
    from dossiers.db import current_session
    from dossiers.decision import service
    from dossiers.models import Account, Document
    from dossiers.subjects import find_dossier
    from tests.conftest import settings_for

    with create_app(settings_for(home, f"sqlite:///{home / 'vinhdanh.sqlite3'}")).app_context():
        dossier = find_dossier(dossier_id)
        actors = [actor_of(each) for each in current_session().query(Account)]
        actor = next(each for each in actors if any(role == "office_clerk" for role, _unit in each.grants))
        act = {"issue": service.issue}[name]
        act(actor=actor, dossier_id=dossier_id, seen=dossier.version, at=datetime.fromisoformat(moment))
        return {each.filename: each.sha256 for each in current_session().query(Document)}


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    found = papers() if what == "papers" else step(Path(rest[0]), rest[1], int(rest[2]), rest[3])
    json.dump({**found, "": __file__}, sys.stdout)
