"""Templates of the papers about public notice and results."""

from __future__ import annotations

from dossiers.documents.layout import blocks
from dossiers.documents.layout.paper import Column, Paper


def public_notice() -> Paper:
    """Thông báo công khai."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "THÔNG BÁO")
    blocks.recitals(paper)
    paper.text(
        "Nội dung",
        "{{ten_co_quan}} công khai danh sách {{tong_so}} đề nghị khen thưởng để lấy ý kiến như sau:",
    )
    columns = (
        blocks.NUMBER,
        Column("Họ và tên, tên tập thể, hộ gia đình", 36, "{{ten_day_du}}"),
        Column("Chức vụ, đơn vị", 36, "{{chuc_vu_don_vi}}"),
        Column("Hình thức, loại hình", 34, "{{hinh_thuc_loai_hinh}}"),
        Column("Tóm tắt thành tích", 48, "{{thanh_tich}}"),
    )
    paper.table(columns, "doi_tuong", group="nhom")
    paper.text(
        "Nội dung",
        "Thời gian công khai: {{so_ngay}} ngày làm việc, từ {{tu_ngay}} đến hết {{den_ngay}}.",
        "Ý kiến phản ánh, kiến nghị (ghi rõ họ tên, cách liên hệ, nội dung) gửi đến:",
    )
    blocks.optional(paper, "trang_cong_khai", "- Trang công khai: {{trang_cong_khai}};")
    blocks.optional(paper, "thu_dien_tu", "- Thư điện tử: {{thu_dien_tu}};")
    blocks.optional(paper, "dia_chi", "- Bằng giấy: {{dia_chi}}.")
    paper.text(
        "Nội dung cuối",
        "Sau thời hạn trên, {{ten_co_quan}} báo cáo cấp có thẩm quyền xem xét các đề nghị không có phản "
        "ánh, kiến nghị./.",
    )
    paper.text("Sau bảng", "{{^ban_de_doc}}")
    blocks.signature(paper)
    paper.text("Sau bảng", "{{/ban_de_doc}}")
    blocks.optional(paper, "ban_de_doc", "//Bản để đọc và in, lấy từ trang công khai; bản ký do {{ten_co_quan}} giữ.//")
    return paper


def notice_report() -> Paper:
    """Báo cáo kết quả công khai."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "BÁO CÁO")
    blocks.addressees(paper)
    paper.text(
        "Nội dung",
        "{{ten_co_quan}} báo cáo kết quả công khai danh sách đề nghị khen thưởng theo {{thong_bao}} như sau:",
    )
    paper.text(
        "Nội dung",
        "1. Thời gian công khai: {{so_ngay}} ngày làm việc, từ {{tu_ngay}} đến hết {{den_ngay}}.",
        "2. Nơi công khai:",
    )
    blocks.lines(paper, "noi_cong_khai")
    paper.text("Nội dung", "3. Số đề nghị được công khai: {{so_de_nghi}}.")
    paper.text("Nội dung", "{{#co_phan_anh}}4. Phản ánh, kiến nghị nhận được: {{so_phan_anh}}, gồm:{{/co_phan_anh}}")
    paper.text("Nội dung", "{{^co_phan_anh}}4. Phản ánh, kiến nghị nhận được: không có.{{/co_phan_anh}}")
    paper.text("Sau bảng", "{{#co_phan_anh}}")
    columns = (
        Column("Mã", 24, "{{ma}}"),
        Column("Về đối tượng", 32, "{{ve_doi_tuong}}"),
        Column("Nội dung", 38, "{{noi_dung}}"),
        Column("Kết luận xác minh", 42, "{{ket_luan}}"),
        Column("Xử lý", 29, "{{xu_ly}}"),
    )
    paper.table(columns, "phan_anh")
    paper.text("Sau bảng", "{{/co_phan_anh}}")
    paper.text("Nội dung", "5. Số đề nghị đang tạm dừng xét: {{so_tam_dung}}.")
    paper.text("Nội dung", "6. Kết luận, đề xuất: {{ket_luan_chung}}")
    paper.text("Nội dung cuối", "{{ten_co_quan}} kính báo cáo./.")
    blocks.signature(paper)
    return paper


def result_notice() -> Paper:
    """Thông báo kết quả: granted, and not granted with the reason."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "THÔNG BÁO")
    blocks.addressees(paper)
    paper.text("Nội dung", "{{ten_co_quan}} thông báo kết quả xét đề nghị tại {{to_trinh}} như sau:")
    paper.text("Sau bảng", "{{#co_duoc_khen}}")
    paper.text("Đề mục", "Các đối tượng được khen thưởng")
    blocks.optional(paper, "quyet_dinh", "Theo {{quyet_dinh}}:")
    columns = (
        blocks.NUMBER,
        Column("Họ và tên, tên tập thể, hộ gia đình", 44, "{{ten_day_du}}"),
        Column("Chức vụ, đơn vị", 44, "{{chuc_vu_don_vi}}"),
        Column("Hình thức khen thưởng", 40, "{{hinh_thuc}}"),
        Column("Tiền thưởng (đồng)", 26, "{{tien_thuong}}", "Bảng, tiền"),
    )
    paper.table(columns, "doi_tuong", group="nhom")
    paper.text("Sau bảng", "{{/co_duoc_khen}}")
    paper.text("Sau bảng", "{{#co_khong_duoc_khen}}")
    paper.text("Đề mục", "Các đề nghị không được khen thưởng và lý do")
    refused = (
        blocks.NUMBER,
        Column("Đối tượng", 38, "{{ten}}"),
        Column("Chức vụ, đơn vị", 38, "{{don_vi}}"),
        Column("Hình thức đề nghị", 36, "{{hinh_thuc}}"),
        Column("Lý do", 42, "{{ly_do}}"),
    )
    paper.table(refused, "khong_duoc_khen")
    paper.text("Sau bảng", "{{/co_khong_duoc_khen}}")
    blocks.optional(paper, "trao_thuong", "{{trao_thuong}}")
    paper.text("Nội dung cuối", "{{ten_co_quan}} thông báo để quý đơn vị biết, thông tin đến các đối tượng có tên./.")
    blocks.signature(paper)
    return paper
