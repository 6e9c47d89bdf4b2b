"""Something that takes place, as a file for the calendar of a phone (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse

from danchu.core.answers import as_file


@dataclass(frozen=True)
class Entry:
    """What the calendar shows; ``uid`` names it for good, so that the phone changes or strikes what it has already."""

    uid: str
    title: str
    place: str
    address: str
    starts: datetime
    ends: datetime | None = None
    is_cancelled: bool = False


def written(entry: Entry, now: datetime) -> bytes:
    """The file; what was cancelled says so."""
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(UTC))
    if entry.ends is not None:
        event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", " ".join(entry.title.split()))
    event.add("location", " ".join(entry.place.split()))
    event.add("url", entry.address)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//danchu//VI")
    calendar.add_component(event)
    return calendar.to_ical()


def answer(entry: Entry, stem: str, now: datetime) -> HttpResponse:
    """The file ``stem``.ics to download, of something that everyone may know."""
    return as_file(written(entry, now), stem, "ics", everyone=True)
