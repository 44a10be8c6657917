"""One dossier of a simulated season: at each turn chance decides what people do next, and the services do it."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import select

from dossiers import clock
from dossiers.appraisal import nomination_service as lines
from dossiers.appraisal import service as appraisal
from dossiers.council import closing
from dossiers.db import current_session
from dossiers.decision import higher_body
from dossiers.decision import service as decision
from dossiers.demonstration.cast import Hours
from dossiers.demonstration.road import Road
from dossiers.models import Consultation, Dossier, Nomination, Unit
from dossiers.rules import procedure_of
from dossiers.simulation import chances
from dossiers.simulation.publicity import Publicity
from dossiers.submission import service as submission
from workflow.roles import Role

LOOKED_INTO = "Đang chờ kết luận thanh tra về nội dung có liên quan."
CONCLUDED = "Kết luận số 12/KL-TTr: không có vi phạm."


class Player(Road):
    """Plays one dossier turn by turn; `hours` is when its next turn comes, `waits` that the council has the word."""

    def __init__(self, plan: dict[str, Any], unit: Unit, hours: Hours, chance: random.Random) -> None:
        super().__init__(plan, unit, hours)
        self.chance, self.waits = chance, False
        self.done: set[str] = set()
        self.publicity = Publicity(self)

    def sibling(self, dossier: Dossier) -> Player:
        """Return who plays a dossier that was split off this one."""
        other = Player(self.plan, self.unit, Hours(self.hours.now), self.chance)
        other.dossier_id, other.done = dossier.id, set(self.done)
        return other

    @property
    def is_over(self) -> bool:
        """Whether the dossier is at an end."""
        return bool(self.dossier_id) and procedure_of(self.dossier).states[self.dossier.state].is_end

    def turn(self) -> str:
        """Let people do one thing; returns its name."""
        if not self.dossier_id:
            self.draft()
            return "draft"
        state = self.dossier.state
        if state.startswith("held_"):
            return self._resume()
        if state.startswith("returned_"):
            self.correct(0)
            return "resubmit"
        if released := self._release():
            return released
        return str(getattr(self, f"_when_{state}")())

    def once(self, what: str, share: float) -> bool:
        """Whether `what` happens now; it is asked once in a dossier's life."""
        if what in self.done:
            return False
        self.done.add(what)
        return self.chance.random() < share

    def free(self) -> list[Nomination]:
        """Return the nominations that go on and wait for nothing."""
        return [line for line in self.dossier.live_nominations if not line.hold_reason]

    def _when_draft(self) -> str:
        self.hours.next_morning()
        self.submit()
        return "submit"

    def _when_submitted(self) -> str:
        if self.once("kept back", chances.KEPT_BACK):
            return self._withdraw()
        if self.once("refused at once", chances.REFUSED):
            return self._refuse("Hồ sơ nộp ngoài thời hạn của đợt xét.")
        if self.once("returned at once", chances.RETURNED):
            self.ask_for_correction()
            return "return_for_correction"
        self.accept()
        return "accept"

    def _when_under_appraisal(self) -> str:
        self.hours.next_morning()
        if self.once("held", chances.HELD):
            appraisal.hold(actor=self.appraiser(), reason=LOOKED_INTO, **self.seen())
            return "hold"
        if self.once("returned", chances.RETURNED):
            self.ask_for_correction()
            return "return_for_correction"
        if self.once("consulted", chances.CONSULTED):
            return self._consult()
        return self._finish_appraisal()

    def _finish_appraisal(self) -> str:
        kept, *others = self.chance.sample(self.free(), len(self.free()))
        for line in others:
            if self.once(f"line {line.id} held", chances.LINE_HELD):
                lines.hold_nomination(actor=self.appraiser(), nomination_id=line.id, reason=LOOKED_INTO, **self.seen())
        for line in self.dossier.live_nominations:
            declined = line.id != kept.id and self.chance.random() < chances.DECLINED
            lines.appraise(
                actor=self.appraiser(),
                nomination_id=line.id,
                proposal="decline" if declined else "propose",
                opinion="Thành tích chưa nổi trội." if declined else "Thành tích phù hợp với hình thức đề nghị.",
                **self.seen(),
            )
        appraisal.finish_appraisal(actor=self.appraiser(), **self.seen())
        return "finish_appraisal"

    def _consult(self) -> str:
        asked = self.dossier.decider_unit.keeper
        appraisal.consult(
            actor=self.appraiser(), unit_ids=[asked.id], question="Có vi phạm không?", due_on=None, **self.seen()
        )
        self.hours.next_morning(3)
        for consultation in (
            current_session().scalars(select(Consultation).where(Consultation.dossier_id == self.dossier_id)).all()
        ):
            appraisal.record_answer(
                actor=self.appraiser(), consultation_id=consultation.id, answer="Không có vi phạm.", **self.seen()
            )
        return "consult"

    def _when_before_council(self) -> str:
        if closing.conclusion_of(self.dossier):
            secretary = self.who(Role.COUNCIL_SECRETARY)
            closing.conclude_dossier(actor=secretary, **self.seen())
            return "conclude_council"
        if self.once("held before the council", chances.HELD / 2):
            appraisal.hold(actor=self.step_taker("hold"), reason=LOOKED_INTO, **self.seen())
            return "hold"
        self.waits = True
        return "wait_for_council"

    def _when_on_notice(self) -> str:
        return self.publicity.turn()

    def _when_party_opinion(self) -> str:
        self.hear_party()
        return "record_party_opinion"

    def _when_before_petition(self) -> str:
        self.petition()
        return "forward"

    def _when_forwarded(self) -> str:
        self.hours.next_morning(8)
        drafted = self.dossier.live_nominations
        granted = [line.id for line in drafted if self.chance.random() >= chances.NOT_GRANTED]
        if not granted:
            higher_body.record_refusal(actor=self.appraiser(), reason="Không đủ điều kiện.", **self.seen())
            return "record_refusal"
        higher_body.record_grant(
            actor=self.appraiser(),
            number=f"{1400 + self.dossier_id}/QĐ-TTg",
            body="Thủ tướng Chính phủ",
            decided_on=clock.day_of(self.hours.now),
            granted=granted,
            **self.seen(),
        )
        return "record_grant"

    def _when_before_decision(self) -> str:
        if not decision.awardable(self.dossier) or self.once("refused at last", chances.REFUSED / 2):
            return self._refuse("Không còn đề nghị nào đủ điều kiện.")
        self.propose()
        self.hours.next_morning()
        if self.once("sent back", chances.SENT_BACK):
            decision.send_back(actor=self.signer(), reason="Rà soát lại họ tên.", **self.seen())
            return "send_back"
        decision.decide(actor=self.signer(), **self.seen())
        return "decide"

    def _when_decided(self) -> str:
        if self.once("sent back by the office", chances.SENT_BACK / 2):
            clerk = self.who(Role.OFFICE_CLERK)
            decision.send_back(actor=clerk, reason="Sai thể thức ở phần nơi nhận.", **self.seen())
            return "send_back"
        self.issue()
        return "issue"

    def _withdraw(self) -> str:
        actor = self.who(Role.HEAD_OF_UNIT)
        submission.withdraw(actor=actor, reason="Đơn vị rút để hoàn thiện.", **self.seen())
        return "withdraw"

    def _refuse(self, reason: str) -> str:
        serve = decision.refuse if self.dossier.state == "before_decision" else appraisal.refuse
        serve(actor=self.step_taker("refuse"), reason=reason, **self.seen())
        return "refuse"

    def refuse_all(self) -> str:
        """End the dossier, because nothing in it may go on."""
        return self._refuse("Sau khi xử lý phản ánh không còn đề nghị nào đủ điều kiện.")

    def _resume(self) -> str:
        self.hours.next_morning(4)
        appraisal.resume(actor=self.step_taker("resume"), reason=CONCLUDED, **self.seen())
        return "resume"

    def _release(self) -> str:
        """Let held nominations go on where nothing else is left to do; returns what was done, or nothing."""
        held = [line for line in self.dossier.live_nominations if line.hold_reason == LOOKED_INTO]
        if not held or self.free():
            return ""
        self.hours.next_morning(3)
        for line in held:
            lines.resume_nomination(actor=self.appraiser(), nomination_id=line.id, conclusion=CONCLUDED, **self.seen())
        return "resume_nomination"
