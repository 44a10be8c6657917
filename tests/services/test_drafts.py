from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers import findings, journal
from dossiers.submission import nomination_service, service
from tests.dossier_world import World, a_world, add, begin, fresh
from tests.factories import NOW, a_nomination, a_record, a_unit, an_account, as_actor
from workflow.errors import Invalid, Missing, NotAllowed, Stale


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def test_a_provincial_award_goes_to_the_province_by_the_full_procedure(world: World) -> None:
    dossier = begin(world)
    assert (dossier.procedure, dossier.state, dossier.decider_unit.id) == ("tinh_thuong", "draft", world.province.id)
    assert dossier.code == "SNV-261123-0001"
    assert begin(world).code == "SNV-261123-0002"


def test_a_sudden_achievement_goes_by_the_simplified_procedure(world: World) -> None:
    assert begin(world, ground="DOT_XUAT").procedure == "tinh_don_gian"


def test_an_own_award_is_decided_by_the_unit_itself(world: World) -> None:
    dossier = begin(world, award="LDTT")
    assert (dossier.procedure, dossier.decider_unit.id) == ("co_so", world.unit.id)


def test_a_state_award_is_petitioned_for_by_the_province(world: World) -> None:
    dossier = begin(world, award="BK_TTG")
    assert (dossier.procedure, dossier.decider_unit.id) == ("trinh_nha_nuoc", world.province.id)


def test_a_ground_that_the_award_does_not_know_is_refused_at_its_field(world: World) -> None:
    with pytest.raises(Invalid) as fault:
        begin(world, award="LDTT", ground="DOT_XUAT")
    assert "Công trạng" in fault.value.fields["ground"]


def test_an_award_of_another_kind_of_unit_is_refused_at_its_field(world: World) -> None:
    with pytest.raises(Invalid) as fault:
        begin(world, award="GK_DN")
    assert "doanh nghiệp" in fault.value.fields["award"].lower()


def test_only_a_clerk_of_the_unit_itself_begins_a_dossier(world: World) -> None:
    stranger = an_account("clerk", unit=a_unit("Ủy ban nhân dân xã Đại Phúc"))
    for account in (stranger, world.appraiser, an_account("head_of_unit", unit=world.unit)):
        with pytest.raises(NotAllowed):
            service.create_dossier(
                actor=as_actor(account),
                unit_id=world.unit.id,
                award="BK_TINH",
                ground="CONG_TRANG",
                year=2025,
                campaign_id=None,
                at=NOW,
            )


def test_a_draft_is_saved_with_anything_missing_and_counts_its_changes(world: World) -> None:
    dossier = begin(world)
    service.save_petition(
        actor=world.actor, dossier_id=dossier.id, seen=1, values={"petition_number": "12/TTr-UBND"}, at=NOW
    )
    saved = fresh(dossier)
    assert (saved.petition_number, saved.reason, saved.version) == ("12/TTr-UBND", "", 2)
    assert [entry.action for entry in journal.of_dossier(dossier.id)][-1] == "dossier.petition_saved"


def test_a_change_on_an_old_page_is_stale_and_writes_nothing(world: World) -> None:
    dossier = begin(world)
    service.save_petition(actor=world.actor, dossier_id=dossier.id, seen=1, values={"reason": "Một"}, at=NOW)
    with pytest.raises(Stale):
        service.save_petition(actor=world.actor, dossier_id=dossier.id, seen=1, values={"reason": "Hai"}, at=NOW)
    assert fresh(dossier).reason == "Một"


def test_a_line_keeps_its_columns_its_report_and_its_evidence(world: World) -> None:
    line = add(world, begin(world))
    assert (line.label, line.search_key, line.award_code) == ("Bà Trần Thị Bích Ngọc", "tran thi bich ngoc", "BK_TINH")
    assert line.report == {"results": "Khám 12.400 lượt."}
    assert line.evidence == {"awards": [], "direct_worker": False}


def test_none_and_unknown_are_not_the_same(world: World) -> None:
    dossier = begin(world)
    line = add(world, dossier)
    nomination_service.save_nomination(
        actor=world.actor,
        dossier_id=dossier.id,
        nomination_id=line.id,
        seen=fresh(dossier).version,
        values={"evidence.awards": None, "evidence.direct_worker": None, "evidence.discipline": []},
        at=NOW,
    )
    assert fresh(dossier).nominations[0].evidence == {"discipline": []}


def test_a_line_without_a_name_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as fault:
        add(world, begin(world), name="")
    assert "name" in fault.value.fields


def test_lines_are_put_in_order_and_taken_out(world: World) -> None:
    dossier = begin(world)
    first, second, third = (add(world, dossier, name=name) for name in ("Một", "Hai", "Ba"))
    move = {"actor": world.actor, "dossier_id": dossier.id, "at": NOW}
    nomination_service.move_nomination(nomination_id=third.id, seen=fresh(dossier).version, to=1, **move)
    assert [line.name for line in fresh(dossier).nominations] == ["Ba", "Một", "Hai"]
    nomination_service.remove_nomination(nomination_id=first.id, seen=fresh(dossier).version, **move)
    assert [(line.name, line.position) for line in fresh(dossier).nominations] == [("Ba", 1), ("Hai", 2)]
    with pytest.raises(Invalid):
        nomination_service.move_nomination(nomination_id=second.id, seen=fresh(dossier).version, to=3, **move)


def test_a_line_of_another_dossier_is_not_found(world: World) -> None:
    ours, theirs = begin(world), begin(world)
    line = add(world, theirs)
    with pytest.raises(Missing):
        nomination_service.remove_nomination(
            actor=world.actor, dossier_id=ours.id, nomination_id=line.id, seen=1, at=NOW
        )


NOTHING_AGAINST = {"direct_worker": False, "discipline": [], "holds": [], "initiatives": []}


def test_the_register_supplies_what_the_clerk_did_not_type(world: World) -> None:
    line = a_nomination("Đỗ Thị Mai", evidence=dict(NOTHING_AGAINST), honorific="Bà", gender="nữ")
    dossier = world.draft(nominations=[line])
    for year in (2024, 2025):
        a_record(world.unit, "Đỗ Thị Mai", award="CSTD_CS", year=year, birth_year=1985)
    a_record(world.unit, "Đỗ Thị Mai", award="LDTT", year=2020, birth_year=1970)
    answer = findings.check(line, dossier, date(2026, 11, 23))
    assert answer is not None
    assert answer.verdict == "judgement"
    assert len(findings.held_awards(line, dossier, findings.register_of([line]))) == 2


def test_a_revoked_award_of_the_register_counts_for_nothing(world: World) -> None:
    line = a_nomination("Đỗ Thị Mai", evidence={"direct_worker": False, "ratings": []})
    dossier = world.draft(nominations=[line])
    a_record(world.unit, "Đỗ Thị Mai", award="CSTD_CS", year=2024, birth_year=1985)
    a_record(world.unit, "Đỗ Thị Mai", award="CSTD_CS", year=2025, birth_year=1985, is_revoked=True)
    answer = findings.check(line, dossier, date(2026, 11, 23))
    assert answer is not None
    assert "not_met" in {finding.outcome for finding in answer.findings} | {
        alternative.outcome for alternative in answer.alternatives
    }
