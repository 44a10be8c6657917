"""Hundreds of hostile values, typed into the real form and read again in the papers of the dossier."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator

import docx
import pytest
from flask.testing import FlaskClient
from lxml.html import document_fromstring
from sqlalchemy import select

from dossiers import storage
from dossiers.db import current_session
from dossiers.documents.word import PARAGRAPH, own_text
from dossiers.models import Document
from tests.hostile_values import HIDING, REFUSED, SHOWN, as_shown
from tests.submission_world import World, a_clerk_at_work, fresh

LONGEST = 500
VALUES = tuple(dict.fromkeys((*SHOWN, *HIDING, *(text for text in REFUSED if len(text) <= LONGEST))))
FIELDS = ("achievement", "results", "post", "workplace")
TYPED = {
    "honorific": "",
    "gender": "nữ",
    "birth_year": "1982",
    "direct_worker": "0",
    "no_discipline": "y",
    "no_awards": "y",
}


@pytest.fixture
def world(client: FlaskClient) -> Iterator[World]:
    with a_clerk_at_work(client) as world:
        yield world


def lines_of(sha256: str) -> set[str]:
    body = docx.Document(io.BytesIO(storage.get(sha256))).element.body
    return {own_text(paragraph) for paragraph in body.iter(PARAGRAPH)}


def test_whatever_is_typed_stands_in_the_papers_letter_by_letter(world: World) -> None:
    """Pages take out what can't be seen; all the rest must come back as it was typed, composed."""
    assert len(VALUES) >= 200
    dossier = world.draft(nominations=[])
    rows = list(zip(*columns(), strict=True))
    for seen, row in enumerate(rows, start=1):
        fields = dict(zip(FIELDS, row, strict=True)) | {"name": f"Nguyễn Thị Thứ {seen}"}
        world.post(f"/ho-so/{dossier.id}/de-nghi/them/individual", seen=seen, **TYPED, **fields)
    for line in fresh(dossier).nominations:
        line.review_votes = {"yes": 2, "no": 0, "abstain": 0}
    current_session().commit()

    world.post(f"/ho-so/{dossier.id}/nop", seen=fresh(dossier).version)
    papers = current_session().scalars(select(Document).where(Document.dossier_id == dossier.id)).all()
    (listed,) = (lines_of(paper.sha256) for paper in papers if paper.kind == "danh_sach")
    reports = {paper.nomination_id: lines_of(paper.sha256) for paper in papers if paper.kind == "bao_cao_thanh_tich"}
    for line, row in zip(fresh(dossier).nominations, rows, strict=True):
        for field, value in zip(FIELDS, map(as_shown, row), strict=True):
            assert value in (reports[line.id] if field == "results" else listed), f"{field}: {value!a}"


def columns() -> list[list[str]]:
    """Deal the values out over the fields, the longest to those that take long texts."""
    longest_first = sorted(VALUES, key=len, reverse=True)
    size = -(-len(longest_first) // len(FIELDS))
    filled = [*longest_first, *["x"] * (size * len(FIELDS) - len(longest_first))]
    return [filled[start * size : (start + 1) * size] for start in range(len(FIELDS))]


@pytest.mark.parametrize("field", ["name", "post", "workplace", "achievement", "results"])
def test_a_text_beyond_all_measure_is_refused_at_its_field_and_shown_again(world: World, field: str) -> None:
    dossier = world.draft(nominations=[])
    values = {**TYPED, **dict.fromkeys(FIELDS, "Tốt"), "name": "Nguyễn Thị Hoa"} | {field: "ă" * 100_000}
    page = world.post(f"/ho-so/{dossier.id}/de-nghi/them/individual", 422, seen=1, **values)
    assert document_fromstring(page).get_element_by_id(f"{field}-error").text_content().strip().endswith("ký tự.")
    assert "ă" * 100_000 in html.unescape(page)
    assert fresh(dossier).nominations == []
