from datetime import date, timedelta

from danchu.core.models import RuleCorrection, SwappedDay
from tests import factories

RULE = "consultation.length"

ROUTES = {
    "group": ("group", "change-group", "retire-group"),
    "household": (
        *("household", "change-household", "move-household", "household-leaves", "household-returns"),
        *("change-head", "add-member"),
    ),
    "person": ("person", "change-person", "person-leaves", "person-returns", "move-person", "split-household"),
    "organisation": ("organisation", "change-organisation", "retire-organisation"),
    "mandate": ("end-mandate", "correct-mandate"),
}


def furnish(world):
    ward = world.ward
    about = {
        "group": world.group,
        "household": world.household,
        "person": factories.person(ward, household=world.household),
        "organisation": factories.organisation(ward),
        "mandate": factories.mandate(factories.person(ward), "council_deputy"),
    }
    year = {"holds_from": date(2100, 1, 1), "holds_to": date(2100, 12, 31)}
    correction = RuleCorrection.objects.create(
        ward=ward, key=RULE, value="25", **year, reason="Nghị quyết của HĐND phường"
    )
    swapped = SwappedDay.objects.create(ward=ward, day=date(2027, 6, 1), is_worked=False, basis="Thông báo")
    world.samples |= {f"ward:{name}": (RULE,) for name in ("rule", "correct-rule")}
    world.samples |= {f"ward:{name}": (correction.pk,) for name in ("end-correction", "drop-correction")}
    world.samples |= {"ward:unswap-day": (swapped.pk,)}
    world.samples |= {f"ward:{name}": (about[what].pk,) for what, names in ROUTES.items() for name in names}


def grow(world, many):
    for number in range(many):
        day = date(2200, 7, 1) + timedelta(days=RuleCorrection.objects.count())
        RuleCorrection.objects.create(ward=world.ward, key=RULE, value="30", holds_from=day, holds_to=day, reason="x")
        SwappedDay.objects.create(ward=world.ward, day=day.replace(year=2027), is_worked=True, basis="x")
        household = factories.household(world.group)
        organisation = factories.organisation(world.ward)
        person = factories.person(world.ward, household=household)
        factories.mandate(person, "assigned_officer", organisation=organisation)
        if number < 20:
            factories.person(world.ward, household=world.household)
