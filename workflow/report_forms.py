"""The forms of the achievement report: which one an award asks for, and what it has besides the parts of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workflow.awards import Recipient
from workflow.case import GROUNDS
from workflow.citations import Citations
from workflow.dated import Trust
from workflow.errors import LawError, Missing
from workflow.instruments import Instruments
from workflow.loader import build, read

ReportPart = Literal[
    "nationality", "history", "career", "results_by_year", "indicators", "initiatives", "measures", "policy", "unions",
    "unit_summary", "past_awards", "discipline",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReportForm:
    """One form; it fits the awards and grounds that it names, or all where it names none."""

    title: str
    cite: Citations
    recipients: tuple[Recipient, ...]
    parts: tuple[ReportPart, ...]
    awards: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    trust: Trust = "H"
    doubt: str = ""
    code: str = ""

    def fits(self, award: str, ground: str, kind: str) -> bool:
        """Whether a recipient of `kind` who is proposed for `award` on `ground` is reported in this form."""
        return (
            kind in self.recipients
            and (not self.awards or award in self.awards)
            and (not self.grounds or ground in self.grounds)
        )


def form_of(forms: Mapping[str, ReportForm], award: str, ground: str, kind: str) -> ReportForm:
    """Return the first form that fits; raises Missing, which the files' own check rules out."""
    try:
        return next(form for form in forms.values() if form.fits(award, ground, kind))
    except StopIteration:
        raise Missing("Không có mẫu báo cáo thành tích cho danh hiệu, loại hình, đối tượng này.") from None


def read_report_forms(
    path: Path, file: str, awards: Collection[str], instruments: Instruments
) -> Mapping[str, ReportForm]:
    """Read the forms in their order.

    Raises LawError naming file, place and line where a form names an award, a ground or an instrument that there is
    not, is doubted without saying why, or where a kind of recipient is left without any form.
    """
    table = read(path, file)
    forms: dict[str, ReportForm] = {}
    for code, written in table.items():
        line = table.lines[code]
        form = replace(build(ReportForm, written, file=file, path=code, line=line), code=code)
        faults = [f"không có danh hiệu, hình thức “{each}”" for each in form.awards if each not in awards]
        faults += [f"không có loại hình khen thưởng “{each}”" for each in form.grounds if each not in GROUNDS]
        faults += [
            f"không có văn bản “{each.number}” trong danh mục văn bản"
            for each in form.cite.items
            if each.number not in instruments.by_number
        ]
        if form.trust != "H" and not form.doubt:
            faults.append("độ tin M hoặc L phải nói rõ điều còn nghi ngờ (doubt)")
        if faults:
            raise LawError(faults[0], file=file, path=code, line=line)
        forms[code] = form
    general = {kind for form in forms.values() if not form.awards and not form.grounds for kind in form.recipients}
    if lacking := {"individual", "collective", "household"} - general:
        raise LawError(f"không có mẫu chung cho đối tượng {', '.join(sorted(lacking))}", file=file, path="")
    return forms
