"""Who may use a route: every view says it with `@access`; what says nothing is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask_login import current_user

from workflow.errors import NotAllowed
from workflow.permissions import Action, Actor, Subject, decide

View = TypeVar("View", bound=Callable[..., Any])


def access(action: Action, of: Callable[..., Subject] | None = None) -> Callable[[View], View]:
    """Declare that a view asks for `action`, about the subject that `of` loads from the view's arguments.

    A stranger is sent to the sign-in page; a signed-in person without the right gets NotAllowed, hidden
    (as if the thing did not exist) where it belongs to somebody else.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            if action is Action.PUBLIC_VIEW:
                return view(**arguments)
            if not current_user.is_authenticated:
                return redirect(url_for("accounts.sign_in", next=_safe_next()))
            permit(current_actor(), action, of(**arguments) if of else None)
            return view(**arguments)

        guarded.access = (action, of)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def permit(actor: Actor, action: Action, subject: Subject | None = None) -> None:
    """Raise NotAllowed unless `actor` may do `action`; hidden when the actor may not even see the subject."""
    verdict = decide(actor, action, subject)
    if not verdict.is_allowed:
        raise NotAllowed(verdict.reason, hidden=_is_hidden(actor, subject))


def _is_hidden(actor: Actor, subject: Subject | None) -> bool:
    if subject is None or actor.id in subject.recused:
        return False
    return not decide(actor, Action.DOSSIER_VIEW, subject).is_allowed


def current_actor() -> Actor:
    """Return the signed-in person as the permissions know them."""
    actor: Actor = current_user.actor
    return actor


def _safe_next() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""
