"""A template from outside: everything that is wrong with it, told at once, before anything is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossiers.documents import markup, parts, probe
from dossiers.documents.faults import MOST, Fault, TemplateFault
from dossiers.documents.kinds import Kind
from dossiers.documents.marks import known
from dossiers.documents.parts import OLE, PLUMBING, STORY, ZIP, role_of
from dossiers.documents.prepared import prepare
from dossiers.documents.render import fill, kind_named
from dossiers.documents.word import DOCUMENT, parse
from dossiers.office_files import MB, Limits, Unreadable, inflated, opened, walk

MAX_SIZE = 5 * MB
LIMITS = Limits(members=300, unpacked=20 * MB, ratio=100)
MAX_ELEMENTS, MAX_DEPTH = 30_000, 120  # of one XML part; a decision of ten pages has some five thousand
OTHER_FORMATS = {
    ".docm": "Tệp .docm có thể chứa macro. Lưu lại thành “Word Document (*.docx)”.",
    ".dotx": "Tệp .dotx là tệp mẫu của Word. Lưu lại thành “Word Document (*.docx)”.",
    ".dotm": "Tệp .dotm là tệp mẫu có macro. Lưu lại thành “Word Document (*.docx)”.",
    ".doc": "Tệp .doc là dạng cũ. Mở bằng Word rồi lưu lại thành “Word Document (*.docx)”.",
}


def admit(kind: str, filename: str, content: bytes) -> None:
    """Let a template pass, or raise TemplateFault with every fault found; Missing for an unknown kind.

    Memory and time are bounded by the limits above, whatever the file holds; nothing of it is executed.
    """
    paper = kind_named(kind)
    if faults := list(_outside(filename, content)) or list(_inside(paper, content)):
        raise TemplateFault(faults[:MOST])


def _outside(filename: str, content: bytes) -> Iterator[Fault]:
    extension = f".{filename.rpartition('.')[2].lower()}" if "." in filename else ""
    if extension != ".docx":
        yield Fault(OTHER_FORMATS.get(extension, "Chỉ nhận tệp Word có đuôi .docx."))
    elif not content:
        yield Fault("Tệp rỗng.")
    elif len(content) > MAX_SIZE:
        yield Fault(f"Tệp lớn hơn {MAX_SIZE // MB} MB. Giảm dung lượng hình trong mẫu rồi lưu lại.")
    elif content.startswith(OLE):
        yield Fault("Tệp đặt mật khẩu, hoặc là tệp .doc cũ. Bỏ mật khẩu, lưu lại thành “Word Document (*.docx)”.")
    elif not content.startswith(ZIP):
        yield Fault("Nội dung không phải tệp Word (.docx). Mở bằng Word rồi lưu lại.")


def _inside(kind: Kind, content: bytes) -> list[Fault]:
    """Return every fault of the file's parts and texts, as far as they can be read at all."""
    try:
        found = _inflate(content)
        faults = list(_unsound_xml(found))
        if not any(PLUMBING.fullmatch(fault.place) for fault in faults):
            is_sound = not faults
            faults += parts.check(found)
            faults += _text_faults(kind, found) if is_sound else ()
        return faults
    except Unreadable as fault:
        return [Fault(reason) for reason in _sentences(fault)]


def _text_faults(kind: Kind, found: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield what is wrong with the texts and their marks, and what the papers made from them would lack."""
    roots = {name: parse(xml) for name, xml in found.items() if STORY.fullmatch(name)}
    misshapen = [Fault(words, name) for name, root in roots.items() if (words := markup.shape_fault(name, root))]
    yield from misshapen
    if misshapen or DOCUMENT not in roots:
        return
    for name, root in roots.items():
        yield from markup.check(name, root, found)
    template, misused = prepare(parts.needed(found), known(kind.record))
    yield from misused
    if all(template.marked.values()):
        yield from probe.gaps(kind, lambda data: fill(template, kind, data))


def _sentences(fault: Unreadable) -> Iterator[str]:
    return (reason[:1].upper() + reason[1:] for reason in fault.reasons)


def _inflate(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = LIMITS.unpacked
    with opened(content, LIMITS) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                found[info.filename] = inflated(archive, info, room)
                room -= len(found[info.filename])
    return found


def _unsound_xml(found: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield the parts that should be XML and are not, or are far too large: of those nothing is built to find out."""
    for name, content in found.items():
        if PLUMBING.fullmatch(name) or (role_of(name) and name.endswith(".xml")):
            size = _Size()
            try:
                walk(content, size.start, size.end)
                if not size.is_large:
                    parse(content)  # the two parsers do not refuse the same things
            except Unreadable as fault:
                yield from (Fault(reason, name) for reason in _sentences(fault))
            if size.is_large:
                yield Fault("Nội dung quá lớn hoặc lồng nhau quá sâu so với một mẫu văn bản.", name)


class _Size:
    """How many elements there are, and how deep they lie within one another."""

    def __init__(self) -> None:
        self.count = self.depth = self.deepest = 0

    @property
    def is_large(self) -> bool:
        """Whether it is more than any template needs."""
        return self.count > MAX_ELEMENTS or self.deepest > MAX_DEPTH

    def start(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self.count += 1
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)

    def end(self, _name: str) -> None:
        self.depth -= 1
