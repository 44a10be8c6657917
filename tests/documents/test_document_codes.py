"""The code on a paper leads to its page: read from the printed page as a telephone reads it, and typed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from dossiers import storage
from dossiers.db import current_session
from dossiers.decision.queries import find_drafted
from dossiers.models import Document
from tests.decision_world import before_decision, issue, propose, sign
from tests.printing import print_all

pytestmark = pytest.mark.render
DOTS = 150  # an inch, as a telephone's picture at arm's length has them


def codes_on(printed: Path) -> Iterator[str]:
    """Read the codes on every page of a PDF."""
    command = ["pdftoppm", "-r", str(DOTS), "-gray", str(printed)]
    pages = subprocess.run(command, check=True, capture_output=True).stdout
    while pages:
        _magic, size, _depth, rest = pages.split(b"\n", 3)
        width, height = map(int, size.split())
        picture = memoryview(rest[: width * height]).cast("B", (height, width))
        yield from (found.text for found in zxingcpp.read_barcodes(picture))
        pages = rest[width * height :]


def test_decisions_and_certificates_lead_to_the_page_of_the_decision(
    sqlite_app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    world = before_decision("Nguyễn Văn An", "Trần Thị Bình")
    for step in (propose, sign, issue):
        step(world)
    papers = current_session().query(Document).filter(Document.kind.in_(("quyet_dinh", "bang_khen"))).all()
    for paper in papers:
        (tmp_path / f"{paper.kind}-{paper.step}-{paper.id}.docx").write_bytes(storage.get(paper.sha256))
    code = find_drafted(world.dossier).verification_code
    address = f"{sqlite_app.config['SETTINGS'].base_url}/quyet-dinh/{code}"
    read = {printed.stem.rpartition("-")[0]: list(codes_on(printed)) for printed in print_all(tmp_path)}
    assert read == {"quyet_dinh-propose_decision": [], "quyet_dinh-issue": [address], "bang_khen-issue": [address]}
    assert "01/QĐ-UBND" in client.get(address.removeprefix(sqlite_app.config["SETTINGS"].base_url)).text
