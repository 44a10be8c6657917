"""Papers of councils: the invitation, slips, the count and the minutes."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.documents import wording
from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import COUNCIL, Heading, Signature, example_heading


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member or guest of a session; the reason only for those absent."""

    name: str = fact("ho_ten", "Họ và tên", "Lê Quang Vinh")
    post: str = fact("chuc_vu", "Chức vụ", "Giám đốc Sở Nội vụ", default="")
    role: str = fact("vai_tro", "Vai trò trong Hội đồng", "Phó Chủ tịch Hội đồng", default="")
    reason: str = fact("ly_do", "Lý do vắng mặt", "", default="")

    @derived("mo_ta", "Họ tên, chức vụ, vai trò và lý do vắng, cách nhau bằng dấu phẩy")
    def described(self) -> str:
        """Everything known of the member in one line."""
        reason = f"lý do: {self.reason}" if self.reason else ""
        return ", ".join(filter(None, (self.name, self.post, self.role, reason)))


@dataclass(frozen=True, kw_only=True)
class Session:
    """When, where and who: the first part of every minutes."""

    held_on: date = fact("ngay_hop", "Ngày họp, hoặc ngày gửi phiếu lấy ý kiến", date(2026, 1, 20))
    opened_at: str = fact("gio_bat_dau", "Giờ bắt đầu", "14 giờ 00 phút")
    closed_at: str = fact("gio_ket_thuc", "Giờ kết thúc", "16 giờ 30 phút", default="")
    venue: str = fact("dia_diem", "Địa điểm", "Phòng họp số 2, trụ sở Sở Y tế, phường Phan Đình Phùng")
    roster: int = fact("so_thanh_vien", "Tổng số thành viên Hội đồng", 9, form=Form.COUNT)
    chair: Member = fact("chu_tri", "Chủ trì")
    secretary: Member = fact("thu_ky", "Thư ký")
    present: tuple[Member, ...] = fact("co_mat", "Thành viên có mặt")
    absent: tuple[Member, ...] = fact("vang_mat", "Thành viên vắng mặt", default=())
    guests: tuple[Member, ...] = fact("khach_moi", "Khách mời dự họp", default=())
    in_writing: bool = fact("bang_van_ban", "Lấy ý kiến bằng văn bản, không họp", False, default=False)
    due_on: date | None = fact("han_gui_phieu", "Hạn nhận phiếu lấy ý kiến", default=None)

    @derived("ten_bien_ban", "BIÊN BẢN, hoặc BIÊN BẢN TỔNG HỢP Ý KIẾN khi không họp")
    def title(self) -> str:
        """What the minutes are called."""
        return "BIÊN BẢN TỔNG HỢP Ý KIẾN" if self.in_writing else "BIÊN BẢN"

    @derived("so_co_mat", "Số thành viên có mặt", form=Form.COUNT)
    def present_count(self) -> int:
        """How many members are present."""
        return len(self.present)

    @derived("so_vang_mat", "Số thành viên vắng mặt", form=Form.COUNT)
    def absent_count(self) -> int:
        """How many members are absent."""
        return len(self.absent)


