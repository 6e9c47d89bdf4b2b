from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from danchu.core import audit, in_force, revision
from danchu.core.actors import SYSTEM
from danchu.core.refusals import Refused
from danchu.duties import queries as duties
from danchu.duties.actions.assignments import assign_clause
from danchu.duties.queries import open_about
from danchu.know import law, queries, signals
from danchu.know.actions.drafting import change_draft, draft_disclosure
from danchu.know.actions.planning import plan_year
from danchu.know.actions.publishing import correct_disclosure, publish_disclosure, withdraw_disclosure
from danchu.know.models import Disclosure
from danchu.know.states import PersonalData, State
from danchu.know.tasks import end_periods, plan_disclosures
from danchu.matters.actions.matters import open_matter
from danchu.matters.queries import timeline
from tests import factories
from tests.know.conftest import DECIDED, content, morning

pytestmark = pytest.mark.django_db


def fields_of(refused) -> set[str]:
    return {each.field for each in refused.value.objections}


def test_the_clock_runs_five_working_days_from_the_document(drafted):
    assert drafted().due_on == date(2026, 3, 9)


def test_the_clock_stands_still_over_tet(drafted):
    """Friday 13 February 2026; Tết runs from the 14th to the 22nd: five working days end on the 27th."""
    assert drafted(on=date(2026, 2, 13), decided_on=date(2026, 2, 13)).due_on == date(2026, 2, 27)


def test_a_quarter_of_the_budget_counts_calendar_days_from_its_end(drafted):
    quarter = drafted(on=date(2026, 4, 2), item="budget:execution", decided_on=date(2026, 3, 31))
    assert quarter.due_on == date(2026, 4, 15)
    assert quarter.item == "budget"


def test_a_document_of_the_future_is_refused_at_its_field(drafted):
    with pytest.raises(Refused) as refused:
        drafted(decided_on=DECIDED + timedelta(days=1))
    assert fields_of(refused) == {"decided_on"}


def test_a_day_beyond_the_known_calendar_is_refused_not_guessed(drafted):
    with pytest.raises(Refused) as refused:
        drafted(decided_on=date(1999, 1, 4))
    assert fields_of(refused) <= {"decided_on", "item"}


def test_an_item_that_the_law_does_not_hold_is_refused(drafted):
    for wrong in ("", "nonsense", "budget:nonsense", "fees:execution"):
        with pytest.raises(Refused) as refused:
            drafted(item=wrong)
        assert fields_of(refused) == {"item"}


def test_a_period_shorter_than_the_law_is_refused_with_the_earliest_day(drafted):
    with pytest.raises(Refused, match="01/04/2026") as refused:
        drafted(to_day=date(2026, 3, 20))
    assert fields_of(refused) == {"to_day"}


def test_a_content_that_stays_has_no_end(drafted):
    with pytest.raises(Refused) as refused:
        drafted(item="procedures", forms=("posting", "portal"), to_day=date(2027, 1, 1))
    assert fields_of(refused) == {"to_day"}


def test_a_draft_that_lies_too_long_is_an_open_duty(ward, drafted, officer):
    disclosure = drafted()
    [duty] = queries.disclosing_duties(ward)
    assert (duty.due_on, duty.unit) == (disclosure.due_on, disclosure.unit)
    assert duty.unit is not None
    assert list(duties.open_late(duties.of_ward(ward), date(2026, 3, 10))) == [duty]


def test_publishing_fulfils_the_duty_and_opens_what_follows(ward, published, group):
    factories.group(ward)
    disclosure = published()
    assert disclosure.state == State.PUBLISHED
    assert (disclosure.from_day, disclosure.published_on) == (DECIDED, DECIDED)
    assert queries.disclosing_duties(ward).get().state == "fulfilled"
    kinds = sorted(each.kind for each in open_about(disclosure))
    assert kinds == ["know.broadcast", *["know.post"] * 3, *["know.tell"] * 2]
    assert {each.due_on for each in open_about(disclosure)} == {date(2026, 3, 9)}
    assert disclosure.postings.filter(group=None).count() == 1


