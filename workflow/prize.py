"""Prize money: coefficient × base salary on the decision's day, each product rounded up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workflow.catalogue import Law


@dataclass(frozen=True)
class Prize:
    """The money that goes with one award to one recipient, in đồng, and how it was found."""

    amount: int
    coefficient: Fraction
    base_salary: int
    citation: str
    doubt: str = ""

    @property
    def formula(self) -> str:
        """The sum in words of the trade: "2,25 × 2.530.000 đồng"."""
        coefficient = f"{float(self.coefficient):g}".replace(".", ",")
        return f"{coefficient} × {self.base_salary:_} đồng".replace("_", ".")


def prize_for(law: Law, award: str, kind: str, decided_on: date) -> Prize | None:
    """Return the prize of `award` for a recipient of `kind` by a decision of `decided_on`, None where none is set.

    A household gets a multiple of a person's (Nghị định 152/2025/NĐ-CP, Điều 49 and the following articles).
    Raises LawError for a day before the law.
    """
    column = "collective" if kind == "collective" else "individual"
    coefficients = law.parameter(f"prize.{column}").on(decided_on)
    coefficient: Fraction | None = coefficients.value.get(award)
    if coefficient is None or kind not in law.award(award).recipients:
        return None
    if kind == "household":
        coefficient *= law.parameter("prize.household_multiplier").on(decided_on).value
    salary = law.parameter("prize.base_salary").on(decided_on)
    rounding = law.parameter("prize.rounding").on(decided_on).value
    exact = coefficient * salary.value
    amount = -(-exact.numerator // (exact.denominator * rounding)) * rounding
    citation = f"{coefficients.citation}; {salary.citation}"
    doubt = " ".join(filter(None, (coefficients.doubt, salary.doubt)))
    return Prize(amount, coefficient, salary.value, citation, doubt)
