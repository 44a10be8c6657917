"""What a message says of a dossier goes past those who are recused from it: one door for all of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from config import ROOT

DOOR = "recipients.py"
# Words or addresses that lead to a dossier, to one of its lines or to an agenda item.
TELLING = re.compile(r"dossier|nomination|/ho-so|noi-dung|hiep-y|phan-anh|item\.id|\.label|receipt_code|full_number")


def announcements() -> Iterator[tuple[str, str]]:
    """Yield every direct call of the outbox: where it stands, and the words that it puts together."""
    for path in sorted(Path(ROOT, "dossiers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "outbox.announce" and path.name != DOOR:
                told = [each.value for each in node.keywords if each.arg in ("subject", "body", "url")]
                yield f"{path.relative_to(ROOT)}:{node.lineno}", " ".join(ast.unparse(each) for each in told)


def test_no_message_that_leads_to_a_dossier_bypasses_the_recused() -> None:
    found = dict(announcements())
    assert len(found) > 10
    assert {place: words for place, words in found.items() if TELLING.search(words)} == {}
