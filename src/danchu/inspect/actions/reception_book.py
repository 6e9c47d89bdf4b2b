"""What was said when citizens were received, how it was dealt with, and what was promised (sổ tiếp công dân)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from danchu.core import rows
from danchu.core.actors import Actor
from danchu.core.following import Done, Effect, by_system, then
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import fulfil_about, open_all
from danchu.duties.queries import name_of
from danchu.inspect import law, queries_reception
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.books import next_number
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.models import ReceptionEntry, ReceptionPromise, ReceptionVisit
from danchu.inspect.seal import Sealed
from danchu.inspect.states import (
    PROMISE,
    RECEPTION,
    VISIT_LIFE,
    Channel,
    Kind,
    Outcome,
    ReceptionKind,
    VisitState,
)
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.ward.models import Organisation
from statute import reception
from statute.calendars import CalendarUnknown
from statute.deadlines import due

BOOK = "TCD"
_CASES = {ReceptionKind.COMPLAINT: Kind.COMPLAINT, ReceptionKind.REMARK: Kind.REMARK}


@dataclass(frozen=True)
class Record:
    """What is written into the book about one reception; ``sent_to`` is where they were guided or passed on."""

    kind: str
    content: str
    outcome: str
    receiver: str
    by_chair: bool = False
    name: str = ""
    address: str = ""
    phone: str = ""
    identity: str = ""
    people: int = 1
    representatives: int = 1
    settled_before: str = ""
    answer: str = ""
    sent_to: str = ""
    ground: str = ""
    note: str = ""


@dataclass(frozen=True)
class Pledge:
    """What the one who received promises, by when, and which unit does it."""

    text: str
    due_on: date
    unit: Organisation | None = None


@official(label="Ghi sổ tiếp công dân", clause=CLAUSE, policy="inspect.receive", personal=("record", "pledge"))
def record_reception(
    *,
    ward: Ward,
    record: Record,
    visit: ReceptionVisit | None = None,
    pledge: Pledge | None = None,
    by: Actor,
    at: datetime,
) -> Done[ReceptionEntry]:
    """Enter into the book what somebody said, of ``visit`` or without one, and how it was dealt with; what is taken as
    a case is received in the same step, what is to be answered later and what is promised becomes a duty.

    Raises ``Refused`` for what is missing, and for a denunciation, which is sealed (``record_denunciation``).
    """
    refuse_if(_faults(record))
    today = clock.local_day(at)
    if visit is not None:
        _receive(visit, at)
    entry = _line(ward, visit, at)
    for name, value in vars(record).items():
        setattr(entry, name, clean(value) if isinstance(value, str) and name not in ("content", "answer") else value)
    entry.content, entry.answer = record.content.strip(), record.answer.strip()
    if record.outcome == Outcome.CASE:
        entry.case = receive_case(
            ward=ward,
            kind=_CASES[ReceptionKind(record.kind)],
            channel=Channel.RECEPTION,
            text=entry.content,
            contact=Contact(name=entry.name, phone=entry.phone, address=entry.address),
            place=Place(group=visit.group if visit else None),
            by=by,
            at=at,
        )
    if record.outcome == Outcome.LATER:
        entry.due_on = _answer_due(today)
    entry.save()
    follows: list[Effect] = []
    if entry.due_on is not None:
        follows.append(by_system(open_all([_answering(entry, entry.due_on)])))
    if pledge is not None:
        follows.append(then(add_promise, entry=entry, pledge=pledge))
    return Done(entry, *follows)


@official(label="Ghi tố cáo nói tại buổi tiếp", clause=CLAUSE, policy="inspect.receive")
def record_denunciation(
    *,
    ward: Ward,
    seal: Sealed,
    receiver: str,
    by_chair: bool,
    visit: ReceptionVisit | None = None,
    by: Actor,
    at: datetime,
) -> ReceptionEntry:
    """Enter that a denunciation was made, sealed; who booked the visit and why is struck out."""
    if visit is not None:
        _receive(visit, at)
        visit.is_sealed = True
        visit.name = visit.phone = visit.email = visit.matter = ""
        visit.group, visit.people = None, 1
        visit.save()
    entry = _line(ward, visit, at)
    entry.kind, entry.outcome, entry.is_sealed = ReceptionKind.DENUNCIATION, Outcome.CASE, True
    entry.receiver, entry.by_chair = clean(receiver)[:150], by_chair
    entry.case = receive_case(
        ward=ward, kind=Kind.DENUNCIATION, channel=Channel.RECEPTION, text="", seal=seal, by=by, at=at
    )
    entry.save()
    return entry


@official(label="Trả lời sau tiếp công dân", clause=CLAUSE, policy="inspect.receive", personal=("answer",))
def answer_reception(*, entry: ReceptionEntry, answer: str, by: Actor, at: datetime) -> Done[ReceptionEntry]:
    """Give the answer that was not given at once: taken up, needs longer, refused or passed on (điều 28 khoản 1)."""
    refuse_if([] if answer.strip() else [Objection("Hãy viết nội dung trả lời.", "answer")])
    if entry.due_on is None or entry.answered_on is not None:
        raise Refused("Lượt tiếp này không chờ trả lời.")
    entry.answer, entry.answered_on = answer.strip(), clock.local_day(at)
    return Done(entry, by_system(fulfil_about(entry, str(entry))))


@official(label="Ghi lời hứa khi tiếp công dân", clause=CLAUSE, policy="inspect.receive", personal=("pledge",))
def add_promise(*, entry: ReceptionEntry, pledge: Pledge, by: Actor, at: datetime) -> Done[ReceptionPromise]:
    """Enter what was promised; keeping it becomes a duty of its unit. Raises ``Refused`` without words, for a day that
    is over, and for a sealed line, of which the book says nothing."""
    today = clock.local_day(at)
    if entry.is_sealed:
        raise Refused("Dòng này đã niêm phong; việc sau đó ghi trong hồ sơ tố cáo.")
    refuse_if(_pledge_faults(pledge, today))
    row = ReceptionPromise.objects.create(
        ward_id=entry.ward_id,
        entry=entry,
        text=clean(pledge.text)[:500],
        unit=pledge.unit,
        due_on=pledge.due_on,
        promised_on=today,
    )
    draft = Draft(
        key=queries_reception.reception_duty_key(row),
        clause=CLAUSE,
        kind=PROMISE,
        title=f"Thực hiện lời hứa khi tiếp công dân, sổ số {entry.number}/{entry.year}",
        arose_on=today,
        due_on=pledge.due_on,
        unit=pledge.unit,
        address=reverse("inspect:reception-promise", args=[row.pk]),
        about=name_of(row),
    )
    return Done(row, by_system(open_all([draft])))


@official(label="Ghi lời hứa đã thực hiện", clause=CLAUSE, policy="inspect.keep_promise", personal=("how",))
def keep_promise(*, promise: ReceptionPromise, how: str, by: Actor, at: datetime) -> Done[ReceptionPromise]:
    """Say ``how`` the promise was kept; its duty is done."""
    refuse_if([] if how.strip() else [Objection("Hãy ghi đã làm gì.", "how")])
    if promise.kept_on is not None:
        raise Refused("Lời hứa này đã được ghi là thực hiện.")
    promise.kept_on, promise.how = clock.local_day(at), clean(how)[:500]
    return Done(promise, by_system(fulfil_about(promise, str(promise.entry))))


def _line(ward: Ward, visit: ReceptionVisit | None, at: datetime) -> ReceptionEntry:
    today = clock.local_day(at)
    return ReceptionEntry(
        ward=ward,
        number=next_number(ward, today.year, BOOK),
        year=today.year,
        received_on=today,
        visit=visit,
        day=visit.day if visit else None,
    )


def _receive(visit: ReceptionVisit, at: datetime) -> None:
    """Who is called is received; who waits is called by being received."""
    rows.lock(visit)
    if visit.state == VisitState.ARRIVED:
        visit.state, visit.called_at = VISIT_LIFE.step(visit.state, "call"), at
    visit.state, visit.ended_at = VISIT_LIFE.step(visit.state, "receive"), at
    visit.save()


def _faults(record: Record) -> Iterator[Objection]:
    if record.kind == ReceptionKind.DENUNCIATION:
        yield Objection("Tố cáo phải ghi ở trang niêm phong.", "kind")
    if not record.content.strip():
        yield Objection("Hãy ghi nội dung người dân trình bày.", "content")
    if not clean(record.receiver):
        yield Objection("Hãy ghi người tiếp.", "receiver")
    if not 1 <= record.representatives <= record.people:
        yield Objection("Số người đại diện từ 1 đến số người đến.", "representatives")
    match record.outcome:
        case Outcome.ANSWERED if not record.answer.strip():
            yield Objection("Hãy ghi đã trả lời thế nào.", "answer")
        case Outcome.CASE if record.kind not in _CASES:
            yield Objection("Chỉ khiếu nại, kiến nghị, phản ánh mới vào sổ giải quyết. Hãy chọn lại phân loại.", "kind")
        case Outcome.GUIDED | Outcome.FORWARDED if not clean(record.sent_to):
            yield Objection("Hãy ghi cơ quan, nơi người dân cần đến.", "sent_to")
        case Outcome.REFUSED if reception.ground(record.ground) is None:
            yield Objection("Hãy chọn căn cứ từ chối của luật.", "ground")


def _pledge_faults(pledge: Pledge, today: date) -> Iterator[Objection]:
    if not clean(pledge.text):
        yield Objection("Hãy ghi đã hứa điều gì.", "promise")
    if pledge.due_on < today:
        yield Objection("Hạn đã qua. Chọn ngày từ hôm nay trở đi.", "promise_due_on")


def _answer_due(today: date) -> date:
    rule = law.book().value("reception.answer", today)
    try:
        return due(today, rule.number, "working").due_on
    except CalendarUnknown as unknown:
        raise Refused("Chưa có lịch ngày nghỉ của năm đó, nên không tính được hạn.") from unknown


def _answering(entry: ReceptionEntry, due_on: date) -> Draft:
    rule = law.book().value("reception.answer", entry.received_on)
    return Draft(
        key=queries_reception.reception_duty_key(entry),
        clause=CLAUSE,
        kind=RECEPTION,
        title=f"Trả lời sau tiếp công dân, sổ số {entry.number}/{entry.year}",
        arose_on=entry.received_on,
        due_on=due_on,
        basis={"rule": rule.key, "words": rule.words(), "citation": str(rule.citation)},
        address=entry.get_absolute_url(),
        about=name_of(entry),
    )
