from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from dossiers import duplicates
from dossiers.appraisal import nomination_service, queries
from dossiers.models import Account, Dossier, Nomination, Unit
from dossiers.papers.letterhead import Context
from dossiers.papers.reception import appraisal_report
from dossiers.submission import nomination_service as lines
from tests.factories import NOW, a_dossier, a_nomination, a_province, a_unit, an_account, as_actor, saved
from workflow.errors import Refused
from workflow.findings import Finding, Outcome

TODAY = date(2026, 11, 23)
BRIDGE = "Vận động nhân dân hiến 2.400 m2 đất, làm xong cầu Bản Mù trước mùa lũ năm 2025"


@dataclass
class World:
    province: Unit
    clerk: Account
    other_clerk: Account
    appraiser: Account

    def sent(self, *lines: Nomination, clerk: Account | None = None, **more: Any) -> Dossier:
        owner = clerk or self.clerk
        values = {"state": "under_appraisal", "appraiser_id": self.appraiser.id} | more
        return a_dossier(owner.unit, self.province, owner, nominations=list(lines), **values)


@pytest.fixture
def world(app: Flask) -> World:
    province = a_province()
    return World(
        province,
        an_account("clerk", unit=a_unit()),
        an_account("clerk", unit=a_unit("Ủy ban nhân dân xã Định Hóa")),
        an_account("appraiser", unit=province.keeper),
    )


def notes_on(dossier: Dossier, *, is_inside: bool = True) -> tuple[Finding, ...]:
    """The notes on the dossier's first line."""
    return duplicates.of_dossier(dossier, TODAY, is_inside=is_inside)[dossier.nominations[0].id]


def with_work(title: str, name: str = "Nguyễn Văn An", **more: Any) -> Nomination:
    line = a_nomination(name, evidence={"initiatives": [{"title": title}]}, **more)
    duplicates.remember(line)
    return line


def test_one_person_alone_raises_no_note(world: World) -> None:
    assert notes_on(world.sent(a_nomination())) == ()


def test_the_same_person_for_the_same_award_in_two_dossiers_is_noted_with_both_places(world: World) -> None:
    dossier, other = world.sent(a_nomination()), world.sent(a_nomination("Trần Thị Bình"), a_nomination())
    (note,) = notes_on(dossier)
    assert note.outcome is Outcome.JUDGEMENT
    assert note.citation == "Luật 06/2022/QH15, Điều 5 khoản 2 điểm c"
    assert dossier.code in note.reason
    assert f"đề nghị 2 của hồ sơ {other.code} ({other.unit.name})" in note.reason


@pytest.mark.parametrize(
    "twin",
    [
        {"name": "Nguyễn Văn Ân"},  # the same letters without marks, as books are searched
        {"birth_year": None},  # what is not told does not make another person
    ],
)
def test_the_unit_decides_whether_a_like_name_is_the_same_person(world: World, twin: dict[str, Any]) -> None:
    dossier = world.sent(a_nomination())
    world.sent(a_nomination(**twin))
    assert "cùng tên, cùng đơn vị" in notes_on(dossier)[0].reason


@pytest.mark.parametrize("twin", [{"birth_year": 1990}, {"kind": "household"}, {"name": "Nguyễn Văn Anh"}])
def test_another_birth_year_kind_or_name_is_another_person(world: World, twin: dict[str, Any]) -> None:
    dossier = world.sent(a_nomination())
    world.sent(a_nomination(**twin))
    assert notes_on(dossier) == ()


def test_a_person_put_forward_by_two_units_is_noted_for_the_appraiser_and_not_for_the_unit(world: World) -> None:
    dossier = world.sent(a_nomination())
    world.sent(a_nomination(), clerk=world.other_clerk)
    assert "khác đơn vị" in notes_on(dossier)[0].reason
    assert notes_on(dossier, is_inside=False) == ()


def test_two_collectives_of_one_name_at_two_units_are_two(world: World) -> None:
    dossier = world.sent(a_nomination("Văn phòng", "collective"))
    world.sent(a_nomination("Văn phòng", "collective"), clerk=world.other_clerk)
    assert notes_on(dossier) == ()


def test_a_linked_account_is_the_same_person_whatever_the_name(world: World) -> None:
    who = an_account("clerk", unit=world.clerk.unit)
    dossier = world.sent(a_nomination(account_id=who.id))
    world.sent(a_nomination("Nguyễn Thị Ánh", account_id=who.id, birth_year=1990))
    assert "cùng tài khoản" in notes_on(dossier)[0].reason


@pytest.mark.parametrize("outcome", ["withdrawn", "refused", "not_passed"])
def test_a_line_that_no_longer_counts_is_no_duplicate(world: World, outcome: str) -> None:
    dossier = world.sent(a_nomination())
    world.sent(a_nomination(outcome=outcome, outcome_reason="Rút."))
    assert notes_on(dossier) == ()


def test_a_draft_is_the_units_own_affair(world: World) -> None:
    dossier = world.sent(a_nomination())
    world.sent(a_nomination(), state="draft", received_on=None)
    assert notes_on(dossier) == ()
    assert len(notes_on(dossier, is_inside=False)) == 1


