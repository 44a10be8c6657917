from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers import journal
from dossiers.db import current_session
from dossiers.decision import queries, register, service
from dossiers.models import Account, AwardRecord, Decision, Document, RoleGrant, Unit
from tests.decision_world import (
    OVER,
    World,
    a_world,
    answer,
    before_decision,
    close,
    issue,
    object_to,
    post,
    propose,
    sign,
    vietnam,
)
from tests.factories import a_dossier, a_nomination, a_unit, an_account, as_actor, saved
from workflow.errors import Invalid, NotAllowed, Refused, Stale


def proposed(*names: str) -> World:
    world = before_decision(*names)
    propose(world)
    return world


def on(world: World, account: Account) -> dict[str, Any]:
    return {"actor": as_actor(account), "dossier_id": world.dossier_id, "seen": world.dossier.version}


def grant(account: Account, role: str, unit: Unit) -> None:
    saved(RoleGrant(account_id=account.id, unit_id=unit.id, role=role, from_on=date(2024, 1, 1)))
    current_session().expire_all()


def decision() -> Decision:
    current_session().rollback()
    current_session().expire_all()
    return current_session().query(Decision).one()


def test_a_decision_goes_from_draft_to_the_register(app: Flask) -> None:
    world = proposed("Nguyễn Văn An", "Trần Thị Bình")
    assert decision().state == "drafted"
    sign(world)
    assert (world.dossier.state, decision().state, decision().number) == ("decided", "approved", None)
    issue(world, vietnam(2026, 12, 4))
    found = decision()
    assert (world.dossier.state, found.state) == ("issued", "issued")
    assert (found.full_number, found.decided_on) == ("01/QĐ-UBND", date(2026, 12, 4))
    assert {line.outcome for line in world.dossier.nominations} == {"granted"}
    records = current_session().query(AwardRecord).order_by(AwardRecord.id).all()
    assert [(r.name, r.provenance, r.decision_number, r.year) for r in records] == [
        ("Nguyễn Văn An", "decision", "01/QĐ-UBND", 2025),
        ("Trần Thị Bình", "decision", "01/QĐ-UBND", 2025),
    ]
    assert {r.issued_by for r in records} == {"Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên"}


def test_issuing_writes_decision_result_and_a_certificate_for_each(app: Flask) -> None:
    world = proposed("Nguyễn Văn An", "Trần Thị Bình")
    sign(world)
    issue(world)
    query = current_session().query(Document).filter_by(dossier_id=world.dossier_id, step="issue")
    assert sorted(document.kind for document in query) == ["bang_khen", "bang_khen", "quyet_dinh", "thong_bao_ket_qua"]
    assert queries.documents_of(world.dossier, ("quyet_dinh",))[0].number == "01/QĐ-UBND"


def test_numbers_begin_anew_each_year(app: Flask) -> None:
    world = proposed()
    sign(world)
    assert issue(world, vietnam(2026, 12, 31, 23, 59)).full_number == "01/QĐ-UBND"
    assert decision().year == 2026
    other = a_world_beside(world)
    for step in (propose, sign, issue):
        step(other, vietnam(2027, 1, 4))
    found = current_session().query(Decision).filter_by(dossier_id=other.dossier_id).one()
    assert (found.year, found.number) == (2027, 1)


def a_world_beside(world: World) -> World:
    dossier = a_dossier(
        world.unit,
        world.province,
        world.clerk,
        nominations=[a_nomination("Phạm Thị Dung")],
        award="BK_TINH",
        ground="DOT_XUAT",
        procedure="tinh_don_gian",
        state="before_decision",
    )
    return World(world.province, world.unit, world.clerk, world.appraiser, world.chairman, world.office, dossier.id)


def test_only_the_named_signer_signs(app: Flask) -> None:
    world = proposed()
    deputy = an_account("decision_maker", unit=world.province, full_name="Nguyễn Thị Loan", post="Phó Chủ tịch")
    with pytest.raises(NotAllowed) as fault:
        sign(world, by=deputy)
    assert "Trịnh Khánh Toàn" in fault.value.message
    sign(world)


def test_who_proposed_does_not_sign(app: Flask) -> None:
    world = before_decision()
    saved(
        RoleGrant(account_id=world.chairman.id, unit_id=world.province.id, role="appraiser", from_on=date(2024, 1, 1))
    )
    current_session().expire_all()
    propose(world, by=world.chairman)
    with pytest.raises(NotAllowed):
        sign(world)


