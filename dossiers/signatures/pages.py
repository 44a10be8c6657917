"""Whether two PDF files show the same pages: everything reachable compared by value, wherever it lies in the file.

Software that signs may append to a file or write it anew; either way the pages that were handed out must be the pages
that were signed.  Only the box of a signature may be new on a page, and only bookkeeping may be new in the document.
"""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

# Not shown: what signing adds to the document, and the tags for reading aloud.
CATALOGUE_KEYS = frozenset(
    {"/AcroForm", "/DSS", "/Extensions", "/MarkInfo", "/Metadata", "/Perms", "/StructTreeRoot", "/Version"}
)
PAGE_KEYS = frozenset({"/Annots", "/LastModified", "/StructParents", "/Tabs"})
STREAM_KEYS = frozenset({"/DecodeParms", "/Filter", "/Length"})
NO_KEYS: frozenset[str] = frozenset()

Pair = tuple[Any, Any]


def same_pages(given: PdfHandler, signed: PdfHandler) -> bool:
    """Whether the pages of `signed` are those of `given`, but for boxes of signatures."""
    waiting: list[Pair] = [(given.root, signed.root)]
    met: set[Pair] = set()
    while waiting:
        old, new = waiting.pop()
        if isinstance(old, generic.IndirectObject) and isinstance(new, generic.IndirectObject):
            pair = (old.reference.idnum, new.reference.idnum)
            if pair in met:
                continue
            met.add(pair)
        found = _parts(_resolved(old), _resolved(new))
        if found is None:
            return False
        waiting += found
    return True


def _parts(old: Any, new: Any) -> list[Pair] | None:
    """Return what must be the same for two values to be the same; None where they already differ."""
    if isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject):
        return _entries(old, new)
    if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
        return list(zip(_items(old), _items(new), strict=True)) if len(old) == len(new) else None
    return [] if _plain(old) == _plain(new) else None


def _entries(old: generic.DictionaryObject, new: generic.DictionaryObject) -> list[Pair] | None:
    kind = old.get("/Type")
    unseen = {"/Catalog": CATALOGUE_KEYS, "/Page": PAGE_KEYS}.get(str(kind), NO_KEYS)
    if isinstance(old, generic.StreamObject):
        if not isinstance(new, generic.StreamObject) or _content(old) != _content(new):
            return None
        unseen = STREAM_KEYS
    if set(old) - unseen != set(new) - unseen:
        return None
    pairs = [(old.raw_get(key), new.raw_get(key)) for key in set(old) - unseen]
    if kind != "/Page":
        return pairs
    notes = _notes(old, new)
    return None if notes is None else pairs + notes


def _notes(old: generic.DictionaryObject, new: generic.DictionaryObject) -> list[Pair] | None:
    """Return the pairs of a page's notes and links; None where something other than a signature's box is new."""
    before, after = _items(old.get("/Annots")), _items(new.get("/Annots"))
    if not all(_is_box(_resolved(each)) for each in after[len(before) :]):
        return None
    return list(zip(before, after, strict=False)) if len(after) >= len(before) else None


def _is_box(note: Any) -> bool:
    """Whether a note on a page is the box of a signature; its kind may stand with the field above it."""
    if not isinstance(note, generic.DictionaryObject) or note.get("/Subtype") != "/Widget":
        return False
    field = note if "/FT" in note else note.get("/Parent")
    return isinstance(field, generic.DictionaryObject) and field.get("/FT") == "/Sig"


def _content(stream: generic.StreamObject) -> bytes:
    try:
        return bytes(stream.data)
    except Exception:  # a picture in a format of its own, or a broken one: compared as it lies in the file
        return bytes(stream.encoded_data)


def _items(array: Any) -> list[Any]:
    return [array.raw_get(index) for index in range(len(array))] if isinstance(array, generic.ArrayObject) else []


def _resolved(value: Any) -> Any:
    return value.reference.get_object() if isinstance(value, generic.IndirectObject) else value


def _plain(value: Any) -> Any:
    """Return a value as Python has it, so that one text or number written in two ways is one."""
    if isinstance(value, generic.TextStringObject | generic.ByteStringObject):
        return value.original_bytes
    return None if isinstance(value, generic.NullObject) else value
