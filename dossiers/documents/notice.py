"""Papers about public notice and results."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import Group, Heading, Nominee, Signature, counts, example_heading, grouped


@dataclass(frozen=True, kw_only=True)
class PublicNotice:
    """Thông báo công khai danh sách đề nghị khen thưởng; names no private facts."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("TB-SNV", number=12))
    abstract: str = fact(
        "trich_yeu",
        "Trích yếu",
        "Công khai danh sách đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    )
    recitals: tuple[str, ...] = fact(
        "can_cu",
        "Các căn cứ",
        ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        form=Form.CLOSED,
        default=(),
    )
    nominees: tuple[Nominee, ...] = fact("doi_tuong", "Các đối tượng được công khai")
    first_on: date = fact("tu_ngay", "Ngày đầu công khai", date(2026, 1, 22))
    last_on: date = fact("den_ngay", "Ngày cuối công khai", date(2026, 1, 28))
    working_days: int = fact("so_ngay", "Số ngày làm việc công khai", 5, form=Form.COUNT)
    page: str = fact(
        "trang_cong_khai", "Trang công khai", "https://khenthuong.example.vn/cong-khai/2026-03", default=""
    )
    email: str = fact("thu_dien_tu", "Thư điện tử nhận ý kiến", "khenthuong@example.vn", default="")
    address: str = fact(
        "dia_chi",
        "Nơi nhận ý kiến bằng giấy",
        "Phòng Thi đua - Khen thưởng, Sở Nội vụ tỉnh Thái Nguyên",
        default="",
    )
    copies_to: tuple[str, ...] = fact(
        "noi_nhan", "Nơi nhận", ("Các đơn vị có tên trong danh sách", "Lưu: VT, TĐKT"), form=Form.DASHED, default=()
    )
    signature: Signature | None = fact("", "Chữ ký; để trống ở bản để đọc", Signature, default=None)
    reading_copy: bool = fact(
        "ban_de_doc", "Bản để đọc, in từ trang công khai: không có chữ ký, nơi nhận", False, default=False
    )

    @derived("nhom", "Các nhóm: tập thể, hộ gia đình, cá nhân")
    def groups(self) -> tuple[Group, ...]:
        """The nominees by kind, each kind with its number."""
        return grouped(self.nominees)

    @derived("tong_so", "Tổng số theo loại")
    def total(self) -> str:
        """All nominees counted by kind."""
        return counts(self.nominees)


@dataclass(frozen=True, kw_only=True)
class ObjectionOutcome:
    """One objection and how it was answered; the objector is not named."""

    code: str = fact("ma", "Mã tiếp nhận phản ánh", "PA-2026-0007")
    about: str = fact("ve_doi_tuong", "Về đối tượng", "Bà Trần Thị Bích Ngọc")
    statement: str = fact(
        "noi_dung", "Nội dung phản ánh", "Đề nghị làm rõ thời gian áp dụng sáng kiến", form=Form.PROSE
    )
    conclusion: str = fact(
        "ket_luan",
        "Kết luận xác minh",
        "Sáng kiến được áp dụng từ tháng 3 năm 2025, đúng như báo cáo",
        form=Form.PROSE,
        default="",
    )
    outcome: str = fact("xu_ly", "Hướng xử lý", "Tiếp tục trình khen thưởng", default="")


@dataclass(frozen=True, kw_only=True)
class NoticeReport:
    """Báo cáo kết quả công khai, lấy ý kiến."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("BC-SNV"))
    abstract: str = fact("trich_yeu", "Trích yếu", "Kết quả công khai danh sách đề nghị khen thưởng năm 2025")
    addressees: tuple[str, ...] = fact(
        "kinh_gui", "Nơi gửi", ("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",), form=Form.ADDRESSEES
    )
    notice: str = fact("thong_bao", "Thông báo đã công khai", "Thông báo số 12/TB-SNV ngày 21 tháng 01 năm 2026")
    first_on: date = fact("tu_ngay", "Ngày đầu công khai", date(2026, 1, 22))
    last_on: date = fact("den_ngay", "Ngày cuối công khai", date(2026, 1, 28))
    working_days: int = fact("so_ngay", "Số ngày làm việc công khai", 5, form=Form.COUNT)
    places: tuple[str, ...] = fact(
        "noi_cong_khai",
        "Nơi công khai",
        ("Cổng thông tin điện tử tỉnh", "Bảng tin Sở Nội vụ"),
        form=Form.CLOSED,
    )
    nominations: int = fact("so_de_nghi", "Số đề nghị được công khai", 13, form=Form.COUNT)
    objections: tuple[ObjectionOutcome, ...] = fact("phan_anh", "Phản ánh, kiến nghị và kết quả", default=())
    held: int = fact("so_tam_dung", "Số đề nghị đang tạm dừng xét", 0, form=Form.COUNT, default=0)
    conclusion: str = fact(
        "ket_luan_chung",
        "Kết luận, đề xuất",
        "Sở Nội vụ đề nghị trình khen thưởng theo quy định.",
        form=Form.PROSE,
    )
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")

    @derived("so_phan_anh", "Số phản ánh, kiến nghị", form=Form.COUNT)
    def objection_count(self) -> int:
        """How many objections came."""
        return len(self.objections)


@dataclass(frozen=True, kw_only=True)
class RefusedNomination:
    """A nomination that was not granted, and why."""

    name: str = fact("ten", "Tên đối tượng", "Ông Nguyễn Đình Khải")
    unit: str = fact("don_vi", "Chức vụ, đơn vị", "Điều dưỡng, Bệnh viện Đa khoa khu vực Phổ Yên", default="")
    award: str = fact("hinh_thuc", "Danh hiệu hoặc hình thức", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    reason: str = fact("ly_do", "Lý do", "Chưa đủ hai năm liên tục hoàn thành xuất sắc nhiệm vụ")


@dataclass(frozen=True, kw_only=True)
class ResultNotice:
    """Thông báo kết quả khen thưởng: granted, and not granted with the reason."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("TB-SNV"))
    abstract: str = fact("trich_yeu", "Trích yếu", "Kết quả xét khen thưởng thành tích công tác năm 2025")
    addressees: tuple[str, ...] = fact("kinh_gui", "Nơi gửi", ("Sở Y tế tỉnh Thái Nguyên",), form=Form.ADDRESSEES)
    petition: str = fact("to_trinh", "Tờ trình của đơn vị", "Tờ trình số 05/TTr-SYT ngày 05 tháng 01 năm 2026")
    decision: str = fact(
        "quyet_dinh",
        "Quyết định khen thưởng; để trống nếu không có đề nghị nào được khen",
        "Quyết định số 123/QĐ-UBND ngày 10 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân tỉnh",
        default="",
    )
    granted: tuple[Nominee, ...] = fact("duoc_khen", "Các đối tượng được khen", default=())
    refused: tuple[RefusedNomination, ...] = fact("khong_duoc_khen", "Các đề nghị không được khen và lý do", default=())
    handover: str = fact(
        "trao_thuong",
        "Việc nhận bằng và tiền thưởng",
        "Nhận bằng và tiền thưởng tại Sở Nội vụ từ ngày 20 tháng 02 năm 2026.",
        form=Form.PROSE,
        default="",
    )
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")

    @derived("nhom", "Các đối tượng được khen theo nhóm")
    def groups(self) -> tuple[Group, ...]:
        """The granted by kind, each kind with its number."""
        return grouped(self.granted)
