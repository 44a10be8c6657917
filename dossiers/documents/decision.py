"""The decision with its attached list, and the certificate."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.documents import wording
from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import (
    PROVINCE,
    Group,
    Heading,
    Nominee,
    Signature,
    counts,
    example_heading,
    grouped,
)

# What stands on one line of a certificate in its usual sizes, in letters.
SHORT_NAME = 40
SHORT_TEXT = 190


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Quyết định khen thưởng: a single recipient stands in Điều 1, several in the attached list."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("QĐ-UBND", number=123, body=PROVINCE, under=""))
    abstract: str = fact(
        "trich_yeu", "Trích yếu", "Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên"
    )
    decider: str = fact(
        "nguoi_quyet_dinh",
        "Người có thẩm quyền quyết định",
        "Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",
        form=Form.CAPITALS,
    )
    recitals: tuple[str, ...] = fact(
        "can_cu",
        "Các căn cứ, kể cả đề nghị của cơ quan trình",
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 45/TTr-SNV ngày 05 tháng 02 năm 2026",
        ),
        form=Form.CLOSED,
    )
    grant: str = fact("dong_tu", "Tặng, Công nhận, Truy tặng", "Tặng", default="Tặng")
    award: str = fact(
        "hinh_thuc_khen",
        "Danh hiệu hoặc hình thức",
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",
    )
    achievement: str = fact(
        "thanh_tich_chung",
        "Thành tích được khen",
        "đã có thành tích xuất sắc trong thực hiện nhiệm vụ công tác năm 2025",
    )
    nominees: tuple[Nominee, ...] = fact("doi_tuong", "Người, tập thể, hộ gia đình được khen")
    prize_total: int = fact(
        "tong_tien_thuong", "Tổng tiền thưởng, đồng; 0 nếu không có", 3_800_000, form=Form.MONEY, default=0
    )
    funding: str = fact("nguon_kinh_phi", "Nguồn chi tiền thưởng", "Quỹ thi đua, khen thưởng của tỉnh", default="")
    executors: str = fact(
        "thi_hanh",
        "Những người thi hành",
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, Thủ trưởng các cơ quan, đơn vị liên "
        "quan và các tập "
        "thể, cá nhân có tên tại Điều 1",
    )
    copies_to: tuple[str, ...] = fact(
        "noi_nhan",
        "Nơi nhận",
        ("Như Điều 3", "Chủ tịch, các PCT UBND tỉnh", "Lưu: VT, SNV"),
        form=Form.DASHED,
    )
    signature: Signature = fact("", "Chữ ký", Signature(post="Chủ tịch", name="Phạm Hoàng Sơn Lâm"))
    verify_url: str = fact(
        "dia_chi_kiem_tra",
        "Địa chỉ kiểm tra quyết định, in kèm mã QR",
        "https://khenthuong.example.vn/kiem-tra/7KX2M9",
        default="",
    )
    verify_code: str = fact("ma_kiem_tra", "Mã kiểm tra", "7KX2M9", default="")

    @derived("mot_doi_tuong", "Đối tượng duy nhất, khi quyết định chỉ khen một")
    def only(self) -> Nominee | None:
        """The recipient named in Điều 1, if there is just one."""
        return self.nominees[0] if len(self.nominees) == 1 else None

    @derived("danh_sach", "Khối danh sách kèm theo, khi quyết định khen nhiều đối tượng")
    def listed(self) -> bool:
        """Whether the recipients stand in the attached list."""
        return len(self.nominees) > 1

    @derived("nhom", "Các nhóm của danh sách kèm theo")
    def groups(self) -> tuple[Group, ...]:
        """The recipients by kind, each kind with its number."""
        return grouped(self.nominees)

    @derived("tong_so", "Số lượng theo loại")
    def total(self) -> str:
        """All recipients counted by kind."""
        return counts(self.nominees)

    @derived("ten_danh_sach", "Tên danh sách kèm theo, chữ in hoa", form=Form.CAPITALS)
    def list_title(self) -> str:
        """What the attached list is of."""
        return f"{self.grant} {self.award}"

    @derived("kem_theo", "Câu Kèm theo Quyết định số … của danh sách")
    def attached_to(self) -> str:
        """The line under the attached list's title."""
        day = wording.full_date(self.heading.issued_on)
        return f"Kèm theo Quyết định số {self.heading.numbered()} {day} của {self.decider}"

    @derived("cau_nguon_kinh_phi", "Phần câu nói nguồn chi, bắt đầu bằng dấu phẩy; trống nếu chưa rõ nguồn")
    def from_funds(self) -> str:
        """The end of the sentence about money."""
        return f", chi từ {self.funding}" if self.funding else ""

    @derived("ma_qr", "Mã QR của địa chỉ kiểm tra", form=Form.QR)
    def qr(self) -> str:
        """What the QR code holds."""
        return self.verify_url


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Bằng khen: a full landscape page to print, sign and seal."""

    decider: str = fact("nguoi_tang", "Người tặng", "Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên", form=Form.CAPITALS)
    award: str = fact("ten_bang", "Tên bằng", "Bằng khen", form=Form.CAPITALS)
    grant: str = fact("dong_tu", "Tặng, Truy tặng", "Tặng", form=Form.CAPITALS, default="Tặng")
    recipient: Nominee = fact("", "Người, tập thể, hộ gia đình được tặng")
    decision_number: str = fact("so_quyet_dinh", "Số quyết định", "123/QĐ-UBND")
    decided_on: date = fact("ngay_quyet_dinh", "Ngày quyết định", date(2026, 2, 10))
    register_number: str = fact("so_vao_so", "Số vào sổ khen thưởng", "0456", default="")
    place: str = fact("dia_danh", "Địa danh", "Thái Nguyên")
    signature: Signature = fact("", "Chữ ký", Signature(post="Chủ tịch", name="Phạm Hoàng Sơn Lâm"))
    verify_url: str = fact(
        "dia_chi_kiem_tra",
        "Địa chỉ kiểm tra, in mã QR",
        "https://khenthuong.example.vn/kiem-tra/7KX2M9",
        default="",
    )
    verify_code: str = fact("ma_kiem_tra", "Mã kiểm tra", "7KX2M9", default="")

    @derived("ma_qr", "Mã QR của địa chỉ kiểm tra", form=Form.QR)
    def qr(self) -> str:
        """What the QR code holds."""
        return self.verify_url

    @derived("chu_dai", "Khối chỉ có khi tên, đơn vị hay thành tích dài: dùng cỡ chữ nhỏ hơn để bằng vừa một trang")
    def is_wordy(self) -> bool:
        """Whether the usual sizes would push the signature to a second page."""
        told = len(self.recipient.achievement) + len(self.recipient.post_and_unit())
        return len(self.recipient.full_name()) > SHORT_NAME or told > SHORT_TEXT
