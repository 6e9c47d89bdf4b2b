"""The answer of the competent body (khoản 2 Điều 21), and what takes effect with it: offices, codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.following import Done, Effect, then
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.discuss import law
from danchu.discuss import queries_following as following
from danchu.discuss.actions.codes import bring_into_force
from danchu.discuss.actions.preparing import Plan, prepare_decision
from danchu.discuss.chores import draft, for_the_ward
from danchu.discuss.effects import line_of
from danchu.discuss.models import Decision, Release
from danchu.discuss.states import NEW_ELECTION, RECOGNISE, RECOGNITION_LIFE, Form, Method, ReleaseGround
from danchu.duties.actions.duties import Draft, fulfil_duty
from danchu.duties.effects import fulfil_about, open_all
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward.actions.mandates import end_released, give_elected
from danchu.ward.models import Mandate, Person
from danchu.ward.states import Office
from statute.citation import Citation
from statute.outcomes import needed

CLAUSE = "2.2.c.1"


@dataclass(frozen=True)
class Term:
    """The term of those elected: which ``office`` (of a board), until when, and who is meant by a place on the ballot
    where that does not say it itself."""

    office: str = ""
    ends_on: date | None = None
    people: Mapping[int, Person] = field(default_factory=dict)


BOARDS = (Office.INSPECTION_BOARD_MEMBER, Office.INVESTMENT_BOARD_MEMBER)
"""To which the People elect members (khoản 5 Điều 15)."""


@official(label="Ghi nhận việc công nhận", clause=CLAUSE, policy="discuss.recognise")
def answer_recognition(
    *,
    decision: Decision,
    recognised: bool,
    on: date,
    note: str,
    term: Term = Term(),
    by: Actor,
    at: datetime,
) -> Done[Decision]:
    """Enter that the competent body recognised what was decided, or why not (khoản 2 Điều 21).

    With the recognition of an election those elected hold the office of ``term`` from ``on``. With that of a release
    the term ends; with that of a code it is in force. Raises ``Refused`` without a document
    or reason, for a day out of order, or when somebody elected cannot be told from others of that name.
    """
    refuse_if(_faults(decision, recognised=recognised, on=on, note=note, at=at))
    decision.recognition = RECOGNITION_LIFE.step(decision.recognition, "recognise" if recognised else "refuse")
    decision.recognised_on, decision.recognition_note = on, note.strip()
    said = "Được công nhận" if recognised else "Không được công nhận"
    return Done(
        decision,
        fulfil_about(decision, f"{said}: {note.strip()}", kind=RECOGNISE),
        *(_effects(decision, on, term) if recognised else ()),
        line_of(decision, f"{said}: {decision.title} ({note.strip()})"),
        public=True,
    )


def _faults(decision: Decision, *, recognised: bool, on: date, note: str, at: datetime) -> Iterator[Objection]:
    if not note.strip():
        word = "số, ngày văn bản công nhận" if recognised else "lý do không công nhận"
        yield Objection(f"Hãy ghi {word}.", "note")
    if not following.awaits_recognition(decision):
        yield Objection("Việc này không chờ công nhận.")
    elif on < clock.local_day(decision.closed_at or at):
        yield Objection("Ngày này trước khi có kết quả.", "on")
    elif on > clock.local_day(at):
        yield Objection(f"Ngày này ở tương lai. Hôm nay là {vn_date(clock.local_day(at))}.", "on")


def _effects(decision: Decision, on: date, term: Term) -> Iterator[Effect]:
    """What takes effect with the recognition."""
    release = following.release_of(decision)
    if decision.kind == "code":
        yield then(bring_into_force, decision=decision, on=on)
    elif release is not None:
        yield then(end_released, mandate=release.mandate, ended_on=on, basis=decision.recognition_note[:200])
        if release.mandate.office == Office.GROUP_LEADER:
            yield open_all([_new_election(decision, on)])
    elif decision.outcome.get("elected"):
        yield from _offices(decision, on, term)


def _offices(decision: Decision, on: date, term: Term) -> Iterator[Effect]:
    held = Office.GROUP_LEADER if decision.kind == "head" else term.office
    chosen = [(name, term.people.get(place) or person) for place, name, person in following.elected_people(decision)]
    refuse_if(_office_faults(decision, held, chosen))
    group = following.only_group(decision) if decision.kind == "head" else None
    for _, person in chosen:
        if person is not None:
            yield then(
                give_elected,
                person=person,
                office=held,
                starts_on=on,
                ends_on=term.ends_on,
                group=group,
                basis=decision.recognition_note,
            )
    if group is not None:
        for duty in following.elections_due_in(group):
            yield then(fulfil_duty, duty=duty, fulfilled_by=decision.title)


def _office_faults(decision: Decision, office: str, chosen: list[tuple[str, Person | None]]) -> Iterator[Objection]:
    if decision.kind == "board" and office not in BOARDS:
        yield Objection("Hãy chọn Ban mà những người trúng cử tham gia.", "office")
    for name, person in chosen:
        if person is None:
            text = f"Chưa rõ {name} là ai trong danh sách dân cư. Hãy chọn đúng người, hoặc thêm vào danh sách trước."
            yield Objection(text, "people")


def _new_election(decision: Decision, on: date) -> Draft:
    """A group whose leader was released elects a new one (khoản 3 Điều 9 Nghị định 59/2023)."""
    due_on, rule = law.deadline("leader_release.new_election", on)
    group = following.only_group(decision)
    title = f"{rule.label}: {group}"
    one = draft(
        decision,
        NEW_ELECTION,
        title=title,
        address=reverse("discuss:results"),
        due_on=due_on,
        basis=law.basis(rule, due_on),
        arose_on=on,
    )
    return for_the_ward(one, decision)


@official(label="Chuẩn bị việc cho thôi giữ chức danh", clause=CLAUSE, policy="discuss.prepare")
def prepare_release(
    *, mandate: Mandate, ground: str, asked_on: date, reason: str, backing: int = 0, by: Actor, at: datetime
) -> Release:
    """Prepare the question (yes or no) whether the term ``mandate`` is to end, decided at a meeting (Điều 9 Nghị định
    59/2023); a board's is put to the whole ward. Raises ``Refused`` when the office is not one that the People give, is
    not held, or too few households asked."""
    is_leader = mandate.office == Office.GROUP_LEADER
    release = Release(ward=mandate.ward, mandate=mandate, ground=ground, asked_on=asked_on, backing=backing)
    refuse_if(_release_faults(release, at))
    release.decision = prepare_decision(
        ward=mandate.ward,
        plan=Plan(
            kind="head" if is_leader else "board",
            title=f"Cho ông/bà {mandate.person.full_name} thôi làm {mandate.get_office_display()}",
            proposal=f"{ReleaseGround(ground).label}. {reason.strip()}",
            forms=(Form.MEETING,),
            groups=(mandate.group,) if mandate.group else (),
            is_ward_wide=mandate.group is None,
            method=Method.SECRET,
        ),
        by=by,
        at=at,
    )
    release.save()
    return release


def _release_faults(release: Release, at: datetime) -> Iterator[Objection]:
    mandate, ground = release.mandate, release.ground
    today = clock.local_day(at)
    if mandate.office not in following.ELECTED_OFFICES or mandate.ended_on is not None:
        yield Objection("Chức danh này không do cộng đồng bầu, hoặc không còn ai giữ.", "mandate")
    if release.asked_on > today:
        yield Objection("Ngày đề nghị ở tương lai.", "asked_on")
    if ground not in ReleaseGround.values:
        yield Objection("Hãy chọn căn cứ đề nghị.", "ground", Citation("nd-59-2023", "9", "1"))
    elif ground == ReleaseGround.HOUSEHOLDS and mandate.group is not None:
        rule = law.book().value("leader_release.backing", today)
        households = following.households_today(mandate.group)
        if release.backing < (least := needed(households, rule)):
            text = f"Cần ít nhất {least} trong tổng số {households} hộ kiến nghị, mới có {release.backing}."
            yield Objection(text, "backing", rule.citation)
