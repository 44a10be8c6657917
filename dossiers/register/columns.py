"""The columns of a register in Excel: the same for the template, the import and the export."""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.web.text import fold

SHEET = "Sổ khen thưởng"


@dataclass(frozen=True)
class Column:
    """One column: its heading, other headings that books use for it, and what to write in it."""

    code: str
    heading: str
    hint: str
    width: int
    aliases: tuple[str, ...] = ()
    is_required: bool = True


COLUMNS = (
    Column("kind", "Đối tượng", "Cá nhân, Tập thể hoặc Hộ gia đình", 12, ("loại đối tượng", "loại")),
    Column(
        "name",
        "Họ và tên, tên tập thể",
        "Ghi đầy đủ, có dấu; tập thể ghi tên vào lúc được khen",
        34,
        ("họ và tên", "họ tên", "tên", "tên tập thể"),
    ),
    Column("birth_year", "Năm sinh", "Chỉ với cá nhân; ví dụ 1985", 10, ("ngày sinh",), False),
    Column(
        "identity",
        "Số định danh cá nhân",
        "9 hoặc 12 chữ số, ô định dạng Văn bản; hệ thống chỉ giữ mã băm, không giữ số",
        22,
        ("số định danh", "cccd", "số cccd", "cmnd", "căn cước"),
        False,
    ),
    Column("unit", "Đơn vị", "Mã hoặc tên đơn vị vào lúc được khen, nhận cả tên cũ", 40, ("mã đơn vị", "tên đơn vị")),
    Column(
        "award",
        "Danh hiệu, hình thức",
        "Mã hoặc tên như ở trang Danh mục",
        34,
        ("danh hiệu", "hình thức khen thưởng", "danh hiệu, hình thức khen thưởng"),
    ),
    Column(
        "ground",
        "Loại hình khen thưởng",
        "Mã hoặc tên như ở trang Danh mục; để trống nếu chỉ có một loại hình",
        24,
        ("loại hình",),
        False,
    ),
    Column("year", "Năm thành tích", "Năm cuối của thành tích được khen, ví dụ 2023", 12, ("năm",)),
    Column("decision_number", "Số quyết định", "Ví dụ 1234/QĐ-UBND", 22, ("số qđ",), False),
    Column("decided_on", "Ngày quyết định", "Ngày/tháng/năm, ví dụ 05/02/2024", 16, ("ngày qđ",), False),
    Column(
        "issued_by",
        "Người, cơ quan ban hành",
        "Ví dụ Chủ tịch UBND tỉnh Thái Nguyên",
        36,
        ("cơ quan ban hành", "cấp quyết định"),
        False,
    ),
    Column("provenance", "Nguồn", "Theo quyết định, Nhập từ sổ hoặc Đơn vị kê khai", 18, ("nguồn gốc",)),
    Column("is_revoked", "Đã hủy", "Ghi x nếu quyết định khen thưởng đã bị hủy", 10, ("hủy",), False),
)
_BY_HEADING = {fold(heading): each for each in COLUMNS for heading in (each.heading, each.code, *each.aliases)}


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names, marks and case aside."""
    return _BY_HEADING.get(fold(heading.rstrip(" *:")))
