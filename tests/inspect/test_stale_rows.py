"""Who holds a row that changed meanwhile acts upon the row as it is now, or not at all."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from danchu.core.actors import VISITOR
from danchu.core.refusals import Refused
from danchu.core.ui.several import NOT_ALLOWED, each_of
from danchu.inspect.actions.reception import Session, plan_days, start_day
from danchu.inspect.actions.reception_book import Record, record_reception
from danchu.inspect.actions.settling import assign_case, merge_case, weigh_case
from danchu.inspect.actions.steps import plan_step, record_step
from danchu.inspect.actions.visiting import Guest, book_visit, check_in
from danchu.inspect.models import Case, CaseStep, ReceptionEntry, ReceptionVisit
from danchu.inspect.states import Complexity, Kind, StepKind
from danchu.lib import clock
from tests import factories
from tests.inspect.words import DAY, MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_unit(ward):
    return factories.organisation(ward, name="Phòng Văn hóa", is_unit=True)


@pytest.fixture
def of_unit(ward, unit):
    """The assigned officer of the unit."""
    return factories.staff(ward, "assigned_officer", organisation=unit)


@pytest.fixture
def moved(received, unit, other_unit, officer):
    """``moved()``: a case that the unit has in its hands still and that went over to another unit meanwhile."""
    case = received()
    assign_case(case=case, unit=unit, handler=None, by=officer, at=MORNING)
    stale = Case.objects.select_related("unit").get(pk=case.pk)
    assign_case(case=case, unit=other_unit, handler=None, by=officer, at=MORNING)
    return stale


def test_a_case_that_went_to_another_unit_is_no_longer_weighed_by_the_first(moved, of_unit, other_unit):
    with pytest.raises(PermissionDenied):
        weigh_case(
            case=moved, complexity=Complexity.PLAIN, is_remote=False, in_several_places=False, by=of_unit, at=MORNING
        )
    assert Case.objects.get(pk=moved.pk).unit == other_unit


def test_nor_is_a_step_of_it_recorded(moved, officer, of_unit, unit):
    step = plan_step(case=Case.objects.get(pk=moved.pk), kind=StepKind.VERIFY, planned_on=DAY, by=officer, at=MORNING)
    mine = CaseStep.objects.get(pk=step.pk)
    mine.case = moved
    assert mine.case.unit == unit
    with pytest.raises(PermissionDenied):
        record_step(step=mine, done_on=DAY, text="Đã xem tại chỗ.", by=of_unit, at=MORNING)


def test_a_case_sealed_meanwhile_is_not_handed_over_with_the_others(received, unit, officer):
    stays, sealed = received(), received()
    held = list(Case.objects.order_by("pk"))
    Case.objects.filter(pk=sealed.pk).update(kind=Kind.DENUNCIATION)
    kept = each_of(held, lambda case: assign_case(case=case, unit=unit, handler=None, by=officer, at=MORNING))
    assert [(each.row, each.why) for each in kept] == [(sealed, NOT_ALLOWED)]
    assert Case.objects.get(pk=stays.pk).unit == unit
    assert Case.objects.get(pk=sealed.pk).unit is None


def test_a_visit_that_was_received_meanwhile_is_not_entered_twice(ward, officer):
    session = Session(time(8), time(11), "Phòng tiếp công dân", "Trần Văn Chủ", by_chair=True, slots=2)
    day_on = DAY + timedelta(days=3)
    [day] = plan_days(ward=ward, session=session, since=day_on, until=day_on, weekdays=(3,), by=officer, at=MORNING)
    visit = book_visit(day=day, guest=Guest("Lê Thị Hẹn", matter="Cống tắc."), by=VISITOR, at=MORNING)
    record = Record(
        kind="remark",
        content="Cống tắc.",
        outcome="answered",
        answer="Mai phường thông.",
        receiver="Trần Văn Chủ",
        name="Lê Thị Hẹn",
    )
    moment = clock.moment_on(day_on, 9)
    with clock.travel_to(moment):
        start_day(day=day, by=officer, at=moment)
        check_in(visit=visit, by=officer, at=moment)
        mine, hers = (ReceptionVisit.objects.get(pk=visit.pk) for _ in range(2))
        record_reception(ward=ward, record=record, visit=mine, by=officer, at=moment)
        with pytest.raises(Refused):
            record_reception(ward=ward, record=record, visit=hers, by=officer, at=moment)
    assert ReceptionEntry.objects.count() == 1


def test_cases_merged_into_one_held_since_before_are_all_counted(received, officer):
    into = received()
    held = [Case.objects.get(pk=into.pk) for _ in range(2)]
    for each in held:
        merge_case(case=received(), into=each, by=officer, at=MORNING)
    assert Case.objects.get(pk=into.pk).joined == into.joined + 2


def test_nothing_is_merged_into_a_case_that_was_merged_meanwhile(received, officer):
    into = received()
    held = Case.objects.get(pk=into.pk)
    merge_case(case=into, into=received(), by=officer, at=MORNING)
    with pytest.raises(Refused):
        merge_case(case=received(), into=held, by=officer, at=MORNING)
