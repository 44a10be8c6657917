"""How long an import of 10,000 rows takes, beside openpyxl's bare read of the same file as the floor; prints JSON.

`check` names every fault of a file with 40 wrong cells; `enter` checks once more and stores a good file, all at once.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from config import Settings
from dossiers import clock, storage
from dossiers.accounts.login import actor_of
from dossiers.app import create_app
from dossiers.db import current_session
from dossiers.models import Account, RoleGrant, Unit
from dossiers.register import import_service
from dossiers.register.columns import COLUMNS
from dossiers.schema import build
from dossiers.web.text import fold

ROWS, FAULTS, UNITS = 10_000, 40, 200


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def a_book(faults: int) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Sổ khen thưởng")
    sheet.append([column.heading for column in COLUMNS])
    for number in range(ROWS):
        is_wrong = faults and number % (ROWS // faults) == 0
        unit = "Đơn vị không có" if is_wrong else f"Ủy ban nhân dân xã {number % UNITS}"
        name, year = f"Nguyễn Văn {number // 3}", 2020 + number % 3
        decision = (f"{number % 900}/QĐ-UBND", date(year + 1, 1, 15), "Chủ tịch Ủy ban nhân dân tỉnh", "Nhập từ sổ")
        sheet.append(["Cá nhân", name, 1985, None, unit, "Lao động tiên tiến", "Công trạng", year, *decision, None])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def bare_read(content: bytes) -> int:
    workbook = load_workbook(io.BytesIO(content), read_only=True)
    return sum(1 for _row in workbook.worksheets[0].iter_rows(values_only=True))


def an_office() -> Account:
    session = current_session()
    province = Unit(code="UBND", name="Tỉnh", search_key="tinh", kind="province")
    session.add(province)
    for number in range(UNITS):
        name = f"Ủy ban nhân dân xã {number}"
        session.add(Unit(code=f"X{number}", name=name, search_key=fold(name), kind="commune"))
    session.flush()
    account = Account(email="a@example.vn", full_name="Ngô Thúy Nga", unit_id=province.id, created_at=clock.now())
    session.add(account)
    session.flush()
    session.add(RoleGrant(account_id=account.id, unit_id=province.id, role="appraiser", from_on=date(2024, 1, 1)))
    session.commit()
    return account


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else ""
    wrong, good = a_book(FAULTS), a_book(0)
    with tempfile.TemporaryDirectory() as home:
        environment = {"VINHDANH_HOME": home, "SECRET_KEY": "k" * 40}
        settings = Settings.from_environment(environment | ({"DATABASE_URL": url} if url else {}))
        Path(home).mkdir(exist_ok=True)
        build(settings.database_url)
        app = create_app(settings)
        with app.app_context():
            actor = actor_of(an_office())
            floor, _rows = timed(lambda: bare_read(wrong))
            check, report = timed(lambda: import_service.check(wrong, "0" * 64, clock.now()))
            sha256 = storage.put(good)
            enter, entered = timed(
                lambda: import_service.enter(actor=actor, sha256=sha256, filename="so.xlsx", at=clock.now())
            )
            again, known = timed(lambda: import_service.check(good, sha256, clock.now()))
    results = {
        "rows": ROWS,
        "database": settings.database_url.split(":")[0],
        "floor_openpyxl_s": floor,
        "check": {"s": check, "times_floor": check / floor, "faults": len(report.faults)},
        "enter": {"s": enter, "times_floor": enter / floor, "added": entered.added},
        "check_known": {"s": again, "times_floor": again / floor, "known": len(known.known)},
    }
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
