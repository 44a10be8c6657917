"""Records corrected, revoked and restored: what stood there before is kept, and the checks follow at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers import findings, journal
from dossiers.db import current_session
from dossiers.models import Account, AwardRecord, Unit
from dossiers.register import queries, record_service
from dossiers.register.review import counted_by
from dossiers.register.trail import entries
from dossiers.rules import law
from tests.factories import NOW, a_dossier, a_nomination, a_province, a_record, a_unit, an_account, as_actor
from workflow.errors import Invalid, Missing, NotAllowed, Refused, Stale
from workflow.permissions import Actor


@dataclass
class Office:
    province: Unit
    commune: Unit
    clerk: Account
    keeper: Account

    @property
    def actor(self) -> Actor:
        return as_actor(self.keeper)


@pytest.fixture
def office(app: Flask) -> Office:
    province = a_province()
    commune = a_unit(parent_id=province.id)
    return Office(province, commune, an_account("clerk", unit=commune), an_account("appraiser", unit=province.keeper))


def an_award(office: Office, award: str = "CSTD_CS", year: int = 2024, **more: Any) -> AwardRecord:
    return a_record(office.commune, "Nguyễn Văn An", award=award, year=year, birth_year=1985, **more)


def correct(office: Office, record: AwardRecord, *, seen: int = 0, actor: Actor | None = None, **values: Any) -> None:
    record_service.correct_record(
        actor=actor or office.actor,
        record_id=record.id,
        seen=seen,
        values={"name": "Nguyễn Văn An", **values},
        reason="Đối chiếu bản chính.",
        at=NOW,
    )
    current_session().expire_all()


def revoke(office: Office, record: AwardRecord, *, seen: int = 0, **more: Any) -> None:
    more = {"ground": "a", "number": "55/QĐ-UBND", "revoked_on": date(2026, 3, 2), "reason": "Kê khai khống."} | more
    record_service.revoke_record(actor=office.actor, record_id=record.id, seen=seen, at=NOW, **more)
    current_session().expire_all()


def test_a_correction_keeps_what_stood_there_before(office: Office) -> None:
    record = an_award(office)
    correct(office, record, name="Nguyễn Văn Ân", birth_year=1986, decided_on=date(2025, 2, 1))
    assert (record.name, record.search_key, record.birth_year) == ("Nguyễn Văn Ân", "nguyen van an", 1986)
    (change,) = queries.find_record(record.id).changes
    assert change.before == {"name": "Nguyễn Văn An", "birth_year": 1985, "decided_on": "2025-01-20"}
    assert change.after == {"name": "Nguyễn Văn Ân", "birth_year": 1986, "decided_on": "2025-02-01"}
    (entry,) = entries(record)
    assert (entry.title, entry.actor_name, entry.reason) == (
        "Đính chính",
        office.keeper.full_name,
        "Đối chiếu bản chính.",
    )
    assert "Ngày quyết định: 20/01/2025 → 01/02/2025" in entry.details


def test_the_journal_names_the_fields_of_a_correction_and_not_what_they_say(office: Office) -> None:
    correct(office, an_award(office), name="Nguyễn Văn Ân")
    (entry,) = journal.stored()
    assert (entry["action"], entry["details"]) == ("register.corrected", {"fields": ["name"]})


def test_a_correction_that_changes_nothing_or_does_not_hold_together_is_refused(office: Office) -> None:
    record = an_award(office)
    with pytest.raises(Invalid, match="Chưa có nội dung nào thay đổi"):
        correct(office, record, birth_year=1985)
    for values in (
        {"award_code": "TTLDXS"},
        {"kind": "collective", "award_code": "TTLDTT"},
        {"decided_on": date(2023, 1, 1)},
        {"decision_number": ""},
    ):
        with pytest.raises(Invalid) as fault:
            correct(office, record, **values)
        assert fault.value.fields.keys() & {*values, "birth_year"}
    assert not queries.find_record(record.id).changes


def test_of_two_people_who_correct_at_once_the_second_is_told(office: Office) -> None:
    record = an_award(office)
    correct(office, record, birth_year=1986)
    with pytest.raises(Stale, match=office.keeper.full_name):
        correct(office, record, birth_year=1987)
    correct(office, record, seen=queries.record_page(record.id).seen, birth_year=1987)
    assert len(record.changes) == 2


def test_only_the_keeper_of_the_register_changes_it(office: Office) -> None:
    record = an_award(office)
    for stranger in (
        office.clerk,
        an_account("appraiser", unit=office.commune),
        an_account("auditor", unit=office.province),
    ):
        with pytest.raises(NotAllowed):
            correct(office, record, actor=as_actor(stranger), birth_year=1986)
    with pytest.raises(Missing):
        record_service.restore_record(actor=office.actor, record_id=999_999, seen=0, reason="x", at=NOW)


def test_a_revoked_award_counts_no_more_until_it_is_restored(office: Office) -> None:
    line = a_nomination(evidence={"direct_worker": False, "discipline": [], "holds": [], "initiatives": []})
    dossier = a_dossier(office.commune, office.province, office.clerk, nominations=[line])
    an_award(office, year=2025)
    record = an_award(office, year=2024)

    def verdict() -> str | None:
        answer = findings.check(line, dossier, date(2026, 11, 23))
        return answer.verdict if answer else None

    before = verdict()
    revoke(office, record)
    assert (before, verdict()) == ("judgement", "unknown")
    assert (record.revocation_ground, record.revocation_number, record.revoked_on) == (
        "a",
        "55/QĐ-UBND",
        date(2026, 3, 2),
    )
    seen = queries.record_page(record.id).seen
    record_service.restore_record(actor=office.actor, record_id=record.id, seen=seen, reason="Điều 93.6", at=NOW)
    assert verdict() == before
    current_session().expire_all()
    assert [entry.title for entry in entries(record)] == ["Khôi phục", "Ghi nhận bị hủy"]


def test_later_awards_that_counted_a_revoked_one_are_named_for_review(office: Office) -> None:
    record = an_award(office, "CSTD_CS", 2021)
    built = an_award(office, "CSTD_TINH", 2023)
    above = an_award(office, "CSTD_TQ", 2025)
    an_award(office, "LDTT", 2023)
    an_award(office, "CSTD_TINH", 2020)
    a_record(office.commune, "Lê Thị Hoa", award="CSTD_TINH", year=2023, birth_year=1985)
    revoke(office, record)
    assert "CSTD_CS" in counted_by(law(), "CSTD_TINH", "individual")
    assert queries.record_page(record.id).to_review == [built, above]


def test_nothing_is_named_for_review_while_an_award_stands(office: Office) -> None:
    record = an_award(office, "CSTD_CS", 2021)
    an_award(office, "CSTD_TINH", 2023)
    assert queries.record_page(record.id).to_review == []


def test_a_revocation_is_entered_once_with_a_day_that_can_be(office: Office) -> None:
    record = an_award(office)
    for day in (None, date(2027, 1, 1), date(2025, 1, 1)):
        with pytest.raises(Invalid) as fault:
            revoke(office, record, revoked_on=day)
        assert set(fault.value.fields) == {"revoked_on"}
    revoke(office, record)
    with pytest.raises(Refused):
        revoke(office, record, seen=queries.record_page(record.id).seen)


def test_what_stands_cannot_be_restored(office: Office) -> None:
    with pytest.raises(Refused):
        record_service.restore_record(actor=office.actor, record_id=an_award(office).id, seen=0, reason="Nhầm.", at=NOW)
