from tests import factories

ABOUT_ACCOUNT = ("staff-account", "close-account", "reopen-account", "reset-password", "reset-second-factor")


def furnish(world):
    account = factories.staff(world.ward, "worker")
    world.samples |= {
        "ward:issue-cards": (world.group.pk,),
        "ward:replace-card": (world.household.pk,),
        "ward:give-account": (factories.person(world.ward).pk,),
        **{f"ward:{name}": (account.pk,) for name in ABOUT_ACCOUNT},
    }


def grow(world, many):
    for _ in range(many):
        factories.staff(world.ward, "worker")
        factories.group(world.ward)
