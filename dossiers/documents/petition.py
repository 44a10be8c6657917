"""Papers that ask for an award: the unit's petition and list, the standing body's petition."""

# ruff: noqa: RUF009 (`fact` returns the field itself, as `dataclasses.field` does)

from __future__ import annotations

from dataclasses import dataclass

from dossiers.documents import wording
from dossiers.documents.fields import Form, derived, fact
from dossiers.documents.letterhead import (
    GROUPS,
    Group,
    Heading,
    Nominee,
    Signature,
    counts,
    example_heading,
    grouped,
)


@dataclass(frozen=True, kw_only=True)
class AwardCount:
    """How many of each kind of recipient are put forward for one award."""

    award: str = fact("hinh_thuc", "Danh hiệu hoặc hình thức", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    collectives: int = fact("so_tap_the", "Số tập thể", 3, form=Form.COUNT, default=0)
    households: int = fact("so_ho", "Số hộ gia đình", 1, form=Form.COUNT, default=0)
    individuals: int = fact("so_ca_nhan", "Số cá nhân", 12, form=Form.COUNT, default=0)

    @derived("so_luong", "Số lượng theo loại, ví dụ 03 tập thể và 12 cá nhân")
    def numbers(self) -> str:
        """The kinds that occur, with their numbers."""
        amounts = (self.collectives, self.households, self.individuals)
        return wording.listed(
            [f"{wording.counted(n)} {name}" for n, (_, name) in zip(amounts, GROUPS, strict=True) if n]
        )


@dataclass(frozen=True, kw_only=True)
class Petition:
    """Tờ trình: a unit, a commune or a department asks for an award (Luật 06/2022/QH15, Điều 84, Điều 85)."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("TTr-SYT", body="Sở Y tế"))
    abstract: str = fact(
        "trich_yeu",
        "Trích yếu",
        "Về việc đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên cho tập thể, cá nhân "
        "có thành "
        "tích xuất sắc năm 2025",
    )
    addressees: tuple[str, ...] = fact(
        "kinh_gui",
        "Nơi gửi, mỗi nơi một dòng",
        ("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên", "Sở Nội vụ tỉnh Thái Nguyên"),
        form=Form.ADDRESSEES,
    )
    recitals: tuple[str, ...] = fact(
        "can_cu",
        "Các căn cứ, mỗi căn cứ một dòng",
        (
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ",
        ),
        form=Form.CLOSED,
        default=(),
    )
    reason: str = fact(
        "ly_do",
        "Phong trào, kết quả và lý do đề nghị",
        "Năm 2025, hưởng ứng phong trào thi đua do Chủ tịch Ủy ban nhân dân tỉnh phát động, tập thể và "
        "công chức, viên "
        "chức của ngành đã hoàn thành toàn diện nhiệm vụ được giao.",
        form=Form.PROSE,
    )
    awards: tuple[AwardCount, ...] = fact("de_nghi", "Hình thức đề nghị và số lượng")
    simplified: bool = fact("thu_tuc_don_gian", "Theo thủ tục đơn giản (Luật, Điều 85)", False, default=False)
    attachments: tuple[str, ...] = fact(
        "ho_so_kem_theo",
        "Hồ sơ kèm theo, mỗi loại một dòng",
        (
            "Danh sách tập thể, cá nhân đề nghị khen thưởng",
            "Báo cáo thành tích",
            "Biên bản họp xét khen thưởng",
        ),
        form=Form.CLOSED,
        default=(),
    )
    copies_to: tuple[str, ...] = fact(
        "noi_nhan", "Nơi nhận, mỗi nơi một dòng", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED
    )
    signature: Signature = fact("", "Chữ ký")


@dataclass(frozen=True, kw_only=True)
class CandidateList:
    """Danh sách đề nghị khen thưởng, attached to a petition; by kind, then in the unit's own order."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("", body="Sở Y tế"))
    abstract: str = fact(
        "trich_yeu",
        "Tên danh sách sau chữ DANH SÁCH",
        "Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2025",
    )
    attached_to: str = fact(
        "kem_theo",
        "Văn bản mà danh sách kèm theo",
        "Kèm theo Tờ trình số 05/TTr-SYT ngày 05 tháng 02 năm 2026 của Sở Y tế",
        default="",
    )
    nominees: tuple[Nominee, ...] = fact("doi_tuong", "Các đối tượng đề nghị")
    signature: Signature | None = fact("", "Chữ ký; có thể để trống", Signature, default=None)

    @derived("nhom", "Các nhóm: tập thể, hộ gia đình, cá nhân")
    def groups(self) -> tuple[Group, ...]:
        """The nominees by kind, each kind with its number."""
        return grouped(self.nominees)

    @derived("tong_so", "Tổng số theo loại")
    def total(self) -> str:
        """All nominees counted by kind."""
        return counts(self.nominees)


@dataclass(frozen=True, kw_only=True)
class DecisionPetition:
    """Tờ trình của Sở Nội vụ to the decider, with the results of council and public notice."""

    heading: Heading = fact("", "Phần đầu văn bản", example_heading("TTr-SNV", number=45))
    abstract: str = fact("trich_yeu", "Trích yếu", "Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2025")
    addressees: tuple[str, ...] = fact(
        "kinh_gui", "Nơi gửi", ("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",), form=Form.ADDRESSEES
    )
    recitals: tuple[str, ...] = fact(
        "can_cu",
        "Các căn cứ",
        ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
        form=Form.CLOSED,
        default=(),
    )
    appraisal_result: str = fact(
        "ket_qua_tham_dinh",
        "Kết quả thẩm định",
        "Sở Nội vụ đã thẩm định 13 đề nghị; 13 đề nghị đủ điều kiện.",
        form=Form.PROSE,
    )
    council_result: str = fact(
        "ket_qua_hoi_dong",
        "Kết quả xét của Hội đồng; để trống nếu thủ tục không họp Hội đồng",
        "Hội đồng Thi đua - Khen thưởng tỉnh họp ngày 20 tháng 01 năm 2026, 25/25 thành viên đồng ý.",
        form=Form.PROSE,
        default="",
    )
    notice_result: str = fact(
        "ket_qua_cong_khai",
        "Kết quả công khai; để trống nếu không công khai",
        "Công khai từ ngày 22 đến ngày 28 tháng 01 năm 2026, không có phản ánh, kiến nghị.",
        form=Form.PROSE,
        default="",
    )
    awards: tuple[AwardCount, ...] = fact("de_nghi", "Hình thức đề nghị và số lượng")
    nominees: tuple[Nominee, ...] = fact("doi_tuong", "Các đối tượng; nhiều hơn một thì in thành phụ lục")
    prize_total: int = fact("tong_tien_thuong", "Tổng tiền thưởng, đồng", 3_800_000, form=Form.MONEY, default=0)
    funding: str = fact("nguon_kinh_phi", "Nguồn chi tiền thưởng", "Quỹ thi đua, khen thưởng của tỉnh", default="")
    attachments: tuple[str, ...] = fact(
        "ho_so_kem_theo",
        "Hồ sơ kèm theo",
        ("Dự thảo Quyết định", "Biên bản họp Hội đồng"),
        form=Form.CLOSED,
        default=(),
    )
    copies_to: tuple[str, ...] = fact("noi_nhan", "Nơi nhận", ("Như trên", "Lưu: VT, TĐKT"), form=Form.DASHED)
    signature: Signature = fact("", "Chữ ký")

    @derived("nhom", "Các nhóm: tập thể, hộ gia đình, cá nhân")
    def groups(self) -> tuple[Group, ...]:
        """The nominees by kind, each kind with its number."""
        return grouped(self.nominees)

    @derived("muc_cong_khai", "Số thứ tự của mục kết quả công khai")
    def notice_part(self) -> str:
        """The number of the part about the public notice."""
        return "3" if self.council_result else "2"

    @derived("muc_de_nghi", "Số thứ tự của mục nội dung trình")
    def request_part(self) -> str:
        """The number of the part that asks."""
        return str(2 + bool(self.council_result) + bool(self.notice_result))
