"""Reads JSON that others send, strictly: every fault names its field, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from workflow.errors import Invalid

T = TypeVar("T")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_LARGEST = 10_000_000


def shown(value: object) -> str:
    """Write a wrong value for a message: on one line, short, and printable whatever it is."""
    try:
        return ascii(value)[:60] if isinstance(value, str) and not value.isprintable() else repr(value)[:60]
    except ValueError:  # Python will not write out numbers of thousands of digits
        return "một số quá lớn"


def _is_writable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


class JsonReader:
    """Reads one JSON object key by key, names each fault by its place, refuses a key nobody asked for."""

    def __init__(self, data: object, path: str) -> None:
        self.path = path
        if not isinstance(data, dict):
            raise Invalid({path or "json": "Phải là một đối tượng JSON."})
        self.data: dict[str, Any] = data
        self.known: set[str] = set()

    def fault(self, key: str, message: str) -> Invalid:
        """Return the error that names `key` of this object."""
        key = key if key.isprintable() else shown(key)
        return Invalid({f"{self.path}.{key}" if self.path else key: message})

    def take(self, key: str, *, required: bool = False) -> Any:
        """Return the value of `key`, None where it is missing or null."""
        self.known.add(key)
        if (value := self.data.get(key)) is None and required:
            raise self.fault(key, "Thiếu thông tin này.")
        return value

    def finish(self) -> None:
        """Refuse keys that were never asked for, so that a misspelt one is not taken for a missing one."""
        for key in self.data:
            if key not in self.known:
                raise self.fault(str(key), "Không có trường này.")

    def choice(self, key: str, choices: Any, *, required: bool = False) -> Any:
        """Return one of `choices`."""
        value = self.take(key, required=required)
        if value is not None and (not isinstance(value, str) or value not in choices):
            raise self.fault(key, f"Giá trị không có trong danh mục: {shown(value)}.")
        return value

    def text(self, key: str) -> str | None:
        """Return a text."""
        value = self.take(key)
        if value is not None and not isinstance(value, str):
            raise self.fault(key, f"Phải là một chuỗi; đang là {shown(value)}.")
        if value and not _is_writable(value):
            raise self.fault(key, f"Có ký tự không ghi được: {shown(value)}.")
        return value

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            raise self.fault(key, f"Phải là true hoặc false; đang là {shown(value)}.")
        return value

    def count(self, key: str, *, required: bool = False) -> int | None:
        """Return a whole number from 0."""
        value = self.take(key, required=required)
        if value is not None and (type(value) is not int or not 0 <= value <= _LARGEST):
            raise self.fault(key, f"Phải là số nguyên từ 0 đến {_LARGEST}; đang là {shown(value)}.")
        return value

    def year(self, key: str) -> int:
        """Return a year."""
        value = self.take(key, required=True)
        if type(value) is not int or not _FIRST_YEAR <= value <= _LAST_YEAR:
            message = f"Phải là một năm từ {_FIRST_YEAR} đến {_LAST_YEAR}; đang là {shown(value)}."
            raise self.fault(key, message)
        return value

    def years(self, key: str) -> list[int]:
        """Return a list of years, empty where it is missing."""
        values = self._list(key) or []
        row = JsonReader({f"{key}[{n}]": value for n, value in enumerate(values)}, self.path)
        return [row.year(place) for place in row.data]

    def day(self, key: str, *, required: bool = False) -> Any:
        """Return a date written YYYY-MM-DD."""
        value = self.take(key, required=required)
        if value is None:
            return None
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self.fault(key, f"Phải là một ngày dạng YYYY-MM-DD; đang là {shown(value)}.")

    def rows(self, key: str, read: Callable[[JsonReader], T]) -> tuple[T, ...] | None:
        """Return a list of objects, each read by `read`, or None where the key is missing."""
        if (values := self._list(key)) is None:
            return None
        found = []
        for n, value in enumerate(values):
            row = JsonReader(value, f"{self.path}.{key}[{n}]")
            found.append(read(row))
            row.finish()
        return tuple(found)

    def _list(self, key: str) -> list[Any] | None:
        value = self.take(key)
        if value is not None and not isinstance(value, list):
            raise self.fault(key, f"Phải là một danh sách; đang là {shown(value)}.")
        return value
