"""Files as they are sent: always to be saved, and never shown within our own address."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sent(content: bytes, filename: str, media_type: str = WORD) -> Response:
    """Answer with a file that the browser saves under `filename`."""
    response = send_file(
        BytesIO(content), mimetype=media_type, as_attachment=True, download_name=filename, max_age=0
    )  # fmt: skip
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
