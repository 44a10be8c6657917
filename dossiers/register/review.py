"""Later awards that may have counted one that was revoked: for people to look at again, never annulled by itself.

Luật Thi đua, khen thưởng Điều 93 annuls one decision; whether the awards built on it stand is decided case by case.
"""

from __future__ import annotations

from sqlalchemy import false, or_, select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.holders import Register, holder_of_record, register_of
from dossiers.models import AwardRecord
from dossiers.rules import law
from dossiers.succession import Former, Lineage
from workflow.catalogue import Law
from workflow.criteria import Meets, Rule, leaves


def awards_to_review(record: AwardRecord) -> list[AwardRecord]:
    """Return the same holder's later awards whose criteria count awards like `record`, directly or through others.

    An award counts as built on it when its criteria name it, or name an award on this list.
    """
    register = register_of([holder_of_record(record)])
    later = [each for each in _candidates(record, register) if each.id != record.id and not each.is_revoked]
    own = [each for each in later if each.year >= record.year and _is_held_with(record, each)]
    built, codes = [], {record.award_code}
    for each in sorted(own, key=lambda award: (award.year, award.id)):
        if codes & counted_by(law(), each.award_code, each.kind):
            built.append(each)
            codes.add(each.award_code)
    return built


def _candidates(record: AwardRecord, register: Register) -> list[AwardRecord]:
    """What bears the holder's name, the number, or the name of a unit that followed the holder's."""
    followers = {unit.search_key for unit in _following(record, register.lineage)}
    query = select(AwardRecord).where(
        AwardRecord.kind == record.kind,
        or_(
            AwardRecord.search_key.in_({record.search_key, *followers}),
            AwardRecord.identity_hash == record.identity_hash if record.identity_hash else false(),
        ),
    )
    return list(current_session().scalars(query.options(joinedload(AwardRecord.unit))))


def _following(record: AwardRecord, lineage: Lineage) -> list[Former]:
    return [unit for unit in lineage.successors() if record.unit_id in lineage.before({unit.id})]


def _is_held_with(record: AwardRecord, later: AwardRecord) -> bool:
    holder = holder_of_record(later)
    return record.id in {each.id for each in register_of([holder]).awards_of(holder)}


def counted_by(whole: Law, award_code: str, kind: str) -> frozenset[str]:
    """Return the awards that the criteria of an award count, those of an award whose criteria it takes over too.

    The criteria of every time count: the award under review may have been granted by an older law.
    """
    histories = whole.criteria(award_code, kind) if award_code in whole.awards else ()
    trees = [tree.value for history in histories for tree in history.values]
    found: set[str] = set()
    for leaf in (leaf for tree in trees for leaf in leaves(tree)):
        if isinstance(leaf, Meets):
            found |= counted_by(whole, leaf.award, kind)
        elif isinstance(leaf, Rule):
            named = (getattr(leaf.predicate, name, None) for name in ("award", "between"))
            found.update(code for code in named if isinstance(code, str))
    return frozenset(found)
