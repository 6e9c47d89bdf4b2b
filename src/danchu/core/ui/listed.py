"""Rows of a list that no table holds, and the pages of a list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, overload

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from danchu.core.ui import sorting


class Listed[Row](Sequence[Row]):
    """Few rows that no table holds, in the shape in which a register asks for them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = list(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return self._rows[place]

    def count(self, value: object = None) -> int:
        return len(self)

    def iterator(self, chunk_size: int = 0) -> Iterator[Row]:
        return iter(self._rows)

    def where(self, holds: Callable[[Row], bool]) -> "Listed[Row]":
        """Those of which ``holds`` is true."""
        return Listed(row for row in self._rows if holds(row))

    def ordered(self, value: Callable[[Row], Any], *, turned: bool) -> "Listed[Row]":
        """By ``value``; what has none stands last either way."""
        keyed = [(sorting.in_memory_key(value(row)), row) for row in self._rows]
        filled = sorted((each for each in keyed if not each[0][0]), key=lambda each: each[0], reverse=turned)
        return Listed(row for _, row in [*filled, *(each for each in keyed if each[0][0])])


class Pages(Paginator[Any]):
    """Pages of ``rows``; with ``most`` only so many are counted, and ``more`` says whether there are others."""

    def __init__(self, rows: Any, per_page: int, most: int = 0) -> None:
        super().__init__(rows, per_page)
        self.rows = rows
        self.most = most
        self.more = False

    @cached_property
    def count(self) -> int:
        if not self.most or isinstance(self.rows, Listed):
            return super().count
        found: int = self.rows[: self.most + 1].count()
        self.more = found > self.most
        return min(found, self.most)
