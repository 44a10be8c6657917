"""Templates of the papers of councils."""

from __future__ import annotations

from dossiers.documents.layout import blocks
from dossiers.documents.layout.paper import Column, Paper

VOTES = (
    Column("TT", 10, "{{stt}}", "Bảng, giữa"),
    Column("Đối tượng", 33, "{{ten}}"),
    Column("Hình thức đề nghị", 31, "{{hinh_thuc}}"),
    Column("Đồng ý", 14, "{{dong_y}}", "Bảng, giữa"),
    Column("Không đồng ý", 17, "{{khong_dong_y}}", "Bảng, giữa"),
    Column("Khác", 13, "{{khong_y_kien}}", "Bảng, giữa"),
    Column("Tỷ lệ", 18, "{{ty_le}}", "Bảng, giữa"),
    Column("Phải đạt", 15, "{{nguong}}", "Bảng, giữa"),
    Column("Kết quả", 14, "{{ket_qua}}", "Bảng, giữa"),
)


MEETING, ROUND = "{{^bang_van_ban}}%s{{/bang_van_ban}}", "{{#bang_van_ban}}%s{{/bang_van_ban}}"


def _either(paper: Paper, style: str, meeting: str, written: str) -> None:
    """Add a paragraph in the words of a meeting, or in those of opinions in writing."""
    paper.text(style, MEETING % meeting, ROUND % written)


def _opening(paper: Paper) -> None:
    _either(
        paper,
        "Đề mục",
        "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN",
        "I. THỜI GIAN, HÌNH THỨC, THÀNH PHẦN",
    )
    _either(
        paper,
        "Nội dung",
        "1. Thời gian: bắt đầu lúc {{gio_bat_dau}}, {{ngay_hop}}.",
        "1. Thời gian: gửi phiếu lấy ý kiến {{ngay_hop}}, nhận ý kiến đến hết {{han_gui_phieu}}.",
    )
    _either(
        paper,
        "Nội dung",
        "2. Địa điểm: {{dia_diem}}.",
        "2. Hình thức: lấy ý kiến bằng văn bản, không tổ chức họp.",
    )
    _either(paper, "Nội dung", "3. Chủ trì: {{chu_tri.mo_ta}}.", "3. Người kết luận: {{chu_tri.mo_ta}}.")
    _either(paper, "Nội dung", "4. Thư ký: {{thu_ky.mo_ta}}.", "4. Người tổng hợp: {{thu_ky.mo_ta}}.")
    _either(
        paper,
        "Nội dung",
        "5. Thành viên có mặt: {{so_co_mat}}/{{so_thanh_vien}} thành viên Hội đồng, gồm:",
        "5. Thành viên đã gửi ý kiến: {{so_co_mat}}/{{so_thanh_vien}} thành viên Hội đồng, gồm:",
    )
    blocks.lines(paper, "co_mat", "- {{mo_ta}};")
    for absent, words in (
        ("Thành viên vắng mặt", MEETING),
        ("Thành viên không gửi ý kiến", ROUND),
    ):
        paper.text(
            "Nội dung",
            words % f"{{{{#co_vang_mat}}}}6. {absent}: {{{{so_vang_mat}}}}, gồm:{{{{/co_vang_mat}}}}",
            words % f"{{{{^co_vang_mat}}}}6. {absent}: không.{{{{/co_vang_mat}}}}",
        )
    blocks.lines(paper, "vang_mat", "- {{mo_ta}};")
    blocks.optional(paper, "co_khach_moi", "7. Khách mời dự họp:")
    blocks.lines(paper, "khach_moi", "- {{mo_ta}};")


def _closing(paper: Paper) -> None:
    agreed = "Biên bản đã được đọc lại, các thành viên dự họp nhất trí./."
    paper.text(
        "Nội dung cuối",
        MEETING
        % f"{{{{#gio_ket_thuc}}}}Cuộc họp kết thúc lúc {{{{gio_ket_thuc}}}} cùng ngày. {agreed}{{{{/gio_ket_thuc}}}}",
        MEETING % f"{{{{^gio_ket_thuc}}}}{agreed}{{{{/gio_ket_thuc}}}}",
        ROUND % "Biên bản được tổng hợp từ các phiếu lấy ý kiến đã nhận; các phiếu được lưu cùng hồ sơ./.",
    )
    blocks.two_signatures(
        paper,
        (f"{MEETING % 'THƯ KÝ'}\n{ROUND % 'NGƯỜI TỔNG HỢP'}", "{{thu_ky.ho_ten}}"),
        (f"{MEETING % 'CHỦ TRÌ'}\n{ROUND % 'NGƯỜI KẾT LUẬN'}", "{{chu_tri.ho_ten}}"),
    )
    blocks.closing_copies(paper)


