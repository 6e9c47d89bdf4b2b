"""What a running meeting needs to know: who may be represented, who is, what is voted, what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from danchu.core.ui.registers import folded
from danchu.discuss import law, queries
from danchu.discuss.models import (
    Attendance,
    CountSheet,
    Decision,
    DecisionGroup,
    Elector,
    Meeting,
    MeetingItem,
    Option,
    Voice,
)
from danchu.discuss.states import Answer, Form, MeetingState, Method, State
from danchu.lib import clock
from danchu.lib.vntext import clean
from danchu.ward.models import Household, Person
from danchu.ward.queries import card_with
from statute import outcomes
from statute.parameters import Parameter

type Guest = Household | Person
"""Who is represented at a meeting: a household; inside an organisation a member speaks for oneself."""


def rule(meeting: Meeting, key: str) -> Parameter:
    """The rule ``key`` as it holds on the day of ``meeting``."""
    return law.book().value(key, clock.local_day(meeting.started_at or meeting.planned_at))


def guests(meeting: Meeting) -> QuerySet[Any]:
    """Everyone who may be represented at ``meeting``, in the order of their codes or names."""
    if meeting.organisation_id:
        day = clock.local_day(meeting.started_at or meeting.planned_at)
        return queries.members_of(meeting.organisation_id, meeting.ward, day)
    if meeting.group is None:
        return Household.objects.none()
    return queries.households_of(meeting.group)


def as_column(guest: Guest) -> dict[str, Guest]:
    """``guest`` as the column of an attendance or of a roll."""
    return {"household": guest} if isinstance(guest, Household) else {"member": guest}


def guest_with(meeting: Meeting, pk: int | None, typed: str, hashes: Sequence[str] = ()) -> Guest | None:
    """Who is meant by a row's number, by a household's code, or by one of the ``hashes`` of a card's code."""
    found: Guest | None
    if pk is not None:
        found = guests(meeting).filter(pk=pk).first()
        return found
    if meeting.organisation_id:
        return None
    if hashes and (card := card_with(meeting.ward, list(hashes))):
        found = guests(meeting).filter(pk=card.household_id).first()
        return found
    found = guests(meeting).filter(code__iexact=clean(typed)).first()
    return found


@dataclass(frozen=True)
class Seat:
    """One line of the list at the door. ``attendance`` is None while nobody came."""

    pk: int
    code: str
    name: str
    attendance: Attendance | None

    @property
    def is_here(self) -> bool:
        return self.attendance is not None and self.attendance.left_at is None

    @property
    def search(self) -> str:
        return folded(self.code, self.name, self.attendance.representative if self.attendance else "")


def seats(meeting: Meeting) -> list[Seat]:
    """The list at the door."""
    came = {each.household_id or each.member_id: each for each in meeting.attendances.all()}
    return [Seat(each.pk, *_name(each), came.get(each.pk)) for each in guests(meeting)]


def called(guest: Guest) -> str:
    """How ``guest`` is told of at the door: the name and, of a household, its code."""
    code, name = _name(guest)
    return f"{name} ({code})" if code else name


def _name(guest: Guest) -> tuple[str, str]:
    if isinstance(guest, Household):
        return guest.code, guest.head_name or guest.address
    return "", guest.full_name


def with_attendances(meeting: Meeting) -> Meeting:
    """``meeting`` with everyone who came, in one query for all that a page shows of them."""
    rows = Attendance.objects.select_related("household", "member").order_by("came_at", "pk")
    prefetch_related_objects([meeting], Prefetch("attendances", rows))
    return meeting


def present(meeting: Meeting) -> int:
    """How many are represented now."""
    return meeting.attendances.filter(left_at=None).count()


def present_names(meeting: Meeting) -> list[str]:
    """The names of those who are there, for choosing a secretary, counters and witnesses."""
    here = [each for each in meeting.attendances.all() if each.left_at is None]
    guests = [(each.representative, each.household or each.member) for each in here]
    named = (representative or _name(guest)[1] for representative, guest in guests if guest is not None)
    return [each for each in dict.fromkeys(named) if each]


def voters(meeting: Meeting, decision: Decision) -> QuerySet[Elector]:
    """The entries on the roll of ``decision`` that are represented now and were not heard yet."""
    here = meeting.attendances.filter(left_at=None)
    whom = Q(household__in=here.values("household")) | Q(member__in=here.values("member"))
    return Elector.objects.filter(whom, decision=decision, voice=None)


