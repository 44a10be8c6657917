"""What the pages about decisions show, inside and for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from dossiers import codes, prizes
from dossiers.accounts.login import actor_of
from dossiers.db import current_session
from dossiers.models import Account, Ballot, Decision, Document, Dossier, Nomination, RoleGrant
from dossiers.models.decision import decision_line
from dossiers.rules import procedure_of
from dossiers.subjects import of_dossier
from dossiers.web.text import fold
from workflow.errors import Invalid, Missing
from workflow.permissions import decide_step
from workflow.procedure import Step

APPROVING = ("decide", "forward")
PUBLISHED = ("issued", "recorded")
PAGE = 25


@dataclass(frozen=True)
class PrizeLine:
    """A nomination with the money that goes with its award, in đồng."""

    nomination: Nomination
    amount: int


@dataclass(frozen=True)
class DecisionPage:
    """One page of published decisions, newest first; `next_before` continues it."""

    decisions: list[Decision]
    next_before: int | None


def decision_of(dossier: Dossier) -> Decision | None:
    """Return the dossier's decision in whatever state, or None where none was drafted."""
    return current_session().scalar(select(Decision).where(Decision.dossier_id == dossier.id))


def find_drafted(dossier: Dossier) -> Decision:
    """Return the dossier's decision; raises Missing."""
    found = decision_of(dossier)
    if found is None:
        raise Missing(f"Hồ sơ {dossier.code} chưa có dự thảo.")
    return found


def find_document(document_id: int) -> Document:
    """Return a generated document; raises Missing."""
    found = current_session().get(Document, document_id)
    if found is None:
        raise Missing("Không tìm thấy văn bản này.")
    return found


def signers(dossier: Dossier) -> list[Account]:
    """Return the people who may sign the dossier's decision, the head of the deciding body first."""
    step = _approving_step(dossier)
    if step is None:
        return []
    subject = of_dossier(dossier)
    holders = current_session().scalars(
        select(Account)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role.in_(step.by))
        .distinct()
    )
    able = [account for account in holders if decide_step(actor_of(account), step.by, subject).is_allowed]
    head = dossier.decider_unit.head_name
    return sorted(able, key=lambda account: (account.full_name != head, account.id))


def signer(dossier: Dossier, account_id: int) -> Account:
    """Return one of the dossier's signers; raises Invalid."""
    found = next((account for account in signers(dossier) if account.id == account_id), None)
    if found is None:
        raise Invalid({"signer_id": "Chọn người ký trong danh sách."})
    return found


def _approving_step(dossier: Dossier) -> Step | None:
    return next((step for step in procedure_of(dossier).steps_from(dossier.state) if step.name in APPROVING), None)


def prize_lines(nominations: list[Nomination], day: date) -> list[PrizeLine]:
    """Return each nomination with its prize as of `day`."""
    return [PrizeLine(nomination, prizes.of(nomination, day)) for nomination in nominations]


def ballots_of(dossier: Dossier) -> list[Ballot]:
    """Return the closed ballots on the dossier's nominations, in their order."""
    ids = [nomination.id for nomination in dossier.nominations]
    query = (
        select(Ballot)
        .where(Ballot.nomination_id.in_(ids), Ballot.closed_at.is_not(None))
        .options(joinedload(Ballot.nomination))
        .order_by(Ballot.id)
    )
    return list(current_session().scalars(query))


def documents_of(dossier: Dossier, kinds: tuple[str, ...]) -> list[Document]:
    """Return the newest document of each kind, in the order of `kinds`, also of the dossier it was split from."""
    query = select(Document).where(
        Document.dossier_id.in_((dossier.id, dossier.split_from_id)), Document.kind.in_(kinds)
    )
    newest = {document.kind: document for document in current_session().scalars(query.order_by(Document.id))}
    return [newest[kind] for kind in kinds if kind in newest]


def published(words: str = "", before: int | None = None) -> DecisionPage:
    """Return the published decisions with a number or a recipient's name like `words`, newest first."""
    query = _published()
    if key := fold(words):
        named = (
            select(decision_line.c.decision_id)
            .join(Nomination, Nomination.id == decision_line.c.nomination_id)
            .where(Nomination.search_key.contains(key, autoescape=True))
        )
        numbered = Decision.recorded_number.icontains(words, autoescape=True)
        digits, _, symbol = words.strip().partition("/")
        if digits.isdecimal() and len(digits) < 9:
            own = Decision.number == int(digits)
            numbered = or_(numbered, own & Decision.symbol.icontains(symbol.strip(), autoescape=True))
        by_code = Decision.verification_code == codes.typed(words)
        query = query.where(or_(numbered, by_code, Decision.id.in_(named)))
    if before is not None:
        query = query.where(Decision.id < before)
    found = list(current_session().scalars(query.order_by(Decision.id.desc()).limit(PAGE + 1)))
    return DecisionPage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def published_by_code(code: str) -> Decision:
    """Return the published decision that has a verification code; raises Missing."""
    found = current_session().scalar(_published().where(Decision.verification_code == codes.typed(code)))
    if found is None:
        raise Missing("Không có quyết định nào đã phát hành mang mã kiểm tra này. Kiểm tra lại mã in trên văn bản.")
    return found


def _published() -> Select[Decision]:
    return (
        select(Decision)
        .where(Decision.state.in_(PUBLISHED))
        .options(
            joinedload(Decision.dossier).joinedload(Dossier.unit),
            joinedload(Decision.unit),
            selectinload(Decision.nominations),
        )
    )
