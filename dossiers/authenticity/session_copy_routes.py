"""A session's papers and their signed copies."""

from __future__ import annotations

from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage, subjects
from dossiers.access import access, current_actor
from dossiers.authenticity import queries, session_copies
from dossiers.authenticity.blueprint import bp
from dossiers.authenticity.forms import SessionCopyForm
from workflow.errors import Invalid, Refused
from workflow.findings import Finding
from workflow.permissions import Action


@bp.get("/phien-hop/<int:session_id>/ban-ky", endpoint="session_copies")
@access(Action.DOSSIER_VIEW, of=session_copies.of_papers)
def list_copies(session_id: int) -> ResponseReturnValue:
    """Show a session's papers with their signed copies."""
    return _page(session_id)


@bp.post("/phien-hop/<int:session_id>/ban-ky/<int:paper_id>")
@access(Action.MINUTES_KEEP, of=session_copies.of_papers)
def keep_session_copy(session_id: int, paper_id: int) -> ResponseReturnValue:
    """Keep a signed copy of one paper."""
    form = SessionCopyForm()
    try:
        copy = session_copies.keep(
            actor=current_actor(), session_id=session_id, document_id=paper_id, upload=form.upload(), at=clock.now()
        )
    except Invalid as fault:
        form.reject(fault)
        return _page(session_id, form, paper_id), 422
    except Refused as fault:
        form.reject(Invalid({"file": fault.message}))
        return _page(session_id, form, paper_id, fault.findings), 422
    flash(f"Đã nhận bản ký {copy.filename}.", "success")
    return redirect(url_for("authenticity.session_copies", session_id=session_id), code=303)


@bp.get("/phien-hop/ban-ky/<int:session_copy_id>")
@access(Action.DOSSIER_VIEW, of=session_copies.of_copy)
def session_copy(session_copy_id: int) -> ResponseReturnValue:
    """Send a signed copy as it came, always to be saved."""
    found = session_copies.find(session_copy_id)
    content = BytesIO(storage.get(found.sha256))
    answer = send_file(content, mimetype=found.media_type, as_attachment=True, download_name=found.filename, max_age=0)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _page(
    session_id: int, form: SessionCopyForm | None = None, paper_id: int = 0, faults: tuple[Finding, ...] = ()
) -> str:
    held = subjects.find_session(session_id)
    papers = session_copies.papers_of(held)
    copies = session_copies.copies_of(papers)
    return render_template(
        "pages/authenticity/session_copies.html",
        held=held,
        subject=subjects.of_session_paper(held),
        papers=[(paper, [(copy, queries.findings_in(copy)) for copy in copies.get(paper.id, [])]) for paper in papers],
        form=form or SessionCopyForm(formdata=None),
        chosen=paper_id,
        faults=faults,
    )
