"""Who may do what: roles with their scope, four eyes and recusal; what no rule allows is refused.

The docstring of a predicate is the reason that people are shown when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from workflow.roles import HEADS, ROLE_NAMES, SUBMITTING_SIDE, Role


class Action(StrEnum):
    """Everything a person can ask of the system, as `object:verb`."""

    PUBLIC_VIEW = "public:view"
    SELF_MANAGE = "self:manage"
    DESK_VIEW = "desk:view"
    DOSSIER_LIST = "dossier:list"
    DOSSIER_VIEW = "dossier:view"
    DOSSIER_CREATE = "dossier:create"
    DOSSIER_EDIT = "dossier:edit"
    DOSSIER_STEP = "dossier:step"
    DOCUMENT_CHECK = "document:check"
    SIGNED_COPY_KEEP = "signed_copy:keep"
    PRINTING_VIEW = "printing:view"
    PRINTING_MANAGE = "printing:manage"
    STOCK_VIEW = "stock:view"
    STOCK_MANAGE = "stock:manage"
    CONSULTATION_ANSWER = "consultation:answer"
    CONSULTATION_FOLLOW = "consultation:follow"
    APPRAISAL_RECORD = "appraisal:record"
    SESSION_LIST = "session:list"
    SESSION_VIEW = "session:view"
    KIN_DECLARE = "kin:declare"
    SESSION_PREPARE = "session:prepare"
    SESSION_LEAD = "session:lead"
    ITEM_PREPARE = "item:prepare"
    INVITATION_ANSWER = "invitation:answer"
    PACK_READ = "pack:read"
    QUESTION_ANSWER = "question:answer"
    ROUND_END = "round:end"
    RECUSAL_DECLARE = "recusal:declare"
    BALLOT_CAST = "ballot:cast"
    BALLOT_COUNT = "ballot:count"
    MINUTES_KEEP = "minutes:keep"
    OBJECTION_ANSWER = "objection:answer"
    NAME_CHECK = "name:check"
    REGISTER_VIEW = "register:view"
    REGISTER_MANAGE = "register:manage"
    UNIT_MANAGE = "unit:manage"
    ACCOUNT_MANAGE = "account:manage"
    COUNCIL_MANAGE = "council:manage"
    TEMPLATE_MANAGE = "template:manage"
    CALENDAR_MANAGE = "calendar:manage"
    JOURNAL_VIEW = "journal:view"


@dataclass(frozen=True)
class Actor:
    """A signed-in person on one day: the roles in force, each with its unit."""

    id: int
    full_name: str
    grants: frozenset[tuple[str, int]]

    def holds(self, role: Role, units: frozenset[int] | None = None) -> bool:
        """Whether the person holds `role` at one of `units`, or anywhere when `units` is None."""
        return any(held == role and (units is None or unit in units) for held, unit in self.grants)

    def units_as(self, roles: Iterable[Role]) -> frozenset[int]:
        """Return the units at which the person holds one of `roles`."""
        wanted = set(roles)
        return frozenset(unit for held, unit in self.grants if held in wanted)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an action is about: whose it is, who decides it, and who already had a hand in it.

    `submitting_units` and `deciding_units` are where the two sides' roles count, `head_units` where those of the
    decision maker and the council's chair do (never at the standing body alone); `council` the accounts of
    the session's roster that has it on its agenda; `recused` those of them who take no part; `leaders` who
    presides; `tellers` who counts the paper slips.
    """

    submitting_units: frozenset[int] = frozenset()
    deciding_units: frozenset[int] = frozenset()
    head_units: frozenset[int] = frozenset()
    is_draft: bool = False
    drafted_by: int | None = None
    appraised_by: int | None = None
    nominees: frozenset[int] = frozenset()
    council: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()
    leaders: frozenset[int] = frozenset()
    tellers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """The answer: `reason` is the Vietnamese sentence to show when it is no."""

    is_allowed: bool
    reason: str = ""


Predicate = Callable[[Actor, Subject], bool]


def not_recused(actor: Actor, subject: Subject) -> bool:
    """Bạn đã hồi tị ở nội dung này nên không xem, không tham gia xét."""
    return actor.id not in subject.recused


def not_nominee(actor: Actor, subject: Subject) -> bool:
    """Bạn là người được đề nghị khen thưởng trong hồ sơ này nên không được xử lý hồ sơ."""
    return actor.id not in subject.nominees


def not_drafter(actor: Actor, subject: Subject) -> bool:
    """Người lập hồ sơ không được thẩm định hoặc quyết định chính hồ sơ đó."""
    return actor.id != subject.drafted_by


