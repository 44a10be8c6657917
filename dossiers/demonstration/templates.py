"""Templates of an office of its own: one in use since the demonstration begins, one that waits to be used."""

from __future__ import annotations

import copy
from datetime import datetime

from lxml import etree

from dossiers import clock
from dossiers.accounts.login import actor_of
from dossiers.admin import template_service
from dossiers.demonstration.province import Province
from dossiers.documents.package import pack, unpack
from dossiers.documents.render import shipped_template
from dossiers.documents.word import DOCUMENT, PARAGRAPH, own_text, own_texts, parse
from dossiers.models import OfficeTemplate
from workflow.permissions import Actor

KIND = "phieu_tiep_nhan"
CONTACT = "Điện thoại: 0208 385 0000"
MAIL = "Thư điện tử: snv@tn.example"


def begin(province: Province, at: datetime) -> None:
    """Give the standing body a receipt with its telephone number, used from that day on."""
    first = _upload(province, (CONTACT,), "Thêm số điện thoại của Sở ở phần đầu", at)
    template_service.activate(
        first.id,
        actor=_administrator(province),
        from_on=clock.day_of(at),
        covers_below=False,
        reason="Để đơn vị nộp hồ sơ biết số điện thoại liên hệ.",
        at=at,
    )


def prepare(province: Province, at: datetime) -> None:
    """Prepare one with its mail address too, which nobody uses yet."""
    _upload(province, (CONTACT, MAIL), "Thêm thư điện tử của Sở", at)


def _upload(province: Province, lines: tuple[str, ...], note: str, at: datetime) -> OfficeTemplate:
    return template_service.upload(
        actor=_administrator(province),
        kind=KIND,
        unit_id=province.root.keeper.id,
        filename="phieu-tiep-nhan-so-noi-vu.docx",
        content=_with_lines(*lines),
        note=note,
        at=at,
    )


def _administrator(province: Province) -> Actor:
    return actor_of(province.people.by_login["quantri"])


def _with_lines(*lines: str) -> bytes:
    """Return the shipped template with more lines under the number, as an officer would type them in Word."""
    parts = unpack(shipped_template(KIND))
    root = parse(parts[DOCUMENT])
    place = next(each for each in root.iter(PARAGRAPH) if own_text(each).startswith("{{#so_ky_hieu}}"))
    for line in lines:
        added = copy.deepcopy(place)
        for position, text in enumerate(own_texts(added)):
            text.text = "" if position else line
        place.addnext(added)
        place = added
    parts[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(parts)
