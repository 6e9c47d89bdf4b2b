"""The law as data and small pure functions: no Django, no clock, no database."""

from statute.citation import Citation, Document, legal_documents
from statute.tables import LawDataError
from statute.verdict import OK, Reason, Verdict

__all__ = ["OK", "Citation", "Document", "LawDataError", "Reason", "Verdict", "legal_documents"]
