from danchu.core.actors import SYSTEM
from danchu.core.models import AuditEntry
from danchu.lib import clock
from danchu.matters.actions.matters import open_matter
from tests import factories

ABOUT_A_MATTER = ("matter", "desk-matter", "describe", "close", "withdraw", "reopen")


def furnish(world):
    matter = factories.matter(world.ward, group=world.group)
    duty = factories.duty(world.ward, group=world.group)
    open_matter(ward=world.ward, title="Việc chung", by=SYSTEM, at=clock.now())
    world.samples |= {
        "core:audit-entry": (AuditEntry.objects.filter(ward=world.ward).latest("pk").pk,),
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
        open_matter(ward=world.ward, title="Việc chung", by=SYSTEM, at=clock.now())
        factories.duty(world.ward, group=world.group)
