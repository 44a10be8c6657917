"""Rules about what the province itself must have decided first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workflow.case import Case
from workflow.result import Result, met, not_met

if TYPE_CHECKING:
    from workflow.catalogue import Law


@dataclass(frozen=True)
class Configured:
    """The province has given `parameter` a value by the day of reception."""

    parameter: str

    def describe(self, law: Law, day: date) -> str:
        """Put the rule into words, with what has been decided by `day`."""
        parameter = law.parameter(self.parameter)
        given = parameter.find(day)
        return f"Đã có {parameter.name}: {given.value if given else 'chưa khai báo'}."

    def check(self, case: Case) -> Result:
        """See the class."""
        parameter = case.law.parameter(self.parameter)
        if value := parameter.find(case.law_day):
            return met(f"{parameter.name}: {value.value}.")
        return not_met(f"Chưa khai báo: {parameter.name}.", "Khai báo số văn bản trong gói quy định của tỉnh.")
