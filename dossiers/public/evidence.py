"""The file that somebody sends with an objection: smaller and of fewer kinds than a unit's attachments."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage

from dossiers.uploads import Upload, checked
from workflow.errors import Invalid

MAX_SIZE = 10 * 1024 * 1024
KINDS = (".pdf", ".docx", ".png", ".jpg", ".jpeg")


def checked_evidence(file: FileStorage | None) -> Upload | None:
    """Return the file if it may be stored, None where none was sent; raises Invalid (field `evidence`)."""
    if file is None or not file.filename:
        return None
    if not file.filename.lower().endswith(KINDS):
        raise Invalid({"evidence": "Chỉ nhận tệp PDF, DOCX, PNG hoặc JPEG."})
    content = file.stream.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise Invalid({"evidence": "Tệp lớn hơn 10 MB. Giảm dung lượng rồi gửi lại."})
    try:
        return checked(file.filename, content)
    except Invalid as fault:
        raise Invalid({"evidence": fault.fields["files"]}) from fault
