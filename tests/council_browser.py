"""Browsers of people, and forms sent from the pages where they stand."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from dossiers.models import Account
from tests.factories import signed_in


def browser_of(app: Flask, account: Account) -> FlaskClient:
    return signed_in(app.test_client(), account)


def seen_on(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    assert found
    return found[1]


def posts(browser: FlaskClient, path: str, source: str = "", **fields: Any) -> Any:
    """Send a form as a browser would: the version comes from the page `source` where the form stands."""
    page = browser.get(source or path)
    assert page.status_code == 200, page.text
    if 'name="seen"' in page.text:
        fields = {"seen": seen_on(page.text), **fields}
    return browser.post(path, data=fields)
