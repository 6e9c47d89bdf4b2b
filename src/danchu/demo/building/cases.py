"""A year of what people sent in, through the real acts: by every way, answered in time and late, shown to everyone,
joined, opened again, refused, forwarded, paused, in a second instance, and a few under seal."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from danchu.core.actors import VISITOR, Actor
from danchu.core.models import User
from danchu.demo import sign_ins
from danchu.demo.building import hours, senders
from danchu.demo.building.year import Year
from danchu.demo.cases import Letter, letters
from danchu.demo.places import street
from danchu.inspect import law, queries, seal
from danchu.inspect.actions.after import record_follow_up
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.actions.publishing import join_case, note_on_case, publish_case, rate_case
from danchu.inspect.actions.sealing import give_share, make_key
from danchu.inspect.actions.settling import (
    accept_case,
    answer_case,
    forward_case,
    merge_case,
    pause_case,
    refuse_case,
    reopen_case,
    resume_case,
    withdraw_case,
)
from danchu.inspect.actions.steps import plan_step, record_step
from danchu.inspect.models import Case, Topic
from danchu.inspect.opening import open_seal
from danchu.inspect.states import Channel, Kind, State, StepKind
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward import queries as ward
from danchu.ward.models import ResidentialGroup

OFFICER, CHAIR, SETTLER = "vanphong", "chutich", "congan"
HANDLERS = {"KTHTDT": "kinhte", "VHXH": "vanhoa", "CAP": "congan"}
REMARKS, COMPLAINTS, INFORMATION = 125, 9, 14
LATE = 0.08
"""The share of remarks that take longer than the others."""
TOLD_TWICE = 0.06
"""The share of remarks that a neighbour sends too, the day after."""
PUBLISHED_IN = ("portal", "meeting")
"""How the conclusion on a denunciation is made public."""
_CHANNELS = (Channel.WEB, Channel.WEB, Channel.WEB, Channel.PHONE, Channel.PAPER, Channel.SPOKEN, Channel.API)
_BY_ITSELF = frozenset({Channel.WEB, Channel.API})
_SAID = {
    5: ("Làm nhanh, cảm ơn phường.", "Rất hài lòng.", ""),
    4: ("Tốt, mong giữ được lâu.", ""),
    3: ("Được, nhưng hơi chậm.", ""),
    2: ("Chờ lâu quá.",),
}
_NOTES = ("Đã gọi tổ trưởng xác nhận hiện trạng.", "Chờ vật tư về kho.", "Hẹn người gửi 8 giờ sáng mai tại chỗ.")

type Next = Callable[[datetime], object]


class _Post:
    """What comes in in the year, and what the ward does with it."""

    def __init__(self, year: Year, groups: list[ResidentialGroup]) -> None:
        self.year, self.groups = year, groups
        self.rng = year.rng("cases")
        self.topics: dict[str, Topic] = {}
        self.senders = senders.of(year.ward)
        self.latest: dict[str, Case] = {}

    def start(self, at: datetime) -> None:
        """Make the keys of those who settle denunciations; the topics are there by now."""
        year = self.year
        self.topics = {each.code: each for each in queries.topics(year.ward)}
        for username, words in sign_ins.SEAL_WORDS.items():
            make_key(ward=year.ward, pair=seal.new_pair(words), by=year.account(username), at=at)

    def receive(self, letter: Letter, at: datetime) -> None:
        """Let a letter come in: by itself at any hour, or when somebody at the office takes it in."""
        channels = _CHANNELS if letter.kind == Kind.REMARK else (Channel.WEB, Channel.PAPER)
        channel = self.rng.choice(channels)
        plan = self.year.plan if channel in _BY_ITSELF else self.year.plan_at_work
        plan(at, partial(self.take_in, letter, channel))

    def take_in(self, letter: Letter, channel: Channel, at: datetime) -> None:
        """Take a letter in and plan what becomes of it."""
        rng, before = self.rng, self.latest.get(letter.title)
        if before is not None and before.is_open and before.group is not None:
            group, place = before.group, before.address
        else:
            group, place = rng.choice(self.groups), street(rng)
        told = {"place": place, "group": group.name, "day": "{day}"}
        sender = rng.choice(self.senders)
        is_nameless = letter.kind == Kind.REMARK and rng.random() < 0.15
        contact = Contact() if is_nameless else Contact(sender.name, sender.phone, "", sender.address)
        case = receive_case(
            ward=self.year.ward,
            kind=letter.kind,
            channel=channel,
            text=letter.text.format_map(told),
            title=letter.title.format_map(told),
            topic=self.topics[letter.topic],
            place=Place(group, place),
            contact=contact,
            wants_public=not letter.is_private and rng.random() < 0.8,
            by=VISITOR if channel in _BY_ITSELF else self.year.account(OFFICER),
            at=at,
        )
        _PATHS[letter.kind](self, letter, case, told, at)

    def officer(self, case: Case) -> User:
        """Who handles ``case``: somebody of its unit who may sign in."""
        return self.year.account(HANDLERS.get(case.unit.code, OFFICER) if case.unit else OFFICER)

    def then(self, at: datetime, days: int, act: Next) -> None:
        """Plan ``act`` of the office some days on."""
        moment = hours.on_day(clock.local_day(at) + timedelta(days=days), self.rng)
        self.year.plan_at_work(max(moment, at + timedelta(minutes=25)), act)

    def then_from_home(self, at: datetime, days: int, act: Next) -> None:
        """Plan ``act`` of somebody who has the evenings for it, some days on."""
        moment = hours.awake(clock.local_day(at) + timedelta(days=days), self.rng)
        self.year.plan(moment if moment > at else moment + timedelta(days=1), act)

    def accept(self, case: Case, at: datetime) -> None:
        """The unit of the topic, or the office, takes ``case`` up."""
        handler = self.officer(case)
        unit = case.unit or ward.units(self.year.ward).get(code="VP")
        accept_case(case=case, unit=unit, handler=handler, by=self.year.account(OFFICER), at=at)

    def follow_up(self, case: Case, move: str, by: User, at: datetime) -> None:
        """Plan what the law wants done after ``move``: sending, acting on a conclusion, making it public."""
        for each in law.kind_of(case.kind).after_move(move, case.instance):
            self.then(at, 1, partial(_follow_up, case, each.key, publishes=each.publishes, by=by))


def build(year: Year) -> None:
    """Plan the year's letters, evenly over its days, denser in the last weeks."""
    groups = list(ward.groups(year.ward))
    if not groups or not ward.units(year.ward).filter(code="VP").exists():
        return
    post = _Post(year, groups)
    year.plan(clock.moment_on(year.began, 9), post.start)
    rng = year.rng("cases/days")
    for kind, number in ((Kind.REMARK, REMARKS), (Kind.COMPLAINT, COMPLAINTS), (Kind.INFORMATION, INFORMATION)):
        known = [each for each in letters() if each.kind == kind]
        for place in range(number):
            year.plan(_moment(year, rng, place / number), partial(post.receive, known[place % len(known)]))
    sealed = [each for each in letters() if each.kind == Kind.DENUNCIATION]
    for letter, days in zip(sealed, (130, 60, 3), strict=False):
        day = max(year.until - timedelta(days=days), year.began + timedelta(days=3))
        year.plan(clock.moment_on(day, 10), partial(_denounce, post, letter))


