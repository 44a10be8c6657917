"""What every page may use: who is signed in, the way around, and whether the person may do a thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_login import current_user

from workflow.permissions import Action, Actor, Subject, decide


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation bar; `count` things wait behind it."""

    label: str
    url: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True)
class PageAccount:
    """The signed-in person as the page header shows them."""

    full_name: str
    role_names: list[str]
    unit_name: str
    url: str


PLACES = (
    ("Việc của tôi", "desk.work", Action.DESK_VIEW),
    ("Hồ sơ", "desk.dossiers", Action.DOSSIER_LIST),
    ("Phiên họp", "council.sessions", Action.SESSION_LIST),
    ("Sổ khen thưởng", "decision.awards", Action.REGISTER_VIEW),
    ("Con đường khen thưởng", "prospects.search", Action.REGISTER_VIEW),
    ("Phôi bằng", "certificates.stocks", Action.STOCK_VIEW),
    ("Công khai", "public.notices", Action.PUBLIC_VIEW),
    ("Tra cứu quyết định", "public.decisions", Action.PUBLIC_VIEW),
    ("Luật áp dụng", "lawbook.awards", Action.PUBLIC_VIEW),
    ("Quản trị", "admin.home", Action.UNIT_MANAGE),
    ("Nhật ký", "admin.journal", Action.JOURNAL_VIEW),
)

Counter = Callable[[Actor], int]
_counters: dict[str, Counter] = {}


def counts(endpoint: str) -> Callable[[Counter], Counter]:
    """Declare that the decorated function says how many things wait for a person behind a place."""

    def declare(counter: Counter) -> Counter:
        return _counters.setdefault(endpoint, counter)

    return declare


def may(action: str, subject: Subject | None = None) -> bool:
    """Say, for a template, whether the signed-in person may do `action` ("dossier:create")."""
    if action == Action.PUBLIC_VIEW:
        return True
    return current_user.is_authenticated and decide(current_user.actor, Action(action), subject).is_allowed


def register(app: Flask) -> None:
    """Give the templates their common names."""
    app.jinja_env.globals["may"] = may

    @app.context_processor
    def _common() -> dict[str, Any]:
        return {
            "navigation": [_item(label, endpoint) for label, endpoint, action in PLACES if may(action)],
            "account": _account(),
            "province_name": app.config["PROVINCE_NAME"],
        }


def _item(label: str, endpoint: str) -> NavigationItem:
    url = url_for(endpoint)
    counter = _counters.get(endpoint) if current_user.is_authenticated else None
    return NavigationItem(label, url, _is_at(url), counter(current_user.actor) if counter else 0)


def _is_at(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url}/")


def _account() -> PageAccount | None:
    if not current_user.is_authenticated:
        return None
    account = current_user.account
    return PageAccount(account.full_name, current_user.role_names, account.unit.name, url_for("accounts.profile"))
