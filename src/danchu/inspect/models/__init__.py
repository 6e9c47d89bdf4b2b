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
from danchu.inspect.models.sealed import SealedPart, SealOpening, SealShare, SettlerKey

__all__ = [
    "Case",
    "CaseBook",
    "CaseExtension",
    "CaseFile",
    "CaseLine",
    "CasePause",
    "CaseStep",
    "Joining",
    "SealOpening",
    "SealShare",
    "SealedPart",
    "Sender",
    "SettlerKey",
    "Topic",
]
