"""The clauses of the resolution, each given to a unit with a deadline; the disclosures that the year asks for."""

from datetime import date, datetime, timedelta
from functools import partial

from danchu.core.actors import SYSTEM
from danchu.demo.building import hours
from danchu.demo.building.year import Year
from danchu.duties.actions.assignments import assign_clause
from danchu.know.actions.planning import plan_year
from danchu.lib import clock
from danchu.resolution.clauses import Clause, load_clauses
from danchu.ward.models import Organisation

_UNITS = {
    "ward": "VP",
    "enable": "VHXH",
    "know": "VP",
    "discuss": "MTTQ",
    "act": "KTHTDT",
    "inspect": "VP",
    "oversee": "MTTQ",
    "benefit": "VHXH",
    "portal": "PVHCC",
    "duties": "VP",
    "resolution": "VP",
}
"""Who answers for what, by the room that serves the clause."""

_ALREADY, _STEP, _SPREAD = -40, 17, 12
"""Deadlines lie from 40 days ago on, 17 days apart."""


def build(year: Year) -> None:
    """Assign on the second day; then plan the calendar year as the daily round does. It begins with plans and estimates
    that were decided and disclosed before it."""
    first = clock.moment_on(hours.working_day(year.began + timedelta(days=1)), 8)
    units = {each.code: each for each in Organisation.objects.filter(ward=year.ward, is_unit=True)}
    clauses = [each for each in load_clauses() if each.packages[0].split(".")[0] in _UNITS]
    for place, clause in enumerate(clauses):
        due_on = year.until + timedelta(days=_ALREADY + place % _SPREAD * _STEP)
        unit = units[_UNITS[clause.packages[0].split(".")[0]]]
        year.plan(first + timedelta(minutes=place), partial(_assign, year, clause, unit, due_on))
    year.plan(first + timedelta(hours=6), lambda at: plan_year(ward=year.ward, year=year.until.year, by=SYSTEM, at=at))


def _assign(year: Year, clause: Clause, unit: Organisation, due_on: date, at: datetime) -> None:
    note = f"Chủ trì, báo cáo kết quả khoản {clause.id} cho Chủ tịch Ủy ban nhân dân phường trước hạn."
    assign_clause(
        ward=year.ward, clause=clause.id, unit=unit, due_on=due_on, note=note, by=year.account("chutich"), at=at
    )
