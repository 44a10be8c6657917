"""Ids as they come in addresses: what no table can hold is no id, and never reaches the database."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class KeyConverter(IntegerConverter):
    """The part of an address that is an id; a larger number leads nowhere (404)."""

    def __init__(self, url_map: Map, *args: Any, **more: Any) -> None:
        super().__init__(url_map, *args, **{"max": LARGEST, **more})


def key_or_none(text: str | None) -> int | None:
    """Read an id from a query; None for nothing and for what is no id."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > len(str(LARGEST)):
        return None
    key = int(text)
    return key if key <= LARGEST else None


def register(app: Flask) -> None:
    """Let every `<int:…>` of `app` be an id."""
    app.url_map.converters["int"] = KeyConverter
