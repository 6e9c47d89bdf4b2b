"""What can be done with a noun: the route, the guard, the form page and the button of each official act.

    WORKS = Acts(Work, access=queries.access_work, page="act:work", acts=(
        Act("ket-thuc", finish_work, form_of(day=day("Ngày xong", today=True)), done="Đã ghi.", weight=Weight.MAIN),
        Act("rut", withdraw_work, form_of(reason=reason("Người dân đọc được.")), done="Đã rút.", weight=Weight.SELDOM),
    ))
    urlpatterns = [*WORKS.urls("ban-lam-viec/cong-trinh/<key:pk>/")]

``{% acts row %}`` in a template draws the buttons that the person may press now.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, partial
from typing import Any

import rules
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from danchu.core.refusals import Refused
from danchu.core.ui import access
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.core.ui.sendings import Opened
from danchu.lib import clock

type Facts = Iterable[tuple[str, object]]


class Weight(IntEnum):
    """How much a button weighs: the first that is possible of MAIN is what comes next; SELDOM ones are folded away."""

    MAIN = 0
    PLAIN = 1
    SELDOM = 2


@dataclass(frozen=True)
class Act:
    """One official act on a row, with the page on which it is done.

    ``slug`` ends its address. ``act`` is the official act; a plain function that calls several needs a ``policy`` and a
    ``label``. ``form`` is a form class (its ``__init__`` is given ``ward``, ``user``, ``request`` and the row under the
    name of the act's first argument, as far as it names them) or a function of request and row. ``initial`` says what
    the form shows at first: the fields of the row as they are, where the act changes them; then a change by somebody
    meanwhile is noticed. ``fits`` narrows the rows with which it can be done, ``suits`` the people who do it with one;
    ``facts`` are shown before what cannot be undone. ``done`` is said after, ``label`` stands on the button, ``submit``
    on the page's button; ``then`` gives the address or the page that comes after, where that is not the row's.
    """

    slug: str
    act: Callable[..., Any]
    form: Callable[..., Form] = Form
    done: str | Callable[[Any], str] = "Đã lưu."
    name: str = ""
    label: str | Callable[[Any], str] = ""
    title: str | Callable[[Any], str] = ""
    submit: str = ""
    policy: str = ""
    weight: Weight = Weight.PLAIN
    fits: Callable[[Any], bool] = lambda row: True
    intro: Callable[[Any], str] = str
    facts: Callable[[Any], Facts] = lambda row: ()
    initial: Callable[[Any], dict[str, Any]] | None = None
    then: Callable[[Request, Any], str | HttpResponse] | None = None
    suits: Callable[[Any, Any], bool] = lambda user, row: True
    template: str = "core/form_page.html"
    context: Callable[[Request, Any], dict[str, Any]] = lambda request, row: {}

    @cached_property
    def asks(self) -> str:
        """The policy that is asked."""
        return self.policy or str(self.act.policy)  # type: ignore[attr-defined]

    @cached_property
    def route(self) -> str:
        """The name of its route within the room."""
        return self.name or inspect.unwrap(self.act).__name__.replace("_", "-")

    @cached_property
    def subject(self) -> str:
        """The name of the act's first argument: the row."""
        return next(iter(inspect.signature(inspect.unwrap(self.act)).parameters))

    def label_for(self, row: Any) -> str:
        """The words of its button."""
        return _words(self.label, row) or str(self.act.label)  # type: ignore[attr-defined]

    def is_possible(self, row: Any) -> bool:
        """Whether ``row`` is in a state from which it can be done. Does not ask who asks."""
        life, move = getattr(self.act, "life", None), getattr(self.act, "move", "")
        if life is not None and move:
            life = life(row) if callable(life) else life
            if move not in life.moves_from(getattr(row, life.field)):
                return False
        return self.fits(row)


@dataclass(frozen=True)
class Button:
    """A button of a row's page."""

    label: str
    address: str
    weight: Weight


class Acts:
    """What can be done with the rows of ``model``.

    ``access(user, ward, pk)`` gives the row or 404; ``page`` is the route of a row's page, or a function of request and
    row that gives the address to which an act leads back. The acts stand in the order of their buttons. ``new`` are
    acts about the ward that create a row; they are mounted by ``new_urls`` and come from the list ``listed``. ``room``
    names the room of the routes where that is not the model's; the buttons of acts that stand ``apart`` are placed by
    the page itself, one by one.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        access: Callable[[Any, Any, int], Any],
        page: str | Callable[[Request, Any], str],
        acts: Sequence[Act],
        new: Sequence[Act] = (),
        listed: str = "",
        room: str = "",
        apart: bool = False,
    ) -> None:
        self.model = model
        self.acts = tuple(acts)
        self.new = tuple(new)
        self._access = access
        self._page = page
        self._listed = listed
        self.apart = apart
        self._room = room or model._meta.app_label
        _OF_MODEL.setdefault(model, []).append(self)

    def urls(self, prefix: str) -> list[URLPattern]:
        """The routes of the acts below ``prefix``, which holds ``<key:pk>``."""
        return [path(_below(prefix, each), self._view(each), name=each.route) for each in self.acts]

    def new_urls(self, prefix: str) -> list[URLPattern]:
        """The routes of the acts that create, below ``prefix``."""
        return [path(_below(prefix, each), self._new_view(each), name=each.route) for each in self.new]

    def page_of(self, request: Request, row: Any) -> str:
        """The address to which an act on ``row`` leads back."""
        return self._page(request, row) if callable(self._page) else reverse(self._page, args=[row.pk])

    def possible(self, user: object, row: Any) -> Iterator[Act]:
        """What ``user`` can do with ``row`` now, in the order of the table."""
        asked: dict[str, bool] = {}
        for each in self.acts:
            if each.is_possible(row):
                if each.asks not in asked:
                    asked[each.asks] = rules.has_perm(each.asks, user, row)
                if asked[each.asks] and each.suits(user, row):
                    yield each

    def buttons(self, user: object, row: Any) -> list[Button]:
        """The buttons of what ``user`` can do with ``row`` now; one of them at most is MAIN."""
        found = sorted(self.possible(user, row), key=lambda each: each.weight)
        buttons = [Button(each.label_for(row), self.address(each, row), each.weight) for each in found]
        return [
            button if button.weight != Weight.MAIN or place == 0 else Button(button.label, button.address, Weight.PLAIN)
            for place, button in enumerate(buttons)
        ]

    def address(self, act: Act, row: Any) -> str:
        """Where the page of ``act`` with ``row`` is."""
        return reverse(f"{self._room}:{act.route}", args=[row.pk])

    def _view(self, act: Act) -> access.View:
        def view(request: Request, pk: int) -> HttpResponseBase:
            row = self._access(request.user, request.ward, pk)
            if not rules.has_perm(act.asks, request.user, row):
                raise Http404("not for this person")
            if request.method != "POST" and not act.is_possible(row):
                messages.error(request, gone(act, row))
                return redirect(self.page_of(request, row))
            return self._form_page(request, act, row, back=self.page_of(request, row))

        return self._guarded(view, act)

    def _new_view(self, act: Act) -> access.View:
        def view(request: Request, **_: Any) -> HttpResponseBase:
            return self._form_page(request, act, request.ward, back=reverse(self._listed) if self._listed else "")

        return self._guarded(view, act)

    def _guarded(self, view: Callable[..., HttpResponseBase], act: Act) -> access.View:
        view.__name__ = act.route
        view.__doc__ = act.act.__doc__
        guarded = access.allowed(act.asks)(view)
        guarded.acts, guarded.act = self, act  # type: ignore[attr-defined]
        return guarded

    def _form_page(self, request: Request, act: Act, row: Any, *, back: str) -> HttpResponse:
        form = _form(act, request, row)

        def do(_data: dict[str, Any]) -> str | HttpResponse:
            if act not in self.new and not act.is_possible(row):
                raise Refused(gone(act, row))
            done = act.act(**{act.subject: row}, **form.told(), by=request.user, at=clock.now())
            if act.then:
                return act.then(request, done if isinstance(done, models.Model) else row)
            return self.page_of(request, done if act in self.new else row)

        label = act.label_for(row)
        return form_page(
            request,
            form,
            title=_words(act.title, row) or label,
            intro=act.intro(row) if act.intro is not str or act not in self.new else "",
            act=do,
            done=partial(_words, act.done),
            submit=act.submit or label,
            back=back,
            template=act.template,
            facts=tuple(act.facts(row)),
            opened=Opened(row, act.initial) if act.initial else None,
            row=row,
            **act.context(request, row),
        )


_OF_MODEL: dict[type[models.Model], list[Acts]] = {}


def acts_of(row: models.Model) -> list[Acts]:
    """What the rooms have declared for rows of this kind."""
    return _OF_MODEL.get(type(row), [])


def declared() -> Iterator[Acts]:
    """All that the rooms have declared."""
    for each in _OF_MODEL.values():
        yield from each


def gone(act: Act, row: Any) -> str:
    """The sentence for somebody who comes too late."""
    noun = str(row._meta.verbose_name)
    state = row.get_state_display() if hasattr(row, "get_state_display") else ""
    because = f" vì {noun} đang ở trạng thái “{state}”" if state else ""
    return f"Không còn làm được việc “{act.label_for(row)}”{because}."


def _below(prefix: str, act: Act) -> str:
    return f"{prefix}{act.slug}/" if act.slug else prefix


def _form(act: Act, request: Request, row: Any) -> Form:
    known = {"ward": request.ward, "user": request.user, "request": request, act.subject: row}
    if not isinstance(act.form, type):
        return act.form(request, row)
    given = {name: value for name, value in known.items() if name in _asked_by(act.form)}
    if act.initial:
        given["initial"] = act.initial(row)
    return act.form(*sent(request), **given)


def _asked_by(form: type) -> set[str]:
    """The names that ``__init__`` of ``form`` and of its parents takes."""
    return {
        name
        for parent in form.__mro__
        if "__init__" in vars(parent)
        for name in inspect.signature(vars(parent)["__init__"]).parameters
    }


def _words(words: str | Callable[[Any], str], row: Any) -> str:
    return words(row) if callable(words) else words
