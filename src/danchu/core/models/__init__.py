from danchu.core.models.accounts import User
from danchu.core.models.audit import AppendOnly, AuditBook, AuditCheck, AuditEntry, AuditSecret
from danchu.core.models.files import StoredFile
from danchu.core.models.law import RuleCorrection, SwappedDay
from danchu.core.models.limits import LimitCount
from danchu.core.models.messaging import Notice, Subscription
from danchu.core.models.records import NumberBook, OfficialDocument, Recipient
from danchu.core.models.sendings import SentForm
from danchu.core.models.statements import HeadStatement
from danchu.core.models.tenancy import Ward, WardOwned

__all__ = [
    "AppendOnly",
    "AuditBook",
    "AuditCheck",
    "AuditEntry",
    "AuditSecret",
    "HeadStatement",
    "LimitCount",
    "Notice",
    "NumberBook",
    "OfficialDocument",
    "Recipient",
    "RuleCorrection",
    "SentForm",
    "StoredFile",
    "Subscription",
    "SwappedDay",
    "User",
    "Ward",
    "WardOwned",
]
