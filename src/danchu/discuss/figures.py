"""Live figures of clauses 2.2.c.1, 2.2.c.5 and 2.2.c.6: what was decided, who took part, what is written."""

from datetime import date

from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.discuss import queries_turnout as turnout


@figure(key="discuss.decisions", clause="2.2.c.1", label="Việc đã được cộng đồng quyết định", unit="việc")
def decisions(ward: Ward, on: date) -> Measure:
    return Measure(turnout.decided_by(ward, on), url=reverse("discuss:decisions"))


@figure(key="discuss.turnout", clause="2.2.c.1", label="Hộ tham gia biểu quyết", unit="%")
def turnout_of_households(ward: Ward, on: date) -> Measure:
    asked = turnout.asked_by(ward, on)
    return Measure(asked, turnout.heard(asked), reverse("discuss:figures"))


@figure(key="discuss.staff_participation", clause="2.2.c.5", label="Cán bộ, người lao động tham gia ý kiến", unit="%")
def staff_participation(ward: Ward, on: date) -> Measure:
    asked = turnout.asked_by(ward, on, inside=True)
    return Measure(asked, turnout.heard(asked), reverse("discuss:figures"))


@figure(key="discuss.households_represented", clause="2.2.c.6", label="Hộ có người dự họp", unit="%")
def households_represented(ward: Ward, on: date) -> Measure:
    called = turnout.called_by(ward, on)
    return Measure(called, turnout.represented(called, on), reverse("discuss:figures"))


@figure(key="discuss.decisions_written", clause="2.2.c.6", label="Quyết định đã lập thành văn bản", unit="%")
def decisions_written(ward: Ward, on: date) -> Measure:
    """Only what passed is written as a decision."""
    passed = turnout.decided_by(ward, on).filter(passed=True)
    return Measure(passed, turnout.written(passed, ward), reverse("discuss:decisions"))
