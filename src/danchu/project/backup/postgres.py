"""The database in PostgreSQL: read by ``COPY`` in one snapshot, and put back in one transaction, through the driver
that the site uses anyway. ``pg_dump`` is not on every server, and one that is older than the database refuses.

The tables themselves are made by our migrations, up to the step that the backup had reached; later steps follow as in
any update.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from danchu.project.backup.contents import Manifest, Pieces, Take, pieces
from danchu.project.backup.failures import Failed

if TYPE_CHECKING:
    from psycopg import sql

_CHUNK = 1024 * 1024
_COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_schema = current_schema() AND is_generated = 'NEVER' GROUP BY table_name
"""
_SEQUENCES = """
SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''
"""


def room() -> int:
    """The bytes that the database takes in the data folder: it lies elsewhere."""
    return 0


@contextmanager
def taken(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], Pieces]]:
    """The database as it is now, table by table in pieces of whole rows, without the tables ``without``. The first part
    is what the manifest keeps: the columns of each table, and how far each counter has come."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = {name: columns for name, columns in _columns(cursor).items() if name not in without}
        yield {"tables": tables, "counters": _counters(cursor)}, _pieces(cursor, tables)


def _columns(cursor: Any) -> dict[str, list[str]]:
    present = set(connection.introspection.table_names(cursor))
    cursor.execute(_COLUMNS)
    return {name: columns for name, columns in sorted(cursor.fetchall()) if name in present}


def _counters(cursor: Any) -> dict[str, tuple[str, int, bool]]:
    """Of each table with a counter: its column, the last number, whether that was given out."""
    cursor.execute(_SEQUENCES)
    found = {}
    for table, column, sequence in cursor.fetchall():
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - quoted by the database
        last, called = cursor.fetchone()
        found[table] = (column, last, called)
    return found


def _pieces(cursor: Any, tables: dict[str, list[str]]) -> Pieces:
    for table, columns in tables.items():
        with cursor.copy(_statement("COPY {} ({}) TO STDOUT", [table], columns)) as rows:
            yield from pieces(table, map(bytes, rows))


@contextmanager
def putting(manifest: Manifest, aside: Path) -> Iterator[Take]:
    """Takes the pieces of a database and puts it in the place of what is there, of which nothing is kept, when the
    block ends without an error; otherwise nothing has changed. Raises ``Failed``."""
    columns, steps = manifest.database["tables"], {tuple(step.split(".", 1)) for step in manifest.steps}
    with transaction.atomic(), connection.cursor() as cursor:
        _drop(cursor)
        _make(cursor, steps)
        present = set(connection.introspection.table_names(cursor))

        def take(name: str, piece: IO[bytes]) -> None:
            table = name.partition("/")[0]
            if table not in present:
                raise Failed(f"Bản sao lưu có bảng {table} mà bản phần mềm này không có. Hãy cài đúng bản đã sao lưu.")
            with cursor.copy(_statement("COPY {} ({}) FROM STDIN", [table], columns[table])) as rows:
                while chunk := piece.read(_CHUNK):
                    rows.write(chunk)

        yield take
        _set_counters(cursor, manifest.database["counters"])


def _drop(cursor: Any) -> None:
    if present := connection.introspection.table_names(cursor):
        cursor.execute(_statement("DROP TABLE {} CASCADE", present))


def _make(cursor: Any, steps: set[tuple[str, ...]]) -> None:
    """Make the tables as they were after ``steps``, and empty them of what the migrations put there."""
    executor = MigrationExecutor(connection, progress_callback=_settle)
    graph = executor.loader.graph
    reached = {key for key, step in graph.nodes.items() if key in steps or _all(step.replaces, steps)}
    executor.migrate(
        [key for key in reached if not any(child.key in reached for child in graph.node_map[key].children)]
    )
    cursor.execute(_statement("TRUNCATE {}", connection.introspection.table_names(cursor)))


def _all(replaced: Any, steps: set[tuple[str, ...]]) -> bool:
    """Whether the steps that one step has replaced were all gone through."""
    return bool(replaced) and steps.issuperset(replaced)


def _settle(action: str, *_: object) -> None:
    """Between two migrations in one transaction: PostgreSQL changes no table whose keys wait to be checked."""
    if action == "apply_success":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _set_counters(cursor: Any, counters: dict[str, tuple[str, int, bool]]) -> None:
    for table, (column, last, called) in counters.items():
        place = [table, column, last, called]
        cursor.execute("SELECT setval(pg_get_serial_sequence(quote_ident(%s), %s), %s, %s)", place)


def _statement(words: str, *names: Iterable[str]) -> "sql.Composed":
    """``words`` with each of ``names`` in its place: the names of one or more tables or columns."""
    from psycopg import sql  # noqa: PLC0415 - 10 MB, which a site on SQLite never needs

    return sql.SQL(words).format(*(sql.SQL(", ").join(map(sql.Identifier, each)) for each in names))
