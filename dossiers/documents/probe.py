"""Whether a template leaves out what no paper may lack: it is filled with data that can't be mistaken, and read.

So it does not matter by which marks a template says a thing, nor whether a block hides them in some papers.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from dossiers.documents.faults import Fault
from dossiers.documents.fields import choices, marks_of, types_of
from dossiers.documents.kinds import Kind
from dossiers.documents.marks import Scope, write, written
from dossiers.documents.needed import needed_of
from dossiers.documents.parts import STORY
from dossiers.documents.samples import samples
from dossiers.documents.word import PARAGRAPH, own_text, parse

FIRST_DAY = date(2031, 1, 1)
FIRST_NUMBER = 71_001


@dataclass(frozen=True)
class Wanted:
    """One value that must be read in the paper: under which mark, in which list's block, and its text."""

    mark: str
    about: str
    block: str
    text: str


@dataclass
class Probe:
    """Data under construction whose needed values are unlike any other text; `wanted` collects them."""

    wanted: list[Wanted] = field(default_factory=list)
    count: int = 0

    def mark(self, record: Any, needed: tuple[str, ...], block: str = "", prefix: str = "") -> Any:
        """Return the record with every needed value replaced by one of its own."""
        record_type: Any = type(record)
        hints = types_of(record_type)
        changes: dict[str, Any] = {}
        for each in dataclasses.fields(record):
            name, value = each.metadata["mark"], getattr(record, each.name)
            if dataclasses.is_dataclass(value) and not isinstance(value, type):
                inner = needed if not name else (*needed_of(type(value)), *_under(name, needed))
                changes[each.name] = self.mark(value, inner, block, f"{prefix}{name}." if name else prefix)
            elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
                own = needed_of(type(value[0]))
                changes[each.name] = tuple(self.mark(item, own, name) for item in value[:2])
            elif name in needed and value != each.default and not choices(hints[each.name]):
                changes[each.name] = self._unlike(value)
        marked = replace(record, **changes)
        self.wanted += _wanted(marked, needed, block, prefix)
        return marked

    def _unlike(self, value: Any) -> Any:
        self.count += 1
        if isinstance(value, tuple):
            return tuple(self._unlike(item) for item in value)
        if isinstance(value, str) and value:
            return f"Dữ liệu thử {self.count:04d}"
        if isinstance(value, date):
            return FIRST_DAY + timedelta(days=self.count)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return FIRST_NUMBER + self.count if is_number else value


def gaps(kind: Kind, fill: Callable[[Any], Mapping[str, bytes]]) -> Iterator[Fault]:
    """Yield a fault for every needed value that some sample paper lacks; `fill` makes the parts of a paper."""
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    missing: dict[tuple[str, str], list[str]] = defaultdict(list)
    sentences: dict[tuple[str, str], str] = {}
    for sample in samples(kind).values():
        probe = Probe()
        data = probe.mark(sample.data, needed_of(kind.record))
        shown, scope = _text_of(fill(data)), written(data)
        for wanted in probe.wanted:
            key = (wanted.block, wanted.mark)
            asked[key].append(sample.title)
            if _folded(wanted.text) not in shown:
                missing[key].append(sample.title)
                sentences.setdefault(key, _sentence(wanted, scope))
    for key, titles in missing.items():
        some = set(titles) != set(asked[key])
        when = f" Chỉ thiếu khi: {'; '.join(dict.fromkeys(titles)).lower()}." if some else ""
        yield Fault(sentences[key] + when)


def _under(name: str, needed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.removeprefix(f"{name}.") for each in needed if each.startswith(f"{name}."))


def _wanted(record: Any, needed: tuple[str, ...], block: str, prefix: str) -> Iterator[Wanted]:
    record_type: Any = type(record)
    for mark in marks_of(record_type):
        if mark.name in needed and (value := mark.read(record)):
            for one in value if isinstance(value, tuple) else (value,):
                yield Wanted(f"{prefix}{mark.name}", mark.about, block, str(write(one, mark.form)))


def _sentence(wanted: Wanted, scope: Scope) -> str:
    others = sorted(name for name, value in scope.items() if isinstance(value, str) and wanted.text in value)
    names = list(dict.fromkeys([wanted.mark, *others])) if not wanted.block else [wanted.mark]
    marks = " hoặc ".join(f"{{{{{name}}}}}" for name in names[:3])
    inside = f" trong khối {{{{#{wanted.block}}}}} … {{{{/{wanted.block}}}}}" if wanted.block else ""
    return f"Thiếu mốc bắt buộc {marks}{inside} ({wanted.about[:1].lower()}{wanted.about[1:]})."


def _text_of(parts: Mapping[str, bytes]) -> str:
    roots = (parse(content) for name, content in parts.items() if STORY.fullmatch(name))
    return _folded("\n".join(own_text(paragraph) for root in roots for paragraph in root.iter(PARAGRAPH)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
