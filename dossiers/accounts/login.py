"""flask-login over sessions kept on the server: the cookie's id is a token, looked up at every request."""

from __future__ import annotations

from flask import Flask
from flask_login import LoginManager, UserMixin
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dossiers import clock
from dossiers.accounts.service import digest
from dossiers.db import current_session
from dossiers.models.accounts import Account, LoginSession, RoleGrant
from workflow.permissions import Actor
from workflow.roles import ROLE_NAMES, Role

manager = LoginManager()


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person behind this request: the account, the session's token, and the roles in force today."""

    def __init__(self, account: Account, token: str) -> None:
        self.account = account
        self.token = token
        today = clock.today()
        in_force = [grant for grant in account.grants if grant.holds_on(today)]
        self.role_names = list(dict.fromkeys(ROLE_NAMES[Role(grant.role)] for grant in in_force))
        self.actor = actor_of(account)

    def get_id(self) -> str:
        """Return the token that the cookie carries."""
        return self.token


def actor_of(account: Account) -> Actor:
    """Return an account as the permissions know it today."""
    today = clock.today()
    grants = frozenset((grant.role, grant.unit_id) for grant in account.grants if grant.holds_on(today))
    return Actor(account.id, account.full_name, grants if account.is_active else frozenset())


@manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """Return the person whose live session has this token."""
    query = (
        select(LoginSession)
        .where(LoginSession.token_hash == digest(token), LoginSession.revoked_at.is_(None))
        .options(
            joinedload(LoginSession.account).joinedload(Account.unit),
            joinedload(LoginSession.account).selectinload(Account.grants).joinedload(RoleGrant.unit),
        )
    )
    found = current_session().scalar(query)
    if found is None or found.expires_at < clock.now() or not found.account.is_active:
        return None
    return SignedIn(found.account, token)


def register(app: Flask) -> None:
    """Attach flask-login to `app`."""
    # Offices sit behind proxies whose addresses change within a session, so it is bound to its token alone.
    manager.session_protection = None
    manager.init_app(app)
