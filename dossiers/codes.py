"""Codes that people copy from paper: random, without letters that look alike."""

from __future__ import annotations

import secrets

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def verification_code() -> str:
    """Return the code by which anybody checks a decision; it only leads to what is public anyway."""
    return _random(8)


def typed(text: str) -> str:
    """Return a code as it is kept, out of what somebody read from paper and typed: small letters, blanks, dashes."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def receipt_code() -> str:
    """Return the code by which a sender, and nobody else, follows an objection (59 random bits)."""
    return "PA-" + "-".join(_random(4) for _ in range(3))


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
