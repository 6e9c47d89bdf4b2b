"""How each published content reached the people: posted, taken down, told by group leaders, read over the loudspeaker.

What the office and the leader of the first group did in the last season goes act by act; of the last days also what
others did. The rest of what forty leaders recorded in a year is entered at once for each content, as one act of the
trail: act by act it would take minutes.
"""

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from danchu.core.actors import SYSTEM
from danchu.core.models import User
from danchu.demo.actions.catching_up import Posted, Told, catch_up
from danchu.demo.building import hours, papers
from danchu.demo.building.year import Year
from danchu.know import law
from danchu.know.actions.reaching import record_form, record_handover, record_posting, record_taking_down
from danchu.know.models import Disclosure, Form, Handover, Posting
from danchu.know.states import HandoverState, Manner, PostingState, State
from danchu.lib import clock
from danchu.ward.models import Mandate
from danchu.ward.queries import mandates_on
from danchu.ward.states import Office

SEASON, RECENT = timedelta(days=75), timedelta(days=4)
ACT_BY_ACT, ACT_BY_ACT_RECENTLY = 1, 8
"""So many groups record act by act: for what was published in the last season, and in the last days."""

CAUGHT_UP = timedelta(days=50)
LATE, WAITS_TODAY = 0.03, 0.08
"""The shares of what is done some days late, and of what waits for this evening."""
_MANNERS = (Manner.MEETING, Manner.DIRECT, Manner.NETWORK, Manner.NETWORK, Manner.LETTER)
_WITNESSES = ("Trưởng ban công tác Mặt trận", "Tổ phó tổ dân phố", "Chi hội trưởng Phụ nữ", "")


def plan(year: Year, disclosure: Disclosure, by: User, at: datetime) -> None:
    """Plan what follows the publication of ``disclosure`` at ``at``."""
    rng = year.rng(f"reach/{disclosure.title}")
    day = clock.local_day(at)
    form = disclosure.forms.filter(key=law.LOUDSPEAKER).first()
    if form is not None:
        end = day + timedelta(days=max(form.least_days or 1, 3) - 1)
        year.plan_at_work(clock.moment_on(end, 16, 40), partial(_broadcast, form, day, end, by))
    leaders = _leaders(year)
    since = year.until - day
    acting = set(list(leaders)[: ACT_BY_ACT_RECENTLY if since <= RECENT else ACT_BY_ACT]) if since <= SEASON else set()
    posted: list[Posted] = []
    for posting in disclosure.postings.select_related("group", "disclosure").order_by("pk"):
        fact = _posted(year, rng, posting, day)
        if fact is None:
            continue
        if (since <= SEASON and posting.group_id is None) or posting.group_id in acting:
            account = by if posting.group_id is None else leaders[posting.group_id].person.account
            _plan_posting(year, rng, fact, account)
        else:
            posted.append(fact)
    told: list[Told] = []
    for handover in disclosure.handovers.select_related("group", "disclosure").order_by("pk"):
        forgotten = year.forgets("tell", day)
        on = _done_on(year, rng, day, max(disclosure.due_on, day))
        if forgotten or on is None or handover.group_id not in leaders:
            continue
        manner = rng.choice(_MANNERS)
        if handover.group_id in acting:
            moment = max(at + timedelta(minutes=30), clock.moment_on(on, 19, rng.randrange(60)))
            leader = leaders[handover.group_id].person.account
            year.plan(moment, partial(_tell, handover, on, manner, leader))
        else:
            told.append(Told(handover, on, manner, leaders[handover.group_id].person))
    if posted or told:
        moment = min(at + CAUGHT_UP, year.now)
        year.plan(moment, partial(_catch_up, disclosure, tuple(posted), tuple(told)))


def _leaders(year: Year) -> dict[int | None, Mandate]:
    """The leader of each group, found once a year."""
    if not year.leaders:
        rows = mandates_on(year.ward, year.began).filter(office=Office.GROUP_LEADER)
        rows = rows.select_related("person__account__ward").order_by("group__code")
        year.leaders = {each.group_id: each for each in rows}
    return year.leaders


def _posted(year: Year, rng: Random, posting: Posting, day: date) -> Posted | None:
    """When it was put up and taken down."""
    if posting.group_id and year.forgets("post", day):
        return None
    on = _done_on(year, rng, day, max(posting.disclosure.due_on, day), at_office=posting.group_id is None)
    if on is None:
        return None
    least = next(each["min_days"] for each in posting.disclosure.rule["requirements"] if each["form"] == law.POSTING)
    free = law.removable_from(on, least) if least else None
    down = free and _done_on(year, rng, free, law.next_working_day(free), at_office=posting.group_id is None)
    return Posted(posting, on, free, down, rng.choice(_WITNESSES))


def _done_on(year: Year, rng: Random, first: date, due_on: date, *, at_office: bool = False) -> date | None:
    """When something was done that may be done from ``first`` and is due on ``due_on``: nearly always in time. None
    while it is still to be done."""
    on = first + timedelta(days=int(rng.random() ** 2 * ((due_on - first).days + 1)))
    late = due_on + timedelta(days=1 + rng.randrange(3))
    if rng.random() < LATE and late < year.until:
        on = late
    if at_office:
        on = hours.working_day(on)
    is_over = clock.moment_on(on, 8) <= year.now
    return on if is_over and (on < year.until or rng.random() > WAITS_TODAY) else None


def _plan_posting(year: Year, rng: Random, fact: Posted, by: User) -> None:
    picture = rng.randrange(papers.PHOTOS) if rng.random() < 0.2 else None
    hour = rng.randrange(15, 17) if fact.posting.group_id is None else rng.randrange(17, 19)
    published_at = fact.posting.disclosure.published_at or year.now
    moment = max(published_at + timedelta(minutes=25), clock.moment_on(fact.on, hour, 10))
    plan = year.plan_at_work if fact.posting.group_id is None else year.plan
    plan(moment, partial(_post, year, fact, picture, by))
    if fact.down is not None:
        plan(clock.moment_on(fact.down, hour, 40), partial(_take_down, fact, by))


def _post(year: Year, fact: Posted, picture: int | None, by: User, at: datetime) -> None:
    if not _stands(fact.posting.disclosure):
        return
    photo = None if picture is None else papers.photo_of(year, picture, at)
    record_posting(posting=fact.posting, posted_on=fact.on, witnesses=fact.witnesses, photo=photo, by=by, at=at)


def _take_down(fact: Posted, by: User, at: datetime) -> None:
    fact.posting.refresh_from_db()
    if fact.posting.state == PostingState.POSTED:
        record_taking_down(posting=fact.posting, taken_down_on=fact.down, by=by, at=at)


def _broadcast(form: Form, begin: date, end: date, by: User, at: datetime) -> None:
    if _stands(form.disclosure):
        note = "Hệ thống truyền thanh thông minh, 5 giờ 30 và 17 giờ"
        record_form(form=form, done_from=begin, done_to=end, note=note, by=by, at=at)


def _tell(handover: Handover, on: date, manner: Manner, by: User, at: datetime) -> None:
    handover.refresh_from_db()
    if handover.state == HandoverState.OPEN:
        record_handover(handover=handover, told_on=on, manner=manner, by=by, at=at)


def _catch_up(disclosure: Disclosure, posted: tuple[Posted, ...], told: tuple[Told, ...], at: datetime) -> None:
    if _stands(disclosure):
        catch_up(disclosure=disclosure, posted=posted, told=told, by=SYSTEM, at=at)


def _stands(disclosure: Disclosure) -> bool:
    disclosure.refresh_from_db()
    return disclosure.state != State.WITHDRAWN
