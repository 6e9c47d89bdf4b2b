"""Who holds which office: given, ended, corrected. An office with one holder never has two on the same day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, refuse_if
from danchu.lib.vntext import clean, vn_date
from danchu.ward.models import Mandate, Organisation, Person, ResidentialGroup
from danchu.ward.models.mandates import LASTING
from danchu.ward.queries import running
from danchu.ward.sessions import end_sessions
from danchu.ward.states import (
    OF_GROUP,
    OF_ORGANISATION,
    ONE_HOLDER_IN_GROUP,
    ONE_HOLDER_IN_ORGANISATION,
    ONE_HOLDER_IN_WARD,
    Office,
)

CLAUSE = "1.2.b"
ONE_HOLDER = ONE_HOLDER_IN_GROUP | ONE_HOLDER_IN_ORGANISATION | ONE_HOLDER_IN_WARD


@official(label="Ghi chức danh", clause=CLAUSE, policy="ward.change_offices")
def give_mandate(
    *,
    person: Person,
    office: str,
    starts_on: date,
    ends_on: date | None = None,
    ended_on: date | None = None,
    group: ResidentialGroup | None = None,
    organisation: Organisation | None = None,
    title: str = "",
    basis: str = "",
    replacing: bool = False,
    by: Actor,
    at: datetime,
) -> Done[Mandate]:
    """``person`` holds ``office`` from ``starts_on``, as planned until ``ends_on``; ``ended_on`` for past terms.

    With ``replacing`` whoever holds an office of one holder ceases to hold it that day. Raises ``Refused`` when the
    place does not fit the office, the days are in disorder, or two would hold the office on the same day.
    """
    mandate = _new(person, office, starts_on, ends_on=ends_on, group=group, organisation=organisation, basis=basis)
    mandate.title, mandate.ended_on = clean(title), ended_on
    _lock(person.ward)
    refuse_if(_place_faults(mandate))
    if replacing and office in ONE_HOLDER:
        for predecessor in _predecessors(mandate):
            end_mandate(mandate=predecessor, ended_on=starts_on, basis=basis, by=by, at=at)
    return _settled(mandate)


@official(label="Ghi nhận thôi giữ chức danh", clause=CLAUSE, policy="ward.change_offices")
def end_mandate(*, mandate: Mandate, ended_on: date, basis: str = "", by: Actor, at: datetime) -> Done[Mandate]:
    """From ``ended_on`` the office is no longer held. Raises ``Refused`` when that is before the term began, when it
    ended before, and for the last administrator."""
    _lock(mandate.ward)
    if mandate.ended_on is not None and mandate.ended_on <= ended_on:
        refuse_if([Objection(f"Đã ghi nhận thôi giữ từ {vn_date(mandate.ended_on)}.", "ended_on")])
    mandate.ended_on, mandate.end_basis = ended_on, clean(basis)
    return _settled(mandate)


@official(label="Ghi chức danh theo kết quả bầu được công nhận", clause=CLAUSE, policy=WITHIN)
def give_elected(
    *,
    person: Person,
    office: str,
    starts_on: date,
    ends_on: date | None = None,
    group: ResidentialGroup | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Done[Mandate]:
    """``person``, whom the People elected, holds ``office`` from ``starts_on``; whoever held an office of one holder
    ceases to hold it that day. Raises ``Refused`` as ``give_mandate`` does."""
    mandate = _new(person, office, starts_on, ends_on=ends_on, group=group, basis=basis)
    _lock(person.ward)
    refuse_if(_place_faults(mandate))
    if office in ONE_HOLDER:
        for predecessor in _predecessors(mandate):
            end_released(mandate=predecessor, ended_on=starts_on, basis=basis, by=by, at=at)
    return _settled(mandate)


@official(label="Thôi giữ chức danh theo quyết định của cộng đồng", clause=CLAUSE, policy=WITHIN)
def end_released(*, mandate: Mandate, ended_on: date, basis: str, by: Actor, at: datetime) -> Done[Mandate]:
    """The People's decision, as it was recognised, ends the term from ``ended_on``."""
    mandate.ended_on, mandate.end_basis = max(ended_on, mandate.starts_on), clean(basis)
    return _settled(mandate)


