"""What is printed when citizens are received: the slip with a number, the book of a year."""

from collections.abc import Iterable
from pathlib import Path

from django.http import HttpResponse

from danchu.core.answers import as_file
from danchu.core.models import Ward
from danchu.core.records.sheets import sheet_pdf
from danchu.inspect.models import ReceptionEntry, ReceptionVisit
from danchu.inspect.states import Outcome
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from statute import reception

_PAPERS = Path(__file__).parent / "papers"
SEALED = "Đã niêm phong"


def slip(visit: ReceptionVisit) -> HttpResponse:
    """The number of ``visit``, without a name."""
    day = visit.day
    sheet = {
        "title": f"Số {visit.number}",
        "ward": day.ward.title,
        "number": visit.number,
        "day": f"Ngày {vn_date(day.day)}",
        "hours": day.hours,
        "place": day.place,
    }
    return as_file(sheet_pdf(_PAPERS / "reception_slip.typ", sheet), f"so-{visit.number}", "pdf", shown=True)


def book(ward: Ward, year: int, entries: Iterable[ReceptionEntry]) -> HttpResponse:
    """The book of ``year``, first line first."""
    lines = [_cells(each) for each in sorted(entries, key=lambda each: each.number)]
    sheet = {
        "title": f"Sổ tiếp công dân năm {year}",
        "ward": ward.name,
        "province": ward.province,
        "year": year,
        "total": len(lines),
        "day": vn_date(clock.today()),
        "lines": lines,
    }
    return as_file(sheet_pdf(_PAPERS / "reception_book.typ", sheet), f"so-tiep-cong-dan-{year}", "pdf", shown=True)


def _cells(entry: ReceptionEntry) -> list[str]:
    """The twelve columns of form 03."""
    kind = f"{entry.get_kind_display()}; {entry.people} người"
    if entry.is_sealed:
        return [str(entry.number), vn_date(entry.received_on), SEALED, "", SEALED, kind, "", "x", "", "", "", ""]
    where = {
        Outcome.CASE: (entry.case.symbol if entry.case else "", "", ""),
        Outcome.GUIDED: ("", entry.sent_to, ""),
        Outcome.FORWARDED: ("", "", entry.sent_to),
    }
    ground = reception.ground(entry.ground)
    refusal = f"Từ chối tiếp: {ground.citation}" if ground else ""
    return [
        str(entry.number),
        vn_date(entry.received_on),
        ", ".join(filter(None, [entry.name, entry.address])),
        entry.identity,
        entry.content,
        kind,
        entry.settled_before,
        *where.get(Outcome(entry.outcome), ("", "", "")),
        entry.followed,
        ". ".join(filter(None, [refusal, entry.note])),
    ]
