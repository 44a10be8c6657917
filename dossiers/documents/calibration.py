"""The calibration sheet of a stock: rulers, crosses and the outlines of its places, drawn to the tenth of a millimetre.

Printed on plain paper and held against the stock, it shows by how much the printer shifts.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from dossiers.documents.bare import OPENING, anchor_line, closing, frame, other_parts, picture
from dossiers.documents.package import pack
from dossiers.documents.stock_layout import FIELDS, FONTS, QR, Layout
from dossiers.documents.word import DOCUMENT

CM = 100  # tenths of a millimetre
CROSS = 5 * CM  # from cross to cross
ARM = 50
TICKS = ((100, 60), (50, 40), (10, 20))  # every so many tenths a mark of this length
POINT_HEIGHT = 4  # tenths of a millimetre, a little over a point


class Bitmap:
    """A black and white picture, a pixel for each tenth of a millimetre."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = [bytearray(b"\xff" * ((width + 7) // 8)) for _ in range(height)]

    def across(self, x: int, y: int, length: int, *, thick: int = 2) -> None:
        """Draw a line to the right; what lies outside is left out."""
        for row in range(max(y, 0), min(y + thick, self.height)):
            for column in range(max(x, 0), min(x + length, self.width)):
                self.rows[row][column >> 3] &= 0xFF ^ (0x80 >> (column & 7))

    def down(self, x: int, y: int, length: int, *, thick: int = 2) -> None:
        """Draw a line downwards."""
        for row in range(max(y, 0), min(y + length, self.height)):
            self.across(x, row, thick, thick=1)

    def png(self) -> bytes:
        """Return the picture as PNG, not compressed, for the reason given at `package.pack`."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 1, 0, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 0)
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            _chunk(*each) for each in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
        )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def calibration(layout: Layout, name: str) -> bytes:
    """Return the sheet of a layout, shifted by the printer's offset as its certificates are."""
    ruled = picture(
        layout.offset_x, layout.offset_y, layout.width, layout.height, number=1, about="Thước và dấu chữ thập"
    )
    labels = "".join(_labels(layout, name))
    body = f"{OPENING}{labels}{anchor_line(ruled, is_last=True)}{closing(layout.width, layout.height)}"
    title = f"Tờ hiệu chỉnh: {name}"
    return pack({**other_parts(title, image=_drawing(layout).png()), DOCUMENT: body.encode()})


def _drawing(layout: Layout) -> Bitmap:
    drawn = Bitmap(layout.width, layout.height)
    for length, is_across in ((layout.width, True), (layout.height, False)):
        for at in range(10, length, 10):
            tick = next(size for every, size in TICKS if at % every == 0)
            for begins in (0, (layout.height if is_across else layout.width) - tick):
                if is_across:
                    drawn.down(at, begins, tick)
                else:
                    drawn.across(begins, at, tick)
    for x in range(CROSS, layout.width, CROSS):
        for y in range(CROSS, layout.height, CROSS):
            drawn.across(x - ARM, y, 2 * ARM)
            drawn.down(x, y - ARM, 2 * ARM)
    for place in layout.places:
        height = place.width if place.field == QR else place.lines * place.size * POINT_HEIGHT
        for y in (place.y, place.y + height):
            drawn.across(place.x, y, place.width, thick=3)
        for x in (place.x, place.x + place.width):
            drawn.down(x, place.y, height, thick=3)
    return drawn


def _labels(layout: Layout, name: str) -> Iterator[str]:
    dx, dy = layout.offset_x, layout.offset_y

    def small(text: str, x: int, y: int, width: int) -> str:
        return frame(text, x + dx, y + dy, width, size=7, font=FONTS[1])

    for x in range(CROSS, layout.width, CROSS):
        for y in range(CROSS, layout.height, CROSS):
            yield small(f"{x // 10}; {y // 10}", x + 12, y + 10, 200)
    for place in layout.places:
        yield small(FIELDS[place.field].label, place.x + 12, place.y + 6, max(place.width - 20, 300))
    shift = f"Bù lệch đang dùng: ngang {_mm(dx)} mm, dọc {_mm(dy)} mm."
    told = f"{name}. Mỗi vạch 1 mm, mỗi dấu chữ thập cách nhau 50 mm. {shift} In đúng 100%, không thu phóng."
    yield frame(told, CROSS + 60 + dx, 180 + dy, layout.width - CROSS - 300, size=8, font=FONTS[1])


def _mm(tenths: int) -> str:
    return f"{tenths / 10:+.1f}".replace(".", ",")
