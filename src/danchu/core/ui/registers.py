"""The one machine behind every list: search without tone marks, filters in the URL, order by any column, paging, sums,
export, print.

A room declares a ``Register`` with its columns and filters and mounts ``SomeRegister.as_view()``. What a column says of
itself stands in ``columns``, of filters in ``filtering``; how somebody wants to see lists is kept by ``display``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import rules
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Sum
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from danchu.core.spreadsheets import writing
from danchu.core.ui import access, display, sheets, sorting
from danchu.core.ui.columns import Column
from danchu.core.ui.converters import key_of
from danchu.core.ui.display import Display
from danchu.core.ui.filtering import (
    Filter,
    FilterState,
    by_field,
    chips,
    folded,
    from_day,
    laid_out,
    narrowing,
    on_days,
    searched,
    to_day,
)
from danchu.core.ui.listed import Listed, Pages
from danchu.core.ui.request import Request
from danchu.core.ui.sorting import Sorting
from danchu.core.ui.tables import Cells, Head, options
from danchu.lib import clock
from danchu.lib.vntext import LONGEST_SEARCH

# What rooms declare lists with comes through this one door.
__all__ = [
    "Button",
    "Column",
    "Filter",
    "Listed",
    "Register",
    "by_field",
    "chosen_keys",
    "folded",
    "from_day",
    "on_days",
    "searched",
    "to_day",
]

PAGE_SIZE = 20
"""Rows of a page, unless a register says otherwise."""
FITTING = 9
"""Columns that fit beside each other on a desk's screen; with more the list is moved sideways in a frame."""
MOST_PRINTED = 2000
"""Rows of a printed list: about 60 sheets; longer ones are for the spreadsheet."""
MOST_FOUND = 200
"""Rows of a search that are counted and paged through: ten pages; more words find less."""
CHOSEN = "chon"
"""The name under which the keys of chosen rows stand in an address."""


@dataclass(frozen=True)
class Button:
    """Something one can do from the register's head."""

    label: str
    route: str
    permission: str = ""
    strong: bool = False


class Address:
    """The query of this list's address, and of its neighbours. The number of the page is not kept."""

    def __init__(self, chosen: dict[str, str]) -> None:
        self._chosen = chosen

    @property
    def query(self) -> str:
        return urlencode(self._chosen)

    def having(self, name: str, value: str) -> str:
        """The list with another value of ``name``, or none."""
        changed = {**self._chosen, name: value}
        return f"?{urlencode({key: value for key, value in changed.items() if value})}"

    def without(self, name: str) -> str:
        return self.having(name, "")

    def only(self, *names: str) -> list[tuple[str, str]]:
        """What it says of ``names``."""
        return [(name, self._chosen[name]) for name in names if name in self._chosen]

    def without_any(self, *names: str) -> dict[str, str]:
        return {name: value for name, value in self._chosen.items() if name not in names}


