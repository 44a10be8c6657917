"""One application for thousands of questions, the same after each of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from dossiers import clock
from dossiers.accounts import service as accounts
from dossiers.app import create_app
from dossiers.db import db
from tests.conftest import Browser, settings_for
from tests.factories import NOW
from tests.pages.one_of_everything import World, build


@dataclass
class House:
    """The world in a database that is put back as it was after every request that changed it."""

    app: Flask
    world: World
    database: Path
    pristine: Path

    @property
    def rules(self) -> dict[str, Rule]:
        """The routes by their endpoints."""
        return {rule.endpoint: rule for rule in self.app.url_map.iter_rules()}

    def ask(self, role: str, rule: Rule, arguments: dict[str, Any]) -> TestResponse:
        """Use an address as `role`: a page is read, a form is posted empty."""
        address = address_of(rule, arguments)
        if "GET" in (rule.methods or ()):
            return self.world.browsers[role].get(address)
        return self.post(role, address, {})

    def post(self, role: str, address: str, data: dict[str, Any]) -> TestResponse:
        """Post a form as `role`, and undo what it did; what is turned away has changed nothing."""
        browser = self.world.browsers[role]
        cookie = browser.get_cookie("vinhdanh")
        answer = browser.post(address, data=data)
        if answer.status_code < 400:
            self._put_back(browser, cookie)
        return answer

    def _put_back(self, browser: FlaskClient, cookie: Any) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        shutil.copy(self.pristine, self.database)
        browser.delete_cookie("vinhdanh")
        if cookie:
            browser.set_cookie("vinhdanh", cookie.value)


def address_of(rule: Rule, arguments: dict[str, Any]) -> str:
    built = rule.build({name: arguments[name] for name in rule.arguments})
    assert built is not None
    return built[1]


@contextmanager
def a_house(home: Path, sqlite_template: Path) -> Iterator[House]:
    """Build the world once, and keep a copy of its database."""
    database, pristine = home / "vinhdanh.sqlite3", home / "pristine.sqlite3"
    shutil.copy(sqlite_template, database)
    app = create_app(settings_for(home, f"sqlite:///{database}"))
    app.test_client_class = Browser
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with time_machine.travel(NOW, tick=False):
        with app.app_context():
            world = build(app.test_client)
            for side in (world.own, world.foreign):
                side.ids["token"] = accounts.create_link(side.ids["account_id"], clock.now())
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.remove()
            db.engine.dispose()
        shutil.copy(database, pristine)
        yield House(app, world, database, pristine)
