"""Sample papers, each kind in each variant, and readers of what came out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
from docx.text.paragraph import Paragraph

from dossiers.documents.achievement import CollectiveProfile, HouseholdProfile
from dossiers.documents.kinds import KINDS
from dossiers.documents.letterhead import PROVINCE, Heading, Nominee, Signature
from dossiers.documents.prize_list import PrizeLine

PEOPLE = (
    "Nguyễn Văn An", "Trần Thị Bích Ngọc", "Ma Văn Hoàng", "Nông Thị Thu Hằng", "Lý A Sính",
    "Hoàng Thị Kim Oanh", "Dương Đức Trọng", "Phùng Thị Ước", "Triệu Văn Quyết",
)  # fmt: skip


def a_nominee(number: int = 0, kind: Any = "individual", **changes: Any) -> Nominee:
    names = {
        "collective": f"Khoa số {number + 1}, Bệnh viện C",
        "household": f"Hộ ông Hoàng Văn {number + 1}",
    }
    plain = Nominee(
        kind=kind,
        honorific="Ông" if kind == "individual" else "",
        name=names.get(kind, PEOPLE[number % len(PEOPLE)]),
        post="Chuyên viên",
        unit="Sở Y tế",
        achievement="Hoàn thành xuất sắc nhiệm vụ",
    )
    return replace(plain, **changes)


def nominees(people: int = 2, collectives: int = 1, households: int = 1) -> tuple[Nominee, ...]:
    return (
        *(a_nominee(n, prize=3_510_000) for n in range(people)),
        *(a_nominee(n, "collective", post="", prize=7_020_000) for n in range(collectives)),
        *(a_nominee(n, "household", post="", unit="xã Đại Phúc", prize=5_270_000) for n in range(households)),
    )


def sample(kind: str, **changes: Any) -> Any:
    return replace(KINDS[kind].example(), **changes)


def heading(**changes: Any) -> Heading:
    plain = Heading(body=PROVINCE, number=123, symbol="QĐ-UBND", place="Thái Nguyên", issued_on=date(2026, 2, 5))
    return replace(plain, **changes)


DEPUTY = Signature(authority=("KT. CHỦ TỊCH",), post="Phó Chủ tịch", name="Nông Quang Huy")
ON_BEHALF = Signature(authority=("TM. HỘI ĐỒNG",), post="Chủ tịch", name="Phạm Sơn Lâm")

VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    **{kind: (kind, {}) for kind in KINDS},
    "to_trinh của xã": (
        "to_trinh",
        {"heading": heading(superior="", body="Ủy ban nhân dân\nxã Đại Phúc", symbol="TTr-UBND", number=7),
         "signature": Signature(authority=("TM. ỦY BAN NHÂN DÂN",), post="Chủ tịch", name="Lưu Thị Mai")},
    ),
    "to_trinh một nơi nhận": ("to_trinh", {"addressees": ("Chủ tịch Ủy ban nhân dân tỉnh",)}),
    "to_trinh thủ tục đơn giản": ("to_trinh", {"simplified": True, "attachments": ()}),
    "to_trinh chưa có số": ("to_trinh", {"heading": heading(number=None, issued_on=None, symbol="TTr-SYT")}),
    "danh_sach 300 dòng": ("danh_sach", {"nominees": nominees(280, 15, 5)}),
    "danh_sach không ký": ("danh_sach", {"signature": None, "attached_to": "", "nominees": nominees()}),
    "bao_cao_thanh_tich tập thể": (
        "bao_cao_thanh_tich",
        {"form": "cong_trang_tap_the", "person": None, "career": (), "confirmation": None,
         "collective": CollectiveProfile(name="Khoa Cấp cứu", features="Khoa có 26 viên chức."),
         "reporter": Signature(post="Trưởng khoa", name="Dương Đức Trọng")},
    ),
    "bao_cao_thanh_tich hộ": (
        "bao_cao_thanh_tich",
        {"form": "chuyen_de", "person": None, "career": (), "titles": (), "commendations": (), "results": (),
         "household": HouseholdProfile(head="Ông Hoàng Văn Thắng", address="xã Đại Phúc", members=5)},
    ),
    "bao_cao_thanh_tich cống hiến": ("bao_cao_thanh_tich", {"form": "cong_hien", "discipline": "Không."}),
    "phieu_bau công khai": (
        "phieu_bau", {"secret": False, "voter": "Lê Quang Vinh", "return_by": date(2026, 1, 19)},
    ),
    "bao_cao_ket_qua_cong_khai không phản ánh": ("bao_cao_ket_qua_cong_khai", {"objections": ()}),
    "to_trinh_quyet_dinh thủ tục đơn giản": (
        "to_trinh_quyet_dinh", {"council_result": "", "notice_result": "", "nominees": nominees()},
    ),
    "bang_khen tên dài": (
        "bang_khen",
        {"recipient": a_nominee(
            0, "collective", post="", name="Phòng Quản lý đầu tư, tài sản công và Ngân sách nhà nước, Sở Tài chính"
        ), "signature": DEPUTY},
    ),
    "danh_sach_tien_thuong không có mức thưởng": (
        "danh_sach_tien_thuong",
        {"base_salary": 0, "basis": "", "funding": "", "lines": (PrizeLine(recipient=a_nominee()),)},
    ),
    "quyet_dinh tập thể": ("quyet_dinh", {"nominees": (a_nominee(0, "collective", post=""),)}),
    "quyet_dinh hộ": ("quyet_dinh", {"nominees": (a_nominee(0, "household", post=""),), "signature": DEPUTY}),
    "quyet_dinh nhiều đối tượng": ("quyet_dinh", {"nominees": nominees(12, 4, 2), "prize_total": 5_700_000}),
    "quyet_dinh thủ trưởng đơn vị": (
        "quyet_dinh",
        {"heading": heading(superior=PROVINCE, body="Sở Y tế", symbol="QĐ-SYT"),
         "decider": "Giám đốc Sở Y tế",
         "signature": Signature(post="Giám đốc", name="Lý Thị Hoa"), "prize_total": 0, "verify_url": "",
         "verify_code": ""},
    ),
    "thong_bao_ket_qua chỉ có không được khen": ("thong_bao_ket_qua", {"granted": (), "decision": ""}),
    "bang_khen tập thể": (
        "bang_khen",
        {"recipient": a_nominee(0, "collective", post="", achievement="Đã có thành tích xuất sắc năm 2025"),
         "signature": DEPUTY},
    ),
}  # fmt: skip


def data_of(variant: str) -> tuple[str, Any]:
    kind, changes = VARIANTS[variant]
    return kind, sample(kind, **changes)


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def everything(file: bytes) -> list[tuple[str, str]]:
    """Every paragraph of the body in order, tables included: its style's name and its text."""
    document = opened(file)
    body = document.element.body
    paragraphs = [Paragraph(p, document._body) for p in body.iter(body.tag.replace("body", "p"))]
    return [(paragraph.style.name, paragraph.text) for paragraph in paragraphs]


def texts(file: bytes, style: str = "") -> list[str]:
    return [text for name, text in everything(file) if text and style in ("", name)]
