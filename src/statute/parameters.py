"""Legal numbers and periods, each with the dates between which it holds, its article, and how sure we are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, cast

from statute.citation import Citation, legal_documents
from statute.reading import Read, Sourced, read_of
from statute.tables import LawDataError, Table, read_data

RULE_FILES = (
    *("decisions", "boards", "meetings", "village_codes"),
    *("reception", "complaints", "denunciations", "information", "periods"),
)

Value = int | Fraction | str
Bound = Literal["exact", "at_least", "at_most", "more_than"]
BOUNDS = ("exact", "at_least", "at_most", "more_than")

UNITS = {
    "calendar_days": "ngày",
    "working_days": "ngày làm việc",
    "months": "tháng",
    "fraction": "tỷ lệ",
    "people": "người",
    "households": "hộ gia đình",
    "times": "lần",
    "times_per_week": "lần mỗi tuần",
    "times_per_year": "lần mỗi năm",
    "month_day": "ngày trong năm",
}
_BOUND_WORDS = {"exact": "", "at_least": "ít nhất", "at_most": "nhiều nhất", "more_than": "trên"}
_FRACTION = re.compile(r"^[1-9]\d*/[1-9]\d*$")
_MONTH_DAY = re.compile(r"^\d\d-\d\d$")
_PERCENT = re.compile(r"^(\d{1,3})\s*%$")
_DAY_OF_YEAR = re.compile(r"^(\d{1,2})/(\d{1,2})$")
_MOST_DIGITS = 4
"""More days, people or months than that is a slip of the hand, and no calendar reaches so far."""
HOW_TO_WRITE = {
    "fraction": "Ghi phân số hoặc phần trăm, ví dụ 2/3 hoặc 50%.",
    "month_day": "Ghi ngày/tháng, ví dụ 18/11.",
}
"""How a value of a unit is written; of every other unit it is a whole number."""


class RuleUnknown(LookupError):
    """The law as encoded holds no such rule, or none on that date."""


@dataclass(frozen=True, slots=True)
class Override:
    """A ward's correction of one rule: its value, from when to when, and why. Dates are inclusive."""

    key: str
    value: Value
    holds_from: date
    reason: str
    holds_to: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter(Sourced):
    """One rule during one period (dates inclusive). ``awaits`` is the document that sets it from ``holds_from`` and was
    not seen, so that the number before it goes on (empty: none). ``correction`` is the ward's, when it has made one."""

    key: str
    label: str
    value: Value
    unit: str
    bound: Bound
    holds_from: date
    holds_to: date | None
    citation: Citation
    read: Read
    source: str
    awaits: str = ""
    correction: Override | None = None

    @property
    def number(self) -> int:
        """The value as a whole number. ``TypeError`` for a fraction or a day of the year."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"{self.key} is not a whole number: {self.value!r}")

    @property
    def fraction(self) -> Fraction:
        """The value as a fraction. ``TypeError`` for a number of days, people and so on."""
        if isinstance(self.value, Fraction):
            return self.value
        raise TypeError(f"{self.key} is not a fraction: {self.value!r}")

    @property
    def mark(self) -> str:
        """What its readers are told about how sure it is; empty where it is sure or the ward has corrected it."""
        if self.correction:
            return ""
        if self.awaits:
            return legal_documents()[self.awaits].awaited_mark
        return super(Parameter, self).mark

    @property
    def basis(self) -> str:
        """On what the value rests: the article, how sure it is, the ward's reason where it has corrected the rule."""
        said = f"phường điều chỉnh: {self.correction.reason}" if self.correction else self.mark
        return f"{self.citation}; {said}" if said else str(self.citation)

    def words(self) -> str:
        """The value in Vietnamese words: ``ít nhất 20 ngày``, ``trên 50%``, ``ít nhất 2/3``, ``18/11``."""
        if self.unit == "month_day":
            month, day = str(self.value).split("-")
            return f"{day}/{month}"
        counted = _share(self.fraction) if self.unit == "fraction" else f"{self.number:02d} {UNITS[self.unit]}"
        return f"{_BOUND_WORDS[self.bound]} {counted}".strip()


