"""What the work list asks: cases by the colour of their clock, by whom they wait for, by what they say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, cast

from django.db import models as db
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat, Length, StrIndex

from danchu.core.models import User, Ward
from danchu.core.searching import candidates
from danchu.core.ui.registers import by_field, searched
from danchu.inspect import law
from danchu.inspect.models import Case, Sender
from danchu.inspect.queries import SEALED, all_topics, topics
from danchu.inspect.queries_sending import shared, telling
from danchu.inspect.states import Colour
from danchu.lib.vntext import fold, name_key, sort_key, words
from danchu.ward import queries as ward_queries
from danchu.ward.queries import offices_held
from danchu.ward.states import LEADERS, Office

_SYMBOL = re.compile(r"([a-z]{2})-?(\d{1,9})(?:/(\d{4}))?")
_LETTERS = {each.letters.lower(): each.key for each in law.every_kind()}
HANDLERS = (Office.CIVIL_SERVANT, Office.ASSIGNED_OFFICER, *LEADERS)
MOST_ALIKE, MOST_COMPARED = 5, 2000
ALIKE = 0.6
OF_TOPIC, OF_GROUP, OF_UNIT = "topic", "group", "unit"


def still_open(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of ``rows`` that have not ended, what is due first standing first; paused ones last."""
    return rows.filter(ended_on=None).order_by(F("due_on").asc(nulls_last=True), "pk")


def of_colour(rows: QuerySet[Case], colour: str, on: date) -> QuerySet[Case]:
    """Those of ``rows`` whose clock has that colour on that day; none for a colour that is none."""
    asked = _colours(on).get(colour)
    return rows.none() if asked is None else rows.filter(asked)


def by_colour(rows: QuerySet[Case], on: date) -> dict[str, int]:
    """How many of ``rows`` have each colour on that day."""
    counts = {key: Count("pk", filter=asked) for key, asked in _colours(on).items()}
    return rows.order_by().filter(ended_on=None).aggregate(**counts)


def colour_of(case: Case, on: date, soon: date) -> Colour | None:
    """The colour of the clock of ``case`` on that day, ``soon`` being ``law.soon_until(on)``; none after the end."""
    if not case.is_open:
        return None
    if case.due_on is None:
        return Colour.GREY
    if case.due_on < on:
        return Colour.RED
    return Colour.AMBER if case.due_on <= soon else Colour.GREEN


def _colours(on: date) -> dict[str, Q]:
    soon, running = law.soon_until(on), Q(ended_on=None)
    return {
        Colour.RED.value: running & Q(due_on__lt=on),
        Colour.AMBER.value: running & Q(due_on__gte=on, due_on__lte=soon),
        Colour.GREEN.value: running & Q(due_on__gt=soon),
        Colour.GREY.value: running & Q(due_on=None),
    }


