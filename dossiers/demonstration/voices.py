"""What comes from outside while a list is public: an objection to a name, a nominee who spells theirs otherwise."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from dossiers.appraisal import name_service
from dossiers.demonstration.cast import holder
from dossiers.facts import notice_of
from dossiers.models import Dossier
from dossiers.notice import service as notice
from workflow.roles import Role

FALLING = "\u0300"
TONES = f"{FALLING}\u0301\u0303\u0309\u0323"


def object_to_first(dossier: Dossier, at: datetime) -> None:
    """Let somebody object to the first name on the dossier's notice; it waits for its answer."""
    posted = notice_of(dossier)
    if posted is None:
        raise LookupError(f"{dossier.code} is not on notice")
    notice.receive_objection(
        notice_id=posted.id,
        nomination_id=posted.nominations[0].id,
        about_name="",
        sender_name="Người dân (nhân vật mẫu)",
        sender_contact="khu-pho-mau@example.vn",
        statement=(
            "Đề nghị làm rõ số liệu trong phần tóm tắt thành tích: theo chúng tôi biết, việc này do cả tổ cùng làm "
            "trong hai năm, không phải do một người thực hiện trong năm 2025."
        ),
        upload=None,
        sender="demonstration",
        at=at,
    )


def respell_last(dossier: Dossier, at: datetime) -> None:
    """Let the last person of the dossier be asked about the name, and propose another spelling."""
    line = [each for each in dossier.nominations if each.kind == "individual"][-1]
    token = name_service.ask(
        actor=holder(Role.CLERK, dossier.unit), dossier_id=dossier.id, nomination_id=line.id, at=at
    )
    name_service.answer(token=token, proposed=_other_tone(line.name), at=at + timedelta(minutes=40))


def _other_tone(name: str) -> str:
    """Return a name as somebody may have misheard it: the last word without its tone, or with a falling one."""
    spread = unicodedata.normalize("NFD", name)
    start = spread.rindex(" ") + 1
    bare = "".join(c for c in spread[start:] if c not in TONES)
    if bare == spread[start:]:
        vowel = max(at for at, c in enumerate(bare) if c.lower() in "aeiouy") + 1
        while vowel < len(bare) and unicodedata.combining(bare[vowel]):
            vowel += 1
        bare = f"{bare[:vowel]}{FALLING}{bare[vowel:]}"
    return unicodedata.normalize("NFC", spread[:start] + bare)
