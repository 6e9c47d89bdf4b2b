"""Writing what a plan says, in bulk and within one transaction."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import batched
from typing import Any

from danchu.core import bulk, revision
from danchu.core.models import User, Ward
from danchu.lib.vntext import fold
from danchu.ward.models import Household, Person, ResidentialGroup
from danchu.ward.roll_import.entries import Resident
from danchu.ward.roll_import.places import plain_name
from danchu.ward.roll_import.plan import HouseholdChange, Plan
from danchu.ward.sessions import end_sessions

_UPDATED = 300
_DERIVED = ("sort_key", "search_text")


def store(ward: Ward, plan: Plan) -> None:
    """Write the good households of ``plan``. Nothing is removed."""
    groups = _made_groups(ward, plan)
    _write_households(ward, plan, groups)
    _write_people(ward, plan)
    _rename_accounts(plan)
    _end_sessions(plan)
    revision.bump(ward)


def _made_groups(ward: Ward, plan: Plan) -> dict[str, int]:
    """{name: key} of the groups that were made for this import."""
    taken = {fold(code) for code in ResidentialGroup.objects.filter(ward=ward).values_list("code", flat=True)}
    made: dict[str, int] = {}
    for place in plan.places():
        code = _free_code(place.name, taken)
        taken.add(fold(code))
        made[place.name] = ResidentialGroup.objects.create(ward=ward, code=code, name=place.name).pk
    return made


def _free_code(name: str, taken: set[str]) -> str:
    """A code for a new group: its number where its name is one, else the initials of its name."""
    words = plain_name(name).split()
    start = f"T{words[0]}" if len(words) == 1 and words[0].isdigit() else "".join(each[:1] for each in words).upper()
    start = start[:12] or "T"
    numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in numbered if fold(code) not in taken)


def _write_households(ward: Ward, plan: Plan, groups: dict[str, int]) -> None:
    new = {each.entry.code: each for each in plan.households if each.pk is None}
    bulk.insert(
        Household,
        ("ward_id", "group_id", "code", "address", "head_name", "sort_key", "search_text"),
        (_household(ward, each, groups) for each in new.values()),
    )
    keys = Household.objects.filter(ward=ward).values_list("code", "pk") if new else ()
    for code, pk in keys:
        if code in new:
            new[code].pk = pk
    updates = {}
    for change in plan.households:
        if change.columns and change.pk is not None:
            columns = {name: after for name, (_, after) in change.columns.items()}
            if "group_id" in columns:
                columns["group_id"] = _group_of(change, groups)
            updates[change.pk] = columns
    _update(Household, updates)


def _household(ward: Ward, change: HouseholdChange, groups: dict[str, int]) -> tuple[Any, ...]:
    entry = change.entry
    head = entry.head.name if entry.head else ""
    derived = Household.derived(entry.code, head, entry.address)
    return (ward.pk, _group_of(change, groups), entry.code, entry.address, head, *derived)


def _group_of(change: HouseholdChange, groups: dict[str, int]) -> int:
    place = change.entry.place
    if place is None:
        raise TypeError("a household that is new or moves has a group")
    return place.pk if place.pk is not None else groups[place.name]


def _write_people(ward: Ward, plan: Plan) -> None:
    changed = {
        person.pk: {name: after for name, (_, after) in person.columns.items()} | _moved_in(person.columns, household)
        for household in plan.households
        for person in household.changed
    }
    # A household has one head: who was it must stop before another begins.
    stopping = [pk for pk, columns in changed.items() if columns.get("is_head") is False]
    for batch in batched(stopping, _UPDATED):
        Person.objects.filter(pk__in=batch).update(is_head=False)
    _update(Person, changed)
    bulk.insert(
        Person,
        (
            *("ward_id", "household_id", "is_head", "relation", "full_name", "born_on", "born_in_year", "sex"),
            *("id_number", "phone", "email", "sort_key", "search_text"),
        ),
        (_person(ward, each, change.pk) for change in plan.households for each in change.new),
    )


def _rename_accounts(plan: Plan) -> None:
    """The accounts of households and people bear the names that the roll now has."""
    headed = [each.pk for each in plan.households if "head_name" in each.columns and each.pk is not None]
    named = [each.pk for change in plan.households for each in change.changed if "full_name" in each.columns]
    for batch in batched(headed, _UPDATED):
        for row in Household.objects.filter(pk__in=batch, account__isnull=False).select_related("account"):
            _rename(row.account, f"Hộ {row.head_name}")
    for batch in batched(named, _UPDATED):
        for person in Person.objects.filter(pk__in=batch, account__isnull=False).select_related("account"):
            _rename(person.account, person.full_name)


def _end_sessions(plan: Plan) -> None:
    """Who got another number, or lives in another household, signs in again."""
    moved = [
        each.pk
        for change in plan.households
        for each in change.changed
        if {"phone", "household_id"} & set(each.columns)
    ]
    for batch in batched(moved, _UPDATED):
        end_sessions(accounts=Person.objects.filter(pk__in=batch).values_list("account_id", flat=True))


def _rename(account: User | None, name: str) -> None:
    if account is not None:
        account.display_name = name[:150]
        account.save(update_fields=["display_name"])


def _moved_in(columns: dict[str, Any], household: HouseholdChange) -> dict[str, Any]:
    """The household of somebody who moves in (a new one has its key only now); who is back has not departed."""
    home: dict[str, Any] = {"household_id": household.pk} if "household_id" in columns else {}
    return home | ({"departure": ""} if "left_on" in columns else {})


def _person(ward: Ward, each: Resident, household: int | None) -> tuple[Any, ...]:
    return (
        *(ward.pk, household, each.is_head, each.relation, each.name, each.born_on, each.born_in_year, each.sex),
        *(each.id_number, each.phone, each.email, *Person.derived(each.name, each.id_number, each.phone)),
    )


def _update(model: type[Household] | type[Person], updates: dict[int, dict[str, Any]]) -> None:
    """Set the columns of many rows, those with the same columns together."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, columns in updates.items():
        alike[tuple(sorted(columns))].append(pk)
    for names, keys in alike.items():
        for batch in batched(keys, _UPDATED):
            _update_alike(model, names, batch, updates)


def _update_alike(
    model: type[Household] | type[Person],
    names: tuple[str, ...],
    keys: Iterable[int],
    updates: dict[int, dict[str, Any]],
) -> None:
    rows: list[Any] = list(model._base_manager.filter(pk__in=keys))
    for row in rows:
        for name in names:
            setattr(row, name, updates[row.pk][name])
        row.derive()
    fields = {*(name.removesuffix("_id") if name in {"group_id", "household_id"} else name for name in names)}
    model._base_manager.bulk_update(rows, [*sorted(fields), *_DERIVED])