def heard_elsewhere(meeting: Meeting, guest: Guest) -> bool:
    """Whether ``guest`` was heard already in everything that this meeting is to vote on."""
    heard, wanted = heard_of(meeting, guest)
    return wanted > 0 and heard == wanted


def heard_of(meeting: Meeting, guest: Guest) -> tuple[int, int]:
    """In how many of the things that this meeting is still to vote on ``guest`` was heard already, and of how many."""
    open_items = meeting.items.filter(voted_at=None, decision__state__in=[State.PREPARING, State.OPEN])
    heard = Voice.objects.filter(
        decision__in=open_items.values("decision"),
        **{f"elector__{key}": each for key, each in as_column(guest).items()},
    )
    return heard.count(), open_items.count()


def counted_here(meeting: Meeting, guest: Guest) -> bool:
    """Whether the voice of ``guest`` was counted in a vote of this meeting."""
    voted = meeting.items.exclude(voted_at=None).values("decision")
    whom = {f"elector__{key}": each for key, each in as_column(guest).items()}
    return Voice.objects.filter(decision__in=voted, form=Form.MEETING, **whom).exists()


def candidate_called(options: Iterable[Option], name: str) -> Option | None:
    """The candidate of that ``name`` among ``options``, however it is spaced and capitalised."""
    wanted = clean(name).casefold()
    return next((each for each in options if each.text.casefold() == wanted), None)


def may_change_vote(decision: Decision) -> bool:
    """Whether the form of voting and the candidates may still be changed: nobody was asked in another form yet."""
    if decision.state == State.PREPARING:
        return True
    asked = decision.by_online or decision.papers.exists() or decision.voices.exists()
    return decision.state == State.OPEN and not asked


@dataclass(frozen=True)
class Bar:
    """An option with what it got; ``length`` of 100 is everyone on the roll."""

    option: Option
    votes: int
    length: float


@dataclass(frozen=True)
class Item:
    """A decision on the agenda as the room shows it. ``needed`` of ``base`` must be in favour; ``attendance`` must be
    represented for it to be lawful (0 where the law asks for none). ``waiting`` are represented and not heard yet."""

    item: MeetingItem
    decision: Decision
    options: tuple[Option, ...]
    base: int
    needed: int
    rule: Parameter
    attendance: int
    heard: int
    waiting: int
    sheet: CountSheet | None

    @property
    def is_done(self) -> bool:
        return self.item.voted_at is not None or bool(self.item.postponement)

    @property
    def is_election(self) -> bool:
        return any(each.answer == Answer.CANDIDATE for each in self.options) or self.decision.seats > 0

    @property
    def is_secret(self) -> bool:
        return (self.item.method or self.decision.method) == Method.SECRET

    @property
    def bars(self) -> list[Bar]:
        votes = self.sheet.votes if self.sheet else {}
        counted = [(each, int(votes.get(str(each.position), 0))) for each in self.options]
        return [Bar(option, number, round(100 * number / max(self.base, 1), 1)) for option, number in counted]

    @property
    def leading(self) -> int:
        """How many are in favour, or chose the alternative that leads, counted in this meeting."""
        favour = [each.votes for each in self.bars if each.option.answer == Answer.FOR]
        return sum(favour) if favour else max((each.votes for each in self.bars), default=0)

    @property
    def reaches(self) -> bool:
        return self.leading >= self.needed

    @property
    def may_go_to_households(self) -> bool:
        """Voted, short of the majority, and enough households not heard yet to reach it with ballots (Điều 4)."""
        return self.item.voted_at is not None and not self.reaches and self.leading + self.not_heard >= self.needed

    @property
    def not_heard(self) -> int:
        return self.base - self.heard


def agenda(meeting: Meeting, *, with_options: bool = True) -> list[Item]:
    """Everything that is voted at ``meeting``, in order; without the options where only the order is asked."""
    rows = _counted(meeting)
    here = sum(each.left_at is None for each in meeting.attendances.all())
    if not with_options:
        return [_item(meeting, each, here, ()) for each in rows]
    rows = rows.prefetch_related("decision__options")
    return [_item(meeting, each, here, tuple(each.decision.options.all())) for each in rows]


