import io
import unicodedata
import zipfile
from functools import cache

import pytest
from lxml import etree
from sample_papers import a_nominee, nominees, sample, texts

from dossiers.documents import render
from tests.hostile_values import HIDING, REFUSED, SHOWN, as_shown
from workflow.errors import Invalid


def refused(text):
    with pytest.raises(Invalid) as caught:
        render("quyet_dinh", sample("quyet_dinh", achievement=text))
    assert list(caught.value.fields) == ["achievement"]
    return caught.value.fields["achievement"]


@pytest.mark.parametrize("text", [*SHOWN, *HIDING])
def test_what_people_type_stands_in_the_paper_as_text_and_nothing_else(text):
    lines = (a_nominee(name=text), a_nominee())
    file = render("quyet_dinh", sample("quyet_dinh", achievement=text, abstract=text, award=text, nominees=lines))
    assert sum(as_shown(text) in paragraph for paragraph in texts(file)) >= 3
    for name in (archive := zipfile.ZipFile(io.BytesIO(file))).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))
    document = archive.read("word/document.xml").decode()
    assert unicodedata.is_normalized("NFC", document)
    assert elements_in(document.encode()) == plain_elements(), "what is typed makes no element of its own"


def elements_in(xml):
    return sum(1 for _ in etree.fromstring(xml).iter())


@cache
def plain_elements():
    """How many elements the same paper has with harmless values."""
    data = sample("quyet_dinh", achievement="x", abstract="x", award="x", nominees=(a_nominee(), a_nominee()))
    return elements_in(zipfile.ZipFile(io.BytesIO(render("quyet_dinh", data))).read("word/document.xml"))


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:8]))
def test_what_can_not_be_printed_is_refused_with_its_place_or_its_length(text):
    reason = refused(text)
    if len(text) > 4_000:
        assert f"dài {len(text)} ký tự" in reason
    else:
        assert f"U+{ord(text[2]):04X} ở vị trí 3" in reason


def test_half_a_pair_is_refused():
    assert "U+D800" in refused("An\ud800 Bình")


def test_there_are_more_than_two_hundred_values():
    assert len({*SHOWN, *HIDING, *REFUSED}) >= 200


def test_a_hundred_thousand_characters_of_prose_stand():
    prose = "thành tích " * 9_000
    file = render("to_trinh", sample("to_trinh", reason=prose))
    assert prose.strip() in texts(file)


def test_each_line_of_long_text_is_a_paragraph_of_the_same_style():
    file = render("to_trinh", sample("to_trinh", reason="Một.\r\nHai.\nBa."))
    assert [t for t in texts(file, "Nội dung") if t in ("Một.", "Hai.", "Ba.")] == ["Một.", "Hai.", "Ba."]


@pytest.mark.parametrize("text", ["a\nb", "x" * 3_000, "\t tab", "a\u2028b", "a\r\n\r\nb"])
def test_every_part_stays_well_formed(text):
    file = render("quyet_dinh", sample("quyet_dinh", abstract=text, award=text, nominees=nominees()))
    for name in (archive := zipfile.ZipFile(io.BytesIO(file))).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))
