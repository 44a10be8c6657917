from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers import journal as chain
from dossiers.access import access
from dossiers.admin import calendar_routes, people_routes, queries, template_routes, unit_routes
from dossiers.admin.blueprint import bp
from dossiers.admin.forms import JournalFilter, key_or_none
from dossiers.web.context import may
from dossiers.words import SUBJECT_WORDS, action_words
from workflow.permissions import Action

__all__ = ["bp", "calendar_routes", "people_routes", "template_routes", "unit_routes"]

PLACES = (
    (
        "Đơn vị",
        "admin.units",
        "Cây đơn vị, thủ trưởng, cơ quan thường trực, thông tin ghi trên văn bản.",
        Action.UNIT_MANAGE,
    ),
    ("Người dùng", "admin.people", "Tài khoản, liên kết đăng nhập, vai trò tại từng đơn vị.", Action.ACCOUNT_MANAGE),
    ("Hội đồng", "council.councils", "Danh sách thành viên Hội đồng theo quyết định thành lập.", Action.COUNCIL_MANAGE),
    (
        "Mẫu văn bản",
        "admin.templates",
        "Mẫu Word của từng loại văn bản, mốc của mẫu, mẫu riêng của các đơn vị.",
        Action.TEMPLATE_MANAGE,
    ),
    (
        "Lịch làm việc",
        "admin.calendar",
        "Ngày nghỉ, ngày làm bù của từng năm; sửa theo văn bản và tính lại các hạn đang chạy.",
        Action.CALENDAR_MANAGE,
    ),
)


@bp.get("/quan-tri")
@access(Action.UNIT_MANAGE)
def home() -> ResponseReturnValue:
    """Lead to what an administrator looks after."""
    places = [(label, endpoint, text) for label, endpoint, text, action in PLACES if may(action)]
    return render_template("pages/admin/home.html", places=places)


@bp.get("/nhat-ky")
@access(Action.JOURNAL_VIEW)
def journal() -> ResponseReturnValue:
    """Show the journal, newest first, with filters."""
    form = JournalFilter(request.args)
    form.action.choices = [("", "– Mọi việc –"), *SUBJECT_WORDS.items()]
    wanted = {name: value for name, value in form.data.items() if value} if form.validate() else None
    if wanted is None:
        return render_template("pages/admin/journal.html", form=form, page=None, words=action_words), 422
    page = queries.journal_page(**wanted, before=key_or_none(request.args.get("before")))
    return render_template(
        "pages/admin/journal.html", form=form, page=page, words=action_words, subject_of=subjects.of_dossier
    )


@bp.get("/nhat-ky/kiem-tra")
@access(Action.JOURNAL_VIEW)
def verify_journal() -> ResponseReturnValue:
    """Re-compute the whole chain of the journal and say whether it holds."""
    return render_template("pages/admin/verify_journal.html", verified=chain.verify(chain.stored()), at=clock.now())
