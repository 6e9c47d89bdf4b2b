"""Receiving citizens: the calendar, the queue, the book, the promises."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection

from danchu.core import in_force
from danchu.core.actors import VISITOR
from danchu.core.models import Notice
from danchu.core.refusals import Refused
from danchu.duties.models import Duty
from danchu.inspect import queries_reception as queries
from danchu.inspect import seal
from danchu.inspect.actions.reception import Session, cancel_day, change_day, end_day, plan_days, start_day
from danchu.inspect.actions.reception_book import (
    Pledge,
    Record,
    add_promise,
    answer_reception,
    keep_promise,
    record_denunciation,
    record_reception,
)
from danchu.inspect.actions.visiting import (
    Guest,
    book_visit,
    call_next,
    cancel_visit,
    check_in,
    enter_visit,
    miss_visit,
    skip_visit,
)
from danchu.inspect.models import Case, ReceptionDay, ReceptionEntry, ReceptionVisit, SettlerKey
from danchu.inspect.states import CHAIR_RECEPTION, DayState, VisitState
from danchu.inspect.tasks import ask_chair_to_receive
from danchu.lib import clock
from danchu.ward.actions.law import correct_rule
from tests import factories
from tests.inspect.test_sealed import legible
from tests.inspect.words import DAY, MORNING, NAME

pytestmark = pytest.mark.django_db
THURSDAY = DAY + timedelta(days=3)
ON_THURSDAY = clock.moment_on(THURSDAY, 9)
SESSION = Session(time(8), time(11), "Phòng tiếp công dân", "Trần Văn Chủ", by_chair=True, slots=2)


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


@pytest.fixture
def day(ward, officer):
    [planned] = plan_days(
        ward=ward, session=SESSION, since=THURSDAY, until=THURSDAY, weekdays=(3,), by=officer, at=MORNING
    )
    return queries.access_day(ward, planned.pk)


@pytest.fixture
def booked(day):
    def book(name="Lê Thị Hẹn", **given) -> ReceptionVisit:
        guest = Guest(name, **{"matter": "Cống trước nhà tắc.", **given})
        return book_visit(day=day, guest=guest, by=VISITOR, at=MORNING)

    return book


def record(**given) -> Record:
    fields = {"kind": "remark", "content": "Cống trước nhà tắc.", "outcome": "answered", "answer": "Mai phường thông."}
    return Record(**{**fields, "receiver": "Trần Văn Chủ", "name": "Lê Thị Hẹn", **given})


def test_a_month_is_planned_from_a_pattern_without_days_off(ward, officer):
    april = plan_days(
        ward=ward,
        session=SESSION,
        since=date(2026, 4, 1),
        until=date(2026, 4, 30),
        weekdays=(3,),
        by=officer,
        at=MORNING,
    )
    assert [each.day.day for each in april] == [2, 9, 16, 23]  # the 30th is Reunification Day
    with pytest.raises(Refused, match="đã có trong lịch"):
        plan_days(
            ward=ward,
            session=SESSION,
            since=date(2026, 4, 1),
            until=date(2026, 4, 30),
            weekdays=(3,),
            by=officer,
            at=MORNING,
        )


def test_the_desk_knows_the_weeks_in_which_the_chair_does_not_receive(ward, day, officer):
    missing = queries.weeks_without_chair(ward, DAY, weeks=3)
    assert missing == [(date(2026, 3, 9), date(2026, 3, 15)), (date(2026, 3, 16), date(2026, 3, 22))]
    cancel_day(day=day, reason="Chủ tịch đi họp tỉnh.", by=officer, at=MORNING)
    assert len(queries.weeks_without_chair(ward, DAY, weeks=3)) == 3


def test_a_deputy_in_place_of_the_chair_does_not_fill_the_week(ward, day, officer):
    change_day(
        day=day,
        session=Session(time(8), time(11), "Phòng tiếp công dân", "Phó Chủ tịch", by_chair=False),
        by=officer,
        at=MORNING,
    )
    assert queries.weeks_without_chair(ward, DAY, weeks=1) == [(DAY, DAY + timedelta(days=6))]


def test_who_books_gets_a_number_and_a_code_until_places_are_taken(booked):
    first, second = booked(), booked("Trần Văn Hai")
    assert (first.number, second.number) == (1, 2)
    assert len(first.code) == 12
    with pytest.raises(Refused, match="hết chỗ"):
        booked("Phạm Thị Ba")


def test_a_cancelled_booking_gives_its_place_back(booked):
    first = booked()
    booked("Trần Văn Hai")
    cancel_visit(visit=first, by=VISITOR, at=MORNING)
    assert booked("Phạm Thị Ba").number == 3


def test_one_telephone_books_one_place_a_day(booked):
    booked(phone="0912345678")
    with pytest.raises(Refused, match="đã đặt"):
        booked(phone="0912345678")


def test_nobody_books_a_day_that_has_begun(day):
    with pytest.raises(Refused, match="không còn nhận"):
        book_visit(day=day, guest=Guest("Lê Thị Hẹn", "Việc"), by=VISITOR, at=ON_THURSDAY)


def test_who_booked_is_told_when_the_day_is_called_off(day, booked, officer):
    visit = booked(email="hen@example.org")
    cancel_day(day=day, reason="Bão số 3.", by=officer, at=MORNING)
    visit.refresh_from_db()
    assert visit.state == VisitState.CANCELLED
    assert "Bão số 3." in Notice.objects.get(recipient="hen@example.org").body
    assert mail.outbox == [] or "Lê Thị Hẹn" not in mail.outbox[0].body


def test_the_queue_goes_by_number_and_who_was_called_in_vain_comes_last(day, booked, officer):
    booked()
    second = booked("Trần Văn Hai")
    for visit in queries.queue(day):
        check_in(visit=visit, by=officer, at=ON_THURSDAY)
    third = enter_visit(day=day, guest=Guest("Phạm Thị Ba"), by=officer, at=ON_THURSDAY)
    called = call_next(day=day, by=officer, at=ON_THURSDAY)
    assert called.number == 1
    with pytest.raises(Refused, match="Đang gọi số 1"):
        call_next(day=day, by=officer, at=ON_THURSDAY)
    skip_visit(visit=called, by=officer, at=ON_THURSDAY)
    second.refresh_from_db()
    miss_visit(visit=second, by=officer, at=ON_THURSDAY)
    assert call_next(day=day, by=officer, at=ON_THURSDAY) == third
    day.refresh_from_db()
    assert day.state == DayState.STARTED


def test_a_day_ends_when_nobody_waits_and_who_did_not_come_is_absent(day, booked, officer):
    absent = booked()
    waiting = enter_visit(day=day, guest=Guest("Phạm Thị Ba"), by=officer, at=ON_THURSDAY)
    start_day(day=day, by=officer, at=ON_THURSDAY)
    with pytest.raises(Refused, match="Còn 1 lượt"):
        end_day(day=day, by=officer, at=ON_THURSDAY)
    record_reception(ward=day.ward, record=record(), visit=waiting, by=officer, at=ON_THURSDAY)
    end_day(day=day, by=officer, at=ON_THURSDAY)
    absent.refresh_from_db()
    assert absent.state == VisitState.ABSENT


def test_no_day_begins_before_its_date(day, officer):
    with pytest.raises(Refused, match="Chưa đến ngày"):
        start_day(day=day, by=officer, at=MORNING)


def test_what_is_taken_as_a_case_is_received_in_the_same_step(ward, officer):
    entry = record_reception(ward=ward, record=record(outcome="case", kind="complaint"), by=officer, at=MORNING)
    assert (entry.number, entry.case.symbol, entry.case.channel) == (1, "KN-1/2026", "reception")
    assert entry.case.sender.name == "Lê Thị Hẹn"


def test_what_is_answered_later_is_due_in_ten_working_days(ward, officer):
    entry = record_reception(ward=ward, record=record(outcome="later", answer=""), by=officer, at=MORNING)
    duty = Duty.objects.get(kind="inspect.reception")
    assert duty.due_on == entry.due_on == date(2026, 3, 16)
    answer_reception(entry=entry, answer="Phường đã nhận giải quyết.", by=officer, at=ON_THURSDAY)
    duty.refresh_from_db()
    assert (entry.answered_on, duty.state) == (THURSDAY, "fulfilled")


def test_a_promise_is_a_duty_until_it_is_kept(ward, officer):
    unit = factories.organisation(ward)
    pledge = Pledge("Thông cống ngõ 12", date(2026, 3, 20), unit)
    entry = record_reception(ward=ward, record=record(), pledge=pledge, by=officer, at=MORNING)
    duty = Duty.objects.get(kind="inspect.promise")
    assert (duty.due_on, duty.unit) == (date(2026, 3, 20), unit)
    assert "cống" not in duty.title
    serving = factories.staff(ward, "assigned_officer", organisation=unit)
    keep_promise(promise=entry.promises.get(), how="Đã nạo vét 40 m cống.", by=serving, at=ON_THURSDAY)
    duty.refresh_from_db()
    assert duty.state == "fulfilled"
    due = queries.promises_come_due(ward, THURSDAY)
    assert queries.kept_in_time(due).count() == due.count() == 1


def test_an_officer_of_another_unit_does_not_keep_it(ward, officer):
    entry = record_reception(ward=ward, record=record(), by=officer, at=MORNING)
    promised = add_promise(
        entry=entry, pledge=Pledge("Việc", DAY, factories.organisation(ward)), by=officer, at=MORNING
    )
    with pytest.raises(PermissionDenied):
        keep_promise(promise=promised, how="Xong", by=factories.staff(ward, "assigned_officer"), at=MORNING)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"content": " "}, "nội dung"),
        ({"answer": ""}, "trả lời thế nào"),
        ({"outcome": "guided"}, "cơ quan"),
        ({"outcome": "refused", "ground": "because"}, "căn cứ"),
        ({"outcome": "case", "kind": "other"}, "phân loại"),
        ({"kind": "denunciation"}, "niêm phong"),
        ({"people": 3, "representatives": 4}, "đại diện"),
    ],
)
def test_what_is_missing_is_said(ward, officer, given, said):
    with pytest.raises(Refused, match=said):
        record_reception(ward=ward, record=record(**given), by=officer, at=MORNING)
    assert not ReceptionEntry.objects.exists()


def test_a_denunciation_said_at_the_reception_leaves_no_name_anywhere(ward, day, booked, settler, officer):
    visit = check_in(visit=booked(NAME, phone="0912345678"), by=officer, at=ON_THURSDAY)
    letter = seal.Letter(text="Ông Trần Văn Tham nhận tiền.", name=NAME, phone="0912345678")
    sealed = seal.close(letter, [], SettlerKey.objects.filter(ward=ward))
    entry = record_denunciation(
        ward=ward, seal=sealed, receiver="Chủ", visit=visit, by_chair=False, by=officer, at=ON_THURSDAY
    )
    assert entry.case == Case.objects.get(kind="denunciation")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    assert not any(secret in legible(value) for secret in (NAME, "Văn Tham", "0912345678")), table
    with pytest.raises(Refused, match="niêm phong"):
        add_promise(entry=entry, pledge=Pledge("Xác minh", THURSDAY), by=officer, at=ON_THURSDAY)


def test_the_numbers_of_two_days_do_not_mix(ward, day, officer):
    other = ReceptionDay.objects.create(
        ward=ward, day=THURSDAY, starts=time(14), ends=time(16), place="Phòng", receiver="Phó", slots=1
    )
    assert enter_visit(day=day, guest=Guest("Một"), by=officer, at=ON_THURSDAY).number == 1
    assert enter_visit(day=other, guest=Guest("Một"), by=officer, at=ON_THURSDAY).number == 1


@pytest.fixture
def chair_duties(ward):
    factories.staff(ward, "ward_chair", starts_on=date(2025, 1, 1))
    return Duty.objects.filter(ward=ward, kind=CHAIR_RECEPTION)


def test_each_week_the_chair_has_to_receive_and_an_ended_reception_says_that_it_was_done(
    ward, officer, day, chair_duties
):
    for each in (DAY, DAY + timedelta(days=1)):
        ask_chair_to_receive(ward, each)
    [duty] = chair_duties
    assert duty.due_on == DAY + timedelta(days=4)
    started = start_day(day=day, by=officer, at=ON_THURSDAY)
    assert chair_duties.get().ended_at is None
    end_day(day=started, by=officer, at=ON_THURSDAY)
    assert chair_duties.get().fulfilled_by == f"Buổi tiếp công dân ngày {THURSDAY:%d/%m/%Y}"
    ask_chair_to_receive(ward, THURSDAY)
    ask_chair_to_receive(ward, DAY + timedelta(days=7))
    assert chair_duties.filter(ended_at=None).count() == 1


def test_where_the_ward_asks_for_two_receptions_a_week_one_is_not_enough(
    ward, officer, day, chair_duties, django_capture_on_commit_callbacks
):
    admin = factories.staff(ward, "administrator", starts_on=date(2025, 1, 1))
    before = clock.moment_on(DAY - timedelta(days=3), 9)
    asked = {"key": "reception.chair_per_week", "value": "2", "holds_from": DAY, "reason": "Quy chế 01"}
    with django_capture_on_commit_callbacks(execute=True):
        correct_rule(ward=ward, **asked, by=admin, at=before)
    with in_force.within(ward.pk):
        ask_chair_to_receive(ward, DAY)
    assert "02 lần mỗi tuần" in chair_duties.get().basis["words"]
    assert chair_duties.get().basis["citation"].endswith("phường điều chỉnh: Quy chế 01")
    end_day(day=start_day(day=day, by=officer, at=ON_THURSDAY), by=officer, at=ON_THURSDAY)
    assert chair_duties.get().ended_at is None


def test_a_reception_by_somebody_else_does_not_do_for_the_chair(ward, officer, chair_duties):
    ask_chair_to_receive(ward, DAY)
    session = replace(SESSION, by_chair=False)
    [other] = plan_days(
        ward=ward, session=session, since=THURSDAY, until=THURSDAY, weekdays=(3,), by=officer, at=MORNING
    )
    started = start_day(day=queries.access_day(ward, other.pk), by=officer, at=ON_THURSDAY)
    end_day(day=started, by=officer, at=ON_THURSDAY)
    assert chair_duties.get().ended_at is None


@pytest.mark.parametrize("day_", [date(2026, 2, 16), date(2026, 3, 7)])
def test_a_week_that_is_off_or_over_asks_for_nothing(ward, chair_duties, day_):
    ask_chair_to_receive(ward, day_)
    assert not chair_duties.exists()
