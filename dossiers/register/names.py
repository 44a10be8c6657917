"""What is written in books for units, awards and grounds, found by code or by name, marks and case aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import select

from dossiers.db import current_session
from dossiers.models import Unit
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.models.history import PROVENANCES
from dossiers.rules import law
from dossiers.sheets.cells import bare
from dossiers.submission.routing import GROUNDS

MAX_GUESSES = 50  # looking for a like name is slow; a file that misses more names than this has another trouble


class Names:
    """The known codes and names of one sort of thing."""

    def __init__(self, what: str, known: Iterable[tuple[str, str, str]], hint: str) -> None:
        """Take `(code or id, code as written, name)` triples; `hint` tells where the list stands."""
        self.what, self.hint = what, hint
        self._found: dict[str, str] = {}
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, str] = {}
        self._guesses = 0
        for key, code, name in known:
            self._codes[bare(code)].add(key)
            self._codes[bare(name)].add(key)
            self._found[key] = code
            self._words[bare(name)] = name

    def find(self, written: str) -> str:
        """Return the one thing that `written` names; raises ValueError where there is none, or more than one."""
        keys = self._codes.get(bare(written), set())
        if len(keys) == 1:
            return next(iter(keys))
        if keys:
            codes = ", ".join(sorted(self._found[key] for key in keys))
            raise ValueError(f"có {len(keys)} {self.what} cùng tên “{written[:60]}”. Ghi mã: {codes}.")
        raise ValueError(f"không có {self.what} “{written[:60]}”. {self._guess(written)}{self.hint}")

    def _guess(self, written: str) -> str:
        if self._guesses >= MAX_GUESSES:
            return ""
        self._guesses += 1
        near = get_close_matches(bare(written[:200]), self._words, n=1, cutoff=0.75)
        return f"Có phải “{self._words[near[0]]}”? " if near else ""


def unit_names() -> Names:
    """Return the units, those that no longer work too: an award of before was granted to the unit of that time."""
    known = current_session().execute(select(Unit.id, Unit.code, Unit.name))
    hint = "Ghi mã hoặc tên như ở trang Đơn vị; đơn vị cũ thì ghi nhận ở trang Kế thừa đơn vị trước."
    return Names("đơn vị", ((str(key), code, name) for key, code, name in known), hint)


def award_names() -> Names:
    """Return every award of the catalogue, those no longer granted too."""
    known = [(award.code, award.code, name) for award in law().awards.values() for name in {award.title, award.name}]
    return Names("danh hiệu, hình thức", known, "Ghi mã hoặc tên như ở trang Danh mục của mẫu.")


def choices(what: str, words: dict[str, str]) -> Names:
    """Return a short list of things that have a code and words."""
    return Names(
        what, ((code, code, name) for code, name in words.items()), f"Ghi một trong: {', '.join(words.values())}."
    )


def kind_names() -> Names:
    """Return the kinds of recipients."""
    return choices("đối tượng", RECIPIENT_KINDS)


def ground_names() -> Names:
    """Return the grounds of awards."""
    return choices("loại hình khen thưởng", GROUNDS)


def provenance_names() -> Names:
    """Return where a record may come from."""
    return choices("nguồn", PROVENANCES)