def test_a_disclosure_of_one_group_is_told_in_that_group_only(ward, published, group):
    factories.group(ward)
    disclosure = published(group=group)
    assert [each.group for each in disclosure.handovers.all()] == [group]
    assert {each.group for each in disclosure.postings.all()} == {None, group}


def test_a_retired_group_gets_no_duty(ward, published, group):
    factories.group(ward, retired_on=date(2025, 7, 1))
    assert published().handovers.count() == 1


@pytest.mark.parametrize(
    ("secret", "personal", "field"),
    [
        (None, PersonalData.NONE, "state_secret"),
        (True, PersonalData.NONE, "state_secret"),
        (False, "", "personal_data"),
        (False, PersonalData.UNCLEARED, "personal_data"),
    ],
)
def test_secrets_and_uncleared_personal_data_are_not_published(drafted, officer, secret, personal, field):
    disclosure = drafted()
    with pytest.raises(Refused) as refused:
        publish_disclosure(
            disclosure=disclosure, state_secret=secret, personal_data=personal, by=officer, at=morning(DECIDED)
        )
    assert fields_of(refused) == {field}
    disclosure.refresh_from_db()
    assert disclosure.state == State.DRAFT


def test_the_refusal_of_a_secret_names_the_article(drafted, officer):
    with pytest.raises(Refused) as refused:
        publish_disclosure(
            disclosure=drafted(),
            state_secret=True,
            personal_data=PersonalData.NONE,
            by=officer,
            at=morning(DECIDED),
        )
    [objection] = refused.value.objections
    assert "Điều 11" in str(objection.citation)


def test_a_required_form_cannot_be_left_out_but_one_that_depends_can(drafted, officer):
    def publish(disclosure):
        return publish_disclosure(
            disclosure=disclosure,
            state_secret=False,
            personal_data=PersonalData.NONE,
            by=officer,
            at=morning(DECIDED),
        )

    with pytest.raises(Refused) as refused:
        publish(drafted(forms=("portal", "group_leaders")))
    assert fields_of(refused) == {"forms"}
    assert publish(drafted(forms=("portal", "posting", "group_leaders"))).state == State.PUBLISHED


def test_nothing_to_read_is_not_published(drafted, officer):
    with pytest.raises(Refused) as refused:
        publish_disclosure(
            disclosure=drafted(body="  "),
            state_secret=False,
            personal_data=PersonalData.NONE,
            by=officer,
            at=morning(DECIDED),
        )
    assert "body" in fields_of(refused)


def test_published_late_counts_late(ward, published):
    in_time, late = published(on=date(2026, 3, 9)), published(on=date(2026, 3, 10))
    assert list(queries.late(queries.published(ward), date(2026, 4, 1))) == [late]
    assert list(queries.on_time(queries.published(ward))) == [in_time]
    assert late.is_late(date(2026, 4, 1))
    assert not in_time.is_late(date(2026, 4, 1))


def test_a_late_disclosure_asks_for_the_rest_on_the_same_day(published):
    disclosure = published(on=date(2026, 3, 20))
    assert {each.due_on for each in open_about(disclosure)} == {date(2026, 3, 20)}


def test_nothing_is_published_twice_nor_changed_afterwards(published, officer):
    disclosure = published()
    with pytest.raises(Refused):
        publish_disclosure(
            disclosure=disclosure,
            state_secret=False,
            personal_data=PersonalData.NONE,
            by=officer,
            at=morning(DECIDED),
        )
    with pytest.raises(Refused):
        change_draft(disclosure=disclosure, content=content(title="Khác"), by=officer, at=morning(DECIDED))


def test_changing_a_draft_moves_its_clock_and_forms(drafted, officer):
    disclosure = change_draft(
        disclosure=drafted(),
        content=content(decided_on=date(2026, 2, 27), forms=("portal",), title="Tên khác"),
        by=officer,
        at=morning(DECIDED),
    )
    assert disclosure.due_on == date(2026, 3, 6)
    assert [each.key for each in disclosure.forms.all()] == ["portal"]
    assert disclosure.versions.get().title == "Tên khác"


