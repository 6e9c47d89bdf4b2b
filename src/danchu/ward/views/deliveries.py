"""Sending issued documents to their recipients; what came to mine, and that it arrived."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from danchu.core.ordering import ByGivenName
from danchu.core.records import screen
from danchu.core.records.papers import mark_of, paper_of
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.registers import Button, Column, Filter, Register
from danchu.core.ui.request import Request
from danchu.core.ui.several import Several
from danchu.lib import clock
from danchu.ward import queries_deliveries as queries
from danchu.ward.actions.deliveries import acknowledge_delivery, deliver_document, open_delivery
from danchu.ward.forms import DeliveryForm
from danchu.ward.models import Delivery

STANDING = {"chua-xem": "Chưa xem", "da-xem": "Đã xem, chưa xác nhận", "da-nhan": "Đã xác nhận"}


def _standing(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    match chosen:
        case "chua-xem":
            return rows.filter(opened_at=None)
        case "da-xem":
            return rows.filter(opened_at__isnull=False, acknowledged_at=None)
        case "da-nhan":
            return rows.filter(acknowledged_at__isnull=False)
    return rows.none()


_FILTERS = (Filter("tinh-trang", "Tình trạng", lambda request: STANDING.items(), _standing),)


ACKNOWLEDGE = Several(
    acknowledge_delivery,
    label="Xác nhận đã nhận",
    verb="xác nhận",
    noun="văn bản",
    back="ward:incoming",
    rows=lambda request, keys: queries.incoming(request.user, request.ward).filter(pk__in=keys),
    told=lambda delivery: f"{delivery.to}. {delivery.standing}.",
)


class Incoming(Register):
    """What was sent to the organisations and groups for which one receives."""

    audience = "ward.receive"
    title = "Văn bản đến"
    intro = "Văn bản phường gửi đến đơn vị, tổ của ông/bà. Mở xem rồi xác nhận đã nhận."
    noun = "văn bản"
    search_in = "document__search_text"
    empty = "Chưa có văn bản nào gửi đến."
    picks = (Button("Xác nhận đã nhận", "ward:acknowledge-incoming", "ward.receive"),)
    columns = (
        Column("Trích yếu", "document.subject", link=True),
        Column("Số, ký hiệu", "document.symbol", unbroken=True),
        Column("Nơi nhận", "to", order=("organisation", "group")),
        Column("Gửi lúc", "sent_at"),
        Column("Tình trạng", "standing", order=("acknowledged_at", "opened_at")),
    )
    filters = _FILTERS

    def rows(self, request: Request) -> QuerySet[Delivery]:
        return queries.incoming(request.user, request.ward)


class Deliveries(Register):
    """Where issued documents went and what became of them there."""

    audience = "core.open_documents"
    title = "Gửi văn bản đến nơi nhận"
    intro = "Văn bản nào đã gửi đến đâu, nơi nào đã xem, nơi nào đã xác nhận. Gửi thêm từ trang của văn bản."
    noun = "lượt gửi"
    search_in = "document__search_text"
    empty = "Chưa gửi văn bản nào. Mở một văn bản đã ban hành trong Sổ văn bản, rồi bấm “Gửi, theo dõi nơi nhận”."
    columns = (
        Column("Trích yếu", "document.subject", link=True),
        Column("Số, ký hiệu", "document.symbol", unbroken=True),
        Column("Nơi nhận", "to", order=("organisation", "group")),
        Column("Gửi lúc", "sent_at"),
        Column("Tình trạng", "standing", order=("acknowledged_at", "opened_at")),
        Column("Xác nhận lúc", "acknowledged_at"),
        Column(
            "Người xác nhận",
            "acknowledged_by",
            export_only=True,
            order=ByGivenName("acknowledged_by__display_name"),
        ),
    )
    filters = _FILTERS

    def url_of(self, row: Delivery) -> str:
        return row.document.get_absolute_url()

    def rows(self, request: Request) -> QuerySet[Delivery]:
        return queries.sent(request.user, request.ward)


@allowed("ward.deliver")
def deliver(request: Request, pk: int) -> HttpResponseBase:
    """Send a document; above, where it went and what became of it there."""
    document = queries.access_issued(request.user, request.ward, pk)
    gone = list(queries.of_document(document))
    form = DeliveryForm(*sent(request), ward=request.ward)
    if not gone:  # the document's own recipients are ticked once; who sends it on chooses
        form.initial = {"organisations": queries.named_in(document, form.units)}

    def act(data: dict[str, Any]) -> str:
        deliver_document(document=document, **data, by=request.user, at=clock.now())
        return reverse("ward:deliver", args=[document.pk])

    return form_page(
        request,
        form,
        title="Gửi văn bản đến nơi nhận",
        intro=str(document),
        act=act,
        done="Đã gửi. Nơi nhận thấy văn bản trong mục “Văn bản đến”.",
        submit="Gửi",
        back=document.get_absolute_url(),
        template="ward/deliver.html",
        gone=gone,
        acknowledged=sum(each.acknowledged_at is not None for each in gone),
    )


@allowed("ward.receive")
def incoming(request: Request, pk: int) -> HttpResponseBase:
    """A document that came to mine; opening it is noted, a button says that it arrived."""
    delivery = queries.access_incoming(request.user, request.ward, pk)
    if request.method == "POST":
        try:
            acknowledge_delivery(delivery=delivery, by=request.user, at=clock.now())
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "Đã xác nhận nhận văn bản.")
        return redirect(delivery)
    if delivery.opened_at is None:
        open_delivery(delivery=delivery, by=request.user, at=clock.now())
    document = delivery.document
    paper = screen.context(paper_of(document, clock.today()), mark_of(document))
    return render(request, "ward/incoming_document.html", {"delivery": delivery, "document": document, **paper})
