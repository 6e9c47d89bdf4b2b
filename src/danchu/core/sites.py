"""The full address of a page, for what leaves the site: letters, printed codes."""

from django.conf import settings

from danchu.core.models import Ward


def full_address(ward: Ward, path: str) -> str:
    """``path`` with the host under which the site of ``ward`` answers."""
    return f"{f'https://{ward.host}' if ward.host else settings.SITE_URL.rstrip('/')}{path}"
