"""An award's criteria as a tree of all / any / share / judgement / meets over named predicates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.case import GROUNDS
from workflow.citations import Citations
from workflow.dated import Dated, DatedValue, Trust
from workflow.errors import LawError
from workflow.loader import Rows, Table, build
from workflow.predicates import PREDICATES, Predicate
from workflow.predicates.members import Share

_OPERATORS = ("all", "any", "share", "judgement", "meets", "rule")
_COMMON = ("name", "when")


@dataclass(frozen=True)
class When:
    """For whom a branch is open: some grounds, people who work in production themselves, or everybody."""

    grounds: tuple[str, ...] = ()
    direct_worker: bool | None = None

    def __post_init__(self) -> None:
        if unknown := set(self.grounds) - set(GROUNDS):
            raise ValueError(f"không có loại hình khen thưởng {', '.join(sorted(unknown))}")


@dataclass(frozen=True)
class Source:
    """Where a leaf of the tree comes from and how far that is to be trusted."""

    cite: Citations
    trust: Trust = "H"
    doubt: str = ""

    def __post_init__(self) -> None:
        if self.trust != "H" and not self.doubt:
            raise ValueError("độ tin M hoặc L phải nói rõ điều còn nghi ngờ (doubt)")


@dataclass(frozen=True, kw_only=True)
class Node:
    """One place of the tree; `name` is the branch's name in words, `place` its path in the file."""

    name: str = ""
    when: When = When()
    place: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class Every(Node):
    """All children must hold."""

    children: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Either(Node):
    """One child is enough."""

    children: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Leaf(Node):
    """A single point with its source."""

    source: Source


@dataclass(frozen=True, kw_only=True)
class Judgement(Leaf):
    """What only people can weigh; never computed."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Meets(Leaf):
    """The criteria of another award, for the same candidate and year."""

    award: str


@dataclass(frozen=True, kw_only=True)
class Rule(Leaf):
    """A named predicate with its arguments."""

    key: str
    predicate: Predicate


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield every leaf of the tree in order."""
    if isinstance(node, Every | Either):
        for child in node.children:
            yield from leaves(child)
    elif isinstance(node, Leaf):
        yield node


def read_history(written: object, *, first: date, file: str, path: str, line: int) -> Dated[Node]:
    """Read a tree that holds from `first` on, or several by the first day of each; every leaf cites for itself.

    Raises LawError as `read_node` does, and where the days are not in order.
    """
    if not isinstance(written, Table) or not any(isinstance(key, date) for key in written):
        tree = read_node(written, file=file, path=path, line=line)
        return Dated((DatedValue(first, tree, Citations(()), line=line),), file, path)
    values: list[DatedValue[Node]] = []
    for day, each in written.items():
        place, at = f"{path}.{day}", written.lines[day]
        if not isinstance(day, date):
            raise LawError(f"khóa phải là ngày bắt đầu; đang là {day!r}", file=file, path=path, line=at)
        if values and day <= values[-1].from_:
            raise LawError("các tiêu chuẩn chồng lên nhau: ngày phải tăng dần", file=file, path=place, line=at)
        tree = read_node(each, file=file, path=place, line=at)
        values.append(DatedValue(day, tree, Citations(()), line=at))
    return Dated(tuple(values), file, path)


def read_node(written: object, *, file: str, path: str, line: int | None = None) -> Node:
    """Read a tree; raises LawError where an operator, a predicate or an argument is unknown or missing."""
    if not isinstance(written, Table):
        fault = f"phải là một bảng có một trong {', '.join(_OPERATORS)}"
        raise LawError(fault, file=file, path=path, line=line)
    operators = [key for key in written if key in _OPERATORS]
    if len(operators) != 1:
        fault = f"phải có đúng một trong {', '.join(_OPERATORS)}"
        raise LawError(fault, file=file, path=path, line=written.line)
    (operator,) = operators
    common: dict[str, Any] = {"place": path, "line": written.line, "name": written.get("name", "")}
    if "when" in written:
        at = written.lines["when"]
        common["when"] = build(When, written["when"], file=file, path=f"{path}.when", line=at)
    if operator in ("all", "any"):
        _only(written, {operator, *_COMMON}, file, path)
        children = _children(written[operator], file, f"{path}.{operator}", written.lines[operator])
        return (Every if operator == "all" else Either)(children=children, **common)
    return _leaf(operator, written, file, path, common)


def _children(written: object, file: str, path: str, line: int) -> tuple[Node, ...]:
    if not isinstance(written, Rows) or not written:
        raise LawError("phải là một danh sách không trống", file=file, path=path, line=line)
    numbered = enumerate(zip(written, written.lines, strict=True))
    return tuple(read_node(item, file=file, path=f"{path}[{n}]", line=at) for n, (item, at) in numbered)


def _leaf(operator: str, written: Table, file: str, path: str, common: dict[str, Any]) -> Leaf:
    sources = {"cite", "trust", "doubt"}
    source = build(Source, _part(written, sources), file=file, path=path, line=written.line)
    if operator != "rule":
        _only(written, {operator, *_COMMON, *sources}, file, path)
    value, line = written[operator], written.lines[operator]
    if operator == "judgement":
        return Judgement(text=build(str, value, file=file, path=path, line=line), source=source, **common)
    if operator == "meets":
        return Meets(award=build(str, value, file=file, path=path, line=line), source=source, **common)
    if operator == "share":
        share = build(Share, value, file=file, path=f"{path}.share", line=line)
        return Rule(key="share", predicate=share, source=source, **common)
    if value not in PREDICATES:
        raise LawError(f"không có quy tắc “{value}”", file=file, path=path, line=line)
    arguments = _part(written, set(written) - {"rule", *_COMMON, *sources})
    predicate = build(PREDICATES[value], arguments, file=file, path=path, line=written.line)
    return Rule(key=value, predicate=predicate, source=source, **common)


def _part(written: Table, keys: set[str]) -> Table:
    part = Table(written.line)
    for key in written:
        if key in keys:
            part[key], part.lines[key] = written[key], written.lines[key]
    return part


def _only(written: Table, keys: set[str], file: str, path: str) -> None:
    for key in written:
        if key not in keys:
            raise LawError(f"không có khóa “{key}”", file=file, path=path, line=written.lines[key])
