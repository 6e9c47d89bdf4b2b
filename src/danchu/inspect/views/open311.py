"""Open311 GeoReport v2: other programs list topics, send remarks and ask what became of them.

http://wiki.open311.org/GeoReport_v2; what this server makes of it is told in ``docs/open311.md``.
"""

import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime

from danchu.core.actors import VISITOR
from danchu.core.limits import network_of, take
from danchu.core.refusals import Refused
from danchu.core.ui.access import View, programs
from danchu.core.ui.converters import key_of
from danchu.core.ui.request import Request
from danchu.inspect import queries, queries_public
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.forms.open311 import RequestForm
from danchu.inspect.models import Case, Topic
from danchu.inspect.models.case import CODE_SIGNS
from danchu.inspect.open311 import MIMES, Fault, answered, refused
from danchu.inspect.states import OPEN, Channel, Kind
from danchu.lib import clock, codes
from danchu.lib.vntext import vn_date

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-25T00:00:00+07:00"
LONGEST = timedelta(days=90)
MOST = 1000
BROKEN = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)

type Answering = Callable[..., HttpResponse]


def interface(*methods: str) -> Callable[[Answering], View]:
    """An address of the interface that takes ``methods``: the format is checked, errors have the standard's body, any
    page on the web may read what it gets."""

    def declare(view: Answering) -> View:
        @wraps(view)
        def answer(request: Request, *, form: str, **asked: str) -> HttpResponse:
            try:
                _check(form, str(request.method), methods)
                response = view(request, form=form, **asked)
            except Fault as fault:
                response = refused(form, fault)
                if fault.code == 405:
                    response.headers["Allow"] = ", ".join(methods)
            return _opened(request, response)

        guarded = programs(answer)
        guarded.tells_failure = _failed  # type: ignore[attr-defined]
        return guarded

    return declare


def _opened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-store"
    return response


def _failed(request: HttpRequest, number: str) -> HttpResponse:
    """What a program is told when the software itself failed (``core.ui.failures``)."""
    form = request.resolver_match.kwargs["form"] if request.resolver_match else ""
    return _opened(request, refused(form, Fault(500, f"Phần mềm gặp lỗi. Khi báo lỗi, hãy nêu mã số {number}.")))


def _check(form: str, method: str, methods: tuple[str, ...]) -> None:
    if form not in MIMES:
        raise Fault(404, "Chỉ có định dạng xml và json.")
    if method not in methods:
        raise Fault(405, f"Chỉ nhận {', '.join(methods)}.")


@interface("GET", "HEAD")
def discovery(request: Request, *, form: str) -> HttpResponse:
    """Which interfaces this server offers."""
    ward = request.ward
    address = request.build_absolute_uri(reverse("inspect:open311-services", args=["xml"])).rpartition("/")[0]
    endpoint = {
        "specification": SPECIFICATION,
        "url": address,
        "changeset": CHANGED,
        "type": "test" if settings.DEMO else "production",
        "formats": [mime.partition(";")[0] for mime in MIMES.values()],
    }
    contact = ", ".join(each for each in (ward.title, ward.address, ward.phone, ward.email) if each)
    key = f"Xin mã api_key: {contact}" if settings.OPEN311_KEYS else "Không cần api_key."
    found = {"changeset": CHANGED, "contact": contact, "key_service": key, "endpoints": [endpoint]}
    return answered(form, "discovery", found)


@interface("GET", "HEAD")
def services(request: Request, *, form: str) -> HttpResponse:
    """What can be reported: the topics in use."""
    return answered(form, "services", [_service(each) for each in queries.topics(request.ward)])


def _service(topic: Topic) -> dict[str, Any]:
    return {
        "service_code": topic.code,
        "service_name": topic.name,
        "description": topic.hint,
        "metadata": False,
        "type": "realtime",
        "keywords": topic.hint,
        "group": str(topic.unit or ""),
    }


@interface("GET", "HEAD")
def service(request: Request, *, form: str, code: str) -> HttpResponse:
    """What more is asked about one topic: nothing."""
    found = queries.topics(request.ward).filter(code=code.replace("\0", "")).first()
    if found is None:
        raise Fault(404, "Không có service_code này.")
    return answered(form, "service_definition", {"service_code": found.code, "attributes": []})


