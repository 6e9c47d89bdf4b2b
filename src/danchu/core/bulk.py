"""Inserting many thousand rows: one prepared statement, no model instances. For imports; the caller derives, checks
and records, since neither ``save`` nor signals run."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import batched
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

_BATCH = 2000
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert ``rows``, each with the values of ``columns`` (names of fields, ``…_id`` for a foreign key) in order.

    Other columns get the field's default. Runs in the caller's transaction.
    """
    connection = connections[router.db_for_write(model)]
    statement, sources = insertion(model, columns, connection)
    with connection.cursor() as cursor:
        for batch in batched(rows, _BATCH):
            cursor.executemany(statement, [[source.of(row) for source in sources] for row in batch])


def insertion(
    model: type[models.Model], columns: Sequence[str], connection: BaseDatabaseWrapper
) -> tuple[str, list["Source"]]:
    """The statement that inserts a row of ``model``, and where each of its values comes from."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of fields
    return statement, [Source(field, columns, connection) for field in fields]


class Source:
    """Where a field's value comes from: a place in the row, or the same default for all."""

    def __init__(self, field: Any, columns: Sequence[str], connection: BaseDatabaseWrapper) -> None:
        self._prepare = (
            None if isinstance(field, _AS_THEY_ARE) else partial(field.get_db_prep_save, connection=connection)
        )
        self._place = columns.index(field.attname) if field.attname in columns else None
        self._default = field.get_db_prep_save(field.get_default(), connection) if self._place is None else None

    def of(self, row: Sequence[Any]) -> Any:
        if self._place is None:
            return self._default
        value = row[self._place]
        return value if value is None or self._prepare is None else self._prepare(value)
