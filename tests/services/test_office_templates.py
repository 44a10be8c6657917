"""A unit's own templates: taken after the check, used from a day on by an explicit act, remembered by every paper."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from dossiers import clock, storage
from dossiers.admin import template_service
from dossiers.db import current_session
from dossiers.documents.faults import TemplateFault
from dossiers.documents.package import pack, unpack
from dossiers.documents.render import render, shipped_template
from dossiers.documents.word import DOCUMENT, PARAGRAPH, own_text
from dossiers.journal import JournalEntry
from dossiers.models import Account, Document, Dossier, Message, OfficeTemplate, Unit
from dossiers.papers import WRITERS
from dossiers.papers.letterhead import Context
from dossiers.papers.template_choice import in_use
from tests.dossier_world import World, a_world, submit
from tests.factories import NOW, a_unit, an_account, as_actor
from workflow.errors import Invalid, Missing, NotAllowed, Refused

TODAY = clock.day_of(NOW)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
KIND = "to_trinh"
REASON = "Theo văn bản thống nhất mẫu"


def own_template(words: str = "Điện thoại: 0208 385 0000") -> bytes:
    """The shipped petition with words of the office's own above it."""
    parts = unpack(shipped_template(KIND))
    line = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode()
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + line)
    return pack(parts)


def said(document: Document) -> list[str]:
    body = docx.Document(io.BytesIO(storage.get(document.sha256))).element.body
    return [own_text(paragraph) for paragraph in body.iter(PARAGRAPH)]


def paper_of(dossier: Dossier, kind: str = KIND) -> Document:
    query = select(Document).where(Document.dossier_id == dossier.id, Document.kind == kind)
    return current_session().scalars(query.order_by(Document.id)).first()  # type: ignore[return-value]


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


@pytest.fixture
def keeper(world: World) -> Account:
    return an_account("administrator", unit=world.province)


def upload(keeper: Account, unit: Unit, content: bytes | None = None, **more: Any) -> OfficeTemplate:
    values = {"kind": KIND, "filename": "to-trinh.docx", "note": "Thêm số điện thoại", "at": NOW} | more
    return template_service.upload(actor=as_actor(keeper), unit_id=unit.id, content=content or own_template(), **values)


def activate(keeper: Account, template: OfficeTemplate, from_on: date = TODAY, **more: Any) -> OfficeTemplate:
    values = {"covers_below": False, "reason": REASON, "at": NOW} | more
    return template_service.activate(template.id, actor=as_actor(keeper), from_on=from_on, **values)


def end(keeper: Account, template: OfficeTemplate, until_on: date, **more: Any) -> OfficeTemplate:
    values = {"reason": "Không dùng nữa", "at": NOW} | more
    return template_service.end(template.id, actor=as_actor(keeper), until_on=until_on, **values)


def journal_of(action: str) -> JournalEntry:
    return current_session().scalars(select(JournalEntry).where(JournalEntry.action == action)).one()


def test_a_paper_remembers_the_shipped_template_it_was_made_with(world: World) -> None:
    paper = paper_of(submit(world, world.draft()))
    assert storage.get(paper.template_sha256 or "") == shipped_template(KIND)


def test_an_uploaded_version_is_not_in_use_until_somebody_says_so(world: World, keeper: Account) -> None:
    template = upload(keeper, world.unit)
    assert (template.number, template.from_on, storage.get(template.sha256)) == (1, None, own_template())
    assert in_use(KIND, world.unit, TODAY) is None
    paper = paper_of(submit(world, world.draft()))
    assert "Điện thoại: 0208 385 0000" not in said(paper)
    entry = journal_of("template.uploaded")
    assert entry.details == {"kind": KIND, "unit": world.unit.id, "number": 1, "sha256": template.sha256}


def test_a_version_in_use_makes_the_units_papers_and_each_can_be_made_again(world: World, keeper: Account) -> None:
    before = paper_of(submit(world, world.draft()))
    template = activate(keeper, upload(keeper, world.unit))
    dossier = submit(world, world.draft())
    paper = paper_of(dossier)
    assert paper.template_sha256 == template.sha256
    assert said(paper)[0] == "Điện thoại: 0208 385 0000"
    (data,) = (each.record for each in WRITERS[KIND](dossier, Context(step="submit", at=NOW)))
    for each in (before, paper):  # two dossiers that say the same, each by its own template
        assert render(KIND, data, template=storage.get(each.template_sha256 or "")) == storage.get(each.sha256)
    assert before.sha256 != paper.sha256
    details = journal_of("template.activated").details
    assert (details["from_on"], details["reason"]) == (TODAY.isoformat(), REASON)


