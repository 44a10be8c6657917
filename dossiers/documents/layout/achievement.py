"""Template of the achievement report, for the three kinds of candidates and the eleven forms."""

from __future__ import annotations

from dossiers.documents.layout import blocks
from dossiers.documents.layout.paper import Column, Paper

PERSON = (
    ("ho_ten", "Họ và tên"),
    ("ngay_sinh", "Ngày, tháng, năm sinh"),
    ("gioi_tinh", "Giới tính"),
    ("quoc_tich", "Quốc tịch"),
    ("que_quan", "Quê quán"),
    ("noi_thuong_tru", "Nơi thường trú"),
    ("don_vi_cong_tac", "Đơn vị công tác"),
    ("chuc_vu", "Chức vụ (Đảng, chính quyền, đoàn thể)"),
    ("trinh_do", "Trình độ chuyên môn, nghiệp vụ"),
    ("ngay_vao_dang", "Ngày vào Đảng"),
)
COLLECTIVE = (
    ("ten_tap_the", "Tên tập thể"),
    ("dia_diem_tru_so", "Trụ sở, điện thoại"),
    ("qua_trinh_hinh_thanh", "Quá trình hình thành, phát triển"),
    ("dac_diem", "Đặc điểm, tình hình"),
    ("chuc_nang", "Chức năng, nhiệm vụ được giao"),
)
HOUSEHOLD = (
    ("chu_ho", "Chủ hộ"),
    ("dia_chi", "Nơi thường trú"),
    ("so_nhan_khau", "Số nhân khẩu"),
    ("nghe_nghiep", "Nghề nghiệp"),
    ("hoan_canh", "Hoàn cảnh, đặc điểm"),
)
OWN = (
    ("bien_phap", "Biện pháp, nguyên nhân đạt được thành tích"),
    ("chap_hanh", "Chấp hành chủ trương, chính sách của Đảng, pháp luật của Nhà nước"),
    ("doan_the", "Hoạt động của tổ chức đảng, đoàn thể"),
    ("thanh_tich_don_vi", "Sơ lược thành tích của đơn vị"),
)  # what only some of the forms ask for, each with its words in front
KEPT = "Bảng, chữ giữ liền"  # rows that go to the next page with the signatures, which never stand there alone


def _profile(paper: Paper, block: str, lines: tuple[tuple[str, str], ...]) -> None:
    paper.text("Sau bảng", f"{{{{#{block}}}}}")
    for mark, label in lines:
        blocks.optional(paper, mark, f"- {label}: {{{{{mark}}}}}")
    paper.text("Sau bảng", f"{{{{/{block}}}}}")


def _past_awards(paper: Paper, block: str, label: str, column: str) -> None:
    paper.text("Sau bảng", f"{{{{#co_{block}}}}}")
    paper.text("Đề mục", label)
    columns = (
        Column("Năm", 14, "{{nam}}", "Bảng, giữa giữ liền"),
        Column(column, 56, "{{ten_khen}}", KEPT),
        Column("Số, ngày quyết định", 45, "{{so_va_ngay}}", KEPT),
        Column("Cơ quan ban hành quyết định", 50, "{{co_quan_khen}}", KEPT),
    )
    paper.table(columns, block)
    paper.text("Sau bảng", f"{{{{/co_{block}}}}}")


def _table(paper: Paper, block: str, label: str, columns: tuple[Column, ...]) -> None:
    paper.text("Sau bảng", f"{{{{#co_{block}}}}}")
    paper.text("Nội dung cuối", label)
    paper.table(columns, block)
    paper.text("Sau bảng", f"{{{{/co_{block}}}}}")


