"""The register of awards, and the download of generated documents."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access
from dossiers.decision import queries, register
from dossiers.decision.blueprint import bp
from dossiers.rules import law
from dossiers.web.downloads import sent
from dossiers.web.keys import key_or_none
from workflow.permissions import Action


@bp.get("/so-khen-thuong")
@access(Action.REGISTER_VIEW)
def awards() -> ResponseReturnValue:
    """Search the register of awards."""
    search = register.Search(
        words=request.args.get("q", ""),
        award=request.args.get("hinh-thuc", ""),
        year=key_or_none(request.args.get("nam")),
    )
    return render_template(
        "pages/decision/awards.html",
        search=search,
        page=register.page(search, before=key_or_none(request.args.get("truoc"))),
        awards=law().awards_on(clock.today()),
    )


@bp.get("/van-ban/<int:document_id>")
@access(Action.DOSSIER_VIEW, of=subjects.document)
def document(document_id: int) -> ResponseReturnValue:
    """Send a generated document."""
    found = queries.find_document(document_id)
    return sent(storage.get(found.sha256), found.filename)
