"""The receipt that a sender takes along (giấy biên nhận): number, day, code and its square. Of a sealed case it names
nobody and says nothing of what is in it."""

from pathlib import Path

from django.urls import reverse

from danchu.core.records.sheets import sheet_pdf
from danchu.core.sites import full_address
from danchu.core.squares import svg
from danchu.inspect import law
from danchu.inspect.models import Case, Sender
from danchu.lib import clock
from danchu.lib.vntext import vn_date

LAYOUT = Path(__file__).parent / "papers" / "receipt.typ"


def address_of(case: Case) -> str:
    """Where the sender types the code."""
    return full_address(case.ward, reverse("inspect:follow"))


def link_of(case: Case) -> str:
    """What the square holds: the code follows after ``#``, which browsers keep to themselves."""
    return f"{address_of(case)}#{case.code}"


def pdf(case: Case) -> bytes:
    """The receipt of ``case`` on a sheet of A5."""
    is_sealed = law.kind_of(case.kind).is_sealed
    sender = None if is_sealed else Sender.objects.filter(case=case).first()
    day = clock.today()
    sheet = {
        "ward": case.ward.name.upper(),
        "place": case.ward.place,
        "day": f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        "symbol": case.symbol,
        "kind": case.get_kind_display(),
        "channel": case.get_channel_display(),
        "sender": sender.name if sender else "",
        "is_sealed": is_sealed,
        "address": sender.address if sender else "",
        "title": "" if is_sealed else case.title,
        "files": 0 if is_sealed else case.files.count(),
        "received_on": vn_date(case.received_on),
        "due_on": vn_date(case.due_on) if case.due_on and case.is_open else "",
        "forwarded_to": case.forwarded_to,
        "code": case.code_written,
        "square": svg(link_of(case)),
        "follow": address_of(case).removeprefix("https://").removeprefix("http://"),
        "phone": case.ward.phone,
    }
    return sheet_pdf(LAYOUT, sheet)
