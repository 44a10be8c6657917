"""A clerk and an appraiser on the two sides of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dossiers.appraisal import nomination_service as opinions
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.models import Account, Dossier, Nomination, Unit
from dossiers.subjects import find_dossier
from dossiers.submission import nomination_service, service
from tests.factories import NOW, a_dossier, a_province, a_unit, an_account, as_actor
from workflow.permissions import Actor

LATER = NOW + timedelta(days=1)


@dataclass
class World:
    """A province with its appraiser, a commune with its clerk."""

    province: Unit
    unit: Unit
    clerk: Account
    appraiser: Account

    @property
    def actor(self) -> Actor:
        """The clerk, as services know them."""
        return as_actor(self.clerk)

    @property
    def judge(self) -> Actor:
        """The appraiser, as services know them."""
        return as_actor(self.appraiser)

    def draft(self, **more: Any) -> Dossier:
        """A dossier that is complete enough to be sent."""
        return a_dossier(self.unit, self.province, self.clerk, **more)

    def sent(self, **more: Any) -> Dossier:
        """A dossier that waits for its reception."""
        return self.draft(state="submitted", **more)

    def received(self, **more: Any) -> Dossier:
        """A dossier under appraisal."""
        values = {"state": "under_appraisal", "appraiser_id": self.appraiser.id, "due_on": date(2026, 12, 21)}
        return self.draft(**(values | more))


def a_world() -> World:
    province = a_province()
    unit = a_unit(parent_id=province.id)
    return World(province, unit, an_account("clerk", unit=unit), an_account("appraiser", unit=province.keeper))


def fresh(dossier: Dossier) -> Dossier:
    """The dossier as it stands."""
    current_session().rollback()
    current_session().expire_all()
    return find_dossier(dossier.id)


def begin(world: World, **more: Any) -> Dossier:
    values = {"unit_id": world.unit.id, "award": "BK_TINH", "ground": "CONG_TRANG", "year": 2025, "campaign_id": None}
    return service.create_dossier(actor=world.actor, at=NOW, **(values | more))


PERSON = {
    "name": "Trần Thị Bích Ngọc",
    "gender": "nữ",
    "honorific": "Bà",
    "birth_year": 1982,
    "workplace": "Trạm Y tế xã",
    "achievement": "Hoàn thành xuất sắc nhiệm vụ",
    "report.results": "Khám 12.400 lượt.",
    "evidence.awards": [],
    "evidence.direct_worker": False,
}


def add(world: World, dossier: Dossier, **more: Any) -> Nomination:
    seen = fresh(dossier).version
    return nomination_service.add_nomination(
        actor=world.actor, dossier_id=dossier.id, seen=seen, kind="individual", values=PERSON | more, at=NOW
    )


def submit(world: World, dossier: Dossier, actor: Actor | None = None) -> Dossier:
    return service.submit(actor=actor or world.actor, dossier_id=dossier.id, seen=fresh(dossier).version, at=NOW)


def appraise(world: World, dossier: Dossier, at: int = 0, proposal: str = "propose", opinion: str = "") -> None:
    now = fresh(dossier)
    opinions.appraise(
        actor=world.judge,
        dossier_id=now.id,
        nomination_id=now.nominations[at].id,
        seen=now.version,
        proposal=proposal,
        opinion=opinion,
        at=LATER,
    )


def finish(world: World, dossier: Dossier) -> Dossier:
    return appraisal.finish_appraisal(actor=world.judge, dossier_id=dossier.id, seen=fresh(dossier).version, at=LATER)
