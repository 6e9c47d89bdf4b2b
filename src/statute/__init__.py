"""The law as data and small pure functions: no Django, no clock, no database."""

from statute.calendars import Calendar, CalendarUnknown
from statute.citation import Citation, Document, legal_documents
from statute.deadlines import Deadline, due, period_end
from statute.parameters import Override, Parameter, RuleBook, RuleUnknown, rulebook
from statute.tables import LawDataError
from statute.verdict import OK, Reason, Verdict

__all__ = [
    "OK",
    "Calendar",
    "CalendarUnknown",
    "Citation",
    "Deadline",
    "Document",
    "LawDataError",
    "Override",
    "Parameter",
    "Reason",
    "RuleBook",
    "RuleUnknown",
    "Verdict",
    "due",
    "legal_documents",
    "period_end",
    "rulebook",
]
