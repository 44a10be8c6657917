"""Numbers of official documents: one series per issuing body, symbol and year, without gaps or repeats."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String, select
from sqlalchemy.orm import Mapped, mapped_column

from dossiers.db import Base, current_session


class NumberSeries(Base):
    """The last number taken of one series ("QĐ-UBND" of one unit in one year)."""

    __tablename__ = "number_series"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    symbol: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int]


def take(unit_id: int, symbol: str, year: int) -> int:
    """Take the next number inside the caller's unit of work; a rolled-back unit gives its number back."""
    session = current_session()
    key = (NumberSeries.unit_id == unit_id, NumberSeries.symbol == symbol, NumberSeries.year == year)
    series = session.scalar(select(NumberSeries).where(*key).with_for_update())
    if series is None:
        series = NumberSeries(unit_id=unit_id, symbol=symbol, year=year, last=0)
        session.add(series)
    series.last += 1
    session.flush()
    return series.last
