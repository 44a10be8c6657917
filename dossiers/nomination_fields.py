"""The fields of a nomination, named once: their codes, labels and which of them a complete dossier needs.

A code is "name" for a column, "report.results" for a text of the achievement report, "evidence.ratings" for what
the eligibility check reads. Forms, corrections, papers and the completeness check share these names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossiers.models import Dossier, Nomination
from dossiers.rules import law
from workflow.report_forms import ReportForm

EVERYONE = ("individual", "collective", "household")


@dataclass(frozen=True)
class NominationField:
    """One field: `kinds` are the recipients that have it, `needed_for` those who must fill it in.

    `part` is the part of the achievement report's form that asks for it, empty where every form does; `cells` are
    the columns of a table that is kept as text: a line for each row, its cells parted by "|" or a tab.
    """

    code: str
    label: str
    kinds: tuple[str, ...] = EVERYONE
    needed_for: tuple[str, ...] = ()
    limit: int = 0
    part: str = ""
    cells: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The field's name in the form."""
        return self.code.rpartition(".")[2]

    def value_of(self, nomination: Nomination) -> Any:
        """Return what the nomination holds for this field."""
        group, _, key = self.code.rpartition(".")
        return getattr(nomination, group).get(key) if group else getattr(nomination, key)

    def put(self, nomination: Nomination, value: Any) -> None:
        """Write the field; None takes a key of the report or the evidence away (unknown, not empty)."""
        group, _, key = self.code.rpartition(".")
        if not group:
            setattr(nomination, key, value)
            return
        kept = {name: held for name, held in getattr(nomination, group).items() if name != key}
        setattr(nomination, group, kept if value in (None, "") else {**kept, key: value})


_PERSON, _GROUP, _HOUSE = ("individual",), ("collective",), ("household",)

CAREER = ("Từ tháng, năm đến tháng, năm", "Chức vụ, đơn vị công tác", "Số năm, tháng")
INDICATORS = ("Chỉ tiêu", "Đơn vị tính", "Năm trước", "Năm xét", "Đơn vị so sánh trong cụm, khối")
FIELDS = (
    NominationField("name", "Tên", EVERYONE, EVERYONE, 200),
    NominationField("gender", "Giới tính", _PERSON, _PERSON, 5),
    NominationField("honorific", "Danh xưng", _PERSON, (), 10),
    NominationField("birth_year", "Năm sinh", _PERSON, _PERSON),
    NominationField("post", "Chức vụ, nghề nghiệp", _PERSON, (), 200),
    NominationField("workplace", "Đơn vị công tác, nơi ở", EVERYONE, _PERSON, 200),
    NominationField("achievement", "Thành tích tóm tắt", EVERYONE, EVERYONE, 500),
    NominationField("report.born_on", "Ngày sinh", _PERSON, (), 10),
    NominationField("report.home_town", "Quê quán", _PERSON, (), 200),
    NominationField("report.residence", "Nơi thường trú", _PERSON, (), 200),
    NominationField("report.education", "Trình độ chuyên môn, nghiệp vụ", _PERSON, (), 200),
    NominationField("report.party_joined_on", "Ngày vào Đảng", _PERSON, (), 20),
    NominationField("report.address", "Trụ sở hoặc nơi ở", _GROUP + _HOUSE, (), 200),
    NominationField("report.members", "Số nhân khẩu", _HOUSE, (), 10),
    NominationField("report.occupation", "Nghề nghiệp", _HOUSE, (), 200),
    NominationField("report.head_name", "Người đứng đầu ký báo cáo", _GROUP, (), 100),
    NominationField("report.head_title", "Chức vụ của người đứng đầu", _GROUP, (), 100),
    NominationField("report.features", "Sơ lược đặc điểm, tình hình", _GROUP + _HOUSE, (), 10_000),
    NominationField("report.duties", "Chức năng, nhiệm vụ được giao", _PERSON + _GROUP, (), 10_000),
    NominationField("report.nationality", "Quốc tịch", _PERSON, (), 100, "nationality"),
    NominationField("report.history", "Quá trình hình thành, phát triển", _GROUP, (), 10_000, "history"),
    NominationField("report.career", "Quá trình giữ chức vụ", _PERSON, (), 10_000, "career", CAREER),
    NominationField("report.results", "Thành tích đạt được", EVERYONE, EVERYONE, 20_000),
    NominationField(
        "report.indicators", "Chỉ tiêu so với cụm, khối thi đua", _GROUP, (), 10_000, "indicators", INDICATORS
    ),
    NominationField("report.measures", "Biện pháp, nguyên nhân đạt được", EVERYONE, (), 10_000, "measures"),
    NominationField("report.policy", "Chấp hành chủ trương, chính sách, pháp luật", EVERYONE, (), 10_000, "policy"),
    NominationField("report.unions", "Hoạt động của tổ chức đảng, đoàn thể", _GROUP, (), 10_000, "unions"),
    NominationField("report.unit_summary", "Sơ lược thành tích của đơn vị", _PERSON, (), 10_000, "unit_summary"),
    NominationField("evidence.direct_worker", "Người trực tiếp lao động", _PERSON),
    NominationField("evidence.ratings", "Mức hoàn thành nhiệm vụ từng năm", _PERSON + _GROUP),
    NominationField("evidence.collective", "Số liệu của tập thể", _GROUP),
    NominationField("evidence.awards", "Danh hiệu, hình thức đã được tặng"),
    NominationField("evidence.initiatives", "Sáng kiến, đề tài, đề án", _PERSON),
    NominationField("evidence.discipline", "Kỷ luật"),
    NominationField("evidence.holds", "Việc đang được xem xét, xác minh"),
)
BY_CODE: Mapping[str, NominationField] = {field.code: field for field in FIELDS}


