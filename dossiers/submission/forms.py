"""The forms of a dossier itself: its beginning, its petition, the unit's review meeting, reasons and files."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import FieldList, FormField, RadioField
from wtforms.validators import ValidationError

from dossiers.models import Dossier
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
from workflow.errors import Invalid

MAX_COUNT = 9_999
_TIME = re.compile(r"([01]?\d|2[0-3])[:hg](\d{2})?")


def as_id(value: object) -> int | None:
    """Return the id that a choice carries: None for the empty choice, 0 (nobody's id) for what is no number."""
    text = str(value or "")
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class SeenForm(Form):
    """A form about a dossier: it carries the version that the page showed."""

    seen = HiddenField()

    @property
    def version(self) -> int:
        """The version on the page; 0, which is always stale, when it was tampered with."""
        text = str(self.seen.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class ReasonForm(SeenForm):
    """A step with its reason."""

    reason = TextAreaField("Lý do", [required("Ghi rõ lý do."), at_most(2_000)])


class KeepForm(SeenForm):
    """An answer to a flag without a change."""

    answer = TextAreaField("Giữ nguyên vì", [required("Ghi rõ vì sao giữ nguyên nội dung này."), at_most(1_000)])


class BeginForm(Form):
    """A new dossier."""

    unit_id = Choice("Đơn vị đề nghị", coerce=as_id)
    award = Choice("Danh hiệu, hình thức đề nghị", [required("Chọn danh hiệu hoặc hình thức.")])
    ground = RadioField("Loại hình khen thưởng", choices=list(GROUNDS.items()), default="CONG_TRANG")
    year = WholeNumber("Năm thành tích", [required("Ghi năm của thành tích."), between(1990, 2100)])
    campaign_id = Choice("Phong trào thi đua", coerce=as_id)


class PetitionForm(SeenForm):
    """The petition's own text; everything may stay empty while it is a draft."""

    reason = TextAreaField(
        "Lý do đề nghị",
        [at_most(5_000)],
        description="Phong trào, kết quả nổi bật của đơn vị và vì sao đề nghị khen thưởng.",
    )
    request = TextAreaField("Nội dung đề nghị", [at_most(2_000)])
    petition_number = StringField("Số tờ trình", [at_most(60)], description="Ví dụ 12/TTr-UBND")
    petition_on = DayField("Ngày tờ trình")


class Row(Form):
    """A row within a form, which has no token of its own; an empty one is passed over."""

    class Meta(Form.Meta):
        """No token: the form around it has one."""

        csrf = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not any(field.data for field in self)


class VoteRow(Row):
    """The count of the unit's meeting on one line."""

    nomination_id = HiddenField()
    yes = WholeNumber("Đồng ý", [between(0, MAX_COUNT)])
    no = WholeNumber("Không đồng ý", [between(0, MAX_COUNT)])
    abstain = WholeNumber("Không có ý kiến", [between(0, MAX_COUNT)])


class ReviewForm(SeenForm):
    """The unit's review meeting: what its minutes say."""

    held_on = DayField("Ngày họp")
    starts_at = StringField("Bắt đầu lúc", [at_most(10)], description="Ví dụ 14:00")
    ends_at = StringField("Kết thúc lúc", [at_most(10)], description="Ví dụ 16:30")
    place = StringField("Địa điểm", [at_most(200)])
    roster = WholeNumber("Tổng số thành viên Hội đồng", [between(1, MAX_COUNT)])
    chair_name = StringField("Người chủ trì", [at_most(100)])
    chair_post = StringField("Chức vụ của người chủ trì", [at_most(150)])
    secretary_name = StringField("Thư ký", [at_most(100)])
    secretary_post = StringField("Chức vụ của thư ký", [at_most(150)])
    present = TextAreaField(
        "Thành viên có mặt",
        [at_most(10_000)],
        description="Mỗi người một dòng: họ và tên, chức vụ. Gồm cả người chủ trì và thư ký.",
    )
    absent = TextAreaField(
        "Thành viên vắng mặt", [at_most(5_000)], description="Mỗi người một dòng: họ và tên, chức vụ, lý do."
    )
    content = TextAreaField("Diễn biến cuộc họp", [at_most(10_000)])
    is_secret = RadioField(
        "Cách biểu quyết", choices=[("1", "Bỏ phiếu kín"), ("0", "Biểu quyết công khai")], default="1"
    )
    conclusion = TextAreaField("Kết luận", [at_most(5_000)])
    votes = FieldList(FormField(VoteRow))

    def validate_starts_at(self, field: StringField) -> None:
        """A time of the day."""
        _check_time(field)

    def validate_ends_at(self, field: StringField) -> None:
        """A time of the day."""
        _check_time(field)

    def show(self, dossier: Dossier) -> None:
        """Fill the form with what the dossier holds."""
        review = dossier.review
        for name in ("starts_at", "ends_at", "place", "roster", "content", "conclusion"):
            self[name].data = review.get(name)
        self.held_on.data = date.fromisoformat(review["held_on"]) if review.get("held_on") else None
        self.is_secret.data = "0" if review.get("is_secret") is False else "1"
        for role in ("chair", "secretary"):
            person = review.get(role) or {}
            self[f"{role}_name"].data, self[f"{role}_post"].data = person.get("name"), person.get("post")
        self.present.data = _lines(review.get("present"), "name", "post")
        self.absent.data = _lines(review.get("absent"), "name", "post", "reason")
        for line in dossier.nominations:
            self.votes.append_entry({"nomination_id": line.id, **line.review_votes})

    def review(self) -> dict[str, Any]:
        """Return the meeting as the dossier keeps it; what is empty is left out.  Raises Invalid."""
        values: dict[str, Any] = {
            "held_on": self.held_on.data.isoformat() if self.held_on.data else "",
            "starts_at": _time(self.starts_at.data),
            "ends_at": _time(self.ends_at.data),
            "place": self.place.data,
            "roster": self.roster.data,
            "chair": _person(self.chair_name.data, self.chair_post.data),
            "secretary": _person(self.secretary_name.data, self.secretary_post.data),
            "present": _people(self.present.data, "name", "post"),
            "absent": _people(self.absent.data, "name", "post", "reason"),
            "content": self.content.data,
            "conclusion": self.conclusion.data,
        }
        kept = {name: value for name, value in values.items() if value}
        self._check_counts(kept)
        return {**kept, "is_secret": self.is_secret.data == "1"} if kept else {}

    def counts(self) -> dict[int, dict[str, int]]:
        """Return the votes by nomination id; a line without any number has none."""
        found: dict[int, dict[str, int]] = {}
        for entry in self.votes:
            row = entry.form
            given = {name: row[name].data for name in ("yes", "no", "abstain")}
            if str(row.nomination_id.data).isdecimal() and any(count is not None for count in given.values()):
                found[int(row.nomination_id.data)] = {name: count or 0 for name, count in given.items()}
        return found

    def _check_counts(self, review: dict[str, Any]) -> None:
        roster, present = review.get("roster"), len(review.get("present", ()))
        if roster and present + len(review.get("absent", ())) > roster:
            raise Invalid({"roster": f"Có mặt và vắng mặt cộng lại nhiều hơn {roster} thành viên."})
        voters = present or roster
        if voters and any(sum(votes.values()) > voters for votes in self.counts().values()):
            raise Invalid({"votes": f"Có đề nghị mà tổng số phiếu nhiều hơn {voters} người dự họp."})


class FilesForm(SeenForm):
    """Files for one component."""

    component = HiddenField()
    files = MultipleFileField("Chọn tệp", description="PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp tối đa 20 MB.")

    def validate_files(self, field: MultipleFileField) -> None:
        """At least one file must have been chosen."""
        if not any(file and file.filename for file in field.data or ()):
            raise ValidationError("Chọn ít nhất một tệp để tải lên.")


def _check_time(field: StringField) -> None:
    if field.data and not _TIME.fullmatch(field.data):
        raise ValidationError("Ghi giờ theo dạng giờ:phút, ví dụ 14:00.")


def _time(text: str | None) -> str:
    found = _TIME.fullmatch(text or "")
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else ""


def _person(name: str | None, post: str | None) -> dict[str, str]:
    return {"name": name, "post": post or ""} if name else {}


def _people(text: str | None, *keys: str) -> list[dict[str, str]]:
    people = []
    for line in (text or "").splitlines():
        parts = [part.strip() for part in re.split(r"[,;\t]", line, maxsplit=len(keys) - 1)]
        if parts[0]:
            people.append(dict(zip(keys, [*parts, *[""] * len(keys)], strict=False)))
    return people


def _lines(people: list[dict[str, str]] | None, *keys: str) -> str:
    return "\n".join(", ".join(filter(None, (person.get(key, "") for key in keys))) for person in people or ())
