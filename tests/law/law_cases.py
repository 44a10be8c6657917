"""Reads the cases that legal officers write and turns each into a case of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from workflow.loader import Table, read

FOLDER = Path(__file__).parent
_ABOUT_THE_DOSSIER = ("award", "received_on", "year", "ground")
_SPOKEN_OF = ("name", "expect", "unknown", "kind", "awards", "ratings", *_ABOUT_THE_DOSSIER)


@dataclass(frozen=True)
class LawCase:
    """One readable case: its place, its sentence, the contract's case, and what is expected."""

    place: str
    name: str
    data: dict[str, Any]
    expect: dict[str, Any]


def law_cases() -> Iterator[LawCase]:
    """Yield every case of every file of this folder."""
    for path in sorted(FOLDER.glob("*.yaml")):
        table = read(path, path.name)
        for award_cases in table.values():
            for n, written in enumerate(award_cases):
                place = f"{path.name}:{award_cases.lines[n]}"
                yield LawCase(place, written["name"], _contract_case(written), written["expect"])


def _contract_case(written: Table) -> dict[str, Any]:
    candidate: dict[str, Any] = {"kind": written.get("kind", "individual"), "discipline": [], "holds": []}
    candidate |= {key: _plain(value) for key, value in written.items() if key not in _SPOKEN_OF}
    if "ratings" in written:
        candidate["ratings"] = [{"year": year, "rating": rating} for year, rating in written["ratings"].items()]
    if "awards" in written:
        candidate["awards"] = [_grant(award, grant) for award, grants in written["awards"].items() for grant in grants]
    for key in written.get("unknown", ()):
        del candidate[key]
    return {
        "award": written["award"],
        "received_on": _plain(written.get("received_on", date(2026, 3, 2))),
        "year": written.get("year", 2025),
        "ground": written.get("ground", None if "ground" in written else "CONG_TRANG"),
        "candidate": candidate,
    }


def _grant(award: str, written: object) -> dict[str, Any]:
    given = _plain(written) if isinstance(written, dict) else {"year": written}
    return {"award": award, "ground": "CONG_TRANG", **given}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
