"""The parts that papers share: heading, title, addressees, recitals, signature with Nơi nhận."""

from __future__ import annotations

from docx.shared import Mm

from dossiers.documents.layout.paper import Column, Paper
from dossiers.documents.layout.styles import LEFT_COLUMN, MOTTO_WIDTH, RIGHT_COLUMN

MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SIGNATURE_LEFT, SIGNATURE_RIGHT = 77, 88


def heading(paper: Paper, *, letter: bool = False, widths: tuple[float, float] = (LEFT_COLUMN, RIGHT_COLUMN)) -> None:
    """Add the bodies, Quốc hiệu, number, place and date; a letter has its `V/v` under the number."""
    table = paper.grid(widths)
    left, right = table.rows[0].cells
    with paper.fill_cell(left):
        paper.text("Cơ quan chủ quản", "{{#co_quan_chu_quan}}{{co_quan_chu_quan}}{{/co_quan_chu_quan}}")
        paper.text("Cơ quan ban hành", "{{co_quan_ban_hanh}}")
        paper.text("Kẻ ngắn", "{{ke_co_quan_ban_hanh}}")
        paper.text("Số, ký hiệu", "{{#so_ky_hieu}}Số: {{so_ky_hieu}}{{/so_ky_hieu}}")
        if letter:
            paper.text("Trích yếu công văn", "V/v {{trich_yeu}}")
    with paper.fill_cell(right):
        paper.text("Quốc hiệu", NATION)
        paper.text("Tiêu ngữ", MOTTO)
        line = paper.text("Kẻ dưới Tiêu ngữ", "").paragraph_format
        line.left_indent = line.right_indent = Mm((widths[1] - MOTTO_WIDTH) / 2)
        paper.text("Địa danh, ngày", "{{dia_danh_ngay}}")


def title(paper: Paper, name: str, abstract: str = "{{trich_yeu}}") -> None:
    """Add the kind's name in capitals, the abstract under it and the short line."""
    paper.text("Tên loại", name)
    paper.text("Trích yếu", abstract)
    paper.text("Kẻ dưới trích yếu", "{{ke_trich_yeu}}")


def addressees(paper: Paper, mark: str = "kinh_gui", word: str = "Kính gửi") -> None:
    """Add `Kính gửi:` with one place on its line, or several below one another."""
    paper.text("Kính gửi", f"{{{{#{mark}_mot}}}}{word}: {{{{{mark}_mot}}}}.{{{{/{mark}_mot}}}}")
    paper.text("Kính gửi nhiều nơi", f"{{{{#co_{mark}_nhieu}}}}{word}:{{{{/co_{mark}_nhieu}}}}")
    paper.text("Kính gửi, dòng", f"{{{{#{mark}_nhieu}}}}{{{{.}}}}{{{{/{mark}_nhieu}}}}")
    paper.text("Sau bảng", "")


def recitals(paper: Paper) -> None:
    """Add a paragraph for each recital."""
    paper.text("Căn cứ", "{{#can_cu}}{{.}}{{/can_cu}}")


def optional(paper: Paper, mark: str, text: str, style: str = "Nội dung") -> None:
    """Add a paragraph that stands only if `mark` has a value."""
    paper.text(style, f"{{{{#{mark}}}}}{text}{{{{/{mark}}}}}")


def lines(paper: Paper, mark: str, text: str = "- {{.}}", style: str = "Nội dung") -> None:
    """Add a paragraph for each item of the list `mark`."""
    paper.text(style, f"{{{{#{mark}}}}}{text}{{{{/{mark}}}}}")


def signer(paper: Paper, prefix: str = "") -> None:
    """Add the lines of authority, post and name of the signature under `prefix`."""
    paper.text("Quyền hạn, chức vụ", f"{{{{#{prefix}quyen_han}}}}{{{{.}}}}{{{{/{prefix}quyen_han}}}}")
    post = f"{prefix}chuc_vu_ky"
    paper.text("Quyền hạn, chức vụ", f"{{{{#{post}}}}}{{{{{post}}}}}{{{{/{post}}}}}")
    paper.text("Họ tên người ký", f"{{{{{prefix}nguoi_ky}}}}")


def copies(paper: Paper) -> None:
    """Add Nơi nhận, if there are any."""
    paper.text("Nơi nhận", "Nơi nhận:")
    paper.text("Nơi nhận, dòng", "{{#noi_nhan}}{{.}}{{/noi_nhan}}")


def signature(paper: Paper, *, widths: tuple[float, float] = (SIGNATURE_LEFT, SIGNATURE_RIGHT)) -> None:
    """Add Nơi nhận at the left and the signature at the right, in a row that pages do not break."""
    left, right = paper.unbroken_row(widths)
    with paper.fill_cell(left):
        copies(paper)
    with paper.fill_cell(right):
        signer(paper)
    paper.text("Sau chữ ký", "")


def two_signatures(paper: Paper, left: tuple[str, str], right: tuple[str, str]) -> None:
    """Add two signatures side by side: each the post, a line for each of its variants, and the mark of the name."""
    cells = paper.unbroken_row((82.5, 82.5))
    for cell, (post, name) in zip(cells, (left, right), strict=True):
        with paper.fill_cell(cell):
            paper.text("Quyền hạn, chức vụ", *post.split("\n"))
            paper.text("Họ tên người ký", name)
    paper.text("Sau chữ ký", "")


def closing_copies(paper: Paper) -> None:
    """Add Nơi nhận under the signatures of minutes, if there are any."""
    paper.text("Nơi nhận", "{{#co_noi_nhan}}Nơi nhận:{{/co_noi_nhan}}")
    paper.text("Nơi nhận, dòng", "{{#noi_nhan}}{{.}}{{/noi_nhan}}")


NUMBER = Column("TT", 11, "{{stt}}", "Bảng, giữa")


def prize_list(paper: Paper) -> None:
    """Add the table of recipients by group, with the prize."""
    columns = (
        NUMBER,
        Column("Họ và tên, tên tập thể, hộ gia đình", 56, "{{ten_day_du}}"),
        Column("Chức vụ, đơn vị", 68, "{{chuc_vu_don_vi}}"),
        Column("Tiền thưởng (đồng)", 30, "{{tien_thuong}}", "Bảng, tiền"),
    )
    paper.table(columns, "doi_tuong", group="nhom")
