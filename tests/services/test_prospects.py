from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers.models import Account, AwardRecord, Unit, UnitSuccession
from dossiers.prospects import candidates
from dossiers.prospects.candidates import Candidate
from dossiers.prospects.outlook import Outlook, Prospect, outlook
from tests.factories import a_dossier, a_nomination, a_province, a_record, a_unit, an_account, as_actor, saved
from workflow.errors import Invalid, Missing

TODAY = date(2026, 11, 23)
BEST = [{"year": year, "rating": "HTXS"} for year in (2024, 2025)]
CLEAN = {"ratings": BEST, "awards": [], "initiatives": [], "discipline": [], "holds": [], "direct_worker": False}


@dataclass
class World:
    province: Unit
    clerk: Account
    other_clerk: Account
    appraiser: Account

    @property
    def unit(self) -> Unit:
        return self.clerk.unit

    def holds(self, *years: int, award: str = "CSTD_CS", unit: Unit | None = None, **more: Any) -> AwardRecord:
        """The last of the awards that Nguyễn Văn An, born 1985, was given for `years`."""
        values = {"birth_year": 1985} | more
        return [a_record(unit or self.unit, "Nguyễn Văn An", award=award, year=year, **values) for year in years][-1]

    def looked_at(self, record: AwardRecord) -> Candidate:
        return candidates.of_record(record.id, as_actor(self.clerk))


@pytest.fixture
def world(app: Flask) -> World:
    province = a_province()
    unit = a_unit(parent_id=province.id)
    other = a_unit("Ủy ban nhân dân xã Định Hóa", parent_id=province.id)
    return World(
        province,
        an_account("clerk", unit=unit),
        an_account("clerk", unit=other),
        an_account("appraiser", unit=province.keeper),
    )


def names(world: World, words: str, account: Account | None = None) -> list[str]:
    return [each.name for each in candidates.search(as_actor(account or world.clerk), words).people]


def seen(candidate: Candidate, day: date = TODAY) -> Outlook:
    found = outlook(candidate, day)
    assert found is not None
    return found


def prospect(candidate: Candidate, award: str, day: date = TODAY) -> Prospect:
    return next(each for each in seen(candidate, day).prospects if each.award.code == award)


def test_names_are_found_without_marks_and_everybody_once(world: World) -> None:
    world.holds(2023, 2024, 2025)
    a_dossier(world.unit, world.province, world.clerk, nominations=[a_nomination(), a_nomination("Trần Thị Ánh")])
    assert names(world, "van an") == ["Nguyễn Văn An"]
    assert names(world, "ÁNH") == ["Trần Thị Ánh"]


def test_a_clerk_sees_the_own_unit_alone_and_without_words_all_of_it(world: World) -> None:
    world.holds(2025)
    a_record(world.other_clerk.unit, "Lê Văn Cường", award="LDTT", year=2025)
    assert names(world, "") == ["Nguyễn Văn An"]
    assert names(world, "cuong") == []
    assert names(world, "", world.other_clerk) == ["Lê Văn Cường"]


def test_an_appraiser_finds_people_of_every_unit_by_name_but_no_foreign_drafts(world: World) -> None:
    a_record(world.other_clerk.unit, "Lê Văn Cường", award="LDTT", year=2025)
    a_dossier(world.unit, world.province, world.clerk, nominations=[a_nomination("Lê Văn Nháp")])
    assert names(world, "le van", world.appraiser) == ["Lê Văn Cường"]
    assert names(world, "", world.appraiser) == []


def test_what_cannot_all_be_shown_is_said_to_be_more(world: World) -> None:
    for number in range(candidates.SHOWN + 1):
        a_record(world.unit, f"Nguyễn Văn Số {number}", award="LDTT", year=2025)
    found = candidates.search(as_actor(world.clerk), "nguyen")
    assert (len(found.people), found.has_more) == (candidates.SHOWN, True)


def test_a_record_of_another_unit_does_not_exist_for_a_clerk(world: World) -> None:
    record = world.holds(2025, unit=world.other_clerk.unit)
    with pytest.raises(Missing):
        world.looked_at(record)
    assert candidates.of_record(record.id, as_actor(world.appraiser)).name == "Nguyễn Văn An"


def test_who_was_at_a_unit_that_was_merged_is_found_at_the_one_of_today(world: World) -> None:
    old = a_unit("Ủy ban nhân dân xã Mỹ Yên")
    saved(
        UnitSuccession(
            predecessor_id=old.id,
            successor_id=world.unit.id,
            kind="merged",
            succeeded_on=date(2025, 7, 1),
            instrument="Nghị quyết 1683/NQ-UBTVQH15",
        )
    )
    record = world.holds(2024, unit=old)
    world.holds(2025)
    (known,) = candidates.search(as_actor(world.clerk), "van an").people
    assert known.unit.id == world.unit.id
    found = world.looked_at(record)
    assert [each.year for each in found.records] == [2024, 2025]
    assert found.unit.id == world.unit.id


