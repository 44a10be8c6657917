"""The achievement report in the decree's eleven forms, for people, collectives and households."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dossiers.documents import wording
from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import Heading, Signature, example_heading

ReportForm = Literal[
    "co_thi_dua_chinh_phu",
    "cstd_toan_quoc",
    "cong_trang_tap_the",
    "cong_trang_ca_nhan",
    "dot_xuat",
    "cong_hien",
    "chuyen_de",
    "anh_hung_tap_the",
    "anh_hung_ca_nhan",
    "doi_ngoai_tap_the",
    "doi_ngoai_ca_nhan",
]

DEFAULT_RESULTS = "THÀNH TÍCH ĐẠT ĐƯỢC"
RESULTS: dict[str, str] = {
    "dot_xuat": "THÀNH TÍCH ĐỘT XUẤT ĐẠT ĐƯỢC",
    "chuyen_de": "THÀNH TÍCH ĐẠT ĐƯỢC TRONG PHONG TRÀO THI ĐUA, CHUYÊN ĐỀ",
    "cong_hien": "TÓM TẮT QUÁ TRÌNH CÔNG TÁC VÀ THÀNH TÍCH CỐNG HIẾN",
    "doi_ngoai_tap_the": "THÀNH TÍCH, ĐÓNG GÓP ĐỐI VỚI ĐỊA PHƯƠNG, ĐẤT NƯỚC VIỆT NAM",
    "doi_ngoai_ca_nhan": "THÀNH TÍCH, ĐÓNG GÓP ĐỐI VỚI ĐỊA PHƯƠNG, ĐẤT NƯỚC VIỆT NAM",
}


@dataclass(frozen=True, kw_only=True)
class PersonProfile:
    """Sơ lược lý lịch of a person."""

    name: str = fact("ho_ten", "Họ và tên", "Trần Thị Bích Ngọc")
    born_on: date | None = fact("ngay_sinh", "Ngày sinh", date(1982, 3, 8), form=Form.SHORT_DATE, default=None)
    gender: str = fact("gioi_tinh", "Giới tính", "Nữ", default="")
    nationality: str = fact("quoc_tich", "Quốc tịch, với người nước ngoài", "", default="")
    home_town: str = fact("que_quan", "Quê quán", "Xã Phú Bình, tỉnh Thái Nguyên", default="")
    residence: str = fact("noi_thuong_tru", "Nơi thường trú", "Phường Phổ Yên, tỉnh Thái Nguyên", default="")
    unit: str = fact("don_vi_cong_tac", "Đơn vị công tác", "Bệnh viện Đa khoa khu vực Phổ Yên", default="")
    post: str = fact("chuc_vu", "Chức vụ (Đảng, chính quyền, đoàn thể)", "Trưởng khoa Nội", default="")
    education: str = fact("trinh_do", "Trình độ chuyên môn, nghiệp vụ", "Bác sĩ chuyên khoa II", default="")
    party_joined_on: date | None = fact(
        "ngay_vao_dang", "Ngày vào Đảng", date(2010, 5, 19), form=Form.SHORT_DATE, default=None
    )


@dataclass(frozen=True, kw_only=True)
class CollectiveProfile:
    """Sơ lược đặc điểm, tình hình of a collective."""

    name: str = fact("ten_tap_the", "Tên tập thể", "Khoa Cấp cứu, Bệnh viện A Thái Nguyên")
    address: str = fact("dia_diem_tru_so", "Trụ sở, điện thoại", "Phường Phan Đình Phùng, tỉnh Thái Nguyên", default="")
    history: str = fact(
        "qua_trinh_hinh_thanh",
        "Quá trình hình thành, phát triển",
        "Khoa thành lập năm 1991, tách từ Khoa Nội tổng hợp.",
        form=Form.PROSE,
        default="",
    )
    features: str = fact(
        "dac_diem",
        "Đặc điểm, tổ chức, nhân sự",
        "Khoa có 26 viên chức, trong đó 09 bác sĩ; chi bộ có 14 đảng viên.",
        form=Form.PROSE,
        default="",
    )
    duties: str = fact(
        "chuc_nang",
        "Chức năng, nhiệm vụ được giao",
        "Tiếp nhận, cấp cứu người bệnh ngoài giờ và trong giờ hành chính.",
        form=Form.PROSE,
        default="",
    )


@dataclass(frozen=True, kw_only=True)
class HouseholdProfile:
    """Sơ lược hoàn cảnh of a household."""

    head: str = fact("chu_ho", "Chủ hộ", "Ông Hoàng Văn Thắng")
    address: str = fact("dia_chi", "Nơi thường trú", "Xóm Đồng Tâm, xã Đại Phúc, tỉnh Thái Nguyên")
    members: int | None = fact("so_nhan_khau", "Số nhân khẩu", 5, form=Form.COUNT, default=None)
    occupation: str = fact("nghe_nghiep", "Nghề nghiệp", "Trồng, chế biến chè", default="")
    features: str = fact(
        "hoan_canh",
        "Hoàn cảnh, đặc điểm",
        "Gia đình có 02 ha chè theo hướng hữu cơ.",
        form=Form.PROSE,
        default="",
    )


@dataclass(frozen=True, kw_only=True)
class CareerStep:
    """One period of service, for contribution over a career."""

    period: str = fact("thoi_gian", "Từ tháng, năm đến tháng, năm", "03/2011 đến 5/2016")
    post: str = fact("chuc_vu_don_vi", "Chức vụ, đơn vị công tác", "Phó Giám đốc Sở Y tế")
    length: str = fact("so_nam", "Số năm, tháng giữ chức vụ", "5 năm 3 tháng", default="")


@dataclass(frozen=True, kw_only=True)
class YearResult:
    """The results of one year."""

    year: int = fact("nam", "Năm", 2025)
    rating: str = fact("xep_loai", "Mức độ hoàn thành nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ", default="")
    result: str = fact(
        "ket_qua",
        "Kết quả, số liệu nổi bật",
        "Khám 12.400 lượt người bệnh, đạt 118% kế hoạch",
        form=Form.PROSE,
    )


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator of a collective beside that of the others of its cluster."""

    name: str = fact("chi_tieu", "Chỉ tiêu", "Lượt khám bệnh")
    measure: str = fact("don_vi_tinh", "Đơn vị tính", "lượt", default="")
    before: str = fact("nam_truoc", "Kết quả năm trước", "11.800", default="")
    now: str = fact("nam_xet", "Kết quả năm xét khen thưởng", "12.400", default="")
    others: str = fact("don_vi_so_sanh", "Đơn vị so sánh trong cụm, khối thi đua", "10.900", default="")


