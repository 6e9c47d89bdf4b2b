from danchu.inspect.models.after import CaseFollowUp, ReplyTemplate
from danchu.inspect.models.case import (
    Case,
    CaseBook,
    CaseExtension,
    CaseFile,
    CaseLine,
    CasePause,
    CaseStep,
    Joining,
    Sender,
    Topic,
)
from danchu.inspect.models.mail import Mailbox, MailFile, MailMessage
from danchu.inspect.models.reception import (
    ReceptionDay,
    ReceptionEntry,
    ReceptionPromise,
    ReceptionRules,
    ReceptionVisit,
)
from danchu.inspect.models.sealed import Seal, SealedPart, SealOpening, SealShare, SettlerKey

__all__ = [
    "Case",
    "CaseBook",
    "CaseExtension",
    "CaseFile",
    "CaseFollowUp",
    "CaseLine",
    "CasePause",
    "CaseStep",
    "Joining",
    "MailFile",
    "MailMessage",
    "Mailbox",
    "ReceptionDay",
    "ReceptionEntry",
    "ReceptionPromise",
    "ReceptionRules",
    "ReceptionVisit",
    "ReplyTemplate",
    "Seal",
    "SealOpening",
    "SealShare",
    "SealedPart",
    "Sender",
    "SettlerKey",
    "Topic",
]
