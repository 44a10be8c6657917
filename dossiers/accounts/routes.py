from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from dossiers import clock
from dossiers.access import access, current_actor
from dossiers.accounts import queries, service
from dossiers.accounts.forms import PasswordForm, SignInForm
from dossiers.accounts.login import load
from workflow.errors import Invalid, Refused
from workflow.permissions import Action
from workflow.roles import ROLE_NAMES

bp = Blueprint("accounts", __name__)


@bp.get("/")
@access(Action.PUBLIC_VIEW)
def home() -> ResponseReturnValue:
    """Lead to the desk, or a stranger to the public pages."""
    return redirect(url_for("desk.work" if current_user.is_authenticated else "public.home"))


@bp.get("/dang-nhap")
@access(Action.PUBLIC_VIEW)
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(_local(request.args.get("next", "")))
    form = SignInForm(next=request.args.get("next", ""))
    return render_template("pages/accounts/sign_in.html", form=form)


@bp.post("/dang-nhap")
@access(Action.PUBLIC_VIEW)
def sign_in_now() -> ResponseReturnValue:
    """Sign in with e-mail and password."""
    form = SignInForm()
    if form.validate():
        try:
            token = service.sign_in(
                email=form.email.data,
                password=form.password.data,
                address=request.remote_addr or "",
                user_agent=request.user_agent.string,
                at=clock.now(),
            )
        except Invalid as fault:
            form.reject(fault)
        except Refused as fault:
            form.reject(Invalid({"email": fault.message}))
        else:
            _enter(token)
            return redirect(_local(form.next.data), code=303)
    return render_template("pages/accounts/sign_in.html", form=form), 422


@bp.get("/dang-nhap/<token>")
@access(Action.PUBLIC_VIEW)
def link(token: str) -> ResponseReturnValue:
    """Show whose one-time link this is; only the button spends it, so that a preview of the link can't."""
    found = queries.find_link(service.digest(token), clock.now())
    return render_template("pages/accounts/link.html", token=token, masked=queries.masked(found.account.email))


@bp.post("/dang-nhap/<token>")
@access(Action.PUBLIC_VIEW)
def use_link(token: str) -> ResponseReturnValue:
    """Sign in with a one-time link."""
    account = queries.find_link(service.digest(token), clock.now()).account
    has_password = account.password_hash is not None
    _enter(service.use_link(token, user_agent=request.user_agent.string, at=clock.now()))
    return redirect(url_for("desk.work" if has_password else "accounts.profile"), code=303)


@bp.post("/dang-xuat")
@access(Action.SELF_MANAGE)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    service.sign_out(current_user.token, clock.now())
    logout_user()
    session.clear()
    flash("Bạn đã đăng xuất.")
    return redirect(url_for("accounts.sign_in"), code=303)


@bp.get("/tai-khoan")
@access(Action.SELF_MANAGE)
def profile() -> ResponseReturnValue:
    """Show the own account: roles, password, sessions."""
    return _profile_page(PasswordForm())


@bp.post("/tai-khoan/mat-khau")
@access(Action.SELF_MANAGE)
def set_password() -> ResponseReturnValue:
    """Set the own password; every other browser is signed out."""
    form = PasswordForm()
    if form.validate():
        try:
            token = service.set_password(
                current_actor().id, form.password.data, user_agent=request.user_agent.string, at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            _enter(token)
            flash("Đã đặt mật khẩu mới. Mọi phiên đăng nhập khác của bạn đã kết thúc.", "success")
            return redirect(url_for("accounts.profile"), code=303)
    return _profile_page(form), 422


@bp.post("/tai-khoan/phien/<int:login_session_id>/ket-thuc")
@access(Action.SELF_MANAGE)
def end_session(login_session_id: int) -> ResponseReturnValue:
    """End one of the own sessions."""
    service.end_session(current_actor().id, login_session_id, clock.now())
    flash("Đã kết thúc phiên đăng nhập.", "success")
    return redirect(url_for("accounts.profile"), code=303)


def _profile_page(form: PasswordForm) -> str:
    return render_template(
        "pages/accounts/profile.html",
        form=form,
        me=current_user.account,
        grants=[grant for grant in current_user.account.grants if grant.holds_on(clock.today())],
        sessions=queries.live_sessions(current_actor().id, clock.now()),
        own_hash=service.digest(current_user.token),
        role_names=ROLE_NAMES,
        device=queries.device,
    )


def _enter(token: str) -> None:
    """Put a fresh session into the browser: nothing of the cookie from before stays."""
    person = load(token)
    session.clear()
    session.permanent = True
    login_user(person)


def _local(target: str | None) -> str:
    """Return `target` if it is a path of this site, else the desk."""
    parts = urlsplit(target or "")
    is_local = (target or "").startswith("/") and not (parts.scheme or parts.netloc or "\\" in (target or ""))
    return target if target and is_local else url_for("desk.work")