def test_a_correction_keeps_the_earlier_version_in_sight(published, officer):
    disclosure = published()
    correct_disclosure(
        disclosure=disclosure,
        title="Danh sách (đính chính)",
        body="Nội dung đúng",
        reason="Ghi nhầm số hộ",
        by=officer,
        at=morning(date(2026, 3, 5)),
    )
    assert [(each.number, each.body[:8]) for each in disclosure.versions.all()] == [(2, "Nội dung"), (1, "Ủy ban n")]
    assert disclosure.versions.first().reason == "Ghi nhầm số hộ"
    assert disclosure.published_on == DECIDED


def test_a_correction_needs_a_reason_and_something_to_read(published, officer):
    with pytest.raises(Refused) as refused:
        correct_disclosure(disclosure=published(), title="", body=" ", reason=" ", by=officer, at=morning(DECIDED))
    assert fields_of(refused) == {"title", "body", "reason"}


def test_a_draft_is_not_corrected(drafted, officer):
    with pytest.raises(Refused):
        correct_disclosure(disclosure=drafted(), title="A", body="B", reason="C", by=officer, at=morning(DECIDED))


def test_withdrawal_needs_a_reason_and_calls_off_what_is_open(ward, published, officer):
    disclosure = published()
    with pytest.raises(Refused):
        withdraw_disclosure(disclosure=disclosure, reason=" ", by=officer, at=morning(DECIDED))
    withdraw_disclosure(disclosure=disclosure, reason="Sai danh sách", by=officer, at=morning(DECIDED))
    assert disclosure.state == State.WITHDRAWN
    assert list(open_about(disclosure)) == []
    assert {each.state for each in disclosure.postings.all()} == {"cancelled"}
    assert not queries.published(ward).exists()


def test_the_matter_tells_what_happened(ward, published, officer):
    matter = open_matter(ward=ward, title="Đường Tân Thành", by=officer, at=morning(DECIDED))
    disclosure = published(matter=matter)
    [line] = timeline(matter, internal=False)
    assert (line.step, line.address) == ("know", disclosure.get_absolute_url())


def test_publication_correction_and_withdrawal_raise_the_revision_on_commit(
    ward, drafted, officer, django_capture_on_commit_callbacks
):
    tokens = [revision.current(ward)]
    disclosure = drafted()

    def after(act, **arguments):
        with django_capture_on_commit_callbacks(execute=True):
            act(disclosure=disclosure, by=officer, at=morning(DECIDED), **arguments)
        tokens.append(revision.current(ward))

    after(publish_disclosure, state_secret=False, personal_data=PersonalData.NONE)
    after(correct_disclosure, title="A", body="B", reason="C")
    after(withdraw_disclosure, reason="D")
    assert len(set(tokens)) == 4


def test_those_who_listen_hear_on_commit_only(drafted, officer, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, disclosure, version, **_kwargs):
        heard.append((disclosure.pk, version.number))

    signals.disclosure_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            disclosure = drafted()
            publish_disclosure(
                disclosure=disclosure,
                state_secret=False,
                personal_data=PersonalData.NONE,
                by=officer,
                at=morning(DECIDED),
            )
            assert heard == []
    finally:
        signals.disclosure_published.disconnect(listen)
    assert heard == [(disclosure.pk, 1)]


@pytest.mark.parametrize("office", ["council_deputy", "group_leader", "auditor", "front_chair"])
def test_others_may_not_publish(ward, drafted, office):
    disclosure = drafted()
    someone = factories.staff(ward, office)
    with pytest.raises(PermissionDenied):
        publish_disclosure(
            disclosure=disclosure,
            state_secret=False,
            personal_data=PersonalData.NONE,
            by=someone,
            at=morning(DECIDED),
        )


