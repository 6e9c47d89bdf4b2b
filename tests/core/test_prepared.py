"""Questions whose statement is written once answer as the queryset that they were made of, also to many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.db.models import CharField, DateField, Q

from danchu.core.models import Ward
from danchu.core.prepared import Prepared
from danchu.lib import clock
from danchu.ward.models import Mandate
from danchu.ward.queries_access import account_of_session
from danchu.ward.states import Office
from tests import factories

BY_NAME = Prepared(lambda name: Ward.objects.filter(Q(name=name) | Q(host=name)).order_by("-pk"), name=CharField())


def a_mandate():
    ward = factories.ward()
    return Mandate.objects.get(person=factories.staff(ward, Office.CIVIL_SERVANT).person)


@pytest.mark.django_db
def test_the_same_question_is_asked_with_other_values():
    one, other = (Ward.objects.create(code=each, name=f"phường {each}", province="tỉnh") for each in "12")
    assert BY_NAME(name="phường 1") == [one]
    assert BY_NAME(name="phường 2") == [other]
    assert BY_NAME.first(name="phường 3") is None


@pytest.mark.django_db
def test_a_value_that_looks_like_a_statement_is_a_value():
    Ward.objects.create(code="1", name="phường", province="tỉnh")
    assert BY_NAME(name="' OR '1'='1") == []
    assert BY_NAME(name="%s") == []


@pytest.mark.django_db
def test_rows_come_with_their_relations_and_the_types_of_their_columns(django_assert_num_queries):
    mandate = a_mandate()
    asked = Prepared(
        lambda day: Mandate.objects.filter(starts_on__lte=day).select_related("person", "group"), day=DateField()
    )
    asked(day=clock.today())
    with django_assert_num_queries(1):
        (found,) = asked(day=clock.today())
        assert (found.person.pk, found.group, found.starts_on) == (mandate.person_id, None, mandate.starts_on)
    assert asked(day=mandate.starts_on - timedelta(days=1)) == []


@pytest.mark.django_db
def test_an_office_counts_from_its_first_day_to_the_day_before_its_last():
    """The question is written on one day and asked on another."""
    mandate = a_mandate()
    account = mandate.person.account
    assert account_of_session(account.pk)._offices_held
    Mandate.objects.update(ended_on=clock.today())
    assert account_of_session(account.pk)._offices_held == ()


def test_many_who_ask_at_once_find_one_statement():
    """A query is changed while it is written: of two threads that wrote one, both asked the database nonsense."""
    built, together = [], Barrier(8)

    def build(name):
        built.append(name)
        sleep(0.02)
        return Ward.objects.filter(name=name)

    asked = Prepared(build, name=CharField())

    def ask(_):
        together.wait()
        return asked._of("default")

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(ask, range(8)))
    assert (len(built), len(found)) == (1, 1)
