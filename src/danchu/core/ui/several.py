"""One act on several rows of a list at once: a page that shows what was chosen and asks once, and what became of each.

    ACKNOWLEDGE = Several(
        acknowledge_delivery, label="Xác nhận đã nhận", verb="xác nhận", noun="văn bản", back="ward:incoming",
        rows=lambda request, keys: queries.incoming(request.user, request.ward).filter(pk__in=keys),
    )

``path("…/", ACKNOWLEDGE.as_view(), name="acknowledge")`` mounts it and a ``Button`` among the ``picks`` of the register
leads to it. Each row has its act, so that the trail tells each; one that refuses is named with its reason, the others
are done.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from danchu.core.refusals import Refused
from danchu.core.ui import access
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import chosen_keys
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.vntext import vn_number

NOT_ALLOWED = "Ông/bà không có quyền làm việc này."


@dataclass(frozen=True)
class Kept:
    """A row with which nothing was done, and why."""

    row: Any
    why: str


def each_of(rows: Iterable[Any], act: Callable[[Any], object]) -> list[Kept]:
    """``act`` on each of ``rows``; gives those that stayed as they were."""
    kept = []
    for row in rows:
        try:
            act(row)
        except Refused as refused:
            kept.append(Kept(row, " ".join(each.text for each in refused.objections)))
        except PermissionDenied:
            kept.append(Kept(row, NOT_ALLOWED))
    return kept


@dataclass(frozen=True)
class Several:
    """What is done with several rows. ``label`` stands above the page, ``verb`` is what is done with so many of
    ``noun``; ``rows`` finds what was chosen among what the person may see; ``told`` is said of each row before it is
    done; the ``form`` is asked once for all; ``back`` is the route of the list."""

    act: Callable[..., Any]
    label: str
    verb: str
    noun: str
    back: str
    rows: Callable[[Request, Sequence[int]], Iterable[Any]]
    told: Callable[[Any], str] = lambda row: ""
    form: type[Form] = Form

    def as_view(self) -> access.View:
        def view(request: Request) -> HttpResponseBase:
            rows = list(self.rows(request, chosen_keys(request)))
            return self._page(request, rows) if rows else none_chosen(request, self.noun, self.back)

        view.__name__ = f"several_{inspect.unwrap(self.act).__name__}"
        view.__doc__ = self.act.__doc__
        return access.allowed(str(self.act.policy))(view)  # type: ignore[attr-defined]

    def _page(self, request: Request, rows: list[Any]) -> HttpResponse:
        number = f"{vn_number(len(rows))} {self.noun}"
        return form_page(
            request,
            self.form(*sent(request), ward=request.ward),
            title=self.label,
            submit=f"{self.verb.capitalize()} {number}",
            back=reverse(self.back),
            template="core/several.html",
            chosen=[(row, self.told(row)) for row in rows],
            done=f"Đã {self.verb} {number}.",
            act=lambda data: self._do(request, rows, data),
        )

    def _do(self, request: Request, rows: list[Any], data: dict[str, Any]) -> str | HttpResponse:
        subject = next(iter(inspect.signature(inspect.unwrap(self.act)).parameters))
        by, at = request.user, clock.now()
        kept = each_of(rows, lambda row: self.act(**{subject: row}, **data, by=by, at=at))
        if not kept:
            return reverse(self.back)
        shown = {"several": self, "kept": kept, "number": len(rows) - len(kept), "back": reverse(self.back)}
        return render(request, "core/several_kept.html", shown)


def none_chosen(request: Request, noun: str, back: str) -> HttpResponse:
    """The list again, for somebody who ticked nothing."""
    messages.error(request, f"Hãy đánh dấu ít nhất một {noun} trong danh sách.")
    return redirect(back)
