"""Official acts: the one way in which anything of legal effect is changed.

``@official`` opens the transaction, locks the row and reads it afresh, asks the policy about what it has read, moves
the row through its life, runs the act, saves the row, carries out what follows from it (``following``) and appends the
act to the audit trail. Views, commands, imports and interfaces all call the decorated functions.
"""

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import datetime
from functools import partial, wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast, overload

import rules
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models, transaction

from danchu.core import audit, following, in_force, revision, rows
from danchu.core.actors import SYSTEM, VISITOR, Actor, account_of
from danchu.core.following import Done, Rank
from danchu.core.models import User, Ward
from danchu.core.refusals import Refused
from danchu.lib.lifecycle import Life, MoveRefused

P = ParamSpec("P")
R = TypeVar("R")

WITHIN = "core.within"
"""The policy of acts that only other official acts call, and that those have answered for."""

ALWAYS = "core.always"
"""Of an act that people do for themselves: nobody is named, whoever it is."""

_depth: ContextVar[int] = ContextVar("official_depth", default=0)
_hidden: ContextVar[int | None] = ContextVar("official_hidden", default=None)
"""The account that the trail does not name, in the act under way nor in those that follow from it."""


class OfficialAct(Protocol):
    """What the decorator leaves on the function, for the generated tables of the documentation."""

    label: str
    clause: str
    policy: str
    book: str
    unnamed: str
    own_chain: bool
    personal: frozenset[str]
    life: "LifeOf"
    move: str


type LifeOf = Life | Callable[[Any], Life] | None
"""The life of a noun; a function of the row where the law gives each kind its own."""


class Declare(Protocol):
    """The decorator: callers of an act that returns ``Done`` get its row."""

    @overload
    def __call__(self, function: Callable[P, Done[R]]) -> Callable[P, R]: ...
    @overload
    def __call__(self, function: Callable[P, R]) -> Callable[P, R]: ...


REGISTRY: dict[str, OfficialAct] = {}
"""Every official act by its name, "know.publish_disclosure"."""


def official(
    *,
    clause: str,
    policy: str,
    label: str = "",
    personal: tuple[str, ...] = (),
    unnamed: str = "",
    own_chain: bool = False,
    life: LifeOf = None,
    move: str = "",
) -> Declare:
    """Declare a keyword-only function as an official act.

    Its first argument is what the act is about: a row (locked and read afresh before the policy is asked) or the ward
    (for acts that create). Of other rows that an act changes, it locks each itself (``rows.lock``). ``by`` and ``at``
    say who and when. ``clause`` is the clause of the resolution it serves; ``policy`` the permission asked of ``by``
    with the first argument; ``personal`` names arguments that the trail keeps as salted digests; ``label`` names the
    act in Vietnamese, for those who read the trail (a test asks each act for one). ``unnamed`` is for what people do
    for themselves, like sending a letter: by the trail a visitor did it. It is ``ALWAYS``, or the policy of those at
    the desk who do it for somebody and are named. ``own_chain`` says that the act enters a hash chain of its own
    (ballots), which the trail must not repeat. With ``life`` and ``move`` the row takes that step before the function
    runs. A function that returns ``Done`` neither saves its row nor writes what follows.
    Raises ``PermissionDenied`` or ``Refused``; then nothing is written, and the rows among the arguments are in memory
    what they were before the call.
    """

    def declare(function: Callable[P, Any]) -> Callable[P, Any]:
        room = function.__module__.split(".")[1]
        name = f"{room}.{function.__name__}"
        first = next(iter(inspect.signature(function).parameters))

        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> Any:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            by, at, about = cast(Actor, kwargs["by"]), cast(datetime, kwargs["at"]), kwargs[first]
            with _as_before_on_failure(kwargs), transaction.atomic(), in_force.within(_ward_key(about)):
                before = _locked_snapshot(about, told=not own_chain)
                _require(policy, by, about)
                shown, hidden = _shown(unnamed, by, about)
                tokens = _depth.set(_depth.get() + 1), _hidden.set(hidden)
                try:
                    read = rows.values_of(about)
                    ended = _moved(life, move, about)
                    result = function(*args, **kwargs)
                    if isinstance(result, Done):
                        result = _carried_out(result, about, read=read, ended=ended, by=by, at=at)
                except MoveRefused as refused:
                    raise Refused(_gone(about)) from refused
                finally:
                    _depth.reset(tokens[0])
                    _hidden.reset(tokens[1])
                if own_chain:
                    return result
                target = (
                    result if isinstance(result, models.Model) else about if isinstance(about, models.Model) else None
                )
                audit.append(
                    ward=_ward_of(about, target),
                    book=room,
                    at=at,
                    by=shown,
                    action=name,
                    clause=clause,
                    target=target,
                    content=_content(kwargs, first, before, target, about),
                    personal=frozenset(personal) | frozenset(getattr(target, audit.PERSONAL, ())),
                )
            return result

        act.label, act.clause, act.policy, act.book = label, clause, policy, room  # type: ignore[attr-defined]
        act.life, act.move = life, move  # type: ignore[attr-defined]
        act.unnamed, act.own_chain, act.personal = unnamed, own_chain, frozenset(personal)  # type: ignore[attr-defined]
        REGISTRY[name] = cast(OfficialAct, act)
        return act

    return cast(Declare, declare)


