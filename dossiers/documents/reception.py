"""Papers of reception and appraisal."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import Group, Heading, Nominee, Signature, example_heading, grouped


@dataclass(frozen=True, kw_only=True)
class ReceivedComponent:
    """One component of a dossier as it was handed in."""

    name: str = fact("ten", "Tên thành phần hồ sơ", "Báo cáo thành tích")
    quantity: int = fact("so_luong", "Số lượng", 1, form=Form.COUNT, default=1)
    form: str = fact("hinh_thuc_ban", "Bản chính, bản sao, bản điện tử", "Bản chính", default="")
    note: str = fact("ghi_chu", "Ghi chú", "", default="")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Phiếu tiếp nhận hồ sơ."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("PTN-SNV"))
    code: str = fact("ma_ho_so", "Mã hồ sơ", "TN-2026-000123")
    unit: str = fact("don_vi", "Đơn vị nộp hồ sơ", "Sở Y tế tỉnh Thái Nguyên")
    submitted_by: str = fact("nguoi_nop", "Người nộp hồ sơ", "Lý Văn Quân", default="")
    award: str = fact("hinh_thuc", "Nội dung đề nghị", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    received_on: date = fact("ngay_nhan", "Ngày tiếp nhận", date(2026, 1, 5))
    due_on: date = fact("ngay_hen", "Ngày hẹn trả kết quả", date(2026, 2, 2))
    components: tuple[ReceivedComponent, ...] = fact("thanh_phan", "Thành phần hồ sơ đã nhận")
    contact: str = fact("lien_he", "Nơi liên hệ", "Phòng Thi đua - Khen thưởng, điện thoại 0208 000 000", default="")
    lookup: str = fact(
        "dia_chi_tra_cuu",
        "Địa chỉ tra cứu, in kèm mã QR",
        "https://khenthuong.example.vn/tra-cuu/TN-2026-000123",
        default="",
    )
    signature: Signature = fact("", "Người tiếp nhận ký")

    @derived("ma_qr", "Mã QR của địa chỉ tra cứu", form=Form.QR)
    def qr(self) -> str:
        """What the QR code holds."""
        return self.lookup


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing to be corrected or added."""

    what: str = fact("noi_dung", "Nội dung cần bổ sung, chỉnh sửa", "Thiếu xác nhận phạm vi ảnh hưởng của sáng kiến")
    where: str = fact("vi_tri", "Ở hồ sơ, mục nào", "Hồ sơ của bà Trần Thị Bích Ngọc, thành phần Chứng nhận sáng kiến")
    why: str = fact("can_cu_phap_ly", "Căn cứ", "Luật Thi đua, khen thưởng, Điều 84 khoản 1", default="")


