"""A form with a file, posted so that nothing stays open afterwards."""

from __future__ import annotations

from contextlib import closing
from typing import Any
from unittest.mock import patch

from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse


def post(client: FlaskClient, address: str, data: dict[str, Any], *, sender: str = "127.0.0.1") -> TestResponse:
    """Post `data` to `address`; a large file makes a temporary one, which the test client itself would leave open."""
    environ = EnvironBuilder(path=address, method="POST", data=data).get_environ()
    with closing(environ["wsgi.input"]), patch.dict(client.environ_base, REMOTE_ADDR=sender):
        return client.open(environ)
