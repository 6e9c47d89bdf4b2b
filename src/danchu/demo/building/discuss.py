"""A year of what the communities decided, through the real acts: passed, failed, tied, awaiting recognition, open."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from danchu.core.models import User
from danchu.demo import sign_ins
from danchu.demo.building import hours, meetings, reach
from danchu.demo.building.year import Year
from danchu.demo.decisions import TOLD, Told
from danchu.discuss import documents, law, queries_meeting
from danchu.discuss import queries_following as following
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.codes import record_draft_posting, record_review
from danchu.discuss.actions.following import (
    prepare_runoff,
    publish_result,
    record_sending,
    record_telling,
    report_carrying_out,
)
from danchu.discuss.actions.initiatives import enter_backings, lapse_initiative, propose
from danchu.discuss.actions.papers import hand_out, plan_papers, print_papers, return_paper
from danchu.discuss.actions.preparing import YES_OR_NO, Answerable, Plan, open_decision, prepare_decision
from danchu.discuss.actions.reading import read_paper
from danchu.discuss.actions.recognition import Term, answer_recognition
from danchu.discuss.models import Decision, Initiative, Meeting, Paper, VillageCode
from danchu.discuss.states import Answer, Form, WrittenAs
from danchu.duties.queries import open_about
from danchu.know.states import PersonalData
from danchu.lib import clock
from danchu.ward import queries as ward
from danchu.ward.models import Household, Person, ResidentialGroup
from danchu.ward.states import Office
from statute.decisions import online_conditions

OFFICER, CHAIR = "vanphong", "chutich"
SHORT_LEAD, LONG_LEAD = 9, 35
"""Days from the call to the meeting: an election has more before it, the draft of a code hangs meanwhile."""
READERS = (OFFICER, CHAIR)
UNREAD = 5
"""Papers that came back and wait to be read, where it is still open."""


def build(year: Year) -> None:
    """Plan the year's decisions in small groups, what is open now, and the initiatives."""
    groups = _small_groups(year)
    if not groups:
        return
    for place, told in enumerate(TOLD):
        day = max(year.until - timedelta(days=told.days_ago), year.began + timedelta(days=40 + place))
        day = hours.working_day(day)
        if day < year.until:
            _plan_decision(year, told, groups[place % len(groups)], day)
    _plan_open(year, groups)
    _plan_initiatives(year, groups)


def _small_groups(year: Year) -> list[ResidentialGroup]:
    counted = [(Household.objects.filter(group=each, left_on=None).count(), each) for each in ward.groups(year.ward)]
    return [group for number, group in sorted(counted, key=lambda pair: (pair[0], pair[1].pk))[:6] if number >= 3]


def prepare(year: Year, group: ResidentialGroup, told: Told, at: datetime) -> Decision:
    options: Sequence[Answerable] = YES_OR_NO
    if told.candidates:
        people = _candidates(year, group, told)
        options = [Answerable(Answer.CANDIDATE, each.full_name, each) for each in people]
    fields: dict[str, Any] = {
        "kind": told.kind,
        "title": told.title,
        "proposal": told.proposal,
        "forms": (told.form.value,),
        "groups": (group,),
        "options": options,
        "seats": told.seats,
        "method": told.method,
        "closes_at": at + timedelta(days=5) if told.form != Form.MEETING else None,
        "ballot_ground": "agreed" if told.form == Form.BALLOT else "",
    }
    return prepare_decision(ward=year.ward, plan=Plan(**{**fields, **told.changes}), by=year.account(OFFICER), at=at)


def _candidates(year: Year, group: ResidentialGroup, told: Told) -> list[Person]:
    """Heads of households without an office; a leader stands again, so that the one who signs in as such stays."""
    known = Person.objects.filter(ward=year.ward, household__group=group, is_head=True, left_on=None, mandates=None)
    names = {each.full_name: each for each in known.order_by("sort_key", "pk")[: told.candidates * 3]}
    people = list(names.values())
    if told.kind == "head":
        leaders = ward.leaders_of(group, year.until).filter(office=Office.GROUP_LEADER)
        people = [*(each.person for each in leaders), *people]
    return people[: told.candidates]


