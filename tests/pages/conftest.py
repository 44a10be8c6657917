"""What the tests of all pages share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.house import House, a_house


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One of everything on two sides, put back after every request that may change it."""
    with a_house(tmp_path_factory.mktemp("house"), sqlite_template) as one:
        yield one
