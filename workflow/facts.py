"""What a guard may know of a dossier: plain values, gathered once, so that the engine needs no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class NominationFacts:
    """One nomination as the guards see it.

    `outcome` is `pending`, `passed`, `not_passed`, `deferred` or `withdrawn`; `verdict` the answer of the
    eligibility check (`on_hold`, `not_met`, `unknown`, `judgement`, `met`) or None where it was not asked.
    """

    id: int
    label: str
    kind: str
    award: str
    outcome: str = "pending"
    verdict: str | None = None
    hold_reason: str = ""
    missing_fields: tuple[str, ...] = ()
    missing_components: tuple[str, ...] = ()
    duplicate_of: str = ""
    is_appraised: bool = False
    is_ballot_closed: bool = False
    open_objections: int = 0

    @property
    def is_live(self) -> bool:
        """Whether the nomination still goes on with its dossier."""
        return self.outcome in ("pending", "passed")

    @property
    def is_held(self) -> bool:
        """Whether it has to wait: for discipline, an inspection, a complaint or an open objection."""
        return bool(self.hold_reason) or self.verdict == "on_hold" or self.open_objections > 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One dossier on one day, as the guards see it.

    `wrong_authority` is the sentence that says why this body may not decide the award on that day, or empty;
    `is_item_opened` whether the council has opened the dossier's item; `expected_session_on` the day of the
    session that has it on its agenda.
    """

    today: date
    award: str
    ground: str
    nominations: tuple[NominationFacts, ...]
    wrong_authority: str = ""
    refused_recipients: tuple[str, ...] = ()
    missing_fields: tuple[str, ...] = ()
    missing_components: tuple[str, ...] = ()
    has_open_correction: bool = False
    uncorrected_flags: tuple[str, ...] = ()
    correction_rounds: int = 0
    is_on_hold: bool = False
    hold_reason: str = ""
    open_consultations: int = 0
    is_on_agenda: bool = False
    is_item_opened: bool = False
    is_session_closed: bool = False
    notice_first_day: date | None = None
    notice_last_day: date | None = None
    is_notice_reported: bool = False
    has_party_opinion: bool = False
    is_decision_drafted: bool = False
    is_decision_approved: bool = False

    @property
    def live(self) -> tuple[NominationFacts, ...]:
        """The nominations that still go on."""
        return tuple(nomination for nomination in self.nominations if nomination.is_live)

    @property
    def free(self) -> tuple[NominationFacts, ...]:
        """The nominations that may go on now: a held one stays behind without stopping these."""
        return tuple(nomination for nomination in self.live if not nomination.is_held)

    @property
    def passed(self) -> tuple[NominationFacts, ...]:
        """The nominations that the council passed."""
        return tuple(nomination for nomination in self.nominations if nomination.outcome == "passed")
