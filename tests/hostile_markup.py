"""Hostile and careless markup inside templates: XML, fields, elements, marks. See hostile_templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dossiers.documents.word import DOCUMENT
from tests.hostile_templates import NAME, Case, paragraph, replaced, shipped_parts, with_text, with_xml, zipped

DOCTYPES = {
    "a plain doctype": "<!DOCTYPE d>",
    "an entity": '<!DOCTYPE d [<!ENTITY a "b">]>',
    "a file as an entity": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address as an entity": '<!DOCTYPE d [<!ENTITY a SYSTEM "http://192.0.2.7/x">]>',
    "a parameter entity": '<!DOCTYPE d [<!ENTITY % a SYSTEM "http://192.0.2.7/x.dtd"> %a;]>',
    "a billion laughs": '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    "an outside definition": '<!DOCTYPE d SYSTEM "http://192.0.2.7/x.dtd">',
}
READ = ("word/settings.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels", "docProps/core.xml")


def _prefixed(start: str, part: str = DOCUMENT, encoding: str = "utf-8") -> bytes:
    xml = shipped_parts()[part].decode()
    text = start + xml[xml.index("?>") + 2 :]
    return zipped({**shipped_parts(), part: text.encode(encoding)})


def _part(content: bytes, part: str = DOCUMENT) -> bytes:
    return zipped({**shipped_parts(), part: content})


def xml() -> Iterator[tuple[str, Case]]:
    for label, doctype in DOCTYPES.items():
        yield f"xml: {label}", Case(NAME, partial(_prefixed, doctype), "DOCTYPE")
    for part in READ:
        yield f"xml: a doctype in {part}", Case(NAME, partial(_prefixed, DOCTYPES["an entity"], part), "DOCTYPE")
        yield f"xml: broken {part}", Case(NAME, partial(_part, b"<a><b></a>", part), "hỏng")
    utf16 = partial(_prefixed, '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d>', encoding="utf-16")
    yield "xml: a doctype in utf-16", Case(NAME, utf16, "DOCTYPE")
    deep = "<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    for label, make, reason in (
        ("nothing", partial(_part, b""), "hỏng"),
        ("no xml", partial(_part, b"MZ\x90"), "hỏng"),
        ("half of it", partial(_part, shipped_parts()[DOCUMENT][:2000]), "hỏng"),
        ("bytes that are no letters", partial(with_text, "\udcff".encode("utf-8", "surrogatepass").hex()), None),
        ("an unknown encoding", partial(_prefixed, '<?xml version="1.0" encoding="x-none"?>'), "hỏng"),
        ("utf-7", partial(_prefixed, '<?xml version="1.0" encoding="utf-7"?>'), "hỏng"),
        ("an undeclared prefix", partial(with_xml, "<zz:p/>"), "hỏng"),
        ("a control character", partial(with_text, "&#1;"), "hỏng"),
        ("an undeclared entity", partial(with_text, "&nbsp;"), "hỏng"),
        ("a hundred thousand paragraphs", partial(with_xml, "<w:p/>" * 100_000), "quá lớn"),
        ("a deep nest", partial(with_xml, deep), "quá sâu"),
        ("another prefix for Word", partial(with_xml, f'<x:p xmlns:x="{word}"/>'), "Không phải phần văn bản"),
        ("the strict dialect", partial(replaced, word, strict), "Strict Open XML"),
        ("another root", partial(_part, f'<w:hdr xmlns:w="{word}"/>'.encode()), "Không phải phần văn bản"),
        ("styles that are none", partial(_part, b"<x/>", "word/styles.xml"), "không đúng với tên phần"),
        ("a name that is no address", partial(replaced, 'xmlns:w="http', 'xmlns:w="{{http'), "hỏng"),
        ("no body", partial(_part, f'<w:document xmlns:w="{word}"/>'.encode()), "không có thân"),
        ("a paragraph in a run", partial(with_xml, "<w:p><w:r><w:p/></w:r></w:p>"), "Cấu trúc bên trong hỏng"),
        ("a row without a table", partial(with_xml, "<w:tr/>"), "Cấu trúc bên trong hỏng"),
        ("a run without a paragraph", partial(with_xml, "<w:r><w:t>x</w:t></w:r>"), "Cấu trúc bên trong hỏng"),
        ("a huge attribute", partial(with_xml, f'<w:p w:rsidR="{"0" * 1_000_000}"/>'), None),
        ("a very long text", partial(with_text, " ".join(map(str, range(100_000)))), None),
        ("our own instruction", partial(with_xml, "<?vinhdanh =nguoi_ky ?><?vinhdanh #nguoi_ky?>"), None),
        ("a comment", partial(with_xml, "<!-- {{7*7}} -->"), None),
        ("a section of characters", partial(with_text, "<![CDATA[<b>]]>"), None),
        ("our instruction as text", partial(with_text, "&lt;?vinhdanh =nguoi_ky ?&gt;"), None),
    ):
        yield f"xml: {label}", Case(NAME, make, reason)


REACHING = (
    "INCLUDETEXT C:\\\\x.docx", "INCLUDEPICTURE http://192.0.2.7/x.png", "DDE excel sheet", "DDEAUTO cmd.exe calc",
    "LINK Excel.Sheet C:\\\\x.xlsx", "EMBED Package", "IMPORT x", "RD x.docx", "DATABASE \\\\d x",
    "MACROBUTTON Chay bấm", "AUTOTEXT x", "ADDIN x", "INCLUDE x",
)  # fmt: skip
CHANGING = (
    "DATE",
    "TIME",
    "FILENAME",
    "AUTHOR",
    "DOCPROPERTY Title",
    "QUOTE 65 66",
    "IF 1=1 a b",
    "= 7*7",
    "ASK x",
    "",
)
STAYING = ("PAGE", "NUMPAGES", "page \\\\* MERGEFORMAT", "SEQ Hinh", 'HYPERLINK \\\\l "trang_ky"')


def _simple(code: str) -> bytes:
    code = code.replace("\\\\", "\\").replace('"', "&quot;")
    return with_xml(f'<w:p><w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>')


def _spread(code: str) -> bytes:
    """A field whose code Word spread over several runs."""
    half = len(code) // 2
    pieces = [f'<w:instrText xml:space="preserve">{each}</w:instrText>' for each in (code[:half], code[half:])]
    ends = ['<w:fldChar w:fldCharType="begin"/>', *pieces, '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>"]
    return with_xml(paragraph(*ends, '<w:fldChar w:fldCharType="end"/>'))


def fields() -> Iterator[tuple[str, Case]]:
    for code in REACHING:
        yield f"field {code}", Case(NAME, partial(_simple, code), "lấy nội dung từ ngoài hoặc chạy lệnh")
    for code in REACHING[:6]:
        yield f"spread field {code}", Case(NAME, partial(_spread, code), "lấy nội dung từ ngoài hoặc chạy lệnh")
    for code in CHANGING:
        yield f"field {code or 'of nothing'}", Case(NAME, partial(_simple, code), "tự đổi nội dung")
    for code in STAYING:
        yield f"field {code}", Case(NAME, partial(_simple, code), None)
    out = partial(_simple, 'HYPERLINK "http://192.0.2.7"')
    yield "field HYPERLINK that leads out", Case(NAME, out, "Remove Hyperlink")
    yield "field MERGEFIELD", Case(NAME, partial(_simple, "MERGEFIELD ten"), "trộn thư")
    yield "a mark in a field's code", Case(NAME, partial(_spread, "{{ten}}"), "không điền được")
    begin = '<w:fldChar w:fldCharType="begin"/>'
    within = paragraph(begin, "<w:instrText>PAGE</w:instrText>", begin, "<w:instrText>DDE x</w:instrText>")
    yield "a field within a field that never ends", Case(NAME, partial(with_xml, within), "chạy lệnh")


R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
TEXT = "<w:r><w:t>x</w:t></w:r>"
ELEMENTS = {
    "an object": (paragraph("<w:object/>"), "đối tượng nhúng"),
    "an old object": (paragraph(f'<w:pict><o:OLEObject {V} Type="Embed"/></w:pict>'), "đối tượng nhúng"),
    "a control": (paragraph("<w:control/>"), "đối tượng nhúng"),
    "content from a file": (f'<w:altChunk {R} r:id="rX"/>', "altChunk"),
    "a document below": (f'<w:p><w:subDoc {R} r:id="rX"/></w:p>', "văn bản con"),
    "an insertion": (f'<w:p><w:ins w:id="1" w:author="x">{TEXT}</w:ins></w:p>', "Track Changes"),
    "a deletion": (
        '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>',
        "Track Changes",
    ),
    "a move": (f'<w:p><w:moveTo w:id="1" w:author="x">{TEXT}</w:moveTo></w:p>', "Track Changes"),
    "a changed format": ("<w:p><w:pPr><w:pPrChange w:id='1'/></w:pPr></w:p>", "Track Changes"),
    "a comment's anchor": ('<w:p><w:commentRangeStart w:id="1"/></w:p>', "nhận xét"),
    "a comment's mark": (paragraph('<w:commentReference w:id="1"/>'), "nhận xét"),
    "a bound frame": (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr>'
        f"<w:sdtContent><w:p>{TEXT}</w:p></w:sdtContent></w:sdt>",
        "Remove Content Control",
    ),
    "a frame": (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{TEXT}</w:p></w:sdtContent></w:sdt>", None),
    "a form that runs a macro": (
        paragraph('<w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="X"/></w:ffData></w:fldChar>'),
        "macro",
    ),
    "a picture from outside": (
        paragraph(f'<w:pict><v:shape {V}><v:imagedata src="http://192.0.2.7/x.png"/></v:shape></w:pict>'),
        "liên kết ra ngoài trong hình vẽ",
    ),
    "a shape that leads out": (
        paragraph(f'<w:pict><v:shape {V} href="http://192.0.2.7/"/></w:pict>'),
        "liên kết ra ngoài trong hình vẽ",
    ),
    "art of letters": (
        paragraph(f'<w:pict><v:shape {V}><v:textpath string="{{{{ten}}}}"/></v:shape></w:pict>'),
        "không điền được",
    ),
    "a formula with a mark": (
        f"<w:p><m:oMath {M}><m:r><m:t>{{{{ten}}}}</m:t></m:r></m:oMath></w:p>",
        "không điền được",
    ),
    "a picture of nothing": (paragraph(f'<w:drawing><a:blip {A} {R} r:embed="rNone"/></w:drawing>'), "không có"),
    "a hyperlink to nothing": (f'<w:p><w:hyperlink {R} r:id="rNone">{TEXT}</w:hyperlink></w:p>', "không có"),
    "an inner hyperlink": (f'<w:p><w:hyperlink w:anchor="ky">{TEXT}</w:hyperlink></w:p>', None),
    "a text box": (
        paragraph(f"<w:pict><v:shape {V}><v:textbox><w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent></v:textbox>"
                  "</v:shape></w:pict>"),
        None,
    ),
}  # fmt: skip


def elements() -> Iterator[tuple[str, Case]]:
    for label, (markup, reason) in ELEMENTS.items():
        yield f"element: {label}", Case(NAME, partial(with_xml, markup), reason)


def families() -> dict[str, Case]:
    """Everything that stands in the text parts, but for marks."""
    found: dict[str, Case] = {}
    for family in (xml, fields, elements):
        found.update(family())
    return found
