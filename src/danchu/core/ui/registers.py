"""The one machine behind every list: search without tone marks, filters in the URL, paging, export, print.

A room declares a ``Register`` with its columns and filters and mounts ``SomeRegister.as_view()``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal, overload

import rules
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from danchu.core.searching import candidates
from danchu.core.spreadsheets import writing
from danchu.core.templatetags.danchu import shown
from danchu.core.ui import access
from danchu.core.ui.converters import key_of
from danchu.core.ui.forms import DateField
from danchu.core.ui.request import Request
from danchu.core.ui.tables import Cells, options
from danchu.lib import clock
from danchu.lib.vntext import LONGEST_SEARCH, fold, words

PAGE_SIZE = 20
"""Rows of a page, unless a register says otherwise."""
MOST_PRINTED = 2000
"""Rows of a printed list: about 60 sheets; longer ones are for the spreadsheet."""
MOST_FOUND = 200
"""Rows of a search that are counted and paged through: ten pages; more words find less."""
CHOSEN = "chon"
"""The name under which the keys of chosen rows stand in an address."""


@dataclass(frozen=True)
class Column:
    """A column: its label, how to read the value from a row (a dotted attribute or a function), whether the value
    leads to the row's page or where else it leads to, whether it stays on one line (codes, telephone numbers),
    whether it is shown on screen or only exported, how it is drawn on screen where that differs from the value, and
    the permission without which nobody sees it."""

    label: str
    value: str | Callable[[Any], Any]
    link: bool = False
    numeric: bool = False
    export_only: bool = False
    leads_to: Callable[[Any], str] | None = None
    unbroken: bool = False
    drawn: Callable[[Any], Any] | None = None
    permission: str = ""

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

    def on_screen(self, row: Any) -> Any:
        """The value, with its own link where it has one and there is something to see."""
        value = self.drawn(row) if self.drawn else self.of(row)
        if self.leads_to is None or not value:
            return value
        return format_html('<a href="{}">{}</a>', self.leads_to(row), shown(value))


@dataclass(frozen=True)
class Filter:
    """A filter in the URL: ``choices`` of the request give value and label; ``apply`` narrows the rows. While nothing
    is chosen the list says ``otherwise`` and is narrowed by ``unless_chosen``. ``kind`` says how it is drawn: a list
    of choices, a day, or not at all (it comes from a link only). A ``folded`` one lies under "more filters"."""

    name: str
    label: str
    choices: Callable[[Request], Iterable[tuple[str, str]]]
    apply: Callable[[Any, str], Any]
    otherwise: str = "Tất cả"
    unless_chosen: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    kind: Literal["choice", "day", "link"] = "choice"
    folded: bool = False


@dataclass(frozen=True)
class Button:
    """Something one can do from the register's head."""

    label: str
    route: str
    permission: str = ""
    strong: bool = False


@dataclass
class FilterState:
    name: str
    label: str
    otherwise: str
    kind: str
    chosen: str
    options: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def drawn(self) -> SafeString:
        """The options as HTML."""
        return options(self.options)


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


