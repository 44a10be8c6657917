"""Rules about recognised initiatives, scientific works and ingenuity in combat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from workflow.case import SCOPES, Case, Initiative
from workflow.findings import Outcome
from workflow.result import Result, met, not_met, unknown

if TYPE_CHECKING:
    from workflow.catalogue import Law

Kind = Literal["sang_kien", "de_tai", "de_an", "cong_trinh", "chien_dau"]
Scope = Literal["co_so", "tinh", "toan_quoc"]
_KIND_WORDS = {
    "sang_kien": "sáng kiến",
    "de_tai": "đề tài",
    "de_an": "đề án",
    "cong_trinh": "công trình khoa học",
    "chien_dau": "mưu trí, sáng tạo trong chiến đấu",
}
_SCOPE_WORDS = {"co_so": "cơ sở", "tinh": "tỉnh", "toan_quoc": "toàn quốc"}


@dataclass(frozen=True)
class RecognisedInitiative:
    """A work of one of `kinds` recognised by the day of reception, with an effect of at least `scope`."""

    kinds: tuple[Kind, ...]
    scope: Scope

    def describe(self, _law: Law, _day: date) -> str:
        """Put the rule into words."""
        *most, last = (_KIND_WORDS[kind] for kind in self.kinds)
        what = f"{', '.join(most)} hoặc {last}" if most else last
        return f"Có {what} được công nhận trước khi hồ sơ được tiếp nhận, {self._scope}."

    @property
    def _scope(self) -> str:
        wider = "" if self.scope == SCOPES[-1] else " trở lên"
        return f"phạm vi {_SCOPE_WORDS[self.scope]}{wider}"

    def check(self, case: Case) -> Result:
        """See the class."""
        what = f"{', '.join(_KIND_WORDS[kind] for kind in self.kinds)} được công nhận"
        scope = f"phạm vi {_SCOPE_WORDS[self.scope]}"
        if case.initiatives is None:
            return unknown(f"Chưa có thông tin về {what} {scope}.", "Bổ sung giấy chứng nhận hoặc xác nhận.")
        found = [(self._fits(work, case), work) for work in case.initiatives]
        for fits, work in found:
            if fits is Outcome.MET:
                return met(f"Đã có: {work.title or _KIND_WORDS[str(work.kind)]}.")
        for fits, work in found:
            if fits is Outcome.UNKNOWN:
                named = f" “{work.title}”" if work.title else ""
                reason = f"Chưa rõ loại, phạm vi hoặc ngày công nhận của{named or ' kết quả đã khai'}."
                return unknown(reason, "Bổ sung giấy chứng nhận hoặc xác nhận.")
        lack = f"thiếu {_KIND_WORDS[self.kinds[0]]} {self._scope}" if len(self.kinds) == 1 else f"thiếu {what} {scope}"
        return not_met(f"Chưa có {what} {self._scope} trước ngày tiếp nhận hồ sơ.", lack=lack)

    def _fits(self, work: Initiative, case: Case) -> Outcome:
        known_no = (
            (work.kind is not None and work.kind not in self.kinds)
            or (work.scope is not None and SCOPES.index(work.scope) < SCOPES.index(self.scope))
            or (work.recognised_on is not None and work.recognised_on > case.received_on)
        )
        if known_no:
            return Outcome.NOT_MET
        return Outcome.UNKNOWN if None in (work.kind, work.scope, work.recognised_on) else Outcome.MET
