"""A ward lays corrections and swapped days over the law; what is open keeps the law that it began with."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core import in_force
from danchu.core.models import RuleCorrection, SwappedDay
from danchu.core.refusals import Refused
from danchu.discuss import law as discuss_law
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.settling import accept_case
from danchu.inspect.states import Channel
from danchu.lib import clock
from danchu.ward.actions.law import correct_rule, drop_correction, end_correction, swap_day, unswap_day
from statute.parameters import read_value, rulebook
from tests import factories

TODAY = date(2026, 3, 2)
AT = clock.moment_on(TODAY, 9)
KEY = "consultation.length"


@pytest.fixture(autouse=True)
def _today(db):
    with clock.travel_to(AT):
        yield


@pytest.fixture
def administrator(ward):
    return factories.staff(ward, "administrator", starts_on=date(2025, 1, 1))


@pytest.fixture
def corrected(ward, administrator, django_capture_on_commit_callbacks):
    usual = {"key": KEY, "value": "25", "holds_from": TODAY + timedelta(days=1), "reason": "NQ 05/NQ-HĐND"}

    def correct(**change):
        with django_capture_on_commit_callbacks(execute=True):  # as when the request is over
            return correct_rule(ward=ward, **usual | change, by=administrator, at=AT)

    return correct


def value(ward, on, key=KEY):
    with in_force.within(ward.pk):
        return in_force.rules().value(key, on)


def test_a_correction_holds_from_its_day_in_this_ward_only(ward, other_ward, corrected):
    before = value(ward, TODAY)
    corrected(holds_to=TODAY + timedelta(days=10))
    assert value(ward, TODAY).value == before.value
    assert value(ward, TODAY + timedelta(days=1)).value == 25
    assert value(ward, TODAY + timedelta(days=1)).correction.reason == "NQ 05/NQ-HĐND"
    assert value(ward, TODAY + timedelta(days=11)).value == before.value
    assert value(other_ward, TODAY + timedelta(days=1)).value == before.value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"holds_from": TODAY}, "từ ngày mai"),
        ({"value": "hai mươi"}, "số nguyên"),
        ({"value": "0"}, "số nguyên"),
        ({"key": "khong-co"}, "Không có quy định"),
        ({"reason": " "}, "lý do"),
        ({"holds_to": TODAY}, "sau ngày bắt đầu"),
    ],
)
def test_what_cannot_be_is_refused_with_how_to_mend_it(corrected, change, said):
    with pytest.raises(Refused, match=said):
        corrected(**change)
    assert not RuleCorrection.objects.exists()


def test_two_corrections_never_hold_on_one_day(corrected):
    corrected(holds_to=TODAY + timedelta(days=10))
    with pytest.raises(Refused, match="đã có một điều chỉnh"):
        corrected(holds_from=TODAY + timedelta(days=10))
    corrected(holds_from=TODAY + timedelta(days=11))
    with pytest.raises(Refused, match="đã có một điều chỉnh"):
        corrected(holds_from=TODAY + timedelta(days=2), holds_to=TODAY + timedelta(days=3))


def test_what_has_begun_is_ended_not_dropped(ward, administrator, corrected):
    correction = corrected()
    later = clock.moment_on(TODAY + timedelta(days=5), 9)
    with clock.travel_to(later):
        with pytest.raises(Refused, match="đặt ngày kết thúc"):
            drop_correction(correction=correction, by=administrator, at=later)
        with pytest.raises(Refused, match="từ hôm nay"):
            end_correction(correction=correction, holds_to=TODAY + timedelta(days=4), by=administrator, at=later)
        end_correction(correction=correction, holds_to=TODAY + timedelta(days=5), by=administrator, at=later)
    assert value(ward, TODAY + timedelta(days=3)).value == 25
    assert value(ward, TODAY + timedelta(days=6)).correction is None


def test_what_has_ended_is_not_stretched_over_days_gone_by(ward, administrator, corrected):
    correction = corrected(holds_to=TODAY + timedelta(days=2))
    later = clock.moment_on(TODAY + timedelta(days=9), 9)
    with clock.travel_to(later), pytest.raises(Refused, match="đã kết thúc"):
        end_correction(correction=correction, holds_to=TODAY + timedelta(days=20), by=administrator, at=later)
    assert value(ward, TODAY + timedelta(days=5)).correction is None


def test_what_has_not_begun_is_dropped(ward, administrator, corrected):
    drop_correction(correction=corrected(), by=administrator, at=AT)
    assert value(ward, TODAY + timedelta(days=1)).correction is None


def test_only_the_administrator_changes_the_law(ward, leader):
    with pytest.raises(PermissionDenied):
        correct_rule(ward=ward, key=KEY, value="25", holds_from=TODAY + timedelta(days=1), reason="x", by=leader, at=AT)


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [("50%", "fraction", "1/2"), ("2/3", "fraction", "2/3"), ("18/11", "month_day", "11-18"), (" 20 ", "people", "20")],
)
def test_values_are_read_as_people_write_them(text, unit, found):
    assert str(read_value(text, unit)) == found
    assert read_value(found, unit) == read_value(text, unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("150%", "fraction"), ("31/02", "month_day"), ("-3", "people"), ("²", "times"), ("20000", "calendar_days")],
)
def test_what_is_no_value_is_refused(text, unit):
    with pytest.raises(ValueError, match="Ghi"):
        read_value(text, unit)


def test_a_decision_opened_under_a_correction_keeps_it_and_its_bundle_says_so(ward, corrected):
    on = TODAY + timedelta(days=1)
    kind = discuss_law.kind_of("contribution", on)
    corrected(key=kind.majority, value="3/4")
    with in_force.within(ward.pk):
        kept = discuss_law.snapshot(kind, ("meeting",), 100, on, is_ward_wide=False)
    assert kept["needed"] >= 75
    [override] = discuss_law.corrections_in(kept)
    assert (override.key, str(override.value)) == (kind.majority, "3/4")
    with in_force.laid_over(discuss_law.corrections_in(kept)):  # far from the ward, as the offline check does
        assert discuss_law.snapshot(kind, ("meeting",), 100, on, is_ward_wide=False) == kept
    assert discuss_law.snapshot(kind, ("meeting",), 100, on, is_ward_wide=False) != kept


def test_a_rule_that_a_later_version_does_not_have_is_left_aside(ward):
    RuleCorrection.objects.create(ward=ward, key="bo.roi", value="1", holds_from=TODAY, reason="x")
    with in_force.within(ward.pk):
        assert in_force.rules() is rulebook()


def test_a_swapped_day_moves_the_clocks_that_run_and_says_so(ward, officer, administrator):
    unit = factories.organisation(ward, is_unit=True)
    case = receive_case(
        ward=ward,
        kind="remark",
        channel=Channel.PAPER,
        text="Đèn tắt.",
        contact=Contact(name="Bà A"),
        by=officer,
        at=AT,
    )
    case = accept_case(case=case, unit=unit, by=officer, at=AT)
    due, day = case.due_on, TODAY + timedelta(days=2)
    swapped = swap_day(ward=ward, day=day, is_worked=False, basis="TB 10/TB-BNV", by=administrator, at=AT)
    case.refresh_from_db()
    assert case.due_on > due
    assert "hạn tính lại" in case.lines.order_by("pk").last().text
    unswap_day(swapped=swapped, by=administrator, at=AT)
    case.refresh_from_db()
    assert case.due_on == due


@pytest.mark.parametrize(
    ("day", "is_worked", "said"),
    [
        (TODAY, False, "từ ngày mai"),
        (date(2026, 3, 7), False, "là ngày nghỉ"),
        (date(2026, 3, 4), True, "là ngày làm việc"),
        (date(2090, 1, 2), False, "Chưa có lịch"),
    ],
)
def test_a_day_that_is_so_already_or_not_to_come_is_refused(ward, administrator, day, is_worked, said):
    with pytest.raises(Refused, match=said):
        swap_day(ward=ward, day=day, is_worked=is_worked, basis="TB", by=administrator, at=AT)
    assert not SwappedDay.objects.exists()


def test_the_administrator_finds_a_rule_and_corrects_it_in_the_browser(ward, administrator, signed_in):
    client = signed_in(administrator)
    listed = client.get(reverse("ward:rules"), {"q": "lay y kien"}).content.decode()
    assert reverse("ward:rule", args=[KEY]) in listed
    address = reverse("ward:correct-rule", args=[KEY])
    wrong = client.post(address, {"value": "x", "holds_from": "03/03/2026", "reason": "NQ 05"})
    assert wrong.status_code == 422
    assert "NQ 05" in wrong.content.decode()
    right = client.post(address, {"value": "25", "holds_from": "03/03/2026", "reason": "NQ 05"}, follow=True)
    assert "25 ngày" in right.content.decode()
    assert "NQ 05" in right.content.decode()
    assert reverse("ward:rule", args=[KEY]) in client.get(reverse("ward:rules"), {"chi": "corrected"}).content.decode()


def test_a_leader_reads_the_law_and_is_offered_nothing_to_change(ward, leader, signed_in, corrected):
    corrected()
    client = signed_in(leader)
    page = client.get(reverse("ward:rule", args=[KEY])).content.decode()
    assert "NQ 05/NQ-HĐND" in page
    assert reverse("ward:correct-rule", args=[KEY]) not in page
    assert client.get(reverse("ward:days-off")).status_code == 200
    assert client.get(reverse("ward:rule", args=["khong-co"])).status_code == 404
    assert client.get(reverse("ward:correct-rule", args=[KEY])).status_code == 403
