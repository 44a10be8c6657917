"""All tables of the product, a file by noun of the field; every step reads them, only services write them."""

from dossiers.journal import JournalEntry
from dossiers.models.accounts import Account, LoginSession, RoleGrant, SignInLink, SignInThrottle
from dossiers.models.appraisal import Appraisal, Consultation, ConsultationFile
from dossiers.models.correction import CorrectionFlag, CorrectionRequest
from dossiers.models.council import Council, CouncilChange, CouncilMember, CouncilSession, SessionMember
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
from dossiers.models.notice import Objection, PublicNotice
from dossiers.models.preparation import InvitationReply, MemberQuestion, Reading
from dossiers.models.round import WrittenRound
from dossiers.models.signing import SessionCopy, SignedCopy, SigningPackage
from dossiers.models.template import OfficeTemplate
from dossiers.models.unit import Unit, UnitSuccession
from dossiers.models.vote import AgendaItem, Ballot, OpenVote, PaperCount, Recusal, Turnout, VoteSlip
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
    "Document",
    "Dossier",
    "HolderMatch",
    "InitiativeUse",
    "InvitationReply",
    "JournalEntry",
    "LoginSession",
    "MemberQuestion",
    "Message",
    "Nomination",
    "NumberSeries",
    "Objection",
    "OfficeTemplate",
    "OpenVote",
    "PaperCount",
    "PublicNotice",
    "Reading",
    "Recusal",
    "RoleGrant",
    "SessionCopy",
    "SessionMember",
    "SignInLink",
    "SignInThrottle",
    "SignedCopy",
    "SigningPackage",
    "Turnout",
    "Unit",
    "UnitSuccession",
    "VoteSlip",
    "WaivedComponent",
    "WrittenRound",
]
