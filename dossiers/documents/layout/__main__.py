"""Write every shipped template anew."""

from __future__ import annotations

from dossiers.documents.layout import LAYOUTS, build
from dossiers.documents.render import TEMPLATES

if __name__ == "__main__":
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for kind in LAYOUTS:
        (TEMPLATES / f"{kind}.docx").write_bytes(build(kind))
