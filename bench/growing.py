"""Makes of the demonstration ten times the ward with five years behind it: people, cases, disclosures, by rows alone.
What is added has days all over the five years, and each column that lists are ordered or narrowed by."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from danchu.core.models import Ward
from danchu.inspect.models import Case
from danchu.know.models import Disclosure
from danchu.lib import codes
from danchu.ward.models import Household, Person

TIMES = 10
YEARS = 5
BATCH = 2000


def measure() -> dict[str, int]:
    """How many rows there are now."""

    ward = Ward.objects.get()
    with transaction.atomic():
        found = {"people": _people(ward), "cases": _cases(ward), "disclosures": _disclosures(ward)}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return found


def _people(ward: Any) -> int:

    households = list(Household.objects.filter(ward=ward))
    members: dict[int, list[Person]] = {}
    for person in Person.objects.filter(ward=ward, household__isnull=False):
        members.setdefault(person.household_id, []).append(person)
    for time in range(1, TIMES):
        again = [Household(**_columns(each, code=f"{each.code}-{time}", account_id=None)) for each in households]
        Household.objects.bulk_create(again, batch_size=BATCH)
        Person.objects.bulk_create(
            (
                Person(**_columns(each, household_id=new.pk, account_id=None, id_number="", phone=""))
                for old, new in zip(households, again, strict=True)
                for each in members.get(old.pk, ())
            ),
            batch_size=BATCH,
        )
    return int(Person.objects.filter(ward=ward).count())


def _cases(ward: Any) -> int:

    number = max(Case.objects.filter(ward=ward).values_list("number", flat=True))
    made = []
    for time in range(1, TIMES * YEARS):
        back = timedelta(days=365 * (time % YEARS))
        for each in Case.objects.filter(ward=ward, kind="remark"):
            number += 1
            made.append(
                Case(**_columns(each, back=back, number=number, symbol=f"PA-{number}", code=codes.new_code(12)))
            )
    Case.objects.bulk_create(made, batch_size=BATCH)
    return int(Case.objects.filter(ward=ward).count())


def _disclosures(ward: Any) -> int:

    rows = list(Disclosure.objects.filter(ward=ward))
    for time in range(1, TIMES * YEARS):
        back = timedelta(days=365 * (time % YEARS))
        Disclosure.objects.bulk_create(
            (Disclosure(**_columns(each, back=back, duty_id=None)) for each in rows), batch_size=BATCH
        )
    return int(Disclosure.objects.filter(ward=ward).count())


def _columns(row: Any, back: timedelta = timedelta(), **others: Any) -> dict[str, Any]:
    """The columns of ``row`` with its days so far back, and ``others`` in their place."""
    columns = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.generated}
    columns = {name: value - back if isinstance(value, date) else value for name, value in columns.items()}
    columns.pop(row._meta.pk.attname)
    return columns | others