def test_who_appraised_is_not_offered_as_signer(app: Flask) -> None:
    world = before_decision(appraiser_id=None)
    saved(
        RoleGrant(
            account_id=world.appraiser.id, unit_id=world.province.id, role="decision_maker", from_on=date(2024, 1, 1)
        )
    )
    dossier = world.dossier
    dossier.appraiser_id = world.appraiser.id
    current_session().commit()
    assert [account.id for account in queries.signers(world.dossier)] == [world.chairman.id]
    with pytest.raises(Invalid):
        service.propose_decision(
            actor=as_actor(world.appraiser),
            dossier_id=world.dossier_id,
            seen=world.dossier.version,
            abstract="Về việc",
            signer_id=world.appraiser.id,
            at=OVER,
        )


@pytest.mark.parametrize("role", ["appraiser", "council_secretary", "office_clerk", "auditor", "administrator"])
def test_only_a_decision_maker_signs_and_only_the_office_issues(app: Flask, role: str) -> None:
    world = proposed()
    stranger = an_account(role, unit=world.province)
    with pytest.raises(NotAllowed):
        sign(world, by=stranger)
    sign(world)
    if role != "office_clerk":
        with pytest.raises(NotAllowed):
            issue(world, by=stranger)
    assert decision().number is None


def test_a_draft_sent_back_cannot_be_signed_until_it_is_proposed_again(app: Flask) -> None:
    world = proposed()
    service.send_back(
        actor=as_actor(world.chairman),
        dossier_id=world.dossier_id,
        seen=world.dossier.version,
        reason="Sửa trích yếu",
        at=OVER,
    )
    with pytest.raises(Refused):
        sign(world)
    propose(world)
    sign(world)
    assert decision().abstract == "Về việc tặng Bằng khen"


def test_sending_back_needs_a_reason(app: Flask) -> None:
    world = proposed()
    with pytest.raises(Invalid):
        service.send_back(**on(world, world.chairman), reason=" ", at=OVER)


def test_the_office_sends_a_signed_decision_back_and_no_number_is_lost(app: Flask) -> None:
    world = proposed()
    sign(world)
    service.send_back(
        actor=as_actor(world.office),
        dossier_id=world.dossier_id,
        seen=world.dossier.version,
        reason="Sai thể thức",
        at=OVER,
    )
    assert (world.dossier.state, decision().state, decision().approved_at) == ("before_decision", "returned", None)
    propose(world)
    sign(world)
    assert issue(world).full_number == "01/QĐ-UBND"


def test_a_name_put_on_hold_after_the_proposal_stops_the_signature(app: Flask) -> None:
    world = proposed("Nguyễn Văn An", "Trần Thị Bình")
    world.line("Trần Thị Bình").hold_reason = "Đang thanh tra"
    current_session().commit()
    with pytest.raises(Refused) as fault:
        sign(world)
    assert "Trần Thị Bình" in fault.value.findings[0].reason
    assert world.dossier.state == "before_decision"


def test_a_late_objection_upheld_after_the_signature_stops_the_issue_and_gives_the_number_back(app: Flask) -> None:
    world = proposed("Nguyễn Văn An", "Trần Thị Bình")
    sign(world)
    objection = object_to(world, "Trần Thị Bình", OVER)
    answer(world, objection, OVER, is_upheld=True)
    with pytest.raises(Refused):
        issue(world)
    assert decision().number is None
    service.send_back(
        actor=as_actor(world.office),
        dossier_id=world.dossier_id,
        seen=world.dossier.version,
        reason="Có phản ánh",
        at=OVER,
    )
    propose(world)
    sign(world)
    assert issue(world).full_number == "01/QĐ-UBND"
    assert [r.name for r in current_session().query(AwardRecord)] == ["Nguyễn Văn An"]


def test_an_old_page_neither_signs_nor_issues(app: Flask) -> None:
    world = proposed()
    seen = world.dossier.version - 1
    with pytest.raises(Stale):
        service.decide(actor=as_actor(world.chairman), dossier_id=world.dossier_id, seen=seen, at=OVER)
    sign(world)
    with pytest.raises(Stale):
        service.issue(actor=as_actor(world.office), dossier_id=world.dossier_id, seen=seen, at=OVER)
    assert decision().number is None
    assert issue(world).number == 1