@dataclass(frozen=True, kw_only=True)
class VotedItem:
    """One nomination with its votes; shares and thresholds are of the whole roster."""

    name: str = fact("ten", "Tên đối tượng", "Bà Trần Thị Bích Ngọc")
    unit: str = fact("don_vi", "Chức vụ, đơn vị", "Trưởng khoa Nội, Bệnh viện Đa khoa khu vực Phổ Yên", default="")
    award: str = fact("hinh_thuc", "Danh hiệu hoặc hình thức", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    yes: int = fact("dong_y", "Số đồng ý", 9)
    no: int = fact("khong_dong_y", "Số không đồng ý", 0)
    abstain: int = fact("khong_y_kien", "Số không có ý kiến", 0, default=0)
    share: str = fact("ty_le", "Tỷ lệ đồng ý trên tổng số thành viên", "9/9 (100%)")
    threshold: str = fact("nguong", "Tỷ lệ phải đạt", "Quá nửa")
    passed: bool = fact("dat", "Đạt tỷ lệ", True)
    discussion: str = fact("thao_luan", "Ý kiến thảo luận", "", form=Form.PROSE, default="")
    conclusion: str = fact(
        "ket_luan", "Kết luận về đề nghị này", "Nhất trí đề nghị khen thưởng", form=Form.PROSE, default=""
    )
    ranking: str = fact("xep_hang", "Thứ hạng theo số phiếu đồng ý, khi nội dung có chỉ tiêu", "", default="")

    @derived("ket_qua", "Đạt hoặc Không đạt")
    def result(self) -> str:
        """Whether the share was reached."""
        return "Đạt" if self.passed else "Không đạt"


@dataclass(frozen=True, kw_only=True)
class UnitReviewMinutes:
    """Biên bản bình xét của Hội đồng Thi đua - Khen thưởng đơn vị."""

    heading: Heading = fact(
        "",
        "Phần đầu văn bản",
        example_heading("BB-HĐTĐKT", body="Hội đồng Thi đua - Khen thưởng", under="Sở Y tế tỉnh Thái Nguyên"),
    )
    abstract: str = fact("trich_yeu", "Trích yếu", "Họp bình xét thi đua, khen thưởng năm 2025")
    session: Session = fact("", "Phiên họp")
    content: str = fact(
        "noi_dung",
        "Nội dung họp",
        "Thư ký báo cáo thành tích của các tập thể, cá nhân. Hội đồng thảo luận và biểu quyết.",
        form=Form.PROSE,
    )
    ballot: str = fact("cach_bieu_quyet", "Cách biểu quyết", "Bỏ phiếu kín")
    items: tuple[VotedItem, ...] = fact("noi_dung_xet", "Các đề nghị được xét")
    conclusion: str = fact(
        "ket_luan_chung", "Kết luận", "Hội đồng nhất trí đề nghị khen thưởng 01 cá nhân.", form=Form.PROSE
    )
    copies_to: tuple[str, ...] = fact(
        "noi_nhan", "Nơi nhận", ("Như thành phần họp", "Lưu: VT"), form=Form.DASHED, default=()
    )


@dataclass(frozen=True, kw_only=True)
class SessionMinutes:
    """Biên bản họp Hội đồng Thi đua - Khen thưởng, with discussion and conclusion by item."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("BB-HĐTĐKT", body=COUNCIL, under=""))
    abstract: str = fact("trich_yeu", "Trích yếu", "Họp Hội đồng Thi đua - Khen thưởng tỉnh xét khen thưởng năm 2025")
    session: Session = fact("", "Phiên họp")
    opening: str = fact(
        "noi_dung",
        "Nội dung mở đầu",
        "Đại diện cơ quan thường trực trình bày Báo cáo thẩm định.",
        form=Form.PROSE,
    )
    written_opinions: int = fact(
        "y_kien_van_ban", "Số thành viên gửi ý kiến bằng văn bản", 1, form=Form.COUNT, default=0
    )
    ballot: str = fact("cach_bieu_quyet", "Cách biểu quyết", "Bỏ phiếu kín")
    items: tuple[VotedItem, ...] = fact("noi_dung_xet", "Các đề nghị được xét", default=())
    recusals: str = fact("hoi_ti", "Thành viên hồi tị", "", form=Form.PROSE, default="")
    conclusion: str = fact(
        "ket_luan_chung",
        "Kết luận của người chủ trì",
        "Giao cơ quan thường trực hoàn thiện hồ sơ trình.",
        form=Form.PROSE,
    )
    copies_to: tuple[str, ...] = fact(
        "noi_nhan", "Nơi nhận", ("Thành viên Hội đồng", "Lưu: VT, TĐKT"), form=Form.DASHED, default=()
    )


@dataclass(frozen=True, kw_only=True)
class MeetingInvitation:
    """Giấy mời họp Hội đồng."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("GM-HĐTĐKT", body=COUNCIL, under=""))
    abstract: str = fact("trich_yeu", "Trích yếu", "Họp Hội đồng Thi đua - Khen thưởng tỉnh")
    invitees: tuple[str, ...] = fact(
        "kinh_moi",
        "Người được mời",
        ("Các thành viên Hội đồng Thi đua - Khen thưởng tỉnh",),
        form=Form.ADDRESSEES,
    )
    purpose: str = fact("muc_dich", "Việc của cuộc họp", "xét khen thưởng thành tích công tác năm 2025")
    meets_on: date = fact("ngay_hop", "Ngày họp", date(2026, 1, 20))
    meets_at: str = fact("gio_hop", "Giờ họp", "14 giờ 00 phút")
    venue: str = fact("dia_diem", "Địa điểm", "Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh")
    chair: str = fact("chu_tri", "Chủ trì", "Đồng chí Chủ tịch Hội đồng")
    agenda: tuple[str, ...] = fact(
        "chuong_trinh", "Nội dung họp", ("Nghe Báo cáo thẩm định", "Thảo luận, bỏ phiếu"), form=Form.CLOSED
    )
    pack: tuple[str, ...] = fact(
        "tai_lieu", "Tài liệu gửi kèm", ("Báo cáo thẩm định", "Danh sách"), form=Form.CLOSED, default=()
    )
    note: str = fact(
        "luu_y",
        "Lưu ý",
        "Đề nghị các đồng chí nghiên cứu trước tài liệu và dự họp đúng giờ.",
        form=Form.PROSE,
        default="",
    )
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")


@dataclass(frozen=True, kw_only=True)
class SlipItem:
    """One line of a vote slip."""

    name: str = fact("ten", "Tên đối tượng", "Bà Trần Thị Bích Ngọc")
    unit: str = fact("don_vi", "Chức vụ, đơn vị", "Trưởng khoa Nội, Bệnh viện Đa khoa khu vực Phổ Yên", default="")
    award: str = fact("hinh_thuc", "Danh hiệu hoặc hình thức", "Chiến sĩ thi đua tỉnh Thái Nguyên")


@dataclass(frozen=True, kw_only=True)
class VoteSlip:
    """Phiếu bầu: names the voter only in an open ballot."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("", body=COUNCIL, under=""))
    abstract: str = fact("trich_yeu", "Trích yếu", "Xét tặng danh hiệu thi đua năm 2025")
    secret: bool = fact("kin", "Bỏ phiếu kín", True)
    voter: str = fact("nguoi_bo_phieu", "Người bỏ phiếu, chỉ in khi bỏ phiếu công khai", "", default="")
    items: tuple[SlipItem, ...] = fact("noi_dung_xet", "Các đề nghị xin ý kiến")
    return_by: date | None = fact("han_gui_phieu", "Hạn gửi phiếu khi lấy ý kiến bằng văn bản", default=None)

    in_writing: bool = fact("bang_van_ban", "Lấy ý kiến bằng văn bản, không họp", False, default=False)

    @derived("ten_phieu", "PHIẾU BẦU hoặc PHIẾU LẤY Ý KIẾN, kèm chữ kín hoặc công khai")
    def title(self) -> str:
        """The slip's name."""
        name = "PHIẾU LẤY Ý KIẾN" if self.in_writing else "PHIẾU BẦU"
        return f"{name} (kín)" if self.secret else f"{name} (công khai)"

    @derived("cong_khai", "Khối chỉ có khi bỏ phiếu công khai")
    def open(self) -> bool:
        """Whether the voter is named."""
        return not self.secret


@dataclass(frozen=True, kw_only=True)
class TallyMinutes:
    """Biên bản kiểm phiếu, signed by the tellers."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("BB-HĐTĐKT", body=COUNCIL, under=""))
    abstract: str = fact("trich_yeu", "Trích yếu", "Kiểm phiếu xét tặng danh hiệu thi đua năm 2025")
    counted_on: date = fact("ngay_kiem", "Ngày kiểm phiếu", date(2026, 1, 20))
    counted_at: str = fact("gio_kiem", "Giờ kiểm phiếu", "15 giờ 45 phút")
    venue: str = fact("dia_diem", "Địa điểm", "Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh")
    secret: bool = fact("kin", "Bỏ phiếu kín", True)
    tellers: tuple[Member, ...] = fact(
        "kiem_phieu",
        "Ban kiểm phiếu, người đầu tiên là Trưởng ban",
        (
            Member(name="Lê Quang Vinh", role="Trưởng ban"),
            Member(name="Hà Thị Thu", role="Ủy viên"),
            Member(name="Đỗ Đức Long", role="Ủy viên"),
        ),
    )
    roster: int = fact("so_thanh_vien", "Tổng số thành viên Hội đồng", 25, form=Form.COUNT)
    present: int = fact("so_co_mat", "Số thành viên có mặt", 23, form=Form.COUNT)
    written: int = fact("so_van_ban", "Số ý kiến bằng văn bản", 2, form=Form.COUNT, default=0)
    issued: int = fact("phieu_phat_ra", "Số phiếu phát ra", 25, form=Form.COUNT)
    received: int = fact("phieu_thu_ve", "Số phiếu thu về", 25, form=Form.COUNT)
    valid: int = fact("phieu_hop_le", "Số phiếu hợp lệ", 25, form=Form.COUNT)
    invalid: int = fact("phieu_khong_hop_le", "Số phiếu không hợp lệ", 0, form=Form.COUNT)
    items: tuple[VotedItem, ...] = fact("noi_dung_xet", "Kết quả từng đề nghị")
    closed_at: str = fact("gio_ket_thuc", "Giờ kết thúc", "16 giờ 15 phút", default="")
    in_writing: bool = fact("bang_van_ban", "Lấy ý kiến bằng văn bản, không họp", False, default=False)

    @derived("ten_bien_ban", "BIÊN BẢN KIỂM PHIẾU, hoặc BIÊN BẢN KIỂM PHIẾU LẤY Ý KIẾN khi không họp")
    def title(self) -> str:
        """What the minutes are called."""
        return "BIÊN BẢN KIỂM PHIẾU LẤY Ý KIẾN" if self.in_writing else "BIÊN BẢN KIỂM PHIẾU"

    @derived("cach_bo_phieu", "bỏ phiếu kín hoặc bỏ phiếu công khai")
    def manner(self) -> str:
        """How the votes were cast."""
        return "bỏ phiếu kín" if self.secret else "bỏ phiếu công khai"

    @derived("truong_ban", "Trưởng ban kiểm phiếu")
    def head_teller(self) -> str:
        """The first of the tellers."""
        return self.tellers[0].name if self.tellers else ""

    @derived("uy_vien_kiem_phieu", "Họ tên các ủy viên Ban kiểm phiếu")
    def other_tellers(self) -> tuple[str, ...]:
        """All tellers but the first."""
        return tuple(teller.name for teller in self.tellers[1:])

    @derived("cau_ket_thuc", "Câu nói giờ kết thúc; trống nếu không ghi giờ")
    def ending(self) -> str:
        """The sentence about the end."""
        return f" Việc kiểm phiếu kết thúc lúc {self.closed_at} cùng ngày." if self.closed_at else ""

    @derived("ket_qua_chung", "Câu kết quả: bao nhiêu đề nghị đạt")
    def result(self) -> str:
        """How many items reached their threshold."""
        passed = sum(item.passed for item in self.items)
        share = f"{wording.counted(passed)}/{wording.counted(len(self.items))}"
        return f"{share} đề nghị đạt tỷ lệ phiếu đồng ý theo quy định"