def test_those_who_write_the_units_papers_hear_of_it_and_nobody_else(world: World, keeper: Account) -> None:
    template = activate(keeper, upload(keeper, world.unit))
    end(keeper, template, TODAY)
    told = current_session().scalars(select(Message).order_by(Message.id)).all()
    assert {message.account_id for message in told} == {world.clerk.id}
    paper = "“Tờ trình đề nghị khen thưởng” của Ủy ban nhân dân xã Phú Xuyên"
    assert [message.subject for message in told] == [
        f"Từ ngày 23/11/2026, {paper} được lập theo mẫu riêng mới.",
        f"Sau ngày 23/11/2026, {paper} không còn theo mẫu riêng.",
    ]


def test_it_begins_on_its_day_and_not_before(world: World, keeper: Account) -> None:
    template = activate(keeper, upload(keeper, world.unit), TOMORROW)
    assert [in_use(KIND, world.unit, day) for day in (TODAY, TOMORROW)] == [None, template]


def test_the_version_that_began_last_speaks_and_the_older_never_comes_back(world: World, keeper: Account) -> None:
    first = activate(keeper, upload(keeper, world.unit))
    second = activate(keeper, upload(keeper, world.unit, own_template("Bản hai")), TOMORROW)
    assert [in_use(KIND, world.unit, day) for day in (TODAY, TOMORROW)] == [first, second]
    later = NOW + timedelta(days=5)
    end(keeper, second, clock.day_of(later), at=later)
    assert in_use(KIND, world.unit, clock.day_of(later)) == second
    assert in_use(KIND, world.unit, clock.day_of(later) + timedelta(days=1)) is None


def test_of_two_that_begin_on_one_day_the_later_act_counts(world: World, keeper: Account) -> None:
    second = upload(keeper, world.unit, own_template("Bản hai"))
    activate(keeper, upload(keeper, world.unit, own_template("Bản ba")))
    activate(keeper, second, at=NOW + timedelta(minutes=1))
    assert in_use(KIND, world.unit, TODAY) == second


def test_one_that_is_taken_back_before_its_day_leaves_the_older_in_use(world: World, keeper: Account) -> None:
    first = activate(keeper, upload(keeper, world.unit))
    second = activate(keeper, upload(keeper, world.unit, own_template("Bản hai")), TOMORROW)
    end(keeper, second, TODAY)
    assert second.was_withdrawn
    assert in_use(KIND, world.unit, TOMORROW + timedelta(days=30)) == first


def test_ending_at_once_brings_back_the_shipped_template(world: World, keeper: Account) -> None:
    template = activate(keeper, upload(keeper, world.unit))
    end(keeper, template, YESTERDAY)
    assert in_use(KIND, world.unit, TODAY) is None
    assert storage.get(paper_of(submit(world, world.draft())).template_sha256 or "") == shipped_template(KIND)
    assert journal_of("template.ended").details["until_on"] == YESTERDAY.isoformat()


def test_a_province_gives_its_template_to_the_units_below_that_have_none(world: World, keeper: Account) -> None:
    given = activate(keeper, upload(keeper, world.province), covers_below=True)
    below = a_unit("Trường Trung học cơ sở Phú Xuyên", "school", parent_id=world.unit.id)
    assert [in_use(KIND, unit, TODAY) for unit in (world.province, world.unit, below)] == [given] * 3
    own = activate(keeper, upload(keeper, world.unit, own_template("Của xã")))
    assert [in_use(KIND, unit, TODAY) for unit in (world.unit, below)] == [own, given]
    assert in_use("quyet_dinh", world.unit, TODAY) is None


def test_without_that_word_a_template_is_for_its_own_unit_alone(world: World, keeper: Account) -> None:
    activate(keeper, upload(keeper, world.province))
    assert in_use(KIND, world.unit, TODAY) is None


def test_a_faulty_file_is_not_kept(world: World, keeper: Account) -> None:
    content = own_template("{{khong_co_moc_nay}}")
    with pytest.raises(TemplateFault, match="khong_co_moc_nay"):
        upload(keeper, world.unit, content)
    assert current_session().scalars(select(OfficeTemplate)).all() == []