def test_refusing_ends_every_nomination_with_the_reason(app: Flask) -> None:
    world = proposed()
    service.refuse(
        actor=as_actor(world.chairman),
        dossier_id=world.dossier_id,
        seen=world.dossier.version,
        reason="Chưa xứng đáng",
        at=OVER,
    )
    assert world.dossier.state == "refused"
    assert {(line.outcome, line.outcome_reason) for line in world.dossier.nominations} == {
        ("refused", "Chưa xứng đáng")
    }
    assert queries.published().decisions == []


def test_the_simplified_procedure_needs_no_vote_and_no_notice(app: Flask) -> None:
    world = a_world(state="before_decision", procedure="tinh_don_gian", ground="DOT_XUAT", outcome="pending")
    for step in (propose, sign, issue):
        step(world)
    assert {line.outcome for line in world.dossier.nominations} == {"granted"}


def test_whom_the_council_did_not_pass_is_never_awarded(app: Flask) -> None:
    world = before_decision("Nguyễn Văn An", "Trần Thị Bình")
    world.line("Trần Thị Bình").outcome = "pending"
    current_session().commit()
    for step in (propose, sign, issue):
        step(world)
    assert world.line("Trần Thị Bình").outcome == "pending"
    certificates = current_session().query(Document).filter_by(kind="bang_khen")
    assert [document.nomination_id for document in certificates] == [world.line("Nguyễn Văn An").id]
    assert [r.name for r in current_session().query(AwardRecord)] == ["Nguyễn Văn An"]


def test_a_published_decision_is_found_by_number_by_name_without_marks_and_by_code(app: Flask) -> None:
    world = proposed("Nguyễn Văn An", "Đặng Thị Bưởi")
    assert queries.published().decisions == []
    sign(world)
    issue(world)
    for words in ("1", "01", "01/QĐ-UBND", "dang thi buoi", "Nguyễn Văn An", ""):
        assert len(queries.published(words).decisions) == 1, words
    for words in ("2", "01/QĐ-TTg", "nguyen van anh", "%", "_"):
        assert queries.published(words).decisions == [], words
    code = decision().verification_code
    assert len(queries.published(code.lower()).decisions) == 1
    assert queries.published_by_code(code.lower()).id == decision().id


def test_the_register_is_searched_without_marks_and_continued_without_gaps(app: Flask) -> None:
    world = proposed(*(f"Người Thứ {n}" for n in range(60)))
    sign(world)
    issue(world)
    first = register.page(register.Search(words="nguoi thu"))
    second = register.page(register.Search(words="nguoi thu"), before=first.next_before)
    assert (len(first.records), len(second.records), second.next_before) == (50, 10, None)
    assert len({record.id for record in [*first.records, *second.records]}) == 60
    assert register.page(register.Search(year=2024)).records == []
    assert len(register.page(register.Search(award="BK_TINH", words="phu xuyen")).records) == 50


def test_every_step_is_in_the_journal_and_the_chain_holds(app: Flask) -> None:
    world = proposed()
    sign(world)
    issue(world)
    actions = [entry.action for entry in journal.of_dossier(world.dossier_id)]
    for action in ("dossier.propose_decision", "dossier.decide", "decision.issued", "dossier.issue"):
        assert action in actions
    assert journal.verify(journal.stored()).ok


def test_a_commune_decides_for_itself_through_its_head(app: Flask) -> None:
    commune = a_unit()
    clerk = an_account("clerk", unit=commune)
    head = an_account("head_of_unit", "decision_maker", unit=commune, full_name="Hoàng Văn Sơn", post="Chủ tịch")
    secretary = an_account("council_secretary", unit=commune)
    office = an_account("office_clerk", unit=commune)
    dossier = a_dossier(
        commune,
        commune,
        clerk,
        nominations=[a_nomination("Nguyễn Văn An", outcome="passed")],
        award="GK_XA",
        procedure="co_so",
        state="on_notice",
    )
    world = World(commune, commune, clerk, secretary, head, office, dossier.id)
    post(world)
    close(world)
    for step in (propose, sign, issue):
        step(world)
    assert decision().full_number == "01/QĐ-UBND"
    assert world.dossier.state == "issued"
