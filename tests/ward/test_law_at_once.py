"""The law changed by two at once, and a case answered while the calendar changes, with real commits."""

from datetime import date, timedelta

import pytest

from danchu.core.models import RuleCorrection, SwappedDay
from danchu.core.refusals import Refused
from danchu.duties.models import Duty
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.models import Case
from danchu.inspect.states import Channel, State
from danchu.lib import clock
from danchu.ward.actions.law import correct_rule, swap_day
from tests import factories
from tests.discuss.test_online_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 2)
AT = clock.moment_on(TODAY, 9)
CASES = 6


@pytest.fixture
def administrator(ward):
    return factories.staff(ward, "administrator", starts_on=date(2025, 1, 1))


def test_of_two_who_correct_one_rule_or_swap_one_day_at_once_one_is_refused(ward, administrator):
    def corrects(days):
        given = {
            "key": "consultation.length",
            "value": "25",
            "holds_from": TODAY + timedelta(days=days),
            "reason": "NQ",
        }
        return lambda: correct_rule(ward=ward, **given, by=administrator, at=AT)

    def swaps():
        day = TODAY + timedelta(days=2)
        return swap_day(ward=ward, day=day, is_worked=False, basis="TB", by=administrator, at=AT)

    told = all_at_once([corrects(1), corrects(2), swaps, swaps])
    assert sum(isinstance(each, Refused) for each in told) == 2
    assert RuleCorrection.objects.count() == SwappedDay.objects.count() == 1


def test_an_answer_given_while_the_calendar_changes_is_not_lost(ward, administrator):
    officer = factories.staff(ward, "civil_servant")
    unit = factories.organisation(ward, is_unit=True)
    letter = {"kind": "remark", "channel": Channel.PAPER, "text": "Đèn tắt.", "contact": Contact(name="Bà A")}
    cases = [receive_case(ward=ward, **letter, by=officer, at=AT) for _ in range(CASES)]
    cases = [accept_case(case=case, unit=unit, by=officer, at=AT) for case in cases]

    def answers(case):
        fresh = Case.objects.get(pk=case.pk)
        return lambda: answer_case(case=fresh, answer="Đã thay bóng.", by=officer, at=AT)

    def swaps():
        day = TODAY + timedelta(days=2)
        return swap_day(ward=ward, day=day, is_worked=False, basis="TB", by=administrator, at=AT)

    told = all_at_once([swaps, *(answers(case) for case in cases)])
    assert not [each for each in told if isinstance(each, Refused)]
    assert set(Case.objects.values_list("state", flat=True)) == {State.ANSWERED}
    assert not Duty.objects.filter(kind__in=("inspect.settle", "inspect.classify"), ended_at=None).exists()
