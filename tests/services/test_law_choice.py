from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from dossiers import findings, journal
from dossiers.db import current_session
from dossiers.models import Account, Dossier, Unit
from dossiers.papers.letterhead import recitals
from dossiers.prospects import service
from dossiers.prospects.law_comparison import compare, eras_around, newer_law
from dossiers.rules import law
from dossiers.subjects import find_dossier
from tests.factories import NOW, a_dossier, a_nomination, a_province, a_unit, an_account, as_actor, saved
from workflow.errors import Invalid, NotAllowed, Refused, Stale

TODAY = date(2026, 11, 23)
BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)
BOTH = ("VN-06-2022", "VN-06-2022+06-2026")


@dataclass
class World:
    province: Unit
    clerk: Account
    appraiser: Account

    def received(self, on: date = BEFORE, **more: Any) -> Dossier:
        values = {
            "state": "under_appraisal",
            "appraiser_id": self.appraiser.id,
            "received_on": on,
            "law_version": law().version_on(on).law,
        }
        return a_dossier(self.clerk.unit, self.province, self.clerk, **(values | more))

    def choose(self, dossier: Dossier, reason: str = "Chủ tịch xã được đề nghị trực tiếp.", **more: Any) -> Dossier:
        return self._write(service.choose_law, dossier, reason, **more)

    def restore(self, dossier: Dossier, reason: str = "Chọn nhầm hồ sơ.") -> Dossier:
        return self._write(service.restore_law, dossier, reason)

    def _write(self, write: Any, dossier: Dossier, reason: str, **more: Any) -> Dossier:
        values = {"actor": as_actor(self.appraiser), "seen": find_dossier(dossier.id).version, "at": NOW} | more
        write(dossier_id=dossier.id, reason=reason, **values)
        current_session().expire_all()
        return find_dossier(dossier.id)


@pytest.fixture
def world(app: Flask) -> World:
    province = a_province()
    return World(province, an_account("clerk", unit=a_unit()), an_account("appraiser", unit=province.keeper))


def test_a_dossier_received_the_day_before_may_be_judged_by_the_newer_law(world: World) -> None:
    dossier = world.choose(world.received())
    assert (dossier.law_chosen_on, dossier.law_reason) == (AFTER, "Chủ tịch xã được đề nghị trực tiếp.")
    assert (dossier.law_day, dossier.received_on, dossier.law_version) == (AFTER, BEFORE, BOTH[1])
    assert dossier.version == 2


def test_the_choice_is_in_the_journal_with_its_reason_and_who_made_it(world: World) -> None:
    dossier = world.choose(world.received(), "Có lợi hơn cho người lao động.")
    entry = journal.of_dossier(dossier.id)[-1]
    assert entry.action == "dossier.law_chosen"
    assert entry.details == {"law": BOTH[1], "reason": "Có lợi hơn cho người lao động."}
    assert entry.actor_id == world.appraiser.id


def test_a_dossier_received_on_the_first_day_of_the_newer_law_has_nothing_to_choose(world: World) -> None:
    with pytest.raises(Refused, match="Không có luật mới hơn"):
        world.choose(world.received(AFTER))


def test_a_law_that_is_not_in_force_yet_cannot_be_chosen(world: World) -> None:
    dossier = world.received()
    assert newer_law(dossier, BEFORE) is None
    with pytest.raises(Refused, match="Không có luật mới hơn"):
        world.choose(dossier, at=NOW.replace(month=9, day=29))


def test_the_change_of_july_2025_opens_nothing_to_earlier_dossiers(world: World) -> None:
    assert law().more_favourable(date(2025, 6, 30), BEFORE) is None


def test_findings_and_recitals_follow_the_chosen_law(world: World) -> None:
    dossier = world.received()
    named = "06/2026/QH16"
    assert not any(named in line for line in recitals("quyet_dinh", dossier, world.province, TODAY))
    assert {answer.law for answer in findings.check_all(dossier, TODAY).values() if answer} == {BOTH[0]}
    dossier = world.choose(dossier)
    assert any(named in line for line in recitals("quyet_dinh", dossier, world.province, TODAY))
    answers = [answer for answer in findings.check_all(dossier, TODAY).values() if answer]
    assert {answer.law for answer in answers} == {BOTH[1]}
    assert all("Chưa có toàn văn" in answer.doubt for answer in answers)


def test_the_facts_are_still_those_of_the_day_of_reception(world: World) -> None:
    """An award decided after reception proves nothing, by whatever law."""
    late = [{"award": "CSTD_CS", "year": year, "decided_on": "2026-09-30"} for year in (2024, 2025)]
    line = a_nomination(evidence={"awards": late, "ratings": [], "initiatives": [], "discipline": [], "holds": []})
    dossier = world.received(date(2026, 9, 29), nominations=[line])
    before = findings.check_all(dossier, TODAY)
    after = findings.check_all(world.choose(dossier), TODAY)
    assert {key: answer.verdict for key, answer in after.items() if answer} == {
        key: answer.verdict for key, answer in before.items() if answer
    }


