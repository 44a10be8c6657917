from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from dossiers.models import AwardRecord
from dossiers.models.dossier import RECIPIENT_KINDS
from dossiers.models.history import PROVENANCES, REVOCATION_GROUNDS
from dossiers.models.unit import SUCCESSION_KINDS, UNIT_KINDS
from dossiers.register.identity import hash_of
from dossiers.rules import law
from dossiers.sheets import cells
from dossiers.submission.routing import GROUNDS
from dossiers.web.forms import (
    Choice,
    DayField,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
    WholeNumber,
    at_most,
    between,
    required,
)
from dossiers.web.keys import key_or_none
from workflow.errors import Invalid

_REASON = [required("Ghi rõ lý do và căn cứ."), at_most(2_000)]
NOBODY = ("", "– Chọn đơn vị –")


def _key(value: Any) -> int | None:
    return key_or_none(str(value or ""))


class FileForm(Form):
    """An Excel file to look at."""

    file = FileField("Tệp Excel", description="Tệp .xlsx, tối đa 20 MB, 50.000 dòng.")

    def content(self) -> tuple[str, bytes]:
        """Return the file's name and content; raises Invalid where none was chosen."""
        chosen = self.file.data
        if not chosen or not chosen.filename:
            raise Invalid({"file": "Chọn tệp Excel cần nhập."})
        return chosen.filename, chosen.read()


class ConfirmForm(Form):
    """A file that was looked at; the ticket is signed and names the stored content."""

    ticket = HiddenField()


class SeenForm(Form):
    """A form about a record: it carries the last change that the page showed."""

    seen = HiddenField()

    @property
    def last_seen(self) -> int:
        """The last change on the page; -1, which is always stale, when it was tampered with."""
        key = key_or_none(str(self.seen.data or ""))
        return -1 if key is None else key


class CorrectionForm(SeenForm):
    """Every column of a record that can be wrong."""

    kind = Choice("Đối tượng", choices=list(RECIPIENT_KINDS.items()))
    name = StringField("Họ và tên, tên tập thể", [required("Nhập tên."), at_most(200)])
    birth_year = WholeNumber("Năm sinh", [between(1900, 2100)])
    identity = StringField(
        "Số định danh cá nhân",
        [at_most(20)],
        description="Để trống nếu giữ nguyên. Hệ thống chỉ giữ mã băm, không giữ số.",
    )
    unit_id = Choice("Đơn vị vào lúc được khen", coerce=_key)
    award_code = Choice("Danh hiệu, hình thức khen thưởng")
    ground = Choice("Loại hình khen thưởng", choices=list(GROUNDS.items()))
    year = WholeNumber("Năm thành tích", [required("Nhập năm thành tích."), between(cells.FIRST_YEAR, 2100)])
    decision_number = StringField("Số quyết định", [at_most(60)])
    decided_on = DayField("Ngày quyết định")
    issued_by = StringField("Người, cơ quan ban hành", [at_most(200)])
    provenance = Choice("Nguồn", choices=list(PROVENANCES.items()))
    reason = TextAreaField("Lý do đính chính", _REASON, description="Nêu căn cứ, ví dụ bản quyết định đã đối chiếu")

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name) and every award."""
        self.unit_id.choices = units
        self.award_code.choices = [(award.code, award.title) for award in law().awards.values()]

    def validate_identity(self, field: Any) -> None:
        """Refuse what is no identity number."""
        try:
            cells.identity_number(field.data)
        except ValueError as fault:
            raise ValidationError(str(fault)[:1].upper() + str(fault)[1:]) from fault

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column; an identity number as its hash."""
        typed = {name: value for name, value in self.data.items() if name in AwardRecord.__table__.columns}
        number = cells.identity_number(self.identity.data)
        return {**typed, "identity_hash": hash_of(number)} if number else typed


class RevocationForm(SeenForm):
    """By which decision an award was annulled, and on which ground."""

    ground = RadioField(
        "Căn cứ hủy (Luật Thi đua, khen thưởng, Điều 93 khoản 2)",
        [required("Chọn căn cứ hủy.")],
        choices=list(REVOCATION_GROUNDS.items()),
    )
    number = StringField("Số quyết định hủy", [required("Nhập số quyết định hủy."), at_most(60)])
    revoked_on = DayField("Ngày quyết định hủy", [required("Nhập ngày quyết định hủy.")])
    reason = TextAreaField("Nội dung vi phạm, kết luận", _REASON)


