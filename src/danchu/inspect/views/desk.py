"""The work list, what is done with several of its cases at once, and the page of one case."""

from typing import Any

from django.db.models import Case as Either
from django.db.models import F, Func, QuerySet, When
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from danchu.core.ordering import ByGivenName
from danchu.core.ui.registers import Button, Column, Filter, Register, by_field, on_days
from danchu.core.ui.request import Request
from danchu.inspect import law, queries, queries_load
from danchu.inspect import queries_desk as desk
from danchu.inspect.models import Case
from danchu.inspect.queries import SEALED
from danchu.inspect.states import Channel, Colour, Kind, State
from danchu.lib import clock
from danchu.lib.vntext import vn_date

MINE, MY_UNIT, NOBODY = "toi", "don-vi-toi", "chua-giao"
OPEN_ONES, ALL, IN_TIME, LATE = "dang-mo", "tat-ca", "dung-han", "tre-han"
WHOSE = ((MINE, "Giao cho tôi"), (MY_UNIT, "Của đơn vị tôi"), (NOBODY, "Chưa giao cho ai"))
STATES = ((ALL, "Tất cả"), *State.choices, (IN_TIME, "Kết thúc đúng hạn"), (LATE, "Kết thúc trễ hạn"))
WITHOUT = {"unit": "đơn vị", "handler": "người giải quyết"}
MOST_COUNTED = 2000
BADGES = {Colour.RED: "badge-late", Colour.AMBER: "badge-soon", Colour.GREEN: "badge-ok", Colour.GREY: ""}


def unless_sealed(name: str) -> Any:
    """How a column reads ``name``; of what is sealed lists say number, kind and clock only."""
    read = Column("", name)
    return lambda case: None if case.kind in SEALED else read.of(case)


def order_unless_sealed(by: Any) -> Either:
    """How the list is ordered by what ``unless_sealed`` hides of some: these have no place among the others."""
    return Either(When(kind__in=SEALED, then=None), default=by if isinstance(by, Func) else F(by))


def clock_words(case: Case) -> str:
    """What the clock of ``case`` says today, in words."""
    today = clock.today()
    if not case.is_open:
        late = case.due_on is not None and case.ended_on is not None and case.ended_on > case.due_on
        return "Xong, trễ hạn" if late else "Xong"
    if case.due_on is None:
        return Colour.GREY.label
    days = (case.due_on - today).days
    if days < 0:
        return f"Quá {-days} ngày"
    return "Hôm nay" if days == 0 else f"Còn {days} ngày"


def drawn_clock(case: Case) -> SafeString:
    """The last day, with the colour of the clock."""
    today = clock.today()
    colour = desk.colour_of(case, today, law.soon_until(today))
    badge = BADGES[colour] if colour else ""
    day = vn_date(case.due_on) if case.due_on else ""
    return format_html('{} <span class="badge {}">{}</span>', day, badge, clock_words(case))


def _choices(request: Request) -> desk.Choices:
    """What the lists of filters offer, asked once a request."""
    kept = vars(request)
    if "case_choices" not in kept:
        kept["case_choices"] = desk.choices(request.ward)
    found: desk.Choices = kept["case_choices"]
    return found


