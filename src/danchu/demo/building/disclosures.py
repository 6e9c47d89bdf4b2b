"""A year of disclosures through the real acts: drafted, published, corrected, one withdrawn, some late, some never."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from danchu.core.actors import SYSTEM
from danchu.core.models import StoredFile, User
from danchu.demo.building import hours, papers, reach
from danchu.demo.building.hours import working_day
from danchu.demo.building.year import Year
from danchu.demo.records import DisclosureSubject
from danchu.demo.sign_ins import STAFF
from danchu.duties import queries as duties
from danchu.duties.models import Duty
from danchu.know import law, queries
from danchu.know.actions.drafting import Content, draft_disclosure
from danchu.know.actions.publishing import (
    correct_disclosure,
    end_disclosure,
    publish_disclosure,
    withdraw_disclosure,
)
from danchu.know.models import Disclosure
from danchu.know.states import PersonalData, State
from danchu.lib import clock
from danchu.matters.models import Matter
from danchu.ward import queries as ward
from danchu.ward.models import Organisation, ResidentialGroup
from danchu.ward.states import Office

_OFFICERS = {each.organisation: each.username for each in STAFF if each.office == Office.CIVIL_SERVANT}
_WITH_NAMES = frozenset({7, 8, 9})
"""Items of the list whose content names people because the law says so."""

_MATTERS = {
    "thu hồi đất": "đường vành đai",
    "bồi thường": "đường vành đai",
    "hộ nghèo": "Rà soát hộ nghèo",
    "Quỹ Vì người nghèo": "Quỹ Vì người nghèo",
    "mưa bão": "mưa bão",
    "cắt nước": "cắt điện",
    "an ninh": "camera",
}
"""A word of the title, and a word of the title of the matter to which such a disclosure belongs."""

_CORRECTED, _WITHDRAWN = 23, 41
"""Every so many-th is corrected; that one was published and withdrawn."""

LATE_TODAY, DROPPED = 99, 98
"""Stand for the number of working days after which something is published, late, today; and for a draft that was
dropped."""

_TABLE_ROWS = (
    "Chi thường xuyên", "Sự nghiệp giáo dục", "Bảo đảm xã hội", "Giao thông, thoát nước", "Vệ sinh môi trường",
    "Văn hóa, thể thao", "Quốc phòng, an ninh", "Quản lý nhà nước", "Dự phòng",
)  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """A subject with its place in the year and the day on which it is published (none: never)."""

    number: int
    subject: DisclosureSubject
    asked: law.Asked
    publish_on: date | None


def build(year: Year) -> None:
    """Plan the year's subjects, and today's work so that nobody's list is empty."""
    subjects = year.population.disclosures(year.until)
    for number, subject in enumerate(subjects):
        if subject.decided_on > year.began:
            _plan(year, number, subject)
    _plan_lists(year)
    for number, subject in enumerate(todays_work(year.until), start=len(subjects)):
        _plan(year, number, subject)


def todays_work(until: date) -> tuple[DisclosureSubject, ...]:
    """What is on the desks today whatever the day: something due today, some days on, and something just published
    late, which has to be posted and told today."""
    rows = (
        (7, "VHXH", "Danh sách đề nghị hưởng trợ cấp xã hội bổ sung", -5, 4),
        (6, "KTHTDT", "Danh mục tài sản công đề nghị thanh lý", -3, 5),
        (12, "KTHTDT", "Điều chỉnh giá dịch vụ trông giữ xe tại chợ", -2, 4),
        (11, "VP", "Tổng hợp ý kiến Nhân dân về lịch tiếp công dân", -4, -2),
        (13, "PVHCC", "Thủ tục hành chính thực hiện không phụ thuộc địa giới", -6, 1),
        (8, "VHXH", "Kết quả phân bổ quà hỗ trợ hộ bị thiệt hại", -7, LATE_TODAY),
        (6, "KTHTDT", "Danh mục tài sản công đề nghị điều chuyển", -9, DROPPED),
    )
    return tuple(
        DisclosureSubject(
            item=item,
            schedule="",
            limit="",
            title=f"{title}, tháng {until.month} năm {until.year}",
            text=f"{title}: nội dung, căn cứ, danh mục kèm theo và nơi tiếp nhận ý kiến của Nhân dân.",
            unit_code=unit,
            group_codes=(),
            decided_on=working_day(until, days),
            margin_days=margin,
        )
        for item, unit, title, days, margin in rows
    )


