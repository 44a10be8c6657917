"""Proofs about procedure files: what may be used at all, found before anyone depends on it.

Every fault is told, not only the first: a broken record does not hide what the graph of states would show.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workflow.citations import Citations
from workflow.errors import LawError
from workflow.guards import GUARDS
from workflow.instruments import read_instruments
from workflow.loader import Rows, Table, build, read
from workflow.procedure_text import HeadText, StateText, StepText
from workflow.roles import Role
from workflow.vocabulary import DOCUMENTS, PORTAL_WORDS

LAW = Path(__file__).parent / "law"
PROCEDURES = LAW / "procedures"
_NAME = re.compile(r"[a-z][a-z_]{0,29}")


@dataclass(frozen=True)
class Fault:
    """One reason why a procedure may not be used: in which file, at which place of it, and what is wrong."""

    file: str
    path: str
    fault: str


@dataclass(frozen=True)
class Names:
    """What a procedure may name: guards, documents, roles, parameters of deadlines, legal instruments."""

    guards: Collection[str]
    documents: Collection[str]
    roles: Collection[str]
    parameters: Collection[str]
    instruments: Collection[str]

    @classmethod
    def shipped(cls) -> Names:
        """Return the names that the engine and its law files define."""
        roles = frozenset(map(str, Role))
        return cls(GUARDS.keys(), DOCUMENTS.keys(), roles, parameter_names(), instrument_names())


@dataclass(frozen=True)
class Edge:
    """A way from one state to another, and where the file says so."""

    step: str
    source: str
    target: str
    path: str


def answer(files: Iterable[Path] | None = None) -> list[dict[str, str]]:
    """Return the faults of `files`, or of the shipped procedures, each as `{"file", "path", "fault"}`."""
    names = Names.shipped()
    found: list[dict[str, str]] = []
    for path in sorted(PROCEDURES.glob("*.yaml")) if files is None else files:
        found += map(asdict, file_faults(path, names))
    return found


def parameter_names() -> frozenset[str]:
    """Return the names of the dated parameters that the law files define."""
    return frozenset(f"{path.stem}.{key}" for path in (LAW / "parameters").glob("*.yaml") for key in read(path))


def instrument_names() -> frozenset[str]:
    """Return the instruments that the law files list, as citations print them ("Luật 06/2022/QH15")."""
    return frozenset(map(str, read_instruments([(LAW / "instruments.yaml", "instruments.yaml")])))


def file_faults(path: Path, names: Names) -> list[Fault]:
    """Return the faults of one file; what can't be read at all is a fault too."""
    try:
        return faults(read(path), names, file=str(path))
    except LawError as error:
        return [_told(error)]


def faults(data: Table, names: Names, *, file: str) -> list[Fault]:
    """Return every reason why the procedure in `data` may not be used; none means that it may."""
    found = [_told(error) for error in _unreadable(HeadText, data, "", file)]
    states, steps = data.get("states"), data.get("steps")
    if not isinstance(states, Table) or not isinstance(steps, Rows) or not states or not steps:
        return [*found, Fault(file, "", "phải có bảng “states” và danh sách “steps”, không bảng nào trống")]
    for name, state in states.items():
        found += _state_faults(name, state, states, file)
    for index, step in enumerate(steps):
        found += _step_faults(f"steps[{index}]", step, states, names, file)
    found += (Fault(file, path, fault) for path, fault in _graph_faults(data, states, list(_edges(steps))))
    return found


def _told(error: LawError) -> Fault:
    place = f" (dòng {error.line})" if error.line else ""
    return Fault(error.file, error.path, f"{error.fault}{place}")


def _unreadable(cls: type, value: object, path: str, file: str) -> list[LawError]:
    try:
        build(cls, value, file=file, path=path)
    except LawError as error:
        return [error]
    return []


def _state_faults(name: object, value: object, states: Table, file: str) -> Iterator[Fault]:
    path = f"states.{name}"
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield Fault(file, path, f"tên trạng thái “{name}” phải gồm chữ thường không dấu và gạch dưới, tối đa 30 ký tự")
    yield from (_told(error) for error in _unreadable(StateText, value, path, file))
    if not isinstance(value, Table):
        return
    for key in ("inside", "public"):
        if value.get(key) == "":
            yield Fault(file, f"{path}.{key}", "nhãn trạng thái để trống")
    word = value.get("portal_status")
    if word is not None and word not in PORTAL_WORDS:
        yield Fault(file, f"{path}.portal_status", f"“{word}” không phải trạng thái của Cổng dịch vụ công")
    for key in ("held_from", "returned_from"):
        if key in value and not _has(states, value[key]):
            yield Fault(file, f"{path}.{key}", f"không có trạng thái “{value[key]}”")
    origin = states[held] if _has(states, held := value.get("held_from")) else None
    for key in ("public", "portal_status"):  # a hold has reasons that the public must not even guess
        if isinstance(origin, Table) and origin.get(key) != value.get(key):
            yield Fault(file, f"{path}.{key}", f"lộ việc tạm dừng: phải ghi như ở trạng thái “{held}”")


