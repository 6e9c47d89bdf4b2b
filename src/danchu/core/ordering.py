"""Rows in the order of the Vietnamese alphabet, in the database: neither of ours knows it, and both put Đ after Z.

    rows.order_by(Alphabetical("title"), "pk")

What is often listed keeps a ``sort_key`` instead, which an index can serve.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Func

from danchu.lib.vntext import COLLATED_FROM, COLLATED_TO, DIGITS, collated, given_name_first

_EXPRESSION = "%(expressions)s"


class Alphabetical(Func):
    """What a text is ordered by (``lib.vntext.collated``); nothing, for what is empty."""

    arity = 1
    output_field = CharField()
    sqlite_function: ClassVar[str] = "danchu_collated"
    postgres_text: ClassVar[str] = _EXPRESSION

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"{self.sqlite_function}({_EXPRESSION})", **context)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        letters = f"translate({self.postgres_text}, '{COLLATED_FROM}', '{COLLATED_TO}')"
        padded = rf"regexp_replace({letters}, '(\d+)', '{'0' * DIGITS}\1', 'g')"
        numbers = rf"regexp_replace({padded}, '\d*(\d{{{DIGITS}}})', '\1', 'g')"
        return self.as_sql(compiler, connection, template=f"""nullif({numbers}, '') COLLATE "C\"""", **context)


class ByGivenName(Alphabetical):
    """What a person's name is ordered by: the given name first. The roll has a ``sort_key`` for it."""

    sqlite_function = "danchu_collated_name"
    postgres_text = rf"regexp_replace(btrim({_EXPRESSION}), '^(.*)\s(\S+)$', '\2 \1')"


def enter() -> None:
    """Let every connection to an SQLite database know the functions; called when Django starts."""
    connection_created.connect(_teach, dispatch_uid=__name__)


def _teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        for each, read in ((Alphabetical, str), (ByGivenName, given_name_first)):
            function = _ordering_by(read)
            connection.connection.create_function(each.sqlite_function, 1, function, deterministic=True)


def _ordering_by(read: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: collated(read(text)) or None if text else None
