"""Questions that nearly every page asks, with their statements written once.

Django builds and writes the SQL of a query anew each time, which costs several times what SQLite needs to answer it. A
``Prepared`` is built once from an ordinary queryset and then only asked with other values; its rows are rows as ever.
"""

from collections.abc import Callable, Sequence
from copy import copy
from threading import Lock
from types import SimpleNamespace
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import QuerySet, Value


class Prepared[Row]:
    """``build`` is called once, with a stand-in for each of ``fields``, and gives the queryset; the stand-ins may stand
    wherever a query compares a column with a value. A field says how its values are written for the database.

    A stand-in is never None, and a queryset that prefetches cannot be prepared.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **fields: models.Field[Any, Any]) -> None:
        self._build = build
        self._fields = fields
        self._written: dict[str, _Written] = {}
        self._guard = Lock()

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for these ``values``, one for each field."""
        written = self._of(DEFAULT_DB_ALIAS)
        said = {name: each.get_db_prep_value(values[name], written.here) for name, each in self._fields.items()}
        return cast(list[Row], written.rows(said))

    def first(self, **values: Any) -> Row | None:
        """The first of the rows, or None; in which order, and by ``[:1]`` that no more are read, the queryset says."""
        return next(iter(self(**values)), None)

    def _of(self, alias: str) -> "_Written":
        """Written by one thread alone: Django changes a query while it writes it."""
        if alias not in self._written:
            with self._guard:
                if alias not in self._written:
                    stand_ins = {name: _StandIn(name, output_field=each) for name, each in self._fields.items()}
                    self._written[alias] = _Written(self._build(**stand_ins), alias)
        return self._written[alias]


class _StandIn(Value):
    """Stands in a statement for a value that comes later."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class _Written:
    """A queryset as a statement of one database, and how its columns become rows."""

    def __init__(self, rows: QuerySet[Any], alias: str) -> None:
        found: Any = rows
        self._alias = alias
        self._compiler: Any = found.query.get_compiler(using=alias)
        self._statement, self._params = self._compiler.as_sql()
        self._converters = self._compiler.get_converters([each for each, _, _ in self._compiler.select])
        self._iterable = found._iterable_class
        self._rest = {
            "db": alias,
            "model": found.model,
            "_fetch_mode": found._fetch_mode,
            "_known_related_objects": found._known_related_objects,
        }

    @property
    def here(self) -> Any:
        """The connection of this thread."""
        return connections[self._alias]

    def rows(self, values: dict[str, Any]) -> list[Any]:
        params = tuple(values[each.value] if isinstance(each, _StandIn) else each for each in self._params)
        compiler = copy(self._compiler)
        compiler.connection = self.here
        compiler.as_sql = lambda: (self._statement, params)
        compiler.get_converters = self._converters_of
        asked = SimpleNamespace(**self._rest, query=SimpleNamespace(get_compiler=lambda using: compiler))
        return list(self._iterable(asked))

    def _converters_of(self, expressions: Sequence[Any]) -> Any:
        return self._converters
