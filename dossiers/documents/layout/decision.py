"""Templates of the decision, its attached list, and the certificate."""

from __future__ import annotations

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from dossiers.documents.layout import blocks
from dossiers.documents.layout.paper import Column, Paper
from dossiers.documents.layout.styles import CERTIFICATE_MARGIN, CERTIFICATE_WIDTH


def decision() -> Paper:
    """Quyết định: one recipient in Điều 1, or several in the attached list."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "QUYẾT ĐỊNH")
    paper.text("Thẩm quyền ban hành", "{{nguoi_quyet_dinh}}")
    blocks.recitals(paper)
    paper.text("Thẩm quyền ban hành", "QUYẾT ĐỊNH:")
    paper.text(
        "Nội dung",
        "{{#mot_doi_tuong}}**Điều 1.** {{dong_tu}} {{hinh_thuc_khen}} cho {{ten_va_don_vi}}, "
        "{{thanh_tich_chung}}."
        "{{/mot_doi_tuong}}",
        "{{#danh_sach}}**Điều 1.** {{dong_tu}} {{hinh_thuc_khen}} cho {{tong_so}} {{thanh_tich_chung}} (có "
        "danh sách kèm "
        "theo).{{/danh_sach}}",
        "{{#tong_tien_thuong}}**Điều 2.** Mức tiền thưởng kèm theo: "
        "{{tong_tien_thuong}}{{cau_nguon_kinh_phi}}."
        "{{/tong_tien_thuong}}",
        "{{^tong_tien_thuong}}**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.{{/tong_tien_thuong}}",
    )
    paper.text("Nội dung cuối", "**Điều 3.** {{thi_hanh}} chịu trách nhiệm thi hành Quyết định này./.")
    left, right = paper.unbroken_row((blocks.SIGNATURE_LEFT, blocks.SIGNATURE_RIGHT))
    with paper.fill_cell(left):
        blocks.copies(paper)
        paper.qr("ma_qr")
        paper.text("Nơi nhận, dòng", "{{#ma_kiem_tra}}Mã kiểm tra: {{ma_kiem_tra}}{{/ma_kiem_tra}}")
    with paper.fill_cell(right):
        blocks.signer(paper)
    paper.text("Sau chữ ký", "")
    paper.text("Sau bảng", "{{#danh_sach}}")
    paper.annex_section()
    paper.text("Phụ lục", "Phụ lục")
    paper.text("Tên phụ lục", "DANH SÁCH ĐƯỢC {{ten_danh_sach}}")
    paper.text("Kèm theo", "({{kem_theo}})")
    blocks.prize_list(paper)
    paper.text("Sau bảng", "{{/danh_sach}}")
    return paper


def certificate() -> Paper:
    """Bằng khen: one landscape page with a border."""
    paper = Paper(landscape=True, numbered=False)
    _frame(paper)
    paper.text("Bằng, quốc hiệu", blocks.NATION)
    paper.text("Bằng, tiêu ngữ", blocks.MOTTO)
    paper.text("Bằng, kẻ", "")
    paper.text("Bằng, người tặng", "{{nguoi_tang}}")
    paper.text("Bằng, tặng", "{{dong_tu}}")
    paper.text("Bằng, tên", "{{ten_bang}}")
    paper.text("Bằng, người nhận", "{{^chu_dai}}{{ten_day_du}}")
    paper.text("Bằng, chữ", "{{#chuc_vu_don_vi}}{{chuc_vu_don_vi}}{{/chuc_vu_don_vi}}", "{{thanh_tich}}{{/chu_dai}}")
    paper.text("Bằng, người nhận dài", "{{#chu_dai}}{{ten_day_du}}")
    paper.text(
        "Bằng, chữ dài", "{{#chuc_vu_don_vi}}{{chuc_vu_don_vi}}{{/chuc_vu_don_vi}}", "{{thanh_tich}}{{/chu_dai}}"
    )
    left, right = paper.unbroken_row((CERTIFICATE_WIDTH / 2, CERTIFICATE_WIDTH / 2))
    left.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    with paper.fill_cell(left):
        paper.qr("ma_qr", side=20)
        paper.text("Bằng, số", "{{#ma_kiem_tra}}Mã kiểm tra: {{ma_kiem_tra}}{{/ma_kiem_tra}}")
        paper.text("Bằng, số", "Quyết định số {{so_quyet_dinh}}")
        paper.text("Bằng, số", "{{#so_vao_so}}Vào sổ khen thưởng số: {{so_vao_so}}{{/so_vao_so}}")
    with paper.fill_cell(right):
        paper.text("Bằng, ngày", "{{dia_danh}}, {{ngay_quyet_dinh}}")
        paper.text("Bằng, chức vụ", "{{#quyen_han}}{{.}}{{/quyen_han}}")
        paper.text("Bằng, chức vụ", "{{chuc_vu_ky}}")
        paper.text("Bằng, họ tên", "{{nguoi_ky}}")
    paper.text("Sau chữ ký", "")
    return paper


def prize_list() -> Paper:
    """Danh sách chi tiền thưởng: the lines with coefficient and money, the total in figures and words."""
    paper = Paper()
    blocks.heading(paper)
    paper.text("Tên loại", "DANH SÁCH CHI TIỀN THƯỞNG")
    paper.text("Trích yếu", "{{trich_yeu}}")
    paper.text("Kèm theo", "(Kèm theo Quyết định số {{so_quyet_dinh}} {{ngay_quyet_dinh}} của {{nguoi_quyet_dinh}})")
    blocks.optional(
        paper,
        "muc_luong_co_so",
        "Mức thưởng bằng hệ số nhân với mức lương cơ sở {{muc_luong_co_so}} đồng của ngày quyết định, làm tròn lên đến "
        "{{lam_tron}} đồng (căn cứ: {{can_cu_muc_thuong}}).",
    )
    columns = (
        blocks.NUMBER,
        Column("Họ và tên, tên tập thể, hộ gia đình", 46, "{{ten_day_du}}"),
        Column("Chức vụ, đơn vị", 48, "{{chuc_vu_don_vi}}"),
        Column("Hệ số", 15, "{{he_so}}", "Bảng, giữa"),
        Column("Tiền thưởng (đồng)", 25, "{{muc_thuong}}", "Bảng, tiền"),
        Column("Ký nhận", 20, ""),
    )
    paper.table(columns, "dong")
    blocks.optional(paper, "nguon_kinh_phi", "Nguồn chi: {{nguon_kinh_phi}}.", "Nội dung cuối")
    total = "Tổng cộng {{so_nguoi_nhan}} dòng: {{tong_cong}} đồng ({{tong_bang_chu}})./."
    blocks.optional(paper, "tong_cong", total, "Nội dung cuối")
    none = "{{^tong_cong}}Pháp luật không đặt mức tiền thưởng cho danh hiệu, hình thức này./.{{/tong_cong}}"
    paper.text("Nội dung cuối", none)
    left, right = paper.unbroken_row((blocks.SIGNATURE_LEFT, blocks.SIGNATURE_RIGHT))
    with paper.fill_cell(left):
        paper.text("Quyền hạn, chức vụ", "NGƯỜI LẬP")
    with paper.fill_cell(right):
        blocks.signer(paper)
    paper.text("Sau chữ ký", "")
    return paper


def _frame(paper: Paper) -> None:
    page = paper.document.sections[0]
    page.left_margin = page.right_margin = page.top_margin = Mm(CERTIFICATE_MARGIN)
    section = page._sectPr
    sides = "".join(
        f'<w:{side} w:val="double" w:sz="24" w:space="24" w:color="B08D2E"/>'
        for side in ("top", "left", "bottom", "right")
    )
    frame = parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>')
    section.insert_element_before(frame, "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid")
