"""Rows as somebody may have left them who writes into the database by other means than this software. A cell that no
longer is of its column's kind, or that cannot be read at all, is told instead of raised, and the rows beside it are
read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from math import floor
from typing import Any

from django.db import DatabaseError, connections, models, transaction

from danchu.core.trust.walking import Link

CHUNK = 2000
"""How many rows are read at once."""
SPOILT = "nội dung hỏng, không đọc được"
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What is raised by reading, or judging, content that no software of ours wrote."""
_UNFETCHED = (DatabaseError, *UNREADABLE)
_LAST = 2**63 - 1
_KINDS: dict[str, tuple[type, ...]] = {
    "CharField": (str,),
    "TextField": (str,),
    "BooleanField": (bool,),
    "DateTimeField": (datetime,),
    "DateField": (date,),
    "BinaryField": (bytes, memoryview),
}
"""What a column gives; of all others, whole numbers."""

type Row = dict[str, Any]
"""The values of a row by their names; ``Odd`` where there is none."""


@dataclass(frozen=True)
class Odd:
    """A cell that holds nothing of its column's kind; ``raw`` as the database gives it, None where it gives nothing."""

    raw: Any = None


def spoilt(row: Row) -> str:
    """What is wrong with ``row`` in words: which cells are odd. Empty where none is."""
    odd = [name.removesuffix("_id").rpartition("__")[2] for name, value in row.items() if isinstance(value, Odd)]
    return f"cột {', '.join(odd)}: {SPOILT}" if odd else ""


def judged(judge: Callable[[], str]) -> str:
    """What ``judge`` finds wrong in words; that it cannot cope with the content is a fault too."""
    try:
        return judge()
    except UNREADABLE:
        return SPOILT


def whole(value: object, otherwise: int = 0) -> int:
    """``value`` where it is a whole number."""
    return value if type(value) is int else otherwise


def word(value: object) -> str:
    """``value`` where it is text; what can be shown of it where it is not."""
    return value if isinstance(value, str) else f"?{value.raw if isinstance(value, Odd) else value}"


def read(rows: models.QuerySet[Any], names: Sequence[str]) -> list[Row]:
    """The values ``names`` (as of ``values_list``) of each of ``rows``."""
    try:
        return list(_fetched(rows, names))
    except _UNFETCHED:  # one of them cannot even be fetched
        keys = [row["pk"] for row in _fetched(rows, ["pk"])]
        return [_cell_by_cell(rows.model, key, names) for key in keys]


def in_order(rows: models.QuerySet[Any], names: Sequence[str], most: int | None = None) -> Iterator[list[Row]]:
    """``rows`` by their ``number``, up to ``most`` (None: all), a chunk at a time. ``names`` has ``number`` in it."""
    least = 0
    while chunk := read(rows.filter(number__gte=least, number__lte=most or _LAST).order_by("number")[:CHUNK], names):
        yield chunk
        last: Any = chunk[-1]["number"]
        least = floor(last.raw if isinstance(last, Odd) else last) + 1


class Places:
    """The links of a chain that rows are, in their places: ``head`` is the digest of the link before, None where it is
    not known. ``gone`` says in words that a link is missing."""

    def __init__(self, gone: str) -> None:
        self.head: str | None = ""
        self._due, self._gone = 1, gone

    def missing(self, row: Row) -> Iterator[Link]:
        """The first link that is missing before ``row``, if any is."""
        if whole(row["number"], self._due) != self._due:
            self.head = None
            yield Link(self._due, "", None, self._gone)

    def link(self, row: Row, fault: str) -> Link:
        """The link that ``row`` is, with what is wrong with it."""
        number, digest = whole(row["number"], self._due), row["digest"]
        self._due, self.head = number + 1, digest if isinstance(digest, str) else None
        return Link(number, word(digest), row["seal"], fault)


def _fetched(rows: models.QuerySet[Any], names: Sequence[str]) -> Iterator[Row]:
    connection = connections[rows.db]
    compiler = rows.values_list(*names).query.get_compiler(using=rows.db)
    # Within a transaction PostgreSQL goes on only from a savepoint after a failure.
    with transaction.atomic(using=rows.db) if connection.in_atomic_block else nullcontext():
        found: Iterable[Sequence[Any]] = [row for chunk in compiler.execute_sql() or () for row in chunk]
    expressions = [each for each, _, _ in compiler.select]
    converters = compiler.get_converters(expressions)
    cells = [
        (name, *converters.get(place, ([], expressions[place])), connection, _fits(expressions[place]))
        for place, name in enumerate(names)
    ]
    for row in found:
        yield {cell[0]: _value(raw, *cell[1:]) for cell, raw in zip(cells, row, strict=True)}


def _value(raw: Any, converters: Any, expression: Any, connection: Any, fits: Callable[[Any], bool]) -> Any:
    value = raw
    try:
        for convert in converters:
            value = convert(value, expression, connection)
    except UNREADABLE:
        return Odd(raw)
    return value if fits(value) else Odd(raw)


def _fits(expression: Any) -> Callable[[Any], bool]:
    """Whether a value is one of the column that ``expression`` reads."""
    field = expression.target
    may_lack = field.null
    while field.is_relation:
        field = field.target_field
    name = field.get_internal_type()
    if name == "JSONField":
        return lambda value: True
    kinds = _KINDS.get(name, (int,))
    return lambda value: type(value) in kinds or (value is None and may_lack)


def _cell_by_cell(model: type[models.Model], key: int, names: Sequence[str]) -> Row:
    row: Row = {}
    for name in names:
        try:
            [found] = _fetched(model._base_manager.filter(pk=key), [name])
        except _UNFETCHED:
            row[name] = Odd()
        else:
            row |= found
    return row