def test_a_gap_in_the_chain_is_named_with_the_first_year_that_cures_it(world: World) -> None:
    found = prospect(world.looked_at(world.holds(2023, 2024)), "CSTD_TINH")
    assert found.answer.verdict == "not_met"
    assert found.earliest_year == 2028
    assert any("thiếu năm 2025" in finding.reason for finding in found.answer.lacking)


def test_what_the_evidence_does_not_tell_is_unknown_and_told_once_for_all_awards(world: World) -> None:
    found = seen(world.looked_at(world.holds(2023, 2024, 2025)))
    assert {finding.rule for finding in found.common} >= {"hold", "discipline"}
    assert {each.answer.verdict for each in found.prospects} <= {"unknown", "not_met"}


def test_the_newest_nomination_that_the_person_may_see_gives_the_evidence(world: World) -> None:
    record = world.holds(2024, 2025)
    dossier = a_dossier(world.unit, world.province, world.clerk, nominations=[a_nomination(evidence=CLEAN)])
    found = world.looked_at(record)
    assert found.newest is not None
    assert found.newest.dossier_id == dossier.id
    assert prospect(found, "BK_TINH").answer.verdict in ("met", "judgement")
    assert candidates.of_record(record.id, as_actor(world.appraiser)).newest is None  # still a draft of the unit


def test_another_person_of_the_same_name_gives_no_evidence(world: World) -> None:
    record = world.holds(2025)
    line = a_nomination(evidence=CLEAN, birth_year=1990)
    a_dossier(world.unit, world.province, world.clerk, nominations=[line])
    assert world.looked_at(record).newest is None


def test_the_nearest_awards_come_first_and_those_of_the_state_after_the_provinces(world: World) -> None:
    record = world.holds(2024, 2025)
    a_dossier(world.unit, world.province, world.clerk, nominations=[a_nomination(evidence=CLEAN)])
    found = seen(world.looked_at(record)).prospects
    order = ["met", "judgement", "unknown", "not_met", "on_hold"]
    ranks = [order.index(each.answer.verdict) for each in found]
    assert ranks == sorted(ranks)
    for verdict in ("met", "judgement", "unknown"):
        levels = [each.award.is_state_level for each in found if each.answer.verdict == verdict]
        assert levels == sorted(levels)


def test_only_awards_that_admit_the_kind_and_that_somebody_here_decides_are_shown(world: World) -> None:
    record = a_record(world.unit, "Văn phòng", award="TTLDTT", year=2025, kind="collective")
    found = seen(world.looked_at(record))
    assert found.prospects
    assert all("collective" in each.award.recipients for each in found.prospects)
    assert "GK_DN" not in {each.award.code for each in found.prospects}  # a commune is no enterprise
    assert "GK_XA" in {each.award.code for each in found.prospects}


def test_before_july_2025_a_commune_chairman_has_not_the_same_awards(world: World) -> None:
    candidate = world.looked_at(world.holds(2023))
    assert {each.answer.decree for each in seen(candidate, date(2025, 6, 30)).prospects} == {"98/2023/NĐ-CP"}
    assert {each.answer.decree for each in seen(candidate, date(2025, 7, 1)).prospects} == {"152/2025/NĐ-CP"}


def test_from_october_2026_every_answer_shows_the_doubt(world: World) -> None:
    candidate = world.looked_at(world.holds(2025))
    assert all("Chưa có toàn văn" in each.answer.doubt for each in seen(candidate, date(2026, 10, 1)).prospects)
    assert not any(each.answer.doubt for each in seen(candidate, date(2026, 9, 30)).prospects)


def test_a_revoked_award_no_longer_helps(world: World) -> None:
    record = world.holds(2023, 2024, 2025)
    assert not _lacks_a_year(prospect(world.looked_at(record), "CSTD_TINH"))
    record.is_revoked = True
    saved(record)
    assert _lacks_a_year(prospect(world.looked_at(record), "CSTD_TINH"))


def _lacks_a_year(found: Prospect) -> bool:
    return any("thiếu năm" in finding.reason for finding in found.answer.lacking)


def test_evidence_that_cannot_be_read_is_said_to_be_so(world: World) -> None:
    record = world.holds(2025)
    line = a_nomination(evidence={"discipline": [{"measure": "canh_cao"}]})
    a_dossier(world.unit, world.province, world.clerk, nominations=[line])
    assert outlook(world.looked_at(record), TODAY) is None


def test_a_day_before_every_law_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="01/01/2024"):
        outlook(world.looked_at(world.holds(2025)), date(2023, 12, 31))
