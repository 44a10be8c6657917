from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from dossiers import subjects
from dossiers.cli.output import NO, as_json, fail, read_json, show
from dossiers.council import vote_export
from workflow.errors import Invalid, Missing
from workflow.recount import recount


@click.group()
def votes() -> None:
    """Xuất phiếu của một phiên họp và đếm lại độc lập từ bản xuất."""


@votes.command()
@click.argument("session_id", type=click.IntRange(1, 2**31 - 1))
@click.argument("file")
@with_appcontext
def export(session_id: int, file: str) -> None:
    """Xuất mọi lá phiếu đã kiểm của một phiên họp: tệp .json đếm lại được, tệp .csv để xem bằng bảng tính."""
    data = _stored(session_id)
    text = vote_export.as_csv(data) if file.lower().endswith(".csv") else json.dumps(data, ensure_ascii=False, indent=1)
    try:
        Path(file).write_text(text, encoding="utf-8", newline="")
    except OSError as fault:
        fail(f"{file}: không ghi được tệp ({fault.strerror})")


@votes.command()
@click.argument("file", required=False)
@click.option("--session", "session_id", type=click.IntRange(1, 2**31 - 1), help="Đếm lại từ cơ sở dữ liệu.")
@as_json
@with_appcontext
def verify(file: str | None, session_id: int | None, as_json: bool) -> None:
    """Đếm lại từng lá phiếu bằng phép tính riêng (phân số); thoát 1 và nêu mọi chỗ khác nếu có."""
    if (file is None) == (session_id is None):
        fail("chọn một: tệp .json đã xuất, hoặc --session SỐ của phiên họp")
    data = read_json(file) if file else _stored(session_id or 0)
    try:
        found = recount(data)
    except Invalid as fault:
        fail(f"{file}: {fault}")
    value: dict[str, Any] = {"ballots": found.ballots, "votes": found.votes, "ok": found.ok}
    if not found.ok:
        value["differences"] = found.differences
    line = f"{found.ballots} cuộc bỏ phiếu, {found.votes} lá phiếu: khớp" if found.ok else ""
    show(value, [line] if line else found.differences, as_json=as_json)
    sys.exit(0 if found.ok else NO)


def _stored(session_id: int) -> dict[str, Any]:
    try:
        return vote_export.as_data(subjects.find_session(session_id))
    except Missing as fault:
        fail(str(fault))
