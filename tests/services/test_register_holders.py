"""Whose an award is: across old units and names, and with a person who confirms that two are one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers import findings, journal
from dossiers.db import current_session
from dossiers.holders import holder_of
from dossiers.models import Account, AwardRecord, Dossier, Nomination, Unit, UnitSuccession
from dossiers.register import holder_service, queries, succession_service
from tests.factories import (
    NOW,
    a_dossier,
    a_nomination,
    a_province,
    a_record,
    a_unit,
    an_account,
    as_actor,
    saved,
)
from workflow.eligibility import worst
from workflow.errors import Invalid, Missing, NotAllowed, Refused
from workflow.findings import Outcome
from workflow.permissions import Actor

TODAY = date(2026, 11, 23)


@dataclass
class Office:
    province: Unit
    commune: Unit
    clerk: Account
    keeper: Account
    administrator: Account

    @property
    def actor(self) -> Actor:
        return as_actor(self.keeper)


@pytest.fixture
def office(app: Flask) -> Office:
    province = a_province()
    commune = a_unit(parent_id=province.id)
    keeper, administrator = (an_account(role, unit=province.keeper) for role in ("appraiser", "administrator"))
    return Office(province, commune, an_account("clerk", unit=commune), keeper, administrator)


def a_succession(old: Unit, new: Unit, **more: Any) -> UnitSuccession:
    more = {"kind": "renamed", "succeeded_on": date(2025, 7, 1), "instrument": "Nghị quyết 1683"} | more
    return saved(UnitSuccession(predecessor_id=old.id, successor_id=new.id, **more))


def a_line(office: Office, name: str, kind: str = "individual", unit: Unit | None = None, **more: Any) -> Nomination:
    line = a_nomination(name, kind, **more)
    a_dossier(unit or office.commune, office.province, office.clerk, nominations=[line])
    return line


def held(line: Nomination) -> list[int]:
    """The years of what the register holds of a line."""
    register = findings.register_of([line])
    return [record.year for record in findings.held_awards(line, line.dossier, register)]


def likely(line: Nomination) -> list[int]:
    register = findings.register_of([line])
    return [record.year for record in register.likely_of(holder_of(line, line.dossier))]


def merge(office: Office, record: AwardRecord, unit: Unit, *, is_same: bool = True) -> Any:
    return holder_service.decide_match(
        actor=office.actor, record_id=record.id, unit_id=unit.id, is_same=is_same, reason="Đã đối chiếu.", at=NOW
    )


def test_a_former_district_schools_title_of_2023_counts_for_its_dossier_of_2026(office: Office) -> None:
    district = a_unit("Ủy ban nhân dân huyện Đại Từ", is_active=False)
    old = a_unit("Trường Tiểu học Phú Xuyên 1", "school", parent_id=district.id, is_active=False)
    school = a_unit("Trường Tiểu học Phú Xuyên", "school", parent_id=office.commune.id)
    a_succession(old, school)
    a_record(old, old.name, award="TTLDXS", year=2023, kind="collective")
    a_record(old, old.name, award="TTLDXS", year=2024, kind="collective")
    line = a_nomination("Trường Tiểu học Phú Xuyên", "collective", evidence={"discipline": [], "holds": []})
    dossier: Dossier = a_dossier(office.commune, office.province, office.clerk, nominations=[line], award="BK_TINH")
    assert held(line) == [2023, 2024]
    answer = findings.check(line, dossier, TODAY)
    assert answer is not None
    branches = {branch.name: branch.outcome for branch in answer.alternatives} | {answer.branch: worst(answer.findings)}
    assert branches["02 năm liên tục Tập thể lao động xuất sắc"] is Outcome.JUDGEMENT  # the years are met


def test_without_the_succession_the_old_name_is_a_stranger(office: Office) -> None:
    old = a_unit("Trường Tiểu học Phú Xuyên 1", "school", is_active=False)
    a_unit("Trường Tiểu học Phú Xuyên", "school", parent_id=office.commune.id)
    a_record(old, old.name, award="TTLDXS", year=2023, kind="collective")
    assert held(a_line(office, "Trường Tiểu học Phú Xuyên", "collective")) == []


def test_a_school_entered_under_its_own_name_or_under_its_commune_is_the_same(office: Office) -> None:
    school = a_unit("Trường Mầm non Phú Xuyên", "school", parent_id=office.commune.id)
    a_record(school, school.name, award="TTLDTT", year=2023, kind="collective")
    a_record(office.commune, school.name, award="TTLDTT", year=2024, kind="collective")
    assert held(a_line(office, school.name, "collective")) == [2023, 2024]


def test_a_chain_of_successions_is_followed_to_its_beginning(office: Office) -> None:
    first, second = a_unit("Phòng A", "office"), a_unit("Phòng B", "office")
    third = a_unit("Phòng C", "office", parent_id=office.commune.id)
    a_succession(first, second)
    a_succession(second, third)
    a_record(first, "Phòng A", award="TTLDTT", year=2020, kind="collective")
    a_record(second, "Phòng B", award="TTLDTT", year=2022, kind="collective")
    assert sorted(held(a_line(office, "Phòng C", "collective"))) == [2020, 2022]


def test_a_dissolved_district_hands_on_its_people_and_not_its_flags(office: Office) -> None:
    district = a_unit("Ủy ban nhân dân huyện Đại Từ", is_active=False)
    a_succession(district, office.commune, kind="split", passes_awards=False)
    a_record(district, district.name, award="TTLDXS", year=2023, kind="collective")
    a_record(district, "Nguyễn Văn An", award="CSTD_CS", year=2023, birth_year=1985)
    assert held(a_line(office, office.commune.name, "collective")) == []
    assert held(a_line(office, "Nguyễn Văn An")) == [2023]


def test_two_offices_of_one_name_in_different_units_are_different_collectives(office: Office) -> None:
    other = a_unit("Sở Y tế", "department")
    a_record(other, "Văn phòng", award="TTLDTT", year=2023, kind="collective")
    assert held(a_line(office, "Văn phòng", "collective")) == []


def test_a_teacher_entered_under_the_school_is_the_one_whom_the_commune_proposes(office: Office) -> None:
    school = a_unit("Trường Mầm non Phú Xuyên", "school", parent_id=office.commune.id)
    a_record(school, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    a_record(school, "Nguyễn Văn An", award="LDTT", year=2024, birth_year=1970)
    assert held(a_line(office, "Nguyễn Văn An")) == [2023]


def test_a_like_name_elsewhere_counts_only_once_a_person_has_confirmed_it(office: Office) -> None:
    department = a_unit("Sở Y tế", "department")
    record = a_record(department, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    line = a_line(office, "Nguyễn Văn An")
    assert (held(line), likely(line)) == ([], [2023])
    match = merge(office, record, office.commune)
    assert (held(line), likely(line)) == ([2023], [])
    holder_service.undo_match(actor=office.actor, match_id=match.id, at=NOW)
    assert (held(line), likely(line)) == ([], [2023])


def test_a_refused_likeness_is_not_asked_about_again(office: Office) -> None:
    department = a_unit("Sở Y tế", "department")
    record = a_record(department, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    a_record(office.commune, "Nguyễn Văn An", award="LDTT", year=2024, birth_year=1985)
    line = a_line(office, "Nguyễn Văn An")
    ((pair,), count) = queries.likely_pairs()
    assert ({pair.record.unit_id, pair.other.id}, count) == ({department.id, office.commune.id}, 1)
    merge(office, record, office.commune, is_same=False)
    assert (held(line), likely(line)) == ([2024], [])
    assert queries.likely_pairs() == ([], 0)


def test_a_confirmation_reaches_through_several_units_and_to_later_awards(office: Office) -> None:
    first, second = a_unit("Sở Y tế", "department"), a_unit("Sở Tài chính", "department")
    record = a_record(first, "Nguyễn Văn An", award="LDTT", year=2022, birth_year=1985)
    other = a_record(second, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    merge(office, record, second)
    merge(office, other, office.commune)
    a_record(first, "Nguyễn Văn An", award="CSTD_CS", year=2022, birth_year=1985)
    assert held(a_line(office, "Nguyễn Văn An")) == [2022, 2022, 2023]


def test_somebody_who_moved_is_proposed_from_the_nomination_at_the_new_place(office: Office) -> None:
    department = a_unit("Sở Y tế", "department")
    a_record(department, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    line = a_nomination("Nguyễn Văn An")
    dossier = a_dossier(office.commune, office.province, office.clerk, nominations=[line])
    assert queries.likely_pairs() == ([], 0)  # nobody else is told of a unit's own draft
    dossier.state, dossier.submitted_at = "submitted", NOW
    current_session().commit()
    ((pair,), _count) = queries.likely_pairs()
    assert (pair.record.unit_id, pair.other.id) == (department.id, office.commune.id)


def test_units_that_followed_each_other_need_no_confirmation(office: Office) -> None:
    old = a_unit("Ủy ban nhân dân xã Yên Lãng", is_active=False)
    a_succession(old, office.commune, kind="merged")
    a_record(old, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    a_record(office.commune, "Nguyễn Văn An", award="LDTT", year=2025, birth_year=1985)
    assert queries.likely_pairs() == ([], 0)
    assert held(a_line(office, "Nguyễn Văn An")) == [2023, 2025]


def test_one_identity_number_is_one_person_under_any_name_and_unit(office: Office) -> None:
    department = a_unit("Sở Y tế", "department")
    a_record(office.commune, "Nguyễn Văn An", award="LDTT", year=2024, birth_year=1985, identity_hash="a" * 64)
    a_record(department, "Nguyễn Thế An", award="LDTT", year=2022, birth_year=1985, identity_hash="a" * 64)
    assert held(a_line(office, "Nguyễn Văn An")) == [2022, 2024]


def test_two_identity_numbers_under_one_name_are_two_people_and_neither_is_guessed(office: Office) -> None:
    for number, year in (("a", 2023), ("b", 2024)):
        a_record(office.commune, "Nguyễn Văn An", award="LDTT", year=year, birth_year=1985, identity_hash=number * 64)
    line = a_line(office, "Nguyễn Văn An")
    assert (held(line), sorted(likely(line))) == ([], [2023, 2024])


def test_a_decision_about_holders_is_made_once_and_with_a_birth_year(office: Office) -> None:
    department = a_unit("Sở Y tế", "department")
    record = a_record(department, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    with pytest.raises(Invalid):
        merge(office, record, department)
    with pytest.raises(Invalid):
        merge(office, a_record(department, "Lê Thị Hoa", award="LDTT", year=2023), office.commune)
    with pytest.raises(Missing):
        holder_service.decide_match(
            actor=office.actor, record_id=record.id, unit_id=999_999, is_same=True, reason="x", at=NOW
        )
    match = merge(office, record, office.commune)
    with pytest.raises(Refused, match="cùng một người"):
        merge(office, record, office.commune, is_same=False)
    holder_service.undo_match(actor=office.actor, match_id=match.id, at=NOW)
    with pytest.raises(Refused):
        holder_service.undo_match(actor=office.actor, match_id=match.id, at=NOW)
    merge(office, record, office.commune, is_same=False)
    assert [entry["action"] for entry in journal.stored()] == [
        "register.holders_merged",
        "register.match_undone",
        "register.holders_told_apart",
    ]


def record_it(office: Office, old: Unit | None, new: Unit, **more: Any) -> UnitSuccession:
    fields = {
        "predecessor_id": old.id if old else None,
        "successor_id": new.id,
        "kind": "merged",
        "succeeded_on": date(2025, 7, 1),
        "instrument": "Nghị quyết số 1683/NQ-UBTVQH15",
        "passes_awards": True,
    }
    return succession_service.record_succession(actor=as_actor(office.administrator), fields=fields, at=NOW, **more)


def test_recording_a_succession_ends_the_old_unit_and_keeps_it_under_its_name(office: Office) -> None:
    old = a_unit("Ủy ban nhân dân xã Yên Lãng")
    record_it(office, old, office.commune)
    current_session().expire_all()
    assert not old.is_active
    made = record_it(
        office,
        None,
        office.commune,
        old_unit={"name": "Ủy ban nhân dân xã Na Mao", "code": "X-NA-MAO", "kind": "commune"},
    )
    assert (made.predecessor.search_key, made.predecessor.is_active) == ("uy ban nhan dan xa na mao x-na-mao", False)


def test_a_succession_that_cannot_be_is_refused(office: Office) -> None:
    old, other = a_unit("Ủy ban nhân dân xã Yên Lãng"), a_unit("Ủy ban nhân dân xã Na Mao", code="X-NA-MAO")
    record_it(office, old, office.commune)
    for one, two, more in (
        (old, office.commune, {}),
        (office.commune, old, {}),
        (old, old, {}),
        (office.province, old, {}),
        (None, old, {"old_unit": {"name": "Xã", "code": "X-NA-MAO", "kind": "commune"}}),
    ):
        with pytest.raises(Invalid):
            record_it(office, one, two, **more)
    with pytest.raises(NotAllowed):
        succession_service.remove_succession(actor=office.actor, succession_id=1, at=NOW)
    assert other.is_active


def test_a_succession_recorded_by_mistake_is_removed_and_the_journal_keeps_it(office: Office) -> None:
    old = a_unit("Ủy ban nhân dân xã Yên Lãng")
    made = record_it(office, old, office.commune)
    a_record(old, "Nguyễn Văn An", award="LDTT", year=2023, birth_year=1985)
    line = a_line(office, "Nguyễn Văn An")
    assert held(line) == [2023]
    succession_service.remove_succession(actor=as_actor(office.administrator), succession_id=made.id, at=NOW)
    assert held(line) == []
    last = list(journal.stored())[-1]
    assert last["action"] == "unit.succession_removed"
    assert (last["details"]["predecessor"], last["details"]["kind"]) == (old.id, "merged")
