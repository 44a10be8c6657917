"""A season: many dossiers in the order of their days, the councils' sessions in between, all checked at every step."""

from __future__ import annotations

import heapq
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from dossiers import clock, journal
from dossiers.db import current_session
from dossiers.demonstration.cast import Hours, holder
from dossiers.models import AwardRecord, Decision, Dossier, Unit
from dossiers.register import record_service as register
from dossiers.simulation import chances, forbidden, invariants
from dossiers.simulation.candidates import Candidates
from dossiers.simulation.chain import Chain
from dossiers.simulation.player import Player
from dossiers.simulation.sitting import Sitting
from workflow.errors import Problem
from workflow.roles import Role

SESSION_AFTER = 5  # working days from the first waiting dossier to the council's session
TURNS = 120  # more than any dossier takes; one that needs more goes in circles
NEW_A_DAY = 5
PROVINCE = select(Unit).where(Unit.parent_id.is_(None), Unit.is_active)


@dataclass
class Report:
    """What a season came to: nominations by outcome, dossiers by state, seconds by step, and what was wrong.

    `lists` counts the lists of votes that council members sent, and the lines in them.
    """

    dossiers: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    lists: Counter[str] = field(default_factory=Counter)
    checks: int = 0
    faults: list[str] = field(default_factory=list)


class Season:
    """Plays `count` dossiers of `size` nominations each; the same seed on the same data plays the same season."""

    def __init__(self, plans: dict[str, Any], *, count: int, size: int, seed: int, start: datetime) -> None:
        self.chance = random.Random(seed)  # noqa: S311 a game of chance, no secret
        self.candidates = Candidates(plans, size, self.chance)
        self.report, self.chain = Report(), Chain()
        self.players: dict[int, Player] = {}
        self.sitting_due: set[int] = set()
        self._queue: list[tuple[datetime, int, Callable[[], None]]] = []
        self._turns: Counter[int] = Counter()
        self._order = 0
        self.hours = Hours(start)
        self._progress: Callable[[int], None] = lambda ended: None
        for number in range(count):
            if number and number % NEW_A_DAY == 0:
                self.hours.next_morning()
            self._enter(Player(*self.candidates.dossier(), Hours(self.hours.pass_minutes(1)), self.chance))

    def play(self, progress: Callable[[int], None]) -> Report:
        """Play to the end, telling `progress` of every dossier that has ended; returns the report."""
        self._progress = progress
        while self._queue:
            self.hours.now, _, act = heapq.heappop(self._queue)
            act()
        self.hours.now = max(player.hours.now for player in self.players.values())
        self._annul_some()
        self._check_all()
        for player in self.players.values():
            self.report.dossiers[player.dossier.state] += 1
            self.report.outcomes.update(line.outcome for line in player.dossier.nominations)
        return self.report

    def _enter(self, player: Player) -> None:
        self._at(player.hours.now, lambda: self._turn(player))

    def _at(self, moment: datetime, act: Callable[[], None]) -> None:
        self._order += 1
        heapq.heappush(self._queue, (moment, self._order, act))

    def _turn(self, player: Player) -> None:
        self._turns[id(player)] += 1
        began = time.perf_counter()
        try:
            done = player.turn()
        except Problem as refused:
            self.report.faults.append(f"{player.dossier.code} ở {player.dossier.state}: {_words(refused)}")
            return
        self._count(done, began)
        self.players[player.dossier_id] = player
        self._adopt(player)
        self._check([player.dossier])
        if self.chance.random() < chances.FORBIDDEN and (wrong := forbidden.attempt(player)):
            self.report.faults.append(wrong)
        self._go_on(player)

    def _go_on(self, player: Player) -> None:
        if player.is_over:
            self._progress(player.dossier.split_from_id is None)
        elif self._turns[id(player)] > TURNS:
            self.report.faults.append(f"{player.dossier.code}: sau {TURNS} lượt vẫn ở {player.dossier.state}")
        elif player.waits:
            self._await_council(player)
        else:
            self._enter(player)

    def _adopt(self, player: Player) -> None:
        """Play on with dossiers that were split off."""
        family = player.dossier.split_from_id or player.dossier_id
        query = select(Dossier).where(Dossier.split_from_id == family).order_by(Dossier.id)
        for dossier in current_session().scalars(query):
            if dossier.id not in self.players:
                self.players[dossier.id] = player.sibling(dossier)
                self._enter(self.players[dossier.id])

    def _await_council(self, player: Player) -> None:
        decider_id = player.dossier.decider_unit_id
        if decider_id not in self.sitting_due:
            self.sitting_due.add(decider_id)
            due = Hours(player.hours.now).next_morning(SESSION_AFTER)
            self._at(due, lambda: self._sit(decider_id))

    def _sit(self, decider_id: int) -> None:
        """Hold the session of a unit's council on every dossier that waits for it."""
        self.sitting_due.discard(decider_id)
        waiting = [
            player for player in self.players.values() if player.waits and player.dossier.decider_unit_id == decider_id
        ]
        decider = current_session().get_one(Unit, decider_id)
        secretary = holder(Role.COUNCIL_SECRETARY, decider, decider.keeper)
        began = time.perf_counter()
        sitting = Sitting([player.dossier_id for player in waiting], Hours(self.hours.now), self.chance)
        try:
            sitting.prepare_and_hold(secretary)
        except Problem as refused:
            self.report.faults.append(f"phiên họp của {decider.name}: {_words(refused)}")
            return
        self._count("council_session", began)
        self.report.lists += sitting.lists
        for player in waiting:
            player.waits, player.hours.now = False, sitting.hours.now
            self._adopt(player)
            self._go_on(player)
        self._check([player.dossier for player in waiting])

    def _annul_some(self) -> None:
        """Enter that some awards of the season were annulled (Luật Thi đua, khen thưởng Điều 93 khoản 2)."""
        query = (
            select(AwardRecord)
            .join(Decision, Decision.id == AwardRecord.decision_id)
            .where(Decision.dossier_id.in_(self.players))
            .order_by(AwardRecord.id)
        )
        for record in current_session().scalars(query).all():
            if self.chance.random() < chances.ANNULLED:
                began, day = time.perf_counter(), self.hours.next_morning()
                register.revoke_record(
                    actor=holder(Role.APPRAISER, *(unit.keeper for unit in current_session().scalars(PROVINCE))),
                    record_id=record.id,
                    seen=0,
                    ground="b",
                    number=f"{record.id}/QĐ-UBND",
                    revoked_on=clock.day_of(day),
                    reason="Kê khai sai thành tích.",
                    at=day,
                )
                self._count("annul", began)
                self._check([])

    def _check(self, dossiers: list[Dossier]) -> None:
        """Hold every invariant against what the last act may have changed."""
        found = [*self.chain.read_on(), *invariants.of_numbers()]
        for dossier in dossiers:
            found += [*invariants.of_dossier(dossier), *self.chain.agrees_with(dossier)]
        self.report.checks += 1
        self.report.faults += found

    def _check_all(self) -> None:
        self._check([player.dossier for player in self.players.values()])
        checked = journal.verify(journal.stored())
        if not checked.ok:
            self.report.faults.append(f"nhật ký hỏng từ mục {checked.first_bad}")

    def _count(self, done: str, began: float) -> None:
        self.report.steps[done] += 1
        self.report.seconds[done] = self.report.seconds.get(done, 0.0) + time.perf_counter() - began


def _words(refused: Problem) -> str:
    return "; ".join([str(refused), *(finding.reason for finding in refused.findings)])