def test_going_back_restores_the_law_of_the_day_of_reception(world: World) -> None:
    dossier = world.restore(world.choose(world.received()))
    assert (dossier.law_chosen_on, dossier.law_reason, dossier.law_version) == (None, "", BOTH[0])
    assert journal.of_dossier(dossier.id)[-1].action == "dossier.law_restored"


def test_nothing_to_go_back_from_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="đang áp dụng luật của ngày tiếp nhận"):
        world.restore(world.received())


def test_a_choice_is_made_once(world: World) -> None:
    dossier = world.choose(world.received())
    with pytest.raises(Refused):
        world.choose(dossier)


def test_a_choice_needs_its_reason(world: World) -> None:
    with pytest.raises(Invalid) as fault:
        world.choose(world.received(), "  ")
    assert "reason" in fault.value.fields


def test_who_read_an_older_page_is_told_so_and_nothing_is_written(world: World) -> None:
    dossier = world.received()
    with pytest.raises(Stale):
        world.choose(dossier, seen=9)
    current_session().expire_all()
    assert find_dossier(dossier.id).law_chosen_on is None


def test_the_law_is_chosen_in_the_appraisal_alone(world: World) -> None:
    with pytest.raises(Refused, match="trong bước thẩm định"):
        world.choose(world.received(state="before_council"))


def test_neither_the_unit_nor_a_colleague_of_the_appraiser_chooses(world: World) -> None:
    dossier = world.received()
    colleague = an_account("appraiser", unit=world.province.keeper)
    for account in (world.clerk, colleague):
        with pytest.raises(NotAllowed):
            world.choose(dossier, actor=as_actor(account))


def test_the_comparison_names_both_laws_and_what_is_doubtful(world: World) -> None:
    comparison = compare(world.received(), TODAY)
    assert (comparison.own.day, comparison.other.day) == (BEFORE, AFTER)
    assert comparison.other.version.citation == "Luật 06/2026/QH16, Điều 4 khoản 4"
    assert "Chưa có toàn văn" in comparison.other.version.doubt
    assert comparison.own.version.doubt == ""


def test_each_era_is_offered_by_its_day_nearest_to_the_dossiers_own(sqlite_app: Flask) -> None:
    days = [era.day for era in eras_around(date(2026, 2, 3))]
    assert days == [date(2025, 6, 30), date(2026, 2, 3), date(2026, 10, 1)]


def test_the_last_day_of_june_2025_has_the_old_decree_and_its_articles(world: World) -> None:
    comparison = compare(world.received(date(2025, 7, 1)), TODAY, date(2025, 6, 30))
    decrees = (comparison.own.version.value.decree, comparison.other.version.value.decree)
    assert decrees == ("152/2025/NĐ-CP", "98/2023/NĐ-CP")
    line = comparison.lines[0]
    assert line.difference == "source"
    hold = next(pair for pair in line.pairs if pair.own and pair.own.rule == "hold")
    assert hold.own is not None
    assert hold.other is not None
    assert (hold.own.citation, hold.other.citation) == (
        "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4",
        "Nghị định 98/2023/NĐ-CP, Điều 4",
    )


def test_an_older_law_does_not_forget_what_happened_since(world: World) -> None:
    granted = [{"award": "CSTD_CS", "year": year, "decided_on": f"{year + 1}-01-20"} for year in (2024, 2025)]
    line = a_nomination(evidence={"awards": granted, "ratings": [], "initiatives": [], "discipline": [], "holds": []})
    compared = compare(world.received(nominations=[line]), TODAY, date(2024, 1, 1)).lines[0]
    assert compared.own is not None
    assert compared.other is not None
    assert compared.own.verdict == compared.other.verdict


def test_a_day_before_every_law_is_named_as_such(world: World) -> None:
    with pytest.raises(Invalid, match="01/01/2024") as fault:
        compare(world.received(), TODAY, date(2023, 12, 31))
    assert "received_on" in fault.value.fields


def test_a_line_that_cannot_be_read_is_compared_as_such(world: World) -> None:
    line = a_nomination(evidence={"discipline": [{"measure": "canh_cao"}]})
    compared = compare(world.received(nominations=[line]), TODAY).lines[0]
    assert (compared.own, compared.other, compared.pairs, compared.difference) == (None, None, [], "")


def test_the_database_refuses_a_choice_without_reason(world: World) -> None:
    dossier = world.received()
    dossier.law_chosen_on = AFTER
    with pytest.raises(IntegrityError):
        saved(dossier)
    current_session().rollback()