def test_an_officer_of_another_ward_may_not_touch_it(ward, other_ward, drafted):
    stranger = factories.staff(other_ward, "civil_servant")
    with pytest.raises(PermissionDenied):
        withdraw_disclosure(disclosure=drafted(), reason="x", by=stranger, at=morning(DECIDED))
    with pytest.raises(PermissionDenied):
        draft_disclosure(ward=ward, content=content(), by=stranger, at=morning(DECIDED))


def test_what_belongs_to_another_ward_cannot_be_chosen(drafted, other_ward):
    with pytest.raises(Refused):
        drafted(group=factories.group(other_ward))


def test_the_database_itself_refuses_a_published_row_without_answers(published):
    disclosure = published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(personal_data="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(published_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(state=State.WITHDRAWN)


def test_every_act_is_in_the_trail_and_the_trail_is_whole(ward, published, officer):
    withdraw_disclosure(disclosure=published(), reason="Sai", by=officer, at=morning(DECIDED))
    assert list(audit.verify(ward)) == []


def test_the_year_is_planned_once_and_for_the_unit_that_answers(ward, leader):
    unit = factories.organisation(ward)
    assign_clause(ward=ward, clause="2.2.c", unit=unit, due_on=date(2026, 12, 31), by=leader, at=morning(DECIDED))
    plan_disclosures(ward, DECIDED)
    planned = list(queries.disclosing_duties(ward))
    plan_disclosures(ward, DECIDED)
    plan_year(ward=ward, year=2026, by=SYSTEM, at=morning(DECIDED))
    assert list(queries.disclosing_duties(ward)) == planned
    assert {each.unit for each in planned} == {unit}
    assert {each.due_on.year for each in planned} == {2026}
    [quarter] = [each for each in planned if "03 tháng đầu năm 2026" in each.title]
    assert quarter.due_on == date(2026, 4, 15)
    assert quarter.basis["citation"] == "khoản 3 Điều 26 Thông tư số 26/2026/TT-BTC"
    assert "chưa thấy văn bản Nghị định số 73/2026/NĐ-CP, tạm tính như trước" in quarter.basis["explanation"]
    assert "bắt buộc đăng trên cổng" in quarter.basis["explanation"]


def test_a_planned_duty_is_fulfilled_by_the_disclosure_made_for_it(ward, officer, drafted):
    plan_disclosures(ward, DECIDED)
    duty = next(each for each in queries.disclosing_duties(ward) if each.basis["item"] == "budget:execution")
    on = date(2026, 1, 14)
    disclosure = draft_disclosure(
        ward=ward,
        content=content(item="budget:execution", decided_on=date(2025, 12, 31), forms=("portal", "posting")),
        duty=duty,
        by=officer,
        at=morning(on),
    )
    publish_disclosure(
        disclosure=disclosure,
        state_secret=False,
        personal_data=PersonalData.NONE,
        by=officer,
        at=morning(on),
    )
    duty.refresh_from_db()
    assert duty.state == "fulfilled"


def test_a_period_that_is_over_is_marked_and_still_readable(ward, published):
    disclosure = published(to_day=date(2026, 4, 1))
    end_periods(ward, date(2026, 4, 1))
    disclosure.refresh_from_db()
    assert disclosure.state == State.PUBLISHED
    end_periods(ward, date(2026, 4, 2))
    disclosure.refresh_from_db()
    assert disclosure.state == State.ENDED
    assert list(queries.published(ward)) == [disclosure]


def test_publishing_later_than_drafted_lengthens_a_period_that_would_be_too_short(drafted, officer):
    disclosure = drafted(to_day=date(2026, 4, 1))
    publish_disclosure(
        disclosure=disclosure,
        state_secret=False,
        personal_data=PersonalData.NONE,
        by=officer,
        at=morning(date(2026, 3, 9)),
    )
    assert disclosure.to_day == date(2026, 4, 8)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from([each.value for each in law.choices(DECIDED)]))
def test_the_deadline_of_any_document_is_a_working_day_after_it(day, value):
    deadline = law.asked(value, day).deadline(day)
    assert deadline.due_on > day
    assert in_force.calendar().is_working_day(deadline.due_on)
