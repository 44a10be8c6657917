"""What all commands share: reading JSON input, printing JSON, and leaving with the right code."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

NO, UNUSABLE = 1, 2

as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


def show(value: Any, lines: list[str], *, as_json: bool) -> None:
    """Print `value` as one JSON document, or the readable `lines`."""
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
    else:
        for line in lines:
            click.echo(line)


def fail(message: str) -> NoReturn:
    """Leave with exit code 2 and one clear line on standard error."""
    click.echo(" ".join(message.split()), err=True)
    sys.exit(UNUSABLE)


def read_text(name: str) -> str:
    """Read a file, or standard input for "-"; leaves with 2 where it can't be read."""
    try:
        return sys.stdin.buffer.read().decode() if name == "-" else Path(name).read_bytes().decode()
    except OSError as fault:
        fail(f"{name}: không đọc được tệp ({fault.strerror})")
    except UnicodeDecodeError as fault:
        fail(f"{name}: không phải văn bản UTF-8 (byte thứ {fault.start + 1})")


def read_json(name: str) -> Any:
    """Read a JSON document; leaves with 2, naming file and place, where it is none."""
    try:
        return json.loads(read_text(name))
    except json.JSONDecodeError as fault:
        fail(f"{name}:{fault.lineno}:{fault.colno}: không phải JSON ({fault.msg})")
    except RecursionError:
        fail(f"{name}: JSON lồng nhau quá sâu")
