"""Templates of the papers that ask for an award."""

from __future__ import annotations

from dossiers.documents.layout import blocks
from dossiers.documents.layout.paper import Column, Paper
from dossiers.documents.layout.styles import LANDSCAPE_WIDTH

LANDSCAPE_HEADING = (LANDSCAPE_WIDTH * 0.42, LANDSCAPE_WIDTH * 0.58)
LANDSCAPE_SIGNATURE = (LANDSCAPE_WIDTH / 2, LANDSCAPE_WIDTH / 2)


def _asked_for(paper: Paper) -> None:
    """Each award with its numbers, or alone where nobody is counted."""
    paper.text("Sau bảng", "{{#de_nghi}}")
    blocks.optional(paper, "so_luong", "- {{hinh_thuc}}: {{so_luong}};")
    paper.text("Nội dung", "{{^so_luong}}- {{hinh_thuc}};{{/so_luong}}")
    paper.text("Sau bảng", "{{/de_nghi}}")


def petition() -> Paper:
    """Tờ trình of a unit, a commune or a department."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "TỜ TRÌNH")
    blocks.addressees(paper)
    blocks.recitals(paper)
    paper.text("Nội dung", "{{ly_do}}")
    paper.text(
        "Nội dung",
        "{{ten_co_quan}} kính trình và đề nghị xét, khen thưởng như sau:",
    )
    _asked_for(paper)
    blocks.optional(
        paper,
        "thu_tuc_don_gian",
        "Hồ sơ được đề nghị xét theo thủ tục đơn giản quy định tại Điều 85 của Luật Thi đua, khen thưởng.",
    )
    blocks.optional(paper, "co_ho_so_kem_theo", "Hồ sơ gửi kèm theo Tờ trình gồm:")
    blocks.lines(paper, "ho_so_kem_theo")
    paper.text("Nội dung cuối", "{{ten_co_quan}} kính đề nghị cấp có thẩm quyền xem xét, quyết định./.")
    blocks.signature(paper)
    return paper


def candidate_list() -> Paper:
    """Danh sách attached to a petition, in landscape for its seven columns."""
    paper = Paper(landscape=True)
    blocks.heading(paper, widths=LANDSCAPE_HEADING)
    paper.text("Tên loại", "DANH SÁCH")
    paper.text("Trích yếu", "{{trich_yeu}}")
    paper.text("Kèm theo", "{{#kem_theo}}({{kem_theo}}){{/kem_theo}}")
    paper.text("Sau bảng", "")
    columns = (
        blocks.NUMBER,
        Column("Họ và tên, tên tập thể, hộ gia đình", 46, "{{ten_day_du}}"),
        Column("Chức vụ, chức danh", 34, "{{chuc_vu}}"),
        Column("Đơn vị", 42, "{{don_vi}}"),
        Column("Hình thức đề nghị", 40, "{{hinh_thuc}}"),
        Column("Tóm tắt thành tích", 54, "{{thanh_tich}}"),
        Column("Kết quả rà soát", 25, "{{ket_qua_ra_soat}}"),
    )
    paper.table(columns, "doi_tuong", group="nhom")
    paper.text("Nội dung cuối", "Tổng số: {{tong_so}}./.")
    paper.text("Sau bảng", "{{#nguoi_ky}}")
    left, right = paper.unbroken_row(LANDSCAPE_SIGNATURE)
    with paper.fill_cell(left):
        paper.text("Nơi nhận, dòng", "")
    with paper.fill_cell(right):
        blocks.signer(paper)
    paper.text("Sau bảng", "{{/nguoi_ky}}")
    paper.text("Sau chữ ký", "")
    return paper


def decision_petition() -> Paper:
    """Tờ trình of the standing body to the decider, with the list as an annex."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "TỜ TRÌNH")
    blocks.addressees(paper)
    blocks.recitals(paper)
    paper.text("Đề mục", "1. Kết quả thẩm định")
    paper.text("Nội dung", "{{ket_qua_tham_dinh}}")
    blocks.optional(paper, "ket_qua_hoi_dong", "2. Kết quả xét của Hội đồng", "Đề mục")
    blocks.optional(paper, "ket_qua_hoi_dong", "{{ket_qua_hoi_dong}}")
    blocks.optional(paper, "ket_qua_cong_khai", "{{muc_cong_khai}}. Kết quả công khai, lấy ý kiến", "Đề mục")
    blocks.optional(paper, "ket_qua_cong_khai", "{{ket_qua_cong_khai}}")
    paper.text("Đề mục", "{{muc_de_nghi}}. Nội dung trình")
    paper.text("Nội dung", "{{ten_co_quan}} kính trình quyết định khen thưởng:")
    _asked_for(paper)
    blocks.optional(paper, "tong_tien_thuong", "- Tổng số tiền thưởng: {{tong_tien_thuong}};")
    blocks.optional(paper, "nguon_kinh_phi", "- Nguồn kinh phí: {{nguon_kinh_phi}};")
    paper.text("Nội dung", "- Danh sách chi tiết tại Phụ lục kèm theo.")
    blocks.optional(paper, "co_ho_so_kem_theo", "Hồ sơ trình gồm:")
    blocks.lines(paper, "ho_so_kem_theo")
    paper.text("Nội dung cuối", "{{ten_co_quan}} kính trình cấp có thẩm quyền xem xét, quyết định./.")
    blocks.signature(paper)
    paper.annex_section()
    paper.text("Phụ lục", "Phụ lục")
    paper.text("Tên phụ lục", "DANH SÁCH TRÌNH KHEN THƯỞNG")
    paper.text("Kèm theo", "(Kèm theo Tờ trình {{so_ngay_co_quan}})")
    blocks.prize_list(paper)
    return paper