def _moment(year: Year, rng: Random, share: float) -> datetime:
    """A moment at about that share of the year; the last weeks have more than their part."""
    days = (year.until - year.began).days - 3
    return hours.awake(year.began + timedelta(days=3 + int(days * share**0.8)), rng)


def _remark(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    rng = post.rng
    before = post.latest.get(letter.title)
    post.latest[letter.title] = case
    if before is not None and before.is_open and rng.random() < 0.8:
        post.then(at, 1, partial(_merge, post, case, before))
        return
    if rng.random() < TOLD_TWICE:
        post.then_from_home(at, 1, partial(post.receive, letter))
    chance = rng.random()
    if letter.forwarded_to and chance < 0.4:
        post.then(at, 2, partial(_forward, post, case, letter.forwarded_to))
    elif chance < 0.05:
        post.then(
            at, 3, partial(_refuse, post, case, "unclear", "Đã gọi hai lần theo số ghi trong đơn, không liên lạc được.")
        )
    elif chance < 0.07:
        post.then_from_home(at, 1, partial(_withdraw, case, "Việc đã được tổ giải quyết."))
    elif post.year.forgets("remark", clock.local_day(at)):
        return
    else:
        post.then(at, rng.choice((0, 0, 1, 1, 2, 4)), partial(_take_up, post, letter, case, told))


def _take_up(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    rng = post.rng
    post.accept(case, at)
    if case.wants_public and rng.random() < 0.75:
        post.then(at, 0, partial(_publish, post, case))
    if rng.random() < 0.2:
        post.then(at, 1, partial(_note, post, case, rng.choice(_NOTES)))
    days = rng.choice((14, 17, 22, 30)) if rng.random() < LATE else rng.randrange(1, 10)
    post.then(at, days, partial(_answer, post, letter, case, told))


def _publish(post: _Post, case: Case, at: datetime) -> None:
    if not case.is_open:
        return
    publish_case(case=case, public_text=case.text, shows_place=True, by=post.officer(case), at=at)
    for number in range(post.rng.choice((0, 0, 0, 0, 1, 1, 3, 6))):
        post.then_from_home(at, post.rng.randrange(3), partial(_join, case, f"demo-{case.pk}-{number}"))


def _join(case: Case, who: str, at: datetime) -> None:
    case.refresh_from_db()
    if case.is_open and case.published_at is not None:
        join_case(case=case, who=who, by=VISITOR, at=at)


def _follow_up(case: Case, what: str, at: datetime, *, publishes: bool, by: User) -> None:
    today = clock.local_day(at)
    told: dict[str, Any] = {"ways": PUBLISHED_IN, "until": today + timedelta(days=60)} if publishes else {}
    record_follow_up(case=case, what=what, on=today, by=by, at=at, **told)


def _note(post: _Post, case: Case, text: str, at: datetime) -> None:
    note_on_case(case=case, text=text, by=post.officer(case), at=at)


def _answer(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    case.refresh_from_db()
    if not case.is_open:
        return
    words = letter.answer.format_map({**told, "day": vn_date(clock.local_day(at))})
    answer_case(case=case, answer=words, by=post.officer(case), at=at)
    rng = post.rng
    if law.kind_of(case.kind).may_reopen and case.reopened_at is None and rng.random() < 0.06:
        post.then_from_home(at, 3, partial(_reopen, post, letter, case, told))
    elif rng.random() < 0.55:
        late = case.due_on is not None and case.ended_on is not None and case.ended_on > case.due_on
        score = rng.choice((2, 3, 3, 4)) if late else rng.choice((3, 4, 4, 5, 5, 5))
        post.then_from_home(at, 1, partial(_rate, case, score, rng.choice(_SAID[score])))


def _rate(case: Case, score: int, words: str, at: datetime) -> None:
    if case.state == State.ANSWERED:
        rate_case(case=case, satisfaction=score, note=words, by=VISITOR, at=at)


def _reopen(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    reopen_case(case=case, reason="Sửa được hai hôm lại hỏng như cũ.", by=VISITOR, at=at)
    post.then(at, post.rng.randrange(3, 9), partial(_answer, post, letter, case, told))


def _merge(post: _Post, case: Case, into: Case, at: datetime) -> None:
    into.refresh_from_db()
    merge_case(case=case, into=into, by=post.year.account(OFFICER), at=at)


def _forward(post: _Post, case: Case, forwarded_to: str, at: datetime) -> None:
    words = "Việc thuộc trách nhiệm của đơn vị này; phường theo dõi kết quả."
    forward_case(case=case, forwarded_to=forwarded_to, answer=words, by=post.year.account(OFFICER), at=at)


def _refuse(post: _Post, case: Case, ground: str, words: str, at: datetime) -> None:
    refuse_case(case=case, ground=ground, answer=words, by=post.year.account(OFFICER), at=at)


def _withdraw(case: Case, reason: str, at: datetime) -> None:
    withdraw_case(case=case, reason=reason, by=VISITOR, at=at)


def _complaint(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    if post.rng.random() < 0.15:
        post.then(at, 6, partial(_refuse, post, case, "too_late", "Quyết định đã giao từ hơn một năm trước."))
    else:
        post.then(at, post.rng.randrange(3, 8), partial(_accept_complaint, post, letter, case))


def _accept_complaint(post: _Post, letter: Letter, case: Case, at: datetime) -> None:
    post.accept(case, at)
    if law.kind_of(case.kind).move("pause", law.began_on(case)) and post.rng.random() < 0.5:
        reason = "Người khiếu nại nằm viện, có giấy xác nhận, đề nghị tạm dừng."
        post.then(at, 5, partial(_pause, post, case, reason, 9))
    post.then(at, 12, partial(_dialogue, post, case))
    days = post.rng.choice((22, 26, 28, 38))
    post.then(at, days, partial(_conclude, post, letter, case))


def _pause(post: _Post, case: Case, reason: str, days: int, at: datetime) -> None:
    case.refresh_from_db()
    if case.state != State.SETTLING:
        return
    pause_case(case=case, reason=reason, by=post.officer(case), at=at)
    post.then(at, days, partial(_resume, post, case))


def _resume(post: _Post, case: Case, at: datetime) -> None:
    resume_case(case=case, by=post.officer(case), at=at)


def _dialogue(post: _Post, case: Case, at: datetime) -> None:
    day, told = clock.local_day(at), {"by": post.officer(case), "at": at}
    step = plan_step(case=case, kind=StepKind.DIALOGUE, planned_on=day, place="Phòng họp tầng 1, trụ sở phường", **told)
    record_step(
        step=step, done_on=day, text="Hai bên trình bày; còn khác nhau về thời điểm xây dựng. Đã lập biên bản.", **told
    )


def _conclude(post: _Post, letter: Letter, case: Case, at: datetime) -> None:
    case.refresh_from_db()
    if case.state != State.SETTLING:
        return
    answer_case(case=case, answer=letter.answer, outcome=letter.outcome, by=post.officer(case), at=at)
    post.follow_up(case, "answer", post.officer(case), at)
    if case.instance == 1 and letter.outcome == "wrong":
        post.then(at, 12, partial(_again, post, letter, case))


def _again(post: _Post, letter: Letter, first: Case, at: datetime) -> None:
    """The complaint goes on to the second instance."""
    sender = first.sender
    case = receive_case(
        ward=post.year.ward,
        kind=first.kind,
        channel=Channel.PAPER,
        title=f"{first.title} (lần hai)"[:200],
        text=f"Tôi không đồng ý với quyết định giải quyết lần đầu số {first.symbol}. {first.text}",
        topic=first.topic,
        place=Place(first.group, first.address),
        contact=Contact(sender.name, sender.phone, "", sender.address),
        previous=first,
        by=post.year.account(OFFICER),
        at=at,
    )
    post.then(at, 4, partial(_accept_complaint, post, letter, case))


def _information(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    if letter.ground:
        post.then(at, 3, partial(_refuse, post, case, letter.ground, letter.answer.format_map({**told, "day": ""})))
        return
    post.then(at, 1, partial(_take_on, post, letter, case, told))


def _take_on(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    post.accept(case, at)
    if post.rng.random() < 0.3:
        post.then(at, 1, partial(_pause, post, case, "Yêu cầu chưa nêu rõ tên văn bản; đã đề nghị bổ sung.", 5))
    post.then(at, post.rng.choice((3, 5, 7, 9)), partial(_give, post, letter, case, told))


def _give(post: _Post, letter: Letter, case: Case, told: dict[str, str], at: datetime) -> None:
    if case.state == State.PAUSED:
        post.then(at, 5, partial(_give, post, letter, case, told))
    else:
        _answer(post, letter, case, told, at)


_PATHS: dict[str, Callable[[_Post, Letter, Case, dict[str, str], datetime], None]] = {
    Kind.REMARK: _remark,
    Kind.COMPLAINT: _complaint,
    Kind.INFORMATION: _information,
}


def _denounce(post: _Post, letter: Letter, at: datetime) -> None:
    """Under the seal from the first moment, also here."""
    year, sender = post.year, post.rng.choice(post.senders)
    written = seal.Letter(
        text=letter.text, name=sender.name, phone=sender.phone, address=sender.address, accused=letter.accused
    )
    sealed = seal.close(written, (), queries.keys_for_sealing(year.ward))
    by: Actor = VISITOR
    case = receive_case(ward=year.ward, kind=letter.kind, channel=Channel.WEB, text="", seal=sealed, by=by, at=at)
    if letter.answer:
        post.then(at, 5, partial(_settle_sealed, post, letter, case))


def _settle_sealed(post: _Post, letter: Letter, case: Case, at: datetime) -> None:
    chair, settler = post.year.account(CHAIR), post.year.account(SETTLER)
    if letter.outcome == "partly":
        told: dict[str, Any] = {"case": case, "by": chair, "at": at}
        opened = open_seal(words=sign_ins.SEAL_WORDS[CHAIR], reason="Đọc đơn, giao người xác minh", **told)
        key = next(each for each in queries.keys_in_use(post.year.ward, ("civil_servant",)) if each.user == settler)
        give_share(key=key, wrapped=opened.share_for(key), **told)
    accept_case(case=case, handler=chair, by=chair, at=at)
    post.follow_up(case, "accept", chair, at)
    post.then(at, 26, partial(_conclude_sealed, post, letter, case))


def _conclude_sealed(post: _Post, letter: Letter, case: Case, at: datetime) -> None:
    chair = post.year.account(CHAIR)
    answer_case(case=case, answer=letter.answer, outcome=letter.outcome, by=chair, at=at)
    post.follow_up(case, "answer", chair, at)
