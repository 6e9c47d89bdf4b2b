"""What a ward lays over the law: a corrected rule, a day that the Government swapped."""

from collections.abc import Iterator
from datetime import date, datetime

from danchu.core import in_force
from danchu.core.actors import Actor
from danchu.core.models import RuleCorrection, SwappedDay, Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.ward import queries_law as queries
from danchu.ward.signals import calendar_changed
from statute.calendars import CalendarUnknown
from statute.parameters import RuleUnknown, read_value, rulebook

CLAUSE = "1.1"


@official(label="Điều chỉnh quy định", clause=CLAUSE, policy="ward.change_law")
def correct_rule(
    *,
    ward: Ward,
    key: str,
    value: str,
    holds_from: date,
    holds_to: date | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> RuleCorrection:
    """Let the rule ``key`` have another ``value`` in the ward from a day to come on (to ``holds_to`` inclusive).

    What is open goes on by the rule of the day on which it began. Raises ``Refused`` for a rule that does not exist, a
    value that is none, a day that is not to come, and a period in which another correction holds.
    """
    _one_at_a_time(ward.pk)
    refuse_if(_first_day_faults(holds_from, at, "holds_from"))
    correction = RuleCorrection(
        ward=ward, key=key, value=_value(key, value), holds_from=holds_from, holds_to=holds_to, reason=clean(reason)
    )
    refuse_if(_correction_faults(correction))
    correction.save()
    with in_force.anew(ward.pk):
        return correction


@official(label="Kết thúc điều chỉnh quy định", clause=CLAUSE, policy="ward.change_law")
def end_correction(*, correction: RuleCorrection, holds_to: date, by: Actor, at: datetime) -> RuleCorrection:
    """Let ``correction`` hold no longer than to the end of ``holds_to``, today at the earliest; one that has not begun
    is taken away whole (``drop_correction``)."""
    _one_at_a_time(correction.ward_id)
    if correction.holds_to is not None and correction.holds_to < clock.local_day(at):
        raise Refused("Điều chỉnh này đã kết thúc. Muốn áp dụng lại thì ghi một điều chỉnh mới.")
    if holds_to < max(clock.local_day(at), correction.holds_from):
        raise Refused(Objection("Chỉ kết thúc được từ hôm nay trở đi, sau ngày bắt đầu.", "holds_to"))
    correction.holds_to = holds_to
    refuse_if(_correction_faults(correction))
    correction.save()
    with in_force.anew(correction.ward_id):
        return correction


@official(label="Bỏ điều chỉnh chưa áp dụng", clause=CLAUSE, policy="ward.change_law")
def drop_correction(*, correction: RuleCorrection, by: Actor, at: datetime) -> None:
    """Take away a correction that holds from a day to come. Raises ``Refused`` for one that began."""
    if correction.holds_from <= clock.local_day(at):
        raise Refused("Điều chỉnh đã áp dụng thì không bỏ được; hãy đặt ngày kết thúc.")
    ward = correction.ward_id
    correction.delete()
    with in_force.anew(ward):
        return


@official(label="Ghi ngày hoán đổi", clause=CLAUSE, policy="ward.change_law")
def swap_day(*, ward: Ward, day: date, is_worked: bool, basis: str, by: Actor, at: datetime) -> SwappedDay:
    """Say that ``day``, which is to come, is a working day or is off by decision of the Government (Điều 112 Bộ luật
    Lao động). Who keeps clocks reckons those that run anew. Raises ``Refused`` for a day that is so already."""
    _one_at_a_time(ward.pk)
    swapped = SwappedDay(ward=ward, day=day, is_worked=is_worked, basis=clean(basis))
    refuse_if(_day_faults(swapped, at))
    swapped.save()
    _reckon_anew(ward, day, at)
    return swapped


@official(label="Bỏ ngày hoán đổi", clause=CLAUSE, policy="ward.change_law")
def unswap_day(*, swapped: SwappedDay, by: Actor, at: datetime) -> None:
    """Take back a swap of a day to come. Raises ``Refused`` for a day that has been."""
    refuse_if(_first_day_faults(swapped.day, at, "day"))
    ward, day = swapped.ward, swapped.day
    swapped.delete()
    _reckon_anew(ward, day, at)


def _reckon_anew(ward: Ward, day: date, at: datetime) -> None:
    with in_force.anew(ward.pk):
        calendar_changed.send(sender=SwappedDay, ward=ward, day=day, at=at)


def _one_at_a_time(ward: int) -> None:
    """Two at the same moment would each not see that the other has entered the same days."""
    Ward.objects.select_for_update(no_key=True).get(pk=ward)  # rows of the ward may still be entered meanwhile


def _value(key: str, value: str) -> str:
    try:
        return str(read_value(value, rulebook().unit(key)))
    except RuleUnknown as unknown:
        raise Refused("Không có quy định này. Hãy mở lại từ danh sách.") from unknown
    except ValueError as wrong:
        raise Refused(Objection(str(wrong), "value")) from wrong


def _first_day_faults(day: date, at: datetime, field: str) -> Iterator[Objection]:
    if day <= clock.local_day(at):
        yield Objection("Chỉ đổi được từ ngày mai trở đi: việc đang mở giữ quy định của ngày bắt đầu.", field)


def _correction_faults(correction: RuleCorrection) -> Iterator[Objection]:
    if not correction.reason:
        yield Objection("Hãy ghi lý do, căn cứ (số, ký hiệu văn bản).", "reason")
    if correction.holds_to is not None and correction.holds_to < correction.holds_from:
        yield Objection("Ngày kết thúc phải sau ngày bắt đầu.", "holds_to")
    elif queries.overlapping(correction).exists():
        yield Objection(
            "Trong thời gian này đã có một điều chỉnh khác. Hãy kết thúc điều chỉnh đó trước.", "holds_from"
        )


def _day_faults(swapped: SwappedDay, at: datetime) -> Iterator[Objection]:
    yield from _first_day_faults(swapped.day, at, "day")
    if not swapped.basis:
        yield Objection("Hãy ghi căn cứ: số, ký hiệu văn bản thông báo.", "basis")
    if queries.swapped_days(swapped.ward).filter(day=swapped.day).exists():
        yield Objection("Ngày này đã được ghi. Muốn sửa thì bỏ rồi ghi lại.", "day")
        return
    try:
        if in_force.calendar().is_working_day(swapped.day) == swapped.is_worked:
            state = "là ngày làm việc" if swapped.is_worked else "là ngày nghỉ"
            yield Objection(f"Lịch của phần mềm đã ghi ngày này {state}.", "day")
    except CalendarUnknown as unknown:
        yield Objection(str(unknown), "day")
