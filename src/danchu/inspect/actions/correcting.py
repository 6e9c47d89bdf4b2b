"""Mending what was mistyped when a letter was entered in the book."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, Effect
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, needs, refuse_if
from danchu.inspect import law
from danchu.inspect.actions.intake import CLAUSE, TITLE, Contact
from danchu.inspect.clocks import restart
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case, Sender
from danchu.inspect.policies import may_be_corrected, may_be_dated
from danchu.lib import clock
from danchu.lib.vntext import clean, shortened


@official(
    label="Sửa lỗi ghi sổ",
    clause=CLAUSE,
    policy="inspect.register",
    personal=("text", "title", "contact", "place", "reason"),
)
def correct_entry(
    *,
    case: Case,
    contact: Contact,
    text: str,
    title: str,
    place: str,
    received_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> Done[Case]:
    """Write anew who sent ``case`` in, what it says, where it is and when it came, as the letter has it; the clock
    follows the day. What stood there before stays in the trail. Raises ``Refused`` without a reason, for what was not
    entered by the ward, for a name that the law wants, and for a day of another year, whose book numbered it."""
    reason = needs(reason, "Hãy ghi sai ở đâu, một câu là đủ.")
    if not may_be_corrected(case):
        raise Refused("Chỉ sửa được việc do phường ghi sổ và chưa kết thúc.")
    refuse_if(_faults(case, contact, text, received_on, clock.local_day(at)))
    follows: tuple[Effect, ...] = ()
    is_redated = received_on != case.received_on
    case.text = text.strip()
    case.title = clean(title)[:TITLE] or shortened(case.text, TITLE)
    case.address, case.is_anonymous = clean(place)[:200], not contact.is_known
    case.received_on = received_on
    if is_redated:
        case.counted_from = case.stage_on = received_on
        follows = restart(case, at)
    case.save()
    _write_sender(case, contact)
    write_line(case, f"Sửa lỗi ghi sổ: {reason}", by, at, is_told=False)
    return Done(case, *follows, public=case.published_at is not None)


def _write_sender(case: Case, contact: Contact) -> None:
    found = Sender.objects.filter(case=case).first() or Sender(ward=case.ward, case=case)
    if found.pk is None and not contact:
        return
    found.case = case  # whose words its search holds
    found.name, found.phone, found.email = clean(contact.name), contact.phone, contact.email
    found.address = clean(contact.address)[:200]
    found.save()


def _faults(case: Case, contact: Contact, text: str, received_on: date, today: date) -> Iterator[Objection]:
    kind = law.kind_of(case.kind)
    if not text.strip():
        yield Objection("Hãy viết nội dung.", "text")
    if not kind.may_be_anonymous and not contact.is_known:
        yield Objection(f"{kind.label} cần có họ tên người gửi.", "name", kind.citation)
    if received_on == case.received_on:
        return
    if not may_be_dated(case):
        yield Objection("Đã giải quyết theo ngày nhận đã ghi, nên không sửa ngày được nữa.", "received_on")
    if received_on > today:
        yield Objection("Ngày nhận không thể ở sau hôm nay.", "received_on")
    if received_on.year != case.year:
        yield Objection(f"Số tiếp nhận là của năm {case.year}. Hãy chọn ngày trong năm đó.", "received_on")
