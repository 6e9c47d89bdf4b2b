"""The only doors to what a ward lays over the law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from danchu.core import in_force
from danchu.core.models import RuleCorrection, SwappedDay, Ward
from danchu.lib.vntext import fold
from statute.parameters import Parameter, rulebook


@dataclass(frozen=True)
class Rule:
    """A rule as it is listed: as the law has it, and as it holds in the ward where that differs."""

    law: Parameter
    here: Parameter
    coming: tuple[RuleCorrection, ...] = ()


def overlapping(correction: RuleCorrection) -> QuerySet[RuleCorrection]:
    """The other corrections of the same rule that hold on a day on which ``correction`` holds."""
    others = RuleCorrection.objects.filter(ward=correction.ward_id, key=correction.key).exclude(pk=correction.pk)
    if correction.holds_to is not None:
        others = others.filter(holds_from__lte=correction.holds_to)
    return others.filter(Q(holds_to=None) | Q(holds_to__gte=correction.holds_from))


def corrections(ward: Ward) -> QuerySet[RuleCorrection]:
    """What the ward corrected, by rule and day."""
    return RuleCorrection.objects.filter(ward=ward)


def access_correction(ward: Ward, pk: int) -> RuleCorrection:
    """One of them, or 404."""
    return get_object_or_404(corrections(ward), pk=pk)


def swapped_days(ward: Ward) -> QuerySet[SwappedDay]:
    """The swapped days of the ward, the latest first."""
    return SwappedDay.objects.filter(ward=ward)


def access_swapped(ward: Ward, pk: int) -> SwappedDay:
    """One of them, or 404."""
    return get_object_or_404(swapped_days(ward), pk=pk)


def rules_on(ward: Ward, on: date) -> Iterable[Rule]:
    """Every rule that holds on that day, in the order of the law's files, with what the ward has planned for it."""
    coming: dict[str, list[RuleCorrection]] = {}
    for each in corrections(ward).filter(holds_from__gt=on):
        coming.setdefault(each.key, []).append(each)
    book = in_force.rules()
    for rule in rulebook().all():
        if rule.holds_from <= on and (rule.holds_to is None or on <= rule.holds_to):
            yield Rule(rule, book.value(rule.key, on), tuple(coming.get(rule.key, ())))


def found_in(rules: Iterable[Rule], words: str, only: str) -> list[Rule]:
    """Those of ``rules`` that speak of ``words`` (without tone marks); ``only``: "corrected" or "unverified"."""
    wanted = fold(words).split()
    return [
        each
        for each in rules
        if all(word in fold(f"{each.law.label} {each.law.citation} {each.law.words()}") for word in wanted)
        and (only != "corrected" or each.here.correction or each.coming)
        and (only != "unverified" or not each.law.verified)
    ]


def access_rule(key: str) -> tuple[Parameter, ...]:
    """A rule in each of its periods, the latest first, or 404."""
    periods = rulebook().periods(key)
    if not periods:
        raise Http404("no such rule")
    return tuple(sorted(periods, key=lambda each: each.holds_from, reverse=True))
