"""The legal texts that rules rest on, and the check that no rule rests on a dead one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from workflow.citations import Citation
from workflow.dated import Dated, Trust
from workflow.errors import LawError
from workflow.loader import build, read


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One law, decree, circular, decision or official letter; `to` is its last day, where it has one."""

    kind: str
    title: str
    issuing_body: str
    from_: date
    to: date | None = None
    issued: date | None = None
    replaced_by: str = ""
    amends: tuple[str, ...] = ()
    trust: Trust = "H"
    doubt: str = ""
    number: str = ""

    def __post_init__(self) -> None:
        if self.trust != "H" and not self.doubt:
            raise ValueError("văn bản có độ tin M hoặc L phải nói rõ điều còn nghi ngờ (doubt)")
        if self.to and self.to < self.from_:
            raise ValueError("ngày hết hiệu lực trước ngày có hiệu lực")

    def is_in_force(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.from_ <= day and (self.to is None or day <= self.to)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass(frozen=True)
class Instruments:
    """Every instrument by its number."""

    by_number: Mapping[str, Instrument]

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self.by_number.values())

    def __getitem__(self, number: str) -> Instrument:
        return self.by_number[number]

    def in_force(self, day: date) -> tuple[Instrument, ...]:
        """The instruments in force on `day`, in the order of the file."""
        return tuple(instrument for instrument in self if instrument.is_in_force(day))

    def fault(self, citation: Citation, first: date, last: date | None) -> str:
        """Say why `citation` cannot carry a rule from `first` to `last` (None: still holding), or "".

        A rule cannot outlive the text that it rests on: when that is replaced, the rule needs a new source.
        """
        instrument = self.by_number.get(citation.number)
        if instrument is None:
            return f"không có văn bản “{citation.number}” trong danh mục văn bản"
        if instrument.kind != citation.kind:
            return f"văn bản {citation.number} là {instrument.kind}, không phải {citation.kind}"
        if first < instrument.from_:
            return f"{instrument} chưa có hiệu lực ngày {first:%d/%m/%Y} (từ {instrument.from_:%d/%m/%Y})"
        if instrument.to and (last is None or last > instrument.to):
            successor = f", thay bằng {instrument.replaced_by}" if instrument.replaced_by else ""
            return f"{instrument} hết hiệu lực sau ngày {instrument.to:%d/%m/%Y}{successor}: cần căn cứ mới"
        return ""

    def check_dated(self, history: Dated[Any]) -> None:
        """Raise LawError where a value of `history` rests on an instrument not in force while it holds."""
        for value, last in history.spans():
            place = f"{history.path}.{value.from_}".lstrip(".")
            for citation in value.cite.items:
                if fault := self.fault(citation, value.from_, last):
                    raise LawError(fault, file=history.file, path=place, line=value.line)


def read_instruments(files: Iterable[tuple[Path, str]]) -> Instruments:
    """Read instrument files, later ones adding to earlier ones.

    Raises LawError also where one names a replacement or an amended text that is not listed.
    """
    found: dict[str, Instrument] = {}
    origin: dict[str, tuple[str, int]] = {}
    for path, file in files:
        table = read(path, file)
        for number, written in table.items():
            if number in found:
                raise LawError("văn bản đã có ở tệp khác", file=file, path=number, line=table.lines[number])
            instrument = build(Instrument, written, file=file, path=number, line=table.lines[number])
            found[number] = replace(instrument, number=number)
            origin[number] = file, table.lines[number]
    for number, instrument in found.items():
        for named in (*instrument.amends, *filter(None, (instrument.replaced_by,))):
            if named not in found:
                file, line = origin[number]
                raise LawError(f"không có văn bản “{named}”", file=file, path=number, line=line)
    return Instruments(found)
