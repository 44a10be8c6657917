"""Paper slips: the tellers name who handed one in and each count them; only counts that agree are taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from dossiers import journal, subjects
from dossiers.access import permit
from dossiers.council import turnout
from dossiers.db import current_session, unit_of_work
from dossiers.models import AgendaItem, Ballot, PaperCount, SessionMember, Turnout
from workflow.errors import Invalid, Refused
from workflow.permissions import Action, Actor


@dataclass(frozen=True)
class Slips:
    """How many paper slips say what on one ballot."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0

    @property
    def total(self) -> int:
        """How many slips there are."""
        return self.yes + self.no + self.abstain + self.invalid


def record_paper(
    *, actor: Actor, item_id: int, voters: Collection[int], counts: Mapping[int, Slips], at: datetime
) -> None:
    """Record one teller's count of an item's paper slips: `voters` are the members who handed one in.

    Each teller enters their own count and may correct it until the count.  Raises NotAllowed (no teller),
    Refused (not open), Invalid (fields "voters", "ballot_<id>": every slip of a voter must be counted).
    """
    with unit_of_work():
        item = subjects.find_item(item_id)
        permit(actor, Action.BALLOT_COUNT, subjects.of_item(item))
        asked = turnout.open_ballots(item)
        if item.state != "open" or not asked:
            raise Refused("Nội dung này chưa mở hoặc đã kiểm phiếu.")
        _check_voters(item, voters)
        _check_counts(asked, counts, len(set(voters)))
        teller = next(each for each in item.session.members if each.account_id == actor.id)
        _replace_voters(asked, voters)
        _replace_counts(asked, counts, teller)
        journal.record("item.paper_counted", item, actor=actor, at=at, teller=teller.id)


def differences(ballots: Iterable[Ballot]) -> list[tuple[Ballot, list[tuple[SessionMember, Slips]]]]:
    """Return the ballots on which two tellers or more counted differently, with what each of them counted."""
    found = []
    for ballot in ballots:
        query = select(PaperCount).where(PaperCount.ballot_id == ballot.id).order_by(PaperCount.teller_id)
        counts = [(each.teller, _slips(each)) for each in current_session().scalars(query)]
        if len({slips for _, slips in counts}) > 1:
            found.append((ballot, counts))
    return found


def with_slips(ballots: Iterable[Ballot]) -> set[int]:
    """Return those of some ballots on which somebody handed in a paper slip: their ids."""
    ids = [ballot.id for ballot in ballots]
    query = select(Turnout.ballot_id).where(Turnout.ballot_id.in_(ids), Turnout.is_paper).distinct()
    return set(current_session().scalars(query))


def check_agreed(ballots: Iterable[Ballot]) -> None:
    """Raise Refused while the tellers' counts of some ballots' paper slips do not agree."""
    asked = list(ballots)
    counted = with_slips(asked)
    for ballot in asked:
        if ballot.id in counted:
            agreed(ballot)


def agreed(ballot: Ballot) -> Slips:
    """Return the tellers' common count of a ballot's paper slips; raises Refused while they do not agree."""
    counts = _counts_of(ballot)
    handed_in = select(Turnout).where(Turnout.ballot_id == ballot.id, Turnout.is_paper)
    slips = len(current_session().scalars(handed_in).all())
    if slips == 0:
        return Slips()
    if len(counts) < 2 or len(set(counts)) > 1 or counts[0].total != slips:
        raise Refused(
            f"Phiếu giấy của {ballot.nomination.label} chưa được hai thành viên ban kiểm phiếu nhập giống nhau. "
            "Hai người kiểm lại phiếu và nhập lại số đếm trước khi kiểm phiếu."
        )
    return counts[0]


def _counts_of(ballot: Ballot) -> list[Slips]:
    found = current_session().scalars(select(PaperCount).where(PaperCount.ballot_id == ballot.id))
    return [_slips(each) for each in found]


def _slips(count: PaperCount) -> Slips:
    return Slips(count.yes, count.no, count.abstain, count.invalid)


def _check_voters(item: AgendaItem, voters: Collection[int]) -> None:
    entitled = {member.id for member in turnout.voters(item)}
    online = turnout.on_devices(item)
    if set(voters) - entitled:
        raise Invalid({"voters": "Có người vắng mặt hoặc hồi tị; chỉ chọn thành viên được bỏ phiếu ở nội dung này."})
    if set(voters) & online:
        raise Invalid({"voters": "Có người đã bỏ phiếu trên thiết bị nên phiếu giấy của họ không được tính."})


def _check_counts(asked: list[Ballot], counts: Mapping[int, Slips], slips: int) -> None:
    wrong = {}
    for ballot in asked:
        total = counts.get(ballot.id, Slips()).total
        if total != slips:
            wrong[f"ballot_{ballot.id}"] = (
                f"{ballot.nomination.label}: cộng được {total} phiếu, phải đúng {slips} phiếu."
            )
    if wrong:
        raise Invalid(wrong)


def _replace_voters(asked: list[Ballot], voters: Collection[int]) -> None:
    session = current_session()
    ids = [ballot.id for ballot in asked]
    session.execute(delete(Turnout).where(Turnout.ballot_id.in_(ids), Turnout.is_paper))
    session.add_all(
        Turnout(ballot_id=ballot_id, member_id=member_id, is_paper=True)
        for ballot_id in ids
        for member_id in sorted(set(voters))
    )
    session.flush()


def _replace_counts(asked: list[Ballot], counts: Mapping[int, Slips], teller: SessionMember) -> None:
    session = current_session()
    for ballot in asked:
        session.execute(delete(PaperCount).where(PaperCount.ballot_id == ballot.id, PaperCount.teller_id == teller.id))
        yes, no, abstain, invalid = astuple(counts.get(ballot.id, Slips()))
        session.add(
            PaperCount(ballot_id=ballot.id, teller_id=teller.id, yes=yes, no=no, abstain=abstain, invalid=invalid)
        )
    session.flush()