@official(label="Sửa nhiệm kỳ", clause=CLAUSE, policy="ward.change_offices")
def correct_mandate(
    *,
    mandate: Mandate,
    starts_on: date,
    ends_on: date | None = None,
    ended_on: date | None = None,
    title: str = "",
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Done[Mandate]:
    """Correct days, title and basis of a term. Raises ``Refused`` as ``give_mandate`` does."""
    _lock(mandate.ward)
    mandate.starts_on, mandate.ends_on, mandate.ended_on = starts_on, ends_on, ended_on
    mandate.title, mandate.basis = clean(title), clean(basis)
    return _settled(mandate)


@official(label="Thôi giữ chức danh cùng tổ, đơn vị", clause=CLAUSE, policy=WITHIN)
def end_with_place(*, mandate: Mandate, ended_on: date, by: Actor, at: datetime) -> Done[Mandate]:
    """The office ends because its group or organisation is no more; one that had not begun never runs."""
    mandate.ended_on = max(ended_on, mandate.starts_on)
    _end_sessions(mandate)
    return Done(mandate)


def _new(
    person: Person,
    office: str,
    starts_on: date,
    *,
    ends_on: date | None,
    group: ResidentialGroup | None,
    basis: str,
    organisation: Organisation | None = None,
) -> Mandate:
    return Mandate(
        ward=person.ward,
        person=person,
        office=office,
        group=group,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        basis=clean(basis)[:200],
    )


def _predecessors(mandate: Mandate) -> QuerySet[Mandate]:
    return _rivals(mandate).filter(ended_on=None, starts_on__lt=mandate.starts_on)


def _settled(mandate: Mandate) -> Done[Mandate]:
    refuse_if(_day_faults(mandate))
    refuse_if(_overlaps(mandate))
    refuse_if(_last_administrator(mandate))
    _end_sessions(mandate)
    return Done(mandate, public=True)


def _end_sessions(mandate: Mandate) -> None:
    """Who no longer holds an office signs in again, as what they still are."""
    if mandate.ended_on is not None:
        end_sessions(accounts=[mandate.person.account_id])


def _lock(ward: Ward) -> None:
    """Two acts on the offices of a ward wait for each other, so that none misses what the other is about to write."""
    Ward.objects.select_for_update().get(pk=ward.pk)


def _place_faults(mandate: Mandate) -> Iterator[Objection]:
    group, organisation = mandate.group, mandate.organisation
    if mandate.office not in Office.values:
        yield Objection("Hãy chọn chức danh trong danh mục.", "office")
    if mandate.person.left_on is not None:
        yield Objection("Người này không còn trong danh sách của phường. Hãy chọn người khác, hoặc ghi nhận trở lại.")
    if mandate.office in OF_GROUP and group is None:
        yield Objection("Chức danh này gắn với một tổ dân phố. Hãy chọn tổ.", "group")
    elif mandate.office not in OF_GROUP and group is not None:
        yield Objection("Chức danh này không gắn với tổ dân phố. Hãy để trống.", "group")
    elif group is not None and (group.ward_id != mandate.ward_id or group.retired_on is not None):
        yield Objection("Tổ này không còn hoạt động. Hãy chọn tổ khác.", "group")
    if mandate.office in OF_ORGANISATION and organisation is None:
        yield Objection("Chức danh này gắn với một cơ quan, đơn vị. Hãy chọn đơn vị.", "organisation")
    elif organisation is not None and (organisation.ward_id != mandate.ward_id or organisation.retired_on is not None):
        yield Objection("Đơn vị này không còn hoạt động. Hãy chọn đơn vị khác.", "organisation")


def _day_faults(mandate: Mandate) -> Iterator[Objection]:
    if mandate.ends_on is not None and mandate.ends_on < mandate.starts_on:
        yield Objection("Ngày hết nhiệm kỳ trước ngày bắt đầu. Hãy kiểm tra lại hai ngày.", "ends_on")
    if mandate.ended_on is not None and mandate.ended_on < mandate.starts_on:
        text = f"Nhiệm kỳ bắt đầu ngày {vn_date(mandate.starts_on)}. Hãy chọn ngày thôi giữ từ ngày đó trở đi."
        yield Objection(text, "ended_on")


def _rivals(mandate: Mandate) -> QuerySet[Mandate]:
    """The other terms of the same office in the same place that ran, run or will run for at least a day."""
    same = Mandate.objects.filter(LASTING, ward=mandate.ward, office=mandate.office).exclude(pk=mandate.pk)
    if mandate.office in ONE_HOLDER_IN_WARD:
        return same
    return same.filter(group=mandate.group, organisation=mandate.organisation)


def _overlaps(mandate: Mandate) -> Iterator[Objection]:
    if mandate.ended_on == mandate.starts_on:
        return
    rivals = _rivals(mandate).filter(Q(ended_on=None) | Q(ended_on__gt=mandate.starts_on))
    if mandate.ended_on is not None:
        rivals = rivals.filter(starts_on__lt=mandate.ended_on)
    if mandate.office not in ONE_HOLDER:
        rivals = rivals.filter(person=mandate.person)
    other = rivals.select_related("person").order_by("starts_on").first()
    if other is None:
        return
    since = f"từ {vn_date(other.starts_on)}" + (f" đến trước {vn_date(other.ended_on)}" if other.ended_on else "")
    if other.person_id == mandate.person_id:
        text = f"Người này đã giữ chức danh này {since}. Hãy sửa nhiệm kỳ đó, hoặc chọn ngày khác."
    elif other.ended_on is None and other.starts_on < mandate.starts_on:
        text = (
            f"{other.person.full_name} đang giữ chức danh này {since}. "
            "Hãy đánh dấu thay người đang giữ, hoặc ghi nhận người đó thôi giữ trước."
        )
    else:
        text = f"{other.person.full_name} giữ chức danh này {since}. Mỗi lúc chỉ một người giữ: hãy chọn ngày khác."
    yield Objection(text, "starts_on")


def _last_administrator(mandate: Mandate) -> Iterator[Objection]:
    """Somebody must be able to let others in, on the day on which this one ceases to."""
    if mandate.office != Office.ADMINISTRATOR or mandate.ended_on is None or mandate.pk is None:
        return
    others = Mandate.objects.filter(running(mandate.ended_on), ward=mandate.ward, office=Office.ADMINISTRATOR)
    if not others.exclude(pk=mandate.pk).filter(person__account__is_active=True).exists():
        text = "Đây là quản trị viên cuối cùng có tài khoản. Hãy giao quyền quản trị cho người khác trước."
        yield Objection(text, "ended_on")
