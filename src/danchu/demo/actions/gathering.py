"""Entering at once who came to a meeting of the demonstration: rows as the acts of ``discuss`` leave them."""

from dataclasses import dataclass
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.official import WITHIN, official
from danchu.discuss.models import Attendance, Meeting
from danchu.discuss.queries_meeting import Guest, as_column

CLAUSE = "2.2.c.1"
BATCH = 500


@dataclass(frozen=True)
class Arrival:
    """That ``guest`` came at ``at``, through whom, and whether by authorisation."""

    guest: Guest
    at: datetime
    representative: str = ""
    is_authorised: bool = False

    def __str__(self) -> str:
        return f"{self.guest.pk}: {self.representative}"


@official(
    label="Nhập một lượt các hộ đến họp của phường trình diễn", clause=CLAUSE, policy=WITHIN, personal=("arrivals",)
)
def gather(*, meeting: Meeting, arrivals: tuple[Arrival, ...], by: Actor, at: datetime) -> Meeting:
    """Enter who came to ``meeting``, as ``check_in`` does one by one."""
    Attendance.objects.bulk_create(
        (
            Attendance(
                ward_id=meeting.ward_id,
                meeting=meeting,
                representative=each.representative,
                is_authorised=each.is_authorised,
                came_at=each.at,
                **as_column(each.guest),
            )
            for each in arrivals
        ),
        batch_size=BATCH,
    )
    return meeting
