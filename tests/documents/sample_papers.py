"""Sample papers, each kind in each variant, and readers of what came out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
from docx.text.paragraph import Paragraph

from dossiers.documents.achievement import CollectiveProfile, HouseholdProfile, PersonProfile
from dossiers.documents.council import VotedItem
from dossiers.documents.kinds import KINDS, example
from dossiers.documents.letterhead import PROVINCE, Heading, Nominee, Signature
from dossiers.documents.prize_list import PrizeLine
from dossiers.documents.samples import samples

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
IN_WRITING = replace(sample("bien_ban_hop_hoi_dong").session, in_writing=True, due_on=date(2026, 2, 3))
RANKED = (
    replace(example(VotedItem), ranking="thứ 1/2 (9 phiếu), trong chỉ tiêu 1"),
    replace(
        example(VotedItem), name="Ông Ma Văn Hoàng", yes=8, share="8/9 (88,9%)",
        ranking="thứ 2/2 (8 phiếu), vượt chỉ tiêu 1",
        conclusion="Đủ tỷ lệ phiếu (8 phiếu đồng ý) nhưng xếp sau, vượt chỉ tiêu 1",
    ),
)  # fmt: skip
HEAD: dict[str, Any] = {
    "heading": heading(superior=PROVINCE, body="Sở Y tế", symbol="QĐ-SYT"),
    "decider": "Giám đốc Sở Y tế",
    "award": "Giấy khen của Giám đốc Sở Y tế",
    "signature": Signature(post="Giám đốc", name="Lý Thị Hoa"),
    "prize_total": 0,
    "verify_url": "",
    "verify_code": "",
}
COLLECTIVE: dict[str, Any] = {
    "person": None, "confirmation": None, "duties": "",
    "collective": CollectiveProfile(
        name="Khoa Cấp cứu", history="Thành lập năm 1991.", features="Khoa có 26 viên chức."
    ),
    "reporter": Signature(post="Trưởng khoa", name="Dương Đức Trọng"),
}  # fmt: skip
# What a form does not ask for; each sample then has the parts of its own form in workflow/law/report_forms.yaml.
NO_PARTS: dict[str, Any] = {
    "career": (), "indicators": (), "initiatives": (), "measures": "", "policy": "", "unions": "", "unit_summary": "",
    "discipline": "",
}  # fmt: skip
NO_PAST: dict[str, Any] = {"results": (), "titles": (), "commendations": ()}
FULL_REPORT = KINDS["bao_cao_thanh_tich"].example()


def report(form: str, *parts: str, **changes: Any) -> tuple[str, dict[str, Any]]:
    """A report in one form, with the named parts of the full example."""
    kept = {part: getattr(FULL_REPORT, part) for part in parts}
    return "bao_cao_thanh_tich", NO_PARTS | changes | kept | {"form": form}


HOUSEHOLD: dict[str, Any] = {
    "person": None, "titles": (), "commendations": (), "results": (),
    "household": HouseholdProfile(head="Ông Hoàng Văn Thắng", address="xã Đại Phúc", members=5),
}  # fmt: skip
FOREIGNER = PersonProfile(
    name="Johnathan Smith", gender="Nam", nationality="Hợp chủng quốc Hoa Kỳ", home_town="", residence="Hà Nội",
    unit="Tổ chức Phẫu thuật nụ cười", post="Giám đốc dự án", education="", born_on=date(1970, 5, 4),
    party_joined_on=None,
)  # fmt: skip
LONG_BODY = "Trung tâm Kiểm soát bệnh tật và Phòng, chống HIV/AIDS, Truyền thông, giáo dục sức khỏe"
LONG_NAME = "Hoàng Thị Phương Thảo Nguyên Khánh Linh Thái Bảo Minh Châu"
LONG_WORD = "Chuyênviênphụtráchcôngtácthiđuakhenthưởng"[:40]  # which nothing may cut off
LONG_UNIT = f"{LONG_BODY}, {LONG_WORD}, xã Đại Phúc, tỉnh Thái Nguyên"
LONG_SIGNATURE = Signature(authority=("KT. GIÁM ĐỐC",), post=f"Phó Giám đốc {LONG_BODY}", name=LONG_NAME)
LONG_PEOPLE = tuple(a_nominee(n, name=LONG_NAME, post=LONG_WORD, unit=LONG_UNIT, prize=3_510_000) for n in range(3))

VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    **{kind: (kind, {}) for kind in KINDS},
    "to_trinh của xã": (
        "to_trinh",
        {"heading": heading(superior="", body="Ủy ban nhân dân\nxã Đại Phúc", symbol="TTr-UBND", number=7),
         "signature": Signature(authority=("TM. ỦY BAN NHÂN DÂN",), post="Chủ tịch", name="Lưu Thị Mai")},
    ),
    "to_trinh của Sở Nội vụ": (
        "to_trinh",
        {"heading": heading(superior=PROVINCE, body="Sở Nội vụ", symbol="TTr-SNV", number=12),
         "addressees": ("Ủy ban nhân dân tỉnh Thái Nguyên",),
         "signature": Signature(authority=("KT. GIÁM ĐỐC",), post="Phó Giám đốc", name="Trần Thị Hạnh")},
    ),
    "to_trinh tên dài": (
        "to_trinh",
        {"heading": heading(superior=PROVINCE, body=LONG_BODY, symbol="TTr-TTKSBT"),
         "addressees": (f"{LONG_BODY} {LONG_WORD}", "Sở Nội vụ tỉnh Thái Nguyên"), "reason": f"{LONG_WORD} " * 40,
         "copies_to": (LONG_UNIT, "Lưu: VT"),
         "signature": LONG_SIGNATURE},
    ),
    "to_trinh một nơi nhận": ("to_trinh", {"addressees": ("Chủ tịch Ủy ban nhân dân tỉnh",)}),
    "to_trinh thủ tục đơn giản": ("to_trinh", {"simplified": True, "attachments": ()}),
    "to_trinh chưa có số": ("to_trinh", {"heading": heading(number=None, issued_on=None, symbol="TTr-SYT")}),
    "danh_sach 300 dòng": ("danh_sach", {"nominees": nominees(280, 15, 5)}),
    "danh_sach cá nhân": ("danh_sach", {"nominees": nominees(3, 0, 0)}),
    "danh_sach tập thể": ("danh_sach", {"nominees": nominees(0, 3, 0)}),
    "danh_sach hộ": ("danh_sach", {"nominees": nominees(0, 0, 3)}),
    "danh_sach tên dài": ("danh_sach", {"nominees": LONG_PEOPLE}),
    "danh_sach không ký": ("danh_sach", {"signature": None, "attached_to": "", "nominees": nominees()}),
    "bao_cao_thanh_tich Cờ thi đua Chính phủ": report(
        "co_thi_dua_chinh_phu", "indicators", "measures", "policy", "unions", **COLLECTIVE
    ),
    "bao_cao_thanh_tich Chiến sĩ thi đua toàn quốc": report(
        "cstd_toan_quoc", "initiatives", "measures", "unit_summary"
    ),
    "bao_cao_thanh_tich công trạng": report("cong_trang_ca_nhan", "initiatives", "measures"),
    "bao_cao_thanh_tich tập thể": report("cong_trang_tap_the", "measures", "policy", "unions", **COLLECTIVE),
    "bao_cao_thanh_tich đột xuất": report("dot_xuat", **NO_PAST),
    "bao_cao_thanh_tich đột xuất của tập thể": report("dot_xuat", **COLLECTIVE | NO_PAST),
    "bao_cao_thanh_tich đột xuất của hộ": report("dot_xuat", **HOUSEHOLD),
    "bao_cao_thanh_tich cống hiến": report("cong_hien", "career", results=(), discipline="Không."),
    "bao_cao_thanh_tich chuyên đề": report("chuyen_de", "measures"),
    "bao_cao_thanh_tich chuyên đề của tập thể": report("chuyen_de", "measures", **COLLECTIVE),
    "bao_cao_thanh_tich hộ": report("chuyen_de", "measures", **HOUSEHOLD),
    "bao_cao_thanh_tich Anh hùng của tập thể": report(
        "anh_hung_tap_the", "indicators", "measures", "policy", "unions", **COLLECTIVE
    ),
    "bao_cao_thanh_tich Anh hùng": report(
        "anh_hung_ca_nhan", "initiatives", "measures", "policy", "unit_summary"
    ),
    "bao_cao_thanh_tich đối ngoại của tập thể": report("doi_ngoai_tap_the", **COLLECTIVE | {"results": ()}),
    "bao_cao_thanh_tich đối ngoại": report("doi_ngoai_ca_nhan", person=FOREIGNER, **NO_PAST),
    "phieu_bau công khai": (
        "phieu_bau", {"secret": False, "voter": "Lê Quang Vinh", "return_by": date(2026, 1, 19)},
    ),
    "bien_ban_kiem_phieu công khai": ("bien_ban_kiem_phieu", {"secret": False}),
    "bien_ban_binh_xet công khai": ("bien_ban_binh_xet", {"ballot": "Biểu quyết công khai"}),
    "bien_ban_hop_hoi_dong công khai": ("bien_ban_hop_hoi_dong", {"ballot": "Biểu quyết công khai"}),
    "phieu_bau lấy ý kiến": ("phieu_bau", {"in_writing": True, "return_by": date(2026, 1, 19)}),
    "bien_ban_kiem_phieu lấy ý kiến": ("bien_ban_kiem_phieu", {"in_writing": True, "closed_at": ""}),
    "bien_ban_hop_hoi_dong lấy ý kiến": ("bien_ban_hop_hoi_dong", {"session": IN_WRITING, "written_opinions": 8}),
    "bien_ban_hop_hoi_dong có chỉ tiêu": ("bien_ban_hop_hoi_dong", {"items": RANKED}),
    "cong_van_lay_y_kien thành viên Hội đồng": (
        "cong_van_lay_y_kien",
        {"to_members": True, "nominees": (), "addressees": ("Các thành viên Hội đồng Thi đua - Khen thưởng tỉnh",),
         "question": "việc xét thi đua, khen thưởng"},
    ),
    "thong_bao_cong_khai bản để đọc": (
        "thong_bao_cong_khai", {"reading_copy": True, "copies_to": (), "signature": None, "recitals": ()},
    ),
    "bao_cao_ket_qua_cong_khai không phản ánh": ("bao_cao_ket_qua_cong_khai", {"objections": ()}),
    "to_trinh_quyet_dinh thủ tục đơn giản": (
        "to_trinh_quyet_dinh", {"council_result": "", "notice_result": "", "nominees": nominees()},
    ),
    "bang_khen tập thể tên dài, cấp phó ký": (
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
    "quyet_dinh cá nhân, cấp phó ký": ("quyet_dinh", {"nominees": (a_nominee(),), "signature": DEPUTY}),
    "quyet_dinh tập thể, cấp phó ký": (
        "quyet_dinh", {"nominees": (a_nominee(0, "collective", post=""),), "signature": DEPUTY},
    ),
    "quyet_dinh hộ, Chủ tịch ký": ("quyet_dinh", {"nominees": (a_nominee(0, "household", post=""),)}),
    "quyet_dinh nhiều đối tượng, cấp phó ký": (
        "quyet_dinh", {"nominees": nominees(12, 4, 2), "prize_total": 5_700_000, "signature": DEPUTY},
    ),
    "quyet_dinh danh hiệu": ("quyet_dinh", {"grant": "Công nhận", "award": "Chiến sĩ thi đua tỉnh Thái Nguyên"}),
    "quyet_dinh truy tặng": ("quyet_dinh", {"grant": "Truy tặng"}),
    "quyet_dinh thủ trưởng đơn vị": ("quyet_dinh", HEAD | {"award": sample("quyet_dinh").award}),
    "quyet_dinh thủ trưởng đơn vị, tập thể": (
        "quyet_dinh", HEAD | {"nominees": (a_nominee(0, "collective", post=""),)},
    ),
    "quyet_dinh thủ trưởng đơn vị, hộ": ("quyet_dinh", HEAD | {"nominees": (a_nominee(0, "household", post=""),)}),
    "quyet_dinh thủ trưởng đơn vị, nhiều đối tượng": ("quyet_dinh", HEAD | {"nominees": nominees(12, 4, 2)}),
    "quyet_dinh của xã": (
        "quyet_dinh",
        HEAD
        | {"heading": heading(superior="", body="Ủy ban nhân dân\nxã Đại Phúc", symbol="QĐ-UBND"),
           "decider": "Chủ tịch Ủy ban nhân dân xã Đại Phúc", "award": "Giấy khen của Chủ tịch Ủy ban nhân dân xã",
           "signature": Signature(post="Chủ tịch", name="Lưu Thị Mai")},
    ),
    "quyet_dinh tên dài": (
        "quyet_dinh",
        {"nominees": LONG_PEOPLE, "executors": LONG_UNIT, "heading": heading(superior=PROVINCE, body=LONG_BODY),
         "signature": LONG_SIGNATURE},
    ),
    "thong_bao_ket_qua chỉ có không được khen": ("thong_bao_ket_qua", {"granted": (), "decision": ""}),
    "bang_khen tập thể": (
        "bang_khen",
        {"recipient": a_nominee(0, "collective", post="", achievement="Đã có thành tích xuất sắc năm 2025"),
         "signature": DEPUTY},
    ),
    "bang_khen hộ": ("bang_khen", {"recipient": a_nominee(0, "household", post="", unit="xã Đại Phúc")}),
    "bang_khen cấp phó ký": ("bang_khen", {"signature": DEPUTY}),
    "bang_khen thủ trưởng đơn vị": (
        "bang_khen",
        {"decider": "Giám đốc Sở Y tế", "award": "Giấy khen", "decision_number": "45/QĐ-SYT",
         "signature": Signature(post="Giám đốc", name="Lý Thị Hoa")},
    ),
    "bang_khen tên dài": (
        "bang_khen",
        {"recipient": a_nominee(name=LONG_NAME, post=LONG_WORD, unit=LONG_BODY), "signature": DEPUTY},
    ),
    "bang_khen tập thể tên dài": (
        "bang_khen", {"recipient": a_nominee(0, "collective", name=LONG_BODY, post="", unit="Sở Y tế")},
    ),
}  # fmt: skip
LEAST, MANY = "chỉ phần bắt buộc", "nhiều mục"
"""What the product itself shows of each kind: nothing but what is required, and long lists."""
SHIPPED = {
    f"{kind} {words}": (kind, samples(KINDS[kind])[name].data)
    for words, name in ((LEAST, "toi-thieu"), (MANY, "nhieu-muc"))
    for kind in KINDS
}
PAPERS = (*VARIANTS, *SHIPPED)


def data_of(variant: str) -> tuple[str, Any]:
    if variant in SHIPPED:
        return SHIPPED[variant]
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
