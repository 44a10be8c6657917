"""Sign-in, one-time links, passwords and sessions that can be ended from the server."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, select

from dossiers import journal
from dossiers.accounts.queries import find_link
from dossiers.db import current_session, unit_of_work
from dossiers.models.accounts import Account, LoginSession, SignInLink, SignInThrottle
from workflow.errors import Invalid, Missing, Refused

SESSION_HOURS = 12
LINK_HOURS = 24
PASSWORD_LENGTH = 12
ATTEMPTS, WINDOW = 10, timedelta(minutes=15)
ATTEMPTS_PER_ADDRESS = ATTEMPTS * 10  # a whole office may sit behind one address

_hasher = PasswordHasher()
_nobody = _hasher.hash(secrets.token_urlsafe(16))  # so that an unknown e-mail takes as long as a wrong password

WRONG = "Thư điện tử hoặc mật khẩu không đúng. Nếu quên mật khẩu, đề nghị quản trị viên cấp liên kết đăng nhập mới."


def digest(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(*, email: str, password: str, address: str, user_agent: str, at: datetime) -> str:
    """Check a password and open a session; returns its token.  Raises Invalid or Refused (too many attempts)."""
    email = email.strip().lower()
    keys = (f"email:{email}"[:220], f"address:{address}"[:220])
    _count_attempt(keys[0], at, ATTEMPTS)
    _count_attempt(keys[1], at, ATTEMPTS_PER_ADDRESS)
    with unit_of_work() as session:
        account = session.scalar(select(Account).where(Account.email == email, Account.is_active))
        known = account.password_hash if account and account.password_hash else _nobody
    # The slow check runs between two units, so that nobody waits for it.
    if not _matches(known, password) or account is None or not account.password_hash:
        raise Invalid({"password": WRONG})
    with unit_of_work() as session:
        account = session.get_one(Account, account.id)
        if account.password_hash != known or not account.is_active:
            raise Invalid({"password": WRONG})
        session.execute(delete(SignInThrottle).where(SignInThrottle.key.in_(keys)))
        if _hasher.check_needs_rehash(known):
            account.password_hash = _hasher.hash(password)
        return _open_session(account, user_agent, at)


def create_link(account_id: int, at: datetime, *, actor: journal.Actor | None = None) -> str:
    """Make a one-time sign-in link for an account; returns its token.  Raises Missing or Refused."""
    with unit_of_work() as session:
        account = session.get(Account, account_id)
        if account is None:
            raise Missing("Không tìm thấy tài khoản này.")
        return issue_link(account, actor=actor, at=at)


def issue_link(account: Account, *, actor: journal.Actor | None, at: datetime) -> str:
    """Write a one-time link inside the caller's unit of work; its token is shown once and never kept.

    An earlier link of the account that was not used stops working.  Raises Refused for an inactive account.
    """
    if not account.is_active:
        raise Refused("Tài khoản đã ngừng hoạt động. Cho hoạt động lại trước khi cấp liên kết đăng nhập.")
    session, token = current_session(), secrets.token_urlsafe(32)
    session.execute(delete(SignInLink).where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None)))
    expires_at = at + timedelta(hours=LINK_HOURS)
    session.add(SignInLink(token_hash=digest(token), account_id=account.id, expires_at=expires_at))
    journal.record("account.link_created", account, actor=actor, at=at)
    return token


def use_link(token: str, *, user_agent: str, at: datetime) -> str:
    """Spend a one-time link and open a session; returns the session's token.  Raises Refused."""
    with unit_of_work():
        link = find_link(digest(token), at)
        link.used_at = at
        return _open_session(link.account, user_agent, at)


def set_password(account_id: int, password: str, *, user_agent: str, at: datetime) -> str:
    """Set a new password, end every session of the account and open a new one; returns its token.

    Raises Invalid.
    """
    if len(password) < PASSWORD_LENGTH:
        raise Invalid({"password": f"Mật khẩu cần ít nhất {PASSWORD_LENGTH} ký tự; nên dùng một câu dễ nhớ."})
    hashed = _hasher.hash(password)
    with unit_of_work() as session:
        account = session.get_one(Account, account_id)
        account.password_hash = hashed
        revoke_sessions(account_id, at)
        journal.record("account.password_set", account, actor=account, at=at)
        return _open_session(account, user_agent, at)


def sign_out(token: str, at: datetime) -> None:
    """End the session that has this token."""
    with unit_of_work() as session:
        found = session.scalar(select(LoginSession).where(LoginSession.token_hash == digest(token)))
        if found and found.revoked_at is None:
            _end(found, at)


def end_session(account_id: int, login_session_id: int, at: datetime) -> None:
    """End one of an account's own sessions, on whatever device it is.  Raises Missing."""
    with unit_of_work() as session:
        found = session.get(LoginSession, login_session_id)
        if found is None or found.account_id != account_id:
            raise Missing("Không tìm thấy phiên đăng nhập này.")
        if found.revoked_at is None:
            _end(found, at)


def revoke_sessions(account_id: int, at: datetime) -> None:
    """End every session of an account, inside the caller's unit of work."""
    live = select(LoginSession).where(LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None))
    for found in current_session().scalars(live):
        found.revoked_at = at


def _end(found: LoginSession, at: datetime) -> None:
    found.revoked_at = at
    journal.record("session.ended", found, actor=found.account, at=at)


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


def _count_attempt(key: str, at: datetime, limit: int) -> None:
    with unit_of_work() as session:
        throttle = session.get(SignInThrottle, key)
        if throttle is None or throttle.window_start + WINDOW < at:
            throttle = session.merge(SignInThrottle(key=key, window_start=at, attempts=0))
        throttle.attempts += 1
        attempts = throttle.attempts
    if attempts > limit:
        raise Refused("Đăng nhập sai quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc đề nghị quản trị viên cấp liên kết.")
