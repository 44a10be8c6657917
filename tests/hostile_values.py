"""What people type or paste, by mistake or in bad faith, and what must become of it: shown as it is, or refused."""

from __future__ import annotations

import unicodedata

MARKS = (
    "{{ten}}", "{{#doi_tuong}}", "{{/doi_tuong}}", "{{^doi_tuong}}", "{{.}}", "{{stt}}", "{{nguoi_ky}}",
    "{{ke_trich_yeu}}", "{{co_noi_nhan}}", "{{#noi_nhan}}{{.}}{{/noi_nhan}}", "{{ ten }}", "{{Ten}}",
    "{{ten.ten}}", "{{}}", "{{", "}}", "{{{ten}}}", "{{#", "{{/", "{{ma_qr}}", "x{{ten}}y",
    "{{ten}}{{ten}}", "{ {ten} }", "{{t\u0065n}}", "{{tên}}",
)  # fmt: skip
LANGUAGES = (
    "{% for x in y %}", "{% raw %}", "{%if 1%}", "{# x #}", "{{ 7*7 }}", "{{7*'7'}}", "{{config}}",
    "{{self}}", "{{''.__class__.__mro__}}", "{{cycler.__init__.__globals__.os.popen('id').read()}}",
    "${7*7}", "#{7*7}", "*{7*7}", "@{7*7}", "~{7*7}", "<%= 7*7 %>", "<%@ page %>", "{!! x !!}", "[[ten]]",
    "[[${7*7}]]", "{0.__class__}", "{0}", "{}", "%s%n%x", "%(ten)s", "$ten", "$(id)", "`id`",
    "{{=<% %>=}}", "{{> x}}", "{{& x}}", "{{! x}}", "#set($x=7)", "@import x",
)  # fmt: skip
MARKUP = (
    "<w:p/>", "</w:t></w:r></w:p>", "<w:t>x</w:t>", "</w:document>", "<w:instrText>DDE</w:instrText>",
    "&lt;", "&amp;lt;", "&#65;", "&#x41;", "&#0;", "&nbsp;", "&xxe;", "]]>", "<![CDATA[x]]>", "<!-- x -->",
    "--><x/>", "<?xml version='1.0'?>", "<?vinhdanh =ten ?>", "<?vinhdanh #doi_tuong?>", "?>",
    "<!DOCTYPE x>", "<!ENTITY x 'y'>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onclick='x", "javascript:alert(1)", "<b>đậm</b>", "a<b>c", "<", ">",
    "&", "\"", "'", "xmlns:w=\"x\"", " xmlns:x=\"y\"",
)  # fmt: skip
COMMANDS = (
    "=cmd|' /C calc'!A0", "+cmd|'x'!A0", "-2+3", "@SUM(1)", "=HYPERLINK(\"http://x\")", "DDEAUTO c:\\\\x",
    "; rm -rf /", "| cat /etc/passwd", "&& id", "../../etc/passwd", "..\\..\\x", "C:\\x\\y",
    "file:///etc/passwd", "\\\\192.0.2.7\\x", "'; DROP TABLE dossier; --", "' OR '1'='1", "1; SELECT 1",
    "\\x00", "\\u202e", "\\n", "%00", "%2e%2e%2f", "NULL", "None", "NaN", "true", "**đậm**", "//nghiêng//",
    "__gạch__", "# tiêu đề", "[a](http://x)", "\\", "\\\\", "a\\tb",
)  # fmt: skip
LETTERS = (
    "Thành tích đặc biệt xuất sắc", "Ưu tú, Ước mơ, Đường Lê Lợi", "Nguyễn Thị Ỷ Ý Ỹ Ỵ Ỳ", "🏅 huy chương",
    "👩🏽 giáo viên", "🇻🇳", "𝒜𝒷𝒸", "𠀀 chữ Nôm 𡨸喃", "ﬁ ﬂ ﬀ", "Ａｂｃ", "①②③", "½ ¼", "№ 12",
    "“ngoặc” ‘đơn’", "– — ‒", "…", "₫ 1.000", "±×÷≤≥≠", "α β γ", "Ж", "שלום", "السلام", "ไทย", "汉字",
    "한국어", "a\u0301\u0323", "o\u0302\u0309", "e\u0300" * 30, "n\u0303", "\u00c5\u212b", "Đđ Ðð",
    "x" * 400, "Tuyênquangtháinguyênbắckạncaobằnglạngsơn", "a" * 499, "a\u00a0b", "a\u2003b", "a\u3000b",
    "a  b", "٣٤", "ⅷ",
)  # fmt: skip
INVISIBLE = ("\u00ad", "\u061c", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff")
TURNING = ("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069")
CONTROL = (
    *map(chr, range(0, 9)),
    "\x0b",
    "\x0c",
    *map(chr, range(14, 32)),
    *map(chr, range(127, 160)),
    "\ufffe",
    "\uffff",
)

SHOWN = (
    *MARKS,
    *LANGUAGES,
    *MARKUP,
    *COMMANDS,
    *LETTERS,
    *(unicodedata.normalize("NFD", text) for text in LETTERS[:3]),
)
HIDING = tuple(f"Thành{mark} tích" for mark in INVISIBLE)
REFUSED = (*(f"An{mark} Bình" for mark in (*TURNING, *CONTROL)), "a" * 100_000, "đ" * 4_001)


def as_shown(text: str) -> str:
    """A text as people must read it: composed, without what can't be seen."""
    return unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c)[0] != "C")).strip()