@pytest.mark.parametrize(("kind", "unit_id"), [("giay_khai_sinh", None), (KIND, 999_999)])
def test_an_unknown_kind_and_an_unknown_unit_are_missing(
    world: World, keeper: Account, kind: str, unit_id: int | None
) -> None:
    unit = Unit(id=unit_id) if unit_id else world.unit
    with pytest.raises(Missing):
        upload(keeper, unit, kind=kind)


def test_the_same_file_twice_is_one_version(world: World, keeper: Account) -> None:
    first = upload(keeper, world.unit)
    with pytest.raises(Invalid, match="giống hệt bản 1"):
        upload(keeper, world.unit)
    end(keeper, activate(keeper, first), YESTERDAY)
    assert upload(keeper, world.unit).number == 2
    assert upload(keeper, world.province).number == 1


@pytest.mark.parametrize("act", ["upload", "activate", "end"])
def test_only_an_administrator_may(world: World, keeper: Account, act: str) -> None:
    template = activate(keeper, upload(keeper, world.unit))
    acts = {
        "upload": lambda who: upload(who, world.unit, own_template("Bản hai")),
        "activate": lambda who: activate(who, template),
        "end": lambda who: end(who, template, TODAY),
    }
    for who in (world.clerk, world.appraiser):
        with pytest.raises(NotAllowed):
            acts[act](who)


def test_nothing_begins_in_the_past_nor_twice(world: World, keeper: Account) -> None:
    template = upload(keeper, world.unit)
    with pytest.raises(Invalid) as fault:
        activate(keeper, template, YESTERDAY)
    assert list(fault.value.fields) == ["from_on"]
    activate(keeper, template)
    with pytest.raises(Refused, match="đã được cho áp dụng"):
        activate(keeper, template, TOMORROW)


def test_nothing_ends_that_is_not_in_use(world: World, keeper: Account) -> None:
    first = upload(keeper, world.unit)
    with pytest.raises(Refused, match="không được áp dụng"):
        end(keeper, first, TODAY)
    activate(keeper, first)
    with pytest.raises(Invalid, match="hôm qua"):
        end(keeper, first, YESTERDAY - timedelta(days=1))
    activate(keeper, upload(keeper, world.unit, own_template("Bản hai")), at=NOW + timedelta(minutes=1))
    with pytest.raises(Refused, match="bản 2 thay"):
        end(keeper, first, TODAY)


def test_a_last_day_still_to_come_can_be_set_anew(world: World, keeper: Account) -> None:
    template = activate(keeper, upload(keeper, world.unit))
    end(keeper, template, TOMORROW)
    end(keeper, template, TOMORROW + timedelta(days=1))
    assert in_use(KIND, world.unit, TOMORROW + timedelta(days=1)) == template
    later = NOW + timedelta(days=9)
    with pytest.raises(Refused, match="không được áp dụng"):
        end(keeper, template, clock.day_of(later), at=later)


def test_a_template_that_the_product_has_outgrown_stops_the_step_with_the_way_out(
    world: World, keeper: Account
) -> None:
    template = activate(keeper, upload(keeper, world.unit))
    outgrown = storage.put(own_template("{{moc_cua_ban_cu}}"))
    current_session().execute(update(OfficeTemplate).values(sha256=outgrown))
    current_session().commit()
    with pytest.raises(Refused, match=r"không còn hợp với phần mềm.*moc_cua_ban_cu.*thôi áp dụng"):
        submit(world, world.draft())
    assert current_session().scalars(select(Document)).all() == []
    end(keeper, template, YESTERDAY)
    assert submit(world, world.draft()).state == "submitted"


@pytest.mark.parametrize(
    "broken",
    [
        {"from_on": TODAY},
        {"activation_reason": "Vì"},
        {"until_on": TODAY},
        {"covers_below": True},
        {"from_on": TODAY, "activated_at": NOW, "activation_reason": "Vì", "end_reason": "Vì"},
    ],
)
def test_the_database_itself_refuses_half_an_act(world: World, keeper: Account, broken: dict[str, Any]) -> None:
    upload(keeper, world.unit)
    with pytest.raises(IntegrityError):
        current_session().execute(update(OfficeTemplate).values(**broken))
    current_session().rollback()