def not_appraiser(actor: Actor, subject: Subject) -> bool:
    """Người đã thẩm định hồ sơ không được duyệt quyết định của hồ sơ đó."""
    return actor.id != subject.appraised_by


def on_roster(actor: Actor, subject: Subject) -> bool:
    """Chỉ thành viên có tên trong danh sách Hội đồng của phiên họp mới được tham gia."""
    return actor.id in subject.council


def presides(actor: Actor, subject: Subject) -> bool:
    """Việc này do người chủ trì thực hiện: Chủ tịch Hội đồng, hoặc người thay khi Chủ tịch vắng mặt hay hồi tị."""
    return actor.id in subject.leaders


def prepares_or_presides(actor: Actor, subject: Subject) -> bool:
    """Việc này do thư ký Hội đồng hoặc người chủ trì thực hiện."""
    return actor.holds(Role.COUNCIL_SECRETARY, subject.deciding_units) or presides(actor, subject)


def counts_slips(actor: Actor, subject: Subject) -> bool:
    """Việc này do thành viên ban kiểm phiếu của phiên họp thực hiện."""
    return actor.id in subject.tellers


def left_draft(actor: Actor, subject: Subject) -> bool:
    """Hồ sơ còn là bản nháp của đơn vị."""
    return not subject.is_draft


@dataclass(frozen=True)
class Rule:
    """Who may: one of `roles` on the right side, or (where `is_for_council`) a member of the roster.

    All `predicates` must hold besides; no roles at all means every signed-in person.
    """

    roles: frozenset[Role] = frozenset()
    predicates: tuple[Predicate, ...] = ()
    is_for_council: bool = False


def _rule(*roles: Role, predicates: tuple[Predicate, ...] = (), is_for_council: bool = False) -> Rule:
    return Rule(frozenset(roles), predicates, is_for_council)


_KEEPERS = (Role.APPRAISER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.DECISION_MAKER, Role.OFFICE_CLERK)

RULES: dict[Action, Rule] = {
    Action.SELF_MANAGE: _rule(),
    Action.DESK_VIEW: _rule(),
    Action.DOSSIER_LIST: _rule(Role.CLERK, Role.HEAD_OF_UNIT, *_KEEPERS, Role.COUNCIL_MEMBER, Role.AUDITOR),
    Action.DOSSIER_VIEW: _rule(
        Role.CLERK, Role.HEAD_OF_UNIT, *_KEEPERS, Role.AUDITOR, predicates=(not_recused,), is_for_council=True
    ),
    Action.DOCUMENT_CHECK: _rule(),
    Action.SIGNED_COPY_KEEP: _rule(Role.OFFICE_CLERK, Role.DECISION_MAKER, predicates=(not_recused, left_draft)),
    Action.PRINTING_VIEW: _rule(
        Role.OFFICE_CLERK, Role.APPRAISER, Role.DECISION_MAKER, Role.AUDITOR, predicates=(not_recused, left_draft)
    ),
    Action.PRINTING_MANAGE: _rule(Role.OFFICE_CLERK, Role.APPRAISER, predicates=(not_recused, left_draft)),
    Action.STOCK_VIEW: _rule(Role.OFFICE_CLERK, Role.APPRAISER, Role.ADMINISTRATOR, Role.AUDITOR),
    Action.STOCK_MANAGE: _rule(Role.OFFICE_CLERK, Role.ADMINISTRATOR),
    Action.DOSSIER_CREATE: _rule(Role.CLERK),
    Action.DOSSIER_EDIT: _rule(Role.CLERK),
    Action.CONSULTATION_ANSWER: _rule(Role.CLERK, Role.HEAD_OF_UNIT, predicates=(not_nominee,)),
    Action.CONSULTATION_FOLLOW: _rule(Role.APPRAISER, Role.COUNCIL_SECRETARY),
    Action.APPRAISAL_RECORD: _rule(Role.APPRAISER, predicates=(left_draft, not_drafter, not_nominee)),
    Action.SESSION_LIST: _rule(Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.AUDITOR),
    Action.KIN_DECLARE: _rule(Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER),
    Action.SESSION_VIEW: _rule(
        Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.AUDITOR, predicates=(not_recused,), is_for_council=True
    ),
    Action.SESSION_PREPARE: _rule(Role.COUNCIL_SECRETARY),
    Action.ITEM_PREPARE: _rule(Role.COUNCIL_SECRETARY, predicates=(not_recused,)),
    Action.SESSION_LEAD: _rule(Role.COUNCIL_CHAIR, predicates=(not_recused, presides), is_for_council=True),
    Action.INVITATION_ANSWER: _rule(predicates=(on_roster,)),
    Action.PACK_READ: _rule(predicates=(on_roster, not_recused, not_nominee)),
    Action.QUESTION_ANSWER: _rule(Role.COUNCIL_SECRETARY, Role.APPRAISER, predicates=(not_recused, not_nominee)),
    Action.ROUND_END: _rule(
        Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, predicates=(prepares_or_presides,), is_for_council=True
    ),
    Action.RECUSAL_DECLARE: _rule(predicates=(on_roster, not_recused)),
    Action.BALLOT_CAST: _rule(predicates=(on_roster, not_recused, not_nominee)),
    Action.BALLOT_COUNT: _rule(predicates=(on_roster, not_recused, counts_slips)),
    Action.MINUTES_KEEP: _rule(Role.COUNCIL_SECRETARY, Role.OFFICE_CLERK, predicates=(not_recused,)),
    Action.OBJECTION_ANSWER: _rule(Role.APPRAISER, predicates=(not_drafter, not_nominee)),
    Action.NAME_CHECK: _rule(Role.CLERK, Role.APPRAISER, predicates=(not_recused, left_draft)),
    Action.REGISTER_VIEW: _rule(Role.CLERK, Role.HEAD_OF_UNIT, *_KEEPERS, Role.AUDITOR),
    Action.REGISTER_MANAGE: _rule(Role.APPRAISER, Role.ADMINISTRATOR),
    Action.UNIT_MANAGE: _rule(Role.ADMINISTRATOR),
    Action.ACCOUNT_MANAGE: _rule(Role.ADMINISTRATOR),
    Action.COUNCIL_MANAGE: _rule(Role.ADMINISTRATOR, Role.COUNCIL_SECRETARY),
    Action.TEMPLATE_MANAGE: _rule(Role.ADMINISTRATOR),
    Action.CALENDAR_MANAGE: _rule(Role.ADMINISTRATOR),
    Action.JOURNAL_VIEW: _rule(Role.AUDITOR, Role.ADMINISTRATOR),
}


