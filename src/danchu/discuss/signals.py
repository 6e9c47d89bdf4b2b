"""What later rooms may listen to."""

from django.dispatch import Signal

decision_opened = Signal()
"""Sent within the act that opens, with ``decision``, ``by`` and ``at``."""
decision_closed = Signal()
"""Sent within the act that closes, with ``decision``, ``by`` and ``at``."""
