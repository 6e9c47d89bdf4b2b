"""Where the site of this data folder was served last: a command in another window names that address."""

from django.conf import settings

_NAME = "site_address"


def remember(address: str) -> None:
    """Keep the address that the site is called by."""
    (settings.HOME / _NAME).write_text(address, encoding="utf-8")


def address() -> str:
    """The address kept last; that of the settings where none is."""
    try:
        return (settings.HOME / _NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return str(settings.SITE_URL)
