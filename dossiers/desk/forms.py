from __future__ import annotations

from wtforms import BooleanField

from dossiers.web.forms import Choice, Form, StringField, at_most


def key_or_none(value: object) -> int | None:
    """Read a chosen id or year; nothing chosen is None."""
    return int(str(value)) if str(value or "").isdecimal() else None


class FilterForm(Form):
    """What to look for in the list of dossiers; a value that is gone from the list finds nothing."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    words = StringField("Tìm mã, đơn vị hoặc tên người được đề nghị", [at_most(100)], description="Không cần gõ dấu")
    state = Choice("Trạng thái", validate_choice=False)
    award = Choice("Danh hiệu, hình thức", validate_choice=False)
    unit = Choice("Đơn vị nộp", coerce=key_or_none, validate_choice=False)
    year = Choice("Năm", coerce=key_or_none, validate_choice=False)
    mine = BooleanField("Đang chờ tôi xử lý")
    overdue = BooleanField("Quá hạn")
