"""The appraiser's forms."""

from __future__ import annotations

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectMultipleField

from dossiers.appraisal.service import Flag
from dossiers.models.appraisal import PROPOSALS
from dossiers.submission.forms import ReasonForm, Row, SeenForm
from dossiers.uploads import Upload, checked
from dossiers.web.forms import Choice, DayField, Form, HiddenField, StringField, TextAreaField, at_most, required


class OpinionForm(SeenForm):
    """An opinion on one line."""

    proposal = RadioField("Đề xuất", [required("Chọn một đề xuất.")], choices=list(PROPOSALS.items()))
    opinion = TextAreaField(
        "Ý kiến thẩm định", [at_most(3_000)], description="Bắt buộc khi đề nghị cân nhắc hoặc không đề nghị."
    )


class FlagRow(Row):
    """One field or component that may be asked for, and what is wrong with it."""

    owner = HiddenField()
    code = HiddenField()
    is_flagged = BooleanField()
    note = StringField("Cần sửa gì", [at_most(1_000)])


class CorrectionForm(SeenForm):
    """What is to be corrected, why and by when."""

    reason = TextAreaField("Lý do chung", [required("Ghi rõ lý do yêu cầu bổ sung."), at_most(2_000)])
    due_on = DayField("Bổ sung xong trước hết ngày")
    flags = FieldList(FormField(FlagRow))

    def chosen(self) -> list[Flag]:
        """Return the flags that were set; a note alone sets its flag."""
        rows = [entry.form for entry in self.flags if entry.form.is_flagged.data or entry.form.note.data]
        return [
            (int(row.owner.data) if str(row.owner.data).isdecimal() else None, row.code.data or "", row.note.data or "")
            for row in rows
        ]


class ConsultForm(SeenForm):
    """A question to other offices."""

    unit_ids = SelectMultipleField("Cơ quan được lấy ý kiến", coerce=int, choices=[], validate_choice=False)
    question = TextAreaField("Nội dung lấy ý kiến", [required("Ghi nội dung cần lấy ý kiến."), at_most(3_000)])
    due_on = DayField("Trả lời trước hết ngày")


class AnswerForm(SeenForm):
    """What an office answered."""

    answer = TextAreaField(
        "Nội dung trả lời",
        [required("Ghi số, ngày và nội dung văn bản trả lời."), at_most(5_000)],
        description="Ghi số, ngày văn bản trả lời và ý kiến chính.",
    )


class SettleNameForm(Form):
    """Whether a proposed spelling is taken, and on what ground."""

    verdict = RadioField(
        "Kết luận",
        [required("Chọn một kết luận.")],
        choices={"accept": "Sửa theo đề nghị", "decline": "Giữ tên đang ghi"},
    )
    reason = TextAreaField(
        "Căn cứ",
        [required("Ghi căn cứ, ví dụ giấy tờ đã đối chiếu."), at_most(1_000)],
        description="Ví dụ: đã đối chiếu với hồ sơ cán bộ do đơn vị gửi. Không ghi số giấy tờ tùy thân.",
    )


class WaiveForm(ReasonForm):
    """A component that is not needed after all."""

    component = Choice("Thành phần được miễn", [required("Chọn một thành phần.")])


class OnlineAnswerForm(Form):
    """What the asked office answers, with files."""

    answer = TextAreaField(
        "Ý kiến trả lời",
        [required("Ghi số, ngày và nội dung văn bản trả lời."), at_most(10_000)],
        description="Ví dụ: Công văn 345/CAT-TM ngày 25/11/2026: không có vi phạm đối với các trường hợp được hỏi",
    )
    files = MultipleFileField("Tệp kèm theo", description="PDF, DOCX, XLSX, PNG, JPEG; tối đa 10 tệp, mỗi tệp 20 MB.")

    def uploads(self) -> list[Upload]:
        """Return the files, looked at; raises Invalid (field `files`)."""
        chosen = [file for file in self.files.data or () if file and file.filename]
        return [checked(file.filename or "", file.read()) for file in chosen]
