"""The columns of a list, as a room declares them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html

from danchu.core.templatetags.danchu import shown
from danchu.core.ui import sorting
from danchu.core.ui.listed import Listed
from danchu.core.ui.sorting import Order


@dataclass(frozen=True)
class Column:
    """A column: its label, how to read the value from a row (a dotted attribute or a function), whether the value
    leads to the row's page or where else it leads to, whether it stays on one line (codes, telephone numbers),
    whether it is exported and shown only to those who choose it (``export_only``), how it is drawn on screen where that
    differs from the value, and the permission without which nobody sees it.

    ``order`` says by what the list is ordered by it, where ``value`` is no field (see ``sorting``). A ``total`` is the
    sum over all rows that were found."""

    label: str
    value: str | Callable[[Any], Any]
    link: bool = False
    numeric: bool = False
    export_only: bool = False
    leads_to: Callable[[Any], str] | None = None
    unbroken: bool = False
    drawn: Callable[[Any], Any] | None = None
    permission: str = ""
    order: Order = ""
    total: bool = False

    @cached_property
    def key(self) -> str:
        """Its name in addresses."""
        return sorting.key_of_label(self.label)

    @property
    def css(self) -> str:
        """The classes of its cells."""
        return " ".join(name for name in ("numeric", "unbroken") if getattr(self, name))

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("."):
            row = getattr(row, name, None)
            if callable(row):
                row = row()
        return row

    def terms(self, rows: QuerySet[Any]) -> list[sorting.Expression]:
        """By what ``rows`` are ordered by it."""
        return sorting.terms(rows, self.value, self.order)

    def has_order(self, rows: Any) -> bool:
        """Whether ``rows`` can be ordered by it."""
        return self.order is not None and (isinstance(rows, Listed) or bool(self.terms(rows)))

    def on_screen(self, row: Any) -> Any:
        """The value, with its own link where it has one and there is something to see."""
        value = self.drawn(row) if self.drawn else self.of(row)
        if self.leads_to is None or not value:
            return value
        return format_html('<a href="{}">{}</a>', self.leads_to(row), shown(value))
