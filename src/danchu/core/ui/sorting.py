"""A list in the order of one of its columns (``?xep=han``, ``?xep=-han``), told by the column or found in the model.

A column that shows a field of the row, or of what the row belongs to, is ordered by it: text by the Vietnamese
alphabet, choices in the order in which they are declared, a row of another table as that table is ordered. What a
function or a property shows names its ordering (``Column.order``) or cannot be ordered by.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Expression as AnyExpression
from django.db.models.expressions import OrderBy

from danchu.core.ordering import Alphabetical
from danchu.lib.vntext import fold, sort_key

type Expression = AnyExpression | F
type Order = str | Expression | Sequence[str | Expression] | None
"""The name of a field (dotted through what the row belongs to, ``-`` before it turns it round) or an expression, or
several; None for what has no order."""
PARAMETER = "xep"
"""The name under which an address says by which column a list stands."""
_DISPLAY = ("get_", "_display")
_SORT_KEY = "sort_key"  # how the models call a column that holds the order itself
_NO_ORDER = (models.JSONField, models.BinaryField, models.FileField)


@dataclass(frozen=True)
class Sorting:
    """The order that an address asks for: the key of a column, and whether it is turned round."""

    key: str
    turned: bool = False

    @classmethod
    def asked(cls, text: str) -> "Sorting":
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.key}" if self.turned else self.key


def key_of_label(label: str) -> str:
    """The name of a column in addresses: ``Hạn công khai`` as ``han-cong-khai``."""
    return "-".join("".join(ch if ch.isascii() and ch.isalnum() else " " for ch in fold(label)).split())


def terms(rows: QuerySet[Any], value: str | Callable[[Any], Any], order: Order) -> list[Expression]:
    """By what ``rows`` are ordered when a column that shows ``value`` is asked for; nothing where it has no order."""
    if isinstance(order, str):
        order = order or (value if isinstance(value, str) else None)
    if order is None:
        return []
    each = [order] if isinstance(order, str) or not isinstance(order, Sequence) else order
    return [term for one in each for term in (_of_name(rows, one) if isinstance(one, str) else [one])]


def ordered(rows: QuerySet[Any], by: Sequence[Expression], *, turned: bool) -> QuerySet[Any]:
    """``rows`` by ``by``, what has no value last either way; the oldest first among equals, so that pages of a list
    never show a row twice."""
    return rows.order_by(*(_directed(each, turned=turned) for each in by), "-pk" if turned else "pk")


def ascending(rows: Any) -> Any:
    """``rows`` in their own order, turned round where it begins with the newest: as books are kept on paper."""
    if not isinstance(rows, QuerySet):
        return rows
    own = rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
    first = next(iter(own), "")
    newest_first = first.startswith("-") if isinstance(first, str) else getattr(first, "descending", False)
    return rows.reverse() if newest_first else rows


def in_memory_key(value: Any) -> tuple[bool, Any]:
    """What a value of a list that no table holds is ordered by; nothing comes last."""
    if value is None or value == "":
        return True, 0
    return False, value if isinstance(value, int | float) or hasattr(value, "isoformat") else sort_key(str(value))


class _Filled(F):
    """A column that always has a value: what orders it plainly can be served by an index."""


def _directed(term: Expression, *, turned: bool) -> OrderBy:
    if isinstance(term, OrderBy):
        found = term.copy()
        found.descending ^= turned
        return found
    return OrderBy(term, descending=turned, nulls_last=None if isinstance(term, _Filled) else True)


def _of_name(rows: QuerySet[Any], name: str) -> list[Expression]:
    """The terms for a field that is named as columns name it."""
    if name.startswith("-"):
        return [_directed(each, turned=True) for each in _of_name(rows, name[1:])]
    first, *rest = name.replace("__", ".").split(".")
    if not rest and first in rows.query.annotations:
        return _of_annotation(first, rows.query.annotations[first])
    return list(_of_field(rows.model, [first, *rest], ""))


def _of_annotation(name: str, annotation: Any) -> list[Expression]:
    try:
        kind = annotation.output_field
    except (AttributeError, FieldDoesNotExist):
        return [F(name)]
    return [F(name) if isinstance(each, _Filled) else each for each in _of_column(kind, name)]


def _of_field(model: type[models.Model], path: Sequence[str], prefix: str) -> Iterator[Expression]:
    """The terms for the field at ``path`` of ``model``, whose own path is ``prefix``; none where there is none."""
    name, *rest = path
    shows_choices = not rest and name.startswith(_DISPLAY[0]) and name.endswith(_DISPLAY[1])
    if shows_choices and callable(getattr(model, name, None)):
        name = name.removeprefix(_DISPLAY[0]).removesuffix(_DISPLAY[1])
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return
    if field.is_relation:
        if field.many_to_many or field.one_to_many or field.related_model is None:
            return
        for each in [rest] if rest else _own_order(field.related_model):
            yield from _of_field(field.related_model, each, f"{prefix}{name}__")
    elif not rest and getattr(field, "concrete", False):
        if shows_choices:
            yield from _of_choices(field, f"{prefix}{name}")
        else:
            yield from _of_column(field, f"{prefix}{name}")


def _own_order(model: type[models.Model]) -> list[list[str]]:
    """The paths by which rows of ``model`` are ordered; of those that run backwards none is of use."""
    names = (each for each in model._meta.ordering or () if isinstance(each, str))
    found = [each.split("__") for each in names if not each.startswith("-")]
    return [each for each in found if each != ["pk"]]


def _of_column(field: Any, name: str) -> list[Expression]:
    if isinstance(field, _NO_ORDER):
        return []
    if isinstance(field, models.CharField | models.TextField) and not name.endswith(_SORT_KEY):
        return [Alphabetical(name)]
    return [F(name) if field.null or "__" in name else _Filled(name)]


def _of_choices(field: Any, name: str) -> list[Expression]:
    """The place of the value among the choices as they are declared: states in the order in which they follow."""
    if not field.choices:
        return []
    places = (When(**{name: value}, then=Value(place)) for place, (value, _) in enumerate(field.flatchoices))
    return [Case(*places, output_field=IntegerField())]
