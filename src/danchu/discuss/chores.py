"""Duties that a decision gives rise to, as drafts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from danchu.discuss import queries_following as following
from danchu.discuss.models import Decision
from danchu.duties.actions.duties import Draft
from danchu.duties.queries import name_of

CLAUSE = "2.2.c.1"


def draft(
    decision: Decision,
    kind: str,
    *,
    title: str,
    address: str,
    due_on: date,
    basis: dict[str, Any],
    arose_on: date,
) -> Draft:
    """A duty about ``decision``: of its group's leader, or of the unit that its matter is led by."""
    group = following.only_group(decision)
    key = kind.removeprefix("discuss.")
    return Draft(
        key=f"discuss:{key}:{decision.pk}:{decision.closed_at:%Y%m%d%H%M%S}",
        clause=CLAUSE,
        kind=kind,
        title=title[:300],
        arose_on=arose_on,
        due_on=due_on,
        basis=basis,
        unit=None if group else decision.matter.unit,
        group=group,
        matter=decision.matter,
        address=address,
        about=name_of(decision),
    )


def for_the_ward(one: Draft, decision: Decision) -> Draft:
    """The same duty, as the People's Committee's: recognition is not the group's to give."""
    return replace(one, unit=decision.matter.unit, group=None)


def next_yearly(month_day: str, after: date) -> date:
    """The first ``month_day`` ("11-18") after ``after``; 29 February is the last of that month in other years."""
    month, day = map(int, month_day.split("-"))
    for year in (after.year, after.year + 1):
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        found = date(year, month, min(day, last.day))
        if found > after:
            break
    return found
