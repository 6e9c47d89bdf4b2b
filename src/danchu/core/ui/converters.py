"""Numbers in addresses. What no database takes as a key leads nowhere: 404, before anything is asked."""

from django.urls import register_converter

MOST_DIGITS = 18


def key_of(text: str) -> int | None:
    """The key of a row that ``text`` is, if it is one that every database takes."""
    fits = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if fits else None


class KeyConverter:
    """The key of a row, or a place in a list: as many digits as every database takes."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class YearConverter(KeyConverter):
    """A year of the calendar that the house knows."""

    regex = "(?:19|20|21)[0-9]{2}"


def register() -> None:
    """Let routes say ``<key:pk>`` and ``<year:year>``; called when Django starts."""
    register_converter(KeyConverter, "key")
    register_converter(YearConverter, "year")
