"""Two sides that have nothing to do with each other, each with one of everything a route can be about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient

from dossiers import storage
from dossiers.db import current_session
from dossiers.documents.render import shipped_template
from dossiers.documents.stock_layout import example
from dossiers.models import (
    Account,
    AgendaItem,
    Attachment,
    AwardImport,
    Ballot,
    Consultation,
    ConsultationFile,
    CorrectionFlag,
    CorrectionRequest,
    Council,
    CouncilSession,
    Decision,
    Document,
    Dossier,
    HolderMatch,
    Job,
    LoginSession,
    MemberQuestion,
    NameCheck,
    Objection,
    OfficeTemplate,
    PaperOpinion,
    PrintRun,
    PrintSheet,
    PublicNotice,
    SessionCopy,
    SessionMember,
    SignedCopy,
    SigningPackage,
    Stock,
    Unit,
    UnitSuccession,
)
from dossiers.rules import procedures
from tests.factories import NOW, a_council, a_dossier, a_province, a_record, a_unit, an_account, saved, signed_in
from workflow.roles import HEADS, Role

TODAY = date(2026, 11, 23)
PETITIONING = "trinh_nha_nuoc"
# Which procedure to take a state from; the usual one has every other state.
STATES_OF_PETITIONS = ("party_opinion", "before_petition", "forwarded")


@dataclass
class Side:
    """One submitting unit, one deciding unit, and what has passed between them."""

    unit: Unit
    decider: Unit
    clerk: Account
    council: Council
    ids: dict[str, Any] = field(default_factory=dict)
    dossiers: dict[str, dict[str, int]] = field(default_factory=dict)

    def arguments(self, state: str) -> dict[str, Any]:
        """Return the ids for an address, those of the dossier in `state` where it is about a dossier."""
        return {**self.ids, **self.dossiers[state]}


@dataclass
class World:
    """Both sides, and a signed-in browser per role of the own side."""

    own: Side
    foreign: Side
    people: dict[str, Account] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)


def build(new_browser: Any) -> World:
    """Build the world; `new_browser` gives a client without cookies."""
    province = a_province()
    own = _side(a_unit(), province)
    second = a_unit("Ủy ban nhân dân xã Định Hóa")
    foreign = _side(second, second)
    seats = {member.seat: member.account for member in own.council.members}
    people = {
        Role.CLERK: own.clerk,
        Role.HEAD_OF_UNIT: an_account(Role.HEAD_OF_UNIT, unit=own.unit),
        Role.COUNCIL_CHAIR: seats["chair"],
        Role.COUNCIL_SECRETARY: seats["secretary"],
        Role.COUNCIL_MEMBER: seats["member"],
    }
    for role in Role:
        if role not in people:
            people[role] = an_account(role, unit=province if role in HEADS else province.keeper)
    world = World(own, foreign, {str(role): account for role, account in people.items()})
    world.browsers = {role: signed_in(new_browser(), account) for role, account in world.people.items()}
    world.browsers["anonymous"] = new_browser()
    return world


def _side(unit: Unit, decider: Unit) -> Side:
    clerk = an_account(Role.CLERK, unit=unit)
    side = Side(unit, decider, clerk, a_council(decider))
    for state in _states():
        side.dossiers[state] = _dossier(side, state)
    side.ids = {**_session(side), **_notice(side), **_decision(side), **_office(side)}
    return side


def _states() -> list[str]:
    return [*procedures()["tinh_thuong"].states, *STATES_OF_PETITIONS]


def _dossier(side: Side, state: str) -> dict[str, int]:
    petitioning = state in STATES_OF_PETITIONS
    dossier: Dossier = a_dossier(
        side.unit,
        side.decider,
        side.clerk,
        state=state,
        hold_reason="Đang xác minh đơn thư." if state.startswith("held") else "",
        award="BK_TTG" if petitioning else "BK_TINH",
        procedure=PETITIONING if petitioning else "tinh_thuong",
    )
    digest = storage.put(b"%PDF-1.4\n")
    attachment = saved(
        Attachment(
            dossier_id=dossier.id,
            component="khac",
            filename="minh-chung.pdf",
            media_type="application/pdf",
            size=9,
            sha256=digest,
            uploaded_by_id=side.clerk.id,
            uploaded_at=NOW,
        )
    )
    question = saved(
        Consultation(
            dossier_id=dossier.id,
            unit_id=side.unit.id,
            question="Có vi phạm không?",
            due_on=TODAY + timedelta(days=5),
            asked_by_id=side.clerk.id,
            asked_at=NOW,
        )
    )
    return {
        "dossier_id": dossier.id,
        "nomination_id": dossier.nominations[0].id,
        "attachment_id": attachment.id,
        "flag_id": _flag(side, dossier),
        "consultation_id": question.id,
        "consultation_file_id": _answer_file(side, question).id,
        "document_id": _document(dossier_id=dossier.id).id,
        "name_check_id": _name_check(side, dossier),
    }


def _name_check(side: Side, dossier: Dossier) -> int:
    """A spelling that a nominee proposes and nobody settled yet; of a draft nobody is asked."""
    if dossier.state == "draft":
        return 1
    line = dossier.nominations[0]
    asked = saved(
        NameCheck(
            nomination_id=line.id,
            token_hash=f"{dossier.id:064d}",
            asked_name=line.name,
            asked_by_id=side.clerk.id,
            asked_at=NOW,
            expires_at=NOW + timedelta(days=14),
            state="proposed",
            proposed_name="Nguyễn Văn Ân",
            answered_at=NOW,
        )
    )
    return int(asked.id)


def _answer_file(side: Side, question: Consultation) -> ConsultationFile:
    """A file that the asked office sent."""
    file: ConsultationFile = saved(
        ConsultationFile(
            consultation_id=question.id,
            filename="tra-loi.pdf",
            media_type="application/pdf",
            size=9,
            sha256=storage.put(b"%PDF-1.4\n"),
            uploaded_by_id=side.clerk.id,
            uploaded_at=NOW,
        )
    )
    return file


def _flag(side: Side, dossier: Dossier) -> int:
    """A field that the unit was asked to correct; a draft was never returned."""
    if dossier.state == "draft":
        return 1
    request = saved(
        CorrectionRequest(
            dossier_id=dossier.id,
            round=1,
            reason="Bổ sung số liệu.",
            due_on=TODAY + timedelta(days=7),
            requested_by_id=side.clerk.id,
            requested_at=NOW,
            resolved_at=None if dossier.state.startswith("returned") else NOW,
        )
    )
    line = dossier.nominations[0]
    flag = saved(CorrectionFlag(request_id=request.id, nomination_id=line.id, field="achievement", note="Nêu số liệu."))
    return int(flag.id)


def _document(**about: Any) -> Document:
    about = {"kind": "to_trinh", "step": "submit"} | about
    document: Document = saved(
        Document(
            title="Tờ trình",
            dated_on=TODAY,
            filename="to-trinh.docx",
            sha256=storage.put(b"PK"),
            size=2,
            created_at=NOW,
            **about,
        )
    )
    return document


def _session(side: Side) -> dict[str, int]:
    held = saved(
        CouncilSession(
            council_id=side.council.id,
            title="Họp xét khen thưởng năm 2025",
            held_on=TODAY,
            place="Phòng họp số 2",
            state="open",
            opened_at=NOW,
            created_by_id=side.council.members[1].account_id,
        )
    )
    for member in side.council.members:
        saved(
            SessionMember(
                session_id=held.id,
                account_id=member.account_id,
                seat=member.seat,
                position=member.position,
                presence="present",
                is_teller=member.seat == "member",
            )
        )
    before = side.dossiers["before_council"]
    item = saved(
        AgendaItem(
            session_id=held.id,
            dossier_id=before["dossier_id"],
            position=1,
            is_secret=True,
            state="open",
            opened_at=NOW,
        )
    )
    line = before["nomination_id"]
    saved(
        Ballot(
            item_id=item.id, nomination_id=line, award_code="BK_TINH", is_secret=True, roster=5, present=5, written=0
        )
    )
    return {
        "session_id": held.id,
        "item_id": item.id,
        "council_id": side.council.id,
        "member_id": side.council.members[-1].id,
        "session_document_id": _document(session_id=held.id).id,
        "question_id": _question(side, held.id, line).id,
        "opinion_id": _paper_opinion(side, held.id, item.id).id,
        **_session_copy(side, held.id),
    }


def _paper_opinion(side: Side, session_id: int, item_id: int) -> PaperOpinion:
    """The scan of an opinion that came on paper."""
    member = current_session().query(SessionMember).filter_by(session_id=session_id).order_by(SessionMember.id).first()
    opinion: PaperOpinion = saved(
        PaperOpinion(
            item_id=item_id,
            member_id=member.id if member else 0,
            filename="y-kien.pdf",
            media_type="application/pdf",
            size=9,
            sha256=storage.put(b"%PDF-1.4\n"),
            entered_by_id=side.council.members[1].account_id,
            entered_at=NOW,
        )
    )
    return opinion


def _session_copy(side: Side, session_id: int) -> dict[str, int]:
    """The scan of the minutes as they were signed."""
    paper = _document(session_id=session_id, kind="bien_ban_hop_hoi_dong", step="close_session")
    copy = saved(
        SessionCopy(
            document_id=paper.id,
            filename="bien-ban-da-ky.pdf",
            media_type="application/pdf",
            sha256=storage.put(b"%PDF-1.4\n"),
            size=9,
            verdict="scanned",
            findings=[],
            signatures=[],
            uploaded_by_id=side.clerk.id,
            uploaded_at=NOW,
        )
    )
    return {"paper_id": paper.id, "session_copy_id": copy.id}


def _question(side: Side, session_id: int, nomination_id: int) -> MemberQuestion:
    """What a member asked before the session."""
    question: MemberQuestion = saved(
        MemberQuestion(
            session_id=session_id,
            nomination_id=nomination_id,
            asked_by_id=side.council.members[-1].account_id,
            asked_at=NOW,
            question="Sáng kiến đã được công nhận chưa?",
        )
    )
    return question


def _notice(side: Side) -> dict[str, Any]:
    on_notice = side.dossiers["on_notice"]
    notice = saved(
        PublicNotice(
            dossier_id=on_notice["dossier_id"],
            place="Bảng tin",
            posted_at=NOW,
            posted_by_id=side.clerk.id,
            first_day=TODAY,
            last_day=TODAY + timedelta(days=7),
            working_days=5,
        )
    )
    code = f"PA-{side.unit.id}"
    objection = saved(
        Objection(
            notice_id=notice.id,
            nomination_id=on_notice["nomination_id"],
            receipt_code=code,
            sender_name="Nguyễn Văn Hà",
            sender_contact="0912345678",
            statement="Thành tích chưa đúng.",
            filename="don.pdf",
            media_type="application/pdf",
            sha256=storage.put(b"%PDF-1.4\n"),
            received_at=NOW,
            due_on=TODAY + timedelta(days=7),
        )
    )
    return {"notice_id": notice.id, "objection_id": objection.id, "code": code}


def _decision(side: Side) -> dict[str, Any]:
    issued = side.dossiers["issued"]
    code = f"VD{side.unit.id}"
    decision = saved(
        Decision(
            dossier_id=issued["dossier_id"],
            unit_id=side.decider.id,
            state="issued",
            symbol="QĐ-UBND",
            year=2026,
            number=1,
            decided_on=TODAY,
            verification_code=code,
            signer_name="Trịnh Khánh Toàn",
            signer_title="Chủ tịch",
            drafted_by_id=side.clerk.id,
            drafted_at=NOW,
            approved_at=NOW,
            issued_at=NOW,
        )
    )
    return {
        "decision_id": decision.id,
        "verification_code": code,
        "signed_copy_id": _signed_copy(side, decision).id,
        **_printing(side, decision),
    }


def _printing(side: Side, decision: Decision) -> dict[str, int]:
    """Stock of the deciding unit, an open print run, and a file that was made for it."""
    stock = saved(
        Stock(
            unit_id=side.decider.id,
            name="Phôi A3",
            width=4200,
            height=2970,
            places=[vars(place) for place in example()],
            created_by_id=side.clerk.id,
            created_at=NOW,
        )
    )
    run = saved(PrintRun(decision_id=decision.id, number=1, begun_by_id=side.clerk.id, begun_at=NOW))
    saved(PrintSheet(run_id=run.id, position=1, nomination_id=side.dossiers["issued"]["nomination_id"]))
    job = saved(
        Job(
            kind="certificates.sheets",
            arguments={"run_id": run.id, "first": 1, "version": 1},
            title="Tệp in đợt 1",
            dossier_id=decision.dossier_id,
            state="done",
            attempts=1,
            filename="bang.docx",
            sha256=storage.put(b"PK"),
            size=2,
            message="1 tờ.",
            asked_by_id=side.clerk.id,
            asked_at=NOW,
            ended_at=NOW,
        )
    )
    return {"stock_id": stock.id, "run_id": run.id, "job_id": job.id}


def _signed_copy(side: Side, decision: Decision) -> SignedCopy:
    """What came back signed, of the decision's document as it was issued."""
    issued = _document(dossier_id=decision.dossier_id, kind="quyet_dinh", step="issue")
    package = saved(
        SigningPackage(
            decision_id=decision.id,
            document_id=issued.id,
            pdf_sha256=storage.put(b"%PDF-1.4\n"),
            pdf_size=9,
            made_by_id=side.clerk.id,
            made_at=NOW,
        )
    )
    copy: SignedCopy = saved(
        SignedCopy(
            package_id=package.id,
            filename="quyet-dinh-da-ky.pdf",
            sha256=storage.put(b"%PDF-1.4\n"),
            size=9,
            verdict="unchecked",
            findings=[],
            signatures=[],
            uploaded_by_id=side.clerk.id,
            uploaded_at=NOW,
            checked_at=NOW,
        )
    )
    return copy


