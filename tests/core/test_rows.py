"""Rows read and written without a query compiled anew each time say the same as the ORM says."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from danchu.core import rows
from danchu.core.models import Ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Ward:
    return Ward.objects.create(code="1", name="phường Một", province="tỉnh Một", is_demonstration=True)


def test_a_locked_row_is_what_the_database_holds_now(ward: Ward) -> None:
    mine = Ward.objects.get(pk=ward.pk)
    Ward.objects.filter(pk=ward.pk).update(name="phường Hai", is_demonstration=False)
    rows.lock(mine)
    assert (mine.name, mine.is_demonstration, mine.host) == ("phường Hai", False, None)


def test_a_row_that_is_gone_says_so(ward: Ward) -> None:
    mine = Ward.objects.get(pk=ward.pk)
    Ward.objects.filter(pk=ward.pk).delete()
    with pytest.raises(ObjectDoesNotExist):
        rows.lock(mine)


def test_an_added_row_has_the_defaults_of_its_model(ward: Ward) -> None:
    key = rows.add(Ward, code="2", name="phường Hai", province="tỉnh Một")
    added = Ward.objects.get(pk=key)
    assert (added.name, added.abbreviation, added.host, added.is_demonstration) == ("phường Hai", "UBND", None, False)


def test_what_the_database_forbids_is_an_integrity_error(ward: Ward) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.add(Ward, code="1", name="phường Hai", province="tỉnh Một")


def test_a_change_reaches_the_database_and_the_object(ward: Ward) -> None:
    rows.change(ward, name="phường Ba", is_demonstration=False)
    assert ward.name == "phường Ba"
    assert Ward.objects.values_list("name", "is_demonstration").get(pk=ward.pk) == ("phường Ba", False)


def test_many_rows_are_changed_each_to_its_own(ward: Ward) -> None:
    other = Ward.objects.create(code="2", name="phường Hai", province="tỉnh Một")
    rows.change_each(Ward, ("place",), [("Một", ward.pk), ("Hai", other.pk)])
    assert rows.read(Ward, ("place",), pk=ward.pk) == [("Một",)]
    assert rows.read(Ward, ("place", "code"), pk=other.pk) == [("Hai", "2")]


@pytest.mark.parametrize("keys", [("province", "code"), ("code", "province")])
@pytest.mark.parametrize("locked", [True, False])
def test_each_key_is_compared_with_its_own_column_in_whatever_order_they_are_named(ward, keys, locked) -> None:
    asked = {name: getattr(ward, name) for name in keys}
    with transaction.atomic():
        assert rows.read(Ward, ("id", "name"), locked=locked, **asked) == [(ward.pk, "phường Một")]
    assert rows.read(Ward, ("id",), **dict.fromkeys(keys, ward.code)) == []
