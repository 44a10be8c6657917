"""Puts the values of parameters into words: shares, days, amounts, choices."""

from __future__ import annotations

from fractions import Fraction
from typing import Any


def in_words(unit: str, value: Any) -> str:
    """Return a value of `unit` (a key of `parameters.UNITS`) as people write it; a table is told by its size."""
    if unit == "share_at_least":
        return f"ít nhất {_share(value)}"
    if unit == "share_more_than":
        return f"quá {_share(value)}"
    if unit == "flag":
        return "có" if value else "không"
    if unit == "working_days":
        return f"{value} ngày làm việc"
    if unit == "dong":
        return f"{value:_} đồng".replace("_", ".")
    if unit == "coefficient":
        return f"{float(value):g} lần".replace(".", ",")
    if unit == "coefficients":
        return f"{len(value)} danh hiệu, hình thức có hệ số"
    return str(value)


def _share(share: Fraction) -> str:
    percent = f"{float(share * 100):.1f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{share.numerator}/{share.denominator} ({percent}%)" if share != 1 else "100%"
