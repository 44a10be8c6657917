"""Text as a paper may hold it: NFC, no characters that XML forbids or that turn the reading direction."""

from __future__ import annotations

import re
import unicodedata

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2060\ufeff]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")

LONGEST_LINE = 4_000
LONGEST_PROSE = 200_000


def clean(text: str, *, prose: bool = False) -> str:
    """Return `text` in NFC without invisible characters, tabs as spaces, line ends as `\\n`.

    Raises ValueError with a Vietnamese sentence for control characters, characters that turn the
    direction of reading, and text longer than a line (4,000) or long text (200,000 characters) may be.
    """
    longest = LONGEST_PROSE if prose else LONGEST_LINE
    if len(text) > longest:
        raise ValueError(f"Nội dung dài {len(text)} ký tự, quá giới hạn {longest} ký tự. Hãy rút gọn.")
    text = LINE_ENDS.sub("\n", text)
    if found := FORBIDDEN.search(text):
        raise ValueError(f"Có ký tự điều khiển U+{ord(found[0]):04X} ở vị trí {found.start() + 1}. Hãy xóa và gõ lại.")
    if found := DIRECTION.search(text):
        raise ValueError(
            f"Có ký tự đảo chiều chữ U+{ord(found[0]):04X} ở vị trí {found.start() + 1}. Hãy xóa và gõ lại."
        )
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text).replace("\t", " ")).strip()
