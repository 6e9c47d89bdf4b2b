"""What later rooms may listen to."""

from django.dispatch import Signal

disclosure_published = Signal()
"""Sent on commit with ``disclosure`` and ``version``, when something was published and when it was corrected."""
