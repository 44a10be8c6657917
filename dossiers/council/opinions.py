"""Opinions in writing: a member who is not there votes all the same, until the end of the day that the session set."""

from __future__ import annotations

from datetime import date

from dossiers.council import turnout
from dossiers.models import AgendaItem, CouncilSession, SessionMember
from workflow.errors import Refused


def is_over(held: CouncilSession, day: date) -> bool:
    """Whether an opinion in writing that comes in on `day` is too late."""
    return held.opinions_due_on is not None and day > held.opinions_due_on


def awaited(item: AgendaItem) -> list[SessionMember]:
    """Return the members whose opinion in writing on an item is not in, in protocol order."""
    done = turnout.voted(item)
    return [each for each in turnout.voters(item) if each.presence == "written" and each.id not in done]


def check_count(item: AgendaItem, day: date) -> None:
    """Raise Refused where the count would cut off opinions in writing that may still come in."""
    held = item.session
    if held.opinions_due_on is None or is_over(held, day):
        return
    if missing := awaited(item):
        names = ", ".join(member.account.full_name for member in missing)
        raise Refused(
            f"Còn chờ ý kiến bằng văn bản của {names}, hạn hết ngày {held.opinions_due_on:%d/%m/%Y}. Kiểm phiếu khi "
            "đã nhận đủ hoặc sau hạn; thư ký đổi được hạn ở trang điểm danh."
        )
