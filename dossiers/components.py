"""What a dossier must hold by its award's law: each component present, missing, not required, or waived.

A component is present when a file of it was added, or when the data from which its paper is written is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from dossiers import nomination_fields, review_minutes
from dossiers.models import Attachment, CorrectionFlag, Dossier, Nomination, WaivedComponent
from dossiers.rules import law, procedure_of
from workflow.awards import Component

Status = Literal["present", "missing", "not_required", "waived"]
STATUS_WORDS = {"present": "Đã có", "missing": "Còn thiếu", "not_required": "Không cần", "waived": "Được miễn"}

PREFIX = "component:"
PETITION = {"reason": "lý do đề nghị", "petition_number": "số tờ trình", "petition_on": "ngày tờ trình"}
PETITION_PAPER, REPORT, MINUTES = "to_trinh", "bao_cao_thanh_tich", "bien_ban"
BALLOT_RESULT, OTHER = "ket_qua_bo_phieu", "khac"
OF_A_LINE = frozenset({REPORT, "xac_nhan_sang_kien", "xac_nhan_thanh_tich"})
DOSSIER_FIELDS = {
    "reason": "Lý do đề nghị",
    "request": "Nội dung đề nghị",
    "petition_number": "Số tờ trình",
    "petition_on": "Ngày tờ trình",
    "review": "Nội dung biên bản bình xét",
}
_OTHER_NAME = "Tài liệu khác"
_BEST_RATING = "HTXS"
_OVER_LINES: tuple[Status, ...] = ("present", "waived", "not_required")


@dataclass(frozen=True)
class Part:
    """One component as it stands; `note` says what of its data is missing, why it is not needed, or who waived it."""

    code: str
    name: str
    status: Status
    note: str = ""
    citation: str = ""
    doubt: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUS_WORDS[self.status]


@dataclass(frozen=True)
class HandedIn:
    """A component as the receipt lists it."""

    name: str
    quantity: int
    note: str = ""


def of_dossier(dossier: Dossier) -> tuple[Part, ...]:
    """Return the components that belong to the dossier as a whole."""
    return tuple(_part(each, dossier, None) for each in _required(dossier) if each.code not in OF_A_LINE)


def of_nomination(nomination: Nomination, dossier: Dossier) -> tuple[Part, ...]:
    """Return the components that each line has of its own."""
    return tuple(_part(each, dossier, nomination) for each in _required(dossier) if each.code in OF_A_LINE)


def other_files(dossier: Dossier, nomination: Nomination | None = None) -> Part:
    """Return the files that belong to no component."""
    return Part(OTHER, _OTHER_NAME, "not_required", "Không bắt buộc.", files=_files(dossier, OTHER, nomination))


def missing_of_dossier(dossier: Dossier) -> tuple[str, ...]:
    """Return the missing components of the dossier itself; the petition's fields are told of by themselves."""
    return _missing(of_dossier(dossier))


def missing_of_nomination(nomination: Nomination, dossier: Dossier) -> tuple[str, ...]:
    """Return the missing components of one line; not the fields of its report, which are told of by themselves."""
    return _missing(of_nomination(nomination, dossier))


def missing_fields(nomination: Nomination) -> tuple[str, ...]:
    """Return the needed fields of a line that are empty; a signed report that was added stands for its texts."""
    files = nomination.dossier.attachments
    has_report = any(file.component == REPORT and file.nomination_id == nomination.id for file in files)
    return nomination_fields.missing(nomination, without_report=has_report)


def status_of(dossier: Dossier) -> tuple[Part, ...]:
    """Return every component once for the dossier's page; a component of the lines says which of them lack it."""
    return tuple(
        _over_lines(each, dossier) if each.code in OF_A_LINE else _part(each, dossier, None)
        for each in _required(dossier)
    )


def handed_in(dossier: Dossier) -> tuple[HandedIn, ...]:
    """Return what was handed in, for the receipt."""
    lines = len(dossier.live_nominations)
    listed = [
        HandedIn(part.name, lines if part.code in OF_A_LINE else 1, part.note if part.status == "waived" else "")
        for part in status_of(dossier)
        if part.status in ("present", "waived")
    ]
    others = sum(file.component == OTHER for file in dossier.attachments)
    return (*listed, HandedIn(_OTHER_NAME, others)) if others else tuple(listed)


def codes_of(dossier: Dossier) -> dict[str, str]:
    """Return the names of the dossier's components by code."""
    return {each.code: each.name for each in _required(dossier)}


def flaggable(dossier: Dossier, nomination: Nomination | None) -> dict[str, str]:
    """Return what a correction may ask for, code to label: fields and components of a line, or of the dossier."""
    parts = {PREFIX + each.code: f"Tệp: {each.name}" for each in _required(dossier)}
    own = {code: name for code, name in parts.items() if (code.removeprefix(PREFIX) in OF_A_LINE) == bool(nomination)}
    fields = nomination_fields.labels_of(nomination) if nomination else DOSSIER_FIELDS
    return {**fields, **own, PREFIX + OTHER: f"Tệp: {_OTHER_NAME}"}


def field_name(code: str, dossier: Dossier) -> str:
    """Return the label of a field or component that a correction names."""
    if code.startswith(PREFIX):
        bare = code.removeprefix(PREFIX)
        return codes_of(dossier).get(bare, _OTHER_NAME)
    return DOSSIER_FIELDS.get(code) or nomination_fields.label_of(code)


