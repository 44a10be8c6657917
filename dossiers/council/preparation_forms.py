"""The forms before a session: the answer to the invitation, notes and questions on the reading pack."""

from __future__ import annotations

from wtforms import BooleanField

from dossiers.council.forms import OneOf
from dossiers.models.preparation import REPLIES
from dossiers.web.forms import Form, StringField, TextAreaField, at_most, required


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
