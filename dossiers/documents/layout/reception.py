"""Templates of the papers of reception and appraisal."""

from __future__ import annotations

from dossiers.documents.layout import blocks
from dossiers.documents.layout.paper import Column, Paper


def receipt() -> Paper:
    """Phiếu tiếp nhận."""
    paper = Paper()
    blocks.heading(paper)
    paper.text("Tên loại", "PHIẾU TIẾP NHẬN HỒ SƠ")
    paper.text("Kèm theo", "Mã hồ sơ: {{ma_ho_so}}")
    paper.text("Nội dung", "Đơn vị nộp hồ sơ: {{don_vi}}.")
    blocks.optional(paper, "nguoi_nop", "Người nộp hồ sơ: {{nguoi_nop}}.")
    paper.text("Nội dung", "Nội dung đề nghị: {{hinh_thuc}}.", "Thành phần hồ sơ đã nhận:")
    columns = (
        blocks.NUMBER,
        Column("Thành phần hồ sơ", 70, "{{ten}}"),
        Column("Số lượng", 20, "{{so_luong}}", "Bảng, giữa"),
        Column("Hình thức", 29, "{{hinh_thuc_ban}}"),
        Column("Ghi chú", 35, "{{ghi_chu}}"),
    )
    paper.table(columns, "thanh_phan")
    paper.text("Nội dung", "Tiếp nhận {{ngay_nhan}}; hẹn trả kết quả {{ngay_hen}}.")
    blocks.optional(paper, "lien_he", "Liên hệ: {{lien_he}}.")
    left, right = paper.unbroken_row((blocks.SIGNATURE_LEFT, blocks.SIGNATURE_RIGHT))
    with paper.fill_cell(left):
        paper.qr("ma_qr", side=28)
        paper.text(
            "Nơi nhận, dòng",
            "{{#dia_chi_tra_cuu}}Quét mã hoặc vào địa chỉ sau để tra cứu:{{/dia_chi_tra_cuu}}",
        )
        paper.text("Nơi nhận, dòng", "{{#dia_chi_tra_cuu}}{{dia_chi_tra_cuu}}{{/dia_chi_tra_cuu}}")
    with paper.fill_cell(right):
        paper.text("Quyền hạn, chức vụ", "NGƯỜI TIẾP NHẬN")
        paper.text("Ghi chú chữ ký", "(Ký, ghi rõ họ tên)")
        paper.text("Họ tên người ký", "{{nguoi_ky}}")
    paper.text("Sau chữ ký", "")
    return paper


def correction_request() -> Paper:
    """Công văn yêu cầu bổ sung."""
    paper = Paper()
    blocks.heading(paper, letter=True)
    blocks.addressees(paper)
    paper.text(
        "Nội dung",
        "{{ten_co_quan}} đã tiếp nhận hồ sơ mã số {{ma_ho_so}}{{cau_to_trinh}}. Qua xem xét, hồ sơ cần "
        "được bổ sung, "
        "chỉnh sửa những nội dung sau:",
    )
    columns = (
        blocks.NUMBER,
        Column("Nội dung cần bổ sung, chỉnh sửa", 60, "{{noi_dung}}"),
        Column("Vị trí trong hồ sơ", 52, "{{vi_tri}}"),
        Column("Căn cứ", 42, "{{can_cu_phap_ly}}"),
    )
    paper.table(columns, "loi")
    paper.text(
        "Nội dung",
        "Đề nghị quý đơn vị hoàn thiện và gửi lại hồ sơ trước hết {{han_bo_sung}}. Thời gian bổ sung không "
        "tính vào thời "
        "hạn giải quyết; chỉ cần gửi lại những nội dung nêu trên.",
    )
    blocks.optional(paper, "lien_he", "Nếu có vướng mắc, đề nghị liên hệ {{lien_he}}.")
    paper.text("Nội dung cuối", "{{ten_co_quan}} đề nghị quý đơn vị phối hợp thực hiện./.")
    blocks.signature(paper)
    return paper


