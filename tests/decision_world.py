"""A dossier late on its road, with everybody who has a hand in its notice and its decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dossiers.clock import VIETNAM
from dossiers.db import current_session
from dossiers.decision import service as decisions
from dossiers.models import Account, Dossier, Nomination, Objection, PublicNotice, Unit
from dossiers.notice import service as notices
from dossiers.subjects import find_dossier
from tests.factories import a_dossier, a_nomination, a_province, a_unit, an_account, as_actor


@dataclass
class World:
    """The people, and the dossier by id, since services load their own."""

    province: Unit
    unit: Unit
    clerk: Account
    appraiser: Account
    chairman: Account
    office: Account
    dossier_id: int

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        current_session().rollback()
        current_session().expire_all()
        return find_dossier(self.dossier_id)

    def line(self, name: str) -> Nomination:
        """A nomination by its name, wherever it is now."""
        current_session().rollback()
        current_session().expire_all()
        return current_session().query(Nomination).filter_by(name=name).one()

    @property
    def notice(self) -> PublicNotice:
        """The only notice."""
        return current_session().query(PublicNotice).one()


def vietnam(year: int, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=VIETNAM).astimezone(UTC)


POSTED = vietnam(2026, 11, 25)  # first day 26/11, last day 02/12
OVER = vietnam(2026, 12, 3)


def a_world(*names: str, state: str = "on_notice", outcome: str = "passed", **more: Any) -> World:
    """A dossier in `state` whose nominations bear `names`."""
    province, unit = a_province(), a_unit()
    clerk = an_account("clerk", "head_of_unit", unit=unit)
    chairman = an_account("decision_maker", unit=province, full_name="Trịnh Khánh Toàn", post="Chủ tịch")
    appraiser = an_account("appraiser", unit=province.keeper)
    office = an_account("office_clerk", unit=province)
    lines = [a_nomination(name, outcome=outcome) for name in names or ("Nguyễn Văn An", "Trần Thị Bình")]
    dossier = a_dossier(unit, province, clerk, nominations=lines, state=state, **more)
    return World(province, unit, clerk, appraiser, chairman, office, dossier.id)


def post(world: World, at: datetime = POSTED, dossier: Dossier | None = None, **more: Any) -> PublicNotice:
    of = dossier or world.dossier
    more = {"place": "Bảng tin Sở Nội vụ", "working_days": None} | more
    return notices.post_notice(actor=as_actor(world.appraiser), dossier_id=of.id, seen=of.version, at=at, **more)


def close(world: World, at: datetime = OVER, dossier: Dossier | None = None) -> Dossier | None:
    of = dossier or world.dossier
    return notices.close_notice(actor=as_actor(world.appraiser), dossier_id=of.id, seen=of.version, at=at)


def object_to(world: World, name: str, at: datetime, sender: str = "", **more: Any) -> Objection:
    """An objection to a name, on the notice or not."""
    line = current_session().query(Nomination).filter_by(name=name).one_or_none()
    code = notices.receive_objection(
        notice_id=world.notice.id,
        nomination_id=line.id if line else None,
        about_name="" if line else name,
        sender_name="Lê Thị Phản Ánh",
        sender_contact="0912 345 678",
        statement="Thành tích nêu trong báo cáo chưa đúng thực tế.",
        upload=None,
        sender=sender or f"người gửi {at}",
        at=at,
    )
    return current_session().query(Objection).filter_by(receipt_code=code).one()


def answer(world: World, objection: Objection, at: datetime, *, is_upheld: bool, by: Account | None = None) -> None:
    notices.answer_objection(
        actor=as_actor(by or world.appraiser),
        objection_id=objection.id,
        seen=objection.dossier.version,
        answer="Đã kiểm tra hồ sơ gốc tại đơn vị.",
        is_upheld=is_upheld,
        at=at,
    )


def propose(
    world: World, at: datetime = OVER, dossier: Dossier | None = None, by: Account | None = None
) -> Dossier | None:
    of = dossier or world.dossier
    return decisions.propose_decision(
        actor=as_actor(by or world.appraiser),
        dossier_id=of.id,
        seen=of.version,
        abstract="Về việc tặng Bằng khen",
        signer_id=world.chairman.id,
        at=at,
    )


def sign(world: World, at: datetime = OVER, dossier: Dossier | None = None, by: Account | None = None) -> None:
    of = dossier or world.dossier
    decisions.decide(actor=as_actor(by or world.chairman), dossier_id=of.id, seen=of.version, at=at)


def issue(world: World, at: datetime = OVER, dossier: Dossier | None = None, by: Account | None = None) -> Any:
    of = dossier or world.dossier
    return decisions.issue(actor=as_actor(by or world.office), dossier_id=of.id, seen=of.version, at=at)


def before_decision(*names: str, **more: Any) -> World:
    """A dossier whose notice is over and reported."""
    world = a_world(*names, **more)
    post(world)
    close(world)
    return world
