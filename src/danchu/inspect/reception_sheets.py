"""What is printed when citizens are received: the slip with a number, the receipt of papers, the book of a year."""

from collections.abc import Iterable
from pathlib import Path

from django.http import HttpResponse

from danchu.core.models import Ward
from danchu.core.records.sheets import sheet_pdf
from danchu.inspect.models import ReceptionEntry, ReceptionVisit
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
    return inline(sheet_pdf(_PAPERS / "reception_slip.typ", sheet), f"so-{visit.number}")


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
    return inline(sheet_pdf(_PAPERS / "reception_book.typ", sheet), f"so-tiep-cong-dan-{year}")


def papers(entry: ReceptionEntry) -> HttpResponse:
    """The receipt of what was handed over (form 02/TCD)."""
    ward, day = entry.ward, entry.received_on
    sheet = {
        "title": "Giấy biên nhận thông tin, tài liệu",
        "ward": ward.name,
        "place": ward.place,
        "day": f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
        "where": entry.day.place if entry.day else "trụ sở Ủy ban nhân dân",
        "receiver": entry.receiver,
        "name": entry.name,
        "identity": entry.identity,
        "issued_on": vn_date(entry.identity_issued_on) if entry.identity_issued_on else "",
        "issued_by": entry.identity_issued_by,
        "papers": [[each["name"], each["pages"], each["state"]] for each in entry.papers],
    }
    return inline(sheet_pdf(_PAPERS / "reception_papers.typ", sheet), f"bien-nhan-tai-lieu-{entry.number}")


def _cells(entry: ReceptionEntry) -> list[str]:
    """The thirteen columns of form 03/TCD."""
    ground = reception.ground(entry.ground, entry.received_on)
    refusal = f"Từ chối tiếp: {ground.citation}" if ground else ""
    return [
        str(entry.number),
        vn_date(entry.received_on),
        SEALED if entry.is_sealed else ", ".join(filter(None, [entry.name, entry.address])),
        entry.identity,
        SEALED if entry.is_sealed else entry.content,
        entry.get_kind_display(),
        str(entry.people),
        entry.settled_before,
        "x" if entry.is_ours else "",
        entry.guided_to,
        entry.taken_by,
        entry.followed,
        ". ".join(filter(None, [refusal, entry.note])),
    ]


def inline(content: bytes, stem: str) -> HttpResponse:
    """A PDF that the browser shows and does not keep."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{stem}.pdf"'
    answer["Cache-Control"] = "private, no-cache"
    return answer