def appraisal_report() -> Paper:
    """Báo cáo thẩm định: each nomination with its table of rules."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "BÁO CÁO THẨM ĐỊNH")
    blocks.addressees(paper)
    blocks.recitals(paper)
    paper.text(
        "Nội dung",
        "{{ten_co_quan}} báo cáo kết quả thẩm định hồ sơ mã số {{ma_ho_so}} của "
        "{{don_vi}}{{cau_to_trinh}}, tiếp nhận "
        "{{ngay_nhan}}, như sau:",
    )
    paper.text("Đề mục", "I. KẾT QUẢ THẨM ĐỊNH TỪNG ĐỀ NGHỊ")
    paper.text("Đề mục", "{{#de_nghi}}{{stt}}. {{ten_day_du}}")
    blocks.optional(paper, "chuc_vu_don_vi", "- Chức vụ, đơn vị: {{chuc_vu_don_vi}}.")
    blocks.optional(paper, "hinh_thuc", "- Hình thức đề nghị: {{hinh_thuc}}.")
    blocks.optional(paper, "thanh_phan", "- Thành phần hồ sơ: {{thanh_phan}}.")
    blocks.optional(paper, "co_doi_chieu", "- Đối chiếu tiêu chuẩn, điều kiện:")
    paper.text("Sau bảng", "{{#co_doi_chieu}}")
    columns = (
        blocks.NUMBER,
        Column("Tiêu chuẩn, điều kiện", 54, "{{tieu_chuan}}"),
        Column("Kết quả", 22, "{{ket_qua}}", "Bảng, giữa"),
        Column("Căn cứ", 40, "{{can_cu_phap_ly}}"),
        Column("Giải thích", 38, "{{ly_do}}"),
    )
    paper.table(columns, "doi_chieu")
    paper.text("Sau bảng", "{{/co_doi_chieu}}")
    blocks.optional(paper, "trung_lap", "- Trùng lặp: {{trung_lap}}.")
    blocks.optional(paper, "tam_dung", "- Lý do chưa xét: {{tam_dung}}.")
    blocks.optional(paper, "y_kien", "- Ý kiến thẩm định: {{y_kien}}")
    blocks.optional(paper, "de_xuat", "- Đề xuất: {{de_xuat}}.")
    paper.text("Sau bảng", "{{/de_nghi}}")
    paper.text("Đề mục", "II. KẾT LUẬN, ĐỀ XUẤT")
    paper.text("Nội dung", "{{ket_luan}}")
    paper.text("Nội dung cuối", "{{ten_co_quan}} kính báo cáo./.")
    blocks.signature(paper)
    return paper


def consultation_letter() -> Paper:
    """Công văn lấy ý kiến hiệp y."""
    paper = Paper()
    blocks.heading(paper, letter=True)
    blocks.addressees(paper)
    paper.text("Nội dung", "{{ly_do}}")
    paper.text(
        "Nội dung",
        "{{^hoi_thanh_vien}}{{ten_co_quan}} đề nghị quý cơ quan cho ý kiến bằng văn bản về {{noi_dung_hoi}} đối "
        "với các đối tượng sau:{{/hoi_thanh_vien}}",
        "{{#hoi_thanh_vien}}{{ten_co_quan}} đề nghị các thành viên Hội đồng cho ý kiến bằng văn bản về "
        "{{noi_dung_hoi}}, theo phiếu lấy ý kiến gửi kèm.{{/hoi_thanh_vien}}",
    )
    paper.text("Sau bảng", "{{#co_doi_tuong}}")
    columns = (
        blocks.NUMBER,
        Column("Họ và tên, tên tập thể, hộ gia đình", 52, "{{ten_day_du}}"),
        Column("Chức vụ, đơn vị", 57, "{{chuc_vu_don_vi}}"),
        Column("Hình thức đề nghị", 45, "{{hinh_thuc}}"),
    )
    paper.table(columns, "doi_tuong", group="nhom")
    paper.text("Sau bảng", "{{/co_doi_tuong}}")
    paper.text(
        "Nội dung",
        "{{^hoi_thanh_vien}}Văn bản trả lời gửi về {{noi_nhan_tra_loi}} trước hết {{han_tra_loi}}.{{/hoi_thanh_vien}}",
        "{{#hoi_thanh_vien}}Ý kiến gửi về {{noi_nhan_tra_loi}}, hoặc ghi trên hệ thống, trước hết {{han_tra_loi}}; quá "
        "hạn được tính là không tham gia ý kiến.{{/hoi_thanh_vien}}",
    )
    paper.text(
        "Nội dung cuối",
        "{{^hoi_thanh_vien}}{{ten_co_quan}} trân trọng cảm ơn sự phối hợp của quý cơ quan./.{{/hoi_thanh_vien}}",
        "{{#hoi_thanh_vien}}{{ten_co_quan}} trân trọng cảm ơn ý kiến của các thành viên Hội đồng./.{{/hoi_thanh_vien}}",
    )
    blocks.signature(paper)
    return paper
