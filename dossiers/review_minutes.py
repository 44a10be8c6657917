"""The unit's own review meeting, as typed for its minutes: what is kept, and whether it is complete.

`Dossier.review` holds plain JSON values under these keys: `held_on` (ISO date), `starts_at`, `ends_at` ("14:00"),
`place`, `roster` (a number), `chair`, `secretary` ({name, post}), `present` (a list of {name, post}), `absent` (a
list of {name, post, reason}), `content`, `is_secret` (true or false), `conclusion`.  The votes on each line stand
in `Nomination.review_votes`: `yes`, `no`, `abstain`.
"""

from __future__ import annotations

from dossiers.models import Dossier, Nomination

NEEDED = {
    "held_on": "ngày họp",
    "place": "địa điểm",
    "roster": "tổng số thành viên Hội đồng",
    "chair": "người chủ trì",
    "secretary": "thư ký",
    "present": "thành viên có mặt",
    "conclusion": "kết luận",
}


def missing(dossier: Dossier) -> tuple[str, ...]:
    """Return what the minutes still lack."""
    return tuple(label for key, label in NEEDED.items() if not dossier.review.get(key))


def has_votes(nomination: Nomination) -> bool:
    """Whether the meeting's vote on a line was counted."""
    return "yes" in nomination.review_votes


def untold(dossier: Dossier) -> tuple[str, ...]:
    """Return the lines that go on and have no count of the meeting's vote."""
    return tuple(line.label for line in dossier.nominations if line.outcome == "pending" and not has_votes(line))


def is_complete(dossier: Dossier) -> bool:
    """Whether the minutes can be written from what was typed."""
    return not (missing(dossier) or untold(dossier))
