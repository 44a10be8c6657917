"""A council's session in a simulated season: chance decides who is doubted, who stays out and what is deferred."""

from __future__ import annotations

import random
import secrets

from dossiers import clock
from dossiers.accounts.login import actor_of
from dossiers.council import ballots, closing, items, manner, recusals, turnout
from dossiers.council.roster import items_of
from dossiers.demonstration.cast import Hours
from dossiers.demonstration.session import PlayedSession
from dossiers.models import AgendaItem, Ballot, SessionMember
from dossiers.simulation import chances
from workflow.permissions import Actor

CHOICES = ("yes", "no", "abstain")
WELCOMED, DISPUTED = (97, 2, 1), (35, 50, 15)


class Sitting(PlayedSession):
    """One session on the dossiers that wait for one council."""

    def __init__(self, dossier_ids: list[int], hours: Hours, chance: random.Random) -> None:
        super().__init__(dossier_ids, hours)
        self.chance = chance

    def prepare_and_hold(self, secretary: Actor) -> None:
        """Convene for the third working day, take every item, defer some, vote on the others, and close."""
        self.prepare(secretary, self.hours.now.year, clock.day_of(Hours(self.hours.now).next_morning(3)))
        self.hours.next_morning(3)
        chair = self.open(secretary)
        for item in items_of(self.held):
            if self.chance.random() < chances.DEFERRED:
                items.defer_item(
                    actor=secretary,
                    item_id=item.id,
                    reason="Chờ bổ sung thông tin về thành tích.",
                    seen=item.dossier.version,
                    at=self.hours.pass_minutes(),
                )
            else:
                self._take(item, secretary, chair)
        closing.close_session(
            actor=secretary,
            session_id=self.session_id,
            conclusion="Giao cơ quan thường trực hoàn thiện hồ sơ.",
            seen=self.held.version,
            at=self.hours.pass_minutes(),
        )

    def _take(self, item: AgendaItem, secretary: Actor, chair: Actor) -> None:
        for member in turnout.voters(item):
            if not member.is_teller and member.seat == "member" and self.chance.random() < chances.RECUSED:
                recusals.declare(
                    actor=actor_of(member.account), item_id=item.id, ground="Có quan hệ công tác", at=self.hours.now
                )
        items.open_item(actor=chair, item_id=item.id, at=self.hours.pass_minutes(1))
        self._vote(item)
        items.count_ballots(actor=chair, item_id=item.id, at=self.hours.pass_minutes(1))
        if self._lower(item, secretary):
            self._vote(item)
        items.close_item(
            actor=chair,
            item_id=item.id,
            discussion="Các thành viên đã thảo luận.",
            conclusion="Thông qua các đề nghị đạt tỷ lệ.",
            at=self.hours.pass_minutes(1),
        )

    def _vote(self, item: AgendaItem) -> None:
        open_ballots = turnout.open_ballots(item)
        disputed = {ballot.id for ballot in open_ballots if self.chance.random() < chances.DOUBTED}
        for member in turnout.voters(item):
            if self.chance.random() >= chances.SILENT:
                self._cast(item, member, open_ballots, disputed)

    def _cast(self, item: AgendaItem, member: SessionMember, ballots_now: list[Ballot], disputed: set[int]) -> None:
        ballots.cast(
            actor=actor_of(member.account),
            item_id=item.id,
            choices={
                ballot.id: self.chance.choices(CHOICES, DISPUTED if ballot.id in disputed else WELCOMED)[0]
                for ballot in ballots_now
            },
            key=secrets.token_hex(16),
            at=self.hours.pass_minutes(0),
        )

    def _lower(self, item: AgendaItem, secretary: Actor) -> bool:
        """Put some nominations that failed to a second vote for a lesser award; returns whether there is one."""
        lowered = False
        for ballot in item.ballots:
            lesser = manner.lesser_awards(ballot.nomination, self.held.held_on)
            if ballot.is_passed or not lesser or self.chance.random() >= chances.LOWERED:
                continue
            items.lower_award(
                actor=secretary,
                item_id=item.id,
                nomination_id=ballot.nomination_id,
                award_code=lesser[0][0],
                reason="Thành tích phù hợp với mức thấp hơn.",
                seen=item.dossier.version,
                at=self.hours.pass_minutes(1),
            )
            lowered = True
        return lowered
