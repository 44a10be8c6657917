"""The width of bold Times New Roman text, to draw the short line under a name in proportion to it."""

from __future__ import annotations

import unicodedata

TWIPS_PER_POINT = 20
POINTS = 13
SHARE = 0.42
OTHER = 500

# Advance widths in thousandths of the size; a letter with marks is as wide as the letter alone.
GROUPS = {
    250: " ,.",
    278: "'/il",
    333: "!()-:;[]fjt",
    389: "Is",
    444: "cerz",
    556: "Sbdhknpquđ",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    944: "M",
    1000: "%W…",
}
WIDTHS = {letter: width for width, letters in GROUPS.items() for letter in letters}


def text_width(text: str) -> int:
    """Return the width of one line of bold text at 13 points, in twips."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(WIDTHS.get(letter, OTHER) for letter in letters) * POINTS * TWIPS_PER_POINT // 1000


def rule_indent(text: str, column: int) -> int:
    """Return the indent at each side, in twips, of a line that is two fifths as long as the text above it.

    The decree asks for one third to one half (Nghị định 30/2020/NĐ-CP, Phụ lục I); of several lines the
    longest counts, and no line is longer than its column.
    """
    longest = max(text_width(line) for line in text.split("\n"))
    return (column - int(min(longest, column) * SHARE)) // 2
