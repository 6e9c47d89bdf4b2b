"""What waits for people's say here: decisions that take voices online, meetings to come, initiatives to back."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from danchu.core.invitations import Invitation, invite
from danchu.core.models import Ward
from danchu.discuss.queries_planning import BACK, MEET, TALK, VOTE, awaiting
from danchu.lib import clock

WORDS = {
    VOTE: ("Biểu quyết", "discuss:decision"),
    TALK: ("Đang lấy ý kiến", "discuss:decision"),
    MEET: ("Họp tổ dân phố", "discuss:meeting"),
    BACK: ("Ủng hộ sáng kiến", "discuss:initiative"),
}


@invite
def open_now(ward: Ward, on: date) -> Iterable[Invitation]:
    """What the community is asked, where it meets, what it may back."""
    for each in awaiting(ward, on):
        what, route = WORDS[each.what]
        yield Invitation(
            what=what,
            title=each.title,
            address=reverse(route, args=[each.pk]),
            closes_on=clock.local_day(each.closes_at) if each.closes_at else None,
            closes_at=each.closes_at,
            group=each.group,
        )
