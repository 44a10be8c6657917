from __future__ import annotations

from flask_wtf.file import FileField

from dossiers.uploads import MAX_SIZE, Upload, checked, safe_name
from dossiers.web.forms import Form
from workflow.errors import Invalid

PDF = "application/pdf"


class OneFileForm(Form):
    """A file that is only looked at, and never stored."""

    file = FileField(
        "Tệp cần kiểm tra", description="Tệp Word, PDF hoặc tệp khác, tối đa 20 MB; tệp không được lưu lại."
    )

    def content(self) -> tuple[str, bytes]:
        """Return the file's name and content; raises Invalid (field `file`) for none, an empty or a too large one."""
        return _content(self.file)


class SignedCopyForm(Form):
    """A PDF that comes back from the signer's own software."""

    file = FileField("Tệp PDF đã ký số", description="Tệp .pdf do phần mềm ký số lưu ra, tối đa 20 MB.")

    def upload(self) -> Upload:
        """Return the file; raises Invalid (field `file`) for anything but a PDF."""
        name, content = _content(self.file)
        try:
            found = checked(name, content)
        except Invalid as fault:
            raise Invalid({"file": fault.fields["files"]}) from fault
        if found.media_type != PDF:
            raise Invalid({"file": "Chỉ nhận tệp PDF đã ký số."})
        return found


class SessionCopyForm(Form):
    """A session's paper as it was signed: scanned, or with digital signatures."""

    file = FileField("Tệp bản đã ký", description="Bản quét PDF, PNG, JPEG, hoặc PDF đã ký số; tối đa 20 MB.")

    def upload(self) -> Upload:
        """Return the file; raises Invalid (field `file`) for what may not be stored."""
        name, content = _content(self.file)
        try:
            return checked(name, content)
        except Invalid as fault:
            raise Invalid({"file": fault.fields["files"]}) from fault


def _content(field: FileField) -> tuple[str, bytes]:
    chosen = field.data
    if not chosen or not chosen.filename:
        raise Invalid({"file": "Chọn một tệp."})
    content: bytes = chosen.stream.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise Invalid({"file": f"Tệp lớn hơn {MAX_SIZE // 1024 // 1024} MB."})
    if not content:
        raise Invalid({"file": "Tệp rỗng. Tải lại tệp từ thư rồi thử lại."})
    return safe_name(chosen.filename), content