def _counted(meeting: Meeting) -> QuerySet[Any]:
    """The items of ``meeting``, each with its ``sheet`` here, ``heard`` and ``here_heard`` (how many of its group were
    heard, and of those present), ``of_group`` (how many households of the group are on the roll)."""
    asked = DecisionGroup.objects.filter(decision=OuterRef("decision"), group=meeting.group_id)
    voices = Voice.objects.filter(decision=OuterRef("decision"), elector__group=meeting.group_id)
    here = Attendance.objects.filter(meeting=meeting, left_at=None)
    of_here = Q(elector__household__in=here.values("household")) | Q(elector__member__in=here.values("member"))
    sheet = Q(
        decision__sheets__form=Form.MEETING,
        decision__sheets__group=meeting.group_id,
        decision__sheets__superseded_reason="",
    )
    rows: QuerySet[Any] = meeting.items.annotate(
        sheet=FilteredRelation("decision__sheets", condition=sheet),
        of_group=Subquery(asked.values("households")[:1]),
        heard=_number(voices),
        here_heard=_number(voices.filter(of_here)),
    )
    return rows.select_related("decision", "sheet")


def _number(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("decision").annotate(number=Count("pk")).values("number")), 0)


def _item(meeting: Meeting, item: Any, here: int, options: tuple[Option, ...]) -> Item:
    decision = item.decision
    was_opened = decision.state != State.PREPARING
    on = law.began_on(decision.rule) if was_opened else clock.local_day(meeting.started_at or meeting.planned_at)
    kind = law.kind_of(decision.kind, on)
    share = (
        law.book().value("staff_conference.majority", on)
        if decision.organisation_id
        else kind.majority_rule(on, law.book(), decision.forms)
    )
    base = _base(meeting, decision, item.of_group)
    least = law.book().value(kind.attendance, on) if kind.attendance and not decision.organisation_id else None
    return Item(
        item=item,
        decision=decision,
        options=options,
        base=base,
        needed=outcomes.needed(base, share),
        rule=share,
        attendance=outcomes.needed(base, least) if least else 0,
        heard=item.heard,
        waiting=here - item.here_heard,
        sheet=getattr(item, "sheet", None),  # Django sets it only where there is one
    )


def _base(meeting: Meeting, decision: Decision, of_group: int | None) -> int:
    """Everyone on the roll; of a matter of several groups, those of the group that meets."""
    if decision.base and meeting.organisation_id:
        return decision.base
    return of_group or meeting.households or guests(meeting).count()


@dataclass(frozen=True)
class Next:
    """What comes next in the room: words, and the step or the item that it leads to."""

    text: str
    step: str
    item: Item | None = None


def what_next(meeting: Meeting, items: Sequence[Item], here: int) -> Next:
    """The next thing to do, in the order of the law (khoản 5 Điều 3 Nghị định 59/2023)."""
    return next(_nexts(meeting, items, here))


def _nexts(meeting: Meeting, items: Sequence[Item], here: int) -> Iterator[Next]:
    if meeting.state == MeetingState.PLANNED:
        yield Next("Bấm Khai mạc để bắt đầu.", "start")
    if meeting.state != MeetingState.STARTED:
        yield Next("Cuộc họp đã kết thúc.", "")
    if not here:
        yield Next("Điểm danh các hộ đến họp.", "check_in")
    if not meeting.secretary:
        yield Next("Cử thư ký.", "secretary")
    for each in items:
        if each.is_done:
            continue
        if not each.item.method:
            yield Next(f"Chọn hình thức biểu quyết: {each.decision.title}", "method", each)
        elif each.is_secret and not meeting.counters:
            yield Next("Bầu Ban kiểm phiếu.", "counters", each)
        yield Next(f"Biểu quyết: {each.decision.title}", "vote", each)
    yield Next("Đã xong các nội dung. Bấm Bế mạc.", "end")


def meeting_counted_by(sheet: CountSheet) -> Meeting | None:
    """The meeting whose vote ``sheet`` counts; nothing for returned papers."""
    if sheet.form != Form.MEETING:
        return None
    held = Meeting.objects.filter(items__decision=sheet.decision_id, group=sheet.group_id, started_at__isnull=False)
    return held.order_by("-started_at").first()