class RestorationForm(SeenForm):
    """Why an award stands again."""

    reason = TextAreaField(
        "Lý do khôi phục", _REASON, description="Quyết định khôi phục (Điều 93 khoản 6), hoặc đã ghi nhận nhầm"
    )


class OtherUnitForm(Form):
    """At which other unit the person of a record was, or was not."""

    unit_id = Choice("Đơn vị khác có người cùng tên, cùng năm sinh", coerce=_key)
    is_same = RadioField("Kết luận", choices=[("1", "Cùng một người"), ("0", "Hai người khác nhau")], default="1")
    reason = StringField("Căn cứ", [required("Ghi căn cứ: đã đối chiếu giấy tờ, hồ sơ nào."), at_most(500)])

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name)."""
        self.unit_id.choices = [NOBODY, *units]

    def validate_unit_id(self, field: Any) -> None:
        """Ask for a unit."""
        if not field.data:
            raise ValidationError("Chọn đơn vị.")


class SuccessionForm(Form):
    """Which unit went on as which."""

    predecessor_id = Choice("Đơn vị cũ", coerce=_key, description="Chọn trong danh sách, hoặc ghi đơn vị cũ ở dưới")
    old_name = StringField("Tên đơn vị cũ chưa có trong danh sách", [at_most(200)])
    old_code = StringField("Mã đơn vị cũ", [at_most(40)], description="Chữ không dấu, ví dụ DT-HUYEN")
    old_kind = Choice("Loại đơn vị cũ", choices=list(UNIT_KINDS.items()), default="commune")
    successor_id = Choice("Đơn vị mới", coerce=_key)
    kind = RadioField("Hình thức", [required("Chọn hình thức.")], choices=list(SUCCESSION_KINDS.items()))
    succeeded_on = DayField("Từ ngày", [required("Nhập ngày đơn vị mới hoạt động.")])
    instrument = StringField(
        "Văn bản",
        [required("Ghi số, tên văn bản quyết định việc sáp nhập, đổi tên, chia tách."), at_most(200)],
        description="Ví dụ Nghị quyết số 1683/NQ-UBTVQH15",
    )
    passes_awards = BooleanField(
        "Thành tích tập thể của đơn vị cũ được tính cho đơn vị mới",
        default=True,
        description="Bỏ chọn khi đơn vị cũ giải thể và chỉ chuyển người sang; lịch sử của từng người luôn được giữ",
    )

    def offer(self, units: list[tuple[int, str]]) -> None:
        """Let the person choose among `units` (id and name)."""
        self.predecessor_id.choices = [NOBODY, *units]
        self.successor_id.choices = [NOBODY, *units]

    def validate_successor_id(self, field: Any) -> None:
        """Ask for a unit."""
        if not field.data:
            raise ValidationError("Chọn đơn vị mới.")

    def validate_predecessor_id(self, field: Any) -> None:
        """Ask for a unit of the list, or for one that is not in it, not for both."""
        if bool(field.data) == bool(self.old_name.data):
            raise ValidationError("Chọn đơn vị cũ trong danh sách, hoặc ghi tên một đơn vị chưa có (chỉ một cách).")

    def validate_old_code(self, field: Any) -> None:
        """Ask for the code of a unit that is not in the list."""
        if self.old_name.data and not field.data:
            raise ValidationError("Đặt một mã cho đơn vị cũ.")

    def fields(self) -> dict[str, Any]:
        """Return the succession's own columns."""
        names = ("predecessor_id", "successor_id", "kind", "succeeded_on", "instrument", "passes_awards")
        return {name: self.data[name] for name in names}

    def old_unit(self) -> dict[str, str] | None:
        """Return the unit of before that is to be entered, None where one was chosen."""
        if not self.old_name.data:
            return None
        return {"name": self.old_name.data, "code": self.old_code.data, "kind": self.old_kind.data}
