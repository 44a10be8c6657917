import contextlib
import io
import re
import subprocess
import sys
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_papers import texts

from config import ROOT
from dossiers.documents import KINDS, render
from dossiers.documents.admission import admit
from dossiers.documents.faults import TemplateFault
from dossiers.documents.mark_tables import tables
from dossiers.documents.marks import find, known
from dossiers.documents.needed import needed_of
from dossiers.documents.package import pack, unpack
from dossiers.documents.render import TEMPLATES, shipped_template
from dossiers.documents.samples import samples
from dossiers.documents.word import DOCUMENT
from tests.hostile_templates import KIND, NAME, paragraph, with_part, with_xml
from tests.printing import convert_all

PLAIN_MARK = re.compile(rb"\{\{[a-z0-9_.]+\}\}")


def faults_of(content, kind=KIND):
    with pytest.raises(TemplateFault) as caught:
        admit(kind, NAME, content)
    return caught.value.faults


def changed(kind, **parts):
    """The shipped template with parts changed by functions of their text."""
    found = unpack(shipped_template(kind))
    for name, change in parts.items():
        part = f"word/{name}.xml"
        found[part] = change(found[part].decode()).encode()
    return pack(found)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_template_passes_the_check(kind):
    admit(kind, NAME, shipped_template(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_without_any_mark_lacks_everything_that_the_kind_needs(kind):
    needed = needed_of(KINDS[kind].record)
    assert needed, "every kind says what no template may leave out"
    parts = unpack(shipped_template(kind))
    parts[DOCUMENT] = PLAIN_MARK.sub(b"x", parts[DOCUMENT])
    named = {re.search(r"\{\{([\w.]+)\}\}", fault.message)[1] for fault in faults_of(pack(parts), kind)}
    assert set(needed) - named == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_needed_mark_and_every_mark_of_the_table_is_one_that_the_kind_knows(kind):
    marks = known(KINDS[kind].record)
    assert [name for name in needed_of(KINDS[kind].record) if find(name, marks) is None] == []
    listed = [re.search(r"[a-z0-9_.]+", row.mark)[0] for row in tables(KINDS[kind])[0].rows]
    assert set(listed) == set(marks)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_of_a_kind_makes_a_paper(kind):
    for sample in samples(KINDS[kind]).values():
        assert "{{" not in "".join(texts(render(kind, sample.data)))


def test_number_and_symbol_may_stand_for_the_whole_number():
    admit(
        "to_trinh", NAME, changed("to_trinh", document=lambda xml: xml.replace("{{so_ky_hieu}}", "0{{so}}/{{ky_hieu}}"))
    )
    faults = faults_of(changed("to_trinh", document=lambda xml: xml.replace("{{so_ky_hieu}}", "{{so}}")), "to_trinh")
    assert [fault.message for fault in faults] == [
        "Thiếu mốc bắt buộc {{so_ky_hieu}} hoặc {{so_ngay_co_quan}} (số và ký hiệu, ví dụ 05/TTr-SNV)."
    ]


def test_an_office_may_say_what_is_the_same_in_all_its_papers():
    def with_own_words(xml):
        for mark in ("co_quan_ban_hanh", "nguoi_quyet_dinh", "thi_hanh"):
            xml = xml.replace(f"{{{{{mark}}}}}", "CHỮ CỦA CƠ QUAN")
        return xml

    admit("quyet_dinh", NAME, changed("quyet_dinh", document=with_own_words))


def test_names_that_stand_only_in_the_list_are_missed_in_a_decision_about_one():
    faults = faults_of(
        changed("quyet_dinh", document=lambda xml: xml.replace("{{ten_va_don_vi}}", "người ấy")), "quyet_dinh"
    )
    (fault,) = faults
    assert "{{ten}} trong khối {{#doi_tuong}}" in fault.message
    assert "Chỉ thiếu khi: đủ mọi thông tin; chỉ có thông tin bắt buộc; cấp phó ký thay." in fault.message


def test_all_faults_are_told_at_once_in_the_order_of_the_text_with_their_places():
    def spoilt(xml):
        xml = xml.replace("{{ten_bang}}", "{{ten_bangg}}").replace("{{nguoi_ky}}", "")
        return xml.replace("Quyết định số {{so_quyet_dinh}}", "{{#so_vao_so}}{{so_quyet_dinh}}")

    found = [str(fault) for fault in faults_of(changed(KIND, document=spoilt))]
    assert len(found) == 4
    assert found[0].startswith("Thân văn bản, đoạn 6 (“{{ten_bangg}}”): ")
    assert found[1].startswith("Thân văn bản, bảng 1, dòng 1 (“{{#so_vao_so}}{{so_quyet_dinh}}”): Khối {{#so_vao_so}}")
    assert set(found[2:]) == {
        "Cả tệp: Thiếu mốc bắt buộc {{ten_bang}} (tên bằng).",
        "Cả tệp: Thiếu mốc bắt buộc {{nguoi_ky}} (họ và tên người ký).",
    }


def test_marks_in_the_header_are_filled_and_their_faults_placed():
    in_header = changed(
        "to_trinh", header2=lambda xml: xml.replace("</w:p>", "<w:r><w:t> {{so_ky_hieu}}</w:t></w:r></w:p>")
    )
    admit("to_trinh", NAME, in_header)
    paper = render("to_trinh", KINDS["to_trinh"].example(), template=in_header)
    header = "".join(node.text or "" for node in docx.Document(io.BytesIO(paper)).sections[0].header._element.iter())
    assert "05/TTr-SYT" in header
    wrong = changed("to_trinh", header2=lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{so_kyhieu}}</w:t></w:r></w:p>"))
    assert [fault.place for fault in faults_of(wrong, "to_trinh")] == ["Đầu trang (header2), đoạn 1 (“2{{so_kyhieu}}”)"]


def test_what_word_keeps_for_itself_does_not_go_into_a_paper():
    content = with_part("docProps/custom.xml", b"<x>rieng tu</x>", "application/xml")
    admit(KIND, NAME, content)
    paper = zipfile.ZipFile(io.BytesIO(render(KIND, KINDS[KIND].example(), template=content)))
    assert "docProps/custom.xml" not in paper.namelist()
    assert b"custom.xml" not in paper.read("[Content_Types].xml")


def test_a_block_in_a_text_box_stands_alone_or_not_at_all():
    box = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>".format(
        paragraph("<w:t>{{#so_vao_so}}Sổ {{so_vao_so}}{{/so_vao_so}}</w:t>")
    )
    content = with_xml(paragraph(box, "<w:t>Cạnh khung</w:t>"))
    full, least = (samples(KINDS[KIND])[name].data for name in ("day-du", "toi-thieu"))
    assert {"Sổ 0456", "Cạnh khung"} <= set(texts(render(KIND, full, template=content)))
    shown = texts(render(KIND, least, template=content))
    assert "Cạnh khung" in shown
    assert not any(text.startswith("Sổ") for text in shown)


def test_a_section_that_ends_with_a_paragraph_is_not_repeated_with_its_lines():
    section = '<w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>'
    content = with_xml(f"<w:p>{section}<w:r><w:t>{{{{thanh_tich}}}}</w:t></w:r></w:p>")
    data = KINDS[KIND].example()
    paper = render(KIND, data, template=content)
    assert zipfile.ZipFile(io.BytesIO(paper)).read(DOCUMENT).count(b"<w:sectPr>") == 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from((DOCUMENT, "word/styles.xml", "[Content_Types].xml")), st.floats(0, 1), st.text(max_size=9))