def flag_name(flag: CorrectionFlag, dossier: Dossier) -> str:
    """Return what a flag is about: whose line, and which field or component."""
    name = field_name(flag.field, dossier)
    line = next((each for each in dossier.nominations if each.id == flag.nomination_id), None)
    return f"{line.label}: {name}" if line else name


def citation_of(code: str, dossier: Dossier) -> str:
    """Return the article that asks for what a correction names; a field belongs to its paper's article."""
    bare = code.removeprefix(PREFIX)
    if not code.startswith(PREFIX):
        bare = REPORT if code not in DOSSIER_FIELDS else (MINUTES if code == "review" else PETITION_PAPER)
    return next((str(each.cite) for each in _required(dossier) if each.code == bare), "")


def _required(dossier: Dossier) -> tuple[Component, ...]:
    return law().award(dossier.award_code).components_for(dossier.ground)


def _missing(parts: tuple[Part, ...]) -> tuple[str, ...]:
    lacking = (part for part in parts if part.status == "missing" and part.code not in (PETITION_PAPER, REPORT))
    return tuple(f"{part.name} ({part.note})" if part.note else part.name for part in lacking)


def _part(component: Component, dossier: Dossier, nomination: Nomination | None) -> Part:
    files = _files(dossier, component.code, nomination)
    status, note = _judge(component, dossier, nomination, bool(files))
    return Part(component.code, component.name, status, note, str(component.cite), component.doubt, files)


def _judge(
    component: Component, dossier: Dossier, nomination: Nomination | None, has_files: bool
) -> tuple[Status, str]:
    if has_files:
        return "present", ""
    if waived := _waiver(component.code, dossier):
        return "waived", waived.reason
    if not _is_needed(component, dossier, nomination):
        return "not_required", component.explanation
    if component.code in (MINUTES, BALLOT_RESULT) and _is_made_later(dossier):
        return "not_required", "Hội đồng của đơn vị lập khi xét trên hệ thống."
    data = _DATA.get(component.code)
    if data is None:
        return "missing", ""
    gaps = tuple(data(dossier, nomination))
    return ("missing", f"chưa ghi {', '.join(gaps)}") if gaps else ("present", "")


def _waiver(code: str, dossier: Dossier) -> WaivedComponent | None:
    return next((each for each in dossier.waived_components if each.component == code), None)


def _is_needed(component: Component, dossier: Dossier, nomination: Nomination | None) -> bool:
    if component.when == "enterprise":
        return dossier.unit.kind == "enterprise"
    if component.when == "recognition":
        return nomination is not None and _rests_on_recognition(nomination, dossier)
    return True


def _rests_on_recognition(nomination: Nomination, dossier: Dossier) -> bool:
    """Whether a recognised work is put forward and no best rating of the year makes its proof needless."""
    ratings = nomination.evidence.get("ratings") or ()
    is_best = any(each["year"] == dossier.year and each["rating"] == _BEST_RATING for each in ratings)
    return bool(nomination.evidence.get("initiatives")) and not is_best


def _is_made_later(dossier: Dossier) -> bool:
    """Whether the unit's council sits in the system itself, after the dossier was handed in."""
    steps = procedure_of(dossier).steps
    return any("bien_ban_binh_xet" in step.documents for step in steps if step.name != "submit")


def _petition_gaps(dossier: Dossier, _nomination: Nomination | None) -> Iterator[str]:
    return (label for name, label in PETITION.items() if not getattr(dossier, name))


def _minutes_gaps(dossier: Dossier, _nomination: Nomination | None) -> Iterator[str]:
    yield from review_minutes.missing(dossier)
    yield from _ballot_gaps(dossier, None)


def _ballot_gaps(dossier: Dossier, _nomination: Nomination | None) -> Iterator[str]:
    untold = review_minutes.untold(dossier)
    if len(untold) > 3:
        yield f"số phiếu của {len(untold)} đề nghị"
    else:
        yield from (f"số phiếu của {label}" for label in untold)


def _report_gaps(_dossier: Dossier, nomination: Nomination | None) -> Iterator[str]:
    labels = nomination_fields.missing_of_report(nomination) if nomination else ()
    return (label.lower() for label in labels)


_DATA: dict[str, Callable[[Dossier, Nomination | None], Iterator[str]]] = {
    PETITION_PAPER: _petition_gaps,
    MINUTES: _minutes_gaps,
    BALLOT_RESULT: _ballot_gaps,
    REPORT: _report_gaps,
}


def _files(dossier: Dossier, code: str, nomination: Nomination | None) -> tuple[Attachment, ...]:
    owner = nomination.id if nomination else None
    return tuple(f for f in dossier.attachments if f.component == code and f.nomination_id == owner)


def _over_lines(component: Component, dossier: Dossier) -> Part:
    lines = dossier.live_nominations
    judged = [_judge(component, dossier, line, bool(_files(dossier, component.code, line))) for line in lines]
    lacking = [line.label for line, (status, _note) in zip(lines, judged, strict=True) if status == "missing"]
    status: Status = "missing"
    if lacking:
        note = f"{len(lacking)}/{len(lines)} đề nghị: {', '.join(lacking[:3])}" + (", …" if len(lacking) > 3 else "")
    else:
        status, note = min(judged, key=lambda each: _OVER_LINES.index(each[0]), default=("not_required", ""))
    return Part(component.code, component.name, status, note, str(component.cite), component.doubt)