def _shown(unnamed: str, by: Actor, about: object) -> tuple[Actor, int | None]:
    """Who the trail says it was, and whom it does not name in what follows."""
    hidden = _hidden.get()
    if unnamed and isinstance(by, User) and (unnamed == ALWAYS or not rules.has_perm(unnamed, by, about)):
        hidden = by.pk
    return (VISITOR if isinstance(by, User) and by.pk == hidden else by), hidden


def life_of(life: LifeOf, row: Any) -> Life | None:
    """The life of ``row``, where its act has one."""
    return life(row) if callable(life) else life


def _moved(life: LifeOf, move: str, about: Any) -> bool:
    """Take the step; whether ``about`` has entered an end by it. Raises ``MoveRefused``."""
    found = life_of(life, about)
    if found is None:
        return False
    state = getattr(about, found.field)
    after = found.step(state, move)
    setattr(about, found.field, after)
    return found.has_ended(after) and not found.has_ended(state)


def _carried_out(done: Done[Any], about: Any, *, read: dict[str, Any], ended: bool, by: Actor, at: datetime) -> Any:
    """Save the row where it differs from what was ``read``, and let what follows from the act happen, in the one order
    of the house. Gives the row."""
    row = done.row
    if isinstance(row, models.Model) and (row._state.adding or (row is about and rows.values_of(row) != read)):
        row.save()
    ward = _ward_of(about, row if isinstance(row, models.Model) else None)
    follow = partial(done.follow, ward=ward, by=by, at=at)
    follow(Rank.FULFILLED)
    if ended:
        following.end(about, keeps=done.keeps, because=done.because, by=by, at=at)
    follow(Rank.OPENED, Rank.TIMELINE)
    if done.public:
        revision.bump(ward)
    follow(Rank.NOTICES)
    return row


def _gone(about: object) -> str:
    """The sentence for somebody who comes too late."""
    state = about.get_state_display() if hasattr(about, "get_state_display") else ""
    if not state or not isinstance(about, models.Model):
        return "Việc này không còn ở trạng thái cho phép thao tác. Hãy tải lại trang."
    return f"Không làm được nữa: {about._meta.verbose_name} đang ở trạng thái “{state}”. Hãy tải lại trang."


def _require(policy: str, by: Actor, about: object) -> None:
    if policy == WITHIN:
        if not _depth.get() and by is not SYSTEM:
            raise PermissionDenied("an act of this kind happens only within another")
        return
    if by is not SYSTEM and not rules.has_perm(policy, account_of(by), about):
        raise PermissionDenied(policy)


def _locked_snapshot(about: object, *, told: bool) -> dict[str, Any]:
    """What ``about`` is now, locked; nothing of it where the trail is not ``told``."""
    if not isinstance(about, models.Model) or about.pk is None:
        return {}
    if isinstance(about, Ward):  # most acts about a ward create something in it and change nothing of it
        return audit.snapshot(about)
    try:
        rows.lock(about)
    except ObjectDoesNotExist as gone:
        raise Refused("Việc này không còn nữa. Hãy tải lại trang.") from gone
    return audit.snapshot(about) if told else {}


def _as_before_on_failure(arguments: dict[str, Any]) -> AbstractContextManager[None]:
    """Restores the rows among ``arguments`` when the act fails; not ``by``, whom no act changes."""
    return rows.restored_on_failure(
        value for name, value in arguments.items() if name != "by" and isinstance(value, models.Model)
    )


def _ward_of(about: object, target: models.Model | None) -> Ward:
    for candidate in (about, target):
        if isinstance(candidate, Ward):
            return candidate
        if isinstance(candidate, models.Model) and hasattr(candidate, "ward"):
            return cast(Ward, candidate.ward)
    raise TypeError("an official act is about a ward or about a row that a ward owns")


def _ward_key(about: object) -> int | None:
    return about.pk if isinstance(about, Ward) else getattr(about, "ward_id", None)


def _content(
    arguments: dict[str, Any], first: str, before: dict[str, Any], target: models.Model | None, about: object
) -> dict[str, Any]:
    told = {key: audit.plain(value) for key, value in arguments.items() if key not in {first, "by", "at"}}
    after = audit.snapshot(target) if target is not None else {}
    if target is not about:
        before = {}
    return {"arguments": told, **audit.changes(before, after)}