@interface("GET", "HEAD", "POST")
def requests(request: Request, *, form: str) -> HttpResponse:
    """The published remarks that match, newest first; or take in a new one."""
    if request.method == "POST":
        return _received(request, form)
    rows = _paged(_matching(request.ward, request.GET), request.GET)
    return answered(form, "service_requests", [_request(request, each) for each in rows])


@interface("GET", "HEAD")
def one_request(request: Request, *, form: str, number: str) -> HttpResponse:
    """Where one remark stands."""
    found = list(_numbered(queries_public.known_to_programs(request.ward), number))
    if not found:
        raise Fault(404, "Không có service_request_id này.")
    return answered(form, "service_requests", [_request(request, found[0])])


@interface("GET", "HEAD")
def token(request: Request, *, form: str, code: str) -> HttpResponse:
    """The number of the remark that was sent under a follow-up code."""
    found = queries_public.sent_by_program(request.ward, codes.read(code, CODE_SIGNS))
    if found is None:
        if not take("open311-token", network_of(request), clock.now()):
            raise Fault(429, "Đã thử quá nhiều lần. Hãy đợi một giờ.")
        raise Fault(404, "Không có token này.")
    return answered(form, "service_requests", [{"service_request_id": str(found.pk), "token": found.code}])


def _received(request: Request, form: str) -> HttpResponse:
    try:
        data = request.POST
    except BROKEN:
        raise Fault(400, "Không đọc được nội dung gửi. Hãy gửi dạng application/x-www-form-urlencoded.") from None
    _admit(request, data)
    sent = RequestForm(data, ward=request.ward)
    if not sent.is_valid():
        raise _fault_of(sent)
    given = sent.cleaned_data
    topic = given["service_code"]
    try:
        case = receive_case(
            ward=request.ward,
            kind=Kind.REMARK,
            channel=Channel.API,
            text="\n\n".join(_words(topic, given)),
            topic=topic,
            place=Place(
                group=given["address_id"],
                address=given["address_string"],
                latitude=_degrees(given["lat"]),
                longitude=_degrees(given["long"]),
            ),
            contact=Contact(
                name=" ".join(filter(None, [given["last_name"], given["first_name"]])),
                phone=given["phone"],
                email=given["email"],
            ),
            wants_public=not given["non_public"],
            by=VISITOR,
            at=clock.now(),
        )
    except Refused as why:
        raise Fault(400, *(each.text for each in why.objections)) from why
    notice = (
        f"Mã theo dõi {case.code_written}. Phường trả lời chậm nhất ngày {vn_date(case.due_on or case.received_on)}."
    )
    made = {"service_request_id": str(case.pk), "service_notice": notice, "account_id": None}
    return answered(form, "service_requests", [made], status=201)


def _admit(request: Request, data: QueryDict) -> None:
    """Whoever has a key is counted by it; where none is asked for, by network."""
    limit, subject = "open311-network", network_of(request)
    if settings.OPEN311_KEYS:
        key = data.get("api_key", "")
        if not any(secrets.compare_digest(key.encode(), each.encode()) for each in settings.OPEN311_KEYS):
            raise Fault(403, "Thiếu api_key, hoặc api_key không đúng.")
        limit, subject = "open311-key", key
    if not take(limit, subject, clock.now()):
        raise Fault(429, "Đã gửi quá nhiều. Hãy đợi một giờ rồi gửi lại.")


def _fault_of(sent: RequestForm) -> Fault:
    errors = sent.errors.as_data()
    unknown = any(each.code == "invalid_choice" for each in errors.get("service_code", []))
    words = [
        message if field == "__all__" else f"{field}: {message}"
        for field, messages in sent.errors.items()
        for message in messages
    ]
    return Fault(404 if unknown else 400, *words)


def _words(topic: Topic, given: dict[str, Any]) -> Iterator[str]:
    """What was written; a remark that says nothing but its topic and place is one too. A picture's address is noted:
    the server fetches nothing that a stranger names."""
    yield given["description"] or topic.name
    if given["media_url"]:
        yield f"Ảnh người gửi nêu: {given['media_url']}"


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 6)))


