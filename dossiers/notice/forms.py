from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.validators import Optional, ValidationError

from dossiers.models import Account
from dossiers.submission.forms import SeenForm
from dossiers.web import keys, patience
from dossiers.web.forms import (
    Choice,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
    WholeNumber,
    at_most,
    between,
    required,
)

NOT_LISTED = "khac"


def key_or_none(value: object) -> int | None:
    """Read a chosen row's id; nothing chosen, and what is no id, is None."""
    return keys.key_or_none(str(value or ""))


class OneOf(RadioField):  # type: ignore[misc]
    """One of a few, with a Vietnamese message for anything else."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not offered."""
        if self.data not in [value for value, *_ in self.iter_choices()]:
            raise ValidationError("Chọn một trong các mục trên.")


class PostNoticeForm(SeenForm):
    """Where and for how long the list is put before the public."""

    place = StringField(
        "Nơi niêm yết, đăng tải",
        description="Ngoài trang công khai của hệ thống. Ví dụ: bảng tin Sở Nội vụ; Cổng thông tin điện tử tỉnh",
        validators=[required("Ghi nơi niêm yết, đăng tải thông báo."), at_most(300)],
    )
    working_days = WholeNumber("Số ngày làm việc công khai", validators=[Optional(), between(1, 60)])


class AnswerForm(SeenForm):
    """The written conclusion on an objection."""

    is_upheld = OneOf(
        "Kết luận",
        choices=[
            ("no", "Phản ánh không có cơ sở, xét tiếp"),
            ("yes", "Phản ánh có cơ sở, không xét tiếp"),
        ],
    )
    answer = TextAreaField(
        "Nội dung trả lời",
        description="Người gửi xem được nội dung này bằng mã tiếp nhận. Không nêu thông tin riêng tư của người khác.",
        validators=[required("Ghi nội dung trả lời."), at_most(10_000)],
    )


class AssignForm(Form):
    """Who looks into an objection."""

    account = Choice("Giao cho", coerce=key_or_none)

    def offer(self, accounts: list[Account]) -> None:
        """Let the person choose one of the appraisers who may."""
        self.account.choices = [("", "– Chọn chuyên viên –"), *((each.id, each.full_name) for each in accounts)]


class ObjectionForm(Form):
    """What anybody may put forward against a name on notice."""

    nomination = OneOf("Bạn phản ánh về ai?")
    about_name = StringField("Tên khác (nếu không có trong danh sách)", validators=[at_most(200)])
    statement = TextAreaField(
        "Nội dung phản ánh, kiến nghị",
        description="Nêu rõ sự việc, thời gian, địa điểm và điều bạn đề nghị xem xét.",
        validators=[required("Ghi nội dung phản ánh."), at_most(10_000)],
    )
    evidence = FileField("Tệp kèm theo", description="Một tệp PDF, DOCX, PNG hoặc JPEG, tối đa 10 MB.")
    sender_name = StringField("Họ và tên của bạn", validators=[required("Ghi họ và tên của bạn."), at_most(100)])
    sender_contact = StringField(
        "Cách liên hệ với bạn",
        description="Số điện thoại, thư điện tử hoặc địa chỉ, để cơ quan thẩm định hỏi lại khi cần.",
        validators=[required("Ghi cách liên hệ với bạn."), at_most(200)],
    )
    website = StringField("Để trống ô này", validators=[at_most(200)])
    shown_at = HiddenField()

    def offer(self, nominations: list[Any]) -> None:
        """Let the sender choose one of the names on the notice, or another."""
        names = [(str(nomination.id), nomination.label) for nomination in nominations]
        self.nomination.choices = [*names, (NOT_LISTED, "Tên khác, không có trong danh sách")]

    @property
    def nomination_id(self) -> int | None:
        """The chosen nomination; None where the name is not on the notice."""
        return None if self.nomination.data == NOT_LISTED else int(self.nomination.data)

    def is_patient(self, at: datetime) -> bool:
        """Whether somebody took the time to fill it in; else the form says so and keeps what was typed."""
        if patience.is_patient(self.shown_at.data or "", at):
            return True
        self.form_errors.append(
            "Biểu mẫu được gửi quá nhanh hoặc đã mở quá lâu. Xem lại nội dung rồi bấm Gửi phản ánh."
        )
        return False

    def validate_about_name(self, field: StringField) -> None:
        """A name that is not on the list has to be written."""
        if self.nomination.data == NOT_LISTED and not field.data:
            raise ValidationError("Ghi tên mà bạn phản ánh.")

    def validate_website(self, field: StringField) -> None:
        """Only a machine fills in what people do not see."""
        if field.data:
            raise ValidationError("Xóa nội dung ô này rồi gửi lại.")
