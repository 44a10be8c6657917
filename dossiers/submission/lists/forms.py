"""The forms of a list in a file."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import RadioField

from dossiers.models import RECIPIENT_KINDS
from dossiers.submission.forms import SeenForm
from dossiers.web.forms import Form, HiddenField, TextAreaField, at_most, required
from workflow.errors import Invalid


class ListForm(Form):
    """An Excel or Word file with a list, and what becomes of lines that it does not have."""

    file = FileField("Tệp danh sách", description="Tệp Excel (.xlsx) hoặc Word (.docx), tối đa 20 MB, 2.000 dòng.")
    is_whole = RadioField(
        "Những đề nghị của hồ sơ mà tệp không có",
        choices=[("0", "Giữ nguyên trong hồ sơ"), ("1", "Bỏ khỏi hồ sơ, xếp thứ tự theo tệp")],
        default="0",
    )

    def content(self) -> tuple[str, bytes]:
        """Return the file's name and content; raises Invalid where none was chosen."""
        chosen = self.file.data
        if not chosen or not chosen.filename:
            raise Invalid({"file": "Chọn tệp danh sách cần đọc."})
        return chosen.filename, chosen.read()


class PasteForm(SeenForm):
    """Rows copied from Excel."""

    kind = RadioField("Danh sách gồm", choices=list(RECIPIENT_KINDS.items()), default="individual")
    rows = TextAreaField("Các dòng chép từ Excel", [required("Dán các dòng của danh sách vào đây."), at_most(500_000)])


class ConfirmListForm(Form):
    """A list that was looked at; the ticket is signed and names the stored content and what the page showed."""

    ticket = HiddenField()