def test_the_same_award_of_another_year_is_no_duplicate(world: World) -> None:
    dossier = world.sent(a_nomination(achievement=BRIDGE))
    older = world.sent(a_nomination(achievement="Hoàn thành xuất sắc nhiệm vụ năm 2023"))
    older.year = 2023
    saved(older)
    assert notes_on(dossier) == ()


def test_one_achievement_for_two_forms_of_commendation_is_noted(world: World) -> None:
    dossier = world.sent(a_nomination(achievement=BRIDGE))
    world.sent(a_nomination(achievement=f"  {BRIDGE.upper()}. "), award="GK_XA")
    (note,) = notes_on(dossier)
    assert "nêu cùng một thành tích" in note.reason
    assert "Giấy khen" in note.reason


def test_an_achievement_retold_in_nearly_the_same_words_is_noted_with_how_near(world: World) -> None:
    dossier = world.sent(a_nomination(achievement=BRIDGE))
    world.sent(a_nomination(achievement=BRIDGE.replace("năm 2025", "năm qua")), award="GK_XA")
    assert "giống nhau 88%" in notes_on(dossier)[0].reason


def test_another_achievement_for_another_form_is_no_duplicate(world: World) -> None:
    dossier = world.sent(a_nomination(achievement=BRIDGE))
    world.sent(a_nomination(achievement="Cứu ba người trong trận lũ ngày 10 tháng 9 năm 2025"), award="GK_XA")
    assert notes_on(dossier) == ()


def test_a_title_and_a_form_may_rest_on_the_same_year_of_work(world: World) -> None:
    dossier = world.sent(a_nomination(achievement=BRIDGE))
    world.sent(a_nomination(achievement=BRIDGE), award="CSTD_CS")
    assert notes_on(dossier) == ()


def test_an_initiative_used_by_two_people_is_noted_even_in_one_dossier(world: World) -> None:
    dossier = world.sent(with_work("Số hóa hồ sơ một cửa"), with_work("Số hoá hồ sơ “một cửa”", "Trần Thị Bình"))
    (note,) = notes_on(dossier)
    assert "đề nghị 2 (Ông Trần Thị Bình) cùng dùng sáng kiến “Số hóa hồ sơ một cửa”" in note.reason
    assert note.citation == "Công văn 5007/BNV-TĐKT, Mục III.5.c"
    assert note.doubt


def test_an_initiative_that_led_to_an_award_in_an_earlier_year_is_noted(world: World) -> None:
    dossier = world.sent(with_work("Số hóa hồ sơ một cửa"))
    for outcome in ("granted", "passed"):
        old = world.sent(with_work("Số hóa hồ sơ một cửa", "Trần Thị Bình", outcome=outcome), state="issued")
        old.year = 2023
        saved(old)
    (note,) = notes_on(dossier)
    assert "đã khen thưởng năm 2023" in note.reason


def test_typing_an_initiative_lets_it_be_found_and_taking_it_out_forgets_it(world: World) -> None:
    dossier = world.sent(with_work("Số hóa hồ sơ một cửa"))
    draft = world.sent(a_nomination("Trần Thị Bình"), state="draft", received_on=None)
    line_id = draft.nominations[0].id
    for seen, rows, count in ((1, [{"title": "SỐ HÓA hồ sơ một cửa"}], 1), (2, [], 0)):
        lines.save_nomination(
            actor=as_actor(world.clerk),
            dossier_id=draft.id,
            nomination_id=line_id,
            seen=seen,
            values={"evidence.initiatives": rows},
            at=NOW,
        )
        assert len(notes_on(dossier, is_inside=False)) == count


def test_a_line_with_a_note_is_left_out_of_the_proposal_of_all_that_are_clear(world: World) -> None:
    evidence = {
        "ratings": [{"year": 2024, "rating": "HTXS"}, {"year": 2025, "rating": "HTXS"}],
        "awards": [],
        "initiatives": [],
        "discipline": [],
        "holds": [],
        "direct_worker": False,
    }
    dossier = world.sent(a_nomination(evidence=evidence), a_nomination("Trần Thị Bình", evidence=evidence))
    world.sent(a_nomination())
    assert [line.name for line, _basis in queries.green_lines(dossier, TODAY)] == ["Trần Thị Bình"]
    only = world.sent(a_nomination("Lê Văn Cường", evidence=evidence))
    world.sent(a_nomination("Lê Văn Cường"))
    with pytest.raises(Refused):
        nomination_service.propose_green(actor=as_actor(world.appraiser), dossier_id=only.id, seen=1, at=NOW)


def test_the_appraisal_report_says_what_was_found_line_by_line(world: World) -> None:
    dossier = world.sent(a_nomination(), a_nomination("Trần Thị Bình"))
    other = world.sent(a_nomination())
    (paper,) = appraisal_report(dossier, Context("finish_appraisal", NOW))
    first, second = paper.record.nominations
    assert other.code in first.duplicates
    assert second.duplicates == "Không phát hiện"


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("một hai ba bốn", "Một, hai; BA bốn!", Fraction(1)),
        ("một hai ba bốn", "một hai ba năm", Fraction(1, 3)),
        ("", "", Fraction(0)),
        ("một", "một hai ba", Fraction(0)),
        ("hòa", "hoà", Fraction(1)),
    ],
)
def test_likeness_is_the_share_of_common_runs_of_three_words(one: str, other: str, share: Fraction) -> None:
    assert duplicates.likeness(one, other) == share
