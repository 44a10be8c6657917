"""The demonstration's data file, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "thai_nguyen.yaml").read_text(encoding="utf-8"))
