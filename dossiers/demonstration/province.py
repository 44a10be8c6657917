"""The demonstration province: units, people with roles, a council of 21, movements and years of award history."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dossiers import journal
from dossiers.db import current_session, unit_of_work
from dossiers.demonstration import history, succession
from dossiers.demonstration.data import DATA
from dossiers.demonstration.history import Worker
from dossiers.demonstration.people import People
from dossiers.models import Account, Campaign, Council, CouncilMember, RoleGrant, Unit
from dossiers.papers.letterhead import head_of
from dossiers.web.text import fold
from workflow.roles import Role

SINCE = date(2025, 7, 1)
HOME_COMMUNE = "xã Phú Xuyên"


@dataclass
class Province:
    """What stands in the database after loading, by the names that the rest of the demonstration uses."""

    root: Unit
    people: People
    units: dict[str, Unit] = field(default_factory=dict)
    staff: dict[int, list[Worker]] = field(default_factory=dict)

    def commune(self) -> Unit:
        """The commune whose clerk the demonstration follows."""
        return self.units[HOME_COMMUNE]


def load(at: datetime, seed: int = 2026) -> Province:
    """Fill an empty database with the province; everything in one transaction."""
    data = DATA
    with unit_of_work():
        province = _units(data, People(data, random.Random(seed), at))  # noqa: S311 invented people, not secrets
        _standing_body(province, data)
        for unit in province.units.values():
            _staff(province, unit)
        _council(province, data["council"])
        chance = random.Random(seed + 1)  # noqa: S311 invented people, not secrets
        province.staff = history.write(list(province.units.values()), province.people, chance)
        succession.write(province.units)
        current_session().add_all(Campaign(**campaign) for campaign in data["campaigns"])
        journal.record("demonstration.loaded", province.root, actor=None, at=at, units=len(province.units) + 1)
    return province


def _units(data: dict[str, Any], people: People) -> Province:
    root = _unit(kind="province", place="Thái Nguyên", head_name=people.name(), **data["province"])
    province = Province(root, people)
    for kind in ("departments", "mass", "armed_forces"):
        for code, each in data[kind].items():
            province.units[code] = _unit(
                code=fold(code).upper(),
                symbol=code,
                kind={"departments": "department"}.get(kind, kind),
                parent_id=root.id,
                head_name=people.name(),
                head_title=each["head_title"],
                name=each["name"],
            )
    for number, (word, name) in enumerate(_communes(data), start=1):
        province.units[f"{word} {name}"] = _unit(
            code=f"X{number:02d}",
            symbol="UBND",
            kind="commune",
            parent_id=root.id,
            place=name,
            name=f"Ủy ban nhân dân {word} {name}",
            head_name=people.name(),
            head_title="Chủ tịch",
        )
    for kind in ("schools", "hospitals"):
        for number, each in enumerate(data[kind], start=1):
            province.units[each["name"]] = _unit(
                code=f"{kind[0].upper()}{number:02d}",
                kind=kind.removesuffix("s"),
                name=each["name"],
                parent_id=province.units[each["parent"]].id,
                head_name=people.name(),
                head_title="Hiệu trưởng" if kind == "schools" else "Giám đốc",
                symbol="THPT" if kind == "schools" else "BV",
            )
    return province


def _communes(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("phường", name) for name in data["wards"])
    yield from (("xã", name) for name in data["communes"])


def _unit(**values: Any) -> Unit:
    unit = Unit(search_key=fold(f"{values['name']} {values['code']}"), **values)
    session = current_session()
    session.add(unit)
    session.flush()
    return unit


def _standing_body(province: Province, data: dict[str, Any]) -> None:
    keeper = province.units[data["standing_body"]]
    root = province.root
    root.standing_body_id = keeper.id
    people, office = province.people, data["departments"][data["standing_body"]]["office"]
    chairman = people.account("chutich", root, "Chủ tịch Ủy ban nhân dân tỉnh", full_name=root.head_name)
    _grant(chairman, root, Role.DECISION_MAKER, Role.COUNCIL_CHAIR)
    vice = people.account("phochutich", root, "Phó Chủ tịch Ủy ban nhân dân tỉnh")
    _grant(vice, root, Role.COUNCIL_MEMBER)
    secretary = people.account("thuky", keeper, f"Trưởng {office.lower()}")
    _grant(secretary, keeper, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER)
    for number in (1, 2, 3):
        _grant(people.account(f"thamdinh{number}", keeper, f"Chuyên viên {office}"), keeper, Role.APPRAISER)
    clerk = people.account("vanthu", province.units["VP"], "Văn thư Văn phòng Ủy ban nhân dân tỉnh")
    _grant(clerk, root, Role.OFFICE_CLERK)
    administrator = people.account("quantri", keeper, "Quản trị hệ thống")
    _grant(administrator, root, Role.ADMINISTRATOR)
    _grant(people.account("kiemtra", province.units["TTr"], "Thanh tra viên"), root, Role.AUDITOR)


def _staff(province: Province, unit: Unit) -> None:
    """Give a unit its head and its clerk; a unit that decides awards of its own gets the rest of its desk too."""
    people, name = province.people, unit.code.lower()
    head = people.account(f"thutruong.{name}", unit, head_of(unit), full_name=unit.head_name)
    _grant(head, unit, Role.HEAD_OF_UNIT, Role.DECISION_MAKER, Role.COUNCIL_CHAIR)
    clerk = people.account(f"canbo.{name}", unit, "Cán bộ thi đua, khen thưởng")
    _grant(clerk, unit, Role.CLERK)
    if unit is province.commune():
        _unit_council(province, unit, head)


def _unit_council(province: Province, unit: Unit, head: Account) -> None:
    people, name = province.people, unit.code.lower()
    secretary = people.account(f"thuky.{name}", unit, "Trưởng phòng Văn hóa - Xã hội")
    _grant(secretary, unit, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.APPRAISER)
    office_clerk = people.account(f"vanthu.{name}", unit, "Văn thư")
    _grant(office_clerk, unit, Role.OFFICE_CLERK)
    members = [people.account(f"uyvien{number}.{name}", unit, "Ủy viên") for number in range(1, 6)]
    for member in members:
        _grant(member, unit, Role.COUNCIL_MEMBER)
    council = _new_council(unit, f"Hội đồng Thi đua - Khen thưởng {HOME_COMMUNE}", "Quyết định số 08/QĐ-UBND", SINCE)
    _seats(council, [("chair", head), *(("member", member) for member in members), ("secretary", secretary)])


def _council(province: Province, data: dict[str, Any]) -> None:
    council = _new_council(province.root, data["name"], data["established_by"], data["established_on"])
    account = province.people.by_login
    seats = [
        ("chair", account["chutich"]),
        ("vice_chair", account["phochutich"]),
        ("vice_chair", account["thutruong.snv"]),
    ]
    for code in data["members_from"]:
        seats.append(("member", account[f"thutruong.{fold(code)}"]))
    seats.append(("secretary", account["thuky"]))
    for seat, member in seats[2:-1]:
        if seat != "chair":
            _grant(member, province.root, Role.COUNCIL_MEMBER)
    _seats(council, seats)


def _new_council(unit: Unit, name: str, established_by: str, established_on: date) -> Council:
    council = Council(unit_id=unit.id, name=name, established_by=established_by, established_on=established_on)
    current_session().add(council)
    current_session().flush()
    return council


def _seats(council: Council, seats: list[tuple[str, Account]]) -> None:
    current_session().add_all(
        CouncilMember(
            council_id=council.id,
            account_id=account.id,
            seat=seat,
            position=position,
            from_on=council.established_on,
            decided_by=council.established_by,
        )
        for position, (seat, account) in enumerate(seats, start=1)
    )


def _grant(account: Account, unit: Unit, *roles: Role) -> None:
    current_session().add_all(
        RoleGrant(account_id=account.id, unit_id=unit.id, role=role.value, from_on=SINCE) for role in roles
    )
