"""Who writes to the ward in the demonstration: heads of its households."""

from dataclasses import dataclass

from danchu.core.models import Ward
from danchu.ward.models import Person


@dataclass(frozen=True)
class Sender:
    """What somebody says of themselves in a letter."""

    name: str
    phone: str
    address: str


def of(ward: Ward) -> list[Sender]:
    """Some heads of households of ``ward``; one who stands in no list where there are none."""
    rows = Person.objects.filter(ward=ward, is_head=True, left_on=None, household__isnull=False)
    found = rows.order_by("pk").values_list("full_name", "phone", "household__address")[:600]
    return [Sender(*each) for each in found] or [Sender("Nguyễn Thị Hiền", "", "")]
