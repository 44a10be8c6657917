"""A council's session in a simulated season: chance decides who is doubted, who stays out and what is deferred."""

from __future__ import annotations

import random
import secrets
from collections import Counter

from dossiers import clock
from dossiers.accounts.login import actor_of
from dossiers.council import ballots, bulk, closing, items, manner, open_lines, recusals, turnout
from dossiers.council.roster import items_of
from dossiers.demonstration.cast import Hours
from dossiers.demonstration.session import PlayedSession
from dossiers.models import AgendaItem, SessionMember
from dossiers.simulation import chances
from workflow.permissions import Actor

CHOICES = ("yes", "no", "abstain")
WELCOMED, DISPUTED = (97, 2, 1), (35, 50, 15)


class Sitting(PlayedSession):
    """One session on the dossiers that wait for one council: lists of votes, and acts on many items at once.

    `lists` counts what members sent: how many lists, and how many lines in them.
    """

    def __init__(self, dossier_ids: list[int], hours: Hours, chance: random.Random) -> None:
        super().__init__(dossier_ids, hours)
        self.chance = chance
        self.lists: Counter[str] = Counter()

    def prepare_and_hold(self, secretary: Actor) -> None:
        """Convene for the third working day, take every item, defer some, vote on the others, and close."""
        self.prepare(secretary, self.hours.now.year, clock.day_of(Hours(self.hours.now).next_morning(3)))
        self.hours.next_morning(3)
        chair = self.open(secretary)
        self._defer_some(secretary)
        self._recuse_some()
        self._all_at_once(chair, "open")
        self._vote()
        self._all_at_once(chair, "count")
        if self._lower_some(secretary):
            self._vote()
            self._all_at_once(chair, "count")
        self._all_at_once(chair, "conclude")
        closing.close_session(
            actor=secretary,
            session_id=self.session_id,
            conclusion="Giao cơ quan thường trực hoàn thiện hồ sơ.",
            seen=self.held.version,
            at=self.hours.pass_minutes(),
        )

    def _defer_some(self, secretary: Actor) -> None:
        for item in items_of(self.held):
            if self.chance.random() < chances.DEFERRED:
                items.defer_item(
                    actor=secretary,
                    item_id=item.id,
                    reason="Chờ bổ sung thông tin về thành tích.",
                    seen=item.dossier.version,
                    at=self.hours.pass_minutes(),
                )

    def _recuse_some(self) -> None:
        for item in self._items("waiting"):
            for member in turnout.voters(item):
                if not member.is_teller and member.seat == "member" and self.chance.random() < chances.RECUSED:
                    recusals.declare(
                        actor=actor_of(member.account),
                        item_id=item.id,
                        ground="Có quan hệ công tác",
                        at=self.hours.now,
                    )

    def _all_at_once(self, chair: Actor, act: str) -> None:
        """Let the chair do to all items what the page for it shows; nothing where nothing waits."""
        found = bulk.plan(self.held, chair, act, self.hours.now)
        if found.possible:
            bulk.perform(
                actor=chair,
                session_id=self.session_id,
                act=act,
                award="",
                shown=found.fingerprint,
                at=self.hours.pass_minutes(1),
                conclusion="Thông qua các đề nghị đạt tỷ lệ.",
            )

    def _vote(self) -> None:
        """Let every member send one list of all lines that wait for them; a few send nothing."""
        asked = [ballot.id for item in self._items("open") for ballot in turnout.open_ballots(item)]
        disputed = {ballot_id for ballot_id in asked if self.chance.random() < chances.DOUBTED}
        for member in self.held.members:
            if self.chance.random() >= chances.SILENT:
                self._cast(member, disputed)

    def _cast(self, member: SessionMember, disputed: set[int]) -> None:
        lines = open_lines.waiting_for(self.held, member)
        if not lines:
            return
        ballots.cast_list(
            actor=actor_of(member.account),
            session_id=self.session_id,
            choices={
                ballot.id: self.chance.choices(CHOICES, DISPUTED if ballot.id in disputed else WELCOMED)[0]
                for ballot in lines
            },
            key=secrets.token_hex(16),
            at=self.hours.pass_minutes(0),
        )
        self.lists["lists"] += 1
        self.lists["lines"] += len(lines)

    def _lower_some(self, secretary: Actor) -> bool:
        """Put some nominations that failed to a second vote for a lesser award; returns whether there is one."""
        failed = [
            (item.id, ballot.nomination_id, ballot.nomination)
            for item in self._items("open")
            for ballot in item.ballots
            if not ballot.is_passed
        ]
        lowered = False
        for item_id, nomination_id, nomination in failed:
            lesser = manner.lesser_awards(nomination, self.held.held_on)
            if not lesser or self.chance.random() >= chances.LOWERED:
                continue
            item = next(each for each in self._items("open") if each.id == item_id)
            items.lower_award(
                actor=secretary,
                item_id=item_id,
                nomination_id=nomination_id,
                award_code=lesser[0][0],
                reason="Thành tích phù hợp với mức thấp hơn.",
                seen=item.dossier.version,
                at=self.hours.pass_minutes(1),
            )
            lowered = True
        return lowered

    def _items(self, state: str) -> list[AgendaItem]:
        return [item for item in items_of(self.held) if item.state == state]
