from tests import factories

ABOUT_A_MATTER = ("matter", "desk-matter", "describe", "close", "withdraw", "reopen")


def furnish(world):
    matter = factories.matter(world.ward, group=world.group)
    duty = factories.duty(world.ward, group=world.group)
    world.samples |= {
        **{f"matters:{name}": (matter.pk,) for name in ABOUT_A_MATTER},
        "duties:duty": (duty.pk,),
        "duties:cancel": (duty.pk,),
        "duties:clause": ("4.1",),
        "duties:assign": ("4.1",),
        "resolution:clause": ("2.2.c.4",),
    }


def grow(world, many):
    for _ in range(many):
        factories.matter(world.ward, group=world.group)
        factories.duty(world.ward, group=world.group)
