"""The digital signature made outside: the package goes out, the signed file comes back and is checked."""

from __future__ import annotations

from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, pdf, storage, subjects
from dossiers.access import access, current_actor
from dossiers.authenticity import queries, service
from dossiers.authenticity.blueprint import bp
from dossiers.authenticity.forms import PDF, SignedCopyForm
from dossiers.signatures import check
from workflow.errors import Invalid, Refused
from workflow.findings import Finding
from workflow.permissions import Action

ZIP = "application/zip"


@bp.get("/ho-so/<int:dossier_id>/ban-ky-so")
@access(Action.DOSSIER_VIEW, of=subjects.dossier)
def signed_copies(dossier_id: int) -> ResponseReturnValue:
    """Show how far a decision is with its digital signature, and what was found in each signed file."""
    return _page(dossier_id, SignedCopyForm())


@bp.post("/ho-so/<int:dossier_id>/ban-ky-so/goi")
@access(Action.SIGNED_COPY_KEEP, of=subjects.dossier)
def hand_out(dossier_id: int) -> ResponseReturnValue:
    """Send the package to be signed; who took it stands in the journal."""
    name, content = service.hand_out(actor=current_actor(), dossier_id=dossier_id, at=clock.now())
    return send_file(BytesIO(content), mimetype=ZIP, as_attachment=True, download_name=name, max_age=0)


@bp.post("/ho-so/<int:dossier_id>/ban-ky-so")
@access(Action.SIGNED_COPY_KEEP, of=subjects.dossier)
def keep_signed_copy(dossier_id: int) -> ResponseReturnValue:
    """Check a signed file and keep it with the decision."""
    form = SignedCopyForm()
    try:
        upload = form.upload()
        copy = service.keep_signed_copy(actor=current_actor(), dossier_id=dossier_id, upload=upload, at=clock.now())
    except Invalid as fault:
        form.reject(fault)
        return _page(dossier_id, form), 422
    except Refused as fault:
        form.reject(Invalid({"file": fault.message}))
        return _page(dossier_id, form, faults=fault.findings), 422
    flash(f"Đã nhận bản ký số {copy.filename}.", "success")
    return redirect(url_for("authenticity.signed_copies", dossier_id=dossier_id), code=303)


def _page(dossier_id: int, form: SignedCopyForm, *, faults: tuple[Finding, ...] = ()) -> str:
    dossier = subjects.find_dossier(dossier_id)
    signing = queries.find_signing(dossier)
    return render_template(
        "pages/authenticity/signed_copies.html",
        form=form,
        faults=faults,
        dossier=dossier,
        subject=subjects.of_dossier(dossier),
        signing=signing,
        found=[(copy, queries.findings_in(copy)) for copy in signing.copies],
        lacking=[why for why in (pdf.lacking(), check.lacking()) if why],
        font_doubt="" if pdf.lacking() else pdf.font_doubt(),
    )


@bp.get("/ban-ky-so/<int:signed_copy_id>")
@access(Action.DOSSIER_VIEW, of=subjects.signed_copy)
def signed_copy(signed_copy_id: int) -> ResponseReturnValue:
    """Send a signed file as it came back, always to be saved."""
    found = queries.find_signed_copy(signed_copy_id)
    content = BytesIO(storage.get(found.sha256))
    answer = send_file(content, mimetype=PDF, as_attachment=True, download_name=found.filename, max_age=0)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@bp.post("/ban-ky-so/<int:signed_copy_id>/kiem-tra-lai")
@access(Action.SIGNED_COPY_KEEP, of=subjects.signed_copy)
def recheck(signed_copy_id: int) -> ResponseReturnValue:
    """Check a signed file again, with the certificates of today."""
    copy = service.recheck(actor=current_actor(), signed_copy_id=signed_copy_id, at=clock.now())
    flash("Đã kiểm tra lại bản ký số; kết quả ghi ở dưới.", "success")
    dossier_id = copy.package.decision.dossier_id
    return redirect(url_for("authenticity.signed_copies", dossier_id=dossier_id), code=303)
