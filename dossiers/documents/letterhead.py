"""What nearly every paper shares: its heading, signature and the award it speaks of."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dossiers.documents import wording
from dossiers.documents.fields import Form, derived, fact

PROVINCE = "Ủy ban nhân dân\ntỉnh Thái Nguyên"
COUNCIL = "Hội đồng Thi đua -\nKhen thưởng tỉnh"

RecipientKind = Literal["collective", "household", "individual"]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Superior body, issuing body, number, symbol, place and date (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

    superior: str = fact(
        "co_quan_chu_quan",
        "Cơ quan chủ quản trực tiếp; để trống nếu không có",
        PROVINCE,
        form=Form.CAPITALS,
        default="",
    )
    body: str = fact("co_quan_ban_hanh", "Cơ quan ban hành", "Sở Nội vụ", form=Form.CAPITALS)
    number: int | None = fact("so", "Số văn bản; để trống khi chưa cấp số", 5, default=None)
    symbol: str = fact(
        "ky_hieu", "Ký hiệu, phần sau dấu gạch chéo; để trống nếu giấy không có số", "TTr-SNV", default=""
    )
    place: str = fact("dia_danh", "Địa danh", "Thái Nguyên")
    issued_on: date | None = fact(
        "ngay_ban_hanh", "Ngày ban hành; để trống khi chưa ký", date(2026, 2, 5), default=None
    )

    @derived("so_ky_hieu", "Số và ký hiệu, ví dụ 05/TTr-SNV")
    def numbered(self) -> str:
        """Number and symbol, nothing for a paper without a symbol."""
        return wording.document_number(self.number, self.symbol) if self.symbol else ""

    @derived("dia_danh_ngay", "Địa danh và ngày, tháng, năm")
    def place_and_date(self) -> str:
        """Place and date as they stand under Tiêu ngữ."""
        return f"{self.place}, {wording.full_date(self.issued_on)}"

    @derived("ten_co_quan", "Tên cơ quan ban hành, viết thường, trên một dòng")
    def body_name(self) -> str:
        """The issuing body's name for a sentence."""
        return self.body.replace("\n", " ")

    @derived("so_ngay_co_quan", "số …, ngày … của cơ quan ban hành, để viện dẫn trong phụ lục")
    def reference(self) -> str:
        """Number, day and body, as an annex refers to its paper."""
        number = f"số {self.numbered()} " if self.symbol else ""
        return f"{number}{wording.full_date(self.issued_on)} của {self.body_name()}"


def example_heading(symbol: str, *, number: int = 5, body: str = "Sở Nội vụ", under: str = PROVINCE) -> Heading:
    """Build the heading that stands in an example."""
    return Heading(
        superior=under,
        body=body,
        number=number,
        symbol=symbol,
        place="Thái Nguyên",
        issued_on=date(2026, 2, 5),
    )


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs: lines of authority (`TM. …`, `KT. …`, `TL. …`, or none), post and full name."""

    authority: tuple[str, ...] = fact(
        "quyen_han",
        "Dòng quyền hạn: TM., KT., TL., TUQ. …; để trống khi người đứng đầu ký",
        ("KT. GIÁM ĐỐC",),
        form=Form.CAPITALS,
        default=(),
    )
    post: str = fact("chuc_vu_ky", "Chức vụ của người ký", "Phó Giám đốc", form=Form.CAPITALS, default="")
    name: str = fact("nguoi_ky", "Họ và tên người ký", "Nguyễn Thị Minh Hạnh")


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """One line of a list: a person, a collective or a household, with what the list says about it."""

    kind: RecipientKind = fact("loai", "collective: tập thể; household: hộ gia đình; individual: cá nhân", "individual")
    honorific: str = fact("danh_xung", "Ông hoặc Bà, với cá nhân và chủ hộ", "Bà", default="")
    name: str = fact("ten", "Họ và tên, hoặc tên tập thể", "Trần Thị Bích Ngọc")
    post: str = fact("chuc_vu", "Chức vụ, chức danh", "Trưởng khoa Nội", default="")
    unit: str = fact("don_vi", "Đơn vị, nơi công tác hoặc xã, phường", "Bệnh viện Đa khoa khu vực Phổ Yên", default="")
    award: str = fact(
        "hinh_thuc",
        "Danh hiệu hoặc hình thức khen thưởng",
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        default="",
    )
    ground: str = fact("loai_hinh", "Loại hình khen thưởng", "Khen thưởng công trạng", default="")
    achievement: str = fact(
        "thanh_tich",
        "Tóm tắt thành tích",
        "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục 2024, 2025",
        form=Form.PROSE,
        default="",
    )
    finding: str = fact("ket_qua_ra_soat", "Kết quả đối chiếu tiêu chuẩn", "Đủ điều kiện", default="")
    prize: int = fact("tien_thuong", "Tiền thưởng, đồng", 3_800_000, form=Form.FIGURES, default=0)

    @derived("ten_day_du", "Danh xưng và tên")
    def full_name(self) -> str:
        """Honorific and name."""
        return f"{self.honorific} {self.name}".strip()

    @derived("chuc_vu_don_vi", "Chức vụ và đơn vị, cách nhau bằng dấu phẩy")
    def post_and_unit(self) -> str:
        """Post and unit, whichever are known."""
        return ", ".join(filter(None, (self.post, self.unit)))

    @derived("hinh_thuc_loai_hinh", "Hình thức và loại hình khen thưởng, cách nhau bằng dấu chấm phẩy")
    def award_and_ground(self) -> str:
        """Award and ground, whichever are known."""
        return "; ".join(filter(None, (self.award, self.ground)))

    @derived("ten_va_don_vi", "Danh xưng, tên, chức vụ và đơn vị trong một câu")
    def introduced(self) -> str:
        """Everything that says who it is, in one sentence."""
        return ", ".join(filter(None, (self.full_name(), self.post, self.unit)))


GROUPS: tuple[tuple[RecipientKind, str], ...] = (
    ("collective", "tập thể"),
    ("household", "hộ gia đình"),
    ("individual", "cá nhân"),
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The nominees of one kind, in the unit's own order, under a heading with their number."""

    heading: str = fact("ten_nhom", "Tên nhóm, ví dụ I. TẬP THỂ", "II. CÁ NHÂN")
    count: int = fact("so_luong", "Số lượng trong nhóm", 1, form=Form.COUNT)
    nominees: tuple[Nominee, ...] = fact("doi_tuong", "Các đối tượng trong nhóm")


def grouped(nominees: tuple[Nominee, ...]) -> tuple[Group, ...]:
    """Sort by kind (collectives, households, people), keeping the given order within each kind."""
    found = [(name, tuple(it for it in nominees if it.kind == kind)) for kind, name in GROUPS]
    return tuple(
        Group(heading=f"{wording.roman(number)}. {name.upper()}", count=len(members), nominees=members)
        for number, (name, members) in enumerate(((n, m) for n, m in found if m), 1)
    )


def counts(nominees: tuple[Nominee, ...]) -> str:
    """Write `03 tập thể, 01 hộ gia đình và 12 cá nhân`."""
    numbers = ((sum(it.kind == kind for it in nominees), name) for kind, name in GROUPS)
    return wording.listed([f"{wording.counted(number)} {name}" for number, name in numbers if number])
