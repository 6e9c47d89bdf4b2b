"""What the tests of the registers share."""

from datetime import date, datetime

import pytest

from danchu.lib import clock
from tests import factories

TODAY = date(2026, 3, 16)
NOW: datetime = clock.moment_on(TODAY, 9)


@pytest.fixture
def that_day():
    """The clock stands at 9 o'clock of a Monday in March 2026."""
    with clock.travel_to(NOW):
        yield


@pytest.fixture
def administrator(ward):
    return factories.staff(ward, "administrator")


@pytest.fixture
def deputy(ward):
    return factories.staff(ward, "council_deputy")


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố Tân Thành 1")


@pytest.fixture
def group_leader(ward, group):
    return factories.staff(ward, "group_leader", group=group)
