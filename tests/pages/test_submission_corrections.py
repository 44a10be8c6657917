"""A clerk corrects what the appraiser asked for, and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dossiers.appraisal import service as appraisal
from dossiers.models import Dossier
from tests.factories import NOW, an_account, as_actor
from tests.submission_world import PDF, World, a_clerk_at_work, fresh


@pytest.fixture
def world(client: FlaskClient) -> Iterator[World]:
    with a_clerk_at_work(client) as world:
        yield world


def returned(world: World) -> Dossier:
    dossier = world.draft(state="submitted")
    appraiser = an_account("appraiser", unit=world.province.keeper, full_name="Trần Văn Bình")
    first, second = dossier.nominations
    return appraisal.return_for_correction(
        actor=as_actor(appraiser),
        dossier_id=dossier.id,
        seen=1,
        reason="Hồ sơ thiếu số liệu.",
        due_on=None,
        flags=[(first.id, "report.results", "Nêu số liệu từng năm"), (second.id, "evidence.awards", ""),
               (None, "component:bien_ban", "Bản có chữ ký")],
        at=NOW,
    )  # fmt: skip


def test_a_returned_dossier_shows_who_asks_for_what_and_opens_that_alone(world: World) -> None:
    dossier = returned(world)
    first, second = dossier.nominations
    page = world.get(f"/ho-so/{dossier.id}/soan")
    for words in ("Trần Văn Bình", "Hồ sơ thiếu số liệu.", "08/12/2026", "Nêu số liệu từng năm", "Bản có chữ ký"):
        assert words in page
    form = world.get(f"/ho-so/{dossier.id}/de-nghi/{first.id}")
    assert 'name="results"' in form
    assert "Nêu số liệu từng năm" in form
    assert re.findall(r'<(?:input|textarea|select)[^>]* name="(name|achievement|awards-0-award|post)"', form) == []
    form = world.get(f"/ho-so/{dossier.id}/de-nghi/{second.id}")
    assert 'name="awards-0-award"' in form
    assert 'name="results"' not in form
    assert "Tờ trình giữ nguyên như đã nộp" in world.get(f"/ho-so/{dossier.id}/to-trinh")


def test_a_returned_dossier_is_corrected_answered_and_handed_back(world: World) -> None:
    dossier = returned(world)
    first = dossier.nominations[0]
    seen = dossier.version
    world.post(f"/ho-so/{dossier.id}/de-nghi/{first.id}", seen=seen, results="Năm 2025 rút ngắn 45%.", name="Tên khác")
    assert fresh(dossier).nominations[0].name == "Nguyễn Văn Số 1"
    world.post(f"/ho-so/{dossier.id}/thanh-phan/bien_ban", seen=seen + 1, files=(io.BytesIO(PDF), "bien_ban.pdf"))
    assert "Chưa sửa" in world.get(f"/ho-so/{dossier.id}/nop-lai")
    flag_id = re.findall(r"/bo-sung/(\d+)", world.get(f"/ho-so/{dossier.id}/soan"))
    path = f"/ho-so/{dossier.id}/bo-sung/{flag_id[0]}"
    assert 'id="answer-error"' in world.post(path, 422, seen=seen + 2, answer="")
    world.post(path, seen=seen + 2, answer="Đã khai đủ.")
    assert ">Nộp lại</button>" in world.get(f"/ho-so/{dossier.id}/nop-lai")
    world.post(f"/ho-so/{dossier.id}/nop-lai", seen=seen + 3)
    assert fresh(dossier).state == "submitted"


def test_a_line_of_a_returned_dossier_is_withdrawn_with_a_reason(world: World) -> None:
    dossier = returned(world)
    path = f"/ho-so/{dossier.id}/de-nghi/{dossier.nominations[0].id}/rut"
    assert "các đề nghị khác đi tiếp" in world.get(path)
    assert 'id="reason-error"' in world.post(path, 422, seen=dossier.version, reason="")
    world.post(path, seen=dossier.version, reason="Chưa đủ số liệu.")
    assert "Đã rút" in world.get(f"/ho-so/{dossier.id}/soan")