def unit_review_minutes() -> Paper:
    """Biên bản bình xét of a unit's council."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "BIÊN BẢN")
    _opening(paper)
    paper.text("Đề mục", "II. NỘI DUNG")
    paper.text("Nội dung", "{{noi_dung}}")
    paper.text("Đề mục", "III. KẾT QUẢ BIỂU QUYẾT")
    paper.text(
        "Nội dung",
        "Cách biểu quyết: {{cach_bieu_quyet}}. Kết quả trên tổng số {{so_thanh_vien}} thành viên Hội đồng:",
    )
    paper.table(VOTES, "noi_dung_xet")
    paper.text("Đề mục", "IV. KẾT LUẬN")
    paper.text("Nội dung", "{{ket_luan_chung}}")
    _closing(paper)
    return paper


def session_minutes() -> Paper:
    """Biên bản họp Hội đồng, with discussion and conclusion by item."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "{{ten_bien_ban}}")
    _opening(paper)
    paper.text("Đề mục", "II. NỘI DUNG")
    paper.text("Nội dung", "{{noi_dung}}")
    _either(
        paper,
        "Nội dung",
        "Cách biểu quyết: {{cach_bieu_quyet}}. Số thành viên gửi ý kiến bằng văn bản: {{y_kien_van_ban}}.",
        "Cách cho ý kiến: {{cach_bieu_quyet}}.",
    )
    blocks.optional(paper, "hoi_ti", "Thành viên không tham gia xét do có liên quan: {{hoi_ti}}")
    _either(
        paper,
        "Đề mục",
        "III. THẢO LUẬN VÀ KẾT LUẬN TỪNG ĐỀ NGHỊ",
        "III. TỔNG HỢP Ý KIẾN VÀ KẾT LUẬN TỪNG ĐỀ NGHỊ",
    )
    paper.text("Nội dung", "{{^noi_dung_xet}}Không có đề nghị nào được xét.{{/noi_dung_xet}}")
    paper.text("Đề mục", "{{#noi_dung_xet}}{{stt}}. {{ten}}")
    blocks.optional(paper, "don_vi", "- Chức vụ, đơn vị: {{don_vi}}.")
    paper.text("Nội dung", "- Hình thức đề nghị: {{hinh_thuc}}.")
    blocks.optional(paper, "thao_luan", "- Thảo luận: {{thao_luan}}")
    paper.text(
        "Nội dung",
        "- Kết quả: đồng ý {{dong_y}}; không đồng ý {{khong_dong_y}}; ý kiến khác {{khong_y_kien}}; tỷ "
        "lệ đồng ý "
        "{{ty_le}}, mức phải đạt {{nguong}}: {{ket_qua}}.",
    )
    blocks.optional(paper, "xep_hang", "- Xếp hạng theo phiếu đồng ý: {{xep_hang}}.")
    paper.text("Nội dung", "- Kết luận: {{ket_luan}}.{{/noi_dung_xet}}")
    _either(paper, "Đề mục", "IV. KẾT LUẬN CỦA CHỦ TRÌ", "IV. KẾT LUẬN CHUNG")
    paper.text("Nội dung", "{{ket_luan_chung}}")
    _closing(paper)
    return paper


