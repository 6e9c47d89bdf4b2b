"""Whatever a duty is about: when that ends, the duty ends with it, or there is a reason why it stays."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.apps import apps

from danchu.core.actors import SYSTEM, VISITOR
from danchu.discuss.actions.adding import add_ballots
from danchu.discuss.actions.closing import Sheet, close_decision, record_count
from danchu.discuss.actions.codes import bring_into_force
from danchu.discuss.actions.initiatives import (
    decline_initiative,
    enter_backings,
    lapse_initiative,
    propose,
    take_up_initiative,
    withdraw_initiative,
)
from danchu.discuss.actions.meeting import end_meeting, start_meeting
from danchu.discuss.actions.planning import MeetingPlan, cancel_meeting, plan_meeting
from danchu.discuss.actions.preparing import open_decision, prepare_decision, withdraw_decision
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Initiative, Meeting, MeetingItem, VillageCode
from danchu.discuss.states import (
    BEFORE_MEETING,
    CARRY_OUT,
    IN_FORCE,
    INITIATIVE_LIFE,
    LIFE,
    MEETING_LIFE,
    NEW_ELECTION,
    PAPERS,
    PUT_TO_COMMUNITY,
    RECOGNISE,
    REVIEW,
    SEND,
    Form,
    MeetingState,
    WrittenAs,
)
from danchu.duties.models import Duty
from danchu.duties.queries import about, name_of, open_about
from danchu.duties.states import KINDS
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.reception_book import Pledge, Record, answer_reception, keep_promise, record_reception
from danchu.inspect.actions.reclassifying import reclassify_case
from danchu.inspect.actions.sealing import make_key, seal_case
from danchu.inspect.actions.settling import (
    accept_case,
    answer_case,
    forward_case,
    merge_case,
    refuse_case,
    stop_case,
    withdraw_case,
)
from danchu.inspect.opening import new_pair
from danchu.inspect.queries import keys_for_sealing
from danchu.inspect.seal import Closing
from danchu.inspect.states import CHAIR_RECEPTION, CLASSIFY, FOLLOW_UP, MAKE_KEY, OPEN, PROMISE, RECEPTION, SETTLE
from danchu.inspect.states import State as CaseState
from danchu.know.actions.drafting import draft_disclosure
from danchu.know.actions.publishing import end_disclosure, publish_disclosure, withdraw_disclosure
from danchu.know.queries import BROADCAST, KIND, POST, TAKE_DOWN, TELL
from danchu.know.states import LIFE as DISCLOSURE_LIFE
from danchu.know.states import PersonalData
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import electors, plan
from tests.duties.ends import STAYS, ended
from tests.know.conftest import content

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 6)
"""A Monday, since when complaints can be stopped."""
NOW = clock.moment_on(DAY, 9)
LATER = NOW + timedelta(days=11)

KINDS_ABOUT = {
    "discuss.decision": {PAPERS, SEND, RECOGNISE, CARRY_OUT, IN_FORCE, NEW_ELECTION},
    "discuss.meeting": {BEFORE_MEETING},
    "discuss.initiative": {PUT_TO_COMMUNITY},
    "discuss.villagecode": {REVIEW},
    "know.disclosure": {KIND, POST, TAKE_DOWN, BROADCAST, TELL},
    "inspect.case": {CLASSIFY, SETTLE, FOLLOW_UP},
    "inspect.receptionentry": {RECEPTION},
    "inspect.receptionpromise": {PROMISE},
}
ABOUT_NO_ROW = {MAKE_KEY, CHAIR_RECEPTION}


@dataclass
class Scene:
    """A group with households and who acts for them."""

    ward: object
    group: object
    homes: list
    officer: object

    @property
    def told(self) -> dict:
        return {"by": self.officer, "at": NOW}


@pytest.fixture
def scene(ward, officer):
    group = factories.group(ward)
    homes = [factories.household(group, account=factories.user(ward, kind="household")) for _ in range(5)]
    with clock.travel_to(NOW):
        yield Scene(ward, group, homes, officer)


def decision(scene, **given):
    asked = plan(**{"groups": (scene.group,), "forms": ("meeting",), "closes_at": None, "ballot_ground": "", **given})
    prepared = prepare_decision(ward=scene.ward, plan=asked, **scene.told)
    return open_decision(decision=prepared, **scene.told)


def on_papers_after_a_meeting(scene):
    row = decision(scene, title="Sửa đường ngõ 12 và lắp đèn chiếu sáng " + "rất dài " * 30)
    met = {"state": MeetingState.ENDED, "started_at": NOW, "ended_at": NOW, "planned_at": NOW}
    meeting = Meeting.objects.create(ward=scene.ward, group=scene.group, title="Họp", place="NVH", chair="An", **met)
    MeetingItem.objects.create(ward=scene.ward, meeting=meeting, decision=row, position=1)
    mark_heard(decision=row, elector=electors(row)[0], form=Form.MEETING, **scene.told)
    return add_ballots(decision=row, closes_at=NOW + timedelta(days=5), **scene.told)


def closes(scene, row):
    for each in electors(row):
        mark_heard(decision=row, elector=each, form=Form.MEETING, **scene.told)
    sheet = Sheet(Form.MEETING, scene.group, "Thư ký", 5, 5, {1: 5, 2: 0})
    record_count(decision=row, sheet=sheet, **scene.told)
    close_decision(decision=row, written_as=WrittenAs.RESOLUTION, by=scene.officer, at=LATER)


def meeting(scene):
    asked = MeetingPlan(title="Họp tổ", place="NVH", planned_at=NOW + timedelta(days=9), chair="An", group=scene.group)
    return plan_meeting(ward=scene.ward, plan=asked, **scene.told)


def holds(scene, row):
    start_meeting(meeting=row, by=scene.officer, at=LATER)
    end_meeting(meeting=row, by=scene.officer, at=LATER)


def initiative(scene):
    first, *others = scene.homes
    row = propose(ward=scene.ward, kind="other", title="Đèn ngõ", content="Tối.", by=first.account, at=NOW)
    return row if row.state != "gathering" else enter_backings(initiative=row, households=others, **scene.told)


def gathering(scene):
    row = initiative(scene)
    Initiative.objects.filter(pk=row.pk).update(state="gathering")
    return row


def takes_up(scene, row):
    take_up_initiative(initiative=row, decision=decision(scene), front_agreed_on=DAY, **scene.told)


def withdraws_initiative(scene, row):
    withdraw_initiative(initiative=row, by=scene.homes[0].account, at=NOW)


def lapses(scene, row):
    lapse_initiative(initiative=row, by=scene.officer, at=clock.moment_on(row.valid_until + timedelta(days=1), 9))


def code(scene):
    asked = prepare_decision(ward=scene.ward, plan=plan(kind="code", groups=(scene.group,)), **scene.told)
    given = {"decision": asked, "group": scene.group, "title": "Quy ước", "text": "Điều 1", "review_day": "11-18"}
    return VillageCode.objects.create(ward=scene.ward, in_force_on=DAY - timedelta(days=400), **given)


def replaces_code(scene, row):
    asked = prepare_decision(ward=scene.ward, plan=plan(kind="code", groups=(scene.group,)), **scene.told)
    given = {"decision": asked, "group": scene.group, "title": "Quy ước mới", "text": "Điều 1", "review_day": "11-18"}
    newer = VillageCode.objects.create(ward=scene.ward, **given)
    bring_into_force(decision=asked, on=DAY, by=SYSTEM, at=NOW)
    assert open_about(newer).get().kind == REVIEW


def disclosure(scene):
    row = draft_disclosure(ward=scene.ward, content=content(decided_on=DAY), **scene.told)
    return publish_disclosure(disclosure=row, state_secret=False, personal_data=PersonalData.NONE, **scene.told)


def case(scene, kind="complaint"):
    contact = Contact(name="Nguyễn Văn An", phone="0912345678")
    told = {"channel": "web", "text": "Nội dung.", "contact": contact, "by": VISITOR, "at": NOW}
    return receive_case(ward=scene.ward, kind=kind, **told)


def accepted(scene):
    unit = factories.organisation(scene.ward, is_unit=True)
    return accept_case(case=case(scene), unit=unit, **scene.told)


def answers(scene, row):
    answer_case(case=row, answer="Đúng.", outcome="right", no_dialogue="Đã thống nhất.", **scene.told)


def seals(scene, row):
    chair = factories.staff(scene.ward, "ward_chair")
    make_key(ward=scene.ward, pair=new_pair("sông Cầu nước chảy lơ thơ"), by=chair, at=NOW)
    seal_case(case=row, sealed=Closing(tuple(keys_for_sealing(scene.ward))), **scene.told)


def entry(scene):
    record = Record(kind="remark", content="Cống tắc.", outcome="later", receiver="Chủ tịch", name="An")
    pledge = Pledge("Thông cống", due_on=DAY + timedelta(days=9), unit=factories.organisation(scene.ward))
    return record_reception(ward=scene.ward, record=record, pledge=pledge, **scene.told)


ENDS = {
    "decision withdrawn": (
        on_papers_after_a_meeting, lambda scene, row: withdraw_decision(decision=row, reason="Nhầm", **scene.told)
    ),
    "decision closed": (decision, closes),
    "meeting cancelled": (meeting, lambda scene, row: cancel_meeting(meeting=row, reason="Mưa bão", **scene.told)),
    "meeting held": (meeting, holds),
    "initiative taken up": (initiative, takes_up),
    "initiative withdrawn": (initiative, withdraws_initiative),
    "initiative declined": (
        gathering, lambda scene, row: decline_initiative(initiative=row, answer="Chưa có tiền", **scene.told)
    ),
    "initiative lapsed": (gathering, lapses),
    "code replaced": (code, replaces_code),
    "disclosure ended": (disclosure, lambda scene, row: end_disclosure(disclosure=row, by=SYSTEM, at=LATER)),
    "disclosure withdrawn": (
        disclosure, lambda scene, row: withdraw_disclosure(disclosure=row, reason="Nhầm", **scene.told)
    ),
    "case answered": (accepted, answers),
    "case refused": (case, lambda scene, row: refuse_case(case=row, ground="too_late", **scene.told)),
    "case forwarded": (case, lambda scene, row: forward_case(case=row, forwarded_to="Tòa án", **scene.told)),
    "case stopped": (accepted, lambda scene, row: stop_case(case=row, reason="Người gửi mất", **scene.told)),
    "case withdrawn": (accepted, lambda scene, row: withdraw_case(case=row, reason="Đã hiểu", by=VISITOR, at=NOW)),
    "case merged": (case, lambda scene, row: merge_case(case=row, into=case(scene), **scene.told)),
    "case sealed": (case, seals),
    "reception answered": (entry, lambda scene, row: answer_reception(entry=row, answer="Đã xong.", **scene.told)),
    "promise kept": (
        lambda scene: entry(scene).promises.get(),
        lambda scene, row: keep_promise(promise=row, how="Đã thông cống.", **scene.told),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_after_an_end_nothing_is_left_to_be_done_but_what_has_a_reason(scene, name):
    make, end = ENDS[name]
    row = make(scene)
    label = row._meta.label_lower
    for kind in KINDS_ABOUT[label] - {each.kind for each in about(row)}:
        factories.duty(scene.ward, kind=kind, about=name_of(row), title=kind)
    end(scene, row)
    row.refresh_from_db()
    stays, _ = STAYS[label, ended(row)]
    left = {each.kind for each in open_about(row)}
    assert left == stays & KINDS_ABOUT[label]


def test_a_case_of_another_kind_keeps_only_its_new_clock(scene):
    row = case(scene, "remark")
    factories.duty(scene.ward, kind=FOLLOW_UP, about=name_of(row))
    reclassify_case(case=row, kind="complaint", reason="Nội dung là khiếu nại", **scene.told)
    assert [each.kind for each in open_about(row)] == [CLASSIFY]


def test_the_table_knows_every_kind_of_duty_and_every_end_of_what_has_states():
    assert set.union(*KINDS_ABOUT.values()) | ABOUT_NO_ROW == set(KINDS)
    assert {label for label, _ in STAYS} == set(KINDS_ABOUT)
    tables = {
        "discuss.decision": LIFE,
        "discuss.meeting": MEETING_LIFE,
        "discuss.initiative": INITIATIVE_LIFE,
        "know.disclosure": DISCLOSURE_LIFE,
    }
    ends = {
        (label, state)
        for label, life in tables.items()
        for state in life.moves.values()
        if life.has_ended(state) or not life.moves_from(state)
    }
    ends |= {("inspect.case", state) for state in set(CaseState) - set(OPEN)}
    assert ends
    assert ends <= set(STAYS)
    assert all(bool(kinds) is bool(reason) for kinds, reason in STAYS.values())


def test_whatever_a_duty_is_about_its_name_leads_back_to_the_row(scene):
    rows = [on_papers_after_a_meeting(scene), meeting(scene), initiative(scene), disclosure(scene), entry(scene)]
    rows += [case(scene)]
    assert Duty.objects.exists()
    for duty in Duty.objects.all():
        label, _, key = duty.about.partition(":")
        assert label in KINDS_ABOUT
        assert apps.get_model(label).objects.filter(pk=key, ward=duty.ward).exists()
    for row in rows:
        assert open_about(row).exists()
