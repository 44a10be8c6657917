"""The prize money of a nomination, by the law of the decision's day (Nghị định 152/2025/NĐ-CP, Điều 49 to 54)."""

from __future__ import annotations

from datetime import date

from dossiers.models import Nomination
from dossiers.rules import law
from workflow.prize import Prize, prize_for


def of(nomination: Nomination, decided_on: date) -> int:
    """Return the prize in đồng; 0 where the law sets none."""
    prize = found(nomination, decided_on)
    return prize.amount if prize else 0


def found(nomination: Nomination, decided_on: date) -> Prize | None:
    """Return the prize with how it was found; None where the law sets none."""
    return prize_for(law(), nomination.award_code, nomination.kind, decided_on)
