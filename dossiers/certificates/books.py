"""Excel files of the certificates desk: the register of a stock, and the list of prize money."""

from __future__ import annotations

from dossiers import clock
from dossiers.certificates import queries
from dossiers.documents import wording
from dossiers.models import Decision, PrintSheet, Stock, StockSheet
from dossiers.papers.prizes import record_of
from dossiers.sheets.writing import Column, table

STATES = {"left": "Còn trong kho", "assigned": "Đã gắn với đợt in", "used": "Đã dùng", "spoiled": "Hỏng"}
REGISTER = (
    Column("TT", 6), Column("Số phôi", 16), Column("Tình trạng", 20), Column("Người, tập thể, hộ gia đình", 40),
    Column("Quyết định", 18), Column("Đợt in, tờ", 14), Column("Lý do hỏng", 30), Column("Người ghi", 24),
    Column("Ngày ghi", 13),
)  # fmt: skip
PRIZES = (
    Column("TT", 6), Column("Họ và tên, tên tập thể, hộ gia đình", 42), Column("Chức vụ, đơn vị", 42),
    Column("Hình thức khen thưởng", 40), Column("Hệ số", 9), Column("Mức lương cơ sở (đồng)", 16),
    Column("Tiền thưởng (đồng)", 18), Column("Ký nhận", 18),
)  # fmt: skip


def register(stock: Stock) -> bytes:
    """Return the register of a stock: every sheet that came in, with what became of it, and the account below."""
    count = queries.account(stock)
    rows = [_sheet(number, *each) for number, each in enumerate(queries.sheets_with_use(stock), start=1)]
    below: list[list[str | int]] = [
        ["", "Nhập", count.received], ["", "Đã dùng", count.used], ["", "Hỏng", count.spoiled],
        ["", "Còn lại", count.left],
    ]  # fmt: skip
    return table("Sổ phôi", REGISTER, rows, above=(f"SỔ PHÔI: {stock.name}", stock.unit.name), below=below)


def _sheet(number: int, sheet: StockSheet, use: PrintSheet | None) -> list[str | int | None]:
    decision = use.run.decision.full_number if use else None
    return [
        number,
        sheet.serial,
        STATES[sheet.state],
        use.nomination.label if use else None,
        decision,
        f"Đợt {use.run.number}, tờ {use.position}" if use else None,
        sheet.reason or None,
        sheet.settled_by.full_name if sheet.settled_by else None,
        wording.short_date(clock.day_of(sheet.settled_at)) if sheet.settled_at else None,
    ]


def prizes(decision: Decision) -> bytes:
    """Return the list of prize money of a decision, the total in figures and words below."""
    made = record_of(decision)
    rows = [
        [
            number, line.recipient.full_name(), line.recipient.post_and_unit(), line.recipient.award, line.coefficient,
            made.base_salary if line.coefficient else None, line.amount or None, None,
        ]
        for number, line in enumerate(made.lines, start=1)
    ]  # fmt: skip
    above = (
        "DANH SÁCH CHI TIỀN THƯỞNG",
        f"Kèm theo Quyết định số {made.decision_number} {wording.full_date(made.decided_on)} của {made.decider}",
    )
    below: list[list[str | int]] = [
        ["", "Tổng cộng", "", "", "", "", made.total(), ""],
        ["", f"Bằng chữ: {made.total_in_words()}"],
    ]
    return table("Tiền thưởng", PRIZES, rows, above=above, below=below)