def read_value(text: str, unit: str) -> Value:
    """The value that a person wrote as ``text``: ``20``, ``2/3`` or ``50%``, ``18/11``. ``ValueError``, in Vietnamese,
    for what is no value in ``unit``."""
    text = text.strip()
    if unit == "fraction" and (percent := _PERCENT.match(text)):
        text = str(Fraction(int(percent[1]), 100))
    if unit == "month_day" and (day := _DAY_OF_YEAR.match(text)):
        text = f"{int(day[2]):02d}-{int(day[1]):02d}"
    value = _parsed(text, unit)
    if value is None or not _check_value(value, unit):
        raise ValueError(HOW_TO_WRITE.get(unit, "Ghi một số nguyên từ 1 đến 9999."))
    return value


def _parsed(text: str, unit: str) -> Value | None:
    if unit == "month_day":
        return text
    if unit == "fraction":
        return Fraction(text) if _FRACTION.match(text) or text == "1" else None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _share(part: Fraction) -> str:
    percent = part * 100
    return f"{percent}%" if percent.denominator == 1 else str(part)


def _refuse_overlaps[T: (Parameter, Override)](by_key: Mapping[str, Sequence[T]]) -> None:
    """Raise ``LawDataError`` when periods of one key overlap or run backwards."""
    for key, entries in by_key.items():
        ordered = sorted(entries, key=lambda each: each.holds_from)
        for each in ordered:
            if each.holds_to is not None and each.holds_to < each.holds_from:
                raise LawDataError(f"{key}: the period from {each.holds_from} ends before it begins")
        for one, following in pairwise(ordered):
            if one.holds_to is None or one.holds_to >= following.holds_from:
                raise LawDataError(f"{key}: two periods overlap at {following.holds_from}")


def _check_value(value: Value, unit: str) -> bool:
    if unit == "fraction":
        return isinstance(value, Fraction) and 0 < value <= 1
    if unit == "month_day":
        return isinstance(value, str) and _is_month_day(value)
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_month_day(text: str) -> bool:
    if not _MONTH_DAY.match(text):
        return False
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        return False
    return True


class RuleBook:
    """The rules of the law by key and date, with a ward's dated corrections laid over them.

    Raises ``LawDataError`` when two periods of one key overlap, or a correction does not fit its rule.
    """

    def __init__(self, parameters: Iterable[Parameter], overrides: Iterable[Override] = ()) -> None:
        self._parameters = _by_key(parameters)
        self._overrides = _by_key(overrides)
        _refuse_overlaps(self._parameters)
        _refuse_overlaps(self._overrides)
        for key, corrections in self._overrides.items():
            self._check_corrections(key, corrections)

    def _check_corrections(self, key: str, corrections: Sequence[Override]) -> None:
        if key not in self._parameters:
            raise LawDataError(f"{key}: a correction of a rule that does not exist")
        unit = self._parameters[key][0].unit
        for correction in corrections:
            if not correction.reason.strip():
                raise LawDataError(f"{key}: a correction needs its reason")
            if not _check_value(correction.value, unit):
                raise LawDataError(f"{key}: {correction.value!r} is not a value in {unit}")

    def value(self, key: str, on: date) -> Parameter:
        """The rule ``key`` as it holds on that day, corrected where the ward has corrected it.

        Raises ``RuleUnknown`` for a key that does not exist or a day on which it does not hold.
        """
        rule = self.holding(key, on)
        if rule is None:
            raise RuleUnknown(f"the rule {key!r} does not hold on {on.isoformat()}")
        return rule

    def holding(self, key: str, on: date) -> Parameter | None:
        """The same, but None on a day on which it does not hold. Raises ``RuleUnknown`` for a key that does not
        exist."""
        if key not in self._parameters:
            raise RuleUnknown(f"no rule {key!r}")
        rule = _holding(self._parameters[key], on)
        if rule is None:
            return None
        correction = _holding(self._overrides.get(key, ()), on)
        return replace(rule, value=correction.value, correction=correction) if correction else rule

    def with_overrides(self, overrides: Iterable[Override]) -> RuleBook:
        """This book with these corrections instead of its own; the book itself does not change."""
        return RuleBook(self.all(), overrides)

    def corrections(self, on: date) -> tuple[Override, ...]:
        """The ward's corrections that hold on that day."""
        found = (_holding(each, on) for each in self._overrides.values())
        return tuple(each for each in found if each is not None)

    def unit(self, key: str) -> str:
        """The unit of the rule ``key``, one of ``UNITS``. Raises ``RuleUnknown`` for a key that does not exist."""
        if key not in self._parameters:
            raise RuleUnknown(f"no rule {key!r}")
        return self._parameters[key][0].unit

    def periods(self, key: str) -> tuple[Parameter, ...]:
        """The rule ``key`` in each of its periods, uncorrected."""
        return self._parameters.get(key, ())

    def keys(self) -> tuple[str, ...]:
        """Every key, in order."""
        return tuple(self._parameters)

    def all(self) -> tuple[Parameter, ...]:
        """Every rule and period as the law has it, uncorrected."""
        return tuple(each for periods in self._parameters.values() for each in periods)


