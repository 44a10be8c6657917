from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from dossiers import journal as chain
from dossiers.cli.output import NO, as_json, fail, show


@click.group()
def journal() -> None:
    """Kiểm tra và xuất nhật ký (chuỗi băm)."""


@journal.command()
@click.option("--file", "file", help="Kiểm tra tệp đã xuất thay vì cơ sở dữ liệu.")
@as_json
@with_appcontext
def verify(file: str | None, as_json: bool) -> None:
    """Tính lại chuỗi nhật ký; thoát 1 và nêu mục sai đầu tiên nếu có."""
    answer = chain.verify(_exported(file) if file else chain.stored())
    value: dict[str, Any] = {"entries": answer.entries, "root": answer.root, "ok": answer.ok}
    if not answer.ok:
        value["first_bad"] = answer.first_bad
    line = f"{answer.entries} mục, gốc {answer.root}" if answer.ok else f"Sai từ mục {answer.first_bad}"
    show(value, [line], as_json=as_json)
    sys.exit(0 if answer.ok else NO)


@journal.command()
@click.argument("file")
@with_appcontext
def export(file: str) -> None:
    """Xuất nhật ký ra tệp, mỗi dòng một mục JSON."""
    try:
        with Path(file).open("w", encoding="utf-8") as out:
            for entry in chain.stored():
                out.write(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")
    except OSError as fault:
        fail(f"{file}: không ghi được tệp ({fault.strerror})")


def _exported(file: str) -> Iterator[dict[str, Any]]:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        fail(f"{file}: không đọc được tệp ({fault.strerror})")
    except UnicodeDecodeError as fault:
        fail(f"{file}: không phải văn bản UTF-8 (byte thứ {fault.start + 1})")
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            fail(f"{file}:{number}: không phải JSON")
        if not isinstance(entry, dict):
            fail(f"{file}:{number}: không phải một mục nhật ký")
        yield entry
