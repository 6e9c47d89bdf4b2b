"""The paper on which ballots are printed: a PDF to cut, two A5 or four A6 from a sheet of A4. The codes are nowhere
else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from danchu.core import squares
from danchu.core.records.sheets import sheet_pdf
from danchu.core.refusals import Objection, Refused
from danchu.discuss.actions.papers import Printed
from danchu.discuss.models import Decision, PaperBatch
from danchu.lib import clock, codes
from danchu.lib.vntext import vn_date

LAYOUT = Path(__file__).parent / "papers" / "ballots.typ"
A5, A6 = "a5", "a6"
_ROOM = {A5: 620, A6: 330}
"""Signs of title, proposal and options that fit a paper of that size."""
_LONGEST_A6 = 260


def pdf(
    *,
    decision: Decision,
    batch: PaperBatch,
    printed: Sequence[Printed],
    size: str,
    paper_address: str,
    full_text: str,
) -> bytes:
    """``printed`` as a PDF. ``paper_address`` is the page at which a paper is taken in; the code follows after ``#``,
    which browsers keep to themselves. ``full_text`` is where the proposal stands in full, if anywhere.

    Raises ``Refused`` when so much does not fit the size.
    """
    sheet = _sheet(decision, batch, printed, size, (paper_address, full_text))
    return sheet_pdf(LAYOUT, sheet)


def _sheet(
    decision: Decision, batch: PaperBatch, printed: Sequence[Printed], size: str, addresses: tuple[str, str]
) -> dict[str, Any]:
    options = [each.text for each in decision.options.all()]
    taken = len(decision.title) + sum(max(len(each), 40) for each in options)
    if size == A6 and taken > _LONGEST_A6:
        raise Refused(Objection("Tên việc và các phương án dài, không vừa khổ A6. Hãy chọn khổ A5.", "size"))
    proposal, is_short = _shortened(decision.proposal, max(_ROOM[size] - taken, 120))
    paper_address, full_text = addresses
    return {
        "title": f"Phiếu lấy ý kiến: {decision.title}",
        "size": size,
        "secret": decision.is_secret,
        "heading": _heading(decision),
        "ward": decision.ward.title,
        "group": str(batch.group or decision.organisation),
        "stamp": "đơn vị" if decision.organisation_id else "tổ dân phố",
        "matter": decision.title,
        "proposal": proposal,
        "full": squares.svg(full_text) if is_short and full_text else "",
        "options": options,
        "how": _how(decision, batch),
        "site": f"{urlsplit(paper_address).netloc}{urlsplit(paper_address).path}",
        "papers": [
            {
                "name": each.elector.name or each.elector.code,
                "household": each.elector.code,
                "code": codes.written(each.code),
                "square": squares.svg(f"{paper_address}#{each.code}"),
            }
            for each in printed
        ],
    }


def _heading(decision: Decision) -> str:
    if decision.seats:
        return "PHIẾU BẦU"
    return "PHIẾU LẤY Ý KIẾN"


def _how(decision: Decision, batch: PaperBatch) -> str:
    most = decision.seats or 1
    mark = "Đánh dấu X vào một ô" if most == 1 else f"Đánh dấu X vào nhiều nhất {most} ô"
    until = ""
    if decision.closes_at is not None:
        local = decision.closes_at.astimezone(clock.VIETNAM)
        until = f" trước {local:%H} giờ {local:%M} ngày {vn_date(local.date())}"
    who = "Mỗi người một phiếu" if decision.organisation_id else "Mỗi hộ một phiếu, do đại diện hộ ghi"
    return f"{mark}; để trống hoặc đánh dấu nhiều hơn thì phiếu không hợp lệ. {who}. Nộp{until} tại: {batch.place}."


def _shortened(text: str, most: int) -> tuple[str, bool]:
    words = " ".join(text.split())
    if len(words) <= most:
        return words, False
    return f"{words[:most].rsplit(' ', 1)[0]} …", True
