from __future__ import annotations

import pytest
from flask import Flask

from dossiers import journal
from dossiers.db import current_session, unit_of_work
from dossiers.decision import service
from dossiers.facts import notice_of
from dossiers.models import AgendaItem, Attachment, CouncilSession, Decision, Dossier, Message, Recusal, SessionMember
from dossiers.splitting import leave_held_behind
from dossiers.subjects import find_dossier, of_dossier
from tests.decision_world import (
    OVER,
    World,
    a_world,
    answer,
    before_decision,
    close,
    issue,
    object_to,
    post,
    propose,
    sign,
    vietnam,
)
from tests.factories import NOW, a_council, as_actor, saved
from workflow.errors import Refused

DURING = vietnam(2026, 11, 30)
LATER = vietnam(2026, 12, 10)


def split_at_the_notice() -> tuple[World, Dossier, object]:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")
    post(world)
    objection = object_to(world, "Trần Thị Bình", DURING)
    sibling = close(world)
    assert sibling is not None
    return world, sibling, objection


def test_the_held_nomination_stays_behind_and_the_others_go_on(app: Flask) -> None:
    world, sibling, _ = split_at_the_notice()
    assert world.dossier.state == "before_decision"
    assert [line.name for line in world.dossier.nominations] == ["Nguyễn Văn An", "Lê Văn Cường"]
    sibling = find_dossier(sibling.id)
    assert sibling.state == "on_notice"
    assert [line.name for line in sibling.nominations] == ["Trần Thị Bình"]


def test_the_sibling_is_of_the_same_kind_and_shares_the_notice(app: Flask) -> None:
    world, sibling, _ = split_at_the_notice()
    origin, sibling = world.dossier, find_dossier(sibling.id)
    assert sibling.code == f"{origin.code}-T1"
    assert sibling.split_from_id == origin.id
    for name in ("unit_id", "decider_unit_id", "procedure", "procedure_version", "law_version", "received_on",
                 "award_code", "petition_number", "appraiser_id", "submitted_at"):  # fmt: skip
        assert getattr(sibling, name) == getattr(origin, name), name
    notice = notice_of(sibling)
    assert notice is not None
    assert notice.id == world.notice.id
    assert len(notice.nominations) == 3


def test_both_dossiers_tell_of_the_split_and_the_unit_hears_of_it(app: Flask) -> None:
    world, sibling, _ = split_at_the_notice()
    assert "dossier.split" in [entry.action for entry in journal.of_dossier(world.dossier_id)]
    assert [entry.action for entry in journal.of_dossier(sibling.id)] == ["dossier.split_off"]
    told = {m.account_id for m in current_session().query(Message).filter_by(kind="dossier.split_off")}
    assert world.clerk.id in told


