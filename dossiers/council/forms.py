"""The forms of councils and their sessions; those with a line for each member or nomination are built to measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field, RadioField
from wtforms.validators import Optional, Regexp, ValidationError

from dossiers.models import Ballot, SessionMember
from dossiers.models.council import PRESENCES, SEATS
from dossiers.models.vote import CHOICES
from dossiers.submission.forms import SeenForm
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

_HOUR = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


class OneOf(RadioField):  # type: ignore[misc]
    """One of a few large choices; `missing` is the sentence for none, or for anything else."""

    def __init__(self, label: str, choices: Mapping[str, str], missing: str, **more: Any) -> None:
        super().__init__(label, choices=dict(choices), validate_choice=False, **more)
        self.missing = missing

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not offered."""
        if self.data not in [value for value, *_ in self.iter_choices()]:
            raise ValidationError(self.missing)


class Ids(Field):  # type: ignore[misc]
    """Numbers of things ticked in a list; the page draws the boxes, the service says which are possible."""

    def process_data(self, value: Iterable[int] | None) -> None:
        """Nothing is ticked on a form that was sent empty."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the ticked numbers; anything else is left out as if never ticked."""
        self.data = [int(value) for value in valuelist if value.isdecimal() and len(value) < 10]


class SessionForm(SeenForm):
    """What the invitation says of a session."""

    title = StringField(
        "Tên phiên họp",
        [required("Ghi tên phiên họp."), at_most(200)],
        description="Ví dụ: Họp Hội đồng xét khen thưởng thành tích công tác năm 2025",
    )
    held_on = DayField("Ngày họp", [required("Ghi ngày họp.")])
    starts_at = StringField(
        "Giờ bắt đầu",
        [required("Ghi giờ bắt đầu."), Regexp(_HOUR, message="Ghi giờ theo dạng 08:00.")],
        default="08:00",
    )
    place = StringField("Địa điểm", [required("Ghi địa điểm họp."), at_most(200)])


class NewSessionForm(SessionForm):
    """A new session of one of the secretary's councils."""

    council = Choice("Hội đồng", coerce=int)


class AgendaForm(SeenForm):
    """Dossiers to put on the agenda."""

    dossiers = Ids("Hồ sơ")


class AgendaItemForm(SeenForm):
    """A change of one line of the agenda, by the button that was pressed."""

    act = HiddenField()


class GroundForm(Form):
    """Why a member stays out of an item."""

    ground = StringField(
        "Lý do hồi tị",
        [required("Ghi lý do hồi tị; lý do được nêu trong biên bản."), at_most(300)],
        description="Ví dụ: là vợ của người được đề nghị khen thưởng",
    )


class CloseItemForm(Form):
    """What the minutes say of an item."""

    discussion = TextAreaField("Ý kiến thảo luận", [at_most(10_000)])
    conclusion = TextAreaField(
        "Kết luận của người chủ trì",
        [required("Ghi kết luận của người chủ trì về nội dung này."), at_most(5_000)],
    )


class BulkForm(Form):
    """What the page showed of many items, and for which award it was asked."""

    shown = HiddenField()
    award = HiddenField()


class BulkConclusionForm(BulkForm):
    """The one conclusion that many items share."""

    conclusion = TextAreaField(
        "Kết luận chung cho các nội dung này",
        [required("Ghi kết luận của người chủ trì về các nội dung này."), at_most(5_000)],
        default="Hội đồng thông qua các đề nghị đạt tỷ lệ phiếu theo kết quả kiểm phiếu.",
    )


class CloseSessionForm(SeenForm):
    """The last words of the minutes."""

    conclusion = TextAreaField(
        "Kết luận chung của phiên họp", [required("Ghi kết luận của người chủ trì phiên họp."), at_most(10_000)]
    )


class SecondVoteForm(Form):
    """What is voted once more, and why."""

    nominations = Ids("Đề nghị bỏ phiếu lần hai")
    reason = TextAreaField("Lý do", [required("Ghi lý do bỏ phiếu lần hai để ghi biên bản."), at_most(2_000)])


class QuotaForm(SeenForm):
    """For how many lines of an item there is a place."""

    quota = WholeNumber(
        "Chỉ tiêu",
        [Optional(), between(1, 10_000)],
        description="Để trống nếu không giới hạn số đề nghị được thông qua",
    )


