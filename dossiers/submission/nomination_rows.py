"""The rows of a line's evidence tables, and how each is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from dossiers import words
from dossiers.submission.forms import Row
from dossiers.web.forms import Choice, DayField, HiddenField, StringField, WholeNumber, at_most, between

RATINGS = [("", "Chưa có"), *words.RATINGS.items()]
SCOPES = [("", "Chọn"), *words.SCOPES.items()]
WORKS = [("", "Chọn"), *words.WORKS.items()]
MEASURES = [("", "Chọn"), *words.MEASURES.items()]
HOLDS = [
    ("", "Chọn"),
    ("ky_luat", "Đang xem xét kỷ luật"),
    ("thanh_tra", "Đang thanh tra, kiểm tra, kiểm toán"),
    ("dieu_tra", "Đang điều tra, truy tố, xét xử"),
    ("khieu_nai", "Có đơn thư khiếu nại, tố cáo đang xác minh"),
    ("bao_chi", "Có vấn đề báo chí nêu đang xác minh"),
]


def _need(row: Row, field: Any, message: str) -> None:
    """Ask for a cell of a row in which anything at all was typed."""
    if not row.is_blank and not field.data and not field.errors:
        raise ValidationError(message)


class RatingRow(Row):
    """The rating of one year."""

    year = HiddenField()
    rating = Choice("Mức hoàn thành nhiệm vụ", choices=RATINGS, default="")


class AwardRow(Row):
    """An award received before."""

    award = Choice("Danh hiệu, hình thức", default="")
    year = WholeNumber("Năm thành tích", [between(1945, 2100)])
    decision_number = StringField("Số quyết định", [at_most(60)])
    decided_on = DayField("Ngày quyết định")
    issued_by = StringField("Cơ quan ban hành", [at_most(200)])

    def validate_year(self, field: WholeNumber) -> None:
        """A row that says something says when."""
        _need(self, field, "Ghi năm thành tích của danh hiệu, hình thức này.")

    def validate_award(self, field: Choice) -> None:
        """A row that says something says what."""
        _need(self, field, "Chọn danh hiệu, hình thức.")


class InitiativeRow(Row):
    """An initiative, a science work, or ingenuity in combat."""

    title = StringField("Tên", [at_most(500)])
    kind = Choice("Loại", choices=WORKS, default="")
    scope = Choice("Phạm vi công nhận", choices=SCOPES, default="")
    recognised_on = DayField("Ngày công nhận")

    def validate_title(self, field: StringField) -> None:
        """A row that says something has a title."""
        _need(self, field, "Ghi tên sáng kiến, đề tài.")

    def validate_scope(self, field: Choice) -> None:
        """A row that says something says who recognised it."""
        _need(self, field, "Chọn phạm vi công nhận.")

    def validate_kind(self, field: Choice) -> None:
        """A row that says something says what it is."""
        _need(self, field, "Chọn loại.")


class PeriodRow(Row):
    """Something that lasts from one day to another; `from_on` and `until_on` stand after what it is."""

    def validate_from_on(self, field: DayField) -> None:
        """A row that says something says since when."""
        _need(self, field, "Ghi ngày bắt đầu.")

    def validate_until_on(self, field: DayField) -> None:
        """A period ends after it began."""
        since = self["from_on"].data
        if field.data and since and field.data < since:
            raise ValidationError("Ngày kết thúc không được trước ngày bắt đầu.")


class DisciplineRow(PeriodRow):
    """A disciplinary measure."""

    measure = Choice("Hình thức kỷ luật", choices=MEASURES, default="")
    from_on = DayField("Từ ngày")
    until_on = DayField("Đến ngày")

    def validate_measure(self, field: Choice) -> None:
        """A row that says something says which measure."""
        _need(self, field, "Chọn hình thức kỷ luật.")


class HoldRow(PeriodRow):
    """Something being looked into, during which nobody is proposed."""

    reason = Choice("Việc đang xem xét", choices=HOLDS, default="")
    from_on = DayField("Từ ngày")
    until_on = DayField("Đến ngày")

    def validate_reason(self, field: Choice) -> None:
        """A row that says something says what is being looked into."""
        _need(self, field, "Chọn việc đang xem xét.")


class CollectiveRow(Row):
    """The numbers of a collective that its criteria count."""

    members = WholeNumber("Tổng số thành viên", [between(1, 999_999)])
    completed = WholeNumber("Hoàn thành nhiệm vụ trở lên", [between(0, 999_999)])
    ldtt = WholeNumber("Đạt Lao động tiên tiến (Chiến sĩ tiên tiến)", [between(0, 999_999)])
    cstd_cs = WholeNumber("Đạt Chiến sĩ thi đua cơ sở", [between(0, 999_999)])
    disciplined_from_canh_cao = WholeNumber("Bị kỷ luật từ cảnh cáo trở lên", [between(0, 999_999)])
    female = WholeNumber("Số nữ", [between(0, 999_999)])

    def validate(self, **more: Any) -> bool:
        """No part is larger than the whole."""
        is_valid = bool(super().validate(**more))
        for field in self:
            if self.members.data and field.data and field.data > self.members.data:
                field.errors = [*field.errors, f"Không thể nhiều hơn tổng số {self.members.data} thành viên."]
                is_valid = False
        return is_valid


_NAMES = {"from_on": "from", "until_on": "to"}
_SHOWN = {stored: typed for typed, stored in _NAMES.items()}
_DAYS = ("decided_on", "recognised_on", "from_on", "until_on")


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a stored row into what the table's fields show."""
    typed = {_SHOWN.get(key, key): value for key, value in row.items()}
    return {key: date.fromisoformat(value) if key in _DAYS and value else value for key, value in typed.items()}


def kept(row: Row) -> dict[str, Any]:
    """Turn a typed row into what is stored; an empty cell is left out, an open end is null."""
    cells: dict[str, Any] = {}
    for field in row:
        value = field.data.isoformat() if isinstance(field.data, date) else field.data
        name = _NAMES.get(field.short_name, field.short_name)
        if value not in (None, "") or name == "to":
            cells[name] = value or None
    return cells
