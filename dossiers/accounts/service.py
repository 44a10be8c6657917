"""Sign-in, one-time links, passwords and sessions that can be ended from the server."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select

from dossiers import journal
from dossiers.db import current_session, unit_of_work
from dossiers.models.accounts import Account, LoginSession, SignInLink, SignInThrottle
from workflow.errors import Invalid, Refused

SESSION_HOURS = 12
LINK_HOURS = 24
PASSWORD_LENGTH = 12
ATTEMPTS, WINDOW = 10, timedelta(minutes=15)

_hasher = PasswordHasher()
_nobody = _hasher.hash(secrets.token_urlsafe(16))  # so that an unknown e-mail takes as long as a wrong password

WRONG = "Thư điện tử hoặc mật khẩu không đúng. Nếu quên mật khẩu, đề nghị quản trị viên cấp liên kết đăng nhập mới."


def digest(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(*, email: str, password: str, address: str, user_agent: str, at: datetime) -> str:
    """Check a password and open a session; returns its token.  Raises Invalid or Refused (too many attempts)."""
    email = email.strip().lower()
    _count_attempt(f"email:{email}", at)
    _count_attempt(f"address:{address}", at, limit=ATTEMPTS * 10)
    with unit_of_work() as session:
        account = session.scalar(select(Account).where(Account.email == email, Account.is_active))
        known = account.password_hash if account and account.password_hash else _nobody
    if not _matches(known, password) or account is None or not account.password_hash:
        raise Invalid({"password": WRONG})
    with unit_of_work() as session:
        session.delete(session.get_one(SignInThrottle, f"email:{email}"))
        account = session.get_one(Account, account.id)
        if _hasher.check_needs_rehash(known):
            account.password_hash = _hasher.hash(password)
        return _open_session(account, user_agent, at)


def create_link(account_id: int, at: datetime) -> str:
    """Make a one-time sign-in link for an account; returns its token, which is shown once and never kept."""
    token = secrets.token_urlsafe(32)
    with unit_of_work() as session:
        account = session.get_one(Account, account_id)
        link = SignInLink(token_hash=digest(token), account_id=account.id, expires_at=at + timedelta(hours=LINK_HOURS))
        session.add(link)
        journal.record("account.link_created", account, actor=None, at=at)
    return token


def use_link(token: str, *, user_agent: str, at: datetime) -> str:
    """Spend a one-time link and open a session; returns the session's token.  Raises Refused."""
    with unit_of_work() as session:
        link = session.scalar(select(SignInLink).where(SignInLink.token_hash == digest(token)))
        if link is None or link.used_at or link.expires_at < at or not link.account.is_active:
            raise Refused("Liên kết đăng nhập đã dùng hoặc đã hết hạn. Đề nghị quản trị viên cấp liên kết mới.")
        link.used_at = at
        return _open_session(link.account, user_agent, at)


def set_password(account_id: int, password: str, *, at: datetime, keep_token: str) -> None:
    """Set a new password and end every other session of the account.  Raises Invalid."""
    if len(password) < PASSWORD_LENGTH:
        raise Invalid({"password": f"Mật khẩu cần ít nhất {PASSWORD_LENGTH} ký tự; nên dùng một câu dễ nhớ."})
    hashed = _hasher.hash(password)
    with unit_of_work() as session:
        account = session.get_one(Account, account_id)
        account.password_hash = hashed
        _revoke(account_id, at, keep=digest(keep_token))
        journal.record("account.password_set", account, actor=account, at=at)


def sign_out(token: str, at: datetime) -> None:
    """End the session that has this token."""
    with unit_of_work() as session:
        found = session.scalar(select(LoginSession).where(LoginSession.token_hash == digest(token)))
        if found and found.revoked_at is None:
            found.revoked_at = at
            journal.record("session.ended", found, actor=found.account, at=at)


def revoke_sessions(account_id: int, at: datetime) -> None:
    """End every session of an account, inside the caller's unit of work."""
    _revoke(account_id, at, keep="")


def _revoke(account_id: int, at: datetime, *, keep: str) -> None:
    for found in current_session().scalars(
        select(LoginSession).where(LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None))
    ):
        if found.token_hash != keep:
            found.revoked_at = at


def _open_session(account: Account, user_agent: str, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    opened = LoginSession(
        token_hash=digest(token),
        account_id=account.id,
        created_at=at,
        expires_at=at + timedelta(hours=SESSION_HOURS),
        user_agent=user_agent[:200],
    )
    current_session().add(opened)
    journal.record("session.opened", opened, actor=account, at=at)
    return token


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except VerificationError:
        return False


def _count_attempt(key: str, at: datetime, limit: int = ATTEMPTS) -> None:
    with unit_of_work() as session:
        throttle = session.get(SignInThrottle, key[:220])
        if throttle is None or throttle.window_start + WINDOW < at:
            throttle = session.merge(SignInThrottle(key=key[:220], window_start=at, attempts=0))
        throttle.attempts += 1
        attempts = throttle.attempts
    if attempts > limit:
        raise Refused("Đăng nhập sai quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc đề nghị quản trị viên cấp liên kết.")
