"""How fast the law is weighed: 1,000 cases, and one page's check of a dossier of 60 lines; prints JSON.

`cases_1000` reads and weighs a thousand cases as the eligibility command does; plain JSON parsing of the same
text is the floor.  `page_60` is what every page of a dossier of 60 lines adds, its register read in one query.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from config import Settings
from dossiers import findings
from dossiers.app import create_app
from dossiers.db import current_session
from dossiers.models import Account, AwardRecord, Dossier, Nomination, Unit
from dossiers.rules import procedures
from dossiers.schema import build
from dossiers.web.text import fold
from workflow.catalogue import load_law
from workflow.eligibility import answer

CASES, LINES, YEARS = 1_000, 60, range(2019, 2026)
TODAY = date(2026, 11, 24)


def seconds(work: Callable[[], object], repeats: int = 7) -> float:
    work()
    return statistics.median(timed(work) for _ in range(repeats))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def evidence() -> dict[str, Any]:
    return {
        "ratings": [{"year": year, "rating": "HTXS"} for year in YEARS],
        "awards": [],
        "initiatives": [
            {"title": "Số hóa hồ sơ một cửa", "kind": "sang_kien", "scope": "co_so", "recognised_on": "2025-11-20"}
        ],
        "discipline": [],
        "holds": [],
    }


def a_case(number: int, codes: list[str]) -> dict[str, Any]:
    award = codes[number % len(codes)]
    granted = [{"award": code, "year": year, "decided_on": f"{year + 1}-01-20"} for code in codes[:2] for year in YEARS]
    candidate = {"kind": "individual", "name": f"Nguyễn Văn An {number}", **evidence(), "awards": granted}
    return {"received_on": "2026-11-23", "award": award, "year": 2025, "ground": "CONG_TRANG", "candidate": candidate}


def thousand_cases() -> dict[str, float]:
    law = load_law()
    admitted = [each.code for each in law.awards_on(TODAY) if "CONG_TRANG" in each.grounds]
    codes = [code for code in admitted if law.tree(code, "individual", TODAY)]
    text = json.dumps([a_case(number, codes) for number in range(CASES)], ensure_ascii=False)
    ours = seconds(lambda: [answer(law, case) for case in json.loads(text)])
    floor = seconds(lambda: json.loads(text))
    return {"ours_s": ours, "json_parsing_s": floor, "times_the_floor": ours / floor}


def a_dossier() -> Dossier:
    """A dossier of 60 people, each with seven years in the register."""
    session = current_session()
    award = next(each for each in load_law().awards_on(TODAY) if load_law().tree(each.code, "individual", TODAY))
    unit = Unit(code="DV", name="Ủy ban nhân dân xã", search_key="uy ban nhan dan xa", kind="commune")
    session.add(unit)
    session.flush()
    clerk = Account(email="a@example.vn", full_name="Lê Thị Hạnh", unit_id=unit.id, created_at=datetime.now(UTC))
    session.add(clerk)
    session.flush()
    procedure = next(iter(procedures().values()))
    dossier = Dossier(
        code="HS",
        unit_id=unit.id,
        decider_unit_id=unit.id,
        award_code=award.code,
        ground="CONG_TRANG",
        year=2025,
        procedure=procedure.name,
        procedure_version=procedure.version,
        state="draft",
        created_by_id=clerk.id,
        created_at=datetime.now(UTC),
    )
    for place in range(1, LINES + 1):
        name = f"Nguyễn Văn Số {place}"
        who = {
            "kind": "individual",
            "name": name,
            "search_key": fold(name),
            "birth_year": 1980,
            "award_code": award.code,
        }
        dossier.nominations.append(Nomination(position=place, evidence=evidence(), **who))
        for year in YEARS:
            held = {
                "unit_id": unit.id,
                "ground": "CONG_TRANG",
                "year": year,
                "decision_number": "1",
                "issued_by": "UBND",
            }
            session.add(AwardRecord(**who, **held))
    session.add(dossier)
    session.commit()
    return dossier


def page_of_60_lines() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'vinhdanh.sqlite3'}"
        build(url)
        settings = {"VINHDANH_HOME": home, "DATABASE_URL": url, "SECRET_KEY": "k" * 40}
        with create_app(Settings.from_environment(settings)).app_context():
            dossier = a_dossier()
            return {"ours_ms": 1_000 * seconds(lambda: findings.check_all(dossier, TODAY))}


def main() -> None:
    print(json.dumps({"cases_1000": thousand_cases(), "page_60": page_of_60_lines()}, indent=2))


if __name__ == "__main__":
    main()
