"""Residents propose, households back, the leader puts it to the community or answers (Điều 16)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core.actors import SYSTEM
from danchu.core.messaging import sms
from danchu.core.models import Notice
from danchu.core.refusals import Refused
from danchu.discuss.actions.initiatives import (
    back_initiative,
    decline_initiative,
    enter_backings,
    lapse_initiative,
    propose,
    strike_backing,
    take_back_backing,
    take_up_initiative,
    withdraw_initiative,
)
from danchu.discuss.models import Backing
from danchu.discuss.states import InitiativeState
from danchu.discuss.tasks import lapse_initiatives
from danchu.duties.models import Duty
from danchu.lib import clock
from tests import examples, factories
from tests.discuss.conftest import MORNING
from tests.discuss.test_one_voice import undone

pytestmark = pytest.mark.django_db
TODAY = clock.local_day(MORNING)


@pytest.fixture(autouse=True)
def _that_day():
    with clock.travel_to(MORNING):
        yield


@pytest.fixture
def thirty(households):
    """Thirty households: three must back."""
    return households(30)


@pytest.fixture
def proposed(ward, thirty):
    """An initiative of the first household."""
    return propose(
        ward=ward,
        kind="other",
        title="Lắp đèn ngõ 12",
        content="Ngõ tối, trẻ em đi học về muộn.",
        by=thirty[0].account,
        at=MORNING,
    )


def backed(initiative) -> int:
    return initiative.backings.count()


def test_the_household_that_proposes_is_the_first_to_back(proposed, group):
    assert (proposed.group, backed(proposed), proposed.base, proposed.needed) == (group, 1, 30, 3)
    assert proposed.state == InitiativeState.GATHERING
    assert proposed.valid_until == date(2026, 6, 2)


def test_somebody_without_a_household_cannot_propose(ward):
    with pytest.raises(Refused, match="chưa gắn với hộ"):
        propose(ward=ward, kind="other", title="Đèn", content="Tối", by=factories.resident(ward), at=MORNING)


def test_the_same_proposal_twice_in_a_group_is_refused(ward, proposed, thirty):
    with pytest.raises(Refused, match="trùng tên"):
        propose(ward=ward, kind="other", title="Lắp đèn ngõ 12 ", content="Tối", by=thirty[4].account, at=MORNING)


def test_with_a_tenth_of_the_households_it_must_be_put_to_the_community(proposed, thirty, group):
    for household in thirty[1:3]:
        back_initiative(initiative=proposed, by=household.account, at=MORNING)
    assert proposed.state == InitiativeState.BACKED
    duty = Duty.objects.get(key=f"discuss:initiative:{proposed.pk}")
    assert (duty.group, duty.due_on) == (group, proposed.valid_until)
    with pytest.raises(Refused, match="phải đưa ra bàn"):
        decline_initiative(initiative=proposed, answer="Chưa có tiền", by=SYSTEM, at=MORNING)


def test_a_household_of_another_group_cannot_back(proposed, ward):
    stranger = factories.household(factories.group(ward), account=factories.user(ward, kind="household"))
    with pytest.raises(Refused, match="không đứng tên hộ nào trong tổ"):
        back_initiative(initiative=proposed, by=stranger.account, at=MORNING)


def test_a_second_person_of_a_household_does_not_count_twice(proposed, thirty, ward):
    member = factories.resident(ward, household=thirty[0])
    with pytest.raises(Refused, match="đã ủng hộ"):
        back_initiative(initiative=proposed, by=member, at=MORNING)
    assert backed(proposed) == 1


def test_the_database_itself_forbids_a_second_backing(proposed, thirty):
    row = {"ward": proposed.ward, "initiative": proposed, "household": thirty[0], "at": MORNING}
    with pytest.raises(IntegrityError), transaction.atomic():
        Backing.objects.create(**row, name="Hai", by=thirty[0].account)


def test_the_list_on_paper_counts_each_household_once(proposed, thirty, group_leader):
    enter_backings(initiative=proposed, households=[thirty[0], thirty[1], thirty[1]], by=group_leader, at=MORNING)
    assert backed(proposed) == 2
    assert proposed.backings.get(household=thirty[0]).on_paper is False


def test_a_household_of_another_group_on_the_paper_is_refused(proposed, ward, group_leader):
    stranger = factories.household(factories.group(ward))
    with pytest.raises(Refused, match="không thuộc tổ này"):
        enter_backings(initiative=proposed, households=[stranger], by=group_leader, at=MORNING)


def test_what_was_backed_online_can_be_taken_back_and_what_was_signed_only_struck(proposed, thirty, group_leader):
    enter_backings(initiative=proposed, households=[thirty[1]], by=group_leader, at=MORNING)
    take_back_backing(initiative=proposed, by=thirty[0].account, at=MORNING)
    with pytest.raises(Refused, match="ký trên giấy"):
        take_back_backing(initiative=proposed, by=thirty[1].account, at=MORNING)
    row = proposed.backings.get()
    with pytest.raises(Refused, match="lý do"):
        strike_backing(initiative=proposed, backing=row, reason=" ", by=group_leader, at=MORNING)
    strike_backing(initiative=proposed, backing=row, reason="Đánh dấu nhầm dòng", by=group_leader, at=MORNING)
    assert backed(proposed) == 0


def test_below_the_share_the_leader_needs_the_fronts_consent(proposed, prepared, group_leader):
    decision = prepared(title="Lắp đèn ngõ 12")
    given = {"initiative": proposed, "decision": decision, "by": group_leader, "at": MORNING}
    with pytest.raises(Refused, match="Mặt trận thống nhất"):
        take_up_initiative(**given)
    with pytest.raises(Refused, match="đến hôm nay"):
        take_up_initiative(**given, front_agreed_on=TODAY + timedelta(days=1))
    take_up_initiative(**given, front_agreed_on=TODAY)
    assert (proposed.state, proposed.front_agreed_on, proposed.decision) == ("taken_up", TODAY, decision)


def test_taking_up_fulfils_the_duty(proposed, prepared, thirty, group_leader):
    enter_backings(initiative=proposed, households=thirty[:5], by=group_leader, at=MORNING)
    take_up_initiative(initiative=proposed, decision=prepared(), by=group_leader, at=MORNING)
    assert Duty.objects.get(key=f"discuss:initiative:{proposed.pk}").state == "fulfilled"


def test_the_leader_of_another_group_may_do_nothing_with_it(proposed, ward, thirty, prepared):
    stranger = factories.staff(ward, "group_leader")
    with pytest.raises(PermissionDenied):
        enter_backings(initiative=proposed, households=thirty[:5], by=stranger, at=MORNING)
    with pytest.raises(PermissionDenied):
        decline_initiative(initiative=proposed, answer="Không", by=stranger, at=MORNING)
    with pytest.raises(PermissionDenied):
        take_up_initiative(initiative=proposed, decision=prepared(), by=stranger, at=MORNING)


def test_it_lapses_the_day_after_its_last_and_not_before(proposed, ward, thirty):
    with pytest.raises(Refused, match="còn giá trị"):
        lapse_initiative(initiative=proposed, by=SYSTEM, at=clock.moment_on(proposed.valid_until, 23))
    after = proposed.valid_until + timedelta(days=1)
    with clock.travel_to(clock.moment_on(after)):
        with pytest.raises(Refused, match="đã hết"):
            back_initiative(initiative=proposed, by=thirty[1].account, at=clock.now())
        lapse_initiatives(ward, after)
        lapse_initiatives(ward, after)
    proposed.refresh_from_db()
    assert proposed.state == InitiativeState.LAPSED


def test_only_the_one_who_proposed_withdraws_and_the_duty_falls_away(proposed, thirty, group_leader):
    enter_backings(initiative=proposed, households=thirty[:5], by=group_leader, at=MORNING)
    with pytest.raises(PermissionDenied):
        withdraw_initiative(initiative=proposed, by=thirty[1].account, at=MORNING)
    withdraw_initiative(initiative=proposed, by=thirty[0].account, at=MORNING)
    duty = Duty.objects.get(key=f"discuss:initiative:{proposed.pk}")
    assert (proposed.state, duty.state) == (InitiativeState.WITHDRAWN, "cancelled")


acts = st.tuples(st.sampled_from(["online", "paper", "back", "strike"]), st.integers(0, 5))


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(acts, max_size=20))
def test_no_order_of_phones_paper_and_second_thoughts_counts_a_household_twice(ward, thirty, group_leader, sequence):
    with undone():
        initiative = propose(ward=ward, kind="other", title="Đèn", content="Tối", by=thirty[0].account, at=MORNING)
        expected = {thirty[0].pk}
        for act, number in sequence:
            household = thirty[number]
            if _tried(act, initiative, household, group_leader):
                expected = expected | {household.pk} if act in {"online", "paper"} else expected - {household.pk}
        held = list(initiative.backings.values_list("household", flat=True))
        assert sorted(held) == sorted(expected)
        assert (initiative.state == InitiativeState.BACKED) == (len(held) >= initiative.needed)


def _tried(act, initiative, household, leader) -> bool:
    try:
        match act:
            case "online":
                back_initiative(initiative=initiative, by=household.account, at=MORNING)
            case "paper":
                enter_backings(initiative=initiative, households=[household], by=leader, at=MORNING)
            case "back":
                take_back_backing(initiative=initiative, by=household.account, at=MORNING)
            case "strike":
                row = initiative.backings.filter(household=household).first()
                if row is None:
                    return False
                strike_backing(initiative=initiative, backing=row, reason="Nhầm", by=leader, at=MORNING)
    except Refused:
        return False
    return True


def test_the_proposer_is_written_the_answer_with_its_reason(
    proposed, thirty, ward, group_leader, mailoutbox, django_capture_on_commit_callbacks
):
    factories.person(ward, household=thirty[0], is_head=True, email="me@example.com", phone="+84912345671")
    with django_capture_on_commit_callbacks(execute=True):
        decline_initiative(initiative=proposed, answer="Ngân sách năm nay đã hết.", by=group_leader, at=MORNING)
    (letter,) = mailoutbox
    assert letter.to == ["me@example.com"]
    assert letter.subject == "Sáng kiến không được đưa ra cộng đồng bàn: Lắp đèn ngõ 12"
    assert "Lý do: Ngân sách năm nay đã hết." in letter.body
    assert proposed.get_absolute_url() in letter.body


def test_a_proposer_without_an_address_gets_a_text_that_does_not_hold_the_reason(
    proposed, thirty, ward, prepared, group_leader, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.SMS_GATEWAY_URL = "https://gateway.example/"
    texts = []
    monkeypatch.setattr(sms, "send", lambda **told: texts.append((told["phone"], told["text"])))
    factories.person(ward, household=thirty[0], is_head=True, phone="+84912345671")
    with django_capture_on_commit_callbacks(execute=True):
        take_up_initiative(initiative=proposed, decision=prepared(), front_agreed_on=TODAY, by=group_leader, at=MORNING)
    ((phone, text),) = texts
    assert phone == "+84912345671"
    assert "đã được đưa ra cộng đồng bàn" in text
    assert proposed.get_absolute_url() in text


def test_who_withdraws_is_not_written_to(proposed, thirty, ward):
    factories.person(ward, household=thirty[0], is_head=True, email="me@example.com")
    withdraw_initiative(initiative=proposed, by=thirty[0].account, at=MORNING)
    assert not Notice.objects.exists()
