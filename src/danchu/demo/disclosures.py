"""A year of what the fictitious ward had to disclose: most in time, some late, two never."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from danchu.demo.records import DisclosureSubject, Group
from danchu.lib.vntext import vn_number
from statute.tables import Table, parse_data

LATE = 0.05
"""The share published late."""
MISSING, MISSED = 2, (timedelta(days=20), timedelta(days=60))
"""So many of those that were decided between so long ago were never published."""

_ROMAN = ("I", "II", "III", "IV")


def disclosures(seed: int, until: date, groups: Sequence[Group]) -> tuple[DisclosureSubject, ...]:
    """The subjects of the twelve months that end with ``until``, oldest first. Documents are not dated on weekends
    (the last days of budget periods excepted)."""
    rng = Random(f"{seed}/disclosures")  # noqa: S311 - a demonstration, no secret
    dated = sorted(
        ((day, place, template) for place, template in enumerate(_templates()) for day in _days(template, until)),
        key=lambda each: each[:2],
    )
    margins = _margins(rng, [until - day for day, *_ in dated])
    return tuple(
        _subject(rng, template, day, groups, margin) for (day, _, template), margin in zip(dated, margins, strict=True)
    )


@cache
def _templates() -> tuple[Table, ...]:
    text = files("danchu.demo").joinpath("data", "disclosures.toml").read_text(encoding="utf-8")
    return tuple(parse_data(text, "disclosures.toml").tables("disclosure"))


def _days(template: Table, until: date) -> Iterator[date]:
    """The days of the template that lie in the year up to ``until``."""
    for written in template.texts("on"):
        month, day = (int(part) for part in written.split("-"))
        found = _dated(template, until.year, month, day)
        yield found if found <= until else _dated(template, until.year - 1, month, day)


def _dated(template: Table, year: int, month: int, day: int) -> date:
    found = date(year, month, day)
    if template.text_or_empty("schedule"):
        return found
    return found - timedelta(days=max(0, found.weekday() - 4))


def _margins(rng: Random, ages: Sequence[timedelta]) -> list[int | None]:
    """For each subject, decided so long ago, how it was published: working days after the time limit, none for
    never."""
    late = round(len(ages) * LATE)
    margins: list[int | None] = [1 + int(rng.random() ** 2 * 12) for _ in range(late)]
    margins += [-1 - int(rng.random() * 4) for _ in range(len(ages) - late)]
    rng.shuffle(margins)
    least, most = MISSED
    for place in [place for place, age in enumerate(ages) if least <= age <= most][-MISSING:]:
        margins[place] = None
    return margins


def _subject(rng: Random, template: Table, day: date, groups: Sequence[Group], margin: int | None) -> DisclosureSubject:
    concerned = rng.sample(list(groups), min(template.number_or_none("groups") or 0, len(groups)))
    words = _words(rng, template, day, concerned)
    return DisclosureSubject(
        item=template.number("item"),
        schedule=template.text_or_empty("schedule"),
        limit=template.text_or_empty("limit"),
        title=template.text("title").format_map(words),
        text=template.text("text").format_map(words),
        unit_code=template.text("unit"),
        group_codes=tuple(group.code for group in concerned),
        decided_on=day,
        margin_days=margin,
    )


def _words(rng: Random, template: Table, day: date, concerned: Sequence[Group]) -> dict[str, Any]:
    """What stands for the names in braces."""
    quarter = (day.month - 1) // 3
    words: dict[str, Any] = {
        "year": day.year,
        "next": day.year + 1,
        "last": day.year - 1,
        "month": day.month,
        "months": f"{day.month:02d}",
        "quarter": _ROMAN[quarter],
        "last_quarter": f"{_ROMAN[quarter - 1]} năm {day.year if quarter else day.year - 1}",
        "groups": " và ".join(group.name[:1].lower() + group.name[1:] for group in concerned),
    }
    for name, bounds in template.fields.get("amounts", {}).items():
        words[name] = vn_number(rng.randint(*bounds))
    return words
