from __future__ import annotations

from datetime import date
from typing import cast

from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from dossiers.decision.higher_body import PartyOpinion
from dossiers.models import Nomination
from dossiers.submission.forms import SeenForm
from dossiers.web.forms import Choice, DayField, StringField, TextAreaField, at_most, required


class NominationsField(SelectMultipleField):  # type: ignore[misc]
    """Some of the nominations of a dossier, by id."""

    def pre_validate(self, form: SeenForm) -> None:
        """Refuse what is not in the list."""
        offered = {value for value, *_ in self.choices}
        if not set(self.data or ()) <= offered:
            raise ValidationError("Chọn trong danh sách của hồ sơ.")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the chosen ids; what is no number is no nomination."""
        self.data = [int(value) if value.isdecimal() and len(value) < 10 else 0 for value in valuelist]

    def offer(self, nominations: list[Nomination]) -> None:
        """Let the person choose among `nominations`."""
        self.choices = [(nomination.id, nomination.label) for nomination in nominations]


class ProposeForm(SeenForm):
    """What the standing body lays before the signer."""

    abstract = TextAreaField(
        "Trích yếu quyết định",
        description="Bắt đầu bằng “Về việc …”, như trên văn bản.",
        validators=[required("Ghi trích yếu."), at_most(500)],
    )
    signer_id = Choice("Người ký", coerce=lambda value: int(value) if str(value).isdecimal() else 0)


class ReasonForm(SeenForm):
    """A step with its reason."""

    reason = TextAreaField(
        "Lý do",
        description="Đơn vị và người xem sau đọc được lý do này.",
        validators=[required("Ghi rõ lý do."), at_most(2_000)],
    )


class PartyOpinionForm(SeenForm):
    """The written opinion of the Party committee."""

    number = StringField("Số văn bản", validators=[required("Ghi số văn bản của cấp ủy."), at_most(60)])
    given_on = DayField("Ngày văn bản", validators=[required("Ghi ngày của văn bản.")])
    content = TextAreaField("Nội dung ý kiến", validators=[required("Ghi nội dung ý kiến."), at_most(5_000)])
    agreed = NominationsField("Cấp ủy nhất trí với")

    def opinion(self) -> PartyOpinion:
        """Return the opinion of a form that was found valid."""
        return PartyOpinion(self.number.data, cast(date, self.given_on.data), self.content.data)


class GrantForm(SeenForm):
    """The decision of the State, as it stands on paper."""

    number = StringField(
        "Số quyết định", description="Ví dụ 123/QĐ-TTg", validators=[required("Ghi số quyết định."), at_most(60)]
    )
    decided_on = DayField("Ngày quyết định", validators=[required("Ghi ngày của quyết định.")])
    body = StringField(
        "Cơ quan, người quyết định",
        description="Ví dụ Thủ tướng Chính phủ",
        validators=[required("Ghi cơ quan hoặc người quyết định."), at_most(200)],
    )
    granted = NominationsField("Được khen thưởng")

    def day(self) -> date:
        """Return the decision's day of a form that was found valid."""
        return cast(date, self.decided_on.data)
