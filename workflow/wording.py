"""The recitals ("Căn cứ …") of documents, chosen by kind, day and who signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from workflow.errors import LawError
from workflow.instruments import Instruments
from workflow.loader import build, read

_MARK = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, kw_only=True)
class Recital:
    """One line; `{marks}` in its text are facts of the document.

    It stands only while its `instrument` is in force: on the day of reception for the law on commendation, on
    the document's own day for others (`by`).
    """

    text: str
    kinds: tuple[str, ...]
    unit_kinds: tuple[str, ...]
    instrument: str = ""
    by: Literal["document", "reception"] = "document"


@dataclass(frozen=True)
class _File:
    recitals: tuple[Recital, ...]


def read_recitals(path: Path, file: str, instruments: Instruments) -> tuple[Recital, ...]:
    """Read the lines in their order; raises LawError where one names an instrument that is not listed."""
    table = read(path, file)
    recitals = build(_File, table, file=file).recitals
    for n, recital in enumerate(recitals):
        if recital.instrument and recital.instrument not in instruments.by_number:
            fault = f"không có văn bản “{recital.instrument}”"
            raise LawError(fault, file=file, path=f"recitals[{n}]", line=table["recitals"].lines[n])
    return recitals


def recitals_for(
    recitals: tuple[Recital, ...],
    instruments: Instruments,
    kind: str,
    day: date,
    unit_kind: str,
    received_on: date,
    facts: Mapping[str, str],
) -> list[str]:
    """Return the lines that apply, facts filled in, without their closing punctuation."""
    found = []
    for recital in recitals:
        if kind not in recital.kinds or unit_kind not in recital.unit_kinds:
            continue
        on = received_on if recital.by == "reception" else day
        if recital.instrument and not instruments[recital.instrument].is_in_force(on):
            continue
        if all(mark in facts for mark in _MARK.findall(recital.text)):
            found.append(_MARK.sub(lambda mark: facts[mark[1]], recital.text))
    return found
