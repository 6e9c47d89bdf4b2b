"""What is kept of a ward's rows: it stands until an act of a room that changes them, and not a moment longer."""

from datetime import timedelta

import pytest

from danchu.core import figures, standing
from danchu.core.models import AuditBook
from danchu.lib import clock
from danchu.ward.actions.organisations import OrganisationData, open_organisation
from danchu.ward.models import Organisation
from danchu.ward.states import OrganisationKind
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def founded(ward):
    """A ward in which an organisation was entered by an act."""
    administrator = factories.staff(ward, "administrator")

    def act(code):
        data = OrganisationData(kind=OrganisationKind.STATE, code=code, name=f"Phòng {code}")
        return open_organisation(ward=ward, data=data, by=administrator, at=clock.now())

    act("T1")
    return act


def organisations(ward, day=TODAY):
    one = next(each for each in figures.every() if each.key == "ward.organisations")
    return figures.read([one], ward, day)["ward.organisations"].value


def test_a_figure_is_not_counted_again_while_no_act_was_done(ward, founded, django_assert_num_queries):
    before = organisations(ward)
    assert organisations(ward) == before
    with django_assert_num_queries(1):  # the ends of the books
        assert organisations(ward) == before


def test_an_act_lets_it_be_counted_again(ward, founded):
    before = organisations(ward)
    founded("T2")
    assert organisations(ward) == before + 1


def test_an_act_of_another_room_does_not(ward, founded, django_assert_num_queries):
    before = organisations(ward)
    AuditBook.objects.create(ward=ward, name="matters", length=1, head="a" * 64)
    with django_assert_num_queries(1):
        assert organisations(ward) == before


def test_the_next_day_is_counted_by_itself(ward, founded):
    Organisation.objects.filter(code="T1").update(retired_on=TODAY + timedelta(days=1))
    assert organisations(ward, TODAY + timedelta(days=1)) == organisations(ward) - 1


def test_another_ward_has_its_own(ward, other_ward, founded):
    organisations(ward)
    AuditBook.objects.create(ward=other_ward, name="ward", length=1, head="b" * 64)
    assert organisations(other_ward) == Organisation.objects.filter(ward=other_ward).count()


def test_where_no_act_is_known_nothing_is_kept(ward):
    """Rows that came otherwise say nothing of when they change."""
    assert standing.place("ward.organisations", ward, TODAY, ("ward",), {}) is None
    before = organisations(ward)
    factories.organisation(ward)
    assert organisations(ward) == before + 1
