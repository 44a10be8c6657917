from __future__ import annotations

import pytest
from flask import Flask

from dossiers import storage
from dossiers.db import current_session
from dossiers.models import Dossier
from dossiers.subjects import find_dossier
from dossiers.submission import attachment_service
from dossiers.uploads import Upload
from tests.factories import NOW, a_dossier, a_province, a_unit, an_account, as_actor
from tests.submission_world import PDF
from workflow.errors import Missing, NotAllowed, Refused, Stale


class World:
    def __init__(self) -> None:
        province = a_province()
        self.unit = a_unit(parent_id=province.id)
        self.clerk = an_account("clerk", unit=self.unit)
        self.dossier = a_dossier(self.unit, province, self.clerk, review={})

    def add(self, **more: object) -> None:
        values = {
            "actor": as_actor(self.clerk),
            "dossier_id": self.dossier.id,
            "nomination_id": None,
            "seen": self.fresh().version,
            "component": "bien_ban",
            "uploads": [Upload("Biên bản.pdf", "application/pdf", PDF)],
            "at": NOW,
        }
        attachment_service.add_attachments(**(values | more))  # type: ignore[arg-type]

    def fresh(self) -> Dossier:
        current_session().rollback()
        current_session().expire_all()
        return find_dossier(self.dossier.id)


def test_a_file_is_kept_by_its_content_and_makes_its_component_present(app: Flask) -> None:
    world = World()
    world.add()
    (kept,) = world.fresh().attachments
    assert (kept.filename, kept.size, storage.get(kept.sha256)) == ("Biên bản.pdf", len(PDF), PDF)


def test_a_file_belongs_to_its_own_line(app: Flask) -> None:
    world = World()
    world.add(nomination_id=world.dossier.nominations[1].id, component="xac_nhan_thanh_tich")
    assert [len(line.attachments) for line in world.fresh().nominations] == [0, 1]


def test_a_file_is_taken_out_again(app: Flask) -> None:
    world = World()
    world.add()
    file_id = world.fresh().attachments[0].id
    attachment_service.remove_attachment(
        actor=as_actor(world.clerk), dossier_id=world.dossier.id, attachment_id=file_id, seen=2, at=NOW
    )
    assert world.fresh().attachments == []


def test_files_are_added_by_the_clerk_of_the_unit_alone_to_a_known_component_of_an_open_dossier(app: Flask) -> None:
    world = World()
    with pytest.raises(NotAllowed):
        world.add(actor=as_actor(an_account("clerk", unit=a_unit("Sở Y tế", "department"))))
    with pytest.raises(Missing):
        world.add(nomination_id=999_999)
    with pytest.raises(Missing):
        world.add(component="khong_co")
    with pytest.raises(Stale):
        world.add(seen=99)
    dossier = world.fresh()
    dossier.state, dossier.submitted_at = "submitted", NOW
    current_session().commit()
    with pytest.raises(Refused):
        world.add()
    assert world.fresh().attachments == []
