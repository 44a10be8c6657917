"""The world of a test, built by plain functions with boring defaults; write only what matters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from dossiers import clock
from dossiers.accounts import service
from dossiers.accounts.login import actor_of
from dossiers.db import current_session
from dossiers.models import (
    Account,
    AwardRecord,
    Council,
    CouncilMember,
    Dossier,
    Nomination,
    RoleGrant,
    Unit,
)
from dossiers.rules import procedures
from dossiers.web.text import fold
from workflow.permissions import Actor

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
_serial = count(1)


def saved(thing: Any) -> Any:
    """Store one object at once, outside any service, as something that was there before."""
    session = current_session()
    session.add(thing)
    session.commit()
    return thing


def a_unit(name: str = "Ủy ban nhân dân xã Phú Xuyên", kind: str = "commune", **more: Any) -> Unit:
    more = {
        "code": f"DV{next(_serial):04d}",
        "symbol": "UBND",
        "head_name": "Hoàng Văn Sơn",
        "head_title": "Chủ tịch",
    } | more
    return saved(Unit(name=name, search_key=fold(name), kind=kind, **more))


def a_province() -> Unit:
    """The province with Sở Nội vụ as its standing body."""
    province = a_unit(
        "Ủy ban nhân dân tỉnh Thái Nguyên",
        "province",
        code="UBND-TN",
        head_name="Trịnh Khánh Toàn",
        head_title="Chủ tịch",
    )
    department = a_unit(
        "Sở Nội vụ", "department", code="SNV", symbol="SNV", parent_id=province.id, head_title="Giám đốc"
    )
    province.standing_body_id = department.id
    current_session().commit()
    return province


def an_account(*roles: str, unit: Unit, full_name: str = "", **more: Any) -> Account:
    """A person of `unit` with `roles` there since 2024."""
    number = next(_serial)
    account = saved(
        Account(
            email=f"nguoi{number}@example.vn",
            full_name=full_name or f"Nguyễn Thị Số {number}",
            unit_id=unit.id,
            created_at=NOW,
            **more,
        )
    )
    for role in roles:
        saved(RoleGrant(account_id=account.id, unit_id=unit.id, role=role, from_on=date(2024, 1, 1)))
    current_session().refresh(account)
    return account


def as_actor(account: Account) -> Actor:
    return actor_of(account)


def signed_in(client: FlaskClient, account: Account) -> FlaskClient:
    """Sign a browser in as `account` through its one-time link; returns the browser."""
    token = service.create_link(account.id, clock.now())
    answer = client.post(f"/dang-nhap/{token}")
    assert answer.status_code == 303, answer.text
    return client


def a_council(unit: Unit, seats: int = 5, **more: Any) -> Council:
    """A council with a chair, a secretary and members, all with accounts at the unit's standing body."""
    council = saved(
        Council(
            unit_id=unit.id,
            name="Hội đồng Thi đua - Khen thưởng tỉnh Thái Nguyên",
            established_by="Quyết định số 15/QĐ-UBND",
            established_on=date(2025, 7, 15),
            **more,
        )
    )
    for position in range(1, seats + 1):
        seat = {1: "chair", 2: "secretary"}.get(position, "member")
        role = {"chair": "council_chair", "secretary": "council_secretary"}.get(seat, "council_member")
        account = an_account(role, unit=unit if seat == "chair" else unit.keeper, full_name=f"Ủy viên Thứ {position}")
        saved(
            CouncilMember(
                council_id=council.id, account_id=account.id, seat=seat, position=position, from_on=date(2025, 7, 15)
            )
        )
    current_session().refresh(council)
    return council


def a_nomination(name: str = "Nguyễn Văn An", kind: str = "individual", **more: Any) -> Nomination:
    """A nomination with everything filled in, not stored: put it into a dossier."""
    more = {
        "honorific": "Ông" if kind == "individual" else "",
        "gender": "nam" if kind == "individual" else "",
        "birth_year": 1985 if kind == "individual" else None,
        "post": "Chuyên viên" if kind == "individual" else "",
        "workplace": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Phú Xuyên",
        "achievement": "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục 2024, 2025",
        "report": {"duties": "Tham mưu cải cách hành chính.", "results": "Rút ngắn 30% thời gian giải quyết hồ sơ."},
        "evidence": {"ratings": [{"year": 2024, "rating": "HTXS"}, {"year": 2025, "rating": "HTXS"}]},
        "review_votes": {"yes": 2, "no": 0, "abstain": 0},
    } | more
    return Nomination(name=name, search_key=fold(name), kind=kind, **more)


def a_dossier(
    unit: Unit,
    decider: Unit,
    clerk: Account,
    *,
    nominations: int | list[Nomination] = 2,
    award: str = "BK_TINH",
    ground: str = "CONG_TRANG",
    procedure: str = "tinh_thuong",
    state: str = "draft",
    **more: Any,
) -> Dossier:
    """A dossier in any state, complete enough to be sent."""
    lines = (
        nominations
        if isinstance(nominations, list)
        else [a_nomination(f"Nguyễn Văn Số {n + 1}") for n in range(nominations)]
    )
    for position, line in enumerate(lines, start=1):
        line.position, line.award_code = position, award
    left_draft = state != "draft"
    more = {
        "reason": "Thành tích xuất sắc trong công tác năm 2025.",
        "request": "Đề nghị Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen.",
        "petition_number": "12/TTr-UBND",
        "petition_on": date(2026, 11, 20),
        "review": {
            "held_on": "2026-11-18",
            "place": "Phòng họp số 1",
            "roster": 5,
            "chair": {"name": "Hoàng Văn Sơn", "post": "Chủ tịch"},
            "secretary": {"name": "Lê Thị Hạnh", "post": "Chuyên viên"},
            "present": [{"name": "Hoàng Văn Sơn", "post": "Chủ tịch"}, {"name": "Lê Thị Hạnh", "post": "Chuyên viên"}],
            "conclusion": "Nhất trí đề nghị khen thưởng.",
        },
        "submitted_at": NOW if left_draft else None,
        "submitted_by_id": clerk.id if left_draft else None,
        "received_on": date(2026, 11, 23) if state not in ("draft", "submitted") else None,
    } | more
    return saved(
        Dossier(
            code=f"TN-261123-{next(_serial):04d}",
            unit_id=unit.id,
            decider_unit_id=decider.id,
            award_code=award,
            ground=ground,
            year=2025,
            procedure=procedure,
            procedure_version=procedures()[procedure].version,
            state=state,
            created_by_id=clerk.id,
            created_at=NOW,
            nominations=lines,
            **more,
        )
    )


def a_record(unit: Unit, name: str, *, award: str, year: int, kind: str = "individual", **more: Any) -> AwardRecord:
    """An award that somebody holds, in the register."""
    more = {
        "ground": "CONG_TRANG",
        "decision_number": f"{next(_serial)}/QĐ-UBND",
        "decided_on": date(year + 1, 1, 20),
        "issued_by": unit.name,
    } | more
    return saved(
        AwardRecord(kind=kind, name=name, search_key=fold(name), unit_id=unit.id, award_code=award, year=year, **more)
    )
