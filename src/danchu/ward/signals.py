"""What later rooms may listen to."""

from django.dispatch import Signal

ward_opened = Signal()
"""Sent with ``ward`` and ``at`` within the act by which a ward begins to keep its records here."""
