"""The form on which the secretary enters an opinion from paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField

from dossiers.council.forms import OneOf
from dossiers.models import Ballot, SessionMember
from dossiers.models.vote import CHOICES
from dossiers.uploads import MAX_SIZE, Upload, checked
from dossiers.web.forms import Choice, Form
from workflow.errors import Invalid


class _WithScan(Form):
    file = FileField("Bản quét phiếu đã ký", description="PDF, PNG hoặc JPEG, tối đa 20 MB.")

    def upload(self) -> Upload:
        """Return the scan; raises Invalid (field `file`) for none, or for what may not be stored."""
        chosen = self.file.data
        if not chosen or not chosen.filename:
            raise Invalid({"file": "Chọn tệp bản quét."})
        content = chosen.stream.read(MAX_SIZE + 1)
        if len(content) > MAX_SIZE:
            raise Invalid({"file": "Tệp lớn hơn 20 MB."})
        try:
            return checked(chosen.filename, content)
        except Invalid as fault:
            raise Invalid({"file": fault.fields["files"]}) from fault


def opinion_form(ballots: Iterable[Ballot], members: Iterable[SessionMember]) -> Any:
    """Build the form: whose opinion, the scan, and a choice for each ballot."""
    people = {member.id: member.account.full_name for member in members}
    fields: dict[str, Any] = {"member_id": Choice("Thành viên", coerce=int, choices=people)}
    for ballot in ballots:
        label = ballot.nomination.label
        missing = f"{label}: chọn đồng ý, không đồng ý hoặc không có ý kiến."
        fields[f"ballot_{ballot.id}"] = OneOf(label, CHOICES, missing)
    return type("OpinionForm", (_WithScan,), fields)()
