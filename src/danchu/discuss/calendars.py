"""A meeting as an entry for the calendar of a phone (RFC 5545)."""

from datetime import UTC, datetime

from danchu.discuss.models import Meeting
from danchu.discuss.states import MeetingState

_LONGEST = 73  # octets of a line before it is folded


def entry(meeting: Meeting, address: str, now: datetime) -> bytes:
    """The file; a meeting that was cancelled says so, so that the phone strikes it."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//danchu//dan-ban//VI",
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.pk}@{meeting.ward.code}.danchu",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(meeting.planned_at)}",
        f"SUMMARY:{_text(meeting.title)}",
        f"LOCATION:{_text(meeting.place)}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if meeting.state == MeetingState.CANCELLED else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> bytes:
    """``line`` broken so that no part is too long and no letter is cut in two."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > _LONGEST:
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join((*parts, part))
