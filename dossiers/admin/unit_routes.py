from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock
from dossiers.access import access, current_actor
from dossiers.admin import queries, service
from dossiers.admin.blueprint import bp
from dossiers.admin.forms import UnitForm, key_or_none
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/quan-tri/don-vi")
@access(Action.UNIT_MANAGE)
def units() -> ResponseReturnValue:
    """List the units as a tree, or search them."""
    words = request.args.get("q", "").strip()
    return render_template("pages/admin/units.html", lines=queries.unit_tree(words), words=words)


@bp.get("/quan-tri/don-vi/them")
@access(Action.UNIT_MANAGE)
def new_unit() -> ResponseReturnValue:
    """Show the form of a new unit."""
    form = UnitForm(parent_id=key_or_none(request.args.get("parent")))
    return _unit_page(form)


@bp.post("/quan-tri/don-vi/them")
@access(Action.UNIT_MANAGE)
def create_unit() -> ResponseReturnValue:
    """Add a unit."""
    form = UnitForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            unit = service.create_unit(actor=current_actor(), fields=form.fields(), at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã thêm {unit.name}.", "success")
            return redirect(url_for("admin.units"), code=303)
    return _unit_page(form), 422


@bp.get("/quan-tri/don-vi/<int:unit_id>")
@access(Action.UNIT_MANAGE)
def unit(unit_id: int) -> ResponseReturnValue:
    """Show a unit for editing."""
    return _unit_page(UnitForm(obj=queries.find_unit(unit_id)), unit_id)


@bp.post("/quan-tri/don-vi/<int:unit_id>")
@access(Action.UNIT_MANAGE)
def edit_unit(unit_id: int) -> ResponseReturnValue:
    """Change a unit."""
    queries.find_unit(unit_id)
    form = UnitForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            service.edit_unit(unit_id, actor=current_actor(), fields=form.fields(), at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã lưu thông tin đơn vị.", "success")
            return redirect(url_for("admin.units"), code=303)
    return _unit_page(form, unit_id), 422


def _unit_page(form: UnitForm, unit_id: int | None = None) -> str:
    form.offer(queries.unit_choices())
    return render_template("pages/admin/unit.html", form=form, unit_id=unit_id)