def of_kind(kind: str) -> tuple[NominationField, ...]:
    """Return the fields of one kind of recipient, in the order of the form."""
    return tuple(field for field in FIELDS if kind in field.kinds)


def form_of(dossier: Dossier, kind: str) -> ReportForm:
    """Return the form of the achievement report for recipients of `kind` in a dossier."""
    return law().report_form(dossier.award_code, dossier.ground, kind)


def asked(dossier: Dossier, kind: str, nomination: Nomination | None = None) -> tuple[NominationField, ...]:
    """Return the fields that a dossier asks of recipients of `kind`: those of their report's form, and of all.

    What a nomination holds already is shown too, so that nothing is lost where the ground was changed.
    """
    parts = form_of(dossier, kind).parts
    return tuple(
        field
        for field in of_kind(kind)
        if not field.part or field.part in parts or (nomination is not None and field.value_of(nomination))
    )


def rows_of(field: NominationField, text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table that is kept as text, each with a cell for every column.

    Raises ValueError with the sentence to show where a line has too few cells or too many.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = tuple(cell.strip() for cell in line.replace("\t", "|").split("|"))
        if not any(cells):
            continue
        if not 1 < len(cells) <= len(field.cells) or not cells[0]:
            columns = " | ".join(field.cells)
            raise ValueError(f"dòng {number} phải có các phần cách nhau bằng dấu |: {columns}.")
        rows.append(cells + ("",) * (len(field.cells) - len(cells)))
    return tuple(rows)


def label_of(code: str) -> str:
    """Return the label of a field, or the code itself where it is no field of a nomination."""
    return BY_CODE[code].label if code in BY_CODE else code


def labels_of(nomination: Nomination) -> dict[str, str]:
    """Return the labels of the fields that are asked of a nomination, by code."""
    return {field.code: field.label for field in asked(nomination.dossier, nomination.kind, nomination)}


def missing(nomination: Nomination, *, without_report: bool = False) -> tuple[str, ...]:
    """Return the labels of the needed fields that are still empty, the report's texts left out if told so."""
    return tuple(
        field.label for field in _empty(nomination) if not (without_report and field.code.startswith("report."))
    )


def missing_of_report(nomination: Nomination) -> tuple[str, ...]:
    """Return the labels of the achievement report's own needed fields that are still empty."""
    return tuple(field.label for field in _empty(nomination) if field.code.startswith("report."))


def _empty(nomination: Nomination) -> Iterator[NominationField]:
    return (f for f in FIELDS if nomination.kind in f.needed_for and not f.value_of(nomination))