def _by_key[T: (Parameter, Override)](entries: Iterable[T]) -> dict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for entry in entries:
        found[entry.key].append(entry)
    return {key: tuple(periods) for key, periods in found.items()}


def _holding[T: (Parameter, Override)](periods: Sequence[T], on: date) -> T | None:
    for each in periods:
        if each.holds_from <= on and (each.holds_to is None or on <= each.holds_to):
            return each
    return None


def parse_rules(root: Table) -> tuple[Parameter, ...]:
    """The rules of one data file. Raises ``LawDataError`` naming the entry and the fault."""
    defaults = root.table("defaults").fields if "defaults" in root.fields else {}
    rows = (Table(row.where, {**defaults, **row.fields}) for row in root.tables("rule"))
    return tuple(replace(_parameter(row), **other) for row in rows for other in until_seen(row))


def until_seen(row: Table) -> Iterator[dict[str, Any]]:
    """What is other in each period of what ``row`` encodes: one period as it is, or two where it ``awaits`` a document
    that was not seen, the second from the day of that one."""
    awaited = row.text_or_empty("awaits")
    if not awaited:
        yield {}
        return
    if awaited not in legal_documents():
        raise row.fault(f"no document {awaited!r} in the registry")
    since = legal_documents()[awaited].in_force_from
    yield {"holds_to": since - timedelta(days=1)}
    yield {"holds_from": since, "read": Read.UNSEEN, "awaits": awaited}


def _parameter(whole: Table) -> Parameter:
    unit = whole.one_of("unit", tuple(UNITS))
    value = _value(whole, unit)
    try:
        citation = Citation.parse(whole.text("citation"))
    except LawDataError as error:
        raise whole.fault(str(error)) from error
    if not _check_value(value, unit):
        raise whole.fault(f"{value!r} is not a value in {unit}")
    return Parameter(
        key=whole.text("key"),
        label=whole.text("label"),
        value=value,
        unit=unit,
        bound=cast(Bound, whole.one_of("bound", BOUNDS)),
        holds_from=whole.day("holds_from"),
        holds_to=whole.day_or_none("holds_to"),
        citation=citation,
        read=read_of(whole),
        source=whole.text("source"),
    )


def _value(row: Table, unit: str) -> Value:
    if unit not in ("fraction", "month_day"):
        return row.number("value")
    text = row.text("value")
    if unit == "fraction":
        if not _FRACTION.match(text):
            raise row.fault(f"'value' is {text!r}, not a fraction such as 2/3")
        return Fraction(text)
    return text


@lru_cache(maxsize=1)
def rulebook() -> RuleBook:
    """The rules of the law as they come with the software, without a ward's corrections."""
    return RuleBook(rule for name in RULE_FILES for rule in parse_rules(read_data(f"rules-{name}")))
