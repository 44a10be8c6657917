"""A clerk's browser, with a province, a unit and dossiers to write."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import time_machine
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import Account, Dossier, Unit
from dossiers.subjects import find_dossier
from tests.factories import NOW, a_dossier, a_province, a_unit, an_account, signed_in

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass
class World:
    browser: FlaskClient
    province: Unit
    unit: Unit
    clerk: Account

    def draft(self, **more: Any) -> Dossier:
        return a_dossier(self.unit, self.province, self.clerk, **more)

    def get(self, path: str, status: int = 200) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text)

    def post(self, path: str, status: int = 303, **fields: Any) -> str:
        answer = self.browser.post(path, data=fields)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text) if status != 303 else answer.location


@contextmanager
def a_clerk_at_work(client: FlaskClient) -> Iterator[World]:
    """Yield the world on a Monday that the calendar knows."""
    with time_machine.travel(NOW, tick=True):
        province = a_province()
        unit = a_unit(parent_id=province.id)
        clerk = an_account("clerk", unit=unit)
        yield World(signed_in(client, clerk), province, unit, clerk)


def fresh(dossier: Dossier) -> Dossier:
    current_session().rollback()
    current_session().expire_all()
    return find_dossier(dossier.id)
