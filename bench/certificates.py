"""1,000 certificates in one file: seconds, and the most memory that a process needs, beside 100 in the same run.

`full_page` fills the shipped Word template, `stock` places values on pre-printed paper; each size runs in a process
of its own, whose peak counts the whole interpreter.  `times_memory` near 1 says that nothing grows with the number of
sheets.  The named peer, `appended_in_memory`, appends python-docx documents to one in memory, 100 of them.
"""

from __future__ import annotations

import copy
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace

import docx

from dossiers.documents import KINDS, merged, render, stock
from dossiers.documents.decision import Certificate
from dossiers.documents.stock_layout import FilledSheet, Layout, example

FEW, MANY = 100, 1_000
KIND = "bang_khen"


def certificates(count: int) -> Iterator[Certificate]:
    plain = KINDS[KIND].example()
    for number in range(count):
        recipient = replace(plain.recipient, name=f"Nguyễn Thị Phương Thảo {number}")
        yield replace(plain, recipient=recipient, register_number=f"{number:04d}")


def full_page(count: int) -> None:
    with tempfile.TemporaryFile() as out:
        merged.merge(KIND, certificates(count), out)


def on_stock(count: int) -> None:
    layout = Layout(4200, 2970, 0, 0, example())
    with tempfile.TemporaryFile() as out:
        stock.print_sheets(layout, (FilledSheet(each) for each in certificates(count)), out, title="Bằng khen")


def in_memory(count: int) -> None:
    """The peer: every certificate as a document of its own, its body appended to the first."""
    whole = None
    for each in certificates(count):
        one = docx.Document(io.BytesIO(render(KIND, each)))
        if whole is None:
            whole = one
            continue
        whole.add_page_break()
        for child in one.element.body[:-1]:
            whole.element.body.insert(-1, copy.deepcopy(child))
    if whole is not None:
        whole.save(io.BytesIO())


WAYS = {"full_page": full_page, "stock": on_stock, "appended_in_memory": in_memory}


def measured(way: str, count: int) -> dict[str, float]:
    """Run one way in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.certificates", way, str(count)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run(way: str, count: int) -> None:
    start = time.perf_counter()
    WAYS[way](count)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": seconds, "peak_mb": peak}))


def main() -> None:
    results: dict[str, object] = {}
    for way in ("full_page", "stock"):
        few, many = measured(way, FEW), measured(way, MANY)
        results[way] = {
            str(FEW): few,
            str(MANY): many,
            "times_memory": many["peak_mb"] / few["peak_mb"],
            "times_s": many["s"] / few["s"],
        }
    few, peer = measured("full_page", FEW), measured("appended_in_memory", FEW)
    results["peer_100"] = {
        **peer,
        "times_slower": peer["s"] / few["s"],
        "times_memory": peer["peak_mb"] / few["peak_mb"],
    }
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], int(sys.argv[2]))
    else:
        main()
