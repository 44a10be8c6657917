"""The look at a signed PDF: pyHanko in a process of its own with a time limit, its facts turned into findings."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import current_app

from config import ROOT
from dossiers.signatures.words import Expected, findings_of
from workflow.errors import Refused
from workflow.findings import Finding, Outcome

SECONDS = 60
NOT_INSTALLED = (
    "Máy chủ chưa cài phần kiểm tra chữ ký số (pyHanko) nên chưa nhận được bản ký số. "
    "Quản trị viên chạy: .venv/bin/python -m pip install --constraint constraints.txt --editable '.[sign]', "
    "rồi chạy lại máy chủ."
)
log = logging.getLogger("vinhdanh")


@dataclass(frozen=True)
class Checked:
    """What was found in a signed PDF; `signatures` are pyHanko's facts, one mapping a signature."""

    findings: tuple[Finding, ...]
    signatures: tuple[dict[str, Any], ...]

    @property
    def faults(self) -> list[Finding]:
        """What forbids to keep the file."""
        return [finding for finding in self.findings if finding.outcome is Outcome.NOT_MET]

    @property
    def verdict(self) -> str:
        """`failed`, or `trusted` where every chain ends in a trusted certificate, or `unchecked`."""
        if self.faults:
            return "failed"
        chains = [finding for finding in self.findings if finding.rule == "chain"]
        return "trusted" if chains and all(chain.is_met for chain in chains) else "unchecked"


def lacking() -> str:
    """Return why this machine checks no signatures, with the way to change it; empty where it does."""
    return "" if find_spec("pyhanko") else NOT_INSTALLED


def check(signed: bytes, given: bytes, expected: Expected) -> Checked:
    """Look at a PDF that was signed outside, made from the one that was `given`.  Raises Refused without pyHanko."""
    if why := lacking():
        raise Refused(why)
    facts = _facts(signed, given, expected.known_since)
    return Checked(tuple(findings_of(facts, expected)), tuple(facts.get("signatures", ())))


def _facts(signed: bytes, given: bytes, moment: datetime) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="vinhdanh-sign-") as folder:
        for name, content in (("signed", signed), ("given", given)):
            (Path(folder) / name).write_bytes(content)
        request = {
            "signed": f"{folder}/signed",
            "given": f"{folder}/given",
            "trust": str(current_app.config["SETTINGS"].trust_anchors),
            "moment": moment.isoformat(),
        }
        try:
            told = subprocess.run(
                [sys.executable, "-m", "dossiers.signatures.examine"],
                input=json.dumps(request),
                capture_output=True,
                text=True,
                cwd=ROOT,
                env={"PYTHONIOENCODING": "utf-8"},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"fault": "slow"}
    if told.returncode != 0:
        log.error("signed file could not be examined: %s", told.stderr[-1000:])
        return {"fault": "unreadable"}
    answer: dict[str, Any] = json.loads(told.stdout)
    for each in (answer, *answer.get("signatures", ())):
        if "detail" in each:
            log.warning("signed file is not in order: %s", each["detail"])
    return answer
