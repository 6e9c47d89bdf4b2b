"""The addresses of pages, each reckoned once: a list asks for twenty, and they never change while a process runs."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def address_of(route: str, *args: int | str) -> str:
    """Where the page ``route`` with ``args`` is."""
    return reverse(route, args=args)
