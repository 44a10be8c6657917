"""Where a new dossier goes: which procedure it follows and whose head decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossiers.authority import decider_for
from dossiers.models import Unit
from dossiers.rules import law, procedures
from workflow.errors import Invalid, Missing

GROUNDS = {
    "CONG_TRANG": "Công trạng",
    "DOT_XUAT": "Đột xuất",
    "PHONG_TRAO": "Phong trào thi đua (chuyên đề)",
    "CONG_HIEN": "Quá trình cống hiến",
    "NIEN_HAN": "Niên hạn",
    "DOI_NGOAI": "Đối ngoại",
}


@dataclass(frozen=True)
class Route:
    """The procedure's name, and the unit that decides or petitions higher."""

    procedure: str
    decider: Unit


def route_of(award_code: str, ground: str, unit: Unit, day: date) -> Route:
    """Return where a dossier of `unit` goes; raises Invalid for an award or ground that can't be proposed there."""
    try:
        award = law().award(award_code)
    except Missing as fault:
        raise Invalid({"award": fault.message}) from None
    procedure = award.procedure_for(ground)
    if procedure is None or procedure not in procedures():
        admitted = ", ".join(GROUNDS[each] for each in award.grounds if award.procedure_for(each)) or "không có"
        raise Invalid({"ground": f"{award.title} không xét theo loại hình này. Loại hình được xét: {admitted}."})
    decider = decider_for(award, unit, day)
    if decider is None:
        who = ", ".join(law().decider_name(code) for code in award.deciders_on(day))
        raise Invalid({"award": f"{award.title} thuộc thẩm quyền của {who}; {unit.name} chọn hình thức khác."})
    return Route(procedure, decider)
