"""How a paper's fields are declared: a frozen dataclass, each field with mark, meaning and example."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints


class Form(Enum):
    """How a value is written into the paper, where its type alone does not say."""

    PLAIN = "as it is"
    CAPITALS = "in capital letters"
    PROSE = "long text; each line becomes a paragraph"
    SHORT_DATE = "05/02/2026 in place of ngày 05 tháng 02 năm 2026"
    COUNT = "05: with a leading zero below ten"
    MONEY = "figures and words"
    FIGURES = "5.700.000"
    CLOSED = "lines ended by ; and the last by ."
    ADDRESSEES = "lines led by a dash and closed; one alone also under mark_mot, several under mark_nhieu"
    DASHED = "the same, each led by a dash"
    QR = "a QR code in place of the template's picture"


@dataclass(frozen=True)
class Mark:
    """What may stand between braces in a template: its name, meaning, type and how to read it from the data.

    An empty name means that the marks of the nested record are the paper's own.
    """

    name: str
    about: str
    type: Any
    form: Form
    read: Callable[[Any], object]

    @property
    def record(self) -> type | None:
        """The dataclass inside (also inside a tuple or beside None), if there is one."""
        return next((part for part in _parts(self.type) if dataclasses.is_dataclass(part)), None)


def fact(mark: str, about: str, example: object = None, *, form: Form = Form.PLAIN, default: object = MISSING) -> Any:
    """Declare a field: its Vietnamese `mark`, what it means, an example, the form it is written in."""
    return dataclasses.field(default=default, metadata={"mark": mark, "about": about, "example": example, "form": form})


F = TypeVar("F", bound=Callable[[Any], object])


def derived(mark: str, about: str, *, form: Form = Form.PLAIN) -> Callable[[F], F]:
    """Declare a mark that is worked out from the fields: the method's result is written under `mark`."""

    def remember(method: F) -> F:
        method.__dict__["derived"] = (mark, about, form)
        return method

    return remember


@cache
def types_of(record: type) -> dict[str, Any]:
    """Return the type of each field of a dataclass."""
    return get_type_hints(record)


@cache
def marks_of(record: type) -> tuple[Mark, ...]:
    """Return every mark that `record`, a dataclass, offers: its fields, then its derived marks."""
    hints = types_of(record)
    own = [
        Mark(meta["mark"], meta["about"], hints[name], meta["form"], _attribute(name))
        for name, meta in ((field.name, field.metadata) for field in dataclasses.fields(record))
    ]
    methods = (value for value in vars(record).values() if hasattr(value, "derived"))
    return (*own, *(_derived_mark(method) for method in methods))


def is_optional(annotation: Any) -> bool:
    """Say whether None is allowed."""
    return NoneType in _parts(annotation)


def bare(annotation: Any) -> Any:
    """Return the annotation without its `| None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(part for part in get_args(annotation) if part is not NoneType)
    return annotation


def choices(annotation: Any) -> tuple[str, ...]:
    """Return the allowed words of a Literal, or nothing."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _parts(annotation: Any) -> tuple[Any, ...]:
    inner = tuple(part for arg in get_args(annotation) for part in _parts(arg))
    return (annotation, *inner)


def _attribute(name: str) -> Callable[[Any], object]:
    return lambda record: getattr(record, name)


def _derived_mark(method: Any) -> Mark:
    mark, about, form = method.derived
    return Mark(mark, about, get_type_hints(method)["return"], form, method)
