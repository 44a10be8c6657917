"""Reads the cases that legal officers write, turns each into a case of the contract, and compares the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from workflow.catalogue import Law
from workflow.citations import Citations
from workflow.dated import Dated, DatedValue
from workflow.eligibility import answer
from workflow.loader import Table, read

FOLDER = Path(__file__).parent
_ABOUT_THE_DOSSIER = ("award", "received_on", "year", "ground")
_SPOKEN_OF = ("name", "expect", "unknown", "kind", "awards", "ratings", "parameters", *_ABOUT_THE_DOSSIER)


@dataclass(frozen=True)
class LawCase:
    """One readable case: its place, its sentence, the contract's case, and what is expected.

    `parameters` are values that a province would have given, such as the number of a resolution.
    """

    place: str
    name: str
    data: dict[str, Any]
    expect: dict[str, Any]
    parameters: dict[str, Any]

    @property
    def about(self) -> tuple[str, str]:
        """The award, and the kind of recipient."""
        return self.data["award"], self.data["candidate"]["kind"]

    def answered(self, law: Law) -> dict[str, Any]:
        """Return what `law` says of the case."""
        given = {key: _given(law, key, value) for key, value in self.parameters.items()}
        return answer(replace(law, parameters={**law.parameters, **given}), self.data)

    def faults(self, found: dict[str, Any]) -> list[str]:
        """Return every expectation that an answer does not meet."""
        others = [check for each in found["alternatives"] for check in each["checks"]]
        every = found["checks"] + others
        known = {
            "verdict": lambda wanted: found["verdict"] == wanted,
            "branch": lambda wanted: found["branch"] == wanted,
            "law": lambda wanted: found["law"] == wanted,
            "decree": lambda wanted: found["decree"] == wanted,
            "doubt": lambda wanted: wanted in found["doubt"],
            "absent": lambda wanted: not {rule for rule, _outcome in _outcomes(every)} & set(wanted),
            "checks": lambda wanted: _outcomes(every).issuperset(wanted.items()),
            "alternatives": lambda wanted: _outcomes(others).issuperset(wanted.items()),
            "cite": lambda wanted: any(_has_place(check["citation"], wanted) for check in every),
            "reason": lambda wanted: any(wanted in check["reason"] for check in every),
            "earliest_year": lambda wanted: wanted in {check["earliest_year"] for check in every},
        }
        return [f"{key}: {wanted}" for key, wanted in self.expect.items() if not known[key](wanted)]


def law_cases() -> Iterator[LawCase]:
    """Yield every case of every file of this folder."""
    for path in sorted(FOLDER.glob("*.yaml")):
        table = read(path, path.name)
        for award_cases in table.values():
            for n, written in enumerate(award_cases):
                place = f"{path.name}:{award_cases.lines[n]}"
                data, expect = _contract_case(written), written["expect"]
                yield LawCase(place, written["name"], data, expect, written.get("parameters", {}))


def _given(law: Law, key: str, value: Any) -> Any:
    source = Citations.parse("Luật 06/2022/QH15")
    return replace(law.parameter(key), history=Dated((DatedValue(date(2024, 1, 1), value, source),)))


def _outcomes(checks: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(check["rule"], check["outcome"]) for check in checks}


def _has_place(citation: str, place: str) -> bool:
    return any(part.endswith(place) for part in citation.split("; "))


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
