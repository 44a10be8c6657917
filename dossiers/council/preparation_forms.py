"""The forms before a session: the answer to the invitation, notes and questions on the reading pack."""

from __future__ import annotations

from wtforms import BooleanField
from wtforms.validators import Optional

from dossiers.council.forms import OneOf
from dossiers.models.kin import RELATIONS
from dossiers.models.preparation import REPLIES
from dossiers.web.forms import (
    Choice,
    DayField,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
    WholeNumber,
    at_most,
    between,
    required,
)


class ReplyForm(Form):
    """Whether a member comes, and why not."""

    reply = OneOf("Bạn có dự họp không?", REPLIES, "Chọn dự họp, vắng mặt, hoặc vắng mặt và gửi ý kiến bằng văn bản.")
    reason = StringField(
        "Lý do vắng mặt",
        [at_most(300)],
        description="Chỉ ghi khi vắng mặt; lý do được nêu trong biên bản. Ví dụ: đi công tác tại Hà Nội",
    )


class NoteForm(Form):
    """A member's own note on a line, and that they have read it."""

    note = TextAreaField("Ghi chú riêng của bạn", [at_most(5_000)], description="Chỉ mình bạn xem được.")
    is_read = BooleanField("Tôi đã đọc đề nghị này")


class QuestionForm(Form):
    """A question about a line."""

    question = TextAreaField(
        "Câu hỏi của bạn",
        [required("Ghi câu hỏi."), at_most(2_000)],
        description="Thư ký Hội đồng và chuyên viên thẩm định xem được và trả lời.",
    )


class AnswerForm(Form):
    """The answer to a question."""

    answer = TextAreaField("Trả lời", [required("Ghi nội dung trả lời."), at_most(5_000)])


class KinForm(Form):
    """A relative or an interest of the member."""

    relation = Choice("Quan hệ", choices=RELATIONS, default="spouse")
    name = StringField("Họ và tên, hoặc tên tổ chức", [required("Ghi họ và tên, hoặc tên tổ chức."), at_most(250)])
    birth_year = WholeNumber(
        "Năm sinh",
        [Optional(), between(1900, 2100)],
        description="Trùng tên và năm sinh thì bạn hồi tị ngay, không phải trả lời",
    )
    workplace = StringField(
        "Nơi công tác", [at_most(300)], description="Ghi đúng tên cơ quan, đơn vị. Ví dụ: Ủy ban nhân dân xã Phú Xuyên"
    )
    from_on = DayField("Từ ngày", [required("Ghi ngày bắt đầu.")])
    until_on = DayField("Đến hết ngày", [Optional()], description="Để trống nếu còn hiệu lực")


class _Numbered(Form):
    id = HiddenField()

    @property
    def number(self) -> int:
        """The id that the page sent; 0, which nothing has, where it was tampered with."""
        text = str(self.id.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class EndKinForm(_Numbered):
    """The last day of a declaration."""

    until_on = DayField("Ngày cuối", [Optional()])


class AnswerKinForm(_Numbered):
    """Whether a nominee is the declared person, by the button that was pressed."""

    answer = HiddenField()