def _plan_decision(year: Year, told: Told, group: ResidentialGroup, day: date) -> None:
    """Decided on ``day``: at a meeting that is called long enough before, or on papers."""
    if told.form == Form.MEETING:
        lead = LONG_LEAD if told.seats or told.kind == "code" else SHORT_LEAD
        called = hours.last_at_work(clock.moment_on(day - timedelta(days=lead), 9))
        year.plan(called, partial(_call, year, told, group, clock.moment_on(day, 19, 30)))
    else:
        year.plan_at_work(clock.moment_on(day, 9), partial(_ask, year, told, group))


def _call(year: Year, told: Told, group: ResidentialGroup, planned_at: datetime, at: datetime) -> None:
    decision = prepare(year, group, told, at)
    if told.kind == "code":
        record_draft_posting(
            decision=decision,
            text="Điều 1. Giữ gìn vệ sinh chung.\n\nĐiều 2. Việc cưới, việc tang trang trọng, tiết kiệm.\n\n"
            "Điều 3. Giúp nhau lúc hoạn nạn, giữ gìn an ninh trật tự.",
            posted_on=clock.local_day(at),
            place=group.community_house or f"Nhà văn hóa {group.name}",
            by=year.account(OFFICER),
            at=at,
        )
    meeting = meetings.call(year, group, planned_at=planned_at, at=at, decisions=(decision,))
    year.plan_at_work(at + timedelta(days=3), partial(meetings.make_ready, year, meeting))
    year.plan(planned_at + timedelta(minutes=5), partial(_hold, year, told, meeting, decision))


def _hold(year: Year, told: Told, meeting: Meeting, decision: Decision, at: datetime) -> None:
    by = meetings.conductor(year, decision.groups.get().group)
    meetings.begin(year, meeting, told.came, by, at)
    year.plan(at + timedelta(minutes=35), partial(vote, told, meeting, decision, by))
    year.plan(at + timedelta(minutes=70), partial(meetings.close, meeting, by))
    year.plan(at + timedelta(minutes=75), partial(_close, year, told, decision, by))


def vote(told: Told, meeting: Meeting, decision: Decision, by: User, at: datetime) -> None:
    meetings.vote(meeting, decision, _votes(told, queries_meeting.present(meeting)), by, at)


def _ask(year: Year, told: Told, group: ResidentialGroup, at: datetime) -> None:
    decision = open_decision(decision=prepare(year, group, told, at), by=year.account(OFFICER), at=at)
    _print(year, told, decision, group, at)
    year.plan_at_work(at + timedelta(days=5, hours=1), partial(_close, year, told, decision, year.account(OFFICER)))