def _by_state(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    if chosen == ALL:
        return rows
    if chosen in (IN_TIME, LATE):
        return queries_load.in_time(rows) if chosen == IN_TIME else desk.settled_late(rows)
    return by_field("state")(rows, chosen)


def _by_colour(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return desk.of_colour(rows, chosen, clock.today())


def _without(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    return rows.filter(**{f"{chosen}__isnull": True}) if chosen in WITHOUT else rows.none()


def _topic_named(request: Request) -> list[tuple[str, str]]:
    chosen = request.GET.get("linh-vuc-ma", "")
    return [(chosen, name) for name in desk.name_of_topic(request.ward, chosen)] if chosen else []


def _handler_chosen(request: Request) -> list[tuple[str, str]]:
    chosen = request.GET.get("nguoi", "")
    return [(chosen, name) for name in desk.name_of_handler(request.ward, chosen)] if chosen else []


def _as_it_is(rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
    """Whose cases they are depends on who asks: ``Cases.rows`` has narrowed them."""
    return rows


class Cases(Register):
    """What was sent in: what has not ended, what is due first standing first; with a search or a state, all of it."""

    audience = "inspect.see_desk"
    template = "inspect/desk_cases.html"
    title = "Đơn thư, phản ánh"
    noun = "vụ việc"
    columns = (
        Column("Số", "symbol", link=True, unbroken=True, order=("year", "symbol")),
        Column("Loại", "get_kind_display"),
        Column("Tóm tắt", unless_sealed("title"), order="title"),
        Column("Người gửi", unless_sealed("sender"), export_only=True, permission="inspect.see_sender"),
        Column("Hình thức gửi", unless_sealed("get_channel_display"), export_only=True),
        Column("Lĩnh vực", unless_sealed("topic"), export_only=True, order=order_unless_sealed("topic__position")),
        Column("Tổ dân phố", unless_sealed("group"), export_only=True, order=order_unless_sealed("group__sort_key")),
        Column("Ngày nhận", "received_on", export_only=True),
        Column("Trạng thái", "get_state_display"),
        Column("Đơn vị", unless_sealed("unit"), order=order_unless_sealed("unit__sort_key")),
        Column(
            "Người được giao",
            unless_sealed("handler.display_name"),
            export_only=True,
            order=order_unless_sealed(ByGivenName("handler__display_name")),
        ),
        Column("Hạn", "due_on", drawn=drawn_clock),
        Column("Tình trạng hạn", clock_words, export_only=True),
        Column("Kết thúc ngày", "ended_on", export_only=True),
    )
    search_in = "search_text"
    search_hint = "Số, nội dung, người gửi"
    empty = "Không còn vụ việc nào đang mở."
    most_counted = MOST_COUNTED
    buttons = (
        Button("Ghi đơn giấy, lời nói", "inspect:register", "inspect.register", strong=True),
        Button("Tình hình giải quyết", "inspect:load", "inspect.read_all"),
    )
    picks = (
        Button("Giao người giải quyết", "inspect:hand-over", "inspect.assign"),
        Button("In phiếu", "inspect:print-sheets", "inspect.see_sender"),
    )
    filters = (
        Filter("ai", "Ai giải quyết", lambda request: WHOSE, _as_it_is),
        Filter("mau", "Hạn", lambda request: Colour.choices, _by_colour),
        Filter("loai", "Loại", lambda request: Kind.choices, by_field("kind")),
        Filter("trang-thai", "Trạng thái", lambda request: STATES, _by_state, otherwise="Đang mở"),
        Filter("linh-vuc", "Lĩnh vực", lambda request: _choices(request).topics, by_field("topic"), folded=True),
        Filter("to", "Tổ dân phố", lambda request: _choices(request).groups, by_field("group"), folded=True),
        Filter("don-vi", "Đơn vị", lambda request: _choices(request).units, by_field("unit"), folded=True),
        Filter("kenh", "Hình thức gửi", lambda request: Channel.choices, by_field("channel"), folded=True),
        Filter("nguoi", "Người được giao", _handler_chosen, by_field("handler"), kind="link"),
        Filter("linh-vuc-ma", "Lĩnh vực", _topic_named, by_field("topic__code"), kind="link"),
        Filter("khong-co", "Chưa giao", lambda request: WITHOUT.items(), _without, kind="link"),
        Filter("tu-ngay", "Nhận từ ngày", lambda request: (), on_days("received_on", "gte"), kind="day", folded=True),
        Filter("den-ngay", "Đến ngày", lambda request: (), on_days("received_on", "lte"), kind="day", folded=True),
    )

    def rows(self, request: Request) -> QuerySet[Case]:
        rows = queries.visible_to(request.user, request.ward)
        self._by_sender, self._text = self._may(request, "inspect.see_sender"), self.query(request)
        if self._by_sender:
            rows = rows.select_related("sender")
        rows = self._whose(request, rows)
        if request.GET.get("trang-thai") or self.query(request):
            return rows.order_by("-received_at", "-pk")
        return desk.still_open(rows)

    def searched(self, rows: QuerySet[Case], text: str) -> QuerySet[Case]:
        proposed = self._proposed if self._by_sender else None
        rows = desk.answering(rows, text, proposed=proposed, by_sender=self._by_sender)
        # Where the index proposes none there may be very many, which only their own order meets soon.
        return rows if proposed is None else desk.named_first(rows, text)

    def context(self, request: Request) -> dict[str, Any]:
        """How many open cases of each colour the same filters leave, each with the address that shows them."""
        asked = {key: value for key, value in self._chosen(request).items() if key not in ("mau", "trang-thai")}
        counts = desk.by_colour(self._narrowed(request, without=("mau", "trang-thai")), clock.today())
        return {
            "colours": [
                (each.label, counts[each.value], f"?{urlencode({**asked, 'mau': each.value})}", each.name.lower())
                for each in Colour
            ],
            "colour": request.GET.get("mau", ""),
        }

    @cached_property
    def _proposed(self) -> set[int] | None:
        """Asked once, though the page searches twice: for the rows and for the colours."""
        return desk.proposals(self._text)

    def _whose(self, request: Request, rows: QuerySet[Case]) -> QuerySet[Case]:
        narrow = {
            MINE: lambda: desk.handled_by(rows, request.user),
            MY_UNIT: lambda: desk.of_units_of(rows, request.user),
            NOBODY: lambda: desk.unassigned(rows),
        }.get(request.GET.get("ai", ""))
        return narrow() if narrow else rows
