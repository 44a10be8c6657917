"""Is this file the document that was issued: asked of one document, or of whatever came by mail."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from dossiers import pdf, subjects
from dossiers.access import access, current_actor
from dossiers.authenticity import originals, queries
from dossiers.authenticity.blueprint import bp
from dossiers.authenticity.forms import PDF, OneFileForm
from dossiers.decision.queries import find_document
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/van-ban/<int:document_id>/kiem-tra")
@access(Action.DOSSIER_VIEW, of=subjects.document)
def check_document(document_id: int) -> ResponseReturnValue:
    """Hold the stored document against the journal."""
    return _page(document_id, OneFileForm())


@bp.post("/van-ban/<int:document_id>/kiem-tra")
@access(Action.DOSSIER_VIEW, of=subjects.document)
def check_document_now(document_id: int) -> ResponseReturnValue:
    """Hold a file that somebody has against the document; the file is not kept."""
    form = OneFileForm()
    try:
        name, content = form.content()
    except Invalid as fault:
        form.reject(fault)
        return _page(document_id, form), 422
    return _page(document_id, OneFileForm(formdata=None), name=name, content=content)


def _page(document_id: int, form: OneFileForm, *, name: str = "", content: bytes | None = None) -> str:
    original = originals.find(document_id)
    return render_template(
        "pages/authenticity/check_document.html",
        form=form,
        original=original,
        dossier=subjects.find_dossier(original.document.dossier_id) if original.document.dossier_id else None,
        name=name,
        is_same=None if content is None else original.is_same(content),
    )


@bp.get("/kiem-tra-van-ban")
@access(Action.DOCUMENT_CHECK)
def trace() -> ResponseReturnValue:
    """Ask for a file that came back, to find out which document it is."""
    return render_template("pages/authenticity/trace.html", form=OneFileForm(), found=None)


@bp.post("/kiem-tra-van-ban")
@access(Action.DOCUMENT_CHECK)
def trace_now() -> ResponseReturnValue:
    """Say of which document a file is a true copy, among those that the person may see; the file is not kept."""
    form = OneFileForm()
    try:
        name, content = form.content()
    except Invalid as fault:
        form.reject(fault)
        return render_template("pages/authenticity/trace.html", form=form, found=None), 422
    return render_template(
        "pages/authenticity/trace.html",
        form=OneFileForm(formdata=None),
        found=originals.with_content(content, current_actor()),
        copies=queries.copies_with_content(content, current_actor()),
        name=name,
    )


@bp.get("/van-ban/<int:document_id>/pdf")
@access(Action.DOSSIER_VIEW, of=subjects.document)
def document_pdf(document_id: int) -> ResponseReturnValue:
    """Send a document as PDF, made at the first request; where none can be made, say why."""
    found = find_document(document_id)
    name = PurePosixPath(found.filename).with_suffix(".pdf").name
    return send_file(BytesIO(pdf.of(found.sha256)), mimetype=PDF, as_attachment=True, download_name=name, max_age=0)
