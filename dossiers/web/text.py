"""Vietnamese text as the pages need it: dates, money, sizes, sorting and searching without marks."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from flask import Flask

from dossiers import clock

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=1)}


def clean(text: str) -> str:
    """Return what a person typed in NFC, without control characters, outer blanks or invisible direction marks."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in composed if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return "".join(kept).strip()


def fold(text: str) -> str:
    """Return `text` in lower case without Vietnamese marks, so that "duc" finds "Đức"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def name_order(name: str) -> tuple[tuple[int, ...], ...]:
    """Return a key that sorts names as offices do: given name, then family and middle names, letters before tones."""
    words = name.split()
    ordered = words[-1:] + words[:-1]
    letters = tuple(tuple(_letter(c) for c in _toneless(word)) for word in ordered)
    tones = tuple(_tone(word) for word in ordered)
    return (*letters, tones)


def _toneless(word: str) -> str:
    spread = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(c for c in spread if c not in _TONES))


def _letter(character: str) -> int:
    return _LETTERS.get(character, 100 + ord(character))


def _tone(word: str) -> int:
    return next((_TONES[c] for c in unicodedata.normalize("NFD", word.lower()) if c in _TONES), 0)


def day(value: date | None) -> str:
    """Return a date as dd/mm/yyyy, or a dash."""
    return value.strftime("%d/%m/%Y") if value else "–"


def moment(value: datetime | None) -> str:
    """Return a moment as hh:mm dd/mm/yyyy in Vietnam, or a dash."""
    return value.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y") if value else "–"


def number(value: int) -> str:
    """Return a whole number with Vietnamese thousands dots."""
    return f"{value:,}".replace(",", ".")


def money(value: int) -> str:
    """Return an amount of đồng."""
    return f"{number(value)} đ"


def filesize(size: int) -> str:
    """Return a size of `size` bytes in kB or MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def register(app: Flask) -> None:
    """Make the formats available to the templates."""
    app.jinja_env.filters.update(day=day, moment=moment, number=number, money=money, filesize=filesize)
