"""The demonstration: a province to look around in, and one dossier played from draft to decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from dossiers import clock, journal, storage
from dossiers.db import current_session
from dossiers.demonstration import printing, province, season, templates
from dossiers.demonstration.cast import Hours
from dossiers.demonstration.province import Province
from dossiers.demonstration.road import Road
from dossiers.facts import notice_of
from dossiers.models import Account, AgendaItem, Ballot, Decision, Document, Dossier, Unit

PLANS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text(encoding="utf-8"))
PROCEDURES = tuple(PLANS)
DAYS_AGO = timedelta(days=80)  # long enough for the longest procedure to end before today

GUIDES = (
    ("Cán bộ xã Phú Xuyên (lập, nộp hồ sơ)", "canbo.{commune}"),
    ("Chủ tịch UBND xã (thủ trưởng đơn vị)", "thutruong.{commune}"),
    ("Chuyên viên thẩm định, Sở Nội vụ", "thamdinh1"),
    ("Thư ký Hội đồng tỉnh", "thuky"),
    ("Thành viên Hội đồng", "phochutich"),
    ("Chủ tịch UBND tỉnh, Chủ tịch Hội đồng", "chutich"),
    ("Văn thư (cấp số, phát hành)", "vanthu"),
    ("Quản trị hệ thống", "quantri"),
    ("Người kiểm tra (chỉ xem)", "kiemtra"),
)


def is_empty() -> bool:
    """Whether the database holds no unit yet."""
    return current_session().scalar(select(Unit.id).limit(1)) is None


def is_demonstration() -> bool:
    """Whether the database holds the demonstration province, and not an office's own data."""
    name = select(Unit.id).where(Unit.name.endswith(province.HOME_COMMUNE))
    return current_session().scalar(name.limit(1)) is not None and guides() != []


def load_province(at: datetime) -> Province:
    """Load units, people, council, movements and history; the journal starts some weeks before `at`."""
    return province.load(at - DAYS_AGO)


def load(at: datetime) -> None:
    """Load the province and a season of dossiers in every state."""
    loaded = load_province(at)
    templates.begin(loaded, at - DAYS_AGO)
    season.play(PLANS, loaded.staff, at)
    templates.prepare(loaded, at)
    printing.play(loaded, at)


def guides() -> list[tuple[str, Account]]:
    """Return the people through whose eyes to look, each with what they do."""
    session = current_session()
    commune = session.scalars(select(Unit).where(Unit.name.endswith(province.HOME_COMMUNE))).one()
    found = []
    for role, login in GUIDES:
        email = f"{login.format(commune=commune.code.lower())}@thainguyen.example"
        if account := session.scalar(select(Account).where(Account.email == email)):
            found.append((role, account))
    return found


def play(procedure: str, out: Path) -> dict[str, Any]:
    """Play one dossier of `procedure` to its end and write its documents to `out`; returns what happened."""
    plan = PLANS[procedure]
    road = Road(plan, season.unit_named(plan["unit"]), Hours(season.start_of(clock.now() - DAYS_AGO)))
    dossier = road.play()
    checked = journal.verify(journal.stored())
    return {
        "dossier": dossier.code,
        "procedure": procedure,
        "states": road.states,
        "documents": [_written(document, out) for document in documents_of(dossier)],
        "vote": _vote(dossier),
        "notice": _notice(dossier),
        "decision": _decision(dossier),
        "journal": {"entries": checked.entries, "root": checked.root, "ok": checked.ok},
    }


def documents_of(dossier: Dossier) -> list[Document]:
    """Return the documents of a dossier and of the sessions that took it up, in the order they were written."""
    sessions = select(AgendaItem.session_id).where(AgendaItem.dossier_id == dossier.id)
    query = select(Document).where((Document.dossier_id == dossier.id) | Document.session_id.in_(sessions))
    return list(current_session().scalars(query.order_by(Document.id)))


def _written(document: Document, out: Path) -> dict[str, Any]:
    path = out / f"{document.id:04d}-{document.filename}"
    path.write_bytes(storage.get(document.sha256))
    return {"step": document.step, "kind": document.kind, "path": str(path), "sha256": document.sha256}


def _vote(dossier: Dossier) -> dict[str, Any] | None:
    query = select(Ballot).join(AgendaItem).where(AgendaItem.dossier_id == dossier.id, Ballot.is_passed.is_not(None))
    ballots = list(current_session().scalars(query.order_by(Ballot.id)))
    if not ballots:
        return None
    first = ballots[0]
    return {
        "roster": first.roster,
        "present": first.present,
        "yes": first.yes,
        "no": first.no,
        "abstain": first.abstain,
        "threshold": first.share,
        "passed": any(ballot.is_passed for ballot in ballots),
        "ballots": [{"yes": each.yes, "no": each.no, "passed": each.is_passed} for each in ballots],
    }


def _notice(dossier: Dossier) -> dict[str, str] | None:
    posted = notice_of(dossier)
    return {"from": posted.first_day.isoformat(), "to": posted.last_day.isoformat()} if posted else None


def _decision(dossier: Dossier) -> dict[str, str] | None:
    found = current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))
    if found is None or found.decided_on is None:
        return None
    return {"number": found.full_number, "date": found.decided_on.isoformat()}
