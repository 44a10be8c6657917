"""The application, put together: settings, extensions, pages, errors, commands; read from top to bottom."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Settings
from dossiers.accounts import login
from dossiers.db import db
from dossiers.rules import law, procedures
from dossiers.web import context, errors, headers, keys, text
from workflow.permissions import Action

PAGES = (
    "accounts",
    "desk",
    "submission",
    "appraisal",
    "council",
    "notice",
    "decision",
    "certificates",
    "authenticity",
    "public",
    "lawbook",
    "register",
    "admin",
    "prospects",
)
UPLOAD_LIMIT = 60 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; raises SettingsError or LawError rather than start wrongly."""
    settings = settings or Settings.from_environment()
    app = Flask("dossiers", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True},
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        SESSION_COOKIE_NAME="__Host-vinhdanh" if settings.secure_cookies else "vinhdanh",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=2),
        WTF_CSRF_TIME_LIMIT=None,
    )
    settings.files.mkdir(parents=True, exist_ok=True)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    db.init_app(app)
    CSRFProtect(app)
    login.register(app)
    keys.register(app)
    text.register(app)
    context.register(app)
    headers.register(app)
    errors.register(app)
    for name in PAGES:
        app.register_blueprint(import_module(f"dossiers.{name}.routes").bp)
    vars(app.view_functions["static"])["access"] = (Action.PUBLIC_VIEW, None)
    with app.app_context():
        app.config["PROVINCE_NAME"] = law().province_name
        procedures()
    return app
