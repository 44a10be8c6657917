"""A list from a file beside the dossier's own lines: what would be added, changed, taken out; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dossiers.models import RECIPIENT_KINDS, Dossier, Nomination
from dossiers.nomination_fields import BY_CODE, label_of
from dossiers.submission.editing import Editable, editable
from dossiers.submission.lists.columns import BORN, LINE, NAME
from dossiers.submission.lists.lines import BORN_ON, Fault, Line
from dossiers.submission.lists.reading import Found
from dossiers.submission.nomination_forms import HONORIFICS
from dossiers.submission.nomination_service import MAX_LINES
from dossiers.web.text import fold

_COLUMN_OF = {"birth_year": BORN, BORN_ON: BORN, "honorific": NAME}


@dataclass(frozen=True)
class Change:
    """Fields of one of the dossier's lines that the file has otherwise: old and new by code."""

    nomination: Nomination
    line: Line
    values: Mapping[str, tuple[Any, Any]]

    @property
    def shown(self) -> list[tuple[str, Any, Any]]:
        """Each field's label, with what it is and what it would be."""
        return [(label_of(code), old, new) for code, (old, new) in self.values.items()]


@dataclass
class Plan:
    """What a file would do to a dossier's list.  `is_whole`: the file is the whole list, so that the rest goes."""

    is_whole: bool
    additions: list[Line] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: list[Nomination] = field(default_factory=list)
    absent: list[Nomination] = field(default_factory=list)
    order: list[Nomination | Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    is_reordered: bool = False

    @property
    def removals(self) -> list[Nomination]:
        """The dossier's lines that would be taken out."""
        return self.absent if self.is_whole else []

    @property
    def is_anything(self) -> bool:
        """Whether the dossier would be any different afterwards."""
        return bool(self.additions or self.changes or self.removals or self.is_reordered)

    @property
    def summary(self) -> str:
        """What would be done, in a few words: "thêm 3, sửa 2, bỏ 1"."""
        parts = (("thêm", self.additions), ("sửa", self.changes), ("bỏ", self.removals))
        words = [f"{verb} {len(lines)}" for verb, lines in parts if lines]
        return ", ".join([*words, "xếp lại thứ tự"] if self.is_reordered else words)

    @property
    def is_ready(self) -> bool:
        """Whether it may be confirmed: no fault, and something to do."""
        return not self.faults and self.is_anything


def plan_of(found: Found, dossier: Dossier, *, is_whole: bool) -> Plan:
    """Compare a file's lines with a dossier's; every ambiguity is a fault, never a guess."""
    scope = editable(dossier)
    plan = Plan(is_whole and scope.is_draft, faults=list(found.faults), remarks=list(found.remarks))
    lines = [line for line in dossier.nominations if line.outcome == "pending"]
    matches = _Matches(lines, plan)
    for line in found.lines:
        known = matches.of(line)
        plan.order.append(known or line)
        if known is None:
            _add(plan, line, scope)
        else:
            _compare(plan, line, known, scope)
    taken = {id(line) for line in matches.taken.values()}
    plan.absent = [line for line in lines if id(line) not in taken]
    plan.is_reordered = plan.is_whole and _places(plan.order) != sorted(_places(plan.order))
    if len(lines) - len(plan.removals) + len(plan.additions) > MAX_LINES:
        words = f"Mỗi hồ sơ có tối đa {MAX_LINES} đề nghị. Lập thêm hồ sơ cho phần còn lại."
        plan.faults.append(found.lines[-1].fault(NAME, words))
    plan.faults.sort(key=lambda fault: (fault.table, fault.row, fault.column))
    return plan


def _places(order: Sequence[Nomination | Line]) -> list[int]:
    return [line.position for line in order if isinstance(line, Nomination)]


class _Matches:
    """Which of the dossier's lines each row is: by its code, else by who it is about."""

    def __init__(self, lines: Sequence[Nomination], plan: Plan) -> None:
        self.by_id = {line.id: line for line in lines}
        self.by_name: dict[tuple[str, str], list[Nomination]] = defaultdict(list)
        for line in lines:
            self.by_name[line.kind, line.search_key].append(line)
        self.plan = plan
        self.taken: dict[int, Nomination] = {}
        self.rows: dict[int, Line] = {}
        self.new: dict[tuple[Any, ...], Line] = {}

    def of(self, line: Line) -> Nomination | None:
        """Return the line that a row is, None for a new one; what is unclear is noted as a fault."""
        known = self._by_id(line) if line.known_id is not None else self._by_name(line)
        if known is None:
            key = (line.kind, fold(line.name), line.values.get("birth_year"), fold(line.values.get("workplace") or ""))
            if (earlier := self.new.setdefault(key, line)) is not line:
                self._note(line, NAME, f"trùng với {earlier.where} của tệp. Bỏ một dòng, hoặc ghi năm sinh, đơn vị.")
            return None
        if other := self.rows.get(known.id):
            self._note(line, NAME, f"“{known.label}” đã ở {other.where} của tệp. Bỏ một dòng.")
        self.taken[known.id], self.rows[known.id] = known, line
        return known

    def _by_id(self, line: Line) -> Nomination | None:
        known = self.by_id.get(line.known_id or 0)
        if known is None:
            self._note(line, LINE, f"hồ sơ không có mã dòng {line.known_id}. Để trống nếu là dòng thêm mới.")
        elif known.kind != line.kind:
            kind = RECIPIENT_KINDS[known.kind].lower()
            self._note(line, "kind", f"dòng này trong hồ sơ là {kind}. Ghi lại như cũ, hoặc để trống mã dòng.")
        return known

    def _by_name(self, line: Line) -> Nomination | None:
        born = line.values.get("birth_year")
        alike = self.by_name[line.kind, fold(line.name)]
        same = [each for each in alike if not (born and each.birth_year) or born == each.birth_year]
        if len(same) > 1:
            place = fold(line.values.get("workplace") or "")
            same = [each for each in same if fold(each.workplace) == place] or same
        if len(same) > 1:
            self._note(
                line,
                NAME,
                f"hồ sơ có {len(same)} dòng cùng tên này nên không rõ là dòng nào. Tải danh sách của hồ sơ về, "
                "ghi vào đó và giữ cột “Mã dòng”.",
            )
        elif alike and not same:
            years = ", ".join(str(each.birth_year) for each in alike)
            self.plan.remarks.append(
                f"{line.where[:1].upper()}{line.where[1:]}: hồ sơ đã có “{line.name}” sinh năm {years}; "
                f"dòng này ghi {born} nên là người khác, được thêm mới."
            )
        return same[0] if same else None

    def _note(self, line: Line, code: str, message: str) -> None:
        self.plan.faults.append(line.fault(code, message))


def _add(plan: Plan, line: Line, scope: Editable) -> None:
    plan.additions.append(line)
    if not scope.is_draft:
        plan.faults.append(line.fault(NAME, "hồ sơ được trả lại để bổ sung nên không thêm đề nghị mới. Bỏ dòng này."))


def _compare(plan: Plan, line: Line, known: Nomination, scope: Editable) -> None:
    changed = dict(_differences(line, known))
    if not changed:
        plan.unchanged.append(known)
        return
    plan.changes.append(Change(known, line, changed))
    for code, (old, _new) in changed.items():
        if not scope.allows(code, known):
            words = f"cơ quan thẩm định không yêu cầu sửa nội dung này. Ghi lại như đã nộp: “{str(old or '')[:100]}”."
            plan.faults.append(line.fault(_COLUMN_OF.get(code, code), words))
    year, day = line.values.get("birth_year"), known.report.get("born_on", "")
    if "birth_year" in changed and BORN_ON not in line.values and day and year and not day.startswith(str(year)):
        shown = "/".join(reversed(day.split("-")))
        plan.faults.append(line.fault(BORN, f"ngày sinh trong hồ sơ là {shown}. Ghi cả ngày/tháng/năm sinh."))


def _differences(line: Line, known: Nomination) -> Iterator[tuple[str, tuple[Any, Any]]]:
    values = dict(line.values)
    gender = values.get("gender", known.gender)
    if gender != known.gender and "honorific" not in values and known.honorific in ("", *HONORIFICS.values()):
        values["honorific"] = HONORIFICS.get(gender, "")
    for code, new in values.items():
        old = BY_CODE[code].value_of(known)
        if _bare(old) != _bare(new):
            yield code, (old, new)


def _bare(value: Any) -> Any:
    """A value as the file can hold it: no text and an empty one are the same, blanks are single."""
    if not isinstance(value, str):
        return value or ""
    return "\n".join(" ".join(part.split()) for part in value.strip().split("\n"))


def new_values(line: Line) -> dict[str, Any]:
    """Return the values of a line that is added."""
    values = {code: value for code, value in line.values.items() if value not in (None, "")}
    if "gender" in values:
        values.setdefault("honorific", HONORIFICS[values["gender"]])
    return values
