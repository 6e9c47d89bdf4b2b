"""The paper on which household cards are printed: a PDF of eight cards a sheet. The codes are nowhere else."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from danchu.core import squares
from danchu.core.models import Ward
from danchu.core.records.sheets import sheet_pdf
from danchu.lib.vntext import vn_date
from danchu.ward import card_codes
from danchu.ward.actions.cards import Printed
from danchu.ward.models import ResidentialGroup

LAYOUT = Path(__file__).parent / "papers" / "cards.typ"


def pdf(*, ward: Ward, group: ResidentialGroup, printed: Sequence[Printed], address: str, day: date) -> bytes:
    """``printed`` as a PDF to cut. ``address`` is the page at which a card is used; the code follows after ``#``, which
    browsers keep to themselves."""
    sheet = {
        "title": f"Thẻ hộ, {group}",
        "ward": ward.title,
        "group": group.name,
        "day": vn_date(day),
        "site": urlsplit(address).netloc,
        "cards": [
            {
                "head": each.household.head_name or f"Hộ {each.household.code}",
                "household": each.household.code,
                "code": card_codes.written(each.code),
                "square": squares.svg(f"{address}#{each.code}"),
            }
            for each in printed
        ],
    }
    return sheet_pdf(LAYOUT, sheet)
