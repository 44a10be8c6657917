"""A stock's sheet drawn for a page: rectangles and lines of text in millimetres, ready for SVG."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from dossiers.documents.kinds import KINDS
from dossiers.documents.letterhead import Nominee
from dossiers.documents.stock import print_sheets, texts
from dossiers.documents.stock_layout import FIELDS, QR, FilledSheet, Layout, fitted
from dossiers.models import Stock

POINT = 0.3528  # millimetres
LEADING = 1.15
ASCENT = 0.9
ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
LONG = Nominee(
    kind="collective",
    name="Phòng Quản lý đầu tư, tài sản công và Ngân sách nhà nước, Sở Tài chính tỉnh Thái Nguyên",
    unit="Ủy ban nhân dân tỉnh Thái Nguyên",
    achievement="Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới, giảm "
    "nghèo bền vững, không để ai bị bỏ lại phía sau” giai đoạn 2021 - 2025",
)


@dataclass(frozen=True)
class Drawn:
    """One place: its label and box in millimetres, its lines (x, y, text), and how they are set."""

    label: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[float, float, str], ...]
    anchor: str = "start"
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    is_whole: bool = True


def layout_of(stock: Stock) -> Layout:
    """Return a stock's layout as it is now."""
    return Layout.of(
        {
            "width": stock.width, "height": stock.height, "offset_x": stock.offset_x, "offset_y": stock.offset_y,
            "places": stock.places,
        }
    )  # fmt: skip


def samples() -> list[FilledSheet]:
    """Return sample sheets: a usual one, and one with the longest names that offices have."""
    usual = KINDS["bang_khen"].example()
    return [FilledSheet(usual, "BK 000123"), FilledSheet(replace(usual, recipient=LONG), "BK 000124")]


def sample_file(stock: Stock) -> bytes:
    """Return the sample sheets as a Word file, shifted by the printer's offset."""
    out = io.BytesIO()
    print_sheets(layout_of(stock), samples(), out, title=f"In thử: {stock.name}")
    return out.getvalue()


def drawn(stock: Stock, sheet: FilledSheet) -> list[Drawn]:
    """Return a sheet's places with what stands in them; the printer's offset plays no part on a page."""
    layout = layout_of(stock)
    said = texts(layout, sheet)
    found = []
    for place in layout.places:
        x, y, width = place.x / 10, place.y / 10, place.width / 10
        if place.field == QR:
            found.append(Drawn(FIELDS[QR].label, x, y, width, width, ((x + 1, y + width / 2, "QR"),), size=4))
            continue
        fit = fitted(said[place.field], place)
        size = fit.size * POINT
        anchor, share = ANCHORS[place.align]
        lines = tuple(
            (round(x + width * share, 2), round(y + size * (ASCENT + LEADING * number), 2), line)
            for number, line in enumerate(fit.lines)
        )
        height = place.size * POINT * LEADING * place.lines
        found.append(
            Drawn(
                FIELDS[place.field].label, x, y, width, round(height, 2), lines, anchor, round(size, 2), place.bold,
                place.italic, fit.is_whole,
            )
        )  # fmt: skip
    return found
