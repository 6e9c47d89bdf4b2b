"""Single rows without a query compiled anew each time: for acts that thousands do in one evening.

A statement is written once for a model and its columns. As in ``bulk``, neither ``save`` nor signals run: the caller
derives, checks and records.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections, models, router

from danchu.core.bulk import Source, insertion
from danchu.core.models import Ward, WardOwned

type _Column = tuple[str, list[Callable[..., Any]], Any]


def lock(row: models.Model) -> None:
    """Read ``row`` afresh, locked until the transaction ends, and forget what was read of its relations before, but for
    its ward, which the request came with.

    Raises ``ObjectDoesNotExist`` when it is gone.
    """
    connection = connections[router.db_for_write(type(row))]
    statement, columns = _reading(type(row), connection.alias)
    with connection.cursor() as cursor:
        cursor.execute(statement, [row.pk])
        found = cursor.fetchone()
    if found is None:
        raise ObjectDoesNotExist(f"{row._meta.label} {row.pk}")
    for (name, converters, expression), value in zip(columns, found, strict=True):
        for convert in converters:
            value = convert(value, expression, connection)  # noqa: PLW2901 - as Django's own compiler does
        setattr(row, name, value)
    ward = row._state.fields_cache.get("ward")
    row._state.fields_cache.clear()
    if isinstance(ward, Ward) and ward.pk == getattr(row, "ward_id", None):
        row._state.fields_cache["ward"] = ward
    row.__dict__.pop("_prefetched_objects_cache", None)


@contextmanager
def restored_on_failure(rows: Iterable[models.Model]) -> Iterator[None]:
    """When what is inside raises, give ``rows`` back the values and the relations that they had before."""
    kept = [(row, *_memory_of(row)) for row in rows]
    try:
        yield
    except BaseException:
        for row, own, state in kept:
            row.__dict__.clear()
            row.__dict__.update(own)
            row._state.__dict__.clear()
            row._state.__dict__.update(state)
        raise


def _memory_of(row: models.Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """Copies of what ``row`` and its state hold, deep enough that neither ``lock`` nor Django's caches change them."""
    own, state = dict(row.__dict__), dict(row._state.__dict__)
    if "_prefetched_objects_cache" in own:
        own["_prefetched_objects_cache"] = dict(own["_prefetched_objects_cache"])
    if "fields_cache" in state:
        state["fields_cache"] = dict(state["fields_cache"])
    return own, state


def values_of(row: object) -> dict[str, Any]:
    """The values of the columns of ``row`` now, as copies that later changes of the row leave alone; nothing for what
    is no row."""
    if not isinstance(row, models.Model):
        return {}
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: deepcopy(each) if isinstance(each, (dict, list)) else each for name, each in values.items()}


@cache
def _reading(model: type[models.Model], alias: str) -> tuple[str, list[_Column]]:
    """The statement that locks and reads one row by its key, and how each of its columns becomes a value."""
    compiler = model._base_manager.using(alias).select_for_update().filter(pk=0).query.get_compiler(using=alias)
    statement, _ = compiler.as_sql()
    expressions = [each for each, _, _ in compiler.select]
    converters = compiler.get_converters(expressions)
    return statement, [
        (field.attname, *converters.get(place, ([], expressions[place])))
        for place, field in enumerate(model._meta.concrete_fields)
    ]


def read(
    model: type[models.Model], names: tuple[str, ...], *, locked: bool = False, **keys: int | str
) -> list[tuple[Any, ...]]:
    """The values ``names`` (as of ``values_list``) of the rows with these ``keys``, in the order of their own key;
    ``locked`` until the transaction ends."""
    connection = connections[router.db_for_write(model)]
    asked = sorted(keys.items())  # the order in which Django writes conditions
    statement = _listing(model, names, tuple(name for name, _ in asked), connection.alias, locked=locked)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, value in asked])
        return cast(list[tuple[Any, ...]], cursor.fetchall())


@cache
def _listing(
    model: type[models.Model], names: tuple[str, ...], keys: tuple[str, ...], alias: str, *, locked: bool
) -> str:
    rows = model._base_manager.using(alias).filter(**dict.fromkeys(keys, 0)).order_by("pk").values_list(*names)
    rows = rows.select_for_update() if locked else rows
    return str(rows.query.get_compiler(using=alias).as_sql()[0])