@dataclass(frozen=True, kw_only=True)
class Work:
    """An initiative, a scientific work, recognised by somebody."""

    title: str = fact("ten_sang_kien", "Tên sáng kiến, đề tài, đề án", "Quy trình phân loại người bệnh cấp cứu")
    sort: str = fact("loai", "Loại", "Sáng kiến", default="")
    scope: str = fact("pham_vi", "Phạm vi công nhận", "Tỉnh, bộ, ngành", default="")
    recognised_on: date | None = fact(
        "ngay_cong_nhan", "Ngày công nhận", date(2025, 5, 10), form=Form.SHORT_DATE, default=None
    )


@dataclass(frozen=True, kw_only=True)
class PastAward:
    """An award received before."""

    year: int = fact("nam", "Năm", 2024)
    name: str = fact("ten_khen", "Danh hiệu hoặc hình thức", "Lao động tiên tiến")
    decision: str = fact("so_quyet_dinh", "Số quyết định", "Số 15/QĐ-BVPY", default="")
    decided_on: date | None = fact(
        "ngay_quyet_dinh", "Ngày quyết định", date(2025, 1, 10), form=Form.SHORT_DATE, default=None
    )
    issued_by: str = fact(
        "co_quan_khen", "Cơ quan ban hành quyết định", "Bệnh viện Đa khoa khu vực Phổ Yên", default=""
    )

    @derived("so_va_ngay", "Số và ngày quyết định")
    def decided(self) -> str:
        """Number and day of the decision, whichever are known."""
        return ", ".join(filter(None, (self.decision, wording.short_date(self.decided_on))))


