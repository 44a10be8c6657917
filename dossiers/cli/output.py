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


def said(fault: click.UsageError) -> str:
    """Return in one line what is wrong with the arguments of a command, and where to read how they are written."""
    command = fault.ctx.command_path if fault.ctx else "vinhdanh"
    given = fault.param if isinstance(fault, click.BadParameter) else None
    parameter = given.opts[-1] if isinstance(given, click.Option) else given.human_readable_name if given else ""
    if isinstance(fault, click.MissingParameter):
        told = f"thiếu {parameter}"
    elif isinstance(fault, click.NoSuchOption):
        told = f"không có tùy chọn {fault.option_name}"
    elif isinstance(fault, click.BadParameter):
        wanted = given.type if given else None
        whole = f"cần một số nguyên từ {wanted.min} đến {wanted.max}" if isinstance(wanted, click.IntRange) else ""
        told = f"{parameter}: {whole or 'giá trị không dùng được'}"
    else:
        told = f"không hiểu lệnh này ({fault.message.rstrip('.')})"
    return f"{command}: {told}; xem '{command} --help'"


def read_text(name: str) -> str:
    """Read a file, or standard input for "-"; leaves with 2 where it can't be read."""
    try:
        return sys.stdin.buffer.read().decode() if name == "-" else Path(name).read_bytes().decode()
    except OSError as fault:
        fail(f"{name}: không đọc được tệp ({fault.strerror})")
    except UnicodeDecodeError as fault:
        fail(f"{name}: không phải văn bản UTF-8 (byte thứ {fault.start + 1})")


def read_json(name: str) -> Any:
    """Read a JSON document; leaves with 2, naming file and place, where it is none or writes a key twice."""
    try:
        return json.loads(read_text(name), object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        fail(f"{name}:{fault.lineno}:{fault.colno}: không phải JSON ({fault.msg})")
    except RecursionError:
        fail(f"{name}: JSON lồng nhau quá sâu")
    except ValueError as fault:
        told = str(fault) if isinstance(fault, _Unusable) else "có số quá dài"  # Python reads 4,300 digits at most
        fail(f"{name}: {told}")


class _Unusable(ValueError):
    """Something that JSON's grammar lets pass, or Python does, and that nobody can have meant."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _Unusable(f"khóa “{next(key for key in keys if keys.count(key) > 1)}” viết hai lần")
    return whole


def _no_number(word: str) -> NoReturn:
    raise _Unusable(f"“{word}” không phải số của JSON")
