"""The invitations of one meeting, one for each household, as a PDF of two a sheet to cut."""

from pathlib import Path

from danchu.core.records.sheets import sheet_pdf
from danchu.discuss import queries_planning
from danchu.discuss.models import Meeting
from danchu.lib import clock
from danchu.lib.vntext import vn_date

LAYOUT = Path(__file__).parent / "papers" / "invitations.typ"


def pdf(meeting: Meeting) -> bytes:
    """An invitation to ``meeting`` for everyone who is invited today."""
    local = meeting.planned_at.astimezone(clock.VIETNAM)
    sheet = {
        "title": f"Giấy mời: {meeting.title}",
        "ward": meeting.ward.name.upper(),
        "issuer": str(meeting.group or meeting.organisation).upper(),
        "meeting": meeting.title,
        "when": f"{local:%H} giờ {local:%M} phút, ngày {vn_date(local.date())}",
        "place": meeting.place,
        "items": [*(each.title for each in queries_planning.items_of(meeting)), *meeting.agenda.splitlines()],
        "chair": meeting.chair,
        "inside": meeting.organisation_id is not None,
        "invited": [
            {"code": code, "name": name, "address": address}
            for code, name, address in queries_planning.invited(meeting)
        ],
    }
    return sheet_pdf(LAYOUT, sheet)