@dataclass(frozen=True, kw_only=True)
class AchievementReport:
    """Báo cáo thành tích: signed by the reporter, confirmed by the head of the unit."""

    heading: Heading = fact(
        "",
        "Phần đầu văn bản",
        example_heading("", body="Bệnh viện Đa khoa khu vực Phổ Yên", under="Sở Y tế tỉnh Thái Nguyên"),
    )
    form: ReportForm = fact("mau", "Mẫu báo cáo của Nghị định", "cong_trang_ca_nhan")
    abstract: str = fact(
        "trich_yeu", "Trích yếu", "Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên"
    )
    person: PersonProfile | None = fact("ca_nhan", "Sơ lược lý lịch của cá nhân", PersonProfile, default=None)
    collective: CollectiveProfile | None = fact("tap_the", "Sơ lược đặc điểm của tập thể", default=None)
    household: HouseholdProfile | None = fact("ho", "Sơ lược hoàn cảnh của hộ gia đình", default=None)
    duties: str = fact("nhiem_vu", "Quyền hạn, nhiệm vụ được giao", "Phụ trách khoa Nội.", form=Form.PROSE, default="")
    career: tuple[CareerStep, ...] = fact("qua_trinh", "Quá trình công tác, với mẫu cống hiến", default=())
    achievements: str = fact(
        "thanh_tich",
        "Thành tích, biện pháp, sáng kiến",
        "Có 01 sáng kiến được công nhận ở cấp cơ sở.",
        form=Form.PROSE,
    )
    results: tuple[YearResult, ...] = fact("theo_nam", "Kết quả từng năm", default=())
    indicators: tuple[Indicator, ...] = fact("so_sanh", "Chỉ tiêu so với cụm, khối thi đua", default=())
    initiatives: tuple[Work, ...] = fact("sang_kien", "Sáng kiến, đề tài, đề án", default=())
    measures: str = fact(
        "bien_phap", "Biện pháp, nguyên nhân đạt được", "Khoa giao ban hai lần mỗi ngày.", form=Form.PROSE, default=""
    )
    policy: str = fact(
        "chap_hanh",
        "Chấp hành chủ trương, chính sách của Đảng, pháp luật của Nhà nước",
        "Không có viên chức vi phạm pháp luật.",
        form=Form.PROSE,
        default="",
    )
    unions: str = fact(
        "doan_the",
        "Hoạt động của tổ chức đảng, đoàn thể",
        "Chi bộ hoàn thành xuất sắc nhiệm vụ.",
        form=Form.PROSE,
        default="",
    )
    unit_summary: str = fact(
        "thanh_tich_don_vi",
        "Sơ lược thành tích của đơn vị mà cá nhân công tác",
        "Bệnh viện được tặng Bằng khen năm 2024.",
        form=Form.PROSE,
        default="",
    )
    titles: tuple[PastAward, ...] = fact("danh_hieu", "Danh hiệu thi đua đã được tặng", default=())
    commendations: tuple[PastAward, ...] = fact("khen_thuong", "Hình thức khen thưởng đã được tặng", default=())
    discipline: str = fact("ky_luat", "Kỷ luật, với mẫu cống hiến", "", form=Form.PROSE, default="")
    reporter: Signature = fact(
        "nguoi_bao_cao",
        "Người báo cáo ký; có chức vụ khi người đứng đầu tập thể báo cáo",
        Signature(name="Trần Thị Bích Ngọc"),
    )
    confirmation: Signature | None = fact("xac_nhan", "Thủ trưởng đơn vị xác nhận", Signature, default=None)

    @derived("phan_mot", "Tên phần I theo đối tượng")
    def first_part(self) -> str:
        """The name of part I."""
        if self.person:
            return "SƠ LƯỢC LÝ LỊCH"
        return "SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH" if self.collective else "SƠ LƯỢC HOÀN CẢNH GIA ĐÌNH"

    @derived("phan_hai", "Tên phần II theo mẫu")
    def second_part(self) -> str:
        """The name of part II."""
        return RESULTS.get(self.form, DEFAULT_RESULTS)

    @derived("co_phan_ba", "Khối phần III, khi có danh hiệu hoặc hình thức đã được tặng")
    def has_awards(self) -> bool:
        """Whether anything was awarded before."""
        return bool(self.titles or self.commendations)

    @derived("so_phan_ky_luat", "Số thứ tự của phần kỷ luật")
    def discipline_part(self) -> str:
        """The discipline part's number."""
        return wording.roman(4 if self.has_awards() else 3)
