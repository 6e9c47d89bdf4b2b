"""What later rooms may listen to."""

from django.dispatch import Signal

decision_closed = Signal()
"""Sent within the act that closes, with ``decision``, ``by`` and ``at``."""