@dataclass(frozen=True, kw_only=True)
class CorrectionRequest:
    """Công văn yêu cầu bổ sung, hoàn thiện hồ sơ."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("SNV-TĐKT"))
    abstract: str = fact("trich_yeu", "Trích yếu, sau chữ V/v", "bổ sung hồ sơ đề nghị khen thưởng năm 2025")
    addressees: tuple[str, ...] = fact("kinh_gui", "Nơi gửi", ("Sở Y tế tỉnh Thái Nguyên",), form=Form.ADDRESSEES)
    code: str = fact("ma_ho_so", "Mã hồ sơ", "TN-2026-000123")
    petition: str = fact("to_trinh", "Tờ trình đã nhận", "Tờ trình số 05/TTr-SYT ngày 05 tháng 01 năm 2026", default="")
    faults: tuple[Fault, ...] = fact("loi", "Những nội dung phải bổ sung, chỉnh sửa")
    due_on: date = fact("han_bo_sung", "Hạn gửi hồ sơ bổ sung", date(2026, 1, 16))
    contact: str = fact("lien_he", "Nơi liên hệ", "Phòng Thi đua - Khen thưởng, điện thoại 0208 000 000", default="")
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")

    @derived("cau_to_trinh", "Phần câu nói Tờ trình đã nhận; trống nếu không ghi")
    def by_petition(self) -> str:
        """The petition, as a part of a sentence."""
        return f" kèm theo {self.petition}" if self.petition else ""


@dataclass(frozen=True, kw_only=True)
class RuleCheck:
    """One rule held against one nomination."""

    rule: str = fact("tieu_chuan", "Tiêu chuẩn, điều kiện", "Hai năm liên tục hoàn thành xuất sắc nhiệm vụ")
    outcome: str = fact("ket_qua", "Kết quả", "Đạt")
    citation: str = fact("can_cu_phap_ly", "Căn cứ", "Luật 06/2022/QH15, Điều 74 khoản 1", default="")
    reason: str = fact("ly_do", "Giải thích", "", default="")


@dataclass(frozen=True, kw_only=True)
class AppraisedNomination:
    """What the appraiser found about one nomination."""

    nominee: Nominee = fact("", "Đối tượng")
    components: str = fact("thanh_phan", "Tình trạng thành phần hồ sơ", "Đủ 04/04 thành phần", default="")
    checks: tuple[RuleCheck, ...] = fact("doi_chieu", "Kết quả đối chiếu từng tiêu chuẩn", default=())
    duplicates: str = fact("trung_lap", "Trùng lặp với đề nghị hoặc lần khen khác", "Không phát hiện", default="")
    holds: str = fact("tam_dung", "Lý do chưa xét", "Không", default="")
    opinion: str = fact("y_kien", "Ý kiến thẩm định", "Hồ sơ đủ điều kiện.", form=Form.PROSE, default="")
    proposal: str = fact("de_xuat", "Đề xuất", "Trình Hội đồng xét", default="")


@dataclass(frozen=True, kw_only=True)
class AppraisalReport:
    """Báo cáo thẩm định hồ sơ đề nghị khen thưởng."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("BC-SNV"))
    abstract: str = fact("trich_yeu", "Trích yếu", "Kết quả thẩm định hồ sơ đề nghị khen thưởng của Sở Y tế")
    addressees: tuple[str, ...] = fact(
        "kinh_gui", "Nơi gửi", ("Hội đồng Thi đua - Khen thưởng tỉnh Thái Nguyên",), form=Form.ADDRESSEES
    )
    recitals: tuple[str, ...] = fact(
        "can_cu",
        "Các căn cứ",
        ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        form=Form.CLOSED,
        default=(),
    )
    code: str = fact("ma_ho_so", "Mã hồ sơ", "TN-2026-000123")
    unit: str = fact("don_vi", "Đơn vị trình", "Sở Y tế tỉnh Thái Nguyên")
    petition: str = fact("to_trinh", "Tờ trình đã nhận", "Tờ trình số 05/TTr-SYT ngày 05 tháng 01 năm 2026", default="")
    received_on: date = fact("ngay_nhan", "Ngày tiếp nhận hồ sơ", date(2026, 1, 5))
    nominations: tuple[AppraisedNomination, ...] = fact("de_nghi", "Kết quả thẩm định từng đề nghị")
    conclusion: str = fact(
        "ket_luan", "Kết luận chung", "Đề nghị Hội đồng xem xét 01 cá nhân đủ điều kiện.", form=Form.PROSE
    )
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")

    @derived("cau_to_trinh", "Phần câu nói Tờ trình đã nhận; trống nếu không ghi")
    def by_petition(self) -> str:
        """The petition, as a part of a sentence."""
        return f" kèm theo {self.petition}" if self.petition else ""


@dataclass(frozen=True, kw_only=True)
class ConsultationLetter:
    """Công văn lấy ý kiến hiệp y."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("SNV-TĐKT"))
    abstract: str = fact("trich_yeu", "Trích yếu, sau chữ V/v", "lấy ý kiến về tập thể, cá nhân đề nghị khen thưởng")
    addressees: tuple[str, ...] = fact(
        "kinh_gui",
        "Nơi gửi",
        ("Công an tỉnh Thái Nguyên", "Thanh tra tỉnh Thái Nguyên"),
        form=Form.ADDRESSEES,
    )
    reason: str = fact(
        "ly_do",
        "Lý do lấy ý kiến",
        "Sở Nội vụ đang thẩm định hồ sơ đề nghị khen thưởng năm 2025.",
        form=Form.PROSE,
    )
    question: str = fact(
        "noi_dung_hoi",
        "Nội dung xin ý kiến",
        "việc chấp hành pháp luật trong lĩnh vực quản lý của quý cơ quan",
        form=Form.PROSE,
    )
    nominees: tuple[Nominee, ...] = fact("doi_tuong", "Các đối tượng cần ý kiến, khi hỏi cơ quan", default=())
    to_members: bool = fact(
        "hoi_thanh_vien", "Hỏi thành viên Hội đồng theo phiếu gửi kèm, không phải cơ quan", False, default=False
    )
    due_on: date = fact("han_tra_loi", "Hạn trả lời", date(2026, 1, 20))
    reply_to: str = fact("noi_nhan_tra_loi", "Nơi nhận trả lời", "Sở Nội vụ (qua Phòng Thi đua - Khen thưởng)")
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")

    @derived("nhom", "Các nhóm: tập thể, hộ gia đình, cá nhân")
    def groups(self) -> tuple[Group, ...]:
        """The nominees by kind, each kind with its number."""
        return grouped(self.nominees)
