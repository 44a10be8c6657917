"""What waits for whom: for each state of each procedure, the step that should come next and who may take it.

A step forward can have to wait for what its own guards know (a notice's last day, a draft of the decision). Those
guards that the database can answer at once decide between the step itself and the one that prepares it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import joinedload

from dossiers.db import current_session
from dossiers.desk.visibility import before, not_recused
from dossiers.facts import is_item_of, is_notice_of
from dossiers.models import Account, AgendaItem, CouncilSession, Decision, Dossier, Nomination, PublicNotice
from dossiers.rules import procedures
from dossiers.words import goal
from workflow.permissions import Actor
from workflow.procedure import Procedure, Step
from workflow.roles import SUBMITTING_SIDE, Role

_AGENDA = "Đưa vào chương trình phiên họp"

Conditions = Mapping[str, ColumnElement[bool]]


@dataclass(frozen=True)
class Duty:
    """One thing to do with dossiers that stand in one state: `label` in words, `condition` in SQL."""

    label: str
    condition: ColumnElement[bool]


@dataclass(frozen=True)
class Waiting:
    """A dossier that waits for a person, and for what."""

    dossier: Dossier
    label: str


def waiting_for(actor: Actor, today: date, limit: int) -> list[Waiting]:
    """Return the dossiers that wait for a person on `today`, the most urgent first, at most `limit`."""
    duties = duties_of(actor, today)
    which = _which(duties)
    query = select(Dossier, which).where(waits(duties)).options(joinedload(Dossier.unit))
    query = query.order_by(Dossier.due_on.asc().nulls_last(), Dossier.id)
    return [Waiting(dossier, duties[index].label) for dossier, index in current_session().execute(query.limit(limit))]


def count_waiting(actor: Actor, today: date) -> int:
    """Count the dossiers that wait for a person on `today`."""
    query = select(func.count()).select_from(Dossier).where(waits(duties_of(actor, today)))
    return current_session().scalar(query) or 0


def duties_of(actor: Actor, today: date) -> list[Duty]:
    """Return everything that a person may be waited for, whatever dossiers there are."""
    answers = _answers(today)
    return [
        Duty(label, and_(Dossier.procedure == procedure.name, Dossier.state == state, condition, mine))
        for procedure in procedures().values()
        for state in procedure.states
        for label, step, condition in _steps_due(procedure, state, answers)
        if (mine := _may_take(actor, step)) is not None
    ]


def waits(duties: list[Duty]) -> ColumnElement[bool]:
    """Return the condition that a dossier calls for one of `duties`."""
    return or_(*(duty.condition for duty in duties)) if duties else Dossier.id.in_(())


def forward(procedure: Procedure, state: str) -> Step | None:
    """Return the first step of the shortest way from `state` to the procedure's goal; None at an end."""
    ways: dict[str, Step] = {}
    reached = [goal(procedure)]
    for target in reached:
        for step in procedure.steps:
            for source in step.from_states:
                if step.to == target and source not in (*ways, goal(procedure)):
                    ways[source] = step
                    reached.append(source)
    return ways.get(state)


def _steps_due(
    procedure: Procedure, state: str, answers: Conditions
) -> Iterator[tuple[str, Step, ColumnElement[bool]]]:
    step = forward(procedure, state)
    if step is None:
        return
    is_ready = _is_ready(step, answers)
    yield step.label, step, is_ready
    if not any(guard in answers for guard in step.guards):
        return
    for other in procedure.steps_from(state):
        if other.to == state and not other.needs_reason:
            yield other.label, other, and_(not_(is_ready), _is_ready(other, answers))
    if "vote_closed" in step.guards:
        yield _AGENDA, step, not_(answers["on_agenda"])


def _is_ready(step: Step, answers: Conditions) -> ColumnElement[bool]:
    return and_(True, *(answers[guard] for guard in step.guards if guard in answers))


def _answers(today: date) -> Conditions:
    item = select(AgendaItem.id).join(CouncilSession).where(is_item_of(Dossier.id), AgendaItem.state != "deferred")
    notice = select(PublicNotice.id).where(is_notice_of(Dossier.id))
    return {
        "on_agenda": exists(item),
        "vote_closed": exists(item.where(CouncilSession.state == "closed")),
        "notice_posted": exists(notice),
        "notice_not_posted": not_(exists(notice)),
        "notice_finished": exists(notice.where(PublicNotice.last_day < today)),
        "decision_drafted": exists(select(Decision.id).where(Decision.dossier_id == Dossier.id)),
    }


def _may_take(actor: Actor, step: Step) -> ColumnElement[bool] | None:
    """Return the condition that a person may take `step`, four eyes included; None where no role of theirs may."""
    branches = [_as_role(actor, Role(role)) for role in step.by if actor.holds(Role(role))]
    return and_(or_(*branches), not_recused(actor)) if branches else None


def _as_role(actor: Actor, role: Role) -> ColumnElement[bool]:
    if role in SUBMITTING_SIDE:
        return Dossier.unit_id.in_(actor.units_as({role}))
    nominee = exists(
        select(Nomination.id).where(
            Nomination.dossier_id == Dossier.id, Nomination.account_id == actor.id, Nomination.outcome != "withdrawn"
        )
    )
    conditions = [before(actor, {role}), not_(nominee)]
    if role in (Role.APPRAISER, Role.DECISION_MAKER):
        conditions.append(Dossier.created_by_id != actor.id)
    if role is Role.APPRAISER:
        conditions.append(not_(_has_another_appraiser(actor)))
    if role is Role.DECISION_MAKER:
        conditions.append(func.coalesce(Dossier.appraiser_id, 0) != actor.id)
    return and_(*conditions)


def _has_another_appraiser(actor: Actor) -> ColumnElement[bool]:
    """A colleague who still works here has the dossier in hand."""
    return exists(
        select(Account.id).where(Account.id == Dossier.appraiser_id, Account.is_active, Account.id != actor.id)
    )


def _which(duties: list[Duty]) -> ColumnElement[int]:
    if not duties:
        return func.coalesce(None, -1)
    return case(*((duty.condition, index) for index, duty in enumerate(duties)), else_=-1)
