"""An office with its doors open: the application behind a real socket, and people in front of real browsers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

import time_machine
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from werkzeug.serving import make_server

from dossiers import clock
from dossiers.accounts import service as accounts
from dossiers.app import create_app
from dossiers.db import db
from dossiers.models import Account
from tests.conftest import settings_for

DESK, PHONE = 1280, 360
HOST = "127.0.0.1"


@dataclass
class Person:
    """Somebody at a browser: presses what they can see, reads what stands there."""

    page: Page
    url: str

    def goes_to(self, path: str) -> Person:
        self.page.goto(f"{self.url}{path}")
        return self

    def presses(self, name: str, place: int = 0) -> Person:
        """Press the button, or follow the link, of this name."""
        main = self.page.locator("main")
        button = main.get_by_role("button", name=name, exact=True)
        link = main.get_by_role("link", name=name, exact=True)
        button.or_(link).nth(place).click()
        return self

    def writes(self, **values: Any) -> Person:
        """Type into fields by their names; a double underscore stands for a hyphen, as in the rows of a table."""
        for name, value in values.items():
            self.page.locator(f'[name="{name.replace("__", "-")}"]:visible').first.fill(str(value))
        return self

    def chooses(self, **values: str) -> Person:
        """Choose in lists and among radio buttons by their names."""
        for name, value in values.items():
            found = self.page.locator(f'select[name="{name.replace("__", "-")}"]')
            if found.count():
                found.select_option(value)
            else:
                self.page.check(f'input[name="{name}"][value="{value}"]')
        return self

    def ticks(self, label: str) -> Person:
        self.page.get_by_label(label, exact=True).check()
        return self

    def reads(self, text: str) -> Person:
        """Stop unless the page says it."""
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    def links_to(self, beginning: str) -> list[str]:
        """Return the addresses of the page's links that begin so."""
        links = self.page.locator(f'main a[href^="{beginning}"]')
        found: list[str] = links.evaluate_all("all => all.map(link => link.getAttribute('href'))")
        return found

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.url)

    @property
    def number(self) -> int:
        """The first number in the address: of the dossier or session on the page."""
        return next(int(part) for part in self.path.split("/") if part.isdecimal())

    @property
    def is_too_wide(self) -> bool:
        """Whether the page has to be pushed sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@dataclass
class Office:
    """The running application, its browsers, and every complaint that a browser made."""

    app: Flask
    url: str
    browser: Browser
    time: time_machine.Traveller
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def stranger(self, width: int = DESK, **more: Any) -> Person:
        """Open a browser that nobody has signed in with."""
        context = new_context(self.browser, width, **more)
        context.on("console", self._listen)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        self.contexts.append(context)
        return Person(context.new_page(), self.url)

    def person(self, login: str, width: int = DESK, **more: Any) -> Person:
        """Open a browser and sign in by a one-time link."""
        someone = self.stranger(width, **more).goes_to(self.link(f"{login}@thainguyen.example"))
        return someone.presses("Đăng nhập")

    def link(self, email: str) -> str:
        """Return the path of a new one-time link, as `vinhdanh sign-in-link` makes it."""
        with self.app.app_context():
            account = db.session.scalars(db.select(Account).filter_by(email=email)).one()
            return f"/dang-nhap/{accounts.create_link(account.id, clock.now())}"

    def leave(self) -> None:
        """Everybody closes their browsers."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def until(self, moment: datetime) -> None:
        """Let time pass; whoever was signed in for too long has to come in again."""
        self.leave()
        self.time.move_to(moment, tick=True)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.page.url if message.page else ''}: {message.text}")


def new_context(browser: Browser, width: int, **more: Any) -> BrowserContext:
    context = browser.new_context(
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": width, "height": 740 if width < 600 else 900},
        has_touch=width < 600,
        **more,
    )
    context.set_default_timeout(15_000)
    return context


@contextmanager
def open_office(home: Path, browser: Browser, fill: Any) -> Iterator[Office]:
    """Run the application on a free port from now on; `fill` puts into the empty database what there is."""
    app = create_app(settings_for(home, f"sqlite:///{home / 'vinhdanh.sqlite3'}"))
    with time_machine.travel(clock.now(), tick=True) as traveller:
        with app.app_context():
            fill()
            db.session.remove()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server(HOST, 0, app, threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        office = Office(app, f"http://{HOST}:{server.server_port}", browser, traveller)
        try:
            yield office
        finally:
            office.leave()
            server.shutdown()
            thread.join()
            server.server_close()
            with app.app_context():
                db.engine.dispose()
