"""What may stand in the text parts of a template: nothing that acts, changes by itself, or that Word would not open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from dossiers.documents.faults import Fault, PartReport
from dossiers.documents.package import links_of
from dossiers.documents.parts import EMBEDDED, link_fault
from dossiers.documents.pictures import ALONE
from dossiers.documents.word import DOCUMENT, TEXT, R, W, attributes_in, tag

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
LINKS = ("src", "href", "althref")
OBJECT = f"Có {EMBEDDED}"
TRACKED = "Còn theo dõi thay đổi (Track Changes). Vào Review, chấp nhận hoặc từ chối mọi thay đổi rồi lưu lại."
COMMENTED = "Còn nhận xét (Comment). Xóa mọi nhận xét rồi lưu lại, vì chúng sẽ đi theo từng văn bản."
BOUND = "Khung nội dung lấy chữ từ nơi khác (thuộc tính tệp). Bấm chuột phải vào khung, chọn Remove Content Control."
MACRO = "Ô biểu mẫu gọi macro. Xóa ô biểu mẫu khỏi văn bản."
TRACKS = ("ins", "del", "moveFrom", "moveTo")
FORBIDDEN: Mapping[str, str] = {
    **dict.fromkeys(map(tag, ("object", "objectEmbed", "objectLink", "control", "movie")), OBJECT),
    "{urn:schemas-microsoft-com:office:office}OLEObject": OBJECT,
    tag("altChunk"): "Có nội dung lấy từ tệp khác (altChunk). Mở bằng Word, chép nội dung vào rồi lưu lại.",
    tag("subDoc"): "Có văn bản con lấy từ tệp khác. Chép nội dung vào rồi lưu lại.",
    **dict.fromkeys(map(tag, (*TRACKS, "cellIns", "cellDel", "cellMerge")), TRACKED),
    **dict.fromkeys(map(tag, ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange")), TRACKED),
    **dict.fromkeys(map(tag, ("tcPrChange", "tblGridChange", "numberingChange", "delText")), TRACKED),
    **dict.fromkeys(map(tag, ("commentRangeStart", "commentRangeEnd", "commentReference")), COMMENTED),
    tag("dataBinding"): BOUND,
    tag("entryMacro"): MACRO,
    tag("exitMacro"): MACRO,
}
FIELDS = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "PAGEREF",
        "REF",
        "NOTEREF",
        "TOC",
        "TC",
        "SEQ",
        "SYMBOL",
        "STYLEREF",
        "EQ",
        "LISTNUM",
        "ADVANCE",
    ]
)
INNER_LINK = re.compile(r"\s*HYPERLINK\s+\\l\s+\"[^\"]*\"\s*(\\[a-z]\s*)*", re.IGNORECASE)
REACHING = frozenset(
    [
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "INCLUDE",
        "DDE",
        "DDEAUTO",
        "LINK",
        "EMBED",
        "IMPORT",
        "RD",
        "DATABASE",
        "MACROBUTTON",
        "AUTOTEXT",
        "ADDIN",
    ]
)
BLOCKS = ("body", "tc", "hdr", "ftr", "footnote", "endnote", "txbxContent", "sdtContent", "customXml")
RUNS = ("p", "hyperlink", "fldSimple", "sdtContent", "smartTag", "customXml", "dir", "bdo", "rt", "rubyBase", *TRACKS)
PARENTS = {
    "body": ("document",), "p": BLOCKS, "tbl": BLOCKS, "tr": ("tbl", "sdtContent", "customXml"),
    "tc": ("tr", "sdtContent", "customXml"), "r": RUNS, "t": ("r",), "sectPr": ("body", "pPr", "sectPrChange"),
}  # fmt: skip
HOMES = {tag(name): frozenset(map(tag, parents)) for name, parents in PARENTS.items()}
ROOTS = {"document": "document", "header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}


def shape_fault(name: str, root: Any) -> str:
    """Say in one sentence why a part is no text of Word, so that it can't be read further; or ""."""
    expected = ROOTS[name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")]
    if root.tag == f"{{{STRICT}}}{expected}":
        return "Tệp lưu ở dạng “Strict Open XML”. Lưu lại thành “Word Document (*.docx)”."
    own = [element for element in root.iter(f"{{{W}}}*")]
    if root.tag != tag(expected) or any(element.prefix != "w" for element in own):
        return "Không phải phần văn bản của Word. Mở bằng Word rồi lưu lại."
    if name == DOCUMENT and len(root.findall(tag("body"))) != 1:
        return "Văn bản không có thân. Mở bằng Word rồi lưu lại."
    if any(_is_misplaced(element) for element in own if element is not root):
        return "Cấu trúc bên trong hỏng. Mở bằng Word, sửa rồi lưu lại."
    return ""


def check(name: str, root: Any, parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield what may not stand in one text part of sound shape, apart from its marks."""
    report = PartReport(name, root)
    links = {link.id: link for link in links_of(parts, name)}
    complaints = {link.id: message for link in links.values() if (message := link_fault(link, parts))}
    for element in root.iter(etree.Element):
        for message in _element_faults(element, complaints, links.keys()):
            report.add(element, message)
    for element, code in _field_codes(root):
        if message := _field_fault(code):
            report.add(element, message)
    unused = complaints.keys() - {value for element in root.iter() for value in attributes_in(element, R)}
    yield from (Fault(complaints[key], report.part) for key in sorted(unused))
    yield from _once(report.faults)


def _is_misplaced(element: Any) -> bool:
    parent = element.getparent().tag
    return element.tag in HOMES and parent.startswith(f"{{{W}}}") and parent not in HOMES[element.tag]


def _element_faults(element: Any, complaints: Mapping[str, str], known: Any) -> Iterator[str]:
    if element.tag in FORBIDDEN:
        yield FORBIDDEN[element.tag]
    for value in attributes_in(element, R):
        if value in complaints:
            yield complaints[value]
        elif value and value not in known:
            yield "Tệp hỏng: văn bản nhắc đến phần không có. Mở bằng Word rồi lưu lại."
    if element.tag.startswith(VML) and any(value for key, value in element.items() if key.endswith(LINKS)):
        yield "Có liên kết ra ngoài trong hình vẽ. Xóa hình rồi chèn lại từ tệp PNG."
    elsewhere = any("{{" in value for key, value in element.items() if key != "descr" or not ALONE.fullmatch(value))
    if elsewhere or (element.tag != TEXT and "{{" in (element.text or "")):
        yield "Mốc đặt ở chỗ không điền được (chữ nghệ thuật, công thức, mã trường). Gõ mốc thành chữ thường của đoạn."


def _field_codes(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield every field with its code, joined from the runs that Word spread it over."""
    open_codes: list[list[str]] = []
    for element in root.iter(tag("fldSimple"), tag("fldChar"), tag("instrText")):
        if element.tag == tag("fldSimple"):
            yield element, element.get(tag("instr"), "")
        elif element.tag == tag("instrText"):
            if open_codes:
                open_codes[-1].append(element.text or "")
            else:
                yield element, element.text or ""
        elif element.get(tag("fldCharType")) == "begin":
            open_codes.append([])
        elif open_codes and element.get(tag("fldCharType")) == "end":
            yield element, "".join(open_codes.pop())
    yield from ((root, "".join(code)) for code in open_codes)


def _field_fault(code: str) -> str:
    words = code.replace('"', " ").split()
    name = words[0].upper() if words else ""
    if name in FIELDS or INNER_LINK.fullmatch(code):
        return ""
    if name in REACHING:
        return f"Trường {name} lấy nội dung từ ngoài hoặc chạy lệnh. Xóa trường này."
    if name == "HYPERLINK":
        return "Có liên kết ra ngoài. Bấm chuột phải vào chữ, chọn Remove Hyperlink (bỏ siêu liên kết); chữ vẫn còn."
    if name == "MERGEFIELD":
        return "Có trường trộn thư (MERGEFIELD). Thay bằng mốc {{ten_moc}}."
    shown = name[:20] or "trống"
    return f"Trường “{shown}” tự đổi nội dung mỗi khi mở tệp. Thay bằng chữ hoặc bằng mốc."


def _once(faults: list[Fault]) -> Iterator[Fault]:
    """Yield each message with its first place, and how often it occurs."""
    places: dict[str, list[str]] = {}
    for fault in faults:
        places.setdefault(fault.message, []).append(fault.place)
    for message, found in places.items():
        more = len(set(found)) - 1
        yield Fault(message + (f" (và {more} chỗ nữa)" if more else ""), found[0])
