from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, storage
from dossiers.access import access, current_actor
from dossiers.admin import queries, template_queries, template_service
from dossiers.admin.blueprint import bp
from dossiers.admin.forms import ActivateTemplateForm, EndTemplateForm, UploadTemplateForm
from dossiers.documents.faults import Fault, TemplateFault
from dossiers.documents.mark_tables import tables
from dossiers.documents.render import render, shipped_template
from dossiers.documents.samples import samples
from dossiers.web.downloads import sent
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/quan-tri/mau-van-ban")
@access(Action.TEMPLATE_MANAGE)
def templates() -> ResponseReturnValue:
    """List the kinds of paper with their templates."""
    return render_template("pages/admin/templates.html", lines=template_queries.kinds(clock.today()))


@bp.get("/quan-tri/mau-van-ban/<paper>")
@access(Action.TEMPLATE_MANAGE)
def template_kind(paper: str) -> ResponseReturnValue:
    """Show the templates of one kind: the shipped one, those of the units, and the marks."""
    kind = template_queries.find_kind(paper)
    return render_template(
        "pages/admin/template_kind.html",
        kind=kind,
        versions=template_queries.versions_of(paper, clock.today()),
        tables=tables(kind),
        samples=samples(kind).values(),
    )


@bp.get("/quan-tri/mau-van-ban/<paper>/mau-goc")
@access(Action.TEMPLATE_MANAGE)
def shipped_template_file(paper: str) -> ResponseReturnValue:
    """Send the template that comes with the product, to start from."""
    kind = template_queries.find_kind(paper)
    return sent(shipped_template(kind.name), f"mau-{kind.name}.docx")


@bp.get("/quan-tri/mau-van-ban/<paper>/xem-thu/<sample>")
@access(Action.TEMPLATE_MANAGE)
def preview_shipped_template(paper: str, sample: str) -> ResponseReturnValue:
    """Send a paper made from sample data with the shipped template."""
    kind = template_queries.find_kind(paper)
    data = template_queries.find_sample(kind, sample).data
    return sent(render(paper, data), f"xem-thu-{paper}-{sample}.docx")


@bp.get("/quan-tri/mau-van-ban/<paper>/tai-len")
@access(Action.TEMPLATE_MANAGE)
def upload_template(paper: str) -> ResponseReturnValue:
    """Show the form for a unit's own version."""
    return _upload_page(paper, UploadTemplateForm())


@bp.post("/quan-tri/mau-van-ban/<paper>/tai-len")
@access(Action.TEMPLATE_MANAGE)
def upload_template_now(paper: str) -> ResponseReturnValue:
    """Check a unit's own version, and store it if it passes; else say everything that is wrong with it."""
    template_queries.find_kind(paper)
    form = UploadTemplateForm()
    form.offer(queries.unit_choices())
    faults: tuple[Fault, ...] = ()
    if form.validate():
        try:
            filename, content = form.content()
            template = template_service.upload(
                actor=current_actor(),
                kind=paper,
                unit_id=form.unit_id.data,
                filename=filename,
                content=content,
                note=form.note.data,
                at=clock.now(),
            )
        except TemplateFault as fault:
            faults = fault.faults
            form.reject(Invalid({"file": f"Mẫu có {len(faults)} điểm cần sửa, liệt kê ở dưới; chưa có gì được lưu."}))
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Mẫu đã qua kiểm tra và được lưu. Xem thử rồi cho áp dụng.", "success")
            return redirect(url_for("admin.office_template", template_id=template.id), code=303)
    return _upload_page(paper, form, faults), 422


@bp.get("/quan-tri/mau-rieng/<int:template_id>")
@access(Action.TEMPLATE_MANAGE)
def office_template(template_id: int) -> ResponseReturnValue:
    """Show a unit's own version: who, when and why, with previews."""
    version = template_queries.version(template_id, clock.today())
    return render_template(
        "pages/admin/office_template.html",
        version=version,
        template=version.template,
        kind=template_queries.find_kind(version.template.kind),
        samples=samples(template_queries.find_kind(version.template.kind)).values(),
        made=template_queries.made_with(version.template.sha256),
    )


@bp.get("/quan-tri/mau-rieng/<int:template_id>/tep")
@access(Action.TEMPLATE_MANAGE)
def office_template_file(template_id: int) -> ResponseReturnValue:
    """Send a version as it was uploaded."""
    template = template_queries.find_template(template_id)
    return sent(storage.get(template.sha256), template.filename)


@bp.get("/quan-tri/mau-rieng/<int:template_id>/xem-thu/<sample>")
@access(Action.TEMPLATE_MANAGE)
def preview_office_template(template_id: int, sample: str) -> ResponseReturnValue:
    """Send a paper made from sample data with a unit's own version."""
    template = template_queries.find_template(template_id)
    data = template_queries.find_sample(template_queries.find_kind(template.kind), sample).data
    content = render(template.kind, data, template=storage.get(template.sha256))
    return sent(content, f"xem-thu-{template.kind}-ban-{template.number}-{sample}.docx")


@bp.get("/quan-tri/mau-rieng/<int:template_id>/ap-dung")
@access(Action.TEMPLATE_MANAGE)
def activate_template(template_id: int) -> ResponseReturnValue:
    """Ask from which day a version is used."""
    return _act_page("activate_template", template_id, ActivateTemplateForm(from_on=clock.today()))


@bp.post("/quan-tri/mau-rieng/<int:template_id>/ap-dung")
@access(Action.TEMPLATE_MANAGE)
def activate_template_now(template_id: int) -> ResponseReturnValue:
    """Use a version from a day on."""
    form = ActivateTemplateForm()
    if form.validate():
        try:
            template = template_service.activate(
                template_id,
                actor=current_actor(),
                from_on=cast(date, form.from_on.data),
                covers_below=form.covers_below.data,
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Bản {template.number} được áp dụng từ ngày {template.from_on:%d/%m/%Y}.", "success")
            return redirect(url_for("admin.office_template", template_id=template_id), code=303)
    return _act_page("activate_template", template_id, form), 422


@bp.get("/quan-tri/mau-rieng/<int:template_id>/thoi-ap-dung")
@access(Action.TEMPLATE_MANAGE)
def end_template(template_id: int) -> ResponseReturnValue:
    """Ask for the last day of a version."""
    return _act_page("end_template", template_id, EndTemplateForm(until_on=clock.today() - timedelta(days=1)))


@bp.post("/quan-tri/mau-rieng/<int:template_id>/thoi-ap-dung")
@access(Action.TEMPLATE_MANAGE)
def end_template_now(template_id: int) -> ResponseReturnValue:
    """Set the last day of a version."""
    form = EndTemplateForm()
    if form.validate():
        try:
            template_service.end(
                template_id,
                actor=current_actor(),
                until_on=cast(date, form.until_on.data),
                reason=form.reason.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi ngày cuối cùng áp dụng mẫu này.", "success")
            return redirect(url_for("admin.office_template", template_id=template_id), code=303)
    return _act_page("end_template", template_id, form), 422


def _upload_page(paper: str, form: UploadTemplateForm, faults: tuple[Fault, ...] = ()) -> str:
    form.offer(queries.unit_choices())
    kind = template_queries.find_kind(paper)
    return render_template("pages/admin/upload_template.html", kind=kind, form=form, faults=faults)


def _act_page(page: str, template_id: int, form: ActivateTemplateForm | EndTemplateForm) -> str:
    template = template_queries.find_template(template_id)
    kind = template_queries.find_kind(template.kind)
    return render_template(f"pages/admin/{page}.html", form=form, template=template, kind=kind)