def handled_by(rows: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Those of ``rows`` that were given to ``user``."""
    return rows.filter(handler=user)


def of_units_of(rows: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Those of ``rows`` that the units of ``user`` settle."""
    return rows.filter(unit__in={each.organisation_id for each in offices_held(user) if each.organisation_id})


def unassigned(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of ``rows`` that nobody was given."""
    return rows.filter(unit=None, handler=None)


def settled_late(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of ``rows`` that ended after the last day of their clock."""
    return rows.filter(ended_on__gt=F("due_on"))


def answering(
    rows: QuerySet[Case], text: str, *, by_sender: bool, proposed: Collection[int] | None = None
) -> QuerySet[Case]:
    """Those of ``rows`` that hold every word of ``text``, without tone marks, in number, summary or words; with
    ``by_sender`` also in name, telephone or address of the sender, looking only at those ``proposed``, where something
    is. A number (PA-12/2026) finds its case."""
    if number := _SYMBOL.fullmatch(fold(text).replace(" ", "")):
        letters, last, year = number.groups()
        if letters in _LETTERS:
            rows = rows.filter(kind=_LETTERS[letters], number=int(last))
            return rows.filter(year=int(year)) if year else rows
    if not by_sender:
        return cast("QuerySet[Case]", searched(rows, "search_text", text))
    for word in words(text):
        rows = rows.filter(Q(search_text__contains=word) | Q(sender__search_text__contains=word))
    return rows if proposed is None else rows.filter(pk__in=proposed)


def named_first(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    """``rows`` by the day they came, the newest first; before them those whose sender bears the name ``text``: each of
    its words begins a word of the name, which stands first in what is searched of a sender and is as long as there."""
    line = Concat(Value(" "), "sender__search_text")
    places = {f"place_{number}": StrIndex(line, Value(f" {word}")) for number, word in enumerate(words(text))}
    within = (Q(**{f"{place}__gt": 0, f"{place}__lte": Length("sender__name")}) for place in places)
    is_named = reduce(and_, within, Q(sender__isnull=False))
    rank = db.Case(db.When(is_named, then=0), default=1)
    return rows.alias(**places).order_by(rank, "-received_at", "-pk")


def proposals(text: str) -> set[int] | None:
    """The keys of some cases, among them all that hold every word of ``text`` in what they or their senders say; None
    where the index of words does not help."""
    asked, using = words(text), Case.objects.db
    of_case = candidates(Case, "search_text", asked, using)
    of_sender = None if of_case is None else candidates(Sender, "search_text", asked, using)
    if of_case is None or of_sender is None:
        return None
    return {*of_case, *Sender.objects.filter(pk__in=of_sender).values_list("case_id", flat=True)}


@dataclass(frozen=True)
class Choices:
    """What a case can be narrowed by: key and name of each topic, group and unit."""

    topics: Sequence[tuple[str, str]]
    groups: Sequence[tuple[str, str]]
    units: Sequence[tuple[str, str]]


def choices(ward: Ward) -> Choices:
    """All of them in one question, each list in the order of its names."""
    sources: tuple[tuple[str, QuerySet[Any]], ...] = (
        (OF_TOPIC, topics(ward)),
        (OF_GROUP, ward_queries.groups(ward)),
        (OF_UNIT, ward_queries.units(ward)),
    )
    parts = [rows.order_by().values_list(Value(what, output_field=CharField()), "pk", "name") for what, rows in sources]
    found: dict[str, list[tuple[str, str]]] = {what: [] for what, _ in sources}
    for what, key, name in sorted(parts[0].union(*parts[1:], all=True).order_by(), key=lambda row: sort_key(row[2])):
        found[what].append((str(key), name))
    return Choices(found[OF_TOPIC], found[OF_GROUP], found[OF_UNIT])


def chosen(rows: QuerySet[Case], keys: Sequence[int]) -> list[Case]:
    """Those of ``rows`` with one of these keys, what is due first standing first."""
    return list(rows.filter(pk__in=keys).order_by(F("due_on").asc(nulls_last=True), "pk"))


def staff_who_handle(ward: Ward, on: date) -> list[tuple[int, str]]:
    """The accounts to which cases can be given on that day: key, and name with the unit."""
    rows = ward_queries.mandates_on(ward, on).filter(office__in=HANDLERS, person__account__is_active=True)
    found: dict[int, str] = {}
    for key, name, unit in rows.values_list("person__account", "person__full_name", "organisation__name"):
        found.setdefault(key, f"{name}, {unit}" if unit else name)
    return sorted(found.items(), key=lambda pair: name_key(pair[1].split(",")[0]))


def name_of_handler(ward: Ward, key: str) -> list[str]:
    """The name of the account with that key; nothing for a key that is none."""
    rows = User.objects.filter(ward=ward, kind=User.Kind.STAFF)
    return list(by_field("pk")(rows, key).values_list("display_name", flat=True))


def name_of_topic(ward: Ward, code: str) -> list[str]:
    """The name of the topic with that code; nothing for a code that is none."""
    return list(all_topics(ward).filter(code=code).values_list("name", flat=True))


@dataclass(frozen=True)
class AlikeCase:
    """A case that may be the same as one that comes in, and why."""

    case: Case
    why: str


def alike(ward: Ward, kind: str, *, name: str, text: str, on: date) -> list[AlikeCase]:
    """Cases of the same kind of the last weeks from a sender of the same name, or in much the same words. None of a
    sealed kind, of which nobody knows either."""
    if kind in SEALED:
        return []
    recent = Case.objects.filter(ward=ward, kind=kind, received_on__range=(law.duplicates_since(on), on))
    recent = recent.select_related("unit").order_by("-received_on", "-pk")
    found: dict[int, AlikeCase] = {}
    if folded := fold(name):
        same = recent.filter(sender__search_text__startswith=folded)
        found |= {each.pk: AlikeCase(each, "Cùng tên người gửi") for each in same[:MOST_ALIKE]}
    own = telling(text)
    rows = recent.values_list("pk", "search_text")[:MOST_COMPARED]
    close = sorted(((shared(own, telling(said)), pk) for pk, said in rows), reverse=True)[:MOST_ALIKE]
    near = [pk for share, pk in close if share >= ALIKE and pk not in found]
    found |= {each.pk: AlikeCase(each, "Nội dung gần giống") for each in recent.filter(pk__in=near)}
    return list(found.values())[:MOST_ALIKE]