class Register:
    """A list of rows. Heirs set the attributes below and ``rows``; ``search_in`` is a column of folded text,
    ``kept`` says that the public list changes only when the ward publishes, ``exporting`` is the permission asked of
    whoever downloads it (none: that of seeing it). ``picks`` are what can be done with several rows at once: pages that
    find the keys of the chosen rows in their address (``chosen_keys``). A list that grows without end says by
    ``most_counted`` how many rows it counts and pages through; of a search each counts ``MOST_FOUND`` at most. What
    lies deeper is found by filters."""

    audience: ClassVar[str] = ""
    title: ClassVar[str] = ""
    intro: ClassVar[str] = ""
    noun: ClassVar[str] = "mục"
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    buttons: ClassVar[Sequence[Button]] = ()
    picks: ClassVar[Sequence[Button]] = ()
    search_in: ClassVar[str] = ""
    search_hint: ClassVar[str] = "Không cần gõ dấu"
    empty: ClassVar[str] = "Chưa có mục nào."
    kept: ClassVar[bool] = False
    exporting: ClassVar[str] = ""
    page_size: ClassVar[int] = PAGE_SIZE
    most_counted: ClassVar[int] = 0
    template: ClassVar[str] = "core/register.html"

    def rows(self, request: Request) -> Any:
        """The rows that this person may see, ordered: a ``QuerySet`` that ``queries.visible_to`` and its like give, or
        ``Listed`` rows."""
        raise NotImplementedError

    def url_of(self, row: Any) -> str:
        """Where a row's link leads; empty for a row without a page."""
        return str(row.get_absolute_url())

    def query(self, request: Request) -> str:
        """What is searched for."""
        return request.GET.get("q", "")[:LONGEST_SEARCH]

    def searched(self, rows: Any, text: str) -> Any:
        """Those of ``rows`` that answer ``text``."""
        return searched(rows, self.search_in, text)

    def context(self, request: Request) -> dict[str, Any]:
        """More for the template."""
        return {}

    @classmethod
    def reads(cls) -> list[str]:
        """The names of the address's query that this list reads."""
        return ["q", "trang", "xuat", *(each.name for each in cls.filters)]

    @classmethod
    def as_view(cls) -> access.View:
        """The guarded view of this register; what its address holds besides, ``rows`` finds in the match."""

        def view(request: Request, **_: Any) -> HttpResponseBase:
            return cls().respond(request)

        view.__name__ = cls.__name__
        view.__doc__ = cls.__doc__
        open_to_all = access.keeping(*cls.reads()) if cls.kept else access.public
        guard = {access.PUBLIC: open_to_all, access.SIGNED_IN: access.signed_in}.get(cls.audience)
        return guard(view) if guard else access.allowed(cls.audience)(view)

    def respond(self, request: Request) -> HttpResponseBase:
        rows = self._narrowed(request)
        if (wanted := request.GET.get("xuat", "")) in {"xlsx", "csv"}:
            if not self._may(request, self.exporting):
                raise PermissionDenied(self.exporting)
            return self._exported(request, rows, wanted)
        if wanted == "in":
            return self._printed(request, rows)
        pages = Pages(rows, self.page_size, self._most_counted(request))
        page = pages.get_page(request.GET.get("trang"))
        return render(request, self.template, {**self._page_context(request, page), "more": pages.more})

    def _narrowed(self, request: Request, without: Sequence[str] = ()) -> Any:
        rows = self.rows(request)
        for each in self.filters:
            if each.name in without:
                continue
            if chosen := request.GET.get(each.name, ""):
                rows = each.apply(rows, chosen)
            elif each.unless_chosen:
                rows = each.unless_chosen(rows)
        return self.searched(rows, self.query(request)) if self.search_in and self.query(request) else rows

    def _most_counted(self, request: Request) -> int:
        return min(self.most_counted or MOST_FOUND, MOST_FOUND) if self.query(request) else self.most_counted

    def _chosen(self, request: Request) -> dict[str, str]:
        """What narrows the list. A public list repeats in its links only what it reads, so that one page serves all who
        come with other words in their address; others may read more than their filters."""
        skipped = {"trang", "xuat"} if not self.kept else {*request.GET} - {*self.reads()} | {"trang", "xuat"}
        return {key: str(value)[:LONGEST_SEARCH] for key, value in request.GET.items() if value and key not in skipped}

    def _page_context(self, request: Request, page: Page[Any]) -> dict[str, Any]:
        columns = self._columns(request)
        cells = Cells(columns)
        chosen = self._chosen(request)
        folded = [self._state(each, request) for each in self.filters if each.folded]
        return {
            "register": self,
            "columns": columns,
            "lines": [(url, cells.of(row, url), row) for row in page for url in [self.url_of(row)]],
            "page": page,
            "total": page.paginator.count,
            "query": request.GET.get("q", "")[:LONGEST_SEARCH],
            "filters": [self._state(each, request) for each in self.filters if not each.folded],
            "folded": folded,
            "folded_open": any(each.chosen for each in folded),
            "has_days": any(each.kind == "day" for each in self.filters),
            "narrowed": bool(chosen),
            "kept": urlencode(chosen),
            "buttons": [each for each in self.buttons if self._may(request, each.permission)],
            "picks": [each for each in self.picks if self._may(request, each.permission)],
            "may_export": self._may(request, self.exporting),
            **self.context(request),
        }

    def _state(self, each: Filter, request: Request) -> FilterState:
        chosen = request.GET.get(each.name, "")
        found = [(value, label, value == chosen) for value, label in each.choices(request)]
        return FilterState(each.name, each.label, each.otherwise, each.kind, chosen, found)

    def _columns(self, request: Request, *, exported: bool = False) -> list[Column]:
        shown = (column for column in self.columns if exported or not column.export_only)
        return [column for column in shown if self._may(request, column.permission)]

    def _may(self, request: Request, permission: str) -> bool:
        return not permission or rules.has_perm(permission, request.user, request.ward)

    def _subtitle(self, request: Request) -> str:
        return f"{request.ward.title}, {clock.today():%d/%m/%Y}"

    def _printed(self, request: Request, rows: Any) -> HttpResponseBase:
        columns = self._columns(request)
        total = Pages(rows, 1, self.most_counted).count
        context = {
            "register": self,
            "subtitle": self._subtitle(request),
            "columns": columns,
            "lines": [[(column, column.of(row)) for column in columns] for row in rows[:MOST_PRINTED]],
            "total": total,
            "cut": total > MOST_PRINTED,
            "kept": urlencode(self._chosen(request)),
        }
        return render(request, "core/register_print.html", context)

    def _exported(self, request: Request, rows: Any, wanted: str) -> HttpResponseBase:
        columns = self._columns(request, exported=True)
        return writing.response(
            wanted,
            title=self.title,
            subtitle=self._subtitle(request),
            headers=[column.label for column in columns],
            rows=([column.of(row) for column in columns] for row in rows.iterator(chunk_size=2000)),
        )


