"""Marks as people write them, well and badly, and as somebody who wants to run code does. See hostile_templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dossiers.documents.word import DOCUMENT
from tests.hostile_markup import V
from tests.hostile_templates import NAME, Case, paragraph, replaced, shipped_parts, with_text, with_xml, zipped

EXPRESSIONS = (
    "{{7*7}}", "{{ 7 * 7 }}", "{{ten|upper}}", "{{ten()}}", "{{ten[0]}}", "{{ten + 1}}", "{{'a'}}", "{{ten:d}}", "{{}}",
    "{{ }}", "{{#}}", "{{tên}}", "{{Tên đơn vị}}", "{{ten don vi}}", "{{ten-don-vi}}", "{{ten}", "ten}}", "{{ten",
    "{{{{ten}}}}", "{{cycler.__init__.__globals__.os.popen('id').read()}}", "{{config['SECRET_KEY']}}", "{%if ten%}",
    "{% for x in y %}", "{{!ten}}", "{{&gt;ten}}", "{{ten!r}}",
)  # fmt: skip
LITERAL = (
    "${7*7}", "#{7*7}", "&lt;%= 7*7 %&gt;", "{ten}", "{0.__class__}", "%(ten)s", "$ten", "{ {ten} }", "=7*7",
    "[[ten]]", "@ten", "\\{ten\\}", "&lt;script&gt;alert(1)&lt;/script&gt;", "100%", "a } b { c",
)  # fmt: skip
UNKNOWN = {
    "{{nguoi_kí}}": "Mốc viết sai",
    "{{nguoi_kyy}}": "Có phải {{nguoi_ky}}?",
    "{{nguoiky}}": "Có phải {{nguoi_ky}}?",
    "{{so_quyetdinh}}": "Có phải {{so_quyet_dinh}}?",
    "{{__class__}}": "không có mốc {{__class__}}",
    "{{self}}": "không có mốc {{self}}",
    "{{ten.__class__}}": "không có mốc {{ten.__class__}}",
    "{{....}}": "không có mốc",
    "{{ke_nothing}}": "không có mốc {{ke_nothing}}",
    "{{co_nothing}}": "không có mốc {{co_nothing}}",
    "{{.}}": "chỉ dùng được bên trong khối {{#quyen_han}}",
    "{{stt}}": "chỉ dùng được bên trong khối {{#quyen_han}}",
    "{{quyen_han}}": "là danh sách: viết {{#quyen_han}}",
    "{{co_quyen_han}}": "chỉ có hoặc không",
    "{{#nothing}}x{{/nothing}}": "không có mốc {{nothing}}",
    "{{^nothing}}x{{/nothing}}": "không có mốc {{nothing}}",
}
SOUND = {
    "capitals": "{{Nguoi_Ky}}",
    "blanks": "{{  nguoi_ky  }}",
    "a hard blank": "{{\u00a0nguoi_ky\u00a0}}",
    "twice": "{{nguoi_ky}}{{nguoi_ky}}",
    "a block in one paragraph": "{{#so_vao_so}}Số {{so_vao_so}}{{/so_vao_so}}",
    "an opposite block": "{{^so_vao_so}}chưa vào sổ{{/so_vao_so}}",
    "a repeated line": "{{#quyen_han}}{{stt}}. {{.}}{{/quyen_han}}",
    "an announced list": "{{#co_quyen_han}}Quyền hạn:{{/co_quyen_han}}",
    "blocks within blocks": "{{#so_vao_so}}{{#ma_kiem_tra}}x{{/ma_kiem_tra}}{{/so_vao_so}}",
    "an empty block": "{{#so_vao_so}}{{/so_vao_so}}",
}
BLOCKS = {
    "not closed": (("{{#so_vao_so}}x",), "chưa được đóng"),
    "not opened": (("x{{/so_vao_so}}",), "đóng một khối chưa được mở"),
    "in the middle": (("x {{#so_vao_so}}y{{/so_vao_so}} z",), "phải đứng đầu"),
    "closed in the middle": (("{{#so_vao_so}}y{{/so_vao_so}} z",), "phải đứng cuối"),
    "opened at the end": (("x{{#so_vao_so}}", "y{{/so_vao_so}}"), "phải đứng đầu"),
    "crossing": (("{{#so_vao_so}}", "{{#ma_kiem_tra}}", "{{/so_vao_so}}", "{{/ma_kiem_tra}}"), "còn mở"),
    "closed by another name": (("{{#so_vao_so}}", "{{/ma_kiem_tra}}"), "chưa được mở"),
    "closed twice": (("{{#so_vao_so}}x{{/so_vao_so}}", "{{/so_vao_so}}"), "chưa được mở"),
    "in the wrong order": (("{{/so_vao_so}}", "{{#so_vao_so}}"), "chưa được mở"),
    "a list in itself": (("{{#quyen_han}}", "{{#quyen_han}}{{.}}{{/quyen_han}}", "{{/quyen_han}}"), "trong chính nó"),
    "over paragraphs": (("{{#so_vao_so}}", "Số {{so_vao_so}}", "{{/so_vao_so}}"), None),
    "thousands": (("{{#so_vao_so}}x{{/so_vao_so}}",) * 2_000, None),
    "thousands not closed": (("{{#so_vao_so}}x",) * 2_000, "chưa được đóng"),
    "more than anybody needs": (("{{#so_vao_so}}x{{/so_vao_so}}",) * 3_000, "quá nhiều"),
    "deep": (("{{#so_vao_so}}" * 20 + "x" + "{{/so_vao_so}}" * 20,), None),
    "too deep": (("{{#so_vao_so}}" * 21 + "x" + "{{/so_vao_so}}" * 21,), "lồng nhau quá sâu"),
    "far too deep": (("{{#so_vao_so}}" * 2_000 + "x" + "{{/so_vao_so}}" * 2_000,), "lồng nhau quá sâu"),
}
ONE_ROW = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{0}</w:tc><w:tc>{1}</w:tc></w:tr></w:tbl>"
NEEDED = {
    "nguoi_ky": "Thiếu mốc bắt buộc {{nguoi_ky}}",
    "chuc_vu_ky": "Thiếu mốc bắt buộc {{chuc_vu_ky}}",
    "so_quyet_dinh": "Thiếu mốc bắt buộc {{so_quyet_dinh}}",
    "ngay_quyet_dinh": "Thiếu mốc bắt buộc {{ngay_quyet_dinh}}",
    "ten_day_du": "Thiếu mốc bắt buộc {{ten}} hoặc {{ten_day_du}}",
    "thanh_tich": "Thiếu mốc bắt buộc {{thanh_tich}}",
    "ten_bang": "Thiếu mốc bắt buộc {{ten_bang}}",
}


def _paragraphs(*texts: str) -> bytes:
    return with_xml("".join(paragraph(f"<w:t>{text}</w:t>") for text in texts))


def written() -> Iterator[tuple[str, Case]]:
    for text in EXPRESSIONS:
        yield f"mark {text}", Case(NAME, partial(with_text, text), "Mốc viết sai")
    for text in LITERAL:
        yield f"plain {text}", Case(NAME, partial(with_text, text), None)
    for text, reason in UNKNOWN.items():
        yield f"mark {text}", Case(NAME, partial(with_text, text), reason)
    for label, text in SOUND.items():
        yield f"mark with {label}", Case(NAME, partial(with_text, text), None)
    yield "a mark letter by letter", Case(NAME, partial(with_text, *"{{nguoi_ky}}"), None)
    yield "an unknown mark letter by letter", Case(NAME, partial(with_text, *"{{nguoi_kyx}}"), "{{nguoi_kyx}}")
    yield "an expression letter by letter", Case(NAME, partial(with_text, *"{{7*7}}"), "Mốc viết sai")
    yield "braces and blanks without end", Case(NAME, partial(with_text, "{{" + " " * 90_000 + "x"), "Mốc viết sai")
    yield "many braces", Case(NAME, partial(with_text, "{{#" * 4_000), "Mốc viết sai")


def blocks() -> Iterator[tuple[str, Case]]:
    for label, (texts, reason) in BLOCKS.items():
        yield f"block {label}", Case(NAME, partial(_paragraphs, *texts), reason)
    opening, closing = (paragraph(f"<w:t>{{{{{sign}so_vao_so}}}}x</w:t>") for sign in "#/")
    ending = paragraph("<w:t>x{{/so_vao_so}}</w:t>")
    for label, cells, reason in (
        ("a whole table in blocks", (opening, ending), "giữ một dòng"),
        ("a row that closes nothing", (paragraph("<w:t>x</w:t>"), ending), "chưa được mở"),
        ("a row that is not closed", (opening, paragraph("<w:t>x</w:t>")), "chưa được đóng"),
        ("a block in a cell", (opening + ending, paragraph("<w:t>x</w:t>")), None),
        ("a closing mark first", (closing, paragraph("<w:t>x</w:t>")), "phải đứng cuối"),
    ):
        yield f"block: {label}", Case(NAME, partial(with_xml, ONE_ROW.format(*cells)), reason)
    box = "<w:pict><v:shape {v}><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    for label, inside, reason in (
        ("a mark", paragraph("<w:t>{{nguoi_ky}}</w:t>"), None),
        ("an unknown mark", paragraph("<w:t>{{nguoi}}</w:t>"), "khung chữ"),
        ("a block", paragraph("<w:t>{{#so_vao_so}}x{{/so_vao_so}}</w:t>"), None),
        ("a block that is not closed", opening, "khung chữ"),
    ):
        yield f"in a text box: {label}", Case(NAME, partial(with_xml, paragraph(box.format(inside, v=V))), reason)


def needed() -> Iterator[tuple[str, Case]]:
    for mark, reason in NEEDED.items():
        yield f"without {mark}", Case(NAME, partial(replaced, f"{{{{{mark}}}}}", "x"), reason)
    hidden = partial(replaced, "{{nguoi_ky}}", "{{#so_vao_so}}{{nguoi_ky}}{{/so_vao_so}}")
    yield (
        "a signer only where there is a register number",
        Case(NAME, hidden, "Chỉ thiếu khi: chỉ có thông tin bắt buộc"),
    )
    picture = partial(replaced, 'descr="{{ma_qr}}"', 'descr="{{nguoi_ky}}"')
    yield "a picture of a name", Case(NAME, picture, "không phải mã QR")
    both = partial(replaced, 'descr="{{ma_qr}}"', 'descr="Mã {{ma_qr}}"')
    yield "a picture with more than a mark", Case(NAME, both, "không điền được")
    text = shipped_parts()[DOCUMENT].decode().replace("{{nguoi_ky}}", "").replace("{{thanh_tich}}", "{{thanh_tichh}}")
    yield (
        "several faults at once",
        Case(NAME, lambda: zipped({**shipped_parts(), DOCUMENT: text.encode()}), "{{nguoi_ky}}"),
    )


def families() -> dict[str, Case]:
    """Everything about marks."""
    return {**dict(written()), **dict(blocks()), **dict(needed())}
