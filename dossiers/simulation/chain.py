"""The journal read along while a season is played: its chain, and every state as a step of the procedure."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from dossiers import journal
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Dossier
from dossiers.rules import procedure_of


class Chain:
    """Reads on from where it stopped; what was there before the season is read at its end, all at once."""

    def __init__(self) -> None:
        last = current_session().scalar(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1))
        self.seq, self.root = (last.seq, last.hash) if last else (0, journal.ROOT_BEFORE_FIRST)
        self.states: dict[int, str] = {}

    def read_on(self) -> Iterator[str]:
        """Yield what is wrong with the entries since the last reading."""
        query = select(JournalEntry).where(JournalEntry.seq > self.seq).order_by(JournalEntry.seq)
        for entry in current_session().scalars(query):
            if entry.seq != self.seq + 1 or entry.prev_hash != self.root:
                yield f"nhật ký {entry.seq}: không nối với {self.seq}"
            if entry.hash != journal.digest(entry.content()):
                yield f"nhật ký {entry.seq}: nội dung không khớp mã băm"
            self.seq, self.root = entry.seq, entry.hash
            yield from self._follow(entry)

    def _follow(self, entry: JournalEntry) -> Iterator[str]:
        dossier = current_session().get(Dossier, entry.dossier_id) if entry.dossier_id else None
        if dossier is None or "to" not in entry.details:
            return
        to, verb = entry.details["to"], entry.action.removeprefix("dossier.")
        procedure = procedure_of(dossier)
        if dossier.id in self.states:
            step = procedure.find_step(verb, self.states[dossier.id])
            if step is None or step.to != to:
                yield f"{dossier.code}: {verb} từ {self.states[dossier.id]} đến {to} không có trong quy trình"
        self.states[dossier.id] = to

    def agrees_with(self, dossier: Dossier) -> Iterator[str]:
        """Yield a fault where the dossier stands elsewhere than its last entry says."""
        said = self.states.get(dossier.id, dossier.state)
        if said != dossier.state:
            yield f"{dossier.code}: nhật ký ghi {said}, hồ sơ ở {dossier.state}"
