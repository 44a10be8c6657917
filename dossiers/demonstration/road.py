"""One dossier played from draft to its end, by the same services that the pages call."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dossiers import clock
from dossiers.accounts.login import actor_of
from dossiers.appraisal import nomination_service as lines
from dossiers.appraisal import service as appraisal
from dossiers.db import current_session
from dossiers.decision import higher_body
from dossiers.decision import queries as decisions
from dossiers.decision import service as decision
from dossiers.demonstration.cast import Hours, holder
from dossiers.demonstration.session import PlayedSession
from dossiers.models import Account, Dossier, Unit
from dossiers.notice import service as notice
from dossiers.rules import law, procedure_of
from dossiers.subjects import find_dossier
from dossiers.submission import nomination_service as nominations
from dossiers.submission import service as submission
from workflow.permissions import Actor
from workflow.roles import Role


class Road:
    """Plays one plan step by step; `until` stops it at a state."""

    def __init__(self, plan: dict[str, Any], unit: Unit, hours: Hours) -> None:
        self.plan, self.unit, self.hours = plan, unit, hours
        self.states: list[str] = []
        self.dossier_id = 0

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        return find_dossier(self.dossier_id)

    def play(self, until: str = "") -> Dossier:
        """Play on until the dossier is at an end, or in the state `until`."""
        self.draft()
        turns = {
            "draft": self.submit,
            "submitted": self.accept,
            "under_appraisal": self.appraise,
            "before_council": self.vote,
            "on_notice": self.publish,
            "party_opinion": self.hear_party,
            "before_petition": self.petition,
            "before_decision": self.decide,
            "decided": self.issue,
            "forwarded": self.record_grant,
        }
        while True:
            state = self.dossier.state
            if not self.states or self.states[-1] != state:
                self.states.append(state)
            if state == until or state not in turns:
                return self.dossier
            turns[state]()

    def who(self, role: Role) -> Actor:
        """Return who plays `role` for the dossier: at its unit, or at the body that decides."""
        dossier = self.dossier
        if role in (Role.CLERK, Role.HEAD_OF_UNIT):
            return holder(role, self.unit)
        return holder(role, dossier.decider_unit, dossier.decider_unit.keeper)

    def draft(self) -> None:
        """Let the clerk write the dossier with petition, nominations and minutes of the review."""
        plan, clerk = self.plan, holder(Role.CLERK, self.unit)
        self.dossier_id = submission.create_dossier(
            actor=clerk,
            unit_id=self.unit.id,
            award=plan["award"],
            ground=plan["ground"],
            year=plan["year"],
            campaign_id=None,
            at=self.hours.pass_minutes(),
        ).id
        petition_on = clock.day_of(self.hours.now)
        number = f"{10 + self.dossier_id}/TTr-{self.unit.symbol}"
        submission.save_petition(
            actor=clerk,
            values={
                "reason": plan["reason"],
                "request": plan["request"],
                "petition_number": number,
                "petition_on": petition_on,
            },
            **self.seen(),
        )
        nominations.add_nominations(
            actor=clerk, lines=[(each["kind"], field_values(each)) for each in plan["nominations"]], **self.seen()
        )
        review = self._review(petition_on)
        votes = {line.id: {"yes": review["roster"], "no": 0, "abstain": 0} for line in self.dossier.nominations}
        submission.save_review(actor=clerk, review=review, votes=votes, **self.seen())

    def seen(self) -> dict[str, Any]:
        """What every service about the dossier wants: which, the version seen, and when."""
        dossier = self.dossier
        return {"dossier_id": dossier.id, "seen": dossier.version, "at": self.hours.pass_minutes()}

    def _review(self, held_on: date) -> dict[str, Any]:
        members = current_session().scalars(select(Account).where(Account.unit_id == self.unit.id)).all()
        return {
            "held_on": (held_on - timedelta(days=1)).isoformat(),
            "starts_at": "08:00",
            "ends_at": "10:30",
            "place": f"Phòng họp {self.unit.name}",
            "roster": len(members),
            "chair": {"name": self.unit.head_name, "post": self.unit.head_title},
            "secretary": {"name": holder(Role.CLERK, self.unit).full_name, "post": "Cán bộ thi đua, khen thưởng"},
            "present": [{"name": member.full_name, "post": member.post} for member in members],
            "absent": [],
            "content": "",
            "is_secret": False,
            "conclusion": "Hội đồng nhất trí đề nghị khen thưởng các tập thể, hộ gia đình, cá nhân trong danh sách.",
        }

    def submit(self) -> None:
        """Let the head of the unit submit."""
        submission.submit(actor=self.who(Role.HEAD_OF_UNIT), **self.seen())

    def accept(self) -> None:
        """Let the standing body receive the dossier, the morning after."""
        self.hours.next_morning()
        appraisal.accept(actor=self.who(Role.APPRAISER), **self.seen())

    def appraise(self) -> None:
        """Propose every nomination and finish the appraisal, after a correction where the plan has one."""
        if "corrected" in self.plan and not self.dossier.correction_rounds:
            self.ask_for_correction(self.plan["corrected"])
            self.correct(self.plan["corrected"])
        self.hours.next_morning(2)
        appraiser = self.appraiser()
        for line in self.dossier.live_nominations:
            lines.appraise(
                actor=appraiser,
                nomination_id=line.id,
                proposal="propose",
                opinion="Hồ sơ đủ thành phần, thành tích phù hợp với hình thức khen thưởng đề nghị.",
                **self.seen(),
            )
        appraisal.finish_appraisal(actor=appraiser, **self.seen())

    def appraiser(self) -> Actor:
        """Return who appraises the dossier."""
        appraiser = self.dossier.appraiser
        return actor_of(appraiser) if appraiser else self.who(Role.APPRAISER)

    def ask_for_correction(self, position: int = 0) -> None:
        """Return the dossier to its unit for one field of the nomination at `position` (from 0)."""
        line = self.dossier.nominations[position]
        appraisal.return_for_correction(
            actor=self.appraiser(),
            reason="Báo cáo thành tích chưa nêu số liệu so với năm trước.",
            due_on=None,
            flags=[(line.id, "report.results", "Bổ sung số liệu so sánh với năm 2024.")],
            **self.seen(),
        )
        self.states.append(self.dossier.state)

    def correct(self, position: int) -> None:
        """Let the clerk correct what was asked of the nomination at `position` and submit again."""
        self.hours.next_morning()
        clerk, line = self.who(Role.CLERK), self.dossier.nominations[position]
        better = f"{line.report['results']} So với năm 2024, tỷ lệ trả kết quả trước hạn tăng 12,4 điểm phần trăm."
        nominations.save_nomination(
            actor=clerk, nomination_id=line.id, values={"report.results": better}, **self.seen()
        )
        submission.resubmit(actor=clerk, **self.seen())
        self.states.append(self.dossier.state)

    def vote(self) -> None:
        """Hold a session of the council on this dossier alone."""
        played = PlayedSession([self.dossier_id], self.hours, self.plan.get("rejected"))
        played.play(self.who(Role.COUNCIL_SECRETARY), self.plan["year"])

    def publish(self) -> None:
        """Post the public notice, wait for its end and report on it."""
        last_day, poster = self.post()
        while clock.day_of(self.hours.now) <= last_day:
            self.hours.next_morning()
        notice.close_notice(actor=poster, **self.seen())

    def post(self) -> tuple[date, Actor]:
        """Post the public notice; returns its last day and who posted it."""
        poster = self.step_taker("post_notice")
        self.hours.next_morning()
        posted = notice.post_notice(
            actor=poster, place=f"Bảng tin {self.dossier.decider_unit.keeper.name}", working_days=None, **self.seen()
        )
        return posted.last_day, poster

    def step_taker(self, name: str) -> Actor:
        """Return who takes the step `name`."""
        dossier = self.dossier
        step = procedure_of(dossier).step(name, dossier.state)
        role = Role(step.by[-1])
        return self.appraiser() if role is Role.APPRAISER else self.who(role)

    def hear_party(self) -> None:
        """Record that the Party committee agrees."""
        self.hours.next_morning(3)
        opinion = higher_body.PartyOpinion(
            "215-CV/TU", clock.day_of(self.hours.now), "Ban Thường vụ Tỉnh ủy nhất trí với đề nghị khen thưởng."
        )
        higher_body.record_party_opinion(
            actor=self.appraiser(),
            opinion=opinion,
            agreed=[line.id for line in self.dossier.live_nominations],
            **self.seen(),
        )

    def propose(self) -> None:
        """Lay the draft decision before its signer."""
        self.hours.next_morning()
        signer = decisions.signers(self.dossier)[0]
        decision.propose_decision(
            actor=self.step_taker("propose_decision"), abstract=self.abstract(), signer_id=signer.id, **self.seen()
        )

    def abstract(self) -> str:
        """Return what the decision is about."""
        return f"Về việc tặng {law().award(self.plan['award']).title} năm {self.plan['year']}"

    def signer(self) -> Actor:
        """Return who signs the decision."""
        return actor_of(decisions.signers(self.dossier)[0])

    def petition(self) -> None:
        """Lay the petition before its signer, who forwards it to the higher body."""
        self.propose()
        self.hours.next_morning()
        decision.forward(actor=self.signer(), **self.seen())

    def decide(self) -> None:
        """Lay the draft before its signer, who approves it."""
        self.propose()
        self.hours.next_morning()
        decision.decide(actor=self.signer(), **self.seen())

    def issue(self) -> None:
        """Let the office clerk number and issue the decision."""
        decision.issue(actor=self.who(Role.OFFICE_CLERK), **self.seen())

    def record_grant(self) -> None:
        """Record that the higher body granted every nomination."""
        self.hours.next_morning(8)
        higher_body.record_grant(
            actor=self.appraiser(),
            number=f"{1400 + self.dossier_id}/QĐ-TTg",
            body="Thủ tướng Chính phủ",
            decided_on=clock.day_of(self.hours.now),
            granted=[line.id for line in self.dossier.live_nominations],
            **self.seen(),
        )


HONORIFICS = {"nam": "Ông", "nữ": "Bà"}


def field_values(each: dict[str, Any]) -> dict[str, Any]:
    """Return a planned nomination as the submission service takes it: values by field code."""
    plain: dict[str, Any] = {
        key: each[key] for key in ("name", "gender", "birth_year", "post", "workplace", "achievement") if key in each
    }
    plain["honorific"] = each.get("honorific") or HONORIFICS.get(each.get("gender", ""), "")
    evidence: dict[str, Any] = {"evidence.discipline": [], "evidence.holds": [], "evidence.awards": []}
    if "ratings" in each:
        evidence["evidence.ratings"] = [{"year": year, "rating": rating} for year, rating in each["ratings"].items()]
    if "awards" in each:
        evidence["evidence.awards"] = [{**award, "decided_on": str(award["decided_on"])} for award in each["awards"]]
    if "collective" in each:
        evidence["evidence.collective"] = each["collective"]
    report = {f"report.{key}": value for key, value in each.get("report", {}).items()}
    return {**plain, **report, **evidence}