def test_damage_anywhere_is_refused_or_still_makes_a_paper(part, place, text):
    parts = unpack(shipped_template(KIND))
    xml = parts[part].decode()
    at = int(place * len(xml))
    content = pack({**parts, part: f"{xml[:at]}{text}{xml[at + len(text) :]}".encode("utf-8", "surrogatepass")})
    with contextlib.suppress(TemplateFault):
        admit(KIND, NAME, content)
        paper = unpack(render(KIND, KINDS[KIND].example(), template=content))
        assert [name for name, xml in paper.items() if name.endswith(".xml") and not is_xml(xml)] == []


def is_xml(content):
    return etree.fromstring(content) is not None


@pytest.mark.render
def test_a_template_that_another_word_processor_saved_anew_still_passes(tmp_path):
    for kind in KINDS:
        (tmp_path / f"{kind}.docx").write_bytes((TEMPLATES / f"{kind}.docx").read_bytes())
    for saved in convert_all(tmp_path, "docx:MS Word 2007 XML", tmp_path / "saved"):
        admit(saved.stem, NAME, saved.read_bytes())


BOUNDED = """
import resource, sys
sys.path.insert(0, "tests")
from dossiers.documents.admission import admit
from dossiers.documents.faults import TemplateFault
from tests import hostile_files, hostile_templates as made
files = [made.with_xml("<w:p/>" * 29_000), made.with_xml("<w:p/>" * 3_000_000), made.with_text("x" * 9_000_000),
         made.with_part("word/media/image9.png", bytes(150_000_000)), hostile_files.bombs(200),
         made.with_xml("".join(f'<w:p w:rsidR="{n:0300d}"/>' for n in range(29_000)))]
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + 200 * 2**20, resource.RLIM_INFINITY))
for file in files:
    try:
        admit(made.KIND, made.NAME, file)
    except TemplateFault:
        pass
print("bounded")
"""


def test_no_template_takes_more_than_two_hundred_megabytes_to_look_at():
    done = subprocess.run([sys.executable, "-c", BOUNDED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "bounded\n", done.stderr[-2000:]
