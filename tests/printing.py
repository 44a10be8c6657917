"""Papers through LibreOffice, all at once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def print_all(folder: Path) -> list[Path]:
    """Convert every .docx of `folder` to PDF beside it; returns the PDF files, one for each or it fails."""
    assert shutil.which("soffice"), "tests/install-tools installs LibreOffice"
    papers = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, papers)], check=True, capture_output=True, timeout=300)
    printed = [paper.with_suffix(".pdf") for paper in papers]
    assert [page.name for page in printed if not page.exists()] == []
    return printed
