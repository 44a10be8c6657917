"""Print runs on numbered stock: dealt in order, spoiled and replaced, resumed, printed again with a reason."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dossiers import journal, storage
from dossiers.certificates import making, prize_service, queries, runs, stock_service
from dossiers.certificates.stock_service import Delivery
from dossiers.db import current_session
from dossiers.documents.package import unpack
from dossiers.documents.word import DOCUMENT
from dossiers.jobs import queue, runner
from dossiers.models import Document, JournalEntry, PrintRun
from tests.decision_world import OVER
from tests.factories import as_actor
from tests.printing_world import NAMES, a_desk, fresh, receive
from tests.services.test_decision_races import at_once
from workflow.errors import Invalid, NotAllowed, Refused, Stale


def test_sheets_are_dealt_in_the_order_of_list_and_serials_and_printed_up_to_n(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin()
    assert [serial for _p, serial, _s in desk.dealt(run.id)] == ["BK 001", "BK 002", "BK 003", "BK 004"]
    assert desk.account() == (6, 0, 0, 6)
    assert runs.confirm(actor=desk.clerk, run_id=run.id, seen=1, last=3, at=OVER) == 3
    assert desk.account() == (6, 3, 0, 3)
    assert queries.find_run(run.id).state == "open"
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=1, last=4, at=OVER)
    fresh()
    assert queries.find_run(run.id).state == "finished"
    assert all(line.printed == 1 for line in queries.recipients_of(desk.decision))
    assert journal.verify(journal.stored()).ok


def test_a_spoiled_sheet_moves_its_certificate_and_all_later_ones_to_the_next_sheets(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin()
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=1, last=1, at=OVER)
    runs.spoil(actor=desk.clerk, run_id=run.id, seen=1, position=2, reason="Kẹt giấy", at=OVER)
    assert desk.dealt(run.id) == [
        (1, "BK 001", "printed"),
        (2, "BK 002", "spoiled"),
        (2, "BK 003", "assigned"),
        (3, "BK 004", "assigned"),
        (4, "BK 005", "assigned"),
    ]
    assert desk.account() == (6, 1, 1, 4)
    with pytest.raises(Stale):  # whoever still looks at the old order
        runs.confirm(actor=desk.clerk, run_id=run.id, seen=1, last=4, at=OVER)


def test_where_the_cupboard_is_empty_a_spoiled_sheet_is_recorded_and_the_last_place_waits(app: Flask) -> None:
    desk = a_desk(sheets=4)
    run = desk.begin()
    runs.spoil(actor=desk.clerk, run_id=run.id, seen=1, position=1, reason="Lem mực", at=OVER)
    assert desk.dealt(run.id)[-1] == (4, "", "assigned")
    seen = desk.seen(run.id)
    with pytest.raises(Refused, match="Tờ 4 chưa được gắn phôi"):
        runs.confirm(actor=desk.clerk, run_id=run.id, seen=seen, last=4, at=OVER)
    with pytest.raises(Refused, match="không còn phôi rảnh"):
        runs.deal(actor=desk.clerk, run_id=run.id, seen=seen, at=OVER)
    receive(desk, 5, 6)
    runs.deal(actor=desk.clerk, run_id=run.id, seen=seen, at=OVER)
    assert desk.dealt(run.id)[-1] == (4, "BK 005", "assigned")
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=desk.seen(run.id), last=4, at=OVER)
    assert desk.account() == (6, 4, 1, 1)


def test_printing_again_needs_a_reason_and_leaves_the_first_certificate_in_the_register(app: Flask) -> None:
    desk = a_desk()
    first = desk.begin()
    runs.confirm(actor=desk.clerk, run_id=first.id, seen=1, last=4, at=OVER)
    one = desk.lines()[:1]
    with pytest.raises(Invalid) as refusal:
        desk.begin(one)
    assert refusal.value.fields["reason"] == "Ông Nguyễn Văn An đã có bằng. Ghi lý do in lại, hoặc bỏ chọn."
    again = desk.begin(one, reason="Chủ nhân làm mất")
    assert (again.number, again.is_reprint) == (2, True)
    runs.confirm(actor=desk.clerk, run_id=again.id, seen=1, last=1, at=OVER)
    assert desk.account() == (6, 5, 0, 1)
    with pytest.raises(Invalid, match="Kho còn 1 phôi"):
        desk.begin(reason="In lại cả danh sách")


def test_a_sheet_found_spoiled_after_the_run_is_written_off_and_its_owner_may_get_another(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin()
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=1, last=4, at=OVER)
    runs.spoil(actor=desk.clerk, run_id=run.id, seen=1, position=4, reason="Phát hiện nhòe", at=OVER)
    assert desk.account() == (6, 3, 1, 2)
    lacking = [line.nomination.id for line in queries.recipients_of(desk.decision) if not line.printed]
    assert lacking == desk.lines()[3:]
    assert desk.begin(lacking).is_reprint is False


def test_nobody_is_in_two_open_runs_even_when_both_are_begun_at_once(app: Flask) -> None:
    desk = a_desk(sheets=20)
    ids, clerk, dossier_id = desk.lines(), desk.clerk, desk.world.dossier_id
    fresh()

    def begin() -> object:
        return runs.begin(
            actor=clerk, dossier_id=dossier_id, stock_id=desk.stock_id, nomination_ids=ids, reason="", at=OVER
        )

    answers = at_once(app, begin, begin)
    assert sorted(type(answer).__name__ for answer in answers) == ["Invalid", "PrintRun"]
    fresh()
    assert current_session().query(PrintRun).count() == 1
    assert queries.account(desk.stock).assigned == 4


def test_a_stopped_run_gives_its_stock_back(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin()
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=1, last=1, at=OVER)
    runs.ask_for_file(actor=desk.clerk, run_id=run.id, first=2, at=OVER)
    runs.stop(actor=desk.clerk, run_id=run.id, seen=1, reason="Hoãn lễ trao", at=OVER)
    assert desk.account() == (6, 1, 0, 5)
    assert queries.account(desk.stock).assigned == 0
    assert [job.state for job in queries.jobs_of(queries.find_run(run.id))] == ["cancelled"]
    assert [serial for _p, serial, _s in desk.dealt(desk.begin(desk.lines()[1:]).id)] == ["BK 002", "BK 003", "BK 004"]


def test_the_file_of_a_run_holds_the_sheets_that_wait_from_a_place_on_and_is_the_same_each_time(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin()
    runs.ask_for_file(actor=desk.clerk, run_id=run.id, first=3, at=OVER)
    with pytest.raises(Refused, match="đang được làm"):
        runs.ask_for_file(actor=desk.clerk, run_id=run.id, first=1, at=OVER)
    assert runner.work_off("w")
    fresh()
    job = queries.jobs_of(queries.find_run(run.id))[0]
    assert (job.state, job.done, job.total, job.message) == ("done", 2, 2, "2 tờ, từ tờ 3 đến tờ 4.")
    content = storage.get(job.sha256 or "")
    body = unpack(content)[DOCUMENT].decode()
    assert [name for name in NAMES if name in body] == ["Ma Văn Chung", "Nông Thị Dung"]
    out = io.BytesIO()
    making.write(making.plan_of(queries.find_run(run.id), 3), out)
    assert storage.hash_of(out.getvalue()) == job.sha256
    with pytest.raises(Invalid, match="Từ tờ 9"):
        runs.ask_for_file(actor=desk.clerk, run_id=run.id, first=9, at=OVER)


def test_without_stock_whole_pages_are_made_from_the_units_word_template(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin(on_stock=False)
    runs.ask_for_file(actor=desk.clerk, run_id=run.id, first=1, at=OVER)
    runner.work_off("w")
    fresh()
    job = queries.jobs_of(queries.find_run(run.id))[0]
    with zipfile.ZipFile(io.BytesIO(storage.get(job.sha256 or ""))) as archive:
        body = archive.read(DOCUMENT).decode()
    assert all(name in body for name in NAMES)
    assert body.count("BẰNG KHEN") == 4
    numbers = queries.register_numbers(desk.decision)
    assert all(f"Vào sổ khen thưởng số: {number}" in body for number in numbers.values())
    runs.spoil(actor=desk.clerk, run_id=run.id, seen=1, position=2, reason="Lem", at=OVER)
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=2, last=4, at=OVER)
    assert desk.account() == (6, 0, 0, 6)


def test_every_change_of_a_run_stands_in_the_journal_with_serials_and_reason(app: Flask) -> None:
    desk = a_desk()
    run = desk.begin()
    runs.spoil(actor=desk.clerk, run_id=run.id, seen=1, position=2, reason="Kẹt giấy", at=OVER)
    runs.confirm(actor=desk.clerk, run_id=run.id, seen=2, last=4, at=OVER)
    fresh()
    written = current_session().query(JournalEntry).filter(JournalEntry.action.startswith("print_run."))
    entries = {entry.action: entry.details for entry in written}
    assert entries["print_run.begun"]["serials"] == ["BK 001", "BK 004", "4"]
    assert entries["print_run.spoiled"]["serial"] == "BK 002"
    assert entries["print_run.spoiled"]["reason"] == "Kẹt giấy"
    assert entries["print_run.printed"]["serials"] == ["BK 001", "BK 003", "BK 004", "BK 005"]
    assert "print_run.finished" in entries


def test_stock_comes_in_once_and_is_written_off_with_a_reason(app: Flask) -> None:
    desk = a_desk()
    with pytest.raises(Invalid, match="đã nhập kho trước đây"):
        receive(desk, 6, 9)
    assert desk.account() == (6, 0, 0, 6)
    delivery = Delivery("BK", 7, 6, 3, OVER.date(), "")
    for wrong, field in (
        (delivery, "last"),
        (replace(delivery, last=99_999), "last"),
        (replace(delivery, first=1_000, last=1_001), "digits"),
    ):
        with pytest.raises(Invalid) as fault:
            stock_service.receive(actor=desk.clerk, stock_id=desk.stock_id, delivery=wrong, at=OVER)
        assert list(fault.value.fields) == [field]
    run = desk.begin(desk.lines()[:1])
    with pytest.raises(Invalid, match=r"Phôi số BK 001 đang gắn với một đợt in.*Kho không có phôi số BK 099"):
        stock_service.spoil(
            actor=desk.clerk, stock_id=desk.stock_id, serials=["BK 001", "BK 099"], reason="Ướt", at=OVER
        )
    stock_service.spoil(actor=desk.clerk, stock_id=desk.stock_id, serials=["BK 006", "BK 006"], reason="Ướt", at=OVER)
    assert desk.account() == (6, 0, 1, 5)
    assert desk.dealt(run.id) == [(1, "BK 001", "assigned")]


def test_the_database_itself_refuses_a_spoiled_sheet_without_reason_and_a_sheet_used_twice(app: Flask) -> None:
    desk = a_desk()
    desk.begin()
    for statement in (
        "UPDATE stock_sheet SET state = 'spoiled'",
        "UPDATE stock_sheet SET state = 'used'",
        "UPDATE print_sheet SET state = 'printed'",
        "UPDATE print_sheet SET stock_sheet_id = (SELECT min(id) FROM stock_sheet)",
        "UPDATE print_run SET is_reprint = true",
        "UPDATE print_run SET state = 'finished'",
    ):
        with pytest.raises(IntegrityError):
            current_session().execute(text(statement))
        current_session().rollback()


def test_only_the_office_and_the_standing_body_print(app: Flask) -> None:
    desk = a_desk()
    for account in (desk.world.clerk, desk.world.chairman):
        with pytest.raises(NotAllowed):
            runs.begin(
                actor=as_actor(account), dossier_id=desk.world.dossier_id, stock_id=None, nomination_ids=[1],
                reason="", at=OVER,
            )  # fmt: skip
    run = desk.begin()
    job = runs.ask_for_file(actor=as_actor(desk.world.appraiser), run_id=run.id, first=1, at=OVER)
    with pytest.raises(NotAllowed):
        runs.cancel_job(actor=as_actor(desk.world.clerk), job_id=job.id, at=OVER)
    assert queue.find(job.id).state == "waiting"


def test_the_list_of_prizes_is_a_paper_of_the_dossier_and_the_same_on_any_day(app: Flask) -> None:
    desk = a_desk()
    for _ in range(2):
        prize_service.write_list(actor=desk.clerk, dossier_id=desk.world.dossier_id, at=OVER)
    fresh()
    written = current_session().query(Document).filter_by(kind=prize_service.KIND).all()
    assert len({document.sha256 for document in written}) == 1
    body = unpack(storage.get(written[0].sha256))[DOCUMENT].decode()
    assert "15.200.000 đồng (Mười lăm triệu hai trăm nghìn đồng)" in body  # 4 × 1,5 × 2.530.000, rounded up
