from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from flask import Flask

from dossiers import outbox, storage
from dossiers.council import agenda, correspondence, recusals, written_rounds
from dossiers.db import current_session
from dossiers.models import Account, Document, Nomination
from tests.council_world import TODAY, World, a_world, fresh
from tests.factories import NOW, as_actor
from workflow.errors import Invalid, NotAllowed, Refused

DUE = date(2026, 11, 30)
LATE = NOW + timedelta(days=8)


def a_round(**more: int) -> World:
    """A round on the world's dossiers, not laid before the chair yet."""
    world = a_world(**more)
    world.session_id = correspondence.prepare(
        actor=as_actor(world.secretary), council_id=world.council.id, title="Lấy ý kiến đợt 12", due_on=DUE, at=NOW
    )
    agenda.add_items(
        actor=as_actor(world.secretary),
        session_id=world.session_id,
        dossier_ids=world.dossier_ids,
        seen=world.held.version,
        at=NOW,
    )
    return world


def submitted(world: World) -> World:
    correspondence.submit(
        actor=as_actor(world.secretary),
        session_id=world.session_id,
        tellers=[account.id for account in world.accounts[-3:]],
        due_on=DUE,
        seen=world.held.version,
        at=NOW,
    )
    return world


def sent(world: World, by: Account | None = None) -> World:
    submitted(world)
    left = correspondence.send(
        actor=as_actor(by or world.chair), session_id=world.session_id, seen=world.held.version, at=NOW
    )
    assert left == []
    fresh()
    return world


def ends(world: World, by: Account | None = None, at: object = NOW) -> None:
    correspondence.end(actor=as_actor(by or world.secretary), session_id=world.session_id, at=at)  # type: ignore[arg-type]
    fresh()


def papers_of(world: World) -> dict[str, str]:
    """The words of the session's papers by kind."""
    found = current_session().query(Document).filter_by(session_id=world.session_id)
    return {paper.kind: words_of(storage.get(paper.sha256)) for paper in found}


def words_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def told(account: Account) -> str:
    return outbox.newest(account.id)[0].subject


def test_a_round_goes_from_the_secretary_by_the_chair_to_the_members_and_to_its_minutes(app: Flask) -> None:
    world = sent(a_round(seats=5))
    for account in world.accounts:
        assert told(account).startswith("Lấy ý kiến bằng văn bản")
        world.votes(account, world.item.id)
    ends(world)
    world.counts(world.item.id)
    world.closes_item(world.item.id)
    world.closes()
    assert world.dossier().state == "on_notice"
    ballot = world.item.ballots[0]
    assert (ballot.present, ballot.written, ballot.yes, ballot.is_passed) == (0, 5, 5, True)
    papers = papers_of(world)
    assert sorted(papers) == ["bien_ban_hop_hoi_dong", "bien_ban_kiem_phieu", "cong_van_lay_y_kien", "phieu_bau"]
    assert "PHIẾU LẤY Ý KIẾN" in papers["phieu_bau"]
    assert "BIÊN BẢN KIỂM PHIẾU LẤY Ý KIẾN" in papers["bien_ban_kiem_phieu"]
    minutes = papers["bien_ban_hop_hoi_dong"]
    assert "BIÊN BẢN TỔNG HỢP Ý KIẾN" in minutes
    assert "5. Thành viên đã gửi ý kiến: 05/05 thành viên Hội đồng" in minutes
    assert not [words for words in ("Cuộc họp", "có mặt", "dự họp", "Địa điểm") if words in minutes]


def test_the_letter_to_the_members_names_nobody_who_is_proposed(sqlite_app: Flask) -> None:
    world = sent(a_round(seats=5))
    letter = papers_of(world)["cong_van_lay_y_kien"]
    assert "Kính gửi: Các thành viên" in letter
    assert "trước hết ngày 30 tháng 11 năm 2026" in letter
    assert not [line.name for line in world.item.dossier.nominations if line.name in letter]


def test_it_does_not_end_early_while_an_answer_is_missing_and_then_counts_the_silent_as_absent(app: Flask) -> None:
    world = sent(a_round(seats=5))
    for account in world.accounts[:4]:
        world.votes(account, world.item.id)
    with pytest.raises(Refused) as early:
        ends(world)
    assert "Chưa hết hạn" in early.value.message
    ends(world, at=LATE)
    silent = world.member(world.accounts[4])
    assert (silent.presence, silent.absence_reason) == ("absent", correspondence.SILENT)
    with pytest.raises(Refused):
        world.votes(world.accounts[4], world.item.id)
    world.counts(world.item.id)
    assert (world.item.ballots[0].roster, world.item.ballots[0].written) == (5, 4)