def _matching(ward: Any, asked: QueryDict) -> QuerySet[Case]:
    """The remarks that ``asked`` names. Numbers override everything else, as the standard says."""
    if numbers := asked.get("service_request_id", ""):
        return _numbered(queries_public.known_to_programs(ward), numbers)
    since, until = _range(asked)
    rows = queries_public.known_to_programs(ward).filter(received_at__gte=since, received_at__lte=until)
    rows = rows.filter(published_at__isnull=False).exclude(state__in=queries.UNSHOWN)
    if wanted := asked.get("service_code", ""):
        rows = rows.filter(topic__code__in=_listed(wanted))
    if wanted := asked.get("status", ""):
        states = set(_listed(wanted))
        if not states <= {"open", "closed"}:
            raise Fault(400, "status: chỉ nhận open, closed.")
        if len(states) == 1:
            rows = rows.filter(state__in=OPEN) if "open" in states else rows.exclude(state__in=OPEN)
    return rows


def _numbered(rows: QuerySet[Case], numbers: str) -> QuerySet[Case]:
    keys = [key for each in _listed(numbers) if (key := key_of(each)) is not None]
    return rows.filter(pk__in=keys[:MOST])


def _listed(text: str) -> list[str]:
    return [word for each in text.replace("\0", "").split(",")[:MOST] if (word := each.strip())]


def _range(asked: QueryDict) -> tuple[datetime, datetime]:
    """From when to when: at most 90 days, the last ones unless something else is asked."""
    since, until = _moment(asked, "start_date"), _moment(asked, "end_date")
    if since and until and until - since > LONGEST:
        raise Fault(400, f"start_date, end_date: cách nhau tối đa {LONGEST.days} ngày.")
    try:
        if since:
            return since, until or since + LONGEST
        until = until or clock.now()
        return until - LONGEST, until
    except OverflowError:
        raise Fault(400, "start_date, end_date: ngoài khoảng lịch.") from None


def _moment(asked: QueryDict, name: str) -> datetime | None:
    """A moment as W3C writes it; a bare day begins at midnight in Vietnam. A plus sign that was not escaped is one."""
    text = asked.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        moment: datetime | date | None = parse_datetime(text) if "T" in text else parse_date(text)
        if isinstance(moment, datetime):
            return moment.astimezone(clock.VIETNAM) if moment.tzinfo else moment.replace(tzinfo=clock.VIETNAM)
        if moment is not None:
            return clock.start_of(moment)
    except (ValueError, OverflowError):
        pass
    raise Fault(400, f"{name}: viết như 2026-03-02T08:00:00+07:00.")


def _paged(rows: QuerySet[Case], asked: QueryDict) -> QuerySet[Case]:
    size = min(_number(asked, "page_size", MOST), MOST)
    start = (_number(asked, "page", 1) - 1) * size
    return rows[start : start + size]


def _number(asked: QueryDict, name: str, otherwise: int) -> int:
    text = asked.get(name, "") or str(otherwise)
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9 and int(text) > 0):
        raise Fault(400, f"{name}: là số nguyên từ 1.")
    return int(text)


def _request(request: Request, case: Case) -> dict[str, Any]:
    """A remark as the standard tells it. What is not published is told without its words, place and pictures."""
    shown = queries_public.is_shown(case)
    group = case.group if shown else None
    place = (case.latitude, case.longitude) if shown and case.shows_place else (None, None)
    return {
        "service_request_id": str(case.pk),
        "status": "open" if case.is_open else "closed",
        "status_notes": _notes(case) if shown else case.get_state_display(),
        "service_name": str(case.topic or ""),
        "service_code": case.topic.code if case.topic else "",
        "description": case.public_text if shown else None,
        "agency_responsible": str(case.unit or ""),
        "service_notice": None,
        "requested_datetime": _written(case.received_at),
        "updated_datetime": _written(case.moved_at or case.received_at),
        "expected_datetime": _written(clock.moment_on(case.due_on, 17)) if case.due_on else None,
        "address": case.public_address or str(group or "") if shown else None,
        "address_id": group.code if group else None,
        "zipcode": None,
        "lat": None if place[0] is None else float(place[0]),
        "long": None if place[1] is None else float(place[1]),
        "media_url": _picture(request, case) if shown else None,
    }


def _notes(case: Case) -> str:
    ground = queries_public.ground_of(case)
    answer = "" if case.is_open else case.answer
    return " ".join(filter(None, [f"{case.get_state_display()}.", ground, answer]))


def _picture(request: Request, case: Case) -> str | None:
    if not case.images:
        return None
    first = case.images[0]
    return request.build_absolute_uri(reverse("inspect:public-file", args=[first.pk, first.file.name]))


def _written(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
