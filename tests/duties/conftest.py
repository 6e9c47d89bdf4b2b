"""What the tests of the room share."""

from datetime import date, timedelta

import pytest

from danchu.lib import clock
from tests import factories

TODAY = date(2026, 3, 4)  # a Wednesday
MORNING = clock.moment_on(TODAY, 7, 30)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture(autouse=True)
def _that_wednesday():
    with clock.travel_to(MORNING):
        yield


@pytest.fixture
def unit(ward):
    return factories.organisation(ward, name="Phòng Văn hóa - Xã hội", is_unit=True)


@pytest.fixture
def clerk(ward, unit):
    """A civil servant of the unit."""
    return factories.staff(ward, "civil_servant", organisation=unit)
