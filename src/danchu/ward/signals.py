"""What later rooms may listen to."""

from django.dispatch import Signal

calendar_changed = Signal()
"""Sent with ``ward``, ``day`` and ``at`` within the act that changed which days are worked; the new calendar holds."""

ward_opened = Signal()
"""Sent with ``ward`` and ``at`` within the act by which a ward begins to keep its records here."""
