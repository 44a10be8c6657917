"""The command line as a person uses it: arguments in, exit code and two streams out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from config import ROOT
from dossiers.cli import main

PROGRAM = Path(sys.executable).with_name("vinhdanh")


@dataclass(frozen=True)
class Answer:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def vinhdanh(*arguments: str, typed: str = "") -> Answer:
    """Run a command that needs no database, within this process; an exception that escapes it is a failure."""
    out, err = io.StringIO(), io.StringIO()
    standard_input = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8", "surrogatepass")), encoding="utf-8")
    with (
        patch.object(sys, "argv", ["vinhdanh", *arguments]),
        patch.object(sys, "stdin", standard_input),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            return Answer(
                end.code if isinstance(end.code, int) else int(bool(end.code)), out.getvalue(), err.getvalue()
            )
    return Answer(0, out.getvalue(), err.getvalue())


def program(*arguments: str, environment: Mapping[str, str]) -> Answer:
    """Run the installed command in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    done = subprocess.run(
        [PROGRAM, *arguments],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def is_one_clear_line(answer: Answer) -> bool:
    """Whether a refusal says what is wrong in one line, and nothing on standard output."""
    lines = answer.err.strip().splitlines()
    return answer.code == 2 and len(lines) == 1 and not answer.out and "Traceback" not in answer.err
