from __future__ import annotations

from pathlib import Path

import click

from dossiers.cli.output import as_json, fail, read_json, show
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
