"""The form of one line: who, what for, the achievement report, and the evidence that the check reads.

Every evidence table has three answers: rows, "không có" (an empty list), or nothing at all (unknown, no key).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, FormField, RadioField
from wtforms.validators import ValidationError

from dossiers.models import Nomination
from dossiers.nomination_fields import BY_CODE, of_kind, rows_of
from dossiers.submission.forms import SeenForm
from dossiers.submission.nomination_rows import (
    AwardRow,
    CollectiveRow,
    DisciplineRow,
    HoldRow,
    InitiativeRow,
    RatingRow,
    kept,
    shown,
)
from dossiers.web.forms import (
    Choice,
    DayField,
    StringField,
    TextAreaField,
    WholeNumber,
    at_most,
    between,
    required,
)

GENDERS = [("nam", "Nam"), ("nữ", "Nữ")]
HONORIFICS = {"nam": "Ông", "nữ": "Bà"}
YEARS_OF_RATING = 7
FIRST_ROWS, MORE_ROWS = 1, 2
MAX_ROWS = 60
_YES_OR_NO: dict[Any, str] = {True: "1", False: "0"}
TABLES = ("awards", "initiatives", "discipline", "holds")


def table_of(code: str) -> Callable[[Any, Any], None]:
    """Return a check that each line of a text is a row of the table of that field."""

    def check(_form: Any, field: Any) -> None:
        try:
            rows_of(BY_CODE[code], field.data or "")
        except ValueError as fault:
            words = str(fault)
            raise ValidationError(words[:1].upper() + words[1:]) from None

    return check


class NominationForm(SeenForm):
    """All fields of all kinds of recipient; `narrow` leaves those that one line has and that are open."""

    name = StringField("Họ và tên", [required("Ghi họ và tên, hoặc tên tập thể."), at_most(200)])
    gender = RadioField("Giới tính", choices=GENDERS, validate_choice=False)
    honorific = Choice(
        "Danh xưng", choices=[("", "Ông hoặc Bà, theo giới tính"), ("Đồng chí", "Đồng chí"), ("Em", "Em (học sinh)")]
    )
    birth_year = WholeNumber("Năm sinh", [between(1900, 2100)])
    post = StringField("Chức vụ, nghề nghiệp", [at_most(200)])
    workplace = StringField("Đơn vị công tác, nơi ở", [at_most(200)])
    achievement = TextAreaField(
        "Thành tích tóm tắt",
        [at_most(500)],
        description="Một đến hai câu, in trong danh sách, thông báo công khai và quyết định.",
    )
    born_on = DayField("Ngày sinh")
    home_town = StringField("Quê quán", [at_most(200)])
    residence = StringField("Nơi thường trú", [at_most(200)])
    education = StringField("Trình độ chuyên môn, nghiệp vụ", [at_most(200)])
    party_joined_on = DayField("Ngày vào Đảng")
    address = StringField("Trụ sở hoặc nơi ở", [at_most(200)])
    head_name = StringField("Người đứng đầu ký báo cáo", [at_most(100)])
    head_title = StringField("Chức vụ của người đứng đầu", [at_most(100)])
    members = WholeNumber("Số nhân khẩu", [between(1, 99)])
    occupation = StringField("Nghề nghiệp", [at_most(200)])
    features = TextAreaField("Sơ lược đặc điểm, tình hình", [at_most(10_000)])
    duties = TextAreaField("Chức năng, nhiệm vụ được giao", [at_most(10_000)])
    results = TextAreaField("Thành tích đạt được", [at_most(20_000)])
    nationality = StringField("Quốc tịch", [at_most(100)])
    history = TextAreaField("Quá trình hình thành, phát triển", [at_most(10_000)])
    career = TextAreaField("Quá trình giữ chức vụ", [at_most(10_000), table_of("report.career")])
    indicators = TextAreaField("Chỉ tiêu so với cụm, khối thi đua", [at_most(10_000), table_of("report.indicators")])
    measures = TextAreaField("Biện pháp, nguyên nhân đạt được", [at_most(10_000)])
    policy = TextAreaField("Chấp hành chủ trương, chính sách, pháp luật", [at_most(10_000)])
    unions = TextAreaField("Hoạt động của tổ chức đảng, đoàn thể", [at_most(10_000)])
    unit_summary = TextAreaField("Sơ lược thành tích của đơn vị", [at_most(10_000)])
    direct_worker = RadioField(
        "Người trực tiếp lao động (công nhân, nông dân, người lao động không giữ chức vụ)",
        choices=[("", "Chưa rõ"), ("1", "Có"), ("0", "Không")],
        default="",
    )
    ratings = FieldList(FormField(RatingRow))
    collective = FormField(CollectiveRow)
    awards = FieldList(FormField(AwardRow))
    no_awards = BooleanField("Chưa được tặng danh hiệu, hình thức nào")
    initiatives = FieldList(FormField(InitiativeRow))
    no_initiatives = BooleanField("Không có sáng kiến, đề tài nào")
    discipline = FieldList(FormField(DisciplineRow))
    no_discipline = BooleanField("Không bị kỷ luật")
    holds = FieldList(FormField(HoldRow))
    no_holds = BooleanField("Không có việc đang được xem xét, xác minh")

    def narrow(self, kind: str, open_codes: Iterable[str], awards: list[tuple[str, str]]) -> None:
        """Keep the fields of `open_codes` that recipients of `kind` have; `awards` are the choices of the table."""
        kept = {BY_CODE[code].name for code in open_codes if kind in BY_CODE[code].kinds}
        kept |= {f"no_{name}" for name in kept if name in TABLES}
        for name in [field.name for field in self]:
            if name not in {*kept, "seen", "csrf_token"}:
                del self[name]
        for entry in self._fields.get("awards", ()):
            entry.form.award.choices = [("", "Chọn"), *awards]
        if "name" in self and kind != "individual":
            self.name.label.text = "Tên tập thể" if kind == "collective" else "Tên hộ gia đình"

    def show(self, nomination: Nomination | None, year: int) -> None:
        """Fill the form with what a line holds, and blank rows for more; `year` is the dossier's."""
        if nomination is not None:
            for field in of_kind(nomination.kind):
                if not field.code.startswith("evidence."):
                    self._show_value(field.name, field.value_of(nomination))
        evidence: Mapping[str, Any] = nomination.evidence if nomination else {}
        self.direct_worker.data = _YES_OR_NO.get(evidence.get("direct_worker"), "")
        known = {each["year"]: each["rating"] for each in evidence.get("ratings", ())}
        for each in sorted({*range(year, year - YEARS_OF_RATING, -1), *known}, reverse=True):
            self.ratings.append_entry({"year": each, "rating": known.get(each, "")})
        for key, value in evidence.get("collective", {}).items():
            self.collective.form[key].data = value
        for name in TABLES:
            self[f"no_{name}"].data = evidence.get(name) == []
            for row in evidence.get(name, ()):
                self[name].append_entry(shown(row))
            self.grow(name, FIRST_ROWS)

    def grow(self, table: str, rows: int = MORE_ROWS) -> None:
        """Add blank rows to a table of the form."""
        for _ in range(min(rows, MAX_ROWS - len(self[table].entries))):
            self[table].append_entry()

    def _show_value(self, name: str, value: Any) -> None:
        if name == "honorific":
            value = "" if value in HONORIFICS.values() else value
        if isinstance(self[name], DayField):
            value = date.fromisoformat(value) if value else None
        self[name].data = int(value) if name == "members" and value else value

    def values(self, kind: str) -> dict[str, Any]:
        """Return what was typed by field code, for the fields that the form has."""
        return {field.code: self._value(field.name) for field in of_kind(kind) if field.name in self}

    def _value(self, name: str) -> Any:
        if name in TABLES:
            rows = [kept(entry.form) for entry in self[name] if not entry.form.is_blank]
            return rows or ([] if self[f"no_{name}"].data else None)
        if name == "ratings":
            rated = [entry.form for entry in self.ratings if entry.form.rating.data]
            return [{"year": int(row.year.data), "rating": row.rating.data} for row in rated] or None
        if name == "collective":
            return {row.short_name: row.data for row in self.collective.form if row.data is not None} or None
        if name == "direct_worker":
            return {"1": True, "0": False}.get(self.direct_worker.data or "")
        if name == "honorific":
            gender = self.gender.data if "gender" in self else ""
            return self.honorific.data or HONORIFICS.get(gender or "", "")
        value = self[name].data
        if isinstance(value, date):
            return value.isoformat()
        if name == "birth_year":
            return value
        return "" if value is None else str(value)

    def validate_gender(self, field: RadioField) -> None:
        """One of the two, or not told yet."""
        if field.data and field.data not in dict(GENDERS):
            raise ValidationError("Chọn một giá trị trong danh sách.")

    def validate_ratings(self, field: FieldList) -> None:
        """The years are ours, not typed; anything else was tampered with."""
        if not all(str(entry.form.year.data).isdecimal() for entry in field):
            raise ValidationError("Năm đánh giá không hợp lệ. Tải lại trang.")

    def validate_born_on(self, field: DayField) -> None:
        """The day and the year of birth agree."""
        if field.data and "birth_year" in self and self.birth_year.data not in (None, field.data.year):
            raise ValidationError(f"Ngày sinh không khớp với năm sinh {self.birth_year.data}.")

    def validate_holds(self, _field: FieldList) -> None:
        """ "Không có" and rows exclude each other, in every table."""
        for name in TABLES:
            if name in self and self[f"no_{name}"].data and any(not e.form.is_blank for e in self[name]):
                raise ValidationError(f"Đã chọn “{self[f'no_{name}'].label.text}” thì không ghi dòng nào trong bảng.")
