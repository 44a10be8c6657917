"""Whether a session can be held as prepared: the quorum forecast from the answers, and conflicts of interest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.council import invitations, kinship, manner, queries, reading, recusals
from dossiers.models import Account, CouncilSession, InvitationReply
from dossiers.rules import law
from workflow import ballots
from workflow.ballots import Threshold
from workflow.permissions import Actor


@dataclass(frozen=True)
class Invited:
    """One seat of the roster: what it answered, and how many of the lines open to it are read."""

    account: Account
    seat: str
    reply: InvitationReply | None
    read: int
    to_read: int


@dataclass(frozen=True)
class Forecast:
    """What the answers promise for one award: `sure` come or write, `silent` have not answered.

    A recused member keeps the seat, so recusals change nothing here.
    """

    award: str
    needed: int
    sure: int
    silent: int
    threshold: Threshold

    @property
    def outlook(self) -> str:
        """Return "enough", "open" (silent members decide) or "short" (even all of the silent are too few)."""
        if self.sure >= self.needed:
            return "enough"
        return "open" if self.sure + self.silent >= self.needed else "short"


@dataclass(frozen=True)
class Readiness:
    """Everything that a secretary looks at before the day."""

    invited: list[Invited]
    forecasts: list[Forecast]
    conflicts: list[tuple[queries.AgendaLine, list[tuple[str, str]]]]

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return sum(each.reply is None for each in self.invited)

    def count(self, reply: str) -> int:
        """Return how many answered `reply`."""
        return sum(each.reply is not None and each.reply.reply == reply for each in self.invited)


def of_session(held: CouncilSession, actor: Actor) -> Readiness:
    """Return how ready a session is, of the items that `actor` may see."""
    view = queries.session_view(held, actor)
    invited = _invited(held, view)
    return Readiness(invited, _forecasts(held, view, invited), [(line, conflicts(line)) for line in view.lines])


def conflicts(line: queries.AgendaLine) -> list[tuple[str, str]]:
    """Return who must stay out of an item by the data, each with the ground; on the roster of the session's day."""
    held = line.item.session
    names = {seat.account_id: seat.account.full_name for seat in held.council.roster_on(held.held_on)}
    found = recusals.conflicts(line.item.dossier, names, held.held_on)
    known = [(names[account_id], ground) for account_id, ground in found.items()]
    asked = kinship.asked_about(line.item) - found.keys()
    return known + [(names[account_id], kinship.ASKED) for account_id in sorted(asked & names.keys())]


def _invited(held: CouncilSession, view: queries.SessionView) -> list[Invited]:
    replies = invitations.replies_of(held)
    read = reading.read_by(line.item for line in view.lines)
    seats: Iterable[tuple[Account, str]] = [(member.account, member.seat) for member in held.members] or [
        (seat.account, seat.seat) for seat in held.council.roster_on(held.held_on)
    ]
    return [
        Invited(account, seat, replies.get(account.id), len(read.get(account.id, ())), _open_to(account, view))
        for account, seat in seats
    ]


def _open_to(account: Account, view: queries.SessionView) -> int:
    return sum(
        line.nominations
        for line in view.lines
        if all(recusal.member.account_id != account.id for recusal in line.item.recusals)
    )


def _forecasts(held: CouncilSession, view: queries.SessionView, invited: list[Invited]) -> list[Forecast]:
    sure = sum(each.reply is not None and each.reply.reply != "absent" for each in invited)
    silent = sum(each.reply is None for each in invited)
    awards = dict.fromkeys(line.item.dossier.award_code for line in view.lines)
    found = []
    for award in awards:
        threshold = ballots.quorum_for(law(), award, held.held_on)
        needed = threshold.needed(len(invited))
        found.append(Forecast(manner.award_name(award), needed, sure, silent, threshold))
    return found