def _plan(year: Year, number: int, subject: DisclosureSubject) -> None:
    rng = year.rng(f"disclosure/{number}")
    asked = _asked(subject)
    due_on = asked.deadline(subject.decided_on).due_on
    publish_on = _publish_on(year, subject, asked, due_on)
    if publish_on is None and subject.schedule:
        return  # the planned duty stays open
    latest = publish_on or due_on
    draft_on = min(working_day(subject.decided_on, rng.randrange(2)), latest)
    planned = Planned(number, subject, asked, publish_on)
    year.plan_at_work(_office_hour(draft_on, rng, 8, 11), partial(_draft, year, planned))


def _publish_on(year: Year, subject: DisclosureSubject, asked: law.Asked, due_on: date) -> date | None:
    """The day of publication. What is in time leaves the loudspeaker its days in a row before the limit."""
    margin = subject.margin_days
    if margin is None or margin == DROPPED:
        return None
    if margin == LATE_TODAY:
        return year.until
    if margin <= 0:
        spoken = max((each.min_days for each in asked.item.requirements if each.form.key == law.LOUDSPEAKER), default=0)
        margin = min(margin, -spoken)
    return max(working_day(due_on, margin), subject.decided_on)


def _office_hour(day: date, rng: Random, first: int, last: int) -> datetime:
    return clock.moment_on(day, rng.randrange(first, last), rng.randrange(60))


def _asked(subject: DisclosureSubject) -> law.Asked:
    choices = [each for each in law.choices(subject.decided_on) if each.item.number == subject.item]
    schedule = next((each for each in choices[0].item.schedules if each.key == subject.schedule), None)
    limit = schedule.limit.key if schedule else subject.limit
    return next((each for each in choices if each.limit.key == limit), choices[0])


def _draft(year: Year, planned: Planned, at: datetime) -> None:
    subject, rng = planned.subject, year.rng(f"draft/{planned.number}")
    by = year.account(_OFFICERS.get(subject.unit_code, "vanphong"))
    number = f"{100 + planned.number * 3}/{rng.choice(('TB', 'BC', 'KH'))}-UBND"
    item = planned.asked.item
    publish_on = planned.publish_on or clock.local_day(at)
    disclosure = draft_disclosure(
        ward=year.ward,
        content=Content(
            item=planned.asked.value,
            title=subject.title,
            decided_on=subject.decided_on,
            body=f"{subject.text}\n\n{papers.amounts_in_words(rng)}",
            document_number=number,
            to_day=law.least_end(item, publish_on) if rng.random() < 0.6 else None,
            forms=tuple(each.form.key for each in item.requirements),
            files=_files(year, planned, number, rng, at),
            group=_group(year, subject),
            matter=_matter(year, subject),
            unit=Organisation.objects.get(ward=year.ward, code=subject.unit_code),
        ),
        duty=_duty(year, planned, at),
        by=by,
        at=at,
    )
    if planned.publish_on is not None:
        moment = max(at + timedelta(minutes=20), _office_hour(planned.publish_on, rng, 13, 16))
        if planned.publish_on == year.until:
            moment = max(at, min(moment, hours.last_at_work(year.now)))  # by now, whatever the hour
        year.plan(moment, partial(_publish, year, planned, disclosure, by))
    elif subject.margin_days == DROPPED:
        reason = "Trùng với nội dung đã công khai; cơ quan ban hành đã thu hồi văn bản."
        year.plan_at_work(at + timedelta(days=2), partial(_withdraw, disclosure, by, reason))


def _publish(year: Year, planned: Planned, disclosure: Disclosure, by: User, at: datetime) -> None:
    personal_data = PersonalData.LAWFUL if planned.subject.item in _WITH_NAMES else PersonalData.NONE
    publish_disclosure(disclosure=disclosure, state_secret=False, personal_data=personal_data, by=by, at=at)
    reach.plan(year, disclosure, by, at)
    if disclosure.to_day is not None:
        over = clock.moment_on(disclosure.to_day + timedelta(days=1), 0, 40)
        year.plan(over, partial(_end, disclosure))
    if planned.number % _CORRECTED == _CORRECTED - 1:
        year.plan_at_work(at + timedelta(days=2, hours=-3), partial(_correct, disclosure, planned.subject, by))
    if planned.number == _WITHDRAWN:
        reason = "Văn bản gốc ghi nhầm diện tích; Ủy ban nhân dân phường ban hành lại và sẽ công khai bản mới."
        year.plan_at_work(at + timedelta(days=4), partial(_withdraw, disclosure, by, reason))


