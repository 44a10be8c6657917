"""The public notice as anybody may take it along: only what its page shows, unsigned, and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import current_app

from dossiers import clock
from dossiers.documents.letterhead import Nominee
from dossiers.documents.notice import PublicNotice
from dossiers.models import NameCheck, Nomination
from dossiers.models import PublicNotice as Posted
from dossiers.papers.letterhead import Paper, award_name, heading, nominee, typed_heading
from dossiers.papers.notice import newest
from dossiers.papers.template_choice import read_only
from dossiers.web.text import day

KIND = "thong_bao_cong_khai"


def public_notice(posted: Posted, corrected: Mapping[int, NameCheck]) -> bytes:
    """Return a posted notice as a .docx; `corrected` are the spellings that were settled since it was posted."""
    dossier = posted.dossier
    keeper = dossier.decider_unit.keeper
    written, posted_on = newest(dossier, KIND), clock.day_of(posted.posted_at)
    record = PublicNotice(
        heading=typed_heading(keeper, written.number, written.dated_on) if written else heading(keeper, day=posted_on),
        abstract=f"Danh sách đề nghị tặng {award_name(dossier.award_code)}",
        nominees=tuple(_line(each, corrected.get(each.id)) for each in posted.nominations),
        first_on=posted.first_day,
        last_on=posted.last_day,
        working_days=posted.working_days,
        page=f"{current_app.config['SETTINGS'].base_url}/cong-khai/{posted.id}",
        address=keeper.name,
        reading_copy=True,
    )
    return read_only(KIND, Paper(keeper, record), posted_on)


def _line(line: Nomination, corrected: NameCheck | None) -> Nominee:
    """A line as the page has it: the name as it stands with its correction, the unit that proposes, no post."""
    name = line.name
    if corrected and corrected.settled_at:
        settled = day(clock.day_of(corrected.settled_at))
        name += f" (đính chính ngày {settled}; trước ghi: {corrected.asked_name})"
    return replace(nominee(line), name=name, post="", unit=line.dossier.unit.name)
