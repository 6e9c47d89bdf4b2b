"""The room in which a meeting is conducted, on a phone; the door; the screen for all to see; the queue of devices."""

import json
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danchu.core.models import User
from danchu.core.refusals import Refused
from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page
from danchu.core.ui.request import Request
from danchu.discuss import forms_meeting, queries, queries_meeting
from danchu.discuss.models import Meeting
from danchu.discuss.queries_meeting import Item
from danchu.discuss.states import MeetingState
from danchu.discuss.steps import KINDS, Taken, answer_to, take, within
from danchu.lib import clock
from danchu.lib.vntext import words

SCREEN_SECONDS = 5
MOST_STEPS = 500
KEY = re.compile(r"^[A-Za-z0-9-]{8,40}$")
AT_THE_DOOR = ("check_in", "undo", "leave")


@allowed("discuss.conduct")
def room(request: Request, pk: int) -> HttpResponseBase:
    """Everything of a running meeting, and what comes next."""
    meeting = _meeting(request, pk)
    shown = _shown(meeting)
    here = shown["here"]
    shown |= {
        "secretary": _form("secretary", meeting, here, initial={"name": meeting.secretary}),
        "note": _form("note", meeting, here),
    }
    return _kept(render(request, "discuss/meeting_room.html", shown))


@allowed("discuss.conduct")
def door(request: Request, pk: int) -> HttpResponseBase:
    """The list at the door: one tap a household."""
    meeting = _meeting(request, pk)
    shown = _shown(meeting, with_options=False)
    seats = queries_meeting.seats(meeting)
    asked = request.GET.get("tim", "")
    if wanted := words(asked):
        seats = [each for each in seats if all(word in each.search for word in wanted)]
    shown |= {"seats": seats, "asked": asked, "door": _form("check_in", meeting)}
    return _kept(render(request, "discuss/meeting_door.html", shown))


@allowed("discuss.conduct")
def item(request: Request, pk: int, number: int) -> HttpResponseBase:
    """One thing that is voted: form of voting, candidates, counting team, count."""
    meeting = _meeting(request, pk)
    shown = _shown(meeting)
    here = shown["here"]
    found = next((each for each in shown["items"] if each.item.pk == number), None)
    if found is None:
        raise Http404("not on this agenda")
    first: dict[str, Any] = {"item": number}
    chosen = found.item.method or found.decision.method
    counted = found.waiting + (found.sheet.given if found.sheet else 0)
    shown |= {
        "found": found,
        "counted": counted,
        "apart": counted - here,
        "method": _form("method", meeting, here, initial=first | {"method": chosen}),
        "candidate": _form("candidate", meeting, here, initial=first),
        "counters": _form("counters", meeting, here, initial=_team(meeting)),
        "postpone": _form("postpone", meeting, here, initial=first),
        "vote": forms_meeting.VoteForm(meeting=meeting, shown=found, initial=_figures(found), auto_id="vote-%s"),
        "may_nominate": found.decision.seats > 0 and found.item.voted_at is None,
    }
    return _kept(render(request, "discuss/meeting_item.html", shown))


def _figures(found: Item) -> dict[str, Any]:
    """What the form of the count begins with: everyone who may vote, or the figures that are to be counted anew."""
    sheet = found.sheet
    if sheet is None:
        return {"item": found.item.pk, "given": found.waiting, "returned": found.waiting, "invalid": 0}
    votes = {f"option-{position}": number for position, number in sheet.votes.items()}
    return {"item": found.item.pk, "given": sheet.given, "returned": sheet.returned, "invalid": sheet.invalid, **votes}


def _team(meeting: Meeting) -> dict[str, str]:
    parts = (("counter", meeting.counters), ("witness", meeting.witnesses))
    return {f"{name}-{at}": each for name, told in parts for at, each in enumerate(told.splitlines(), start=1)}


@allowed("discuss.conduct")
@require_POST
def step(request: Request, pk: int, kind: str) -> HttpResponseBase:
    """Take a step from a page without script. What was refused is shown with all that was typed."""
    meeting = _meeting(request, pk)
    found = KINDS.get(kind)
    if found is None:
        return redirect("discuss:meeting-room", pk)
    now = clock.now()
    form = found.shape(request.POST, meeting=meeting)

    def act(data: dict[str, Any]) -> str:
        taken = Taken(meeting, cast(User, request.user), now, now)
        # A page may be sent again after a refusal with other words: its key is its own each time.
        if refusal := take(taken, kind=kind, key=secrets.token_hex(16), form=form):
            raise Refused(refusal)
        if told := answer_to(taken, kind, form):
            messages.info(request, told)
        return _after(meeting, kind, form)

    back = reverse("discuss:meeting-door" if kind in AT_THE_DOOR else "discuss:meeting-room", args=[pk])
    return form_page(request, form, title=found.label, act=act, done=f"{found.label}: đã ghi.", back=back)


def _after(meeting: Meeting, kind: str, form: forms_meeting.StepForm) -> str:
    if kind in AT_THE_DOOR:
        return reverse("discuss:meeting-door", args=[meeting.pk])
    if about := form.data.get("item", ""):
        return reverse("discuss:meeting-item", args=[meeting.pk, int(about)])
    return reverse("discuss:meeting-room", args=[meeting.pk])