def decide(actor: Actor, action: Action, subject: Subject | None = None) -> Verdict:
    """Say whether `actor` may do `action` to `subject`; without a subject a role held anywhere counts."""
    rule = RULES.get(action)
    if rule is None:
        return Verdict(False, "Việc này không dành cho ai.")
    if rule.roles and not _has_side(actor, rule, subject):
        names = ", ".join(ROLE_NAMES[role] for role in Role if role in rule.roles)
        return Verdict(False, f"Việc này dành cho: {names} của cơ quan, đơn vị liên quan.")
    return _first_failure(actor, subject, rule.predicates)


def decide_step(actor: Actor, roles: Iterable[str], subject: Subject) -> Verdict:
    """Say whether `actor` may take a step of the procedure whose `by:` names `roles`."""
    named = [Role(role) for role in roles]
    held = [role for role in named if _counts(actor, role, subject)]
    if not held:
        names = ", ".join(ROLE_NAMES[role] for role in named)
        return Verdict(False, f"Bước này do {names} thực hiện.")
    predicates: tuple[Predicate, ...] = (not_recused,)
    if not any(role in SUBMITTING_SIDE for role in held):
        predicates += (not_nominee,)
    if held == [Role.APPRAISER]:
        predicates += (not_drafter,)
    if held == [Role.DECISION_MAKER]:
        predicates += (not_drafter, not_appraiser)
    return _first_failure(actor, subject, predicates)


def _has_side(actor: Actor, rule: Rule, subject: Subject | None) -> bool:
    if subject is None:
        return any(actor.holds(role) for role in rule.roles)
    if rule.is_for_council and actor.id in subject.council:
        return True
    return any(_counts(actor, role, subject) for role in rule.roles)


def _counts(actor: Actor, role: Role, subject: Subject) -> bool:
    if role in SUBMITTING_SIDE:
        return actor.holds(role, subject.submitting_units)
    units = subject.head_units if role in HEADS else subject.deciding_units
    return not subject.is_draft and actor.holds(role, units)


def _first_failure(actor: Actor, subject: Subject | None, predicates: Iterable[Predicate]) -> Verdict:
    for predicate in predicates:
        if subject is None:
            return Verdict(False, "Chưa xác định được nội dung cần kiểm tra quyền.")
        if not predicate(actor, subject):
            return Verdict(False, predicate.__doc__ or "")
    return Verdict(True)
