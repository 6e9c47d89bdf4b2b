"""The figures of what people send in, as the resolution page shows them."""

from datetime import date

import pytest

from danchu.core import figures
from danchu.inspect.actions.settling import answer_case, withdraw_case
from danchu.inspect.figures_cases import VIOLATIONS
from danchu.inspect.models import Topic
from danchu.lib import clock
from tests.inspect.words import MORNING

pytestmark = pytest.mark.django_db


def read(ward, key, on=date(2026, 3, 20)):
    (found,) = [each for each in figures.every() if each.key == key]
    return figures.read([found], ward, on)[key]


def test_every_case_is_counted_sealed_ones_too(ward, received, denounced):
    received()
    denounced()
    assert read(ward, "inspect.cases").value == 2
    assert read(ward, "inspect.cases", on=date(2026, 3, 1)).value == 0


def test_in_time_are_those_that_ended_by_their_day_of_all_that_ended_or_should_have(ward, received, officer):
    answer_case(case=received(), answer="Đã sửa.", by=officer, at=MORNING)
    answer_case(case=received(), answer="Đã sửa.", by=officer, at=clock.moment_on(date(2026, 3, 18), 9))
    received()  # nobody answered it
    withdraw_case(case=received(), reason="Đã tự sửa.", by=officer, at=MORNING)
    found = read(ward, "inspect.cases_in_time")
    assert (found.part, found.records) == (1, 3)
    assert read(ward, "inspect.cases_in_time", on=date(2026, 3, 16)).records == 1


def test_reports_of_breaches_are_those_of_their_topic(ward, received):
    topic = Topic.objects.create(ward=ward, code=VIOLATIONS, name="Vi phạm dân chủ ở cơ sở")
    received(topic=topic)
    received()
    assert read(ward, "inspect.violations_reported").value == 1