class Register:
    """A list of rows. Heirs set the attributes below and ``rows``.

    ``search_in`` is a column of folded text, ``kept`` says that the public list changes only when the ward publishes,
    ``exporting`` is the permission asked of whoever downloads it (none: that of seeing it). ``picks`` are what can be
    done with several rows at once: pages that find the keys of the chosen rows in their address (``chosen_keys``). On
    paper stand the columns of the screen, or with ``prints_all`` every one, as a form of the law asks. A list that
    grows without end says by ``most_counted`` how many rows it counts and pages through; of a search each counts
    ``MOST_FOUND`` at most. What lies deeper is found by filters."""

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
    prints_all: ClassVar[bool] = False
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
        return ["q", "trang", "xuat", sorting.PARAMETER, display.SIZE, *(each.name for each in cls.filters)]

    @classmethod
    def same_for_all(cls) -> bool:
        """Whether it is a page for everyone, which remembers nothing of how somebody wants to see it."""
        return cls.audience == access.PUBLIC

    @classmethod
    def as_view(cls) -> access.View:
        """The guarded view of this register; what its address holds besides, ``rows`` finds in the match."""

        def view(request: Request, **_: Any) -> HttpResponseBase:
            return cls().respond(request)

        view.register = cls  # type: ignore[attr-defined]
        view.__name__ = cls.__name__
        view.__doc__ = cls.__doc__
        open_to_all = access.keeping(*cls.reads()) if cls.kept else access.public
        guard = {access.PUBLIC: open_to_all, access.SIGNED_IN: access.signed_in}.get(cls.audience)
        return guard(view) if guard else access.allowed(cls.audience)(view)

    def respond(self, request: Request) -> HttpResponseBase:
        if not self.same_for_all() and request.GET.get(display.REMEMBER):
            return self._remembered(request)
        narrowed = self._narrowed(request)
        rows = self._ordered(request, narrowed)
        if (wanted := request.GET.get("xuat", "")) in {"xlsx", "csv"}:
            if not self._may(request, self.exporting):
                raise PermissionDenied(self.exporting)
            return self._exported(request, rows, wanted)
        if wanted == "in":
            return self._printed(request, rows)
        wishes = self._wishes(request)
        pages = Pages(rows, wishes.size, self._most_counted(request))
        page = pages.get_page(request.GET.get("trang"))
        context = self._page_context(request, page, narrowed, wishes)
        return render(request, self.template, {**context, "more": pages.more})

    def _remembered(self, request: Request) -> HttpResponseBase:
        """The list again, after what the form about its display says was kept."""
        response = redirect(f"{request.path}?{urlencode(self._chosen(request, for_once=False))}")
        usual = ((each.key, not each.export_only) for each in self._allowed_columns(request) if not each.link)
        display.remember(response, request, self._name, usual)
        return response

    @property
    def _name(self) -> str:
        """What tells this list from all others in the house."""
        room = type(self).__module__.removeprefix("danchu.").partition(".")[0]
        return f"{room}-{type(self).__name__}".lower()

    def _wishes(self, request: Request) -> Display:
        return display.wished(request, self._name, size=self.page_size, same_for_all=self.same_for_all())

    def _ordered(self, request: Request, rows: Any) -> Any:
        """``rows`` by the column that the address names; in their own order, where it names none that this person sees
        and that has an order."""
        if (column := self._sorted_by(request, rows)) is None:
            return rows
        turned = Sorting.asked(request.GET[sorting.PARAMETER]).turned
        if isinstance(rows, Listed):
            return rows.ordered(column.of, turned=turned)
        return sorting.ordered(rows, column.terms(rows), turned=turned)

    def _sorted_by(self, request: Request, rows: Any) -> Column | None:
        key = Sorting.asked(request.GET.get(sorting.PARAMETER, "")).key
        found = (each for each in self._allowed_columns(request) if key and each.key == key and each.has_order(rows))
        return next(found, None)

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

    def _chosen(self, request: Request, *, for_once: bool = True) -> dict[str, str]:
        """What narrows and orders the list. A public list repeats in its links only what it reads, so that one page
        serves all who come with other words in their address; others may read more than their filters."""
        skipped = {"trang", "xuat", CHOSEN, *display.NAMES}
        if for_once and display.size_asked(request.GET.get(display.SIZE, "")):
            skipped.remove(display.SIZE)
        if self.kept:
            skipped |= {*request.GET} - {*self.reads()}
        return {key: str(value)[:LONGEST_SEARCH] for key, value in request.GET.items() if value and key not in skipped}

    def _page_context(self, request: Request, page: Page[Any], rows: Any, wishes: Display) -> dict[str, Any]:
        columns = self._columns(request, wishes)
        cells = Cells(columns, one_line=wishes.compact)
        address = Address(self._chosen(request))
        states = [self._state(each, request) for each in self.filters]
        in_line, folded = laid_out(states)
        found = chips(self.query(request) if self.search_in else "", states, address.without)
        return {
            "register": self,
            "columns": columns,
            "heads": self._heads(request, columns, rows, address),
            "lines": cells.lines(page, self.url_of),
            "totals": self._totals(columns, rows) if page.paginator.count else [],
            "page": page,
            "total": page.paginator.count,
            "query": request.GET.get("q", "")[:LONGEST_SEARCH],
            "filters": in_line,
            "folded": folded,
            "chips": found,
            "narrowed": bool(found),
            "has_days": any(each.kind == "day" for each in self.filters),
            "kept": address.query,
            "ordering": address.only(sorting.PARAMETER, display.SIZE),
            "display": self._display(request, rows, wishes, address),
            "compact": wishes.compact,
            "crowded": len(columns) > FITTING,
            "buttons": [each for each in self.buttons if self._may(request, each.permission)],
            "picks": [each for each in self.picks if self._may(request, each.permission)],
            "may_export": self._may(request, self.exporting),
            **self.context(request),
        }

    def _heads(self, request: Request, columns: Sequence[Column], rows: Any, address: Address) -> list[Head]:
        """The heads of ``columns``: pressed once the list stands by the column, again the other way round, once more as
        at first."""
        by = self._sorted_by(request, rows)
        turned = Sorting.asked(request.GET.get(sorting.PARAMETER, "")).turned
        heads = []
        for each in columns:
            now = ("descending" if turned else "ascending") if each is by else ""
            then = {"": each.key, "ascending": f"-{each.key}", "descending": ""}[now]
            leads_to = address.having(sorting.PARAMETER, then) if each.has_order(rows) else ""
            heads.append(Head(each.label, each.css, leads_to, now))
        return heads

    def _totals(self, columns: Sequence[Column], rows: Any) -> list[tuple[Column, Any]]:
        """Each of ``columns`` with its sum over all ``rows``, None where it has none; nothing where none has."""
        summed = [each for each in columns if each.total]
        if not summed:
            return []
        if isinstance(rows, Listed):
            sums = {each.key: sum(each.of(row) or 0 for row in rows) for each in summed}
        else:
            found = rows.order_by().aggregate(
                **{f"sum_{place}": Sum(str(each.value).replace(".", "__")) for place, each in enumerate(summed)}
            )
            sums = {each.key: found[f"sum_{place}"] or 0 for place, each in enumerate(summed)}
        return [(each, sums.get(each.key)) for each in columns]

    def _display(self, request: Request, rows: Any, wishes: Display, address: Address) -> dict[str, Any]:
        """What the form about the display offers."""
        columns = self._allowed_columns(request)
        asked = request.GET.get(sorting.PARAMETER, "")
        orders = [
            (f"{turn}{each.key}", f"{each.label}, {words}", f"{turn}{each.key}" == asked)
            for each in columns
            if each.has_order(rows)
            for turn, words in (("", "tăng dần"), ("-", "giảm dần"))
        ]
        shown = self._columns(request, wishes)
        return {
            "names": display,
            "carried": address.without_any(sorting.PARAMETER, display.SIZE).items(),
            "orders": options(orders),
            "sizes": options((str(size), f"{size} dòng", size == wishes.size) for size in display.SIZES),
            "styles": [(value, label, (value == display.COMPACT) == wishes.compact) for value, label in display.STYLES],
            "columns": [(each.key, each.label, each in shown) for each in columns if not each.link],
            "same_for_all": self.same_for_all(),
        }

    def _state(self, each: Filter, request: Request) -> FilterState:
        chosen = request.GET.get(each.name, "")
        found = [(value, label, value == chosen) for value, label in each.choices(request)]
        return FilterState(each.name, each.label, each.otherwise, each.kind, chosen, each.folded, found)

    def _allowed_columns(self, request: Request) -> list[Column]:
        """All columns that this person may see."""
        return [column for column in self.columns if self._may(request, column.permission)]

    def _columns(self, request: Request, wishes: Display) -> list[Column]:
        """The columns that are shown: those of the list itself, but for what somebody hid or shows besides."""
        allowed = self._allowed_columns(request)
        return [each for each in allowed if each.link or each.export_only == (each.key in wishes.turned)]

    def _may(self, request: Request, permission: str) -> bool:
        return not permission or rules.has_perm(permission, request.user, request.ward)

    def _subtitle(self, request: Request) -> str:
        return f"{request.ward.title}, {clock.today():%d/%m/%Y}"

    def _printed(self, request: Request, rows: Any) -> HttpResponseBase:
        """The list on paper: as a book is kept, the oldest first, unless another order was asked for."""
        columns = self._allowed_columns(request) if self.prints_all else self._columns(request, self._wishes(request))
        if self._sorted_by(request, rows) is None:
            rows = sorting.ascending(rows)
        pages = Pages(rows, 1, self.most_counted)
        states = [self._state(each, request) for each in self.filters]
        context = {
            "register": self,
            "columns": columns,
            "totals": self._totals(columns, rows),
            "total": pages.count,
            "more": pages.more,
            "cut": pages.count > MOST_PRINTED,
            "narrowing": narrowing(self.query(request) if self.search_in else "", states),
            "is_signed": not self.same_for_all(),
            "kept": urlencode(self._chosen(request)),
            **sheets.head_of_sheet(request.ward, clock.now(), same_for_all=self.same_for_all()),
            **sheets.body_of_sheet(rows[:MOST_PRINTED], columns),
        }
        return render(request, "core/register_print.html", context)

    def _exported(self, request: Request, rows: Any, wanted: str) -> HttpResponseBase:
        columns = self._allowed_columns(request)
        return writing.response(
            wanted,
            title=self.title,
            subtitle=self._subtitle(request),
            headers=[column.label for column in columns],
            rows=([column.of(row) for column in columns] for row in rows.iterator(chunk_size=2000)),
        )


def chosen_keys(request: Request) -> list[int]:
    """The keys of the rows that were chosen in a list, at most the longest page of them."""
    found = (key_of(each) for each in request.GET.getlist(CHOSEN))
    return [key for key in dict.fromkeys(found) if key is not None][: display.SIZES[-1]]
