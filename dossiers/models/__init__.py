"""All tables of the product, a file by noun of the field; every step reads them, only services write them."""

from dossiers.journal import JournalEntry
from dossiers.models.accounts import Account, LoginSession, RoleGrant, SignInLink, SignInThrottle
from dossiers.models.appraisal import Appraisal, Consultation, ConsultationFile
from dossiers.models.calendar import CalendarCorrection, CalendarYearStatement
from dossiers.models.correction import CorrectionFlag, CorrectionRequest
from dossiers.models.council import (
    Council,
    CouncilChange,
    CouncilMember,
    CouncilSession,
    SessionCorrection,
    SessionMember,
)
from dossiers.models.decision import Decision
from dossiers.models.document import Document
from dossiers.models.dossier import (
    RECIPIENT_KINDS,
    Attachment,
    Campaign,
    Dossier,
    InitiativeUse,
    Nomination,
    WaivedComponent,
)
from dossiers.models.history import AwardImport, AwardRecord, AwardRecordChange, HolderMatch
from dossiers.models.job import Job
from dossiers.models.kin import DeclaredKin, KinMatch
from dossiers.models.naming import NameCheck
from dossiers.models.notice import Objection, PublicNotice
from dossiers.models.preparation import InvitationReply, MemberQuestion, Reading
from dossiers.models.printing import PrintRun, PrintSheet, Stock, StockReceipt, StockSheet
from dossiers.models.round import WrittenRound
from dossiers.models.signing import SessionCopy, SignedCopy, SigningPackage
from dossiers.models.template import OfficeTemplate
from dossiers.models.unit import Unit, UnitSuccession
from dossiers.models.vote import (
    AgendaItem,
    Ballot,
    BallotKey,
    OpenVote,
    PaperCount,
    PaperOpinion,
    Recusal,
    SealedSheet,
    Turnout,
    VoteSlip,
)
from dossiers.numbering import NumberSeries
from dossiers.outbox import Message

__all__ = [
    "RECIPIENT_KINDS",
    "Account",
    "AgendaItem",
    "Appraisal",
    "Attachment",
    "AwardImport",
    "AwardRecord",
    "AwardRecordChange",
    "Ballot",
    "BallotKey",
    "CalendarCorrection",
    "CalendarYearStatement",
    "Campaign",
    "Consultation",
    "ConsultationFile",
    "CorrectionFlag",
    "CorrectionRequest",
    "Council",
    "CouncilChange",
    "CouncilMember",
    "CouncilSession",
    "Decision",
    "DeclaredKin",
    "Document",
    "Dossier",
    "HolderMatch",
    "InitiativeUse",
    "InvitationReply",
    "Job",
    "JournalEntry",
    "KinMatch",
    "LoginSession",
    "MemberQuestion",
    "Message",
    "NameCheck",
    "Nomination",
    "NumberSeries",
    "Objection",
    "OfficeTemplate",
    "OpenVote",
    "PaperCount",
    "PaperOpinion",
    "PrintRun",
    "PrintSheet",
    "PublicNotice",
    "Reading",
    "Recusal",
    "RoleGrant",
    "SealedSheet",
    "SessionCopy",
    "SessionCorrection",
    "SessionMember",
    "SignInLink",
    "SignInThrottle",
    "SignedCopy",
    "SigningPackage",
    "Stock",
    "StockReceipt",
    "StockSheet",
    "Turnout",
    "Unit",
    "UnitSuccession",
    "VoteSlip",
    "WaivedComponent",
    "WrittenRound",
]
