"""Identity numbers, by which people of one name are told apart, without keeping any.

Only a keyed hash (HMAC-SHA256) is stored.  An identity number has few digits that name and birth year do not give
away, so a plain or salted hash could be reversed by trying them all; the key therefore lies outside of the database,
in the instance's folder, and a copy of the database alone says nothing.  Without the key, numbers entered later no
longer meet those entered before: it belongs into the backup, apart from the database.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app

from config import kept_key


def hash_of(number: str) -> str:
    """Return what is stored instead of an identity number."""
    key = kept_key(current_app.config["SETTINGS"].home / "identity_key")
    return hmac.new(key.encode(), number.encode(), hashlib.sha256).hexdigest()
