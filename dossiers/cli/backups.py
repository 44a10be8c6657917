"""`vinhdanh backup` and `vinhdanh restore`: one file that holds the instance."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from dossiers import clock
from dossiers.backups import service
from dossiers.backups.archive import KEYS
from dossiers.cli.output import NO, as_json, show


@click.command()
@click.argument("file")
@click.option("--no-ballot-key", is_flag=True, help="Không kèm khóa mở phiếu kín chưa kiểm; giữ khóa ấy ở nơi khác.")
@as_json
@with_appcontext
def backup(file: str, no_ballot_key: bool, as_json: bool) -> None:
    """Sao lưu cả bản cài đặt vào một tệp, khi máy chủ vẫn chạy."""
    keys = tuple(key for key in KEYS if not (no_ballot_key and key == "ballot_key"))
    report = service.back_up(current_app.config["SETTINGS"], Path(file), clock.now(), keys=keys)
    _tell(report, file, "Đã sao lưu vào", as_json)


@click.command()
@click.argument("file")
@as_json
@with_appcontext
def restore(file: str, as_json: bool) -> None:
    """Khôi phục một bản sao lưu vào bản cài đặt trống."""
    _tell(service.restore(current_app.config["SETTINGS"], Path(file)), file, "Đã khôi phục từ", as_json)


def _tell(report: service.Report, file: str, done: str, as_json: bool) -> None:
    chain = report.journal
    value: dict[str, Any] = {
        "file": file,
        "database": report.manifest.database,
        "made_at": report.manifest.made_at,
        "files": report.files,
        "missing": list(report.missing),
        "keys": sorted(part.removeprefix("keys/") for part in report.manifest.parts if part.startswith("keys/")),
        "journal": {"entries": chain.entries, "root": chain.root, "ok": chain.ok},
        "ok": report.ok,
    }
    lines = [f"{done} {file}: {report.files} tệp, nhật ký {chain.entries} mục, gốc {chain.root}"]
    if not chain.ok:
        value["journal"]["first_bad"] = chain.first_bad
        lines.append(f"Nhật ký sai từ mục {chain.first_bad}.")
    elif not report.ok and not report.missing:
        lines.append("Nhật ký không phải nhật ký lúc sao lưu.")
    if report.missing:
        lines.append(f"{len(report.missing)} tệp trong kho đã hỏng, không được sao lưu: {', '.join(report.missing)}")
    show(value, lines, as_json=as_json)
    sys.exit(0 if report.ok else NO)