def add(model: type[models.Model], **values: Any) -> int:
    """Insert one row of ``values`` (names of fields, ``…_id`` for a foreign key) and give its key.

    Raises ``IntegrityError`` when the database forbids it; the transaction is then to be undone.
    """
    connection = connections[router.db_for_write(model)]
    statement, sources = _adding(model, tuple(values), connection.alias)
    row = tuple(values.values())
    with connection.cursor() as cursor:
        cursor.execute(statement, [source.of(row) for source in sources])
        return int(cursor.fetchone()[0])


@cache
def _adding(model: type[models.Model], columns: tuple[str, ...], alias: str) -> tuple[str, list[Source]]:
    statement, sources = insertion(model, columns, connections[alias])
    return f"{statement} RETURNING {connections[alias].ops.quote_name(str(model._meta.pk.column))}", sources


def add_all(model: type[models.Model], names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert ``rows`` (values of ``names``) in one statement."""
    _add_many(model, names, rows, "")


def add_new(
    model: type[models.Model], names: tuple[str, ...], rows: Sequence[Sequence[Any]], by: str
) -> dict[Any, int]:
    """Insert those of ``rows`` (values of ``names``) that no constraint forbids, in one statement. Gives the keys of
    those that went in, by what they hold in ``by``."""
    key = str(model._meta.pk.column)
    found = _add_many(model, names, rows, f"ON CONFLICT DO NOTHING RETURNING {by}, {key}")
    return dict(found)


def _add_many(
    model: type[models.Model], names: tuple[str, ...], rows: Sequence[Sequence[Any]], tail: str
) -> list[tuple[Any, ...]]:
    connection = connections[router.db_for_write(model)]
    statement, sources = _adding_many(model, names, len(rows), connection.alias)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} {tail}", [source.of(row) for row in rows for source in sources])
        return cast(list[tuple[Any, ...]], cursor.fetchall()) if tail else []


@cache
def _adding_many(
    model: type[models.Model], names: tuple[str, ...], number: int, alias: str
) -> tuple[str, list[Source]]:
    statement, sources = insertion(model, names, connections[alias])
    return statement + f", ({', '.join(['%s'] * len(sources))})" * (number - 1), sources


def change(row: models.Model, **values: Any) -> None:
    """Write ``values`` of ``row``, in the database and in the object."""
    change_each(type(row), tuple(values), [(*values.values(), row.pk)])
    for name, value in values.items():
        setattr(row, name, value)


def change_each(model: type[models.Model], names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Write of each of ``rows`` the values of ``names``; the last value is the row's key."""
    connection = connections[router.db_for_write(model)]
    statement, prepare = _changing(model, names, connection.alias)
    written = [[each(value, connection) for each, value in zip(prepare, row, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        if len(written) == 1:  # of many, PostgreSQL's driver makes a conversation of its own
            cursor.execute(statement, written[0])
        else:
            cursor.executemany(statement, written)


@cache
def _changing(model: type[models.Model], names: tuple[str, ...], alias: str) -> tuple[str, list[Callable[..., Any]]]:
    meta, quote = model._meta, connections[alias].ops.quote_name
    fields: list[Any] = [*(meta.get_field(name) for name in names), meta.pk]
    *changed, key = (f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(meta.db_table)} SET {', '.join(changed)} WHERE {key}"  # noqa: S608 - names of fields
    return statement, [field.get_db_prep_save for field in fields]


def owned_by[Row: WardOwned](model: type[Row], ward: Ward) -> models.QuerySet[Row]:
    """The rows of ``model`` that ``ward`` owns, each with it. The ward is at hand; a join for it would only lead SQLite
    to read a hundred thousand rows and sort them where an index has their order."""
    rows = model._default_manager.filter(ward=ward)
    known = {model._meta.get_field("ward"): {ward.pk: ward}}
    rows._known_related_objects = known  # type: ignore[attr-defined]  # as the managers of Django do
    return rows
