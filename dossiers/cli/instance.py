"""Commands that look after an instance: its database, its server, its first sign-ins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from config import ROOT, Settings
from dossiers import clock, demonstration
from dossiers.accounts import service as accounts
from dossiers.admin import founding
from dossiers.app import create_app
from dossiers.cli.output import as_json, fail, show
from dossiers.db import current_session
from dossiers.models import Account
from dossiers.schema import build

WORKERS = "2"
PAGE_SECONDS = 60  # the longest that a page takes beside a PDF; a worker that is silent for longer is replaced


@click.command()
@with_appcontext
def upgrade() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu."""
    build(current_app.config["SETTINGS"].database_url)


@click.command()
@click.option("--demonstration", "with_demonstration", is_flag=True, help="Nạp tỉnh mẫu nếu cơ sở dữ liệu còn trống.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=lambda: os.environ.get("PORT", "8000"), show_default="$PORT hoặc 8000")
@click.option("--jobs/--no-jobs", default=True, help="Có làm việc nền trong máy chủ không.  [default: có]")
@with_appcontext
def serve(with_demonstration: bool, host: str, port: str, jobs: bool = True) -> None:
    """Chạy máy chủ web, cùng việc nền (gộp bằng khen…)."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        fail(f"PORT: {port!r} không phải số cổng")
    settings: Settings = current_app.config["SETTINGS"]
    build(settings.database_url)
    address = f"http://{host}:{port}"
    if with_demonstration:
        if demonstration.is_empty():
            click.echo("Đang nạp tỉnh mẫu…")
            demonstration.load(clock.now())
        for line in _invitation(address):
            click.echo(line)
    sys.stdout.flush()
    os.chdir(ROOT)
    os.environ["PORT"] = port  # where the address in QR codes points, while no other is set
    os.environ["VINHDANH_EMBEDDED_JOBS"] = "1" if jobs else "0"
    server = [
        "gunicorn",
        "--bind",
        f"{host}:{port}",
        "--workers",
        WORKERS,
        "--timeout",
        str(settings.pdf_seconds + PAGE_SECONDS),
        "--log-level",
        "warning",
        "wsgi:application",
    ]
    os.execv(sys.executable, [sys.executable, "-m", *server])  # noqa: S606 our own server takes this process over


@click.command()
@click.option("--no-serve", is_flag=True, help="Không mở máy chủ sau khi chạy.")
@click.option("--out", "out", default="demo", show_default=True, help="Thư mục ghi các văn bản.")
@click.option("--procedure", default="tinh_thuong", show_default=True)
@as_json
@click.pass_context
def demo(context: click.Context, no_serve: bool, out: str, procedure: str, as_json: bool) -> None:
    """Chạy trọn một hồ sơ mẫu, từ bản nháp đến quyết định, và ghi mọi văn bản ra thư mục."""
    app = create_app(_settings())
    with app.app_context():
        if procedure not in demonstration.PROCEDURES:
            fail(f"--procedure: không có {procedure!r}; chọn một trong {', '.join(demonstration.PROCEDURES)}")
        try:
            Path(out).mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            fail(f"--out: không tạo được thư mục {out} ({fault.strerror})")
        build(app.config["SETTINGS"].database_url)
        if demonstration.is_empty():
            demonstration.load_province(clock.now())
        if not demonstration.is_demonstration():
            fail("cơ sở dữ liệu này có dữ liệu thật; đặt VINHDANH_HOME sang thư mục khác để chạy bản mẫu")
        played = demonstration.play(procedure, Path(out))
    lines = [f"{each['step']:<22} {each['path']}" for each in played["documents"]]
    show(played, [f"Hồ sơ {played['dossier']}: {' → '.join(played['states'])}", *lines], as_json=as_json)
    if not no_serve:
        with app.app_context():
            context.invoke(serve, with_demonstration=True, host="127.0.0.1", port=os.environ.get("PORT", "8000"))


@click.command()
@click.option("--unit", "unit_name", required=True, help="Tên cơ quan, ví dụ: Ủy ban nhân dân tỉnh Thái Nguyên.")
@click.option("--email", required=True, help="Thư điện tử của quản trị viên.")
@click.option("--name", "full_name", required=True, help="Họ và tên quản trị viên.")
@with_appcontext
def init(unit_name: str, email: str, full_name: str) -> None:
    """Khởi tạo bản cài đặt mới: cơ sở dữ liệu, cơ quan, quản trị viên đầu tiên."""
    settings = current_app.config["SETTINGS"]
    build(settings.database_url)
    token = founding.found_instance(unit_name=unit_name, email=email, full_name=full_name, at=clock.now())
    click.echo(f"Liên kết đăng nhập một lần: {settings.base_url}/dang-nhap/{token}")


@click.command("sign-in-link")
@click.argument("email")
@with_appcontext
def sign_in_link(email: str) -> None:
    """Tạo liên kết đăng nhập dùng một lần cho một tài khoản."""
    account = current_session().scalar(select(Account).where(Account.email == email.strip().lower()))
    if account is None:
        fail(f"không có tài khoản {email!r}")
    base = current_app.config["SETTINGS"].base_url
    click.echo(f"{base}/dang-nhap/{accounts.create_link(account.id, clock.now())}")


def _settings() -> Settings:
    return Settings.from_environment()


def _invitation(address: str) -> list[str]:
    lines = ["", f"Vinh Danh đang chạy tại {address}", "Liên kết đăng nhập một lần theo vai trò (dùng trong 24 giờ):"]
    for role, account in demonstration.guides():
        token = accounts.create_link(account.id, clock.now())
        lines.append(f"  {role:<38} {account.full_name:<22} {address}/dang-nhap/{token}")
    return [*lines, "Cần liên kết mới: vinhdanh sign-in-link THƯ-ĐIỆN-TỬ; dừng máy chủ: Ctrl+C.", ""]
