"""A dozen public matters with what has happened in them, in all six steps."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from importlib.resources import files

from danchu.core.actors import SYSTEM
from danchu.demo.building.year import Year
from danchu.lib import clock
from danchu.matters.actions.matters import add_line, close_matter, open_matter, withdraw_matter
from danchu.matters.models import Matter
from danchu.matters.states import Step
from danchu.ward import queries
from danchu.ward.models import Organisation, ResidentialGroup
from statute.tables import Table, parse_data

_ENDINGS = {"closed": close_matter, "withdrawn": withdraw_matter}


def build(year: Year) -> None:
    """Plan each matter of ``data/matters.toml``, so many days before today as it says."""
    text = files("danchu.demo").joinpath("data", "matters.toml").read_text(encoding="utf-8")
    groups = list(queries.groups(year.ward))
    rng = year.rng("matters")
    for table in parse_data(text, "matters.toml").tables("matter"):
        day = year.until - timedelta(days=table.number("days_ago"))
        at = clock.moment_on(max(day, year.began + timedelta(days=2)), rng.randrange(8, 16), rng.randrange(60))
        year.plan_at_work(at, partial(_open, year, table, groups))


def _open(year: Year, table: Table, groups: Sequence[ResidentialGroup], at: datetime) -> None:
    number = table.number_or_none("group")
    group = groups[number % len(groups)] if number else None
    words = {"group": group.name[:1].lower() + group.name[1:] if group else "", "year": at.year}
    matter = open_matter(
        ward=year.ward,
        title=table.text("title").format_map(words),
        summary=table.text("summary").format_map(words),
        group=group,
        unit=Organisation.objects.get(ward=year.ward, code=table.text("unit")),
        by=year.account("vanphong"),
        at=at,
    )
    for line in table.tables("line"):
        moment = at + timedelta(days=line.number("after"), minutes=35)
        year.plan_at_work(moment, partial(_line, matter, Step(line.text("step")), line.text("text").format_map(words)))
    for ending in table.tables("ending"):
        moment = at + timedelta(days=ending.number("after"), hours=1)
        year.plan_at_work(moment, partial(_end, year, matter, ending.text("how"), ending.text("note")))


def _line(matter: Matter, step: Step, text: str, at: datetime) -> None:
    add_line(matter=matter, step=step, text=text, by=SYSTEM, at=at)


def _end(year: Year, matter: Matter, how: str, note: str, at: datetime) -> None:
    _ENDINGS[how](matter=matter, note=note, by=year.account("vanphong"), at=at)
