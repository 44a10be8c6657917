"""Invented people with ordinary names, always the same ones for the same seed."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from dossiers.db import current_session
from dossiers.models import Account, Unit


class People:
    """Makes up names and opens accounts for them."""

    def __init__(self, data: dict[str, Any], chance: random.Random, at: datetime) -> None:
        self.data, self.chance, self.at = data, chance, at
        self.by_login: dict[str, Account] = {}
        self._taken: set[str] = set()

    def name(self, gender: str = "") -> str:
        """Return a full name that nobody in the demonstration has yet; `gender` is nam, nữ or either."""
        while True:
            sex = gender or self.chance.choice(("nam", "nữ"))
            full_name = " ".join(
                (
                    self.chance.choice(self.data["surnames"]),
                    self.chance.choice(self.data["middle_names"][sex]),
                    self.chance.choice(self.data["given_names"][sex]),
                )
            )
            if full_name not in self._taken:
                self._taken.add(full_name)
                return full_name

    def account(self, login: str, unit: Unit, post: str, full_name: str = "") -> Account:
        """Open an account `login`@thainguyen.example for a person of `unit`."""
        account = Account(
            email=f"{login}@thainguyen.example",
            full_name=full_name or self.name(),
            post=post,
            unit_id=unit.id,
            created_at=self.at,
        )
        current_session().add(account)
        current_session().flush()
        self.by_login[login] = account
        return account
