"""What happens to documents, for the rooms that wait for it."""

from django.dispatch import Signal

document_issued = Signal()
"""Sent within the act that issues a ``document`` (an ``OfficialDocument``), ``at`` a moment."""
