from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from dossiers.authenticity import originals
from dossiers.authenticity.originals import Original
from dossiers.cli.output import NO, as_json, fail, read_json, show
from dossiers.documents import KINDS
from dossiers.documents import render as render_document
from dossiers.documents.admission import MAX_SIZE, admit
from dossiers.documents.faults import TemplateFault
from workflow.errors import Invalid


@click.command()
@click.argument("kind", required=False)
@click.argument("data", required=False)
@click.argument("out", required=False)
@click.option("--template", metavar="MẪU.docx", help="Dùng mẫu Word này, sau khi kiểm tra, thay cho mẫu gốc.")
@click.option("--list", "listing", is_flag=True, help="Liệt kê các loại văn bản và trường dữ liệu.")
@as_json
def render(
    kind: str | None, data: str | None, out: str | None, template: str | None, listing: bool, as_json: bool
) -> None:
    """Tạo một văn bản .docx chỉ từ dữ liệu: KIND DATA.json OUT.docx."""
    if listing:
        value = [{"name": each.name, "title": each.title, "fields": each.fields} for each in KINDS.values()]
        show(value, [f"{each['name']:<28} {each['title']}" for each in value], as_json=as_json)
        return
    if not (kind and data and out):
        fail("cần KIND DATA.json OUT.docx, hoặc --list")
    if kind not in KINDS:
        fail(f"không có loại văn bản {kind!r}; chạy 'vinhdanh render --list' để xem tên")
    try:
        content = render_document(kind, read_json(data), template=_admitted(kind, template) if template else None)
    except Invalid as fault:
        fail(f"{data}: " + "; ".join(f"{name}: {why}" for name, why in fault.fields.items()))
    try:
        Path(out).write_bytes(content)
    except OSError as fault:
        fail(f"{out}: không ghi được tệp ({fault.strerror})")
    show({"kind": kind, "path": out, "bytes": len(content)}, [out], as_json=as_json)


def _admitted(kind: str, name: str) -> bytes:
    """Read a template that passes the check; leaves with 2 and every fault in one line where it does not."""
    try:
        with Path(name).open("rb") as file:
            content = file.read(MAX_SIZE + 1)  # enough to see that it is too large
        admit(kind, name, content)
    except OSError as fault:
        fail(f"{name}: không đọc được tệp ({fault.strerror})")
    except TemplateFault as fault:
        fail(f"{name}: {fault.message}")
    return content


@click.group()
def documents() -> None:
    """Kiểm tra các văn bản đã lập."""


@documents.command()
@as_json
@with_appcontext
def verify(as_json: bool) -> None:
    """Đối chiếu mọi văn bản trong kho với nhật ký; thoát 1 và nêu từng văn bản mất, hỏng hoặc bị đổi."""
    count, faults = 0, []
    for original in originals.every():
        count += 1
        if not original.is_intact:
            faults.append(_fault(original))
    lines = [f"{each['filename']} (văn bản {each['document']}): {each['fault']}" for each in faults]
    summary = f"{count} văn bản, {'khớp cả' if not faults else f'{len(faults)} không khớp'}"
    show({"documents": count, "ok": not faults, "faults": faults}, [*lines, summary], as_json=as_json)
    sys.exit(NO if faults else 0)


def _fault(original: Original) -> dict[str, Any]:
    words = {"gone": "không còn trong kho", "damaged": "tệp trong kho đã khác"}
    return {
        "document": original.document.id,
        "dossier": original.document.dossier_id,
        "filename": original.document.filename,
        "sha256": original.document.sha256,
        "fault": words.get(original.stored, "nhật ký không xác nhận"),
    }
