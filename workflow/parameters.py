"""Numbers and choices of the law by name and day, and what a province may set or tighten of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from workflow.citations import Citations
from workflow.dated import Dated, DatedValue, read_dated
from workflow.errors import LawError
from workflow.instruments import Instruments
from workflow.loader import build, read

UNITS: dict[str, Any] = {
    "share_at_least": Fraction,
    "share_more_than": Fraction,
    "working_days": int,
    "dong": int,
    "coefficient": Fraction,
    "flag": bool,
    "count": int,
    "text": str,
    "coefficients": Mapping[str, Fraction],
}


@dataclass(frozen=True)
class Delegation:
    """What lets a province give its own value: the clause, and in which direction it may go."""

    cite: Citations
    may: Literal["set", "raise", "lower"]


@dataclass(frozen=True)
class _Written:
    name: str
    unit: Literal[tuple(UNITS)]  # type: ignore[valid-type]
    values: object
    delegated: Delegation | None = None


@dataclass(frozen=True)
class Parameter:
    """One value of the law through time; `unit` says what it measures and is a key of UNITS.

    `own_from` is the day from which the province's own values hold, where it has given any.
    """

    key: str
    name: str
    unit: str
    history: Dated[Any]
    delegated: Delegation | None = None
    own_from: date | None = None

    def on(self, day: date) -> DatedValue[Any]:
        """Return what holds on `day` with its citation; raises LawError where nothing does."""
        return self.history.on(day)

    def find(self, day: date) -> DatedValue[Any] | None:
        """Return what holds on `day`, or None where nothing does."""
        return self.history.find(day)


def read_parameters(folder: Path, root: Path, instruments: Instruments) -> dict[str, Parameter]:
    """Read every file of `folder`; a parameter's key is the file's name, a dot, and its key in the file.

    Raises LawError where a value is of the wrong kind, a share lies outside 0..1 or a source is not in force.
    """
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = str(path.relative_to(root))
        for name, written in (table := read(path, file)).items():
            record = build(_Written, written, file=file, path=name, line=table.lines[name])
            history = read_dated(UNITS[record.unit], record.values, file=file, path=f"{name}.values")
            parameter = Parameter(f"{path.stem}.{name}", record.name, record.unit, history, record.delegated)
            _check(parameter, instruments)
            found[parameter.key] = parameter
    return found


def overlay(base: Mapping[str, Parameter], path: Path, file: str, instruments: Instruments) -> dict[str, Parameter]:
    """Return `base` with a province's own values, which begin on their days and hold from then on.

    Raises LawError where a value is not delegated or is looser than the law's.
    """
    merged = dict(base)
    for key, values in (table := read(path, file)).items():
        line = table.lines[key]
        if key not in base:
            raise LawError("không có tham số này", file=file, path=key, line=line)
        merged[key] = _overlaid(base[key], values, file, line)
        _check(merged[key], instruments)
    return merged


def _overlaid(parameter: Parameter, values: object, file: str, line: int) -> Parameter:
    if parameter.delegated is None:
        raise LawError("luật không giao cho tỉnh quy định", file=file, path=parameter.key, line=line)
    own = read_dated(UNITS[parameter.unit], values, file=file, path=parameter.key)
    for value in own.values:
        _check_direction(parameter, parameter.delegated.may, value, file)
    first = own.values[0].from_ if own.values else date.max
    kept = tuple(value for value in parameter.history.values if value.from_ < first)
    history = Dated((*kept, *own.values), file, parameter.key)
    return replace(parameter, history=history, own_from=first if own.values else None)


def _check_direction(parameter: Parameter, may: str, value: DatedValue[Any], file: str) -> None:
    for national, last in parameter.history.spans():
        if may == "set" or value.value is None or (last and last < value.from_):
            continue
        is_looser = value.value < national.value if may == "raise" else value.value > national.value
        if is_looser:
            fault = f"tỉnh chỉ được quy định chặt hơn mức {national.value} của trung ương"
            raise LawError(fault, file=file, path=f"{parameter.key}.{value.from_}", line=value.line)


def _check(parameter: Parameter, instruments: Instruments) -> None:
    history = parameter.history
    instruments.check_dated(history)
    for value in history.values:
        if value.value is not None and (fault := _fault(parameter.unit, value.value)):
            raise LawError(fault, file=history.file, path=f"{history.path}.{value.from_}", line=value.line)


def _fault(unit: str, value: Any) -> str:
    if unit.startswith("share") and not 0 < value <= 1:
        return f"tỷ lệ phải lớn hơn 0 và không quá 1; đang là {value}"
    if unit in ("working_days", "dong", "count") and value < 0:
        return f"không thể âm: {value}"
    return ""
