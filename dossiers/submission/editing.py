"""What of a dossier may be edited now: all of a draft, the flagged parts of a returned one, else nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from dossiers.facts import open_correction
from dossiers.models import CorrectionFlag, Dossier, Nomination
from dossiers.rules import procedure_of
from workflow.errors import Refused


@dataclass(frozen=True)
class Editable:
    """Which parts are open: everything, or those that the open correction flags."""

    is_draft: bool
    flags: tuple[CorrectionFlag, ...] = field(default=())

    @property
    def is_anything(self) -> bool:
        """Whether the dossier can be edited at all."""
        return self.is_draft or bool(self.flags)

    def flag(self, code: str, nomination: Nomination | None = None) -> CorrectionFlag | None:
        """Return the flag on a field or component of a nomination, or of the dossier itself."""
        owner = nomination.id if nomination else None
        return next((f for f in self.flags if f.field == code and f.nomination_id == owner), None)

    def allows(self, code: str, nomination: Nomination | None = None) -> bool:
        """Whether one field or component may be changed."""
        return self.is_draft or self.flag(code, nomination) is not None

    def touches(self, nomination: Nomination) -> bool:
        """Whether anything of a nomination may be changed."""
        return self.is_draft or any(flag.nomination_id == nomination.id for flag in self.flags)


def editable(dossier: Dossier) -> Editable:
    """Return what may be edited in the dossier's state."""
    procedure = procedure_of(dossier)
    if dossier.state == procedure.start:
        return Editable(is_draft=True)
    correction = open_correction(dossier)
    is_returned = bool(procedure.states[dossier.state].returned_from)
    return Editable(is_draft=False, flags=tuple(correction.flags) if correction and is_returned else ())


def require_draft(dossier: Dossier) -> None:
    """Raise Refused unless the dossier is a draft, in which everything may change."""
    if not editable(dossier).is_draft:
        raise closed(dossier)


def require_open(dossier: Dossier, code: str, nomination: Nomination | None = None) -> None:
    """Raise Refused unless the field or component `code` may be changed; a correction of it counts as made."""
    scope = editable(dossier)
    if not scope.allows(code, nomination):
        raise closed(dossier)
    if flag := scope.flag(code, nomination):
        flag.is_corrected = True


def closed(dossier: Dossier) -> Refused:
    """Return the error for a part that is closed now."""
    if editable(dossier).is_anything:
        return Refused("Cơ quan thẩm định chỉ yêu cầu bổ sung một số nội dung; nội dung này giữ nguyên như đã nộp.")
    state = procedure_of(dossier).states[dossier.state].inside
    return Refused(
        f"Hồ sơ {dossier.code} đang ở trạng thái “{state}” nên không sửa được. "
        "Cần sửa thì đề nghị cơ quan thẩm định trả lại để bổ sung."
    )
