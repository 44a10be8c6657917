"""The command that does background work beside the web server, or instead of its thread."""

from __future__ import annotations

import signal
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from dossiers.jobs import runner


@click.command()
@click.option("--once", is_flag=True, help="Làm hết các việc đang chờ rồi thoát.")
@with_appcontext
def work(once: bool) -> None:
    """Làm các việc nền (gộp bằng khen…), trong một tiến trình riêng bên cạnh máy chủ web."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if once:
        name, count = runner.worker_name(), 0
        while runner.work_off(name):
            count += 1
        click.echo(f"Đã xử lý {count} việc.")
        return
    worker = runner.Worker(app)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stopping.set()  # the job at hand is ended first; killed meanwhile, it is resumed by another worker

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    click.echo("Đang chờ việc nền; dừng: Ctrl+C.")
    worker.run()