def test_too_few_answers_do_not_make_a_decision_and_more_time_can_be_given(app: Flask) -> None:
    world = sent(a_round(seats=5))
    for account in world.accounts[:3]:
        world.votes(account, world.item.id)
    with pytest.raises(Refused) as few:
        ends(world, at=LATE)
    assert few.value.findings
    fresh()
    assert world.member(world.accounts[4]).presence == "written"
    correspondence.extend(
        actor=as_actor(world.secretary), session_id=world.session_id, due_on=date(2026, 12, 7), at=LATE
    )
    assert told(world.accounts[4]).startswith("Gia hạn")
    assert not told(world.accounts[0]).startswith("Gia hạn")
    world.votes(world.accounts[4], world.item.id)
    ends(world, at=LATE + timedelta(days=8))


def test_nothing_is_counted_while_members_may_still_answer(sqlite_app: Flask) -> None:
    world = sent(a_round(seats=5))
    world.votes(world.chair, world.item.id)
    with pytest.raises(Refused) as early:
        world.counts(world.item.id)
    assert "còn nhận ý kiến" in early.value.message


def test_only_those_whose_answer_is_missing_are_reminded(sqlite_app: Flask) -> None:
    world = sent(a_round(seats=5))
    for account in world.accounts[:3]:
        world.votes(account, world.item.id)
    assert correspondence.remind(actor=as_actor(world.secretary), session_id=world.session_id, at=NOW) == 2
    assert told(world.accounts[4]).startswith("Nhắc")
    assert not told(world.accounts[1]).startswith("Nhắc")


def test_the_chair_ends_too_and_an_ordinary_member_does_not(sqlite_app: Flask) -> None:
    world = sent(a_round(seats=5))
    for account in world.accounts:
        world.votes(account, world.item.id)
    with pytest.raises(NotAllowed):
        ends(world, by=world.accounts[3])
    ends(world, by=world.chair)
    assert written_rounds.find_round(world.held).ended_at is not None


def test_an_item_from_which_the_chair_is_recused_is_left_to_who_stands_in(app: Flask) -> None:
    world = a_round(seats=6, dossiers=2)
    line = current_session().query(Nomination).filter_by(dossier_id=world.dossier_ids[1]).first()
    assert line
    line.account_id = world.chair.id
    current_session().commit()
    sent(world)
    first, second = world.items
    assert (first.state, second.state) == ("open", "waiting")
    assert correspondence.open_items(actor=as_actor(world.chair), session_id=world.session_id, at=NOW) == []
    deputy = second.session.presiding([world.chair.id])
    assert deputy
    correspondence.open_items(actor=as_actor(deputy.account), session_id=world.session_id, at=NOW)
    fresh()
    assert world.items[1].state == "open"


def test_what_is_asked_of_a_recused_member_is_nothing(sqlite_app: Flask) -> None:
    world = a_round(seats=6)
    submitted(world)
    recusals.declare(actor=as_actor(world.accounts[3]), item_id=world.item.id, ground="Là em.", at=NOW)
    correspondence.send(actor=as_actor(world.chair), session_id=world.session_id, seen=world.held.version, at=NOW)
    fresh()
    assert world.accounts[3].id not in {member.account_id for member in correspondence.pending(world.held)}
    with pytest.raises(NotAllowed):
        world.votes(world.accounts[3], world.item.id)


def test_a_round_is_not_convened_attended_or_opened(sqlite_app: Flask) -> None:
    world = a_round(seats=5)
    with pytest.raises(Refused):
        world.convenes()
    submitted(world)
    with pytest.raises(Refused):
        world.attends()
    with pytest.raises(Refused):
        world.opens()


def test_a_meeting_is_not_sent_as_a_round(sqlite_app: Flask) -> None:
    meeting = a_world(seats=5).prepares().convenes()
    with pytest.raises(Refused):
        correspondence.send(
            actor=as_actor(meeting.chair), session_id=meeting.session_id, seen=meeting.held.version, at=NOW
        )


def test_the_due_day_lies_ahead_and_the_tellers_are_members(sqlite_app: Flask) -> None:
    world = a_round(seats=5)
    with pytest.raises(Invalid) as fault:
        correspondence.prepare(
            actor=as_actor(world.secretary), council_id=world.council.id, title="Đợt 1", due_on=TODAY, at=NOW
        )
    assert "due_on" in fault.value.fields
    for tellers in ([], [world.accounts[0].id], [1_000, 1_001, 1_002]):
        with pytest.raises(Invalid) as wrong:
            correspondence.submit(
                actor=as_actor(world.secretary),
                session_id=world.session_id,
                tellers=tellers,
                due_on=DUE,
                seen=world.held.version,
                at=NOW,
            )
        assert "tellers" in wrong.value.fields
