import io
import unicodedata
import zipfile

import pytest
from lxml import etree
from sample_papers import a_nominee, nominees, sample, texts

from dossiers.documents import render
from workflow.errors import Invalid

LITERAL = [
    "{{ten}}",
    "{{#doi_tuong}}",
    "{{/doi_tuong}}",
    "{{^x}}",
    "{% for x in y %}",
    "{{ 7*7 }}",
    "${7*7}",
    "<w:p/>",
    "&lt;",
    "]]>",
    "<?vinhdanh =ten ?>",
    "<!-- -->",
    "'; DROP TABLE x; --",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "%s%n",
    "{0.__class__}",
    "<script>alert(1)</script>",
    "🏅 huy chương",
    "\\x00",
    "**đậm**",
    "//nghiêng//",
]


def refused(text):
    with pytest.raises(Invalid) as caught:
        render("quyet_dinh", sample("quyet_dinh", achievement=text))
    assert list(caught.value.fields) == ["achievement"]
    return caught.value.fields["achievement"]


@pytest.mark.parametrize("text", LITERAL)
def test_what_looks_like_a_template_or_markup_stays_text(text):
    file = render("quyet_dinh", sample("quyet_dinh", achievement=text, nominees=(a_nominee(name=text), a_nominee())))
    assert sum(text in paragraph for paragraph in texts(file)) == 2


@pytest.mark.parametrize("code", [*range(0, 9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF, 0xD800])
def test_control_characters_are_refused_with_their_place(code):
    assert f"U+{code:04X}" in refused(f"An{chr(code)} Bình")


@pytest.mark.parametrize("code", [0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069])
def test_characters_that_turn_the_reading_direction_are_refused(code):
    assert f"U+{code:04X}" in refused(f"An{chr(code)}Bình")


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u00ad", "\ufeff", "\u2060"])
def test_invisible_characters_are_taken_out(mark):
    file = render("quyet_dinh", sample("quyet_dinh", achievement=f"Thành{mark} tích"))
    assert any("Thành tích" in text for text in texts(file))


def test_decomposed_text_is_composed():
    file = render("quyet_dinh", sample("quyet_dinh", achievement=unicodedata.normalize("NFD", "Thành tích đặc biệt")))
    assert any("Thành tích đặc biệt" in text for text in texts(file))
    document = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    assert unicodedata.is_normalized("NFC", document)


def test_a_hundred_thousand_characters_of_prose_stand_and_of_a_name_are_refused():
    prose = "thành tích " * 9_000
    file = render("to_trinh", sample("to_trinh", reason=prose))
    assert prose.strip() in texts(file)
    assert "100000" in refused("a" * 100_000)


def test_each_line_of_long_text_is_a_paragraph_of_the_same_style():
    file = render("to_trinh", sample("to_trinh", reason="Một.\r\nHai.\nBa."))
    assert [t for t in texts(file, "Nội dung") if t in ("Một.", "Hai.", "Ba.")] == ["Một.", "Hai.", "Ba."]


@pytest.mark.parametrize("text", [*LITERAL, "a\nb", "x" * 3_000, "\t tab"])
def test_every_part_stays_well_formed(text):
    file = render("quyet_dinh", sample("quyet_dinh", abstract=text, award=text, nominees=nominees()))
    for name in (archive := zipfile.ZipFile(io.BytesIO(file))).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))
