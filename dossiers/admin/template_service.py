"""A unit's own templates: taken only when they pass the check, used from a day on by an explicit act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from dossiers import clock, journal, outbox, recipients, storage
from dossiers.access import permit
from dossiers.admin.queries import find_unit
from dossiers.admin.template_queries import find_template, successor_of, templates_of
from dossiers.db import unit_of_work
from dossiers.documents.admission import admit
from dossiers.documents.kinds import KINDS
from dossiers.models import OfficeTemplate
from dossiers.uploads import safe_name
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor
from workflow.roles import Role

ONE_DAY = timedelta(days=1)
WRITE_PAPERS = {Role.CLERK, Role.HEAD_OF_UNIT, Role.APPRAISER, Role.COUNCIL_SECRETARY, Role.OFFICE_CLERK}


def upload(
    *, actor: Actor, kind: str, unit_id: int, filename: str, content: bytes, note: str, at: datetime
) -> OfficeTemplate:
    """Store a unit's own version of a template that passes the check; it is not in use yet.

    Raises Missing for an unknown kind or unit, TemplateFault with every fault of the file (nothing is stored then),
    Invalid for a file that the unit has already.
    """
    permit(actor, Action.TEMPLATE_MANAGE)
    admit(kind, filename, content)
    sha256 = storage.put(content)
    with unit_of_work() as session:
        unit = find_unit(unit_id)
        earlier = templates_of(kind, unit.id)
        for same in (each for each in earlier if each.sha256 == sha256):
            if same.until_on is None and successor_of(same, clock.day_of(at)) is None:
                raise Invalid({"file": f"Tệp này giống hệt bản {same.number} đã tải lên."})
        template = OfficeTemplate(
            unit_id=unit.id,
            kind=kind,
            number=max((each.number for each in earlier), default=0) + 1,
            filename=safe_name(filename),
            sha256=sha256,
            size=len(content),
            note=note,
            uploaded_by_id=actor.id,
            uploaded_at=at,
        )
        session.add(template)
        _record("template.uploaded", template, actor, at, sha256=sha256)
        return template


def activate(
    template_id: int, *, actor: Actor, from_on: date, covers_below: bool, reason: str, at: datetime
) -> OfficeTemplate:
    """Use a version from a day on; papers already made keep theirs.

    Raises Missing, Refused where it was used before, Invalid for a day in the past, TemplateFault where it does not
    pass the check of this version of the product.
    """
    permit(actor, Action.TEMPLATE_MANAGE)
    found = find_template(template_id)
    admit(found.kind, found.filename, storage.get(found.sha256))
    with unit_of_work():
        template = find_template(template_id)
        if template.from_on is not None:
            raise Refused(f"Bản này đã được cho áp dụng từ ngày {template.from_on:%d/%m/%Y}. Tải tệp lên lại nếu cần.")
        if from_on < clock.day_of(at):
            raise Invalid({"from_on": "Chọn hôm nay hoặc một ngày sau đó; văn bản đã lập giữ mẫu cũ."})
        template.from_on, template.covers_below, template.activation_reason = from_on, covers_below, reason
        template.activated_by_id, template.activated_at = actor.id, at
        _record("template.activated", template, actor, at, from_on=from_on, covers_below=covers_below, reason=reason)
        _tell(template, f"Từ ngày {from_on:%d/%m/%Y}, {_paper(template)} được lập theo mẫu riêng mới.", at)
        return template


def end(template_id: int, *, actor: Actor, until_on: date, reason: str, at: datetime) -> OfficeTemplate:
    """Set the last day of a version, after which the shipped template is used again.

    Yesterday ends it at once; a day before its first takes it back.  Raises Missing, Refused where it is not in use
    or another version has taken its place, Invalid for a day that is over.
    """
    permit(actor, Action.TEMPLATE_MANAGE)
    today = clock.day_of(at)
    with unit_of_work():
        template = find_template(template_id)
        if template.from_on is None or (template.until_on is not None and template.until_on < today):
            raise Refused("Bản này không được áp dụng nên không có gì để thôi áp dụng.")
        if successor := successor_of(template, today):
            raise Refused(f"Bản này đã được bản {successor.number} thay. Thôi áp dụng bản {successor.number} nếu cần.")
        if until_on < today - ONE_DAY:
            raise Invalid({"until_on": "Chọn hôm qua (thôi áp dụng ngay), hôm nay hoặc một ngày sau đó."})
        template.until_on, template.end_reason = until_on, reason
        template.ended_by_id, template.ended_at = actor.id, at
        _record("template.ended", template, actor, at, until_on=until_on, reason=reason)
        _tell(template, f"Sau ngày {until_on:%d/%m/%Y}, {_paper(template)} không còn theo mẫu riêng.", at)
        return template


def _paper(template: OfficeTemplate) -> str:
    return f"“{KINDS[template.kind].title}” của {template.unit.name}"


def _tell(template: OfficeTemplate, subject: str, at: datetime) -> None:
    """Tell those who write papers at the unit."""
    people = recipients.holders(WRITE_PAPERS, frozenset({template.unit_id}), clock.day_of(at))
    outbox.announce(people, kind="template.notice", subject=subject, at=at)


def _record(action: str, template: OfficeTemplate, actor: Actor, at: datetime, **more: Any) -> None:
    about: dict[str, Any] = {"kind": template.kind, "unit": template.unit_id, "number": template.number}
    journal.record(action, template, actor=actor, at=at, **about, **more)