def _office(side: Side) -> dict[str, Any]:
    """Things of the office itself, and of whoever signs in: another person's, so that nobody's own is touched."""
    other = an_account(Role.CLERK, unit=side.unit)
    session = saved(
        LoginSession(
            token_hash=f"{side.unit.id:064d}", account_id=other.id, created_at=NOW, expires_at=NOW + timedelta(hours=2)
        )
    )
    return {
        **_register(side),
        "unit_id": side.unit.id,
        "record_id": a_record(side.unit, "Nguyễn Văn An", award="LDTT", year=2024).id,
        "account_id": other.id,
        "grant_id": other.grants[0].id,
        "login_session_id": session.id,
        "template_id": _template(side).id,
        "paper": "to_trinh",
        "sample": "day-du",
        "component": "khac",
        "award_code": "LDTT",
        "kind": "individual",
        "to": 1,
        "name": "hold",
        "token": "khong-co-lien-ket-nay",
        "filename": "mark.svg",
    }


def _template(side: Side) -> OfficeTemplate:
    """A template of the unit's own that passed the check and waits to be used."""
    content = shipped_template("to_trinh")
    template: OfficeTemplate = saved(
        OfficeTemplate(
            unit_id=side.unit.id,
            kind="to_trinh",
            number=1,
            filename="to-trinh.docx",
            sha256=storage.put(content),
            size=len(content),
            note="Thêm số điện thoại",
            uploaded_by_id=side.clerk.id,
            uploaded_at=NOW,
        )
    )
    return template


def _register(side: Side) -> dict[str, Any]:
    """What the keepers of the register decided: a file entered, two people found to be one, a unit that followed."""
    old = a_unit("Ủy ban nhân dân xã Yên Lãng", is_active=False)
    entered = saved(
        AwardImport(
            filename="so.xlsx",
            sha256=storage.put(b"PK"),
            size=2,
            added=1,
            known=0,
            confirmed_by_id=side.clerk.id,
            confirmed_at=NOW,
        )
    )
    match = saved(
        HolderMatch(
            kind="individual",
            name="Lê Thị Hoa",
            search_key="le thi hoa",
            birth_year=1980,
            first_unit_id=min(side.unit.id, old.id),
            second_unit_id=max(side.unit.id, old.id),
            is_same=True,
            reason="Đã đối chiếu.",
            decided_by_id=side.clerk.id,
            decided_at=NOW,
        )
    )
    succession = saved(
        UnitSuccession(
            predecessor_id=old.id,
            successor_id=side.unit.id,
            kind="merged",
            succeeded_on=TODAY,
            instrument="Nghị quyết 1683",
        )
    )
    return {"import_id": entered.id, "match_id": match.id, "succession_id": succession.id}
