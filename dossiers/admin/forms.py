from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import Regexp, ValidationError

from dossiers.documents.admission import MAX_SIZE
from dossiers.models.unit import UNIT_KINDS
from dossiers.web.forms import Choice, DayField, Form, StringField, TextAreaField, at_most, required
from workflow.errors import Invalid
from workflow.roles import ROLE_NAMES

NOBODY = ("", "– Không có –")


def key_or_none(value: Any) -> int | None:
    """Read a chosen row's id; nothing chosen is None."""
    return int(value) if str(value or "").isdecimal() else None


class UnitForm(Form):
    """What is known of a unit; give the units to choose from with `offer`."""

    code = StringField(
        "Mã đơn vị",
        [
            required("Nhập mã đơn vị."),
            at_most(40),
            Regexp(r"^[A-Za-z0-9.\-]+$", message="Mã chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối."),
        ],
        description="Chữ không dấu, ví dụ UBND-PHU-XUYEN",
    )
    name = StringField("Tên đơn vị", [required("Nhập tên đơn vị."), at_most(200)])
    kind = Choice("Loại", choices=list(UNIT_KINDS.items()))
    parent_id = Choice("Trực thuộc", coerce=key_or_none)
    standing_body_id = Choice(
        "Cơ quan thường trực",
        coerce=key_or_none,
        description="Cơ quan nhận và thẩm định hồ sơ mà đơn vị này quyết định; để trống nếu tự thực hiện",
    )
    symbol = StringField("Ký hiệu trong số văn bản", [at_most(20)], description="Ví dụ UBND trong số 12/TTr-UBND")
    place = StringField(
        "Địa danh", [required("Nhập địa danh ghi trên văn bản."), at_most(100)], description="Ghi ở dòng ngày, tháng"
    )
    head_name = StringField("Họ và tên thủ trưởng", [at_most(100)])
    head_title = StringField("Chức vụ thủ trưởng", [at_most(100)], description="Ví dụ Chủ tịch, Giám đốc")
    is_active = BooleanField("Đang hoạt động", default=True)

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name)."""
        self.parent_id.choices = [NOBODY, *units]
        self.standing_body_id.choices = [NOBODY, *units]

    def fields(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class AccountForm(Form):
    """What is known of a person."""

    full_name = StringField("Họ và tên", [required("Nhập họ và tên."), at_most(100)])
    email = StringField(
        "Thư điện tử công vụ",
        [
            required("Nhập thư điện tử."),
            at_most(200),
            Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message="Ghi thư điện tử đầy đủ, ví dụ an@thainguyen.gov.vn."),
        ],
        description="Dùng để đăng nhập",
    )
    post = StringField("Chức vụ", [at_most(150)])
    unit_id = Choice("Đơn vị", coerce=key_or_none)

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name)."""
        self.unit_id.choices = units

    def fields(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class GrantForm(Form):
    """A role at a unit, from a day and perhaps to a day."""

    role = Choice("Vai trò", choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    unit_id = Choice("Tại đơn vị", coerce=key_or_none)
    from_on = DayField("Từ ngày", [required("Nhập ngày bắt đầu.")])
    until_on = DayField("Đến hết ngày", description="Để trống nếu chưa xác định")

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name)."""
        self.unit_id.choices = units


class EndGrantForm(Form):
    """The last day of a role."""

    until_on = DayField("Đến hết ngày", [required("Nhập ngày cuối cùng giữ vai trò.")])


class UploadTemplateForm(Form):
    """A unit's own version of a template."""

    unit_id = Choice("Mẫu riêng của", coerce=key_or_none)
    file = FileField("Tệp Word", description=f"Tệp .docx, tối đa {MAX_SIZE // 1024 // 1024} MB")
    note = StringField(
        "Mẫu này khác gì",
        [required("Ghi mẫu này khác mẫu đang dùng ở điểm nào."), at_most(300)],
        description="Ví dụ: thêm số điện thoại, thư điện tử ở phần đầu",
    )

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name)."""
        self.unit_id.choices = [("", "– Chọn đơn vị –"), *units]

    def validate_unit_id(self, field: Any) -> None:
        """Refuse to guess whose template it is."""
        if field.data is None:
            raise ValidationError("Chọn đơn vị dùng mẫu này.")

    def content(self) -> tuple[str, bytes]:
        """Return the file's name and content; raises Invalid where none was chosen."""
        chosen = self.file.data
        if not chosen or not chosen.filename:
            raise Invalid({"file": "Chọn tệp mẫu cần tải lên."})
        return chosen.filename, chosen.read()


class ActivateTemplateForm(Form):
    """From which day a version is used, for whom, and why."""

    from_on = DayField("Áp dụng từ ngày", [required("Nhập ngày bắt đầu áp dụng.")])
    covers_below = BooleanField("Áp dụng cho cả các đơn vị trực thuộc chưa có mẫu riêng")
    reason = TextAreaField(
        "Lý do",
        [required("Ghi lý do áp dụng."), at_most(1_000)],
        description="Ví dụ: theo văn bản của Sở Nội vụ về thống nhất mẫu",
    )


class EndTemplateForm(Form):
    """The last day on which a version is used, and why it ends."""

    until_on = DayField("Ngày cuối cùng áp dụng", [required("Nhập ngày cuối cùng áp dụng.")])
    reason = TextAreaField("Lý do", [required("Ghi lý do thôi áp dụng."), at_most(1_000)])


class JournalFilter(Form):
    """What to look for in the journal."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    code = StringField("Mã hồ sơ", [at_most(40)])
    name = StringField("Người thực hiện", [at_most(100)])
    action = Choice("Việc", validate_choice=False)
    from_on = DayField("Từ ngày")
    until_on = DayField("Đến hết ngày")
