"""After closing: what the law wants done with a decision, by whom, by when; and that it was done."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import StoredFile
from danchu.core.official import WITHIN, official
from danchu.core.records.keeping import kept_as_file
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import law
from danchu.discuss import queries_following as following
from danchu.discuss.actions.preparing import Answerable, Plan, prepare_decision
from danchu.discuss.chores import draft, for_the_ward, next_yearly
from danchu.discuss.effects import line_of
from danchu.discuss.models import Decision, FollowUp, Telling
from danchu.discuss.states import CARRY_OUT, IN_FORCE, RECOGNISE, SEND, Answer, State, WrittenAs
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import drop_about, fulfil_about, open_all
from danchu.know.actions.drafting import Content, draft_disclosure
from danchu.know.actions.publishing import publish_disclosure
from danchu.know.states import Manner
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.matters.states import Step
from danchu.ward.models import ResidentialGroup
from statute.decisions import ADOPTION, COMMITTEE

CLAUSE = "2.2.c.1"
WRITTEN_CLAUSE = "2.2.c.6"


@official(label="Lập việc sau khi quyết định", clause=CLAUSE, policy=WITHIN)
def begin_follow_up(
    *, decision: Decision, written_as: str, carry_out_by: date | None, by: Actor, at: datetime
) -> Done[FollowUp]:
    """What follows the closing: the form in which it is written, and the duties of the law where it passed."""
    follow_up, _ = FollowUp.objects.update_or_create(
        ward=decision.ward,
        decision=decision,
        defaults={
            "written_as": WrittenAs(written_as),
            "carry_out_by": carry_out_by,
            # Of a closing that was taken back for a recount no day of its own stands any more.
            "in_force_on": None,
            "in_force_note": "",
        },
    )
    decision.follow_up = follow_up  # after a recount the object may still hold the one before
    wanted = decision.passed and not decision.organisation_id
    return Done(follow_up, *([open_all(_drafts(decision, follow_up, clock.local_day(at)))] if wanted else ()))


def _drafts(decision: Decision, follow_up: FollowUp, today: date) -> Iterator[Draft]:
    """What the law wants done with what was passed."""
    yield _sending(decision, today)
    if decision.rule["in_force"] == ADOPTION:
        yield _carrying_out(decision, follow_up, today)
    if decision.rule["in_force"] == COMMITTEE:
        yield for_the_ward(_setting_the_day(decision, today), decision)


@official(label="Lập việc thực hiện quyết định", clause=CLAUSE, policy=WITHIN)
def begin_carrying_out(*, decision: Decision, by: Actor, at: datetime) -> Done[Decision]:
    """What was decided is in force: carrying it out and reporting on it becomes a duty."""
    return Done(decision, open_all([_carrying_out(decision, following.follow_up_of(decision), clock.local_day(at))]))


@official(label="Hủy việc phải làm của lần kết thúc trước", clause=CLAUSE, policy=WITHIN)
def call_off_follow_up(*, decision: Decision, reason: str, by: Actor, at: datetime) -> Done[Decision]:
    """What was to be done after a closing that is taken back for a recount need not be done."""
    return Done(decision, drop_about(decision, reason))


def _sending(decision: Decision, today: date) -> Draft:
    due_on, rule = law.deadline(law.sending_rule(decision.kind), today)
    address = reverse("discuss:send", args=[decision.pk])
    return draft(
        decision,
        SEND,
        title=f"{rule.label}: {decision.title}",
        address=address,
        due_on=due_on,
        basis=law.basis(rule, due_on),
        arose_on=today,
    )


def _setting_the_day(decision: Decision, today: date) -> Draft:
    due_on, rule = law.deadline("decision.ward_in_force", today)
    address = reverse("discuss:in-force", args=[decision.pk])
    title, basis = f"{rule.label}: {decision.title}", law.basis(rule, due_on)
    return draft(decision, IN_FORCE, title=title, address=address, due_on=due_on, basis=basis, arose_on=today)


def _carrying_out(decision: Decision, follow_up: FollowUp, today: date) -> Draft:
    rule = law.report_day(today)
    due_on = follow_up.carry_out_by or next_yearly(str(rule.value), today)
    title = f"{rule.label}: {decision.title}"
    basis = (
        {"citation": str(rule.citation), "due": due_on.isoformat()}
        if follow_up.carry_out_by
        else law.basis(rule, due_on)
    )
    address = reverse("discuss:report", args=[decision.pk])
    return draft(decision, CARRY_OUT, title=title, address=address, due_on=due_on, basis=basis, arose_on=today)


@official(label="Ghi nhận gửi quyết định đến Ủy ban nhân dân và Mặt trận", clause=CLAUSE, policy="discuss.conduct")
def record_sending(*, decision: Decision, sent_on: date, note: str = "", by: Actor, at: datetime) -> Done[Decision]:
    """Record that what was decided went to the People's Committee and the Front (khoản 3 Điều 20). Where the law wants
    recognition, the clock of the answer begins to run. Raises ``Refused`` for what was not passed, or a day out of
    order."""
    follow_up = _of_passed(decision)
    refuse_if(_day_faults(sent_on, decision, at, "sent_on"))
    refuse_if([Objection("Đã ghi nhận việc gửi rồi.")] if follow_up.sent_on else [])
    follow_up.sent_on, follow_up.sent_note = sent_on, clean(note)
    follow_up.save()
    return Done(
        decision,
        fulfil_about(decision, f"Đã gửi ngày {vn_date(sent_on)}", kind=SEND),
        *([open_all([_recognising(decision, sent_on)])] if following.awaits_recognition(decision) else ()),
        line_of(decision, f"Đã gửi Ủy ban nhân dân và Mặt trận: {decision.title}"),
        public=True,
    )


def _recognising(decision: Decision, sent_on: date) -> Draft:
    wanted = law.recognition_rule(decision.kind, is_release=following.release_of(decision) is not None)
    due_on, rule = law.deadline(wanted, sent_on)
    address = reverse("discuss:recognise", args=[decision.pk])
    title, basis = f"{rule.label}: {decision.title}", law.basis(rule, due_on)
    one = draft(decision, RECOGNISE, title=title, address=address, due_on=due_on, basis=basis, arose_on=sent_on)
    return for_the_ward(one, decision)


@official(label="Công khai kết quả bàn và quyết định", clause=CLAUSE, policy="discuss.recognise")
def publish_result(
    *,
    decision: Decision,
    files: Iterable[StoredFile] = (),
    state_secret: bool | None,
    personal_data: str,
    by: Actor,
    at: datetime,
) -> Decision:
    """Disclose what was decided through the forms of the law, with the documents that were issued of it and ``files``
    besides: on the portal and through the leaders of its groups. ``state_secret`` and ``personal_data`` are the
    officer's answers to the questions of Điều 11. Raises ``Refused`` before it is closed, inside an organisation,
    twice, or while an answer forbids it."""
    if decision.state != State.CLOSED or decision.organisation_id:
        raise Refused("Chỉ công khai kết quả của việc đã kết thúc, ở tổ dân phố hoặc toàn phường.")
    follow_up = following.follow_up_of(decision)
    refuse_if([Objection("Kết quả đã được công khai.")] if follow_up.disclosure_id else [])
    issued = tuple(kept_as_file(each, at) for each in following.public_papers_of(decision))
    disclosure = draft_disclosure(
        ward=decision.ward,
        content=Content(
            item=law.OTHER_ITEM,
            title=f"Kết quả bàn và quyết định: {decision.title}"[:300],
            decided_on=clock.local_day(decision.closed_at or at),
            body=following.result_in_words(decision),
            forms=law.RESULT_FORMS,
            files=(*issued, *files),
            group=following.only_group(decision),
            matter=decision.matter,
        ),
        by=by,
        at=at,
    )
    publish_disclosure(disclosure=disclosure, state_secret=state_secret, personal_data=personal_data, by=by, at=at)
    follow_up.disclosure = disclosure
    follow_up.save()
    return decision


@official(label="Ghi nhận đã báo quyết định đến các hộ", clause=WRITTEN_CLAUSE, policy="discuss.conduct")
def record_telling(
    *,
    decision: Decision,
    group: ResidentialGroup | None,
    manner: str,
    told_on: date,
    missed: tuple[str, ...] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> Telling:
    """Record that the households of ``group`` were told; ``missed`` are the codes of those not reached yet. Raises
    ``Refused`` for codes that are not on the roll or a day out of order."""
    roll = decision.electors.filter(group=group)
    codes = set(roll.values_list("code", flat=True))
    refuse_if(_telling_faults(decision, manner, told_on, missed=set(missed), codes=codes, at=at))
    return Telling.objects.create(
        ward=decision.ward,
        decision=decision,
        group=group,
        manner=manner,
        told_on=told_on,
        households=len(codes) - len(set(missed)),
        missed=sorted(set(missed)),
        note=clean(note),
    )


def _telling_faults(
    decision: Decision, manner: str, told_on: date, *, missed: set[str], codes: set[str], at: datetime
) -> Iterator[Objection]:
    if decision.state != State.CLOSED:
        yield Objection("Việc này chưa có kết quả để báo.")
        return
    yield from _day_faults(told_on, decision, at, "told_on")
    if manner not in Manner.values:
        yield Objection("Hãy chọn cách đã báo.", "manner")
    if not codes:
        yield Objection("Tổ này không thuộc phạm vi của việc.", "group")
    elif unknown := missed - codes:
        yield Objection(f"Không có trong danh sách: {', '.join(sorted(unknown))}.", "missed")


@official(label="Báo cáo kết quả thực hiện quyết định", clause=CLAUSE, policy="discuss.conduct")
def report_carrying_out(*, decision: Decision, report: str, on: date, by: Actor, at: datetime) -> Done[Decision]:
    """The leader reports how what was decided was carried out (Điều 23)."""
    follow_up = _of_passed(decision)
    refuse_if([] if report.strip() else [Objection("Hãy ghi kết quả thực hiện.", "report")])
    refuse_if(_day_faults(on, decision, at, "on"))
    follow_up.report, follow_up.reported_on = report.strip(), on
    follow_up.save()
    return Done(
        decision,
        fulfil_about(decision, f"Đã báo cáo ngày {vn_date(on)}", kind=CARRY_OUT),
        line_of(decision, f"Báo cáo kết quả thực hiện: {decision.title}", step=Step.ACT),
        public=True,
    )


@official(label="Chuẩn bị biểu quyết lại giữa những người bằng phiếu", clause=CLAUSE, policy="discuss.conduct")
def prepare_runoff(*, decision: Decision, by: Actor, at: datetime) -> Decision:
    """Prepare a new decision on the same matter between those who were tied for the last seat. Raises ``Refused``
    where nobody is tied, or when it was prepared already."""
    tied = decision.outcome.get("tied", [])
    follow_up = following.follow_up_of(decision)
    if decision.state != State.CLOSED or not tied or follow_up.runoff_id:
        raise Refused("Không có phương án hay người nào bằng phiếu, hoặc lần biểu quyết lại đã được chuẩn bị.")
    options = tuple(
        Answerable(Answer.CANDIDATE, each.text, each.person, each.note, each.is_self_nominated)
        for each in decision.options.filter(position__in=tied)
    )
    runoff = prepare_decision(
        ward=decision.ward,
        plan=Plan(
            kind=decision.kind,
            title=f"{decision.title} (biểu quyết lại)"[:300],
            proposal=f"{decision.proposal}\n\nBiểu quyết lại giữa các phương án bằng phiếu nhau.",
            forms=decision.forms,
            groups=()
            if decision.is_ward_wide
            else tuple(each.group for each in decision.groups.select_related("group")),
            is_ward_wide=decision.is_ward_wide,
            organisation=decision.organisation,
            options=options,
            method=decision.method,
            seats=decision.seats and decision.seats - len(decision.outcome["elected"]),
            ballot_ground=decision.ballot_ground,
            online_conditions=decision.online_conditions,
            matter=decision.matter,
        ),
        by=by,
        at=at,
    )
    follow_up.runoff = runoff
    follow_up.save()
    return runoff


def _of_passed(decision: Decision) -> FollowUp:
    if decision.state != State.CLOSED or not decision.passed:
        raise Refused("Chỉ làm được với việc đã kết thúc và được thông qua.")
    return following.follow_up_of(decision)


def _day_faults(day: date, decision: Decision, at: datetime, field: str) -> Iterator[Objection]:
    today = clock.local_day(at)
    closed_on = clock.local_day(decision.closed_at or at)
    if day > today:
        yield Objection(f"Ngày này ở tương lai. Hôm nay là {vn_date(today)}.", field)
    elif day < closed_on:
        yield Objection(f"Ngày này trước khi có kết quả ({vn_date(closed_on)}).", field)
