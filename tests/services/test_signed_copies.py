"""The package that is handed out to be signed, and the signed file that is bound to its decision."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from dossiers import journal, storage
from dossiers.authenticity import queries, service
from dossiers.db import current_session
from dossiers.journal import JournalEntry
from dossiers.models import Account, Document, Message, SignedCopy, SigningPackage
from dossiers.uploads import Upload
from tests.decision_world import OVER, World, before_decision, issue, propose, sign
from tests.factories import as_actor
from tests.services.test_decision_races import at_once
from tests.signing_office import a_holder, a_pdf, an_authority, by_both, printed, signed, trust
from workflow.errors import Invalid, Missing, NotAllowed, Refused
from workflow.findings import Outcome

NEXT = OVER + timedelta(hours=1)


def an_issued(*names: str) -> tuple[World, bytes]:
    """A world with an issued decision, and the PDF that its document is printed to."""
    world = before_decision(*names or ("Nguyễn Văn An",))
    for step in (propose, sign, issue):
        step(world)
    document = queries.find_signing(world.dossier).document
    return world, printed(document.sha256)


def take(world: World, by: Account | None = None) -> dict[str, bytes]:
    """Hand the package out and unpack it."""
    _name, content = service.hand_out(actor=as_actor(by or world.office), dossier_id=world.dossier_id, at=NEXT)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def keep(world: World, file: bytes, by: Account | None = None, **more: Any) -> SignedCopy:
    upload = Upload("quyet-dinh-da-ky.pdf", "application/pdf", file)
    more = {"at": NEXT} | more
    return service.keep_signed_copy(
        actor=as_actor(by or world.office), dossier_id=world.dossier_id, upload=upload, **more
    )


def entries(action: str) -> list[JournalEntry]:
    return current_session().query(JournalEntry).filter_by(action=action).order_by(JournalEntry.seq).all()


def test_the_package_holds_both_files_and_their_hashes(app: Flask) -> None:
    world, pdf = an_issued()
    files = take(world)
    assert list(files) == ["SHA256SUMS.txt", "quyet-dinh-01-qd-ubnd.docx", "quyet-dinh-01-qd-ubnd.pdf"]
    assert files["quyet-dinh-01-qd-ubnd.pdf"] == pdf
    assert files["quyet-dinh-01-qd-ubnd.docx"] == storage.get(queries.find_signing(world.dossier).document.sha256)
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS.txt"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS.txt"
    }


def test_the_package_is_the_same_bytes_however_often_it_is_taken(app: Flask) -> None:
    world, _pdf = an_issued()
    first = service.hand_out(actor=as_actor(world.office), dossier_id=world.dossier_id, at=NEXT)
    printed(queries.find_signing(world.dossier).document.sha256, a_pdf("LibreOffice moi hon"))
    assert service.hand_out(actor=as_actor(world.chairman), dossier_id=world.dossier_id, at=NEXT) == first
    assert current_session().query(SigningPackage).count() == 1


def test_whoever_takes_it_stands_in_the_journal_and_the_signer_is_told_once(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    take(world, world.chairman)
    found = entries("decision.package_handed_out")
    assert [each.actor_id for each in found] == [world.office.id, world.chairman.id]
    assert found[0].details["pdf_sha256"] == hashlib.sha256(pdf).hexdigest()
    told = current_session().query(Message).filter_by(kind="decision.package_handed_out").all()
    assert [(each.account_id, each.subject) for each in told] == [
        (world.chairman.id, "Quyết định số 01/QĐ-UBND chờ ký số")
    ]


def test_two_who_take_it_at_once_get_the_same(app: Flask) -> None:
    world, _pdf = an_issued()
    people, number = [as_actor(world.office), as_actor(world.chairman)], world.dossier_id
    current_session().rollback()
    works = [lambda one=one: service.hand_out(actor=one, dossier_id=number, at=NEXT) for one in people]
    first, second = at_once(app, *works)
    assert first == second
    assert len(entries("decision.package_handed_out")) == 2
    assert current_session().query(SigningPackage).count() == 1


def test_the_same_file_sent_twice_at_once_is_kept_once(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    actor, number, upload = as_actor(world.office), world.dossier_id, Upload("k.pdf", "application/pdf", by_both(pdf))
    current_session().rollback()
    works = [lambda: service.keep_signed_copy(actor=actor, dossier_id=number, upload=upload, at=NEXT)] * 2
    answers = at_once(app, *works)
    assert sorted(type(answer).__name__ for answer in answers) == ["Invalid", "SignedCopy"]
    assert current_session().query(SignedCopy).count() == 1


def test_before_it_has_its_number_there_is_nothing_to_sign(app: Flask) -> None:
    world = before_decision()
    propose(world)
    sign(world)
    with pytest.raises(Missing, match="chưa có quyết định được phát hành"):
        take(world)


@pytest.mark.parametrize("who", ["clerk", "appraiser"])
def test_only_the_office_and_the_decision_maker_handle_signatures(who: str, app: Flask) -> None:
    world, pdf = an_issued()
    with pytest.raises(NotAllowed):
        take(world, getattr(world, who))
    take(world)
    with pytest.raises(NotAllowed):
        keep(world, by_both(pdf), getattr(world, who))


def test_a_signed_file_is_bound_to_its_decision_with_what_was_found(app: Flask) -> None:
    world, pdf = an_issued()
    trust(current_app.config["SETTINGS"].trust_anchors, an_authority())
    take(world)
    file = by_both(pdf)
    copy = keep(world, file)
    signing = queries.find_signing(world.dossier)
    assert signing.current is not None
    assert (signing.current.id, signing.current.verdict) == (copy.id, "trusted")
    assert storage.get(copy.sha256) == file
    assert Outcome.NOT_MET not in {each.outcome for each in queries.findings_in(copy)}
    assert [each["name"] for each in copy.signatures] == ["Trịnh Khánh Toàn", "Ủy ban nhân dân tỉnh Thái Nguyên"]
    (entry,) = entries("decision.signed_copy_kept")
    assert (entry.details["sha256"], entry.details["verdict"]) == (copy.sha256, "trusted")
    assert entry.dossier_id == world.dossier_id
    assert journal.verify(journal.stored()).ok


def test_an_unsound_file_leaves_no_trace(app: Flask) -> None:
    world, _pdf = an_issued()
    take(world)
    with pytest.raises(Refused) as refusal:
        keep(world, signed(a_pdf("Quyet dinh khac"), a_holder(), at=NEXT))
    assert {each.rule for each in refusal.value.findings} == {"origin"}
    assert current_session().query(SignedCopy).count() == 0
    assert entries("decision.signed_copy_kept") == []


def test_a_signed_file_needs_the_package_it_came_from(app: Flask) -> None:
    world, pdf = an_issued()
    with pytest.raises(Invalid, match="Chưa tải gói"):
        keep(world, by_both(pdf))


def test_the_same_file_is_kept_once(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    file = by_both(pdf)
    keep(world, file)
    with pytest.raises(Invalid, match="đã được nhận lúc"):
        keep(world, file)


def test_the_newest_sound_copy_counts_and_older_ones_stay(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    first = keep(world, signed(pdf, a_holder(), at=NEXT))
    second = keep(world, by_both(pdf))
    signing = queries.find_signing(world.dossier)
    assert [copy.id for copy in signing.copies] == [second.id, first.id]
    assert signing.current is not None
    assert signing.current.id == second.id


def test_a_copy_is_checked_again_with_what_the_operator_trusts_today(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    copy = keep(world, by_both(pdf))
    assert copy.verdict == "unchecked"
    anchors: Path = current_app.config["SETTINGS"].trust_anchors
    trust(anchors, an_authority())
    years = NEXT + timedelta(days=4 * 365)  # the certificates have expired, the upload still vouches for the file
    again = service.recheck(actor=as_actor(world.chairman), signed_copy_id=copy.id, at=years)
    assert (again.verdict, again.checked_at) == ("trusted", years)
    (anchors / "goc-0.pem").write_bytes(an_authority("Nơi khác").pem)
    again = service.recheck(actor=as_actor(world.office), signed_copy_id=copy.id, at=years)
    assert again.verdict == "failed"
    assert queries.find_signing(world.dossier).current is None
    assert [each.details["verdict"] for each in entries("decision.signed_copy_rechecked")] == ["trusted", "failed"]


def test_a_copy_whose_file_is_damaged_is_told_and_not_judged(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    copy = keep(world, by_both(pdf))
    storage.path_of(copy.sha256).write_bytes(b"%PDF- hong")
    with pytest.raises(Missing, match="đã bị thay đổi hoặc hỏng"):
        service.recheck(actor=as_actor(world.office), signed_copy_id=copy.id, at=NEXT)


def test_the_database_itself_knows_no_other_verdict(app: Flask) -> None:
    world, pdf = an_issued()
    take(world)
    copy = keep(world, by_both(pdf))
    with pytest.raises(IntegrityError):
        current_session().execute(update(SignedCopy).where(SignedCopy.id == copy.id).values(verdict="chắc đúng"))
    current_session().rollback()


def test_everything_that_stands_for_a_decision_matches_and_its_draft_does_not(app: Flask) -> None:
    world, pdf = an_issued("Nguyễn Văn An", "Trần Thị Bình")
    take(world)
    file = by_both(pdf)
    keep(world, file)
    decision = queries.find_signing(world.dossier).decision
    papers = {
        (each.kind, each.step): storage.get(each.sha256) for each in current_session().query(Document).order_by("id")
    }
    for content in (papers["quyet_dinh", "issue"], papers["bang_khen", "issue"], pdf, file):
        assert queries.matches(content, decision)
    for content in (papers["quyet_dinh", "propose_decision"], papers["to_trinh_quyet_dinh", "propose_decision"], b""):
        assert not queries.matches(content, decision)
