"""The list of prize money that goes with a decision: coefficient × base salary, and the total in words."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.documents import wording
from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import PROVINCE, Heading, Nominee, Signature, example_heading


@dataclass(frozen=True, kw_only=True)
class PrizeLine:
    """One recipient with the money, and how it was found (Nghị định 152/2025/NĐ-CP, Điều 49 and the following)."""

    recipient: Nominee = fact("", "Người, tập thể, hộ gia đình được thưởng")
    coefficient: str = fact(
        "he_so", "Hệ số theo mức lương cơ sở; trống nếu luật không đặt mức thưởng", "1,5", default=""
    )
    amount: int = fact("muc_thuong", "Mức thưởng, đồng, đã làm tròn", 3_510_000, form=Form.FIGURES, default=0)


@dataclass(frozen=True, kw_only=True)
class PrizeList:
    """Danh sách chi tiền thưởng: for the cashier, with the decision that it belongs to."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("", body="Sở Nội vụ", under=PROVINCE))
    abstract: str = fact(
        "trich_yeu", "Trích yếu", "Tiền thưởng kèm theo Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên"
    )
    decision_number: str = fact("so_quyet_dinh", "Số quyết định khen thưởng", "123/QĐ-UBND")
    decided_on: date = fact("ngay_quyet_dinh", "Ngày quyết định khen thưởng", date(2026, 2, 10))
    decider: str = fact(
        "nguoi_quyet_dinh", "Người có thẩm quyền quyết định", "Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên"
    )
    base_salary: int = fact(
        "muc_luong_co_so", "Mức lương cơ sở của ngày quyết định, đồng", 2_340_000, form=Form.FIGURES, default=0
    )
    rounding: int = fact("lam_tron", "Mỗi mức làm tròn lên đến bội số của, đồng", 10_000, form=Form.FIGURES, default=0)
    basis: str = fact("can_cu_muc_thuong", "Căn cứ của hệ số và mức lương", "Nghị định 152/2025/NĐ-CP", default="")
    funding: str = fact("nguon_kinh_phi", "Nguồn chi tiền thưởng", "Quỹ thi đua, khen thưởng của tỉnh", default="")
    lines: tuple[PrizeLine, ...] = fact("dong", "Các dòng của danh sách")
    signature: Signature = fact("", "Chữ ký", Signature(post="Giám đốc", name="Nguyễn Thị Minh Hạnh"))

    @derived("tong_cong", "Tổng số tiền, bằng số", form=Form.FIGURES)
    def total(self) -> int:
        """The sum of all lines."""
        return sum(line.amount for line in self.lines)

    @derived("tong_bang_chu", "Tổng số tiền bằng chữ")
    def total_in_words(self) -> str:
        """The sum read out in Vietnamese; nothing where there is no money."""
        return f"{wording.capitalised(wording.in_words(self.total()))} đồng" if self.total() else ""

    @derived("so_nguoi_nhan", "Số người, tập thể, hộ gia đình trong danh sách", form=Form.COUNT)
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)