def _votes(told: Told, present: int) -> dict[int, int]:
    """Votes by place on the ballot; the shares are of those present, what is left over is the first answer's."""
    votes = {place: present * share // 100 for place, share in enumerate(told.votes, start=1)}
    if not told.seats or told.seats == 1:
        votes[1] += present - sum(votes.values())
    return votes


def _print(year: Year, told: Told, decision: Decision, group: ResidentialGroup, at: datetime) -> None:
    """Plan the papers and print them; they go out and come back in the next days, and two people read them."""
    noticed_on = clock.local_day(at)
    notice = law.book().value("ballot.notice", noticed_on).number
    by = year.account(OFFICER)
    plan_papers(
        decision=decision,
        group=group,
        team=_team(group),
        noticed_on=noticed_on,
        hands_out_from=noticed_on + timedelta(days=notice),
        place=group.community_house or f"Nhà văn hóa {group.name}",
        by=by,
        at=at,
    )
    papers = [each.paper for each in print_papers(decision=decision, group=group, by=by, at=at).papers]
    out, back = at + timedelta(days=notice), at + timedelta(days=notice + 1)
    leader = meetings.conductor(year, group)
    year.plan(out, partial(_hand_out, decision, tuple(each.pk for each in papers), leader))
    came = papers[: max(1, len(papers) * told.came // 100)]
    year.plan(back, partial(_take_in, decision, came, leader))
    year.plan_at_work(back + timedelta(hours=2), partial(_read, year, told, decision, came))


def _team(group: ResidentialGroup) -> list[str]:
    """Who hands out papers: heads of households of the group."""
    heads = Household.objects.filter(group=group, left_on=None).exclude(head_name="").order_by("pk")
    return list(dict.fromkeys(heads.values_list("head_name", flat=True)))[:3]


def _hand_out(decision: Decision, papers: tuple[int, ...], by: User, at: datetime) -> None:
    hand_out(decision=decision, papers=papers, handed_out_by=by.display_name, by=by, at=at)


def _take_in(decision: Decision, papers: list[Paper], by: User, at: datetime) -> None:
    for paper in papers:
        return_paper(decision=decision, paper=paper, in_time=False, by=by, at=at)


def _read(year: Year, told: Told, decision: Decision, papers: list[Paper], at: datetime) -> None:
    votes = _votes(told, len(papers))
    chosen = [place for place, number in votes.items() for _ in range(number)]
    waiting = UNREAD if decision.closes_at and decision.closes_at > year.now else 0
    for paper, place in list(zip(papers, chosen, strict=False))[waiting:]:
        for reader in READERS:
            read_paper(decision=decision, paper=paper, choices=(place,), by=year.account(reader), at=at)


def _close(year: Year, told: Told, decision: Decision, by: User, at: datetime) -> None:
    carry_out = min(clock.local_day(at) + timedelta(days=told.carry_out_days), date(at.year + 1, 12, 31))
    close_decision(decision=decision, carry_out_by=carry_out, written_as=WrittenAs.RESOLUTION, by=by, at=at)
    afters = [each for each in told.afters if decision.passed or each in {"write", "runoff"}]
    for place, after in enumerate(afters, start=1):
        year.plan_at_work(at + timedelta(days=place), partial(_AFTERS[after], year, decision))


def _write(year: Year, decision: Decision, at: datetime) -> None:
    """The minutes of what was done, and the decision itself where it was passed."""
    by = year.account(OFFICER)
    item = decision.meeting_items.select_related("meeting").first()
    if item is not None:
        meetings.write(documents.MEETING_MINUTES, item.meeting, by, at)
    else:
        meetings.write(documents.BALLOT_MINUTES, decision, by, at)
    if decision.passed:
        key, _ = documents.DECIDED[WrittenAs(following.follow_up_of(decision).written_as)]
        meetings.write(key, decision, by, at)


def _send(year: Year, decision: Decision, at: datetime) -> None:
    record_sending(
        decision=decision, sent_on=clock.local_day(at), note="Văn thư phường", by=year.account(OFFICER), at=at
    )


def _recognise(year: Year, decision: Decision, at: datetime) -> None:
    today = clock.local_day(at)
    answer_recognition(
        decision=decision,
        recognised=True,
        on=today,
        note=f"Quyết định số {today:%d%m}/QĐ-UBND",
        term=Term("inspection_board_member", date(today.year + 2, 12, 31)),
        by=year.account(CHAIR),
        at=at,
    )
    for code in VillageCode.objects.filter(decision=decision).select_related("ward", "group"):
        for duty in open_about(code):
            leader = meetings.conductor(year, code.group) if code.group else year.account(OFFICER)
            year.plan(clock.moment_on(duty.due_on - timedelta(days=6), 19, 40), partial(_review, code, leader))


def _review(code: VillageCode, by: User, at: datetime) -> None:
    note = "Giữ nguyên; nhắc thêm việc không đốt rác ngoài đồng."
    record_review(code=code, on=clock.local_day(at), note=note, by=by, at=at)


def _publish(year: Year, decision: Decision, at: datetime) -> None:
    by = year.account(OFFICER)
    publish_result(decision=decision, state_secret=False, personal_data=PersonalData.NONE, by=by, at=at)
    if (disclosure := following.follow_up_of(decision).disclosure) is not None:
        reach.plan(year, disclosure, by, at)


def _tell(year: Year, decision: Decision, at: datetime) -> None:
    group = decision.groups.get().group
    record_telling(
        decision=decision,
        group=group,
        manner="letter",
        told_on=clock.local_day(at),
        by=year.account(OFFICER),
        at=at,
    )


def _report(year: Year, decision: Decision, at: datetime) -> None:
    report = "Các hộ đã góp đủ và làm xong; kinh phí còn lại chuyển quỹ của tổ."
    report_carrying_out(decision=decision, report=report, on=clock.local_day(at), by=year.account(OFFICER), at=at)


def _runoff(year: Year, decision: Decision, at: datetime) -> None:
    if decision.outcome.get("tied"):
        prepare_runoff(decision=decision, by=year.account(OFFICER), at=at)


_AFTERS: dict[str, Callable[[Year, Decision, datetime], None]] = {
    "write": _write,
    "send": _send,
    "recognise": _recognise,
    "publish": _publish,
    "tell": _tell,
    "report": _report,
    "runoff": _runoff,
}


def _plan_open(year: Year, groups: list[ResidentialGroup]) -> None:
    """Open today: online, for the household of the card and the person of the phone that the demonstration shows;
    papers half returned; a meeting tomorrow and one today."""
    conditions = {each.key: "Đã ghi biên bản" for each in online_conditions()}
    shown = (sign_ins.card_household(year.ward), getattr(sign_ins.resident(year.ward), "household", None))
    for group in dict.fromkeys(each.group for each in shown if each is not None):
        told = Told(
            3, "other", "Giờ tập thể dục, khiêu vũ ở sân nhà văn hóa", "Từ 17 giờ đến 19 giờ, loa nhỏ.",
            form=Form.ONLINE, changes={
                "online_conditions": conditions, "is_changeable": True, "closes_at": year.now + timedelta(days=4),
            },
        )  # fmt: skip
        opened = hours.last_at_work(year.now - timedelta(days=3))
        year.plan(opened, partial(_open_only, year, told, group))
    paper = Told(
        4, "other", "Đặt biển cấm đỗ xe ở đầu ngõ", "Cấm đỗ ô tô từ 6 giờ đến 20 giờ.",
        form=Form.BALLOT, came=40, changes={"closes_at": year.now + timedelta(days=3)},
    )  # fmt: skip
    year.plan(hours.last_at_work(year.now - timedelta(days=4)), partial(_open_only, year, paper, groups[0]))
    for place, days in enumerate((1, 9)):
        told = Told(0, "other", ("Việc cưới, việc tang tiết kiệm", "Đăng ký tổ dân phố văn hóa")[place], "Các hộ bàn.")
        group = groups[(place + 1) % len(groups)]
        called = hours.last_at_work(year.now - timedelta(days=6))
        year.plan(called, partial(_plan_meeting, year, told, group, days))


def _open_only(year: Year, told: Told, group: ResidentialGroup, at: datetime) -> None:
    decision = open_decision(decision=prepare(year, group, told, at), by=year.account(OFFICER), at=at)
    if told.form == Form.BALLOT:
        _print(year, told, decision, group, at)


def _plan_meeting(year: Year, told: Told, group: ResidentialGroup, days: int, at: datetime) -> None:
    decision = prepare(year, group, told, at)
    planned_at = clock.moment_on(year.until + timedelta(days=days), 19, 30)
    meeting = meetings.call(year, group, planned_at=planned_at, at=at, decisions=(decision,))
    if days < SHORT_LEAD:
        year.plan_at_work(at + timedelta(days=2), partial(meetings.make_ready, year, meeting))


def _plan_initiatives(year: Year, groups: list[ResidentialGroup]) -> None:
    """One that still gathers, one with enough households behind it, one whose time is over."""
    rows = (
        (20, 0, "Trồng cây xanh dọc mương", "Mỗi hộ một cây, tổ mua giống."),
        (35, 30, "Làm sân chơi cho trẻ em", "Dùng khoảng đất trống sau nhà văn hóa."),
        (150, 0, "Đổi giờ đổ rác", "Chuyển sang 18 giờ để người đi làm kịp đổ."),
    )
    for place, (days, share, title, content) in enumerate(rows):
        at = clock.moment_on(max(year.until - timedelta(days=days), year.began + timedelta(days=4)), 20)
        year.plan(at, partial(_initiate, year, groups[place % len(groups)], (title, content), share))


def _initiate(year: Year, group: ResidentialGroup, words: tuple[str, str], share: int, at: datetime) -> None:
    head = (
        Person.objects.filter(ward=year.ward, household__group=group, account__isnull=False, left_on=None)
        .select_related("account")
        .first()
    )
    if head is None or head.account is None:
        return
    initiative = propose(ward=year.ward, kind="other", title=words[0], content=words[1], by=head.account, at=at)
    if share:
        households = list(Household.objects.filter(group=group, left_on=None).exclude(pk=head.household_id or 0))
        backing = households[: max(1, len(households) * share // 100)]
        told = {"initiative": initiative, "households": backing, "by": year.account(OFFICER)}
        year.plan_at_work(at + timedelta(hours=1), lambda at: enter_backings(**told, at=at))
    else:
        over = clock.moment_on(initiative.valid_until + timedelta(days=1), 8)
        year.plan_at_work(over, partial(_lapse, initiative, year))


def _lapse(initiative: Initiative, year: Year, at: datetime) -> None:
    lapse_initiative(initiative=initiative, by=year.account(OFFICER), at=at)
