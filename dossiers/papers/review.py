"""The minutes of the unit's own review: from the meeting it typed, or from its council's closed session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dossiers.documents.council import Member, Session, UnitReviewMinutes, VotedItem
from dossiers.facts import newest_item
from dossiers.models import Dossier, Nomination
from dossiers.papers import session as session_papers
from dossiers.papers.letterhead import Context, Paper, award_name, numbered_heading
from dossiers.papers.session import spoken_hour
from dossiers.review_minutes import has_votes, is_complete


def minutes(dossier: Dossier, context: Context) -> Iterator[Paper]:
    """Write the minutes of the unit's review; nothing where the unit attached its signed scan instead."""
    item = newest_item(dossier)
    if item is not None and item.session.council.unit_id == dossier.unit_id:
        yield from _of_own_council(dossier, context)
    elif is_complete(dossier):
        yield _typed(dossier, context)


def _of_own_council(dossier: Dossier, context: Context) -> Iterator[Paper]:
    item = newest_item(dossier)
    assert item is not None  # noqa: S101 the caller looked
    record = session_papers.unit_review(item, context)
    letterhead = numbered_heading(dossier.unit, "BB", context.day)
    yield Paper(dossier.unit, replace(record, heading=letterhead), number=letterhead.numbered())


def _typed(dossier: Dossier, context: Context) -> Paper:
    review = dossier.review
    held_on = date.fromisoformat(review["held_on"])
    letterhead = numbered_heading(dossier.unit, "BB", context.day)
    present = tuple(_member(each) for each in review.get("present", ()))
    return Paper(
        dossier.unit,
        UnitReviewMinutes(
            heading=replace(letterhead, issued_on=held_on),
            abstract=f"Họp bình xét, đề nghị khen thưởng năm {dossier.year}",
            session=Session(
                held_on=held_on,
                opened_at=spoken_hour(review.get("starts_at") or "08:00"),
                closed_at=spoken_hour(review["ends_at"]) if review.get("ends_at") else "",
                venue=review.get("place", ""),
                roster=int(review.get("roster") or len(present)),
                chair=_member(review.get("chair") or {}),
                secretary=_member(review.get("secretary") or {}),
                present=present,
                absent=tuple(_member(each) for each in review.get("absent", ())),
            ),
            content=review.get("content")
            or "Thư ký báo cáo thành tích của các tập thể, hộ gia đình, cá nhân. Hội đồng thảo luận và biểu quyết.",
            ballot="Bỏ phiếu kín" if review.get("is_secret") else "Biểu quyết công khai",
            items=tuple(
                _item(line, int(review.get("roster") or 0)) for line in dossier.live_nominations if has_votes(line)
            ),
            conclusion=review.get("conclusion", ""),
            copies_to=("Như thành phần họp", "Lưu: VT"),
        ),
        number=letterhead.numbered(),
    )


def _member(each: dict[str, Any]) -> Member:
    return Member(name=each.get("name", ""), post=each.get("post", ""), reason=each.get("reason", ""))


def _item(line: Nomination, roster: int) -> VotedItem:
    votes = line.review_votes
    yes, total = int(votes["yes"]), max(roster, 1)
    return VotedItem(
        name=line.label,
        unit=", ".join(filter(None, (line.post, line.workplace))),
        award=award_name(line.award_code),
        yes=yes,
        no=int(votes.get("no") or 0),
        abstain=int(votes.get("abstain") or 0),
        share=f"{yes}/{roster} ({100 * yes // total}%)",
        threshold="Quá nửa",
        passed=2 * yes > roster,
        conclusion="Nhất trí đề nghị khen thưởng",
    )
