"""An independent recount of a session's votes from its export: other code and other arithmetic than the count itself.

Everything is counted from single votes and compared as fractions; nothing is taken from `workflow.ballots`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from workflow.errors import Invalid

FORMAT = "vinhdanh-votes-1"
CHOICES = ("yes", "no", "abstain", "invalid")


@dataclass
class Recount:
    """What was counted again, and every difference as a sentence."""

    ballots: int = 0
    votes: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the export says what its votes say."""
        return not self.differences


def recount(export: object) -> Recount:
    """Count every ballot of an export again; raises Invalid where it is no such export."""
    try:
        return _recount(export)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as fault:
        raise Invalid({"votes": f"không phải bản xuất phiếu đọc được ({type(fault).__name__}: {fault})"}) from fault


def _recount(export: Any) -> Recount:
    if export["format"] != FORMAT:
        raise Invalid({"format": f"định dạng phải là {FORMAT!r}"})
    members = {member["id"] for member in export["members"]}
    found = Recount()
    seen: set[int] = set()
    if len(members) != len(export["members"]):
        found.differences.append("danh sách thành viên có người trùng")
    for ballot in export["ballots"]:
        found.ballots += 1
        found.votes += len(ballot["votes"])
        name = f"{ballot['nominee']} ({ballot['award']}, lần {ballot['round']})"
        if ballot["id"] in seen:
            found.differences.append(f"{name}: cuộc bỏ phiếu có hai lần trong bản xuất")
        seen.add(ballot["id"])
        found.differences += [f"{name}: {difference}" for difference in _differences(ballot, members)]
    return found


def _differences(ballot: Any, members: set[int]) -> Iterator[str]:
    yield from _voters(ballot, members)
    yield from _paper(ballot)
    yield from _sums(ballot)
    yield from _law(ballot, len(members))


def _voters(ballot: Any, members: set[int]) -> Iterator[str]:
    voters, recused = ballot["voters"], set(ballot["recused"])
    if len(set(voters)) != len(voters):
        yield "có người được ghi bỏ phiếu hai lần"
    if set(voters) - members:
        yield "có người bỏ phiếu không có tên trong danh sách"
    if set(voters) & recused:
        yield "có người hồi tị mà vẫn bỏ phiếu"
    names = [vote["slip"] if ballot["secret"] else vote["member"] for vote in ballot["votes"]]
    if len(set(names)) != len(names):
        yield "có lá phiếu hoặc người bỏ phiếu trùng nhau"
    on_paper = sum(ballot["paper"][choice] for choice in CHOICES)
    if len(names) + on_paper != len(voters):
        yield f"{len(names)} phiếu và {on_paper} phiếu giấy, nhưng {len(voters)} người bỏ phiếu"
    if not ballot["secret"] and set(names) - set(voters):
        yield "có phiếu của người không được ghi là đã bỏ phiếu"
    if len(voters) > ballot["present"] + ballot["written"]:
        yield "số người bỏ phiếu nhiều hơn số người có mặt và cho ý kiến bằng văn bản"


def _paper(ballot: Any) -> Iterator[str]:
    """Two tellers at least must have counted the paper slips alike."""
    if not any(ballot["paper"][choice] for choice in CHOICES):
        return
    counts = [tuple(count[choice] for choice in CHOICES) for count in ballot["tellers"]]
    if len(counts) < 2 or set(counts) != {tuple(ballot["paper"][choice] for choice in CHOICES)}:
        yield "phiếu giấy không có hai số đếm giống nhau"


def _sums(ballot: Any) -> Iterator[str]:
    kept = Counter(vote["choice"] for vote in ballot["votes"])
    if set(kept) - set(CHOICES):
        yield "có lựa chọn không hợp lệ"
    for choice in CHOICES:
        counted = kept[choice] + ballot["paper"][choice]
        if counted != ballot["counts"][choice]:
            yield f"{choice}: đếm lại được {counted}, ghi {ballot['counts'][choice]}"


def _law(ballot: Any, members: int) -> Iterator[str]:
    roster, yes = ballot["roster"], sum(vote["choice"] == "yes" for vote in ballot["votes"]) + ballot["paper"]["yes"]
    if roster != members:
        yield f"tổng số thành viên ghi {roster}, danh sách có {members}"
    there = ballot["present"] + ballot["written"]
    if there > roster:
        yield "số người tham gia nhiều hơn tổng số thành viên"
    passed = _reaches(there, roster, ballot["quorum"]) and _reaches(yes, roster, ballot["threshold"])
    if passed != ballot["passed"]:
        yield f"tính lại là {_word(passed)}, ghi {_word(ballot['passed'])}"
    needed = next(votes for votes in range(roster + 2) if _reaches(votes, roster, ballot["threshold"]))
    if needed != ballot["needed"]:
        yield f"cần {needed} phiếu, ghi {ballot['needed']}"


def _reaches(votes: int, roster: int, rule: Any) -> bool:
    part, share = Fraction(votes, roster), Fraction(rule["share"])
    if not 0 < share <= 1:
        raise ValueError(f"share {rule['share']}")
    # More than the whole can't be reached; a rule that asks for it fails every ballot rather than the recount.
    return part > share if rule["more_than"] else part >= share


def _word(passed: bool) -> str:
    return "đạt" if passed else "không đạt"
