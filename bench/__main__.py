"""Run every benchmark of this folder in its own process and keep what they measured in bench/results.json."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Each module prints one JSON document; its name is the key of the results."""
    results: dict[str, object] = {"python": platform.python_version(), "machine": platform.machine()}
    for path in sorted(HERE.glob("[a-z]*.py")):
        print(f"{path.stem} …", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{path.stem}"], cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=True
        )
        results[path.stem] = json.loads(done.stdout)
    text = json.dumps(results, indent=2, ensure_ascii=False)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
