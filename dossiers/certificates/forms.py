"""The forms of stock and print runs: millimetres as people read them off a ruler, serials, reasons."""

from __future__ import annotations

import re
from typing import Any

from wtforms import BooleanField, FormField, RadioField, SelectMultipleField

from dossiers.documents.stock_layout import FIELDS, FONTS, QR, Place
from dossiers.models import PrintRun, Stock
from dossiers.submission.forms import Row, SeenForm, as_id
from dossiers.web.forms import (
    Choice,
    DayField,
    Form,
    StringField,
    TextAreaField,
    WholeNumber,
    at_most,
    between,
    required,
)
from dossiers.web.text import clean

ALIGNMENTS = {"left": "Trái", "center": "Giữa", "right": "Phải"}
LENGTH = re.compile(r"[-+]?\d{1,3}([.,]\d)?")
MOST_SERIALS = 200


class Millimetres(WholeNumber):
    """A length typed in millimetres with at most one decimal ("12,5"); `data` is tenths of a millimetre or None."""

    def _value(self) -> str:
        if self.raw_data:
            return clean(str(self.raw_data[0]))
        return "" if self.data is None else f"{self.data / 10:g}".replace(".", ",")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the typed length; an empty field is None."""
        text = clean(str(valuelist[0])) if valuelist else ""
        self.data = None
        if not text:
            return
        if not LENGTH.fullmatch(text) or not text.isascii():
            raise ValueError("Ghi số milimét, nhiều nhất một chữ số sau dấu phẩy, ví dụ 12,5.")
        self.data = round(float(text.replace(",", ".")) * 10)


class StockForm(Form):
    """A new kind of stock."""

    unit_id = Choice("Đơn vị giữ phôi", coerce=as_id)
    name = StringField(
        "Tên loại phôi",
        [required("Đặt tên cho loại phôi."), at_most(150)],
        description="Ví dụ: Bằng khen Chủ tịch UBND tỉnh, khổ A3",
    )
    width = Millimetres("Chiều ngang tờ phôi (mm)", [required("Ghi chiều ngang."), between(500, 6000)])
    height = Millimetres("Chiều dọc tờ phôi (mm)", [required("Ghi chiều dọc."), between(500, 6000)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check as usual, and say lengths in millimetres."""
        is_good = bool(super().validate(extra_validators))
        for field in (self.width, self.height):
            field.errors = ["Ghi từ 50 đến 600 mm." if "Ghi một số" in each else each for each in field.errors]
        return is_good


class PlaceRow(Row):
    """Where one thing stands; without the mark "in" it is not printed."""

    is_on = BooleanField("In mục này")
    x = Millimetres("Cách trái (mm)")
    y = Millimetres("Cách trên (mm)")
    width = Millimetres("Rộng (mm)")
    size = WholeNumber("Cỡ chữ (pt)", [between(6, 96)])
    lines = WholeNumber("Số dòng tối đa", [between(1, 9)])
    font = Choice("Phông chữ", choices=[(font, font) for font in FONTS])
    align = Choice("Căn", choices=list(ALIGNMENTS.items()))
    bold = BooleanField("Đậm")
    italic = BooleanField("Nghiêng")

    def place(self, key: str) -> Place:
        """Return the place of a row that was found valid."""
        text = {
            "size": self.size.data, "lines": self.lines.data, "font": self.font.data, "align": self.align.data,
            "bold": self.bold.data, "italic": self.italic.data,
        }  # fmt: skip
        x, y, width = (int(field.data or 0) for field in (self.x, self.y, self.width))
        return Place(key, x, y, width, **({} if key == QR else text))


class PlacesForm(SeenForm):
    """Where everything stands on a stock: a row for each thing that can be printed."""

    @classmethod
    def of(cls, stock: Stock) -> PlacesForm:
        """Return the form with what the stock has now; things that are not printed begin with what is usual."""
        plain = {place["field"]: {**place, "is_on": True} for place in stock.places}
        usual = {"size": 14, "lines": 1, "font": FONTS[0], "align": "center"}
        form: PlacesForm = cls(data={"seen": stock.version, **{key: {**usual, **plain.get(key, {})} for key in FIELDS}})
        return form

    def rows(self) -> list[tuple[str, str, PlaceRow]]:
        """Return the rows in their order: key, label, row."""
        return [(key, stated.label, self[key].form) for key, stated in FIELDS.items()]

    def fits(self, stock: Stock) -> bool:
        """Check what is marked against the sheet's size; complaints stand beside their fields."""
        is_good = True
        for key, _label, row in self.rows():
            if not row.is_on.data:
                continue
            needed = (row.x, row.y, row.width) if key == QR else (row.x, row.y, row.width, row.size, row.lines)
            for field in needed:
                if field.data is None and not field.errors:
                    field.errors = ["Ghi số này, hoặc bỏ chọn “In mục này”."]
            if not any(field.errors for field in needed):
                _check_place(row, stock)
            is_good = is_good and not any(field.errors for field in row)
        if not any(row.is_on.data for _key, _label, row in self.rows()):
            self.form_errors.append("Chọn ít nhất một mục để in.")
            is_good = False
        return is_good

    def places(self) -> list[dict[str, Any]]:
        """Return the marked places of a form that was found valid, as plain data."""
        return [vars(row.place(key)) for key, _label, row in self.rows() if row.is_on.data]


