"""Commands about the law and the procedures; none of them needs a database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from config import Settings
from dossiers.cli.output import NO, as_json, fail, read_json, show
from workflow import ballots, catalogue, deadlines, diagram
from workflow import eligibility as eligibility_check
from workflow import verify as proofs
from workflow.catalogue import Law, load_law
from workflow.errors import Invalid
from workflow.procedure import load_procedures


def _law() -> Law:
    return load_law(Settings.from_environment().province)


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{name}: {text!r} không phải ngày dạng YYYY-MM-DD")


@click.command()
@click.option("--on", "on", help="Ngày áp dụng (YYYY-MM-DD), mặc định hôm nay.")
@as_json
def awards(on: str | None, as_json: bool) -> None:
    """Liệt kê danh hiệu thi đua, hình thức khen thưởng đang có hiệu lực."""
    listing = catalogue.listing(_law(), _day(on, "--on") if on else date.today())
    show(listing, [f"{each['code']:<12} {each['name']}" for each in listing], as_json=as_json)


@click.command()
@click.argument("file")
@as_json
def eligibility(file: str, as_json: bool) -> None:
    """Kiểm tra điều kiện, tiêu chuẩn của một hoặc nhiều trường hợp."""
    law = _law()
    answers = _each(read_json(file), file, lambda case: eligibility_check.answer(law, case))
    show(answers, _readable(answers), as_json=as_json)


@click.command()
@click.argument("file")
@as_json
def tally(file: str, as_json: bool) -> None:
    """Tính kết quả kiểm phiếu: túc số, tỷ lệ đồng ý."""
    law = _law()
    answers = _each(read_json(file), file, lambda count: ballots.answer(law, count))
    several = answers if isinstance(answers, list) else [answers]
    show(answers, [str(each["reason"]) for each in several], as_json=as_json)


@click.command()
@click.argument("start")
@click.argument("days")
@as_json
def deadline(start: str, days: str, as_json: bool) -> None:
    """Tính ngày đến hạn sau N ngày làm việc (không tính ngày bắt đầu)."""
    if not days.isdecimal():
        fail(f"N: {days!r} không phải số ngày làm việc")
    try:
        answer = deadlines.answer(_day(start, "START"), int(days))
    except Invalid as fault:
        fail(str(fault))
    note = " (lịch dự kiến)" if answer["provisional"] else ""
    show(answer, [f"{answer['due']}{note}"], as_json=as_json)


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def procedures(context: click.Context, as_json: bool) -> None:
    """Liệt kê, kiểm chứng và vẽ các quy trình."""
    if context.invoked_subcommand is None:
        loaded = load_procedures().values()
        value = [
            {
                "name": each.name,
                "title": each.title,
                "version": each.version,
                "states": list(each.states),
                "steps": [step.name for step in each.steps],
            }
            for each in loaded
        ]
        show(value, [f"{each.name:<18} {each.title}" for each in loaded], as_json=as_json)


@procedures.command("verify")
@click.argument("files", nargs=-1)
@as_json
def verify_procedures(files: tuple[str, ...], as_json: bool) -> None:
    """Kiểm chứng quy trình đi kèm, hoặc các tệp nêu tên; thoát 1 nếu có lỗi."""
    for file in files:
        if not Path(file).is_file():
            fail(f"{file}: không có tệp này")
    faults = proofs.answer([Path(file) for file in files] or None)
    lines = [f"{each['file']}: {each['path']}: {each['fault']}" for each in faults] or ["Không có lỗi."]
    show(faults, lines, as_json=as_json)
    sys.exit(NO if faults else 0)


@procedures.command("diagram")
@click.argument("name")
def diagram_procedure(name: str) -> None:
    """Vẽ một quy trình bằng ký pháp Mermaid."""
    found = load_procedures().get(name)
    if found is None:
        fail(f"không có quy trình {name!r}; chạy 'vinhdanh procedures' để xem tên")
    click.echo(diagram.mermaid(found))


def _each(given: Any, file: str, answer: Callable[[Any], dict[str, Any]]) -> Any:
    """Answer one input, or each of a list; a fault names the file and which of them."""
    several = given if isinstance(given, list) else [given]
    answers = []
    for place, each in enumerate(several):
        try:
            answers.append(answer(each))
        except Invalid as fault:
            where = f"[{place}]" if isinstance(given, list) else ""
            fail(f"{file}{where}: " + "; ".join(f"{name}: {why}" for name, why in fault.fields.items()))
    return answers if isinstance(given, list) else answers[0]


def _readable(answers: Any) -> list[str]:
    lines = []
    for each in answers if isinstance(answers, list) else [answers]:
        lines.append(f"{each['award']}: {each['verdict']}")
        lines += [f"  {check['outcome']:<10} {check['reason']} ({check['citation']})" for check in each["checks"]]
    return lines
