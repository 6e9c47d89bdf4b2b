"""How a published content reaches the people: posting, loudspeaker, the word of group leaders, and other forms."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import StoredFile, User
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, refuse_if
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import DutiesAbout, about, open_all
from danchu.know import law
from danchu.know.actions.drafting import CLAUSE
from danchu.know.models import Disclosure, Form, Handover, Posting
from danchu.know.queries import BROADCAST, POST, TAKE_DOWN, TELL
from danchu.know.states import HANDOVER_LIFE, POSTING_LIFE, Manner, State
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.ward.models import Person, ResidentialGroup

_DAY = timedelta(days=1)
_PAGES = {"form": "know:record-form", "post": "know:post", "take-down": "know:take-down", "tell": "know:tell"}
"""The page on which the duty of each name is done."""


@official(label="Lập việc niêm yết, thông báo", clause=CLAUSE, policy=WITHIN)
def open_follow_up(*, disclosure: Disclosure, by: Actor, at: datetime) -> Done[Disclosure]:
    """Plan the postings and the words of group leaders of ``disclosure``, and let the duties arise that follow.

    They are due when the disclosure itself is, or today where it is published late.
    """
    today = clock.local_day(at)
    forms = {form.key: form for form in disclosure.forms.all()}
    if law.PORTAL in forms:
        Form.objects.filter(pk=forms[law.PORTAL].pk).update(done_from=today)
    groups = _groups_of(disclosure)
    due_on = max(disclosure.due_on, today)
    drafts: list[Draft] = []
    if law.POSTING in forms:
        drafts += _posting_duties(disclosure, _plan_postings(disclosure, groups), today, due_on)
    if law.GROUP_LEADERS in forms:
        handovers = Handover.objects.bulk_create(
            Handover(ward=disclosure.ward, disclosure=disclosure, group=group, due_on=due_on) for group in groups
        )
        drafts += _telling_duties(disclosure, handovers, today, due_on)
    if law.LOUDSPEAKER in forms:
        form = forms[law.LOUDSPEAKER]
        title = f"Phát thanh: {disclosure.title}"
        drafts.append(_draft(form, "form", BROADCAST, title, arose_on=today, due_on=due_on))
    return Done(disclosure, open_all(drafts))


@official(label="Ghi nhận niêm yết", clause=CLAUSE, policy="know.post", life=POSTING_LIFE, move="post")
def record_posting(
    *,
    posting: Posting,
    posted_on: date,
    witnesses: str = "",
    photo: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> Done[Posting]:
    """Record that the notice was put up at its place on ``posted_on``. The period of the law begins there.

    Raises ``Refused`` for a day in the future or before the document itself.
    """
    refuse_if(_day_faults(posted_on, posting.disclosure.decided_on, at, "posted_on"))
    posting.posted_on, posting.posted_photo, posting.witnesses = posted_on, photo, clean(witnesses)
    posting.until = _until(posting, posted_on)
    _begun(posting.disclosure, law.POSTING, posted_on)
    return Done(
        posting,
        _duties(posting).fulfil("post", f"Niêm yết tại {posting.place}"),
        *([open_all(_taking_down(posting, posting.until))] if posting.until else []),
        public=True,
    )


@official(label="Ghi nhận gỡ niêm yết", clause=CLAUSE, policy="know.post", life=POSTING_LIFE, move="take_down")
def record_taking_down(
    *,
    posting: Posting,
    taken_down_on: date,
    early_reason: str = "",
    photo: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> Done[Posting]:
    """Record that the notice was taken down. Before the law's period is over (khoản 2 Điều 13) a reason is needed;
    for a withdrawn content the withdrawal is the reason."""
    disclosure = posting.disclosure
    reason = early_reason.strip()
    if not reason and disclosure.state == State.WITHDRAWN:
        reason = f"Nội dung đã thu hồi: {disclosure.withdrawal_reason}"[:300]
    refuse_if(_taking_down_faults(posting, taken_down_on, reason, at))
    posting.taken_down_on, posting.taken_down_photo, posting.early_reason = taken_down_on, photo, reason
    return Done(posting, _duties(posting).fulfil("take-down", f"Đã gỡ tại {posting.place}"), public=True)


@official(label="Ghi nhận hình thức công khai", clause=CLAUSE, policy="know.manage")
def record_form(*, form: Form, done_from: date, done_to: date, note: str = "", by: Actor, at: datetime) -> Done[Form]:
    """Record that a form was carried out from ``done_from`` to ``done_to``: the loudspeaker, letters, a dialogue.

    Raises ``Refused`` for days that do not fit, or fewer days in a row than the law wants (khoản 3 Điều 13).
    """
    objections = list(_day_faults(done_from, form.disclosure.decided_on, at, "done_from"))
    objections += _day_faults(done_to, done_from, at, "done_to")
    days = (done_to - done_from).days + 1
    if form.least_days and 0 < days < form.least_days:
        text = f"Cần ít nhất {form.least_days} ngày liên tiếp, mới có {days} ngày ({form.citation})."
        objections.append(Objection(f"{text} Hãy thực hiện đủ rồi ghi nhận.", "done_to"))
    refuse_if(objections)
    form.done_from, form.done_to, form.note = done_from, done_to, clean(note)
    return Done(form, _duties(form).fulfil("form", form.label), public=True)


@official(label="Ghi nhận thông báo đến tổ", clause=CLAUSE, policy="know.tell", life=HANDOVER_LIFE, move="tell")
def record_handover(
    *, handover: Handover, told_on: date, manner: str, note: str = "", by: Actor, at: datetime
) -> Done[Handover]:
    """Record that the leader of a group has told its people, when and how (khoản 4 Điều 13)."""
    objections = list(_day_faults(told_on, handover.disclosure.published_on, at, "told_on"))
    if manner not in Manner.values:
        objections.append(Objection("Hãy chọn cách đã thông báo.", "manner"))
    refuse_if(objections)
    handover.told_on, handover.manner, handover.note = told_on, manner, clean(note)
    handover.told_by = Person.objects.filter(account=by).first() if isinstance(by, User) else None
    _begun(handover.disclosure, law.GROUP_LEADERS, told_on)
    return Done(handover, _duties(handover).fulfil("tell", f"Đã thông báo tại {handover.group}"), public=True)


def _groups_of(disclosure: Disclosure) -> list[ResidentialGroup]:
    groups = ResidentialGroup.objects.filter(ward=disclosure.ward, retired_on=None)
    return list(groups.filter(pk=disclosure.group_id) if disclosure.group_id else groups)


def _plan_postings(disclosure: Disclosure, groups: list[ResidentialGroup]) -> list[Posting]:
    """At the places that the law names for the item; at the office where it leaves the place open."""
    asked: list[str] = next(
        (each["places"] for each in disclosure.rule["requirements"] if each["form"] == law.POSTING), [law.OFFICE]
    )
    places: list[tuple[ResidentialGroup | None, str]] = []
    if law.OFFICE in asked:
        places.append((None, disclosure.ward.address or law.office_label()))
    if law.COMMUNITY_HOUSES in asked:
        places += [(group, group.community_house or f"Nhà văn hóa {group.name}") for group in groups]
    return Posting.objects.bulk_create(
        Posting(ward=disclosure.ward, disclosure=disclosure, group=group, place=place) for group, place in places
    )


def _posting_duties(disclosure: Disclosure, postings: list[Posting], today: date, due_on: date) -> Iterator[Draft]:
    for each in postings:
        title = f"Niêm yết tại {each.place}: {disclosure.title}"
        yield _draft(each, "post", POST, title, arose_on=today, due_on=due_on, group=each.group)


def _telling_duties(disclosure: Disclosure, handovers: list[Handover], today: date, due_on: date) -> Iterator[Draft]:
    for each in handovers:
        title = f"Thông báo đến tổ: {disclosure.title}"
        yield _draft(each, "tell", TELL, title, arose_on=today, due_on=due_on, group=each.group)


def _taking_down(posting: Posting, until: date) -> Iterator[Draft]:
    title = f"Gỡ niêm yết tại {posting.place}: {posting.disclosure.title}"
    due_on = law.next_working_day(until)
    yield _draft(posting, "take-down", TAKE_DOWN, title, arose_on=until, due_on=due_on, group=posting.group)


def _duties(part: Posting | Handover | Form) -> DutiesAbout:
    return about(part, clause=CLAUSE, of=part.disclosure)


def _draft(
    part: Posting | Handover | Form,
    name: str,
    kind: str,
    title: str,
    *,
    arose_on: date,
    due_on: date,
    group: ResidentialGroup | None = None,
) -> Draft:
    disclosure = part.disclosure
    return _duties(part).draft(
        name,
        kind,
        title,
        arose_on=arose_on,
        due_on=due_on,
        basis={"citation": disclosure.rule["citation"], "due": due_on.isoformat()},
        unit=None if group else disclosure.unit,
        group=group,
        matter=disclosure.matter,
        address=reverse(_PAGES[name], args=[part.pk]),
    )


def _until(posting: Posting, posted_on: date) -> date | None:
    for each in posting.disclosure.rule["requirements"]:
        if each["form"] == law.POSTING:
            return law.removable_from(posted_on, each["min_days"]) if each["min_days"] else None
    return posted_on


def _begun(disclosure: Disclosure, key: str, day: date) -> None:
    disclosure.forms.filter(key=key, done_from=None).update(done_from=day)


def _day_faults(day: date, earliest: date | None, at: datetime, field: str) -> Iterator[Objection]:
    today = clock.local_day(at)
    if day > today:
        yield Objection(f"Ngày này ở tương lai. Hôm nay là {vn_date(today)}.", field)
    elif earliest is not None and day < earliest:
        yield Objection(f"Ngày này quá sớm. Hãy chọn từ ngày {vn_date(earliest)}.", field)


def _taking_down_faults(posting: Posting, day: date, reason: str, at: datetime) -> Iterator[Objection]:
    yield from _day_faults(day, posting.posted_on, at, "taken_down_on")
    if reason or posting.posted_on is None:
        return
    if posting.until is None:
        yield Objection("Nội dung này phải niêm yết thường xuyên. Hãy ghi lý do gỡ.", "early_reason")
    elif day < posting.until:
        yield Objection(
            f"Luật yêu cầu niêm yết đến hết ngày {vn_date(posting.until - _DAY)}. Hãy gỡ sau ngày đó, "
            "hoặc ghi lý do gỡ sớm.",
            "early_reason",
        )
