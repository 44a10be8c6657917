"""One table from our errors to pages; anything else is our bug and gets an incident number."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from dossiers.db import current_session
from workflow.errors import Invalid, Missing, NotAllowed, Problem, Refused, Stale

log = logging.getLogger("vinhdanh")

STATUS: dict[type[Problem], int] = {Invalid: 422, Refused: 409, NotAllowed: 403, Missing: 404, Stale: 409}

HTTP_SENTENCES = {
    400: ("Yêu cầu không hợp lệ", "Trình duyệt gửi thông tin không đúng. Quay lại trang trước, tải lại và thử lại."),
    404: ("Không tìm thấy trang", "Địa chỉ không đúng, hoặc nội dung không dành cho bạn."),
    405: ("Thao tác không được hỗ trợ", "Quay lại trang trước và dùng nút trên trang."),
    429: ("Thử quá nhiều lần", "Nhiều mã không đúng từ đường truyền này. Chờ mười phút, so lại mã in trên văn bản."),
    413: ("Tệp quá lớn", "Mỗi lần gửi tối đa 60 MB. Giảm dung lượng tệp rồi tải lên lại."),
}


def register(app: Flask) -> None:
    """Install the handlers of every kind of error."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _incident)


def page(status: int, title: str, message: str, **more: object) -> tuple[str, int]:
    """Render the problem page in the look of the signed-in product, or of the public pages."""
    current_session().rollback()
    layout = "layouts/base.html" if current_user.is_authenticated else "layouts/public.html"
    return render_template("pages/errors/problem.html", layout=layout, title=title, message=message, **more), status


def _problem(problem: Problem) -> tuple[str, int]:
    status = next(code for kind, code in STATUS.items() if isinstance(problem, kind))
    if isinstance(problem, NotAllowed) and problem.hidden:
        return page(404, *HTTP_SENTENCES[404])
    return page(status, problem.title, problem.message, findings=problem.findings, back=request.referrer)


def _expired_form(_fault: CSRFError) -> tuple[str, int]:
    return page(
        400,
        "Phiên làm việc đã hết hạn",
        "Biểu mẫu này được mở quá lâu. Quay lại trang trước (nội dung đã gõ còn trong trình duyệt), tải lại, gửi lại.",
        back=request.referrer,
    )


def _http(fault: HTTPException) -> tuple[str, int]:
    status = fault.code or 500
    title, message = HTTP_SENTENCES.get(status, ("Không thực hiện được", "Quay lại trang trước và thử lại."))
    return page(status, title, message)


def _busy(fault: OperationalError) -> tuple[str, int]:
    if not fault.connection_invalidated and "locked" not in str(fault.orig):
        return _incident(fault)
    log.error("database did not answer: %s", type(fault.orig).__name__)
    message = "Cơ sở dữ liệu chưa phản hồi. Chờ ít phút rồi gửi lại; chưa có gì bị thay đổi."
    return page(503, "Hệ thống đang bận", message)


def _incident(fault: Exception) -> tuple[str, int]:
    number = secrets.token_hex(4)
    log.exception("incident %s at %s %s", number, request.method, request.path, exc_info=fault)
    return page(
        500,
        "Hệ thống gặp lỗi",
        "Lỗi thuộc về phần mềm, không do bạn. Chưa có gì bị thay đổi. Báo mã sự cố này cho quản trị viên.",
        incident=number,
    )
