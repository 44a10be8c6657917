from __future__ import annotations

from datetime import date
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock
from dossiers.access import access, current_actor
from dossiers.admin import queries, service
from dossiers.admin.blueprint import bp
from dossiers.admin.forms import AccountForm, EndGrantForm, GrantForm, key_or_none
from workflow.errors import Invalid
from workflow.permissions import Action
from workflow.roles import ROLE_NAMES


@bp.get("/quan-tri/nguoi-dung")
@access(Action.ACCOUNT_MANAGE)
def people() -> ResponseReturnValue:
    """List the people, or search them."""
    words = request.args.get("q", "").strip()
    unit_id = key_or_none(request.args.get("unit"))
    page = max(1, key_or_none(request.args.get("page")) or 1)
    return render_template(
        "pages/admin/people.html",
        people=queries.people(words, unit_id, page),
        words=words,
        unit_id=unit_id,
        role_names=ROLE_NAMES,
        today=clock.today(),
    )


@bp.get("/quan-tri/nguoi-dung/them")
@access(Action.ACCOUNT_MANAGE)
def new_person() -> ResponseReturnValue:
    """Show the form of a new account."""
    form = AccountForm(unit_id=key_or_none(request.args.get("unit")))
    form.offer(queries.unit_choices())
    return render_template("pages/admin/new_person.html", form=form)


@bp.post("/quan-tri/nguoi-dung/them")
@access(Action.ACCOUNT_MANAGE)
def create_person() -> ResponseReturnValue:
    """Open an account and show its one-time sign-in link, once."""
    form = AccountForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            account, token = service.create_account(actor=current_actor(), fields=form.fields(), at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            return _link_page(account.id, token)
    return render_template("pages/admin/new_person.html", form=form), 422


@bp.get("/quan-tri/nguoi-dung/<int:account_id>")
@access(Action.ACCOUNT_MANAGE)
def person(account_id: int) -> ResponseReturnValue:
    """Show a person: data, roles, sign-in."""
    return render_template(
        "pages/admin/person.html",
        person=queries.find_account(account_id),
        role_names=ROLE_NAMES,
        today=clock.today(),
        is_self=account_id == current_actor().id,
    )


@bp.get("/quan-tri/nguoi-dung/<int:account_id>/sua")
@access(Action.ACCOUNT_MANAGE)
def edit_person(account_id: int) -> ResponseReturnValue:
    """Show what is known of a person for editing."""
    return _edit_page(account_id, AccountForm(obj=queries.find_account(account_id)))


@bp.post("/quan-tri/nguoi-dung/<int:account_id>/sua")
@access(Action.ACCOUNT_MANAGE)
def save_person(account_id: int) -> ResponseReturnValue:
    """Change what is known of a person."""
    form = AccountForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            service.edit_account(account_id, actor=current_actor(), fields=form.fields(), at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã lưu thông tin người dùng.", "success")
            return redirect(url_for("admin.person", account_id=account_id), code=303)
    return _edit_page(account_id, form), 422


@bp.post("/quan-tri/nguoi-dung/<int:account_id>/lien-ket")
@access(Action.ACCOUNT_MANAGE)
def renew_link(account_id: int) -> ResponseReturnValue:
    """Make a new one-time sign-in link and show it, once."""
    return _link_page(account_id, service.renew_link(account_id, actor=current_actor(), at=clock.now()))


@bp.post("/quan-tri/nguoi-dung/<int:account_id>/ngung")
@access(Action.ACCOUNT_MANAGE)
def close_account(account_id: int) -> ResponseReturnValue:
    """Close an account; its sessions end at once."""
    service.set_active(account_id, False, actor=current_actor(), at=clock.now())
    flash("Đã ngừng tài khoản và kết thúc mọi phiên đăng nhập của người này.", "success")
    return redirect(url_for("admin.person", account_id=account_id), code=303)


@bp.post("/quan-tri/nguoi-dung/<int:account_id>/mo-lai")
@access(Action.ACCOUNT_MANAGE)
def open_account(account_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    service.set_active(account_id, True, actor=current_actor(), at=clock.now())
    flash("Đã cho tài khoản hoạt động lại.", "success")
    return redirect(url_for("admin.person", account_id=account_id), code=303)


@bp.get("/quan-tri/nguoi-dung/<int:account_id>/vai-tro")
@access(Action.ACCOUNT_MANAGE)
def grant_role(account_id: int) -> ResponseReturnValue:
    """Ask which role to give a person."""
    account = queries.find_account(account_id)
    return _grant_page(account_id, GrantForm(from_on=clock.today(), unit_id=account.unit_id))


@bp.post("/quan-tri/nguoi-dung/<int:account_id>/vai-tro")
@access(Action.ACCOUNT_MANAGE)
def grant_role_now(account_id: int) -> ResponseReturnValue:
    """Give a person a role."""
    form = GrantForm()
    form.offer(queries.unit_choices())
    if form.validate():
        try:
            service.grant_role(
                account_id,
                actor=current_actor(),
                role=form.role.data,
                unit_id=form.unit_id.data,
                from_on=cast(date, form.from_on.data),
                until_on=form.until_on.data,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã giao vai trò.", "success")
            return redirect(url_for("admin.person", account_id=account_id), code=303)
    return _grant_page(account_id, form), 422


@bp.get("/quan-tri/vai-tro/<int:grant_id>/ket-thuc")
@access(Action.ACCOUNT_MANAGE)
def end_grant(grant_id: int) -> ResponseReturnValue:
    """Ask for the last day of a role."""
    return _end_page(grant_id, EndGrantForm(until_on=clock.today()))


@bp.post("/quan-tri/vai-tro/<int:grant_id>/ket-thuc")
@access(Action.ACCOUNT_MANAGE)
def end_grant_now(grant_id: int) -> ResponseReturnValue:
    """Set the last day of a role."""
    form = EndGrantForm()
    grant = queries.find_grant(grant_id)
    if form.validate():
        try:
            service.end_grant(grant_id, actor=current_actor(), until_on=cast(date, form.until_on.data), at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã ghi ngày kết thúc vai trò.", "success")
            return redirect(url_for("admin.person", account_id=grant.account_id), code=303)
    return _end_page(grant_id, form), 422


def _edit_page(account_id: int, form: AccountForm) -> str:
    form.offer(queries.unit_choices())
    return render_template("pages/admin/edit_person.html", person=queries.find_account(account_id), form=form)


def _grant_page(account_id: int, form: GrantForm) -> str:
    form.offer(queries.unit_choices())
    return render_template("pages/admin/grant_role.html", person=queries.find_account(account_id), form=form)


def _end_page(grant_id: int, form: EndGrantForm) -> str:
    grant = queries.find_grant(grant_id)
    return render_template("pages/admin/end_grant.html", form=form, grant=grant, role_names=ROLE_NAMES)


def _link_page(account_id: int, token: str) -> str:
    address = url_for("accounts.link", token=token, _external=True)
    return render_template("pages/admin/link.html", person=queries.find_account(account_id), address=address)
