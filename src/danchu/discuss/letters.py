"""The letter by which each household is told in writing of what was decided: one file to print for a group."""

from datetime import date
from pathlib import Path

from danchu.core import squares
from danchu.core.records.sheets import sheet_pdf
from danchu.core.sites import full_address
from danchu.discuss import queries_following as following
from danchu.discuss.models import Decision
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward.models import ResidentialGroup

LAYOUT = Path(__file__).parent / "papers" / "letters.typ"


def pdf(decision: Decision, group: ResidentialGroup, day: date) -> bytes:
    """One page for each household of ``group`` on the roll of ``decision``."""
    address = full_address(decision.ward, decision.get_absolute_url())
    votes = decision.outcome.get("votes", {})
    letter = {
        "ward": decision.ward.name,
        "place": decision.ward.place,
        "group": group.name,
        "day": f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        "title": decision.title,
        "proposal": decision.proposal,
        "verdict": "được thông qua" if decision.passed else "không được thông qua",
        "reason": decision.outcome.get("reason", ""),
        "closed": vn_date(clock.local_day(decision.closed_at)) if decision.closed_at else "",
        "options": [[each.text, votes.get(str(each.position), 0)] for each in decision.options.all()],
        "recognition": following.awaits_recognition(decision),
        "address": address,
        "square": squares.svg_plain(address),
        "digest": decision.bundle_digest,
        "households": list(decision.electors.filter(group=group).order_by("number").values_list("code", "name")),
    }
    return sheet_pdf(LAYOUT, letter)
