"""Who should hear of a dossier's new state: the people who can take its next step, and its own unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select

from dossiers import clock, outbox, subjects
from dossiers.db import current_session
from dossiers.models import Dossier, RoleGrant
from workflow.procedure import Procedure
from workflow.roles import HEADS, SUBMITTING_SIDE, Role


def people_for(dossier: Dossier, procedure: Procedure) -> set[int]:
    """Return the accounts to tell: the unit's clerks, and whoever the next steps wait for."""
    roles = {Role(role) for step in procedure.steps_from(dossier.state) for role in step.by}
    own_side = (roles & SUBMITTING_SIDE) | {Role.CLERK}
    return (
        holders(own_side, frozenset({dossier.unit_id}), clock.today())
        | holders(roles - SUBMITTING_SIDE - HEADS, subjects.deciding_units(dossier.decider_unit), clock.today())
        | holders(roles & HEADS, frozenset({dossier.decider_unit_id}), clock.today())
    )


def announce(
    dossier: Dossier,
    accounts: Iterable[int | None],
    *,
    kind: str,
    subject: str,
    at: datetime,
    body: str = "",
    url: str = "",
) -> None:
    """Write a message that tells of a dossier, inside the caller's unit of work: never to who is recused from it.

    Every message whose words or address lead to a dossier goes this way; others say nothing of one.
    """
    told = {each for each in accounts if each is not None} - subjects.of_dossier(dossier).recused
    outbox.announce(told, kind=kind, subject=subject, at=at, body=body, url=url)


def holders(roles: set[Role], units: frozenset[int], day: date) -> set[int]:
    """Return the accounts that hold one of `roles` at one of `units` on `day`."""
    query = select(RoleGrant.account_id).where(
        RoleGrant.role.in_(roles),
        RoleGrant.unit_id.in_(units),
        RoleGrant.from_on <= day,
        or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
    )
    return set(current_session().scalars(query))


def appraisers_of(dossier: Dossier) -> set[int]:
    """Return the accounts that appraise a dossier: the one who received it, else every appraiser of its keeper."""
    if dossier.appraiser_id is not None:
        return {dossier.appraiser_id}
    return holders({Role.APPRAISER}, subjects.deciding_units(dossier.decider_unit), clock.today())
