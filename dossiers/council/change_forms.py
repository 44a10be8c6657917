"""The form of a decision that changes a council: a line for each member in office, and lines for new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms.validators import Optional

from dossiers.council.changes import LEAVES, STAYS
from dossiers.models import CouncilMember
from dossiers.models.council import SEATS
from dossiers.web.forms import Choice, DayField, Form, StringField, at_most, required

NOBODY = 0


class ChangeForm(Form):
    """The decision itself; `seats` only carries complaints about the roster as a whole."""

    number = StringField(
        "Số quyết định", [required("Ghi số quyết định."), at_most(100)], description="Ví dụ: 215/QĐ-UBND"
    )
    decided_on = DayField("Ngày ký", [required("Ghi ngày ký quyết định.")])
    effective_on = DayField("Có hiệu lực từ ngày", [required("Ghi ngày quyết định có hiệu lực.")])
    term_ends = DayField("Nhiệm kỳ đến ngày", [Optional()])
    note = StringField("Ghi chú", [at_most(500)], description="Ví dụ: kiện toàn Hội đồng sau khi sắp xếp cơ quan")


def change_form(members: Iterable[CouncilMember], people: Mapping[int, str], rows: int) -> Any:
    """Build the form over the members in office and with `rows` lines for new members."""
    members = list(members)
    fields: dict[str, Any] = {}
    for member in members:
        acts = {STAYS: "Giữ nguyên", LEAVES: "Thôi tham gia"}
        acts |= {seat: f"Chuyển thành {name}" for seat, name in SEATS.items() if seat != member.seat}
        fields[f"act_{member.id}"] = Choice(f"Thay đổi của {member.account.full_name}", choices=acts, default=STAYS)
    for row in range(rows):
        choices = {NOBODY: "(không thêm)", **people}
        fields[f"joins_{row}"] = Choice(f"Thành viên mới {row + 1}", choices=choices, coerce=_as_id, default=NOBODY)
        fields[f"seat_{row}"] = Choice(f"Vai trò của thành viên mới {row + 1}", choices=SEATS, default="member")
    form = type("BoundChangeForm", (ChangeForm,), fields)()
    form.members, form.rows = members, rows
    return form


def joining_of(form: Any) -> list[tuple[int, str]]:
    """Return the accounts that join, each with the seat."""
    lines = [(form[f"joins_{row}"].data, form[f"seat_{row}"].data) for row in range(form.rows)]
    return [(account_id, seat) for account_id, seat in lines if account_id]


def _as_id(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1 if text else NOBODY