def _step_faults(path: str, step: object, states: Table, names: Names, file: str) -> Iterator[Fault]:
    yield from (_told(error) for error in _unreadable(StepText, step, path, file))
    if not isinstance(step, Table):
        return
    name = step.get("name")
    if isinstance(name, str) and not _NAME.fullmatch(name):
        yield Fault(file, f"{path}.name", f"tên bước “{name}” phải gồm chữ thường không dấu và gạch dưới")
    yield from (Fault(file, f"{path}.cite", f"bước “{name}”: {fault}") for fault in _cite_faults(step, names))
    if not step.get("by"):
        yield Fault(file, f"{path}.by", f"bước “{name}” không giao cho vai trò nào")
    if not step.get("from"):
        yield Fault(file, f"{path}.from", f"bước “{name}” không đi từ trạng thái nào")
    if isinstance(to := step.get("to"), str) and not _has(states, to):
        yield Fault(file, f"{path}.to", f"bước “{name}” dẫn đến trạng thái không có: “{to}”")
    known: Sequence[tuple[str, Collection[Any], str]] = (
        ("from", states, "trạng thái"),
        ("by", names.roles, "vai trò"),
        ("guards", names.guards, "điều kiện"),
        ("documents", names.documents, "loại văn bản"),
        ("papers", names.documents, "loại văn bản"),
    )
    for key, allowed, noun in known:
        for place, fault in _list_faults(step.get(key), allowed, noun):
            yield Fault(file, f"{path}.{key}{place}", f"bước “{name}”: {fault}")
    yield from (Fault(file, f"{path}.due", f"bước “{name}”: {fault}") for fault in _due_faults(step.get("due"), names))


def _list_faults(value: object, allowed: Collection[Any], noun: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Rows):
        return
    for index, item in enumerate(value):
        if not isinstance(item, str) or item not in allowed:
            yield f"[{index}]", f"không có {noun} “{item}”"
        elif item in value[:index]:
            yield f"[{index}]", f"{noun} “{item}” viết hai lần"


def _due_faults(due: object, names: Names) -> Iterator[str]:
    if not isinstance(due, Table) or "working_days" not in due:
        return
    days = due["working_days"]
    if isinstance(days, str) and days not in names.parameters:
        yield f"không có tham số thời hạn “{days}”"
    elif not isinstance(days, str) and (type(days) is not int or days < 1):
        yield f"thời hạn phải là số ngày làm việc lớn hơn 0 hoặc tên một tham số; đang là {days!r}"


def _cite_faults(step: Table, names: Names) -> Iterator[str]:
    cite = step.get("cite")
    if not isinstance(cite, str) or not cite:
        yield "không có căn cứ"
        return
    with suppress(ValueError):  # a malformed citation was told when the step was read
        for citation in Citations.parse(cite).items:
            if citation.instrument not in names.instruments:
                yield f"không có văn bản “{citation.instrument}” trong danh mục văn bản"


def _has(states: Table, name: object) -> bool:
    return isinstance(name, str) and name in states


def _edges(steps: Rows) -> Iterator[Edge]:
    """Yield what can be read of the graph, whatever else is wrong with a step."""
    for index, step in enumerate(steps):
        if isinstance(step, Table) and isinstance(sources := step.get("from"), Rows):
            for source in sources:
                if isinstance(source, str) and isinstance(target := step.get("to"), str):
                    yield Edge(str(step.get("name")), source, target, f"steps[{index}]")


def _graph_faults(data: Table, states: Table, edges: list[Edge]) -> Iterator[tuple[str, str]]:
    start = data.get("start") or next(iter(states))
    if not _has(states, start):
        yield "start", f"không có trạng thái bắt đầu “{start}”"
        return
    ends = {name for name, state in states.items() if isinstance(state, Table) and state.get("end") is True}
    forward = [(edge.source, edge.target) for edge in edges]
    reached = _closure({start}, forward)
    for name in states:
        if name not in reached:
            yield f"states.{name}", f"không có bước nào dẫn đến trạng thái “{name}”"
    if not ends:
        yield "states", "không có trạng thái kết thúc nào (end: true)"
    else:
        ending = _closure(ends, [(target, source) for source, target in forward])
        for name in states:
            if name not in ending:
                yield f"states.{name}", f"từ trạng thái “{name}” không có đường đến trạng thái kết thúc"
    yield from _edge_faults(edges, ends)
    yield from _pause_faults(states, edges, ends)


def _closure(found: set[str], ways: Collection[tuple[str, str]]) -> set[str]:
    """Return `found` with everything that `ways` lead to from there."""
    while more := {target for source, target in ways if source in found and target not in found}:
        found = found | more
    return found


def _edge_faults(edges: list[Edge], ends: set[str]) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, str], str] = {}
    for edge in edges:
        if edge.source in ends:
            yield edge.path, f"bước “{edge.step}” đi ra từ trạng thái kết thúc “{edge.source}”"
        if (at := first.setdefault((edge.step, edge.source), edge.path)) != edge.path:
            yield edge.path, f"hai bước cùng tên “{edge.step}” từ trạng thái “{edge.source}” (bước kia: {at})"


def _pause_faults(states: Table, edges: list[Edge], ends: set[str]) -> Iterator[tuple[str, str]]:
    """A pause is entered from the state it interrupts alone, and leads back there or to an end."""
    for name, state in states.items():
        origin = (state.get("held_from") or state.get("returned_from")) if isinstance(state, Table) else None
        if not origin:
            continue
        for edge in edges:
            if edge.target == name and edge.source not in (origin, name):
                yield (
                    edge.path,
                    f"bước “{edge.step}” vào “{name}” từ “{edge.source}”, không phải từ “{origin}”",
                )
            if edge.source == name and edge.target not in (origin, name) and edge.target not in ends:
                yield (
                    edge.path,
                    f"bước “{edge.step}” rời “{name}” đến “{edge.target}”, không phải về “{origin}”",
                )
        if not any((edge.source, edge.target) == (name, origin) for edge in edges):
            yield f"states.{name}", f"không có bước nào đưa “{name}” trở về “{origin}”"
