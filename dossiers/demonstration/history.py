"""Years of award history in the register: for each unit some people and a collective, with the usual gaps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossiers.db import current_session
from dossiers.demonstration.data import DATA
from dossiers.demonstration.people import People
from dossiers.models import AwardRecord, Unit
from dossiers.web.text import fold

AWARDS: dict[str, str] = DATA["history_awards"]
YEARS = range(2020, 2026)
WORKERS = 4
POSTS = ("Công chức", "Chuyên viên", "Phó Trưởng phòng", "Trưởng phòng", "Viên chức", "Giáo viên")


@dataclass(frozen=True)
class Worker:
    """A person of a unit, as the register and later dossiers know them."""

    name: str
    gender: str
    birth_year: int
    post: str
    ratings: dict[int, str]


def write(units: list[Unit], people: People, chance: random.Random) -> dict[int, list[Worker]]:
    """Enter each unit's people and the unit itself into the register, inside the caller's unit of work."""
    staff: dict[int, list[Worker]] = {}
    for unit in units:
        staff[unit.id] = [_worker(people, chance) for _ in range(WORKERS)]
        for worker in staff[unit.id]:
            current_session().add_all(_of_person(worker, unit, chance))
        current_session().add_all(_of_collective(unit, chance))
    return staff


def _worker(people: People, chance: random.Random) -> Worker:
    gender = chance.choice(("nam", "nữ"))
    ratings = {year: chance.choices(("HTXS", "HTT", "HT"), (5, 4, 1))[0] for year in YEARS}
    return Worker(people.name(gender), gender, chance.randint(1968, 1998), chance.choice(POSTS), ratings)


def _of_person(worker: Worker, unit: Unit, chance: random.Random) -> Iterator[AwardRecord]:
    for year, rating in worker.ratings.items():
        if rating in ("HTXS", "HTT"):
            yield _record(worker.name, "individual", unit, AWARDS["rated"], year, chance, worker.birth_year)
        if rating == "HTXS" and chance.random() < 0.7:
            yield _record(worker.name, "individual", unit, AWARDS["outstanding"], year, chance, worker.birth_year)
    if chance.random() < 0.4:
        year = chance.choice(YEARS)
        yield _record(worker.name, "individual", unit, AWARDS["provincial"], year, chance, worker.birth_year)


def _of_collective(unit: Unit, chance: random.Random) -> Iterator[AwardRecord]:
    for year in YEARS:
        if chance.random() < 0.8:
            yield _record(unit.name, "collective", unit, AWARDS["collective"], year, chance)
        if chance.random() < 0.3:
            yield _record(unit.name, "collective", unit, AWARDS["collective_outstanding"], year, chance)


PROVINCIAL = (AWARDS["provincial"], AWARDS["collective_outstanding"])


def _record(
    name: str, kind: str, unit: Unit, award: str, year: int, chance: random.Random, birth_year: int | None = None
) -> AwardRecord:
    provincial = award in PROVINCIAL
    return AwardRecord(
        kind=kind,
        name=name,
        search_key=fold(name),
        birth_year=birth_year,
        unit_id=unit.id,
        award_code=award,
        ground="CONG_TRANG",
        year=year,
        decision_number=f"{chance.randint(20, 2900)}/QĐ-UBND",
        decided_on=date(year + 1, 1, chance.randint(5, 28)),
        issued_by="Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên" if provincial else unit.name,
        provenance=chance.choice(("decision", "typed", "typed")),
    )