def test_the_sibling_goes_on_alone_once_its_nomination_is_free(app: Flask) -> None:
    world, sibling, objection = split_at_the_notice()
    propose(world)
    sign(world)
    issue(world)
    with pytest.raises(Refused):
        close(world, LATER, find_dossier(sibling.id))
    answer(world, objection, LATER, is_upheld=False)  # type: ignore[arg-type]
    assert close(world, LATER, find_dossier(sibling.id)) is None
    for step in (propose, sign, issue):
        step(world, LATER, find_dossier(sibling.id))
    numbers = [decision.full_number for decision in current_session().query(Decision).order_by(Decision.number)]
    assert numbers == ["01/QĐ-UBND", "02/QĐ-UBND"]
    assert {world.line(name).outcome for name in ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")} == {"granted"}


def test_the_sibling_ends_when_its_objection_is_upheld(app: Flask) -> None:
    world, sibling, objection = split_at_the_notice()
    answer(world, objection, LATER, is_upheld=True)  # type: ignore[arg-type]
    waiting = find_dossier(sibling.id)
    service.refuse(
        actor=as_actor(world.appraiser), dossier_id=waiting.id, seen=waiting.version, reason="Có cơ sở", at=LATER
    )
    assert find_dossier(sibling.id).state == "refused"
    assert world.dossier.state == "before_decision"


def test_who_waited_before_the_notice_was_posted_is_put_before_the_public_too(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    world.line("Trần Thị Bình").hold_reason = "Đang thanh tra"
    current_session().commit()
    with unit_of_work():
        sibling = leave_held_behind(world.dossier, actor=as_actor(world.appraiser), at=NOW)
    assert sibling is not None
    post(world)
    close(world)
    held = find_dossier(sibling.id)
    assert notice_of(held) is None
    held.nominations[0].hold_reason = ""
    current_session().commit()
    with pytest.raises(Refused):
        close(world, LATER, find_dossier(sibling.id))
    post(world, LATER, find_dossier(sibling.id))
    own = notice_of(find_dossier(sibling.id))
    assert own is not None
    assert (own.dossier_id, [line.name for line in own.nominations]) == (sibling.id, ["Trần Thị Bình"])


def test_nothing_is_split_where_everybody_waits(app: Flask) -> None:
    world = a_world("Nguyễn Văn An")
    post(world)
    object_to(world, "Nguyễn Văn An", DURING)
    with pytest.raises(Refused):
        close(world)
    assert world.dossier.state == "on_notice"
    assert current_session().query(Dossier).count() == 1


def test_a_hold_before_the_proposal_splits_too_and_the_family_stays_one(app: Flask) -> None:
    world, first, _ = split_at_the_notice()
    world.line("Lê Văn Cường").hold_reason = "Đang thanh tra"
    current_session().commit()
    second = propose(world)
    assert second is not None
    second = find_dossier(second.id)
    assert (second.code, second.state) == (f"{world.dossier.code}-T2", "before_decision")
    assert second.split_from_id == find_dossier(first.id).split_from_id == world.dossier_id
    decision = current_session().query(Decision).one()
    assert [line.name for line in decision.nominations] == ["Nguyễn Văn An"]


def test_a_sibling_splits_into_a_sibling_of_the_same_family(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")
    post(world)
    first, second = object_to(world, "Trần Thị Bình", DURING), object_to(world, "Lê Văn Cường", DURING)
    sibling = close(world)
    assert sibling is not None
    answer(world, first, LATER, is_upheld=False)
    third = close(world, LATER, find_dossier(sibling.id))
    assert third is not None
    assert third.split_from_id == world.dossier_id
    answer(world, second, LATER, is_upheld=False)
    close(world, LATER, find_dossier(third.id))
    assert find_dossier(third.id).state == "before_decision"


def test_files_go_with_their_nomination_and_the_dossiers_own_are_shared(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình")
    post(world)
    for component, name in (("bien_ban", ""), ("xac_nhan_thanh_tich", "Trần Thị Bình")):
        saved(
            Attachment(
                dossier_id=world.dossier_id,
                nomination_id=world.line(name).id if name else None,
                component=component,
                filename=f"{component}.pdf",
                media_type="application/pdf",
                size=1,
                sha256="0" * 64,
                uploaded_by_id=world.clerk.id,
                uploaded_at=NOW,
            )
        )
    object_to(world, "Trần Thị Bình", DURING)
    sibling = close(world)
    assert sibling is not None
    assert [file.component for file in world.dossier.attachments] == ["bien_ban"]
    own = find_dossier(sibling.id)
    assert sorted(file.component for file in own.attachments) == ["bien_ban", "xac_nhan_thanh_tich"]
    assert own.nominations[0].attachments[0].component == "xac_nhan_thanh_tich"


def test_who_recused_from_the_dossier_stays_recused_from_what_was_split_off(app: Flask) -> None:
    world, sibling, _ = split_at_the_notice()
    council = a_council(world.province)
    held = saved(
        CouncilSession(
            council_id=council.id, title="Phiên họp", held_on=OVER.date(), place="Hội trường", created_by_id=1
        )
    )
    member = saved(
        SessionMember(session_id=held.id, account_id=council.members[2].account_id, seat="member", position=3)
    )
    item = saved(AgendaItem(session_id=held.id, dossier_id=world.dossier_id, position=1, is_secret=True))
    saved(Recusal(item_id=item.id, member_id=member.id, ground="Người thân"))
    assert member.account_id in of_dossier(find_dossier(sibling.id)).recused


def test_before_the_council_the_held_one_waits_for_a_later_session(app: Flask) -> None:
    world = a_world("Nguyễn Văn An", "Trần Thị Bình", procedure="trinh_nha_nuoc", award="BK_TTG", outcome="pending")
    post(world)
    objection = object_to(world, "Nguyễn Văn An", DURING)
    sibling = close(world, LATER)
    assert sibling is not None
    assert world.dossier.state == "before_council"
    answer(world, objection, LATER, is_upheld=False)
    close(world, LATER, find_dossier(sibling.id))
    assert find_dossier(sibling.id).state == "before_council"


def test_a_dossier_without_holds_is_left_whole(app: Flask) -> None:
    before_decision()
    assert current_session().query(Dossier).count() == 1
