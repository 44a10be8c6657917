"""The command that plays a whole season of invented dossiers and checks that nothing went wrong."""

from __future__ import annotations

import sys
from datetime import date, datetime, time

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from dossiers import clock, demonstration
from dossiers.cli.output import NO, as_json, fail, show
from dossiers.db import current_session
from dossiers.demonstration.cast import Hours
from dossiers.journal import JournalEntry
from dossiers.schema import build
from dossiers.simulation.season import Report, Season

FIRST_DAY = date(2026, 1, 5)  # the same on every day that it is played, so that a seed tells the same season


@click.command()
@click.option("--dossiers", type=click.IntRange(1, 5_000), default=50, show_default=True, help="Số hồ sơ.")
@click.option("--candidates", type=click.IntRange(1, 1_000), default=8, show_default=True, help="Số đề nghị mỗi hồ sơ.")
@click.option("--seed", type=int, default=1, show_default=True, help="Cùng số này thì diễn biến như nhau.")
@as_json
@with_appcontext
def simulate(dossiers: int, candidates: int, seed: int, as_json: bool) -> None:
    """Chạy cả một mùa khen thưởng giả định bằng các dịch vụ thật và kiểm tra các bất biến sau từng bước."""
    build(current_app.config["SETTINGS"].database_url)
    if demonstration.is_empty():
        demonstration.load_province(_morning(FIRST_DAY) + demonstration.DAYS_AGO)
    if not demonstration.is_demonstration():
        fail("cơ sở dữ liệu này có dữ liệu thật; đặt VINHDANH_HOME sang thư mục khác để chạy mô phỏng")
    season = Season(demonstration.PLANS, count=dossiers, size=candidates, seed=seed, start=_start())
    with click.progressbar(length=dossiers, label="Hồ sơ đã kết thúc", file=sys.stderr) as bar:
        report = season.play(bar.update)
    show(_plain(report), _lines(report), as_json=as_json)
    if report.faults:
        sys.exit(NO)


def _start() -> datetime:
    last = current_session().scalar(select(func.max(JournalEntry.at)))
    return Hours(last).next_morning() if last else _morning(FIRST_DAY)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), clock.VIETNAM)


def _plain(report: Report) -> dict[str, object]:
    seconds = {step: round(spent, 3) for step, spent in sorted(report.seconds.items())}
    return {
        "ok": not report.faults,
        "dossiers": dict(sorted(report.dossiers.items())),
        "outcomes": dict(sorted(report.outcomes.items())),
        "steps": {step: {"times": times, "seconds": seconds[step]} for step, times in sorted(report.steps.items())},
        "lists_of_votes": {"lists": report.lists["lists"], "lines": report.lists["lines"]},
        "checks": report.checks,
        "faults": report.faults,
    }


def _lines(report: Report) -> list[str]:
    steps = [
        f"  {step:<24}{times:>6} lần {report.seconds[step]:>9.2f} giây" for step, times in report.steps.most_common()
    ]
    return [
        *(f"hồ sơ {state:<20}{count:>6}" for state, count in sorted(report.dossiers.items())),
        *(f"đề nghị {outcome:<18}{count:>6}" for outcome, count in sorted(report.outcomes.items())),
        *steps,
        f"bỏ phiếu theo danh sách: {report.lists['lists']} lần gửi, {report.lists['lines']} lượt dòng",
        f"Đã kiểm tra {report.checks} lần sau từng bước: "
        + ("mọi bất biến đều đúng." if not report.faults else f"{len(report.faults)} lỗi."),
        *report.faults,
    ]
