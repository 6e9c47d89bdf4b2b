"""Initiatives at the desk of those who put them to the community or answer them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from danchu.core.ordering import ByGivenName
from danchu.core.records.answers import paper_answer
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Column, Register, searched
from danchu.core.ui.request import Request
from danchu.discuss import forms_initiatives as forms
from danchu.discuss import queries_planning, sheets
from danchu.discuss.actions.initiatives import enter_backings, strike_backing
from danchu.discuss.models import Initiative
from danchu.discuss.states import INITIATIVE_LIFE, InitiativeState
from danchu.discuss.views.initiatives import GROUP, PROGRESS, STATE
from danchu.lib import clock
from danchu.lib.vntext import vn_date

FROM_PAPER = "Đã ghi nhận các hộ ký trên giấy."


class DeskInitiatives(Register):
    """The initiatives that this person takes up or answers."""

    audience = "discuss.answer_initiative"
    title = "Sáng kiến của người dân"
    intro = (
        "Đủ số hộ ủng hộ thì phải đưa ra bàn; chưa đủ thì đưa ra bàn khi Mặt trận thống nhất, hoặc trả lời rõ lý do."
    )
    noun = "sáng kiến"
    search_in = "search_text"
    empty = "Chưa có sáng kiến nào."
    columns = (
        Column("Sáng kiến", "title", link=True),
        Column("Tổ dân phố", "group.name"),
        PROGRESS,
        Column("Ủng hộ đến hết ngày", "valid_until"),
        Column("Trạng thái", "get_state_display"),
        Column("Người đề xuất", "proposer_name", order=ByGivenName("proposer_name")),
        Column("Trả lời", "answer", export_only=True),
    )
    filters = (STATE, GROUP)

    def rows(self, request: Request) -> QuerySet[Initiative]:
        rows = queries_planning.initiatives_answered_by(request.user, request.ward)
        return queries_planning.with_progress(rows).order_by("-opened_at", "-pk")

    def url_of(self, row: Initiative) -> str:
        return desk_of(row)


def desk_of(initiative: Initiative) -> str:
    """Its page at the desk."""
    return reverse("discuss:desk-initiative", args=[initiative.pk])


@allowed("discuss.answer_initiative")
def one(request: Request, pk: int) -> HttpResponseBase:
    """One initiative: how far it has come, who signed on paper, what can be done now."""
    found = queries_planning.access_answered(request.user, request.ward, pk)
    gathers = found.state == InitiativeState.GATHERING and clock.today() <= found.valid_until
    shown = {
        "initiative": found,
        "missing": max(0, found.needed - found.backed),
        "on_paper": queries_planning.backings_on_paper(found),
        "takes_up": "take_up" in INITIATIVE_LIFE.moves_from(found.state),
        "gathers": gathers,
    }
    return render(request, "discuss/desk_initiative.html", shown)


@allowed("discuss.answer_initiative")
def enter(request: Request, pk: int) -> HttpResponseBase:
    """Enter households that signed on paper, several at once."""
    found = queries_planning.access_answered(request.user, request.ward, pk)
    query = request.GET.get("q", "")
    rows = searched(queries_planning.not_backing(found), "search_text", query)

    def act(data: dict[str, Any]) -> str:
        return desk_of(enter_backings(initiative=found, **data, by=request.user, at=clock.now()))

    return form_page(
        request,
        forms.BackingsForm(*sent(request), households=rows),
        title="Nhập hộ ký trên giấy",
        intro=f"{found.title}. Đã có {found.backed}/{found.needed} hộ; hộ đã ghi nhận không còn trong danh sách này.",
        act=act,
        done=FROM_PAPER,
        submit="Ghi nhận các hộ đã đánh dấu",
        back=desk_of(found),
        template="discuss/enter_backings.html",
        query=query,
    )


@allowed("discuss.answer_initiative")
def strike(request: Request, pk: int, backing: int) -> HttpResponseBase:
    """Strike a signature that was entered from paper."""
    found = queries_planning.access_answered(request.user, request.ward, pk)
    row = queries_planning.access_paper_backing(found, backing)

    def act(data: dict[str, Any]) -> str:
        return desk_of(strike_backing(initiative=found, backing=row, **data, by=request.user, at=clock.now()))

    return form_page(
        request,
        forms.ReasonForm(*sent(request)),
        title=f"Gạch hộ {row.household.code} {row.name}",
        intro=f"Hộ này sẽ không còn tính là ủng hộ sáng kiến “{found.title}”.",
        act=act,
        done="Đã gạch.",
        submit="Gạch",
        back=desk_of(found),
    )


@allowed("discuss.answer_initiative")
def list_to_back(request: Request, pk: int, form: str) -> HttpResponse:
    """The list of households to sign, in Word or PDF."""
    found = queries_planning.access_answered(request.user, request.ward, pk)
    paper = sheets.list_to_sign(
        ward=request.ward,
        group=found.group,
        subject=f"Các hộ gia đình ủng hộ sáng kiến: {found.title}",
        rows=sheets.lines_of(queries_planning.not_backing(found)),
        last="Họ tên, chữ ký của người ủng hộ",
        intro=(
            f"Người đề xuất: {found.proposer_name}.",
            f"Cần ít nhất {found.needed}/{found.base} hộ ({found.rule['citation']}); đã có {found.backed} hộ.",
            f"Ý kiến ủng hộ có giá trị đến hết ngày {vn_date(found.valid_until)}. Mỗi hộ ký một lần.",
        ),
        signers=("NGƯỜI THU DANH SÁCH", "TỔ TRƯỞNG TỔ DÂN PHỐ"),
    )
    return paper_answer(paper, form, f"Danh sách ủng hộ {found.title}"[:90])
