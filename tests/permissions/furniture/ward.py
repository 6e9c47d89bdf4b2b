from tests import factories

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
    world.samples |= {f"ward:{name}": (about[what].pk,) for what, names in ROUTES.items() for name in names}


def grow(world, many):
    for number in range(many):
        household = factories.household(world.group)
        organisation = factories.organisation(world.ward)
        person = factories.person(world.ward, household=household)
        factories.mandate(person, "assigned_officer", organisation=organisation)
        if number < 20:
            factories.person(world.ward, household=world.household)
