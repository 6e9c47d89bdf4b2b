"""The numbers of the room's books, within the act that takes one."""

from danchu.core.models import Ward
from danchu.inspect.models import CaseBook


def next_number(ward: Ward, year: int, letters: str) -> int:
    """The next number of the book ``letters`` in that year; the book is locked until the act has ended."""
    CaseBook.objects.get_or_create(ward=ward, year=year, letters=letters)
    book = CaseBook.objects.select_for_update().get(ward=ward, year=year, letters=letters)
    book.last += 1
    book.save(update_fields=["last"])
    return book.last


def symbol_of(letters: str, number: int, year: int) -> str:
    """How a number is written: PA-1/2026."""
    return f"{letters}-{number}/{year}"
