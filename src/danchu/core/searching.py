"""Words found quickly in long tables: beside a column of folded text stands an index of its three-letter pieces.

A model names such columns in ``words_indexed``; nothing else is needed. After every ``migrate`` the index of each is
made where it is missing: on SQLite a table of FTS5 that triggers keep, on PostgreSQL a GIN index, both without anything
to install. The index proposes rows, the search itself decides: what is found is the same with and without it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

INDEXED = "words_indexed"  # a model's attribute: names of its columns of folded text that are searched through an index
PIECE = 3
"""Letters of a piece; shorter words are not in the index."""
MOST = 4000
"""Rows that the index proposes at most. What more rows hold is soon met when the list is read in its order."""
FUNCTION = "danchu_word_pieces"
PIECES_OF_WORDS = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
    SELECT coalesce(array_agg(DISTINCT substr(word, place, {PIECE})), '{{}}')
    FROM unnest(string_to_array(words, ' ')) AS word, generate_series(1, length(word) - {PIECE - 1}) AS place
$$
"""


@dataclass(frozen=True)
class WordIndex:
    """The index of one column; its names are ours and need no quoting of what stands in them."""

    table: str
    key: str
    column: str

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_words"


def candidates(model: type[models.Model], column: str, asked: Sequence[str], using: str) -> list[int] | None:
    """The keys of some rows of ``model``, among them all whose ``column`` holds each of the folded words ``asked``;
    None where the index does not help: the column has none, the words are too short or are in very many rows."""
    pieces = sorted({word[place : place + PIECE] for word in asked for place in range(len(word) - PIECE + 1)})
    connection = connections[using]
    if not pieces or column not in getattr(model, INDEXED, ()) or not _able(connection):
        return None
    index = _index(model, column)
    if connection.vendor == "sqlite":
        statement = f'SELECT rowid FROM "{index.name}" WHERE "{index.name}" MATCH %s LIMIT {MOST + 1}'
        wanted: str | list[str] = " AND ".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)
    else:
        holds = f'{FUNCTION}("{index.column}") @> %s::text[]'
        statement, wanted = f'SELECT "{index.key}" FROM "{index.table}" WHERE {holds} LIMIT {MOST + 1}', pieces
    with connection.cursor() as cursor:
        cursor.execute(statement, [wanted])
        found = [row[0] for row in cursor.fetchall()]
    return found if len(found) <= MOST else None


def keep_indexes(using: str) -> None:
    """Make the indexes that are missing, of the tables that are there. A table that Django has built anew (as it must
    on SQLite to change a column) has lost its triggers: its index is then made again."""
    connection = connections[using]
    if not _able(connection):
        return
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        wanted = [index for index in _declared() if index.table in tables]
        if connection.vendor == "sqlite":
            _keep_triggers(cursor, wanted)
        else:
            _keep_gin(cursor, wanted)


def wipe(model: type[models.Model]) -> None:
    """Let nothing of what was deleted stay in the indexes of ``model``: FTS5 otherwise drops it at some later merge.
    Writes the whole index anew, so it is for what must not be kept, not for every change."""
    connection = connections[model._base_manager.db]
    if connection.vendor != "sqlite" or not _able(connection):
        return
    with connection.cursor() as cursor:
        for column in getattr(model, INDEXED):
            _tell(cursor, _index(model, column), "optimize")


def _declared() -> Iterator[WordIndex]:
    for model in apps.get_models():
        yield from (_index(model, column) for column in getattr(model, INDEXED, ()))


def _index(model: type[models.Model], column: str) -> WordIndex:
    return WordIndex(model._meta.db_table, str(model._meta.pk.column), column)


def _able(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql" or (connection.vendor == "sqlite" and _sqlite_has_pieces())


@cache
def _sqlite_has_pieces() -> bool:
    """Whether this SQLite was built with FTS5 and its tokens of three letters."""
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE tried USING fts5(words, tokenize='trigram')")
    except sqlite3.OperationalError:
        return False
    finally:
        memory.close()
    return True


def _tell(cursor: Any, index: WordIndex, command: str) -> None:
    cursor.execute(f'INSERT INTO "{index.name}" ("{index.name}") VALUES (%s)', [command])


def _keep_triggers(cursor: Any, wanted: Iterable[WordIndex]) -> None:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    present = {name for (name,) in cursor.fetchall()}
    for index in wanted:
        triggers = _triggers(index)
        if present.issuperset(triggers):
            continue
        cursor.execute(
            f'CREATE VIRTUAL TABLE IF NOT EXISTS "{index.name}" USING fts5("{index.column}", content="{index.table}",'
            f" content_rowid=\"{index.key}\", tokenize='trigram', detail='none', columnsize=0)"
        )
        for name, statement in triggers.items():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            cursor.execute(statement)
        _tell(cursor, index, "rebuild")


def _triggers(index: WordIndex) -> dict[str, str]:
    """The triggers that carry every change of a row over, whoever makes it; by name."""
    table, key, column = index.table, index.key, index.column
    enter = f'INSERT INTO "{index.name}" (rowid, "{column}") VALUES (new."{key}", new."{column}");'
    drop = f'INSERT INTO "{index.name}" ("{index.name}", rowid, "{column}")'
    drop += f' VALUES (\'delete\', old."{key}", old."{column}");'
    events = {
        "added": f'AFTER INSERT ON "{table}" BEGIN {enter} END',
        "gone": f'AFTER DELETE ON "{table}" BEGIN {drop} END',
        "changed": f'AFTER UPDATE OF "{column}" ON "{table}" WHEN old."{column}" IS NOT new."{column}"'
        f" BEGIN {drop} {enter} END",
    }
    return {f"{index.name}_{event}": f'CREATE TRIGGER "{index.name}_{event}" {does}' for event, does in events.items()}


def _keep_gin(cursor: Any, wanted: Iterable[WordIndex]) -> None:
    cursor.execute(PIECES_OF_WORDS)
    for index in wanted:
        pieces = f'{FUNCTION}("{index.column}")'
        cursor.execute(f'CREATE INDEX IF NOT EXISTS "{index.name}" ON "{index.table}" USING gin (({pieces}))')
