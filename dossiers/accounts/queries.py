"""Reads about accounts: whose link this is, and where a person is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dossiers.db import current_session
from dossiers.models.accounts import LoginSession, SignInLink
from workflow.errors import Refused

# Each mark also occurs in the agents of those after it, so the order counts.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "máy Mac"),
    ("Linux", "Linux"),
)


def find_link(token_hash: str, at: datetime) -> SignInLink:
    """Return a one-time link that can still be used; raises Refused."""
    link = current_session().scalar(select(SignInLink).where(SignInLink.token_hash == token_hash))
    if link is None or link.used_at or link.expires_at < at or not link.account.is_active:
        raise Refused("Liên kết đăng nhập đã dùng hoặc đã hết hạn. Đề nghị quản trị viên cấp liên kết mới.")
    return link


def live_sessions(account_id: int, at: datetime) -> list[LoginSession]:
    """Return the sessions in which an account is signed in now, newest first."""
    query = select(LoginSession).where(
        LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None), LoginSession.expires_at >= at
    )
    return list(current_session().scalars(query.order_by(LoginSession.id.desc())))


def device(user_agent: str) -> str:
    """Return the browser and the system behind a user agent, as far as people can recognise them."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "Trình duyệt khác")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "thiết bị không rõ")
    return f"{browser} trên {system}"


def masked(email: str) -> str:
    """Return an e-mail address of which only the owner recognises the rest: `ng***@example.vn`."""
    name, _, domain = email.partition("@")
    return f"{name[:2]}***@{domain}"
