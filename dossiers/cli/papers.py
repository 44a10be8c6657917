from __future__ import annotations

from pathlib import Path

import click

from dossiers.cli.output import as_json, fail, read_json, show
from dossiers.documents import KINDS
from dossiers.documents import render as render_document
from workflow.errors import Invalid


@click.command()
@click.argument("kind", required=False)
@click.argument("data", required=False)
@click.argument("out", required=False)
@click.option("--list", "listing", is_flag=True, help="Liệt kê các loại văn bản và trường dữ liệu.")
@as_json
def render(kind: str | None, data: str | None, out: str | None, listing: bool, as_json: bool) -> None:
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
        content = render_document(kind, read_json(data))
    except Invalid as fault:
        fail(f"{data}: " + "; ".join(f"{name}: {why}" for name, why in fault.fields.items()))
    try:
        Path(out).write_bytes(content)
    except OSError as fault:
        fail(f"{out}: không ghi được tệp ({fault.strerror})")
    show({"kind": kind, "path": out, "bytes": len(content)}, [out], as_json=as_json)
