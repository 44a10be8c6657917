"""Sheets on pre-printed paper: only the values, each at its measured place; one file, streamed sheet by sheet."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from dossiers.documents.bare import OPENING as DOCUMENT_OPENING
from dossiers.documents.bare import anchor_line, closing, frame, other_parts, picture
from dossiers.documents.decision import Certificate
from dossiers.documents.marks import Scope, written
from dossiers.documents.package import pack_stream
from dossiers.documents.reading import read
from dossiers.documents.render import qr_picture
from dossiers.documents.stock_layout import FIELDS, QR, SERIAL, FilledSheet, Layout, fitted
from dossiers.documents.word import DOCUMENT

Told = Callable[[int], None]


def print_sheets(
    layout: Layout, sheets: Iterable[FilledSheet], out: BinaryIO, *, title: str, told: Told | None = None
) -> int:
    """Write all `sheets` into `out`, one file, and return how many there are.

    `told` hears the number of each sheet when it is written, and may stop everything by raising.  The same sheets
    give the same bytes.  Raises Invalid for a certificate that can't be written; ValueError for no sheet, or codes
    that differ.
    """
    scopes = (_scope(sheet) for sheet in sheets)
    first = next(scopes, None)
    if first is None:
        raise ValueError("there is nothing to print")
    code = str(first.get(QR, ""))
    count = 0

    def chunks() -> Iterator[bytes]:
        nonlocal count
        yield DOCUMENT_OPENING.encode()
        waiting: Iterator[Scope | None] = itertools.chain(scopes, (None,))
        scope: Scope | None = first
        while scope is not None:
            following, count = next(waiting), count + 1
            if str(scope.get(QR, "")) != code:
                raise ValueError("sheets of one file share their QR code")
            yield _sheet(layout, scope, count, is_last=following is None).encode()
            if told:
                told(count)
            scope = following
        yield closing(layout.width, layout.height).encode()

    shows_code = bool(code) and any(place.field == QR for place in layout.places)
    pack_stream(out, other_parts(title, image=qr_picture(code) if shows_code else None), DOCUMENT, chunks())
    return count


def overflowing(layout: Layout, sheet: FilledSheet) -> list[str]:
    """Return the labels of the places into which a sheet's values do not fit even in the smallest size."""
    scope = _scope(sheet)
    return [
        FIELDS[place.field].label
        for place in layout.places
        if place.field != QR and not fitted(FIELDS[place.field].read(scope), place).is_whole
    ]


def texts(layout: Layout, sheet: FilledSheet) -> dict[str, str]:
    """Return what stands in each place of a sheet, for a picture of it on a page."""
    scope = _scope(sheet)
    return {place.field: FIELDS[place.field].read(scope) for place in layout.places}


def _scope(sheet: FilledSheet) -> Scope:
    return {**written(read(Certificate, sheet.certificate)), SERIAL: sheet.serial}


def _sheet(layout: Layout, scope: Scope, number: int, *, is_last: bool) -> str:
    frames: list[str] = []
    pictures = ""
    for place in layout.places:
        text = FIELDS[place.field].read(scope)
        x, y = place.x + layout.offset_x, place.y + layout.offset_y
        if not text:
            continue
        if place.field == QR:
            pictures += picture(x, y, place.width, place.width, number=number, about="Mã QR để kiểm tra quyết định")
            continue
        size = fitted(text, place).size
        frames.append(
            frame(text, x, y, place.width, size=size, font=place.font, align=place.align, bold=place.bold,
                  italic=place.italic)
        )  # fmt: skip
    return "".join(frames) + anchor_line(pictures, is_last=is_last)
