from __future__ import annotations

from datetime import date
from typing import cast

from wtforms import RadioField
from wtforms.validators import Optional, ValidationError

from dossiers.admin.calendar_service import KINDS, Wanted
from dossiers.web.forms import Choice, DayField, Form, HiddenField, StringField, TextAreaField, at_most, required


class DocumentForm(Form):
    """By which document, and why: what every change of the calendar says."""

    document_number = StringField(
        "Số, ký hiệu văn bản",
        [required("Ghi số, ký hiệu văn bản."), at_most(100)],
        description="Ví dụ: 12729/VPCP-KGVX",
    )
    document_on = DayField("Ngày văn bản", [required("Ghi ngày của văn bản.")])
    reason = TextAreaField("Lý do", [required("Ghi lý do sửa lịch."), at_most(1_000)])


class CorrectCalendarForm(DocumentForm):
    """What some days are from now on."""

    kind = Choice("Sửa gì", choices=list(KINDS.items()))
    day = DayField("Ngày", [required("Ghi ngày cần sửa.")], description="Với hoán đổi: ngày được nghỉ")
    until = DayField("Đến hết ngày", [Optional()], description="Nếu nhiều ngày liền nhau; để trống nếu một ngày")
    worked = DayField("Ngày làm bù", [Optional()], description="Chỉ ghi khi hoán đổi: thứ Bảy hoặc Chủ nhật đi làm")
    name = StringField("Tên ngày", [at_most(200)], description="Ví dụ: Tết Nguyên đán Đinh Mùi")
    shown = HiddenField()

    @property
    def wanted(self) -> Wanted:
        """Return what was typed of the days."""
        return Wanted(self.kind.data, cast(date, self.day.data), self.until.data, self.worked.data, self.name.data)


class StateYearForm(DocumentForm):
    """Whether a year's plan is official."""

    year = Choice("Năm", coerce=lambda value: int(value) if str(value).isdecimal() else 0)
    standing = RadioField("Lịch của năm này", choices={"official": "Chính thức", "expected": "Dự kiến"})

    def offer(self, years: list[int]) -> None:
        """Let the person choose among the known years and the next."""
        self.year.choices = [(year, str(year)) for year in years]

    def validate_standing(self, field: RadioField) -> None:
        """Refuse what is not offered."""
        if field.data not in ("official", "expected"):
            raise ValidationError("Chọn chính thức hoặc dự kiến.")
