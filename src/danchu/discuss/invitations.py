"""What waits for people's say here: decisions that take voices online, meetings to come, initiatives to back."""

from collections.abc import Iterable
from datetime import date

from danchu.core.invitations import Invitation, invite
from danchu.core.models import Ward
from danchu.discuss import queries_planning
from danchu.lib import clock


@invite
def decisions(ward: Ward, on: date) -> Iterable[Invitation]:
    """Each open decision, for each residential group in its scope; for all where that is the whole ward."""
    for each in queries_planning.open_decisions_by_group(ward):
        yield Invitation(
            what="Biểu quyết" if each["by_online"] else "Đang lấy ý kiến",
            title=each["title"],
            address=queries_planning.address_of_decision(each["pk"]),
            closes_on=clock.local_day(each["closes_at"]) if each["closes_at"] else None,
            group=each["only_group"],
        )


@invite
def meetings(ward: Ward, on: date) -> Iterable[Invitation]:
    """Each meeting that is planned."""
    for each in queries_planning.meetings_to_come(ward, clock.start_of(on)):
        yield Invitation(
            what="Họp tổ dân phố",
            title=each.title,
            address=each.get_absolute_url(),
            closes_on=clock.local_day(each.planned_at),
            group=each.group_id,
        )


@invite
def initiatives(ward: Ward, on: date) -> Iterable[Invitation]:
    """Each initiative that households can back."""
    for each in queries_planning.gathering(ward, on):
        yield Invitation(
            what="Ủng hộ sáng kiến",
            title=each.title,
            address=each.get_absolute_url(),
            closes_on=each.valid_until,
            group=each.group_id,
        )