def chosen_keys(request: Request) -> list[int]:
    """The keys of the rows that were chosen in a list, at most a page of them twice over."""
    found = (key_of(each) for each in request.GET.getlist(CHOSEN))
    return [key for key in dict.fromkeys(found) if key is not None][: 2 * PAGE_SIZE]


def searched(rows: Any, column: str, query: str) -> Any:
    """``rows`` whose folded text in ``column`` holds every word of ``query``."""
    asked = words(query)
    if isinstance(rows, Listed):
        return rows.where(lambda row: all(word in getattr(row, column) for word in asked))
    for word in asked:
        rows = rows.filter(Q(**{f"{column}__contains": word}))
    *path, name = column.split("__")
    model = rows.model
    for each in path:
        model = model._meta.get_field(each).related_model
    keys = candidates(model, name, asked, rows.db)
    return rows if keys is None else rows.filter(**{"__".join([*path, "pk__in"]): keys})


def folded(*texts: str) -> str:
    """What a row keeps in its search column."""
    return fold(" ".join(text for text in texts if text))


def from_day(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply``: moments in ``column`` on the chosen day in Vietnam or later."""
    return lambda rows, chosen: _on_day(rows, chosen, lambda day: {f"{column}__gte": clock.start_of(day)})


def to_day(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply``: moments in ``column`` on the chosen day in Vietnam or earlier."""
    return lambda rows, chosen: _on_day(rows, chosen, lambda day: {f"{column}__lt": clock.moment_on(day, 24)})


def _on_day(rows: QuerySet[Any], chosen: str, condition: Callable[[date], dict[str, datetime]]) -> QuerySet[Any]:
    try:
        return rows.filter(**condition(DateField().clean(chosen)))
    except (ValidationError, OverflowError):
        return rows.none()


def by_field(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """A filter's ``apply`` that compares one column; a value that does not fit the column finds nothing."""

    def apply(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        if chosen.isdecimal() and key_of(chosen) is None:
            return rows.none()
        try:
            return rows.filter(**{column: chosen})
        except (ValueError, TypeError):
            return rows.none()

    return apply
