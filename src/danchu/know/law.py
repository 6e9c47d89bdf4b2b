"""What the law asks of one disclosure, read from ``statute`` and kept with it as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from danchu.core import in_force
from danchu.core.refusals import Objection, Refused
from statute.calendars import CalendarUnknown
from statute.citation import Citation
from statute.deadlines import Deadline, due, period_end
from statute.disclosure import DisclosureItem, TimeLimit, disclosure_list, item, items
from statute.obligations import Obligation, obligations
from statute.parameters import RuleUnknown

LIST = "commune"
PORTAL, POSTING, LOUDSPEAKER, GROUP_LEADERS = "portal", "posting", "loudspeaker", "group_leaders"
OFFICE, COMMUNITY_HOUSES = "headquarters", "community_houses"
OTHER = "other"


@dataclass(frozen=True)
class Asked:
    """An item of the law's list together with the limit that its clock follows, one of ``limits``."""

    item: DisclosureItem
    limit: TimeLimit
    limits: int = 1

    @property
    def value(self) -> str:
        """How forms and addresses name it: ``budget`` or ``budget:execution``."""
        return self.item.key if self.limit == self.item.limit else f"{self.item.key}:{self.limit.key}"

    @property
    def title(self) -> str:
        """The item, whatever limit it follows."""
        return f"{self.item.number}. {self.item.title}"

    @property
    def words(self) -> str:
        """How it stands among ``choices``: where parts of an item have limits of their own, by its part."""
        if self.limits == 1:
            return self.title
        subject, _, _ = self.item.title.partition(":")
        part, _, _ = self.limit.label.partition(":")
        if self.limit == self.item.limit:
            part = "nội dung khác của mục này"
        return f"{self.item.number}. {subject}: {part[:1].lower()}{part[1:]}"

    @property
    def since(self) -> str:
        """From when its clock runs, where that tells it from others."""
        *_, rest = self.limit.label.rpartition(": ")
        return "" if self.limits == 1 else f"Hạn tính {rest[:1].lower()}{rest[1:]}"

    def deadline(self, decided_on: date) -> Deadline:
        """Raises ``Refused`` where the calendar of days off is not known."""
        try:
            return due(decided_on, self.limit.days, self.limit.kind, in_force.calendar())
        except CalendarUnknown as unknown:
            raise Refused(Objection(str(unknown), "decided_on")) from unknown

    def snapshot(self, decided_on: date) -> dict[str, Any]:
        """The rule as it holds for a document of ``decided_on``, in plain values that the disclosure keeps."""
        deadline = self.deadline(decided_on)
        return {
            "number": self.item.number,
            "item": self.item.title,
            "citation": str(self.item.citation),
            "limit": {
                "key": self.limit.key,
                "label": self.limit.label,
                "citation": str(self.limit.citation),
                "verified": self.limit.verified,
                "mark": self.limit.mark,
                **deadline.as_dict(),
            },
            "least_days": least_days(self.item),
            "permanent": is_permanent(self.item),
            "requirements": [
                {
                    "form": each.form.key,
                    "label": each.form.label,
                    "min_days": each.min_days,
                    "permanent": each.permanent,
                    "condition": each.condition,
                    "places": list(each.places),
                    "citation": str(each.citation),
                }
                for each in self.item.requirements
            ],
        }


def choices(on: date) -> tuple[Asked, ...]:
    """Every item that holds on that day in the statute's order, once for each limit it may follow."""
    return tuple(_choices(on))


@lru_cache(maxsize=8)
def _choices(on: date) -> tuple[Asked, ...]:
    return tuple(chain.from_iterable(_parts(each, each.limits_on(on)) for each in items(on, LIST)))


def _parts(one: DisclosureItem, limits: Sequence[TimeLimit]) -> list[Asked]:
    """The parts of an item by their limits; what is left of it comes last."""
    return [Asked(one, each, len(limits)) for each in sorted(limits, key=lambda each: each == one.limit)]


def asked(value: str, on: date) -> Asked:
    """What ``value`` names on that day. Raises ``Refused`` for something that the law's list does not hold."""
    key, _, limit = value.partition(":")
    try:
        found = item(key, on, LIST)
    except RuleUnknown as unknown:
        text = "Luật chưa có hoặc không có nội dung này vào ngày của văn bản. Hãy chọn lại nội dung hoặc ngày."
        raise Refused(Objection(text, "item")) from unknown
    for each in found.limits_on(on):
        if each.key == (limit or found.limit.key):
            return Asked(found, each)
    raise Refused(Objection("Hãy chọn lại nội dung trong danh mục.", "item"))


def least_days(one: DisclosureItem) -> int:
    """For how many days in a row the longest of its forms must last; 0 where the law sets none."""
    return max((each.min_days for each in one.requirements), default=0)


def is_permanent(one: DisclosureItem) -> bool:
    return any(each.permanent for each in one.requirements)


def least_end(one: DisclosureItem, start: date) -> date | None:
    """The last day of the period that begins on ``start``; nothing where the law wants it to stay or sets no end."""
    days = least_days(one)
    return None if is_permanent(one) or not days else period_end(start, days)


def removable_from(start: date, days: int) -> date:
    """The first day on which what was put up on ``start`` for ``days`` days may come down."""
    return period_end(start, days) + timedelta(days=1)


def next_working_day(day: date) -> date:
    """The next day on which offices work; ``day`` itself where the calendar does not reach."""
    try:
        return in_force.calendar().next_working_day(day)
    except CalendarUnknown:
        return day


def form_choices() -> tuple[tuple[str, str], ...]:
    return tuple((each.key, each.label) for each in disclosure_list(LIST).forms)


def form_labels() -> dict[str, str]:
    return dict(form_choices())


def office_label() -> str:
    return disclosure_list(LIST).places[OFFICE]


def exception() -> tuple[str, Citation]:
    """What is never disclosed, in the statute's words, and the article."""
    whole = disclosure_list(LIST)
    return whole.exception, whole.exception_citation


def due_in(year: int) -> tuple[Obligation, ...]:
    """The recurring disclosures that fall due in ``year``: also those about the last period of the year before.

    Raises ``CalendarUnknown`` where days off are not known.
    """
    both = (*obligations(year - 1, in_force.calendar(), LIST), *obligations(year, in_force.calendar(), LIST))
    return tuple(each for each in both if each.due.due_on.year == year)


def value_of(obligation: Obligation) -> str:
    """The value of ``choices`` that a recurring disclosure answers; a duty of the whole list is "other content"."""
    if obligation.item is None:
        return OTHER
    return Asked(obligation.item, obligation.limit).value