def achievement_report() -> Paper:
    """Báo cáo thành tích."""
    paper = Paper()
    blocks.heading(paper)
    blocks.title(paper, "BÁO CÁO THÀNH TÍCH")
    paper.text("Đề mục", "I. {{phan_mot}}")
    _profile(paper, "ca_nhan", PERSON)
    _profile(paper, "tap_the", COLLECTIVE)
    _profile(paper, "ho", HOUSEHOLD)
    paper.text("Đề mục", "II. {{phan_hai}}")
    blocks.optional(paper, "nhiem_vu", "Quyền hạn, nhiệm vụ được giao: {{nhiem_vu}}")
    paper.text("Sau bảng", "{{#co_qua_trinh}}")
    career = (
        Column("Từ tháng, năm đến tháng, năm", 45, "{{thoi_gian}}"),
        Column("Chức vụ, đơn vị công tác", 80, "{{chuc_vu_don_vi}}"),
        Column("Số năm, tháng giữ chức vụ", 40, "{{so_nam}}", "Bảng, giữa"),
    )
    paper.table(career, "qua_trinh")
    paper.text("Sau bảng", "{{/co_qua_trinh}}")
    paper.text("Nội dung", "{{thanh_tich}}")
    paper.text("Sau bảng", "{{#co_theo_nam}}")
    paper.text("Nội dung cuối", "Kết quả từng năm:")
    years = (
        Column("Năm", 16, "{{nam}}", "Bảng, giữa"),
        Column("Mức độ hoàn thành nhiệm vụ", 45, "{{xep_loai}}"),
        Column("Kết quả nổi bật", 104, "{{ket_qua}}"),
    )
    paper.table(years, "theo_nam")
    paper.text("Sau bảng", "{{/co_theo_nam}}")
    _table(
        paper,
        "so_sanh",
        "Chỉ tiêu so với năm trước và với cụm, khối thi đua:",
        (
            Column("Chỉ tiêu", 55, "{{chi_tieu}}"),
            Column("Đơn vị tính", 22, "{{don_vi_tinh}}", "Bảng, giữa"),
            Column("Năm trước", 26, "{{nam_truoc}}", "Bảng, giữa"),
            Column("Năm xét khen thưởng", 28, "{{nam_xet}}", "Bảng, giữa"),
            Column("Đơn vị so sánh trong cụm, khối", 34, "{{don_vi_so_sanh}}", "Bảng, giữa"),
        ),
    )
    _table(
        paper,
        "sang_kien",
        "Sáng kiến, đề tài, đề án khoa học:",
        (
            blocks.NUMBER,
            Column("Tên sáng kiến, đề tài, đề án", 78, "{{ten_sang_kien}}"),
            Column("Loại", 28, "{{loai}}"),
            Column("Phạm vi công nhận", 24, "{{pham_vi}}", "Bảng, giữa"),
            Column("Ngày công nhận", 24, "{{ngay_cong_nhan}}", "Bảng, giữa"),
        ),
    )
    for mark, label in OWN:
        blocks.optional(paper, mark, f"**{label}:** {{{{{mark}}}}}")
    paper.text("Đề mục", "{{#co_phan_ba}}III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG{{/co_phan_ba}}")
    _past_awards(paper, "danh_hieu", "1. Danh hiệu thi đua", "Danh hiệu thi đua")
    _past_awards(paper, "khen_thuong", "2. Hình thức khen thưởng", "Hình thức khen thưởng")
    blocks.optional(paper, "ky_luat", "{{so_phan_ky_luat}}. KỶ LUẬT", "Đề mục")
    blocks.optional(paper, "ky_luat", "{{ky_luat}}")
    left, right = paper.unbroken_row((82.5, 82.5))
    with paper.fill_cell(left):
        paper.text("Quyền hạn, chức vụ", "{{#xac_nhan}}XÁC NHẬN CỦA ĐƠN VỊ")
        blocks.signer(paper, "xac_nhan.")
        paper.text("Ghi chú chữ ký", "{{/xac_nhan}}")
        paper.text("Sau bảng", "")
    with paper.fill_cell(right):
        no_post = "nguoi_bao_cao.chuc_vu_ky"
        paper.text("Quyền hạn, chức vụ", f"{{{{^{no_post}}}}}NGƯỜI BÁO CÁO{{{{/{no_post}}}}}")
        blocks.signer(paper, "nguoi_bao_cao.")
    paper.text("Sau chữ ký", "")
    return paper
