"""How fast papers are made, as ratios against named peers in the same run; prints JSON.

`one_page` fills the same one-page decision with the same values by docxtpl (no QR code: docxtpl draws none);
`list_2000` writes 2,000 lines of four columns cell by cell with python-docx, ours inside a whole decision.
"""

from __future__ import annotations

import io
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import docx
from docxtpl import DocxTemplate

from dossiers.documents import KINDS, render
from dossiers.documents.letterhead import Nominee

LINES = 2_000


def seconds(work: Callable[[], object], repeats: int) -> float:
    work()
    return statistics.median(timed(work) for _ in range(repeats))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def jinja_twin(file: bytes, values: dict[str, str]) -> bytes:
    """The finished paper with its longest values turned into docxtpl's marks again."""
    document = docx.Document(io.BytesIO(file))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        for name, value in values.items():
            run.text = run.text.replace(value, f"{{{{ {name} }}}}") if value in run.text else run.text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_docxtpl(template: bytes, values: dict[str, str]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(values, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def cell_by_cell(lines: int) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1, cols=4)
    for number in range(lines):
        table.add_row()
        for cell, text in zip(table.rows[-1].cells, (str(number + 1), "Ông An", "Sở Y tế", "3.510.000"), strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def people(lines: int) -> tuple[Nominee, ...]:
    return tuple(
        Nominee(kind="individual", honorific="Ông", name=f"Nguyễn Văn An {n}", unit="Sở Y tế", prize=3_510_000)
        for n in range(lines)
    )


def main() -> None:
    with_qr = KINDS["quyet_dinh"].example()
    one = replace(with_qr, verify_url="")
    many = replace(one, nominees=people(LINES))
    values = {"trich_yeu": one.abstract, "thanh_tich": one.achievement, "thi_hanh": one.executors}
    twin = jinja_twin(render("quyet_dinh", one), values)
    ours = seconds(lambda: render("quyet_dinh", one), 50)
    theirs = seconds(lambda: by_docxtpl(twin, values), 20)
    ours_list = seconds(lambda: render("quyet_dinh", many), 5)
    peer_list = timed(lambda: cell_by_cell(LINES))
    results = {
        "one_page": {"ours_s": ours, "docxtpl_s": theirs, "times_faster": theirs / ours},
        "one_page_with_qr": {"ours_s": seconds(lambda: render("quyet_dinh", with_qr), 20)},
        "list_2000": {"ours_s": ours_list, "python_docx_s": peer_list, "times_faster": peer_list / ours_list},
    }
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