def meeting_invitation() -> Paper:
    """Giấy mời họp."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "GIẤY MỜI")
    blocks.addressees(paper, "kinh_moi", "Kính mời")
    paper.text("Nội dung", "{{ten_co_quan}} trân trọng kính mời dự họp {{muc_dich}}.")
    paper.text(
        "Nội dung",
        "**Thời gian:** {{gio_hop}}, {{ngay_hop}}.",
        "**Địa điểm:** {{dia_diem}}.",
        "**Chủ trì:** {{chu_tri}}.",
        "**Nội dung:**",
    )
    blocks.lines(paper, "chuong_trinh")
    blocks.optional(paper, "co_tai_lieu", "**Tài liệu gửi kèm:**")
    blocks.lines(paper, "tai_lieu")
    blocks.optional(paper, "luu_y", "{{luu_y}}")
    paper.text("Nội dung cuối", "Rất mong sự có mặt của quý đại biểu./.")
    blocks.signature(paper)
    return paper


def vote_slip() -> Paper:
    """Phiếu bầu, secret or open."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "{{ten_phieu}}")
    blocks.optional(paper, "cong_khai", "Họ và tên: {{nguoi_bo_phieu}}")
    paper.text(
        "Nội dung",
        "Đánh dấu X vào một ô ở mỗi dòng. Dòng đánh dấu cả hai ô hoặc không đánh dấu là dòng không hợp lệ.",
    )
    columns = (
        blocks.NUMBER,
        Column("Đối tượng", 44, "{{ten}}"),
        Column("Chức vụ, đơn vị", 40, "{{don_vi}}"),
        Column("Hình thức đề nghị", 34, "{{hinh_thuc}}"),
        Column("Đồng ý", 17, "☐", "Bảng, giữa"),
        Column("Không đồng ý", 19, "☐", "Bảng, giữa"),
    )
    paper.table(columns, "noi_dung_xet")
    blocks.optional(paper, "han_gui_phieu", "Đề nghị gửi phiếu về cơ quan thường trực trước hết {{han_gui_phieu}}.")
    paper.text("Nội dung", "{{#kin}}//Phiếu kín: không ghi tên, không ký vào phiếu.//{{/kin}}")
    paper.text("Sau bảng", "{{#cong_khai}}")
    left, right = paper.unbroken_row((blocks.SIGNATURE_LEFT, blocks.SIGNATURE_RIGHT))
    with paper.fill_cell(left):
        paper.text("Nơi nhận, dòng", "")
    with paper.fill_cell(right):
        paper.text("Quyền hạn, chức vụ", MEETING % "NGƯỜI BỎ PHIẾU", ROUND % "NGƯỜI CHO Ý KIẾN")
        paper.text("Ghi chú chữ ký", "(Ký, ghi rõ họ tên)")
        paper.text("Họ tên người ký", "{{nguoi_bo_phieu}}")
    paper.text("Sau bảng", "{{/cong_khai}}")
    paper.text("Sau chữ ký", "")
    return paper


def tally_minutes() -> Paper:
    """Biên bản kiểm phiếu."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "{{ten_bien_ban}}")
    _either(
        paper,
        "Nội dung",
        "Hồi {{gio_kiem}}, {{ngay_kiem}}, tại {{dia_diem}}, Ban kiểm phiếu gồm:",
        "Hồi {{gio_kiem}}, {{ngay_kiem}}, sau khi hết hạn nhận ý kiến bằng văn bản, Ban kiểm phiếu gồm:",
    )
    blocks.lines(paper, "kiem_phieu", "{{stt}}. {{mo_ta}};")
    paper.text("Nội dung", "đã kiểm phiếu, hình thức {{cach_bo_phieu}}, kết quả như sau:")
    paper.text(
        "Nội dung",
        MEETING % "- Tổng số thành viên Hội đồng: {{so_thanh_vien}}; có mặt: {{so_co_mat}}; ý kiến bằng văn bản: "
        "{{so_van_ban}};",
        ROUND % "- Tổng số thành viên Hội đồng: {{so_thanh_vien}};",
        "- Số phiếu phát ra: {{phieu_phat_ra}}; số phiếu thu về: {{phieu_thu_ve}};",
        "- Số phiếu hợp lệ: {{phieu_hop_le}}; số phiếu không hợp lệ: {{phieu_khong_hop_le}}.",
    )
    paper.text("Nội dung", "Kết quả từng đề nghị, tỷ lệ tính trên tổng số thành viên Hội đồng:")
    paper.table(VOTES, "noi_dung_xet")
    paper.text(
        "Nội dung cuối",
        "Kết luận: {{ket_qua_chung}}.{{cau_ket_thuc}} Biên bản được lập và các thành viên Ban kiểm phiếu "
        "thống nhất ký "
        "tên./.",
    )
    left, right = paper.unbroken_row((82.5, 82.5))
    with paper.fill_cell(left):
        paper.text("Quyền hạn, chức vụ", "ỦY VIÊN BAN KIỂM PHIẾU")
        paper.text("Họ tên người ký", "{{#uy_vien_kiem_phieu}}{{.}}{{/uy_vien_kiem_phieu}}")
    with paper.fill_cell(right):
        paper.text("Quyền hạn, chức vụ", "TRƯỞNG BAN KIỂM PHIẾU")
        paper.text("Họ tên người ký", "{{truong_ban}}")
    paper.text("Sau chữ ký", "")
    return paper
