"""Whose head may decide an award: by the kind of the unit and the day, from the law's list of deciders."""

from __future__ import annotations

from datetime import date

from dossiers.models import Dossier, Unit
from dossiers.rules import law
from workflow.awards import Award

PROVINCE = "province"
_HEADS = {
    PROVINCE: frozenset({"province_chair"}),
    "commune": frozenset({"commune_chair"}),
    "enterprise": frozenset({"enterprise_director", "enterprise_board_chair"}),
}
_OTHER_HEADS = frozenset({"unit_head"})


def decider_for(award: Award, unit: Unit, day: date) -> Unit | None:
    """Return the unit whose head decides the award for `unit` on `day`, or petitions for it; None: nobody here."""
    if may_decide(award, unit, day):
        return unit
    province = _province_above(unit)
    return province if province is not None and may_decide(award, province, day) else None


def may_decide(award: Award, unit: Unit, day: date) -> bool:
    """Whether the unit's head decides the award on `day`; the province petitions for the State's awards."""
    if award.is_state_level:
        return unit.kind == PROVINCE
    return bool(_HEADS.get(unit.kind, _OTHER_HEADS).intersection(award.deciders_on(day)))


def fault(dossier: Dossier, day: date) -> str:
    """Return why the dossier's decider may not decide its award on `day`; empty when it may."""
    award = law().award(dossier.award_code)
    if not award.is_in_force(day):
        return f"{award.title} không còn được xét tặng vào ngày {day:%d/%m/%Y}."
    if may_decide(award, dossier.decider_unit, day):
        return ""
    who = ", ".join(law().decider_name(code) for code in award.deciders_on(day))
    return f"{dossier.decider_unit.name} không có thẩm quyền đối với {award.title}; thẩm quyền thuộc {who}."


def _province_above(unit: Unit) -> Unit | None:
    above: Unit | None = unit
    while above is not None and above.kind != PROVINCE:
        above = above.parent
    return above
