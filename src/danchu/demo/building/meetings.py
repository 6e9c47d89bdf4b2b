"""Meetings of the demonstration through the acts of the room: called, prepared, held, written down."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from danchu.core.actions.documents import issue_document, prepare_document
from danchu.core.actors import SYSTEM
from danchu.core.models import OfficialDocument, User
from danchu.core.records import kinds
from danchu.demo.actions.gathering import Arrival, gather
from danchu.demo.building.year import Year
from danchu.discuss import queries_meeting
from danchu.discuss.actions.meeting import (
    choose_counters,
    choose_secretary,
    end_meeting,
    note_discussion,
    start_meeting,
)
from danchu.discuss.actions.meeting_vote import Tally, choose_method, vote_item
from danchu.discuss.actions.planning import MeetingPlan, plan_meeting, record_before_meeting
from danchu.discuss.models import Decision, Meeting
from danchu.discuss.states import Method
from danchu.duties.queries import open_about
from danchu.ward import queries as ward
from danchu.ward.models import Person, ResidentialGroup
from danchu.ward.states import Office

AGENDA = "1. Thông báo tình hình của tổ.\n2. Bàn và biểu quyết.\n3. Việc khác."
ANOTHER_MEMBER, AUTHORISED = 7, 15
"""Every which household is represented by another member than its head, and by a neighbour with an authorisation."""
ADULT = 18


def call(
    year: Year,
    group: ResidentialGroup,
    *,
    planned_at: datetime,
    at: datetime,
    title: str = "",
    agenda: str = AGENDA,
    decisions: tuple[Decision, ...] = (),
) -> Meeting:
    """Plan a meeting of ``group``, with its leader in the chair."""
    leader = ward.leaders_of(group, year.until).filter(office=Office.GROUP_LEADER).first()
    plan = MeetingPlan(
        title=title or f"Họp {group.name}",
        place=group.community_house or f"Nhà văn hóa {group.name}",
        planned_at=planned_at,
        chair=leader.person.full_name if leader else "Tổ trưởng",
        group=group,
        agenda=agenda,
        decisions=decisions,
    )
    return plan_meeting(ward=year.ward, plan=plan, by=year.account("vanphong"), at=at)


def conductor(year: Year, group: ResidentialGroup) -> User:
    """Who holds a meeting of ``group`` in the evening: its leader."""
    leading = ward.leaders_of(group, year.until).filter(office=Office.GROUP_LEADER, person__account__isnull=False)
    leader = leading.select_related("person__account__ward").first()
    return leader.person.account if leader and leader.person.account else year.account("vanphong")


def make_ready(year: Year, meeting: Meeting, at: datetime) -> None:
    """Do what the law wants done before it."""
    for duty in open_about(meeting):
        record_before_meeting(meeting=meeting, duty=duty, by=year.account("vanphong"), at=at)


def begin(year: Year, meeting: Meeting, came: int, by: User, at: datetime) -> None:
    """Open it with ``came`` per cent of those on the list, who choose a secretary."""
    start_meeting(meeting=meeting, by=by, at=at)
    rng = year.rng(f"meeting/{meeting.title}/{meeting.planned_at:%Y%m%d}")
    arrivals = tuple(_arrivals(meeting, came, rng, at))
    gather(meeting=meeting, arrivals=arrivals, by=SYSTEM, at=at)
    names = _names(meeting)
    choose_secretary(meeting=meeting, name=names[len(names) // 2], votes=len(arrivals), by=by, at=at)


def _arrivals(meeting: Meeting, came: int, rng: Random, at: datetime) -> Iterator[Arrival]:
    guests = list(queries_meeting.guests(meeting))
    chosen = sorted(rng.sample(range(len(guests)), max(1, len(guests) * came // 100)))
    adults = _adults(meeting, at)
    for number, place in enumerate(chosen, start=1):
        guest, moment = guests[place], at - timedelta(minutes=rng.randrange(1, 25))
        if isinstance(guest, Person):
            yield Arrival(guest, moment)
            continue
        others, neighbours = adults[guest.pk], adults[guests[place - 1].pk]
        if number % AUTHORISED == 0 and neighbours:
            yield Arrival(guest, moment, neighbours[-1], is_authorised=True)
        elif number % ANOTHER_MEMBER == 0 and others:
            yield Arrival(guest, moment, others[0])
        else:
            yield Arrival(guest, moment, guest.head_name)


def _adults(meeting: Meeting, at: datetime) -> Mapping[int, list[str]]:
    """The names of the grown-up members of each household, but not of its head."""
    found: dict[int, list[str]] = defaultdict(list)
    if meeting.group_id is not None:
        rows = Person.objects.filter(household__group=meeting.group, left_on=None, is_head=False)
        rows = rows.filter(born_on__year__lte=at.year - ADULT)
        for household, name in rows.order_by("pk").values_list("household", "full_name"):
            found[household].append(name)
    return found


def _names(meeting: Meeting) -> list[str]:
    return queries_meeting.present_names(queries_meeting.with_attendances(Meeting.objects.get(pk=meeting.pk)))


def vote(meeting: Meeting, decision: Decision, votes: Mapping[int, int], by: User, at: datetime) -> None:
    """Choose the form of voting and take the vote."""
    here = queries_meeting.present(meeting)
    if decision.is_secret:
        names = _names(meeting)
        choose_counters(
            meeting=meeting, counters=tuple(names[:3]), witnesses=tuple(names[3:5]), votes=here, by=by, at=at
        )
    choose(meeting, decision, by, at)
    item = meeting.items.get(decision=decision)
    vote_item(meeting=meeting, item=item, tally=Tally(votes, meeting.secretary), by=by, at=at)


def choose(meeting: Meeting, decision: Decision, by: User, at: datetime) -> None:
    """Choose the form of voting alone: the vote is still to come."""
    item, here = meeting.items.get(decision=decision), queries_meeting.present(meeting)
    choose_method(meeting=meeting, item=item, method=Method(decision.method), votes=here, by=by, at=at)


def note(meeting: Meeting, words: str, by: User, at: datetime) -> None:
    """Write down what was said."""
    note_discussion(meeting=meeting, text=words, by=by, at=at)


def close(meeting: Meeting, by: User, at: datetime) -> None:
    """End it."""
    end_meeting(meeting=meeting, by=by, at=at)


def write(kind: str, target: Any, by: User, at: datetime) -> OfficialDocument:
    """Prepare the document ``kind`` about ``target`` and issue it."""
    source = kinds.of(kind).source_for(target)
    draft = prepare_document(ward=target.ward, kind=kind, target=target, source=source, by=by, at=at)
    return issue_document(document=draft, by=by, at=at)