class CorrectionForm(Form):
    """A dated record that corrects the papers of a closed session."""

    statement = TextAreaField(
        "Nội dung đính chính",
        [required("Ghi nội dung đính chính."), at_most(10_000)],
        description="Nêu văn bản nào, chỗ nào ghi sai, ghi đúng là gì",
    )
    reason = TextAreaField("Lý do", [required("Ghi lý do đính chính."), at_most(2_000)])


class LowerForm(SeenForm):
    """A lesser award for a nomination that failed."""

    award = Choice("Mức khen đề nghị")
    reason = TextAreaField("Lý do", [required("Ghi rõ lý do."), at_most(2_000)])


class ListVoteForm(Form):
    """The list vote's own random name; its choices are read line by line, however many there are."""

    key = HiddenField()


class CouncilForm(Form):
    """A council and the decision that established it."""

    unit = Choice("Cơ quan, đơn vị", coerce=int)
    name = StringField(
        "Tên Hội đồng",
        [required("Ghi tên Hội đồng."), at_most(200)],
        description="Ví dụ: Hội đồng Thi đua - Khen thưởng tỉnh Thái Nguyên",
    )
    established_by = StringField(
        "Quyết định thành lập",
        [required("Ghi số quyết định thành lập."), at_most(100)],
        description="Ví dụ: 15/QĐ-UBND",
    )
    established_on = DayField("Ngày thành lập", [required("Ghi ngày thành lập.")])
    until_on = DayField("Hết nhiệm kỳ", [Optional()])


class SeatForm(Form):
    """A seat in a council, by a decision."""

    account_id = Choice("Thành viên", coerce=int)
    seat = Choice("Vai trò trong Hội đồng", choices=SEATS, default="member")
    position = WholeNumber("Thứ tự trong danh sách", [required("Ghi thứ tự."), between(1, 200)])
    from_on = DayField("Tham gia từ ngày", [required("Ghi ngày tham gia.")])
    decided_by = StringField("Theo quyết định", [required("Ghi số quyết định."), at_most(100)])


class EndSeatForm(Form):
    """The end of a seat, by a decision."""

    until_on = DayField("Ngày cuối tham gia Hội đồng", [required("Ghi ngày cuối.")])
    decided_by = StringField("Theo quyết định", [required("Ghi số quyết định."), at_most(100)])


def attendance_form(members: Iterable[SessionMember], **more: Any) -> Any:
    """Build the attendance list: for each member whether they are there, and why not; and the tellers."""
    members = list(members)
    fields: dict[str, Any] = {
        "tellers": Ids("Ban kiểm phiếu"),
        "opinions_due_on": DayField("Hạn gửi ý kiến bằng văn bản", [Optional()]),
    }
    for member in members:
        missing = f"{member.account.full_name}: chọn có mặt, vắng mặt hoặc ý kiến bằng văn bản."
        fields[f"member_{member.id}"] = OneOf(member.account.full_name, PRESENCES, missing, default=member.presence)
        reason = f"Lý do vắng của {member.account.full_name}"
        fields[f"reason_{member.id}"] = StringField(reason, [at_most(300)], default=member.absence_reason)
    more.setdefault("tellers", [member.id for member in members if member.is_teller])
    return type("AttendanceForm", (SeenForm,), fields)(**more)


def vote_form(ballots: Iterable[Ballot], **more: Any) -> Any:
    """Build the voting page: a choice for each ballot, and the page's own random name."""
    fields: dict[str, Any] = {"key": HiddenField()}
    for ballot in ballots:
        label = ballot.nomination.label
        missing = f"{label}: chọn đồng ý, không đồng ý hoặc không có ý kiến."
        fields[f"ballot_{ballot.id}"] = OneOf(label, CHOICES, missing)
    return type("VoteForm", (Form,), fields)(**more)


def paper_form(ballots: Iterable[Ballot], **more: Any) -> Any:
    """Build a teller's count: who handed in a paper slip, and for each ballot how many slips say what."""
    labels = {**CHOICES, "invalid": "Không hợp lệ"}
    fields: dict[str, Any] = {"voters": Ids("Thành viên bỏ phiếu giấy")}
    for ballot in ballots:
        for name, label in labels.items():
            fields[f"{name}_{ballot.id}"] = WholeNumber(label, [Optional(), between(0, 200)])
    return type("PaperForm", (Form,), fields)(**more)
