"""Read law files strictly: YAML to plain values that know their line, and those to frozen dataclasses.

Stricter than YAML itself: no key twice, no anchors, aliases or tags, no floats (shares and coefficients are
`Fraction`), `no` and `off` stay words, dates are dates.  Every fault is a LawError with file, line and path.
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from workflow.errors import LawError

T = TypeVar("T")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")  # what is longer stays text: no law counts so far
_FRACTION = re.compile(r"\d{1,9}(/\d{1,9}|\.\d{1,9})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}


class Table(dict[Any, Any]):
    """A mapping read from a file; `line` is where it begins, `lines` where each key stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


class Rows(list[Any]):
    """A list read from a file; `lines` says where each item begins."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def read(path: Path, file: str = "") -> Table:
    """Return the mapping in `path`; `file` is the name shown in faults.  Raises LawError."""
    file = file or str(path)
    try:
        return parse(path.read_text(encoding="utf-8"), file)
    except (OSError, UnicodeDecodeError) as fault:
        raise LawError(f"không đọc được tệp: {fault}", file=file) from None


def parse(text: str, file: str) -> Table:
    """Return the mapping that `text` holds.  Raises LawError naming `file` and line."""
    if not unicodedata.is_normalized("NFC", text):
        raise LawError("văn bản chưa ở dạng Unicode NFC", file=file)
    try:
        value = _Reader(yaml.parse(text, Loader=_PARSER), file).document()
    except yaml.MarkedYAMLError as fault:
        line = getattr(fault.problem_mark, "line", -1) + 1  # libyaml's own marks carry no type
        raise LawError(f"sai cú pháp YAML: {fault.problem}", file=file, line=line) from None
    except yaml.YAMLError as fault:
        raise LawError(f"sai cú pháp YAML: {fault}", file=file) from None
    except RecursionError:
        raise LawError("lồng nhau quá sâu", file=file) from None
    if not isinstance(value, Table):
        raise LawError("tệp phải là một bảng khóa và giá trị", file=file, line=1)
    return value


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Reader:
    """Turns YAML events into values; working on events is what lets anchors and repeated keys be refused."""

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self.events, self.file = events, file

    def document(self) -> object:
        """Return the value of the only document of the stream."""
        value: object = None
        seen = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    raise self._fault("mỗi tệp chỉ một văn bản YAML", event)
                value = self._value(next(self.events))
        return value

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._fault("không dùng neo (&) và bí danh (*)", event)
        if event.tag not in (None, "!"):
            raise self._fault(f"không dùng thẻ {event.tag}", event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._rows()
        return self._scalar(event)

    def _table(self, start: Any) -> Table:
        table = Table(_line(start))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._fault("khóa phải là một từ, một số hoặc một ngày", event)
            key = self._value(event)
            if key in table:
                raise self._fault(f"khóa viết hai lần: {key}", event)
            table[key] = self._value(next(self.events))
            table.lines[key] = _line(event)
        return table

    def _rows(self) -> Rows:
        rows = Rows()
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            rows.lines.append(_line(event))
            rows.append(self._value(event))
        return rows

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0]:  # it was quoted, so it is text whatever it looks like
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise self._fault(f"không có ngày {text}", event) from None
        return text

    def _fault(self, fault: str, event: Any) -> LawError:
        return LawError(fault, file=self.file, line=_line(event))


def build(cls: type[T], value: object, *, file: str, path: str = "", line: int | None = None) -> T:
    """Return `value` as an instance of `cls`, a frozen dataclass or a type that its fields may have.

    A field `from_` reads the key `from`.  Fields without a default must be given; no other key may stand
    there.  A class with a classmethod `parse(text)` is read from text.  Raises LawError.
    """
    return typing.cast(T, _Builder(file).build(cls, value, path, line))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file

    def build(self, kind: Any, value: Any, path: str, line: int | None) -> Any:
        line = value.line if isinstance(value, Table) else line
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if kind is Any or kind is object:
            return value
        if origin in (types.UnionType, typing.Union):
            return self._union(arguments, value, path, line)
        if origin is tuple:
            return self._tuple(arguments[0], value, path, line)
        if origin in (Mapping, dict):
            return self._mapping(arguments, value, path, line)
        if origin is typing.Literal:
            if value in arguments:
                return value
            choices = ", ".join(map(str, arguments))
            raise self._fault(f"phải là một trong {choices}; đang là {value!r}", path, line)
        if isinstance(value, str) and hasattr(kind, "parse"):
            return self._parsed(kind.parse, value, path, line)
        if is_dataclass(kind):
            return self._record(kind, value, path, line)
        return self._plain(kind, value, path, line)

    def _plain(self, kind: Any, value: Any, path: str, line: int | None) -> Any:
        if kind is Fraction and not isinstance(value, bool) and _FRACTION.fullmatch(str(value)):
            return self._parsed(Fraction, str(value), path, line)
        if issubclass(kind, Enum):
            return self._parsed(kind, value, path, line)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise self._fault(f"phải là {kind.__name__}; đang là {value!r}", path, line)

    def _parsed(self, parse: Any, value: Any, path: str, line: int | None) -> Any:
        try:
            return parse(value)
        except (ValueError, ZeroDivisionError) as fault:
            raise self._fault(str(fault), path, line) from None

    def _union(self, kinds: tuple[Any, ...], value: Any, path: str, line: int | None) -> Any:
        if value is None and type(None) in kinds:
            return None
        (kind,) = (kind for kind in kinds if kind is not type(None))  # only `X | None` is used in records
        return self.build(kind, value, path, line)

    def _tuple(self, kind: Any, value: Any, path: str, line: int | None) -> tuple[Any, ...]:
        if not isinstance(value, Rows):
            raise self._fault(f"phải là một danh sách; đang là {value!r}", path, line)
        numbered = zip(value, value.lines, strict=True)
        return tuple(self.build(kind, item, f"{path}[{n}]", at) for n, (item, at) in enumerate(numbered))

    def _mapping(self, kinds: tuple[Any, ...], value: Any, path: str, line: int | None) -> Mapping[Any, Any]:
        if not isinstance(value, Table):
            raise self._fault(f"phải là một bảng; đang là {value!r}", path, line)
        of_key, of_item = kinds
        return types.MappingProxyType(
            {
                self.build(of_key, key, f"{path}.{key}", value.lines[key]): self.build(
                    of_item, item, f"{path}.{key}".lstrip("."), value.lines[key]
                )
                for key, item in value.items()
            }
        )

    def _record(self, cls: Any, value: Any, path: str, line: int | None) -> Any:
        if not isinstance(value, Table):
            raise self._fault(f"phải là một bảng; đang là {value!r}", path, line)
        known = {field.name.rstrip("_"): field for field in fields(cls) if field.init}
        for key in value:
            if key not in known:
                raise self._fault(f"không có khóa “{key}”", path, value.lines[key])
        given = {}
        for key, field in known.items():
            if key in value:
                place = f"{path}.{key}".lstrip(".")
                given[field.name] = self.build(_hints(cls)[field.name], value[key], place, value.lines[key])
            elif field.default is MISSING and field.default_factory is MISSING:
                raise self._fault(f"thiếu khóa “{key}”", path, line)
        return self._parsed(lambda arguments: cls(**arguments), given, path, line)

    def _fault(self, fault: str, path: str, line: int | None) -> LawError:
        return LawError(fault, file=self.file, path=path, line=line)
