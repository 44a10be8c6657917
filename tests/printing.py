"""Papers through LibreOffice, all at once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def print_all(folder: Path) -> list[Path]:
    """Convert every .docx of `folder` to PDF beside it; returns the PDF files, one for each or it fails."""
    return convert_all(folder, "pdf", folder)


def convert_all(folder: Path, kind: str, out: Path) -> list[Path]:
    """Convert every .docx of `folder` to `kind` ("pdf", "docx:FILTER") in `out`; returns one file for each."""
    assert shutil.which("soffice"), "tests/install-tools installs LibreOffice"
    papers = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, papers)], check=True, capture_output=True, timeout=300)
    made = [out / f"{paper.stem}.{kind.partition(':')[0]}" for paper in papers]
    assert [file.name for file in made if not file.exists()] == []
    return made
