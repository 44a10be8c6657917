from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from dossiers.db import current_session
from dossiers.decision import higher_body, queries, service
from dossiers.models import Account, AwardRecord, Decision
from tests.decision_world import OVER, World, a_world, close, post, propose, vietnam
from tests.factories import as_actor
from workflow.errors import Invalid, NotAllowed, Refused

AFTER = vietnam(2026, 12, 15)
OPINION = higher_body.PartyOpinion("55-CV/TU", date(2026, 12, 14), "Nhất trí đề nghị khen thưởng.")


def on(world: World, account: Account) -> dict[str, Any]:
    return {"actor": as_actor(account), "dossier_id": world.dossier_id, "seen": world.dossier.version}


def before_party_opinion(*names: str) -> World:
    """A petition to the State whose notice is reported and whose names the council passed."""
    world = a_world(*names, procedure="trinh_nha_nuoc", award="BK_TTG", outcome="pending")
    post(world)
    close(world, vietnam(2026, 12, 10))
    dossier = world.dossier
    dossier.state = "party_opinion"
    for line in dossier.nominations:
        line.outcome = "passed"
    current_session().commit()
    return world


def agree(world: World, *names: str, by: Account | None = None, at: Any = AFTER) -> None:
    ids = [world.line(name).id for name in names]
    higher_body.record_party_opinion(**on(world, by or world.appraiser), opinion=OPINION, agreed=ids, at=at)


def forwarded(*names: str) -> World:
    world = before_party_opinion(*names)
    agree(world, *names)
    propose(world, AFTER)
    service.forward(**on(world, world.chairman), at=AFTER)
    return world


def grant(world: World, *names: str, decided_on: date = date(2026, 12, 14)) -> Decision:
    return higher_body.record_grant(
        **on(world, world.appraiser),
        number="1234/QĐ-TTg",
        body="Thủ tướng Chính phủ",
        decided_on=decided_on,
        granted=[world.line(name).id for name in names],
        at=AFTER,
    )


def test_a_petition_to_the_state_runs_to_its_recorded_grant(app: Flask) -> None:
    world = forwarded("Nguyễn Văn An", "Trần Thị Bình")
    assert world.dossier.state == "forwarded"
    grant(world, "Nguyễn Văn An", "Trần Thị Bình")
    assert world.dossier.state == "granted"
    decision = current_session().query(Decision).one()
    assert (decision.state, decision.full_number, decision.number) == ("recorded", "1234/QĐ-TTg", None)
    assert {(r.decision_number, r.issued_by) for r in current_session().query(AwardRecord)} == {
        ("1234/QĐ-TTg", "Thủ tướng Chính phủ")
    }
    assert queries.published("1234").decisions == [decision]


def test_whom_the_state_leaves_out_is_told_why_and_not_entered(app: Flask) -> None:
    world = forwarded("Nguyễn Văn An", "Trần Thị Bình")
    grant(world, "Nguyễn Văn An")
    left = world.line("Trần Thị Bình")
    assert left.outcome == "refused"
    assert "1234/QĐ-TTg" in left.outcome_reason
    assert [record.name for record in current_session().query(AwardRecord)] == ["Nguyễn Văn An"]


def test_a_grant_needs_somebody_and_a_day_that_has_come(app: Flask) -> None:
    world = forwarded("Nguyễn Văn An")
    with pytest.raises(Invalid):
        grant(world)
    with pytest.raises(Invalid):
        grant(world, "Nguyễn Văn An", decided_on=date(2026, 12, 16))
    assert world.dossier.state == "forwarded"


def test_a_refusal_of_the_state_ends_every_nomination(app: Flask) -> None:
    world = forwarded("Nguyễn Văn An")
    higher_body.record_refusal(**on(world, world.appraiser), reason="Chưa đủ điều kiện", at=AFTER)
    assert world.dossier.state == "not_granted"
    assert world.line("Nguyễn Văn An").outcome == "refused"
    assert queries.published().decisions == []


def test_what_the_ministry_returns_is_proposed_and_forwarded_again(app: Flask) -> None:
    world = forwarded("Nguyễn Văn An")
    higher_body.record_return(**on(world, world.appraiser), reason="Thiếu bản số hóa", at=AFTER)
    assert world.dossier.state == "before_petition"
    with pytest.raises(Refused):
        service.forward(**on(world, world.chairman), at=AFTER)
    propose(world, AFTER)
    service.forward(**on(world, world.chairman), at=AFTER)
    assert world.dossier.state == "forwarded"


def test_whom_the_party_committee_does_not_agree_to_goes_no_further(app: Flask) -> None:
    world = before_party_opinion("Nguyễn Văn An", "Trần Thị Bình")
    agree(world, "Nguyễn Văn An")
    assert world.dossier.state == "before_petition"
    assert world.dossier.party_opinion_number == "55-CV/TU"
    assert world.line("Trần Thị Bình").outcome == "refused"


def test_the_dossier_ends_where_the_party_committee_agrees_to_nobody(app: Flask) -> None:
    world = before_party_opinion("Nguyễn Văn An")
    agree(world)
    assert world.dossier.state == "refused"
    assert "55-CV/TU" in world.line("Nguyễn Văn An").outcome_reason


def test_only_an_appraiser_records_what_higher_bodies_answer(app: Flask) -> None:
    world = before_party_opinion("Nguyễn Văn An")
    for account in (world.chairman, world.office, world.clerk):
        with pytest.raises(NotAllowed):
            agree(world, "Nguyễn Văn An", by=account)
    assert (world.dossier.state, world.dossier.party_opinion) == ("party_opinion", "")


def test_an_opinion_of_a_day_to_come_is_not_taken(app: Flask) -> None:
    world = before_party_opinion("Nguyễn Văn An")
    with pytest.raises(Invalid):
        agree(world, "Nguyễn Văn An", at=OVER)
