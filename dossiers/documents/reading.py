"""Plain data, as JSON gives it, to the dataclass of a kind; every fault is named by its dotted path."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args, get_origin

from dossiers.documents.fields import Form, bare, choices, is_optional, types_of
from dossiers.documents.text import clean
from workflow.errors import Invalid

LARGEST = 10**15


def read(record: type, data: object) -> Any:
    """Build `record` from a mapping (dates as `date` or ISO text) or from a record of the same class.

    Raises Invalid with a Vietnamese sentence for every field that is missing, unknown or of a wrong kind.
    """
    faults: dict[str, str] = {}
    plain = _as_mapping(data) if isinstance(data, record) else data
    result = _record(record, plain, "", faults)
    if faults:
        raise Invalid(faults)
    return result


def _as_mapping(data: Any) -> dict[str, Any]:
    return {field.name: getattr(data, field.name) for field in dataclasses.fields(data)}


def _record(record: type, data: object, path: str, faults: dict[str, str]) -> Any:
    if isinstance(data, record):
        data = _as_mapping(data)
    if not isinstance(data, Mapping):
        faults[path or "."] = "Phải là một nhóm thông tin (đối tượng JSON)."
        return None
    hints = types_of(record)
    fields = {field.name: field for field in dataclasses.fields(record)}
    for name in data.keys() - fields.keys():
        faults[_join(path, str(name))] = "Không có trường này trong loại văn bản; kiểm tra lại tên trường."
    values = {}
    for name, field in fields.items():
        where = _join(path, name)
        if name in data:
            values[name] = _value(hints[name], field, data[name], where, faults)
        elif field.default is dataclasses.MISSING:
            faults[where] = f"Thiếu: {field.metadata['about']}."
    return None if faults else record(**values)


def _value(hint: Any, field: dataclasses.Field[Any], value: object, path: str, faults: dict[str, str]) -> Any:
    if value is None and is_optional(hint):
        return None
    required = field.default is dataclasses.MISSING
    plain = bare(hint)
    if get_origin(plain) is not tuple:
        return _single(plain, field.metadata["form"], value, path, faults, required=required)
    if not isinstance(value, list | tuple):
        faults[path] = "Phải là một danh sách."
        return ()
    if required and not value:
        faults[path] = f"Cần ít nhất một mục: {field.metadata['about']}."
    item = get_args(plain)[0]
    form = field.metadata["form"]
    return tuple(_single(item, form, v, f"{path}.{n}", faults, required=True) for n, v in enumerate(value))


def _single(kind: Any, form: Form, value: object, path: str, faults: dict[str, str], *, required: bool) -> Any:
    try:
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return _record(kind, value, path, faults)
        if words := choices(kind):
            return _choice(words, value)
        if kind is str:
            return _text(value, form, required=required)
        return READERS[kind](value)
    except ValueError as fault:
        faults[path] = str(fault)
        return None


def _choice(words: tuple[str, ...], value: object) -> str:
    if value not in words:
        raise ValueError(f"Phải là một trong: {', '.join(words)}.")
    return str(value)


def _text(value: object, form: Form, *, required: bool) -> str:
    if not isinstance(value, str):
        raise ValueError("Phải là văn bản.")
    text = clean(value, prose=form is Form.PROSE)
    if required and not text:
        raise ValueError("Không được để trống.")
    return text


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("Phải là số nguyên.")
    if not 0 <= value <= LARGEST:
        raise ValueError("Phải là số nguyên không âm và không quá lớn.")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Phải là true hoặc false.")
    return value


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise ValueError("Phải là ngày dạng NNNN-TT-NN, ví dụ 2026-02-05.") from None


READERS: Mapping[type, Any] = {int: _whole, bool: _truth, date: _day}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
