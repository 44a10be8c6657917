"""Facts with boring defaults, and the shipped procedure files as plain data to spoil."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from workflow.facts import Facts, NominationFacts
from workflow.verify import PROCEDURES

TODAY = date(2026, 3, 20)
NAMES = ("co_so", "tinh_don_gian", "tinh_thuong", "trinh_nha_nuoc")


def a_nomination(label: str = "Nguyễn Văn An", **changes: Any) -> NominationFacts:
    """A person whose line is complete and still to be examined."""
    return NominationFacts(**{"id": 1, "label": label, "kind": "individual", "award": "BK", **changes})


def some_facts(**changes: Any) -> Facts:
    """A dossier of two complete nominations."""
    two = (a_nomination(), a_nomination("Tổ dân phố 5", id=2, kind="collective"))
    return Facts(**{"today": TODAY, "award": "BK", "ground": "CONG_TRANG", "nominations": two, **changes})


def plain(name: str) -> dict[str, Any]:
    """Return the shipped procedure `name` as an independent reader sees it."""
    text = (PROCEDURES / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def written(data: object, path: Path) -> Path:
    """Write `data` as a procedure file."""
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