def _correct(disclosure: Disclosure, subject: DisclosureSubject, by: User, at: datetime) -> None:
    correct_disclosure(
        disclosure=disclosure,
        title=subject.title,
        body=f"{subject.text}\n\nNơi tiếp nhận ý kiến: bộ phận một cửa, tất cả các ngày làm việc.",
        reason="Bổ sung nơi tiếp nhận ý kiến; sửa lỗi đánh máy ở bảng kèm theo.",
        files=tuple(each.file for each in disclosure.versions.get(number=1).attachments.select_related("file")),
        by=by,
        at=at,
    )


def _withdraw(disclosure: Disclosure, by: User, reason: str, at: datetime) -> None:
    withdraw_disclosure(disclosure=disclosure, reason=reason, by=by, at=at)


def _end(disclosure: Disclosure, at: datetime) -> None:
    disclosure.refresh_from_db()
    if disclosure.state == State.PUBLISHED:
        end_disclosure(disclosure=disclosure, by=SYSTEM, at=at)


def _files(year: Year, planned: Planned, number: str, rng: Random, at: datetime) -> tuple[StoredFile, ...]:
    """Most have the document itself; some a table or a letter beside it."""
    title, text = planned.subject.title, planned.subject.text
    made: list[tuple[str, bytes]] = []
    if rng.random() < 0.55:
        made.append(("pdf", papers.pdf(year.ward, number, title, [text, papers.amounts_in_words(rng)])))
    if planned.subject.item in {2, 3, 5, 6} and rng.random() < 0.5:
        made.append(("xlsx", papers.table(title, rng, _TABLE_ROWS)))
    if rng.random() < 0.1:
        made.append(("docx", papers.word(title, [text])))
    return tuple(papers.attach(year.ward, papers.file_name(title, ending), content, at) for ending, content in made)


def _group(year: Year, subject: DisclosureSubject) -> ResidentialGroup | None:
    if len(subject.group_codes) != 1:
        return None
    return ward.groups(year.ward).get(code=subject.group_codes[0])


def _matter(year: Year, subject: DisclosureSubject) -> Matter | None:
    for word, title in _MATTERS.items():
        if word in subject.title:
            return Matter.objects.filter(ward=year.ward, title__contains=title, closed_at=None).first()
    return None


def _duty(year: Year, planned: Planned, at: datetime) -> Duty | None:
    """The planned duty that this answers: that of the same schedule and the nearest date."""
    subject = planned.subject
    if not subject.schedule:
        return None
    key = f"/{planned.asked.item.key}/{subject.schedule}/"
    due = [each for each in law.due_in(year.until.year) if key in each.key]
    nearest = min(due, key=lambda each: abs((each.due.start - subject.decided_on).days), default=None)
    if nearest is None or abs((nearest.due.start - subject.decided_on).days) > 45:
        return None
    return duties.open_with_key(year.ward, queries.duty_key(nearest.key))


def _plan_lists(year: Year) -> None:
    """The list of all that was disclosed in a quarter, which the law asks for itself."""
    for obligation in law.due_in(year.until.year):
        if obligation.item is None and obligation.due.due_on > year.began:
            day = working_day(obligation.due.due_on, -1)
            year.plan(
                clock.moment_on(day, 9, 15), partial(_publish_list, year, obligation.key, obligation.period_label)
            )


def _publish_list(year: Year, key: str, period: str, at: datetime) -> None:
    duty = duties.open_with_key(year.ward, queries.duty_key(key))
    by, day = year.account("vanphong"), clock.local_day(at)
    number = queries.published(year.ward).filter(published_on__gte=day - timedelta(days=100)).count()
    content = Content(
        item=law.OTHER,
        title=f"Danh sách nội dung đã công khai {period[:1].lower()}{period[1:]}",
        decided_on=day,
        body=f"Trong kỳ, phường đã công khai {number} nội dung. Danh sách ghi hình thức, nơi và thời gian công khai.",
        forms=(law.PORTAL,),
    )
    disclosure = draft_disclosure(ward=year.ward, content=content, duty=duty, by=by, at=at)
    told = {"disclosure": disclosure, "state_secret": False, "personal_data": PersonalData.NONE, "by": by}
    year.plan(at + timedelta(minutes=9), lambda at: publish_disclosure(**told, at=at))