@allowed("discuss.conduct")
def steps(request: Request, pk: int) -> HttpResponseBase:
    """The queue of a device: steps in its order, each taken once; and how the meeting stands. Nonsense is answered 422
    with the reason of each step that has one, and nothing is done."""
    meeting = _meeting(request, pk)
    results: list[dict[str, str]] = []
    if request.method == "POST":
        sent, faults = _read(request, meeting)
        if faults:
            return JsonResponse({"faults": faults}, status=422)
        for each in sent:
            now = clock.now()
            form, told = KINDS[each["kind"]].shape(each["payload"], meeting=meeting), ""
            if not form.is_valid():
                refusal = _shape_faults(form)
            else:
                taken = Taken(meeting, cast(User, request.user), now, within(meeting, each["done_at"], now))
                refusal = take(taken, kind=each["kind"], key=each["key"], form=form)
                told = "" if refusal else answer_to(taken, each["kind"], form)
            results.append({"key": each["key"], "refusal": refusal, "told": told})
    meeting = queries_meeting.with_attendances(_meeting(request, pk))
    here = [each for each in meeting.attendances.all() if each.left_at is None]
    stands = {
        "results": results,
        "state": meeting.state,
        "present": len(here),
        "here": [each.household_id or each.member_id for each in here],
    }
    return _kept(JsonResponse(stands))


def _read(request: HttpRequest, meeting: Meeting) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The steps that were sent, and what is nonsense among them."""
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return [], [{"key": "", "reason": "Không đọc được dữ liệu gửi lên."}]
    listed = told.get("steps") if isinstance(told, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_STEPS:
        return [], [{"key": "", "reason": f"Mỗi lần gửi một danh sách không quá {MOST_STEPS} thao tác."}]
    sent, faults = [], []
    for each in listed:
        key = str(each.get("key", ""))[:40] if isinstance(each, dict) else ""
        if reason := next(_nonsense(each), ""):
            faults.append({"key": key, "reason": reason})
        else:
            sent.append({**each, "done_at": _moment(each.get("done_at"))})
    return sent, faults


def _nonsense(each: Any) -> Iterator[str]:
    if not isinstance(each, dict) or not isinstance(each.get("key"), str) or not KEY.match(each["key"]):
        yield "Thao tác không có mã."
    elif not isinstance(each.get("kind"), str) or each["kind"] not in KINDS:
        yield "Không có loại thao tác này."
    elif not isinstance(each.get("payload"), dict) or not all(map(_is_plain, each["payload"].values())):
        yield "Nội dung thao tác không đọc được."


def _is_plain(value: object) -> bool:
    return isinstance(value, str | bool | None) or (isinstance(value, int) and abs(value) < 2**53)


def _moment(told: object) -> datetime | None:
    """When the device says that it was done; None where that cannot be read."""
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _shape_faults(form: forms_meeting.StepForm) -> str:
    return " ".join(str(fault) for faults in form.errors.values() for fault in faults)


@allowed("discuss.conduct")
def screen(request: Request, pk: int) -> HttpResponseBase:
    """What the projector shows: how many are represented, what is asked, what came out. It loads itself anew."""
    meeting = _meeting(request, pk)
    shown = _shown(meeting)
    items: list[Item] = shown["items"]
    voted = sorted((each for each in items if each.item.voted_at), key=lambda each: str(each.item.voted_at))
    coming = shown["next"].item
    shown["current"] = coming if coming or not voted else voted[-1]
    shown["last"] = voted[-1] if voted and coming else None
    response = render(request, "discuss/meeting_screen.html", shown)
    if meeting.state != MeetingState.ENDED:
        response.headers["Refresh"] = str(SCREEN_SECONDS)
    return _kept(response)


@allowed("discuss.conduct")
def worker(request: Request, pk: int) -> HttpResponseBase:
    """The service worker of one meeting's room. It answers for the room, and for the page to which the square on a
    household card leads: the telephone's own camera opens that one, with the line or without."""
    meeting = _meeting(request, pk)
    kind = "text/javascript; charset=utf-8"
    response = render(request, "discuss/meeting_worker.js", {"meeting": meeting}, content_type=kind)
    response.headers["Service-Worker-Allowed"] = "/"  # one header for both: browsers take just one path
    return _kept(response)


def _meeting(request: Request, pk: int) -> Meeting:
    return queries.access_meeting(request.user, request.ward, pk)


def _shown(meeting: Meeting, *, with_options: bool = True) -> dict[str, Any]:
    queries_meeting.with_attendances(meeting)
    here = sum(each.left_at is None for each in meeting.attendances.all())
    items = queries_meeting.agenda(meeting, with_options=with_options)
    return {
        "meeting": meeting,
        "here": here,
        "households": meeting.households,
        "percent": round(100 * here / max(meeting.households, 1)),
        "what": "người" if meeting.organisation_id else "hộ",
        "items": items,
        "next": queries_meeting.what_next(meeting, items, here),
        "names": queries_meeting.present_names(meeting),
        "runs": meeting.state == MeetingState.STARTED,
    }


def _form(kind: str, meeting: Meeting, here: int = 0, **given: Any) -> forms_meeting.StepForm:
    return KINDS[kind].shape(meeting=meeting, here=here, auto_id=f"{kind}-%s", **given)


def _kept[R: HttpResponse](response: R) -> R:
    """Answers about a running meeting are never kept by the browser's own cache."""
    response.headers["Cache-Control"] = "no-store"
    return response