for _key, _stated in FIELDS.items():  # a named row for each thing, so that errors stand beside their own fields
    setattr(PlacesForm, _key, FormField(PlaceRow, _stated.label))


def _check_place(row: PlaceRow, stock: Stock) -> None:
    x, y, width = (int(field.data or 0) for field in (row.x, row.y, row.width))
    if x < 0 or y < 0:
        row.x.errors = ["Vị trí tính từ góc trên bên trái của tờ phôi, không âm."]
    elif width < 50:
        row.width.errors = ["Rộng ít nhất 5 mm."]
    elif x + width > stock.width:
        row.width.errors = [f"Vượt mép phải: tờ phôi rộng {stock.width / 10:g} mm."]
    elif y >= stock.height:
        row.y.errors = [f"Vượt mép dưới: tờ phôi cao {stock.height / 10:g} mm."]


class ShiftForm(SeenForm):
    """By how much the printer misses, as measured on the calibration sheet."""

    offset_x = Millimetres(
        "Dời sang phải (mm)",
        [required("Ghi 0 nếu không lệch."), between(-500, 500)],
        description="Số âm để dời sang trái. Ví dụ máy in lệch sang phải 1,5 mm thì ghi -1,5.",
    )
    offset_y = Millimetres(
        "Dời xuống dưới (mm)",
        [required("Ghi 0 nếu không lệch."), between(-500, 500)],
        description="Số âm để dời lên trên.",
    )


class DeliveryForm(Form):
    """A delivery of stock."""

    prefix = StringField(
        "Ký hiệu trước số", [at_most(20)], description="Phần chữ in trước số phôi, ví dụ BK; để trống nếu không có."
    )
    first = WholeNumber("Từ số", [required("Ghi số phôi đầu tiên."), between(1, 999_999_999)])
    last = WholeNumber("Đến số", [required("Ghi số phôi cuối cùng."), between(1, 999_999_999)])
    digits = WholeNumber(
        "Số chữ số", [required("Ghi số chữ số."), between(1, 9)], description="Ví dụ 6 nếu trên phôi in 000123."
    )
    received_on = DayField("Ngày nhập kho", [required("Ghi ngày nhập kho.")])
    source = StringField("Nơi giao, chứng từ", [at_most(200)], description="Ví dụ: Phiếu xuất kho 15 của Công ty In")


class WriteOffForm(Form):
    """Sheets of the cupboard that can't be used any more."""

    serials = TextAreaField(
        "Số phôi hỏng",
        [required("Ghi ít nhất một số phôi."), at_most(8_000)],
        description="Mỗi số một dòng, hoặc cách nhau bằng dấu phẩy, đúng như in trên phôi; tối đa 200 số mỗi lần.",
    )
    reason = StringField("Lý do", [required("Ghi rõ vì sao hỏng, mất."), at_most(500)])

    def listed(self) -> list[str]:
        """Return the serials of a form that was found valid, single-spaced."""
        return [" ".join(each.split()) for each in re.split(r"[,;\n]", self.serials.data) if each.strip()]


class ChosenField(SelectMultipleField):  # type: ignore[misc]
    """Recipients of a decision, by id."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the chosen ids; what is no number is nobody."""
        self.data = [int(value) for value in valuelist if value.isdecimal() and len(value) < 10]

    def pre_validate(self, form: Form) -> None:
        """Leave it to the service: it knows the recipients."""


class RunForm(Form):
    """A new print run."""

    stock_id = RadioField("In trên", coerce=lambda value: as_id(value) if value else None, validate_choice=False)
    chosen = ChosenField("In bằng cho", coerce=int)
    reason = StringField(
        "Lý do in lại", [at_most(500)], description="Chỉ cần khi chọn người đã có bằng: mất, rách, sai tên…"
    )


class FileForm(Form):
    """From which sheet on to print."""

    first = WholeNumber("In từ tờ", [required("Ghi số tờ."), between(1, 99_999)])


class PrintedForm(SeenForm):
    """Up to which sheet everything came out well."""

    last = WholeNumber("Đã in tốt đến tờ", [required("Ghi số tờ."), between(1, 99_999)])


class SpoiledForm(SeenForm):
    """A sheet that did not come out well."""

    position = WholeNumber("Tờ hỏng", [required("Ghi số tờ."), between(1, 99_999)])
    reason = StringField(
        "Lý do hỏng", [required("Ghi rõ vì sao hỏng."), at_most(500)], description="Ví dụ: kẹt giấy, lem mực"
    )


class StopForm(SeenForm):
    """Why a run ends before its last sheet."""

    reason = StringField("Lý do dừng", [required("Ghi rõ vì sao dừng."), at_most(500)])


def seen_form(run: PrintRun, kind: type[SeenForm], **data: Any) -> Any:
    """Return an empty form about a run as it stands."""
    return kind(formdata=None, seen=run.version, **data)
