"""A meeting as an entry for the calendar of a phone."""

from danchu.core.calendars import Entry
from danchu.discuss.models import Meeting
from danchu.discuss.states import MeetingState


def entry(meeting: Meeting, address: str) -> Entry:
    """What the calendar shows; a meeting that was cancelled says so, so that the phone strikes it."""
    return Entry(
        uid=f"meeting-{meeting.pk}@{meeting.ward.code}.danchu",
        title=meeting.title,
        place=meeting.place,
        address=address,
        starts=meeting.planned_at,
        is_cancelled=meeting.state == MeetingState.CANCELLED,
    )
