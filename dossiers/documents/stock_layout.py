"""Where each thing stands on pre-printed paper (phôi): positions in tenths of a millimetre, and what fits into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from dossiers.documents.decision import Certificate
from dossiers.documents.marks import Scope
from dossiers.documents.measure import POINTS, text_width

Align = Literal["left", "center", "right"]
FONTS = ("Times New Roman", "Arial", "Tahoma", "Palatino Linotype")
QR = "ma_qr"
SERIAL = "so_phoi"
STEP = 0.5  # points by which a text that is too long gets smaller
SMALLEST = 0.6  # of its size; a text that does not fit even so is named, never cut


@dataclass(frozen=True)
class Stated:
    """What can be printed on stock: its Vietnamese name, and how it is read from a certificate's values."""

    label: str
    read: Callable[[Scope], str]


def _mark(name: str) -> Callable[[Scope], str]:
    return lambda scope: str(scope.get(name, ""))


def _post(scope: Scope) -> str:
    lines = scope.get("quyen_han", ())
    above = [str(line["."]) for line in lines] if isinstance(lines, tuple) else []
    return "\n".join([*above, str(scope["chuc_vu_ky"])])


def _code(scope: Scope) -> str:
    return f"Mã kiểm tra: {scope['ma_kiem_tra']}" if scope.get("ma_kiem_tra") else ""


FIELDS: Mapping[str, Stated] = {
    "nguoi_tang": Stated("Người tặng", _mark("nguoi_tang")),
    "dong_tu": Stated("Tặng, Công nhận, Truy tặng", _mark("dong_tu")),
    "ten_bang": Stated("Tên bằng", _mark("ten_bang")),
    "ten_day_du": Stated("Tên người, tập thể, hộ được tặng", _mark("ten_day_du")),
    "chuc_vu_don_vi": Stated("Chức vụ, đơn vị", _mark("chuc_vu_don_vi")),
    "thanh_tich": Stated("Thành tích", _mark("thanh_tich")),
    "dia_danh_ngay": Stated("Địa danh, ngày", lambda scope: f"{scope['dia_danh']}, {scope['ngay_quyet_dinh']}"),
    "chuc_vu_ky": Stated("Quyền hạn, chức vụ người ký", _post),
    "nguoi_ky": Stated("Họ tên người ký", _mark("nguoi_ky")),
    "so_quyet_dinh": Stated("Số quyết định", lambda scope: f"Quyết định số {scope['so_quyet_dinh']}"),
    "ngay_quyet_dinh": Stated("Ngày quyết định", _mark("ngay_quyet_dinh")),
    "so_vao_so": Stated("Số vào sổ khen thưởng", _mark("so_vao_so")),
    SERIAL: Stated("Số phôi", _mark(SERIAL)),
    "ma_kiem_tra": Stated("Mã kiểm tra", _code),
    QR: Stated("Mã QR", _mark(QR)),
}


@dataclass(frozen=True)
class Place:
    """One thing on the sheet: left, top and width in tenths of a millimetre, size in points, at most `lines` lines."""

    field: str
    x: int
    y: int
    width: int
    size: int = 14
    font: str = FONTS[0]
    bold: bool = False
    italic: bool = False
    align: Align = "center"
    lines: int = 1


@dataclass(frozen=True)
class Layout:
    """A stock's sheet: its size, what the printer shifts (added to every position), and the places."""

    width: int
    height: int
    offset_x: int
    offset_y: int
    places: tuple[Place, ...]

    def plain(self) -> dict[str, Any]:
        """Return the layout as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Layout:
        """Read a layout from what `plain` gave."""
        return cls(**{**plain, "places": tuple(Place(**each) for each in plain["places"])})


@dataclass(frozen=True)
class FilledSheet:
    """One sheet to print: the certificate, and the serial number of the paper."""

    certificate: Certificate
    serial: str = ""


@dataclass(frozen=True)
class Fitted:
    """A text as it is set: its size, its lines as they are expected to break, whether they fit the place."""

    size: float
    lines: tuple[str, ...]
    is_whole: bool


def fitted(text: str, place: Place) -> Fitted:
    """Return how a text is set in its place: smaller by half points until it takes no more lines than it may."""
    size = float(place.size)
    while True:
        lines = _wrapped(text, place.width, size)
        if len(lines) <= place.lines:
            return Fitted(size, lines, True)
        if size - STEP < place.size * SMALLEST:
            return Fitted(size, lines, False)
        size -= STEP


def _wrapped(text: str, width: int, size: float) -> tuple[str, ...]:
    room = width * 1440 / 254  # twips
    lines: list[str] = []
    for given in text.split("\n"):
        line = ""
        for word in given.split(" "):
            longer = f"{line} {word}" if line else word
            if line and _wide(longer, size) > room:
                lines.append(line)
                line = word
            else:
                line = longer
            while _wide(line, size) > room and len(line) > 1:  # a word that is wider than its place is broken
                cut = _fits(line, room, size)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line)
    return tuple(lines)


def _fits(word: str, room: float, size: float) -> int:
    return next((n for n in range(len(word) - 1, 0, -1) if _wide(word[:n], size) <= room), 1)


def _wide(text: str, size: float) -> float:
    """The width in twips, measured in bold, so that lighter letters never take more than is thought."""
    return text_width(text) * size / POINTS


def example(width: int = 4200, height: int = 2970) -> tuple[Place, ...]:
    """Return the places that a new layout begins with, for a sheet of that size."""
    middle = round(width * 0.1)
    wide = width - 2 * middle
    half = round(wide * 0.46)
    right = width - middle - half

    def at(share: float) -> int:
        return round(height * share)

    return (
        Place("ten_day_du", middle, at(0.44), wide, 28, bold=True, lines=2),
        Place("chuc_vu_don_vi", middle, at(0.55), wide, 16, lines=2),
        Place("thanh_tich", middle, at(0.62), wide, 16, lines=2),
        Place("dia_danh_ngay", right, at(0.71), half, 14, italic=True),
        Place("nguoi_ky", right, at(0.9), half, 16, bold=True),
        Place("so_quyet_dinh", middle, at(0.86), half, 12, align="left"),
        Place("so_vao_so", middle + 350, at(0.9), half - 350, 12, align="left"),
        Place("ma_kiem_tra", middle, at(0.94), half, 10, align="left"),
        Place(QR, middle, at(0.74), 220),
    )
