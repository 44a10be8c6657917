"""The forms of a council asked in writing."""

from __future__ import annotations

from datetime import date
from typing import cast

from dossiers.council.forms import Ids
from dossiers.submission.forms import SeenForm
from dossiers.web.forms import Choice, DayField, Form, StringField, at_most, required

DUE = "Hạn gửi ý kiến"


class WithDue(Form):
    """A form that names the day by which members answer."""

    due_on = DayField(DUE, [required("Ghi hạn gửi ý kiến.")])

    @property
    def due(self) -> date:
        """The day, once the form is valid."""
        return cast(date, self.due_on.data)


class NewRoundForm(WithDue):
    """A new round of one of the secretary's councils."""

    council = Choice("Hội đồng", coerce=int)
    title = StringField(
        "Tên đợt lấy ý kiến",
        [required("Ghi tên đợt lấy ý kiến."), at_most(200)],
        description="Ví dụ: Lấy ý kiến khen thưởng đột xuất tháng 11 năm 2026",
    )


class SubmitRoundForm(WithDue, SeenForm):
    """What is laid before whoever presides: who counts, and until when members may answer."""

    tellers = Ids("Ban kiểm phiếu")


class ExtendForm(WithDue):
    """More time."""

    due_on = DayField("Hạn mới", [required("Ghi hạn mới.")])
