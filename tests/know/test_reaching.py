from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from danchu.core import revision
from danchu.core.refusals import Refused
from danchu.duties import queries as duties
from danchu.know.actions.publishing import withdraw_disclosure
from danchu.know.actions.reaching import record_form, record_handover, record_posting, record_taking_down
from danchu.know.models import Posting
from danchu.know.states import HandoverState, Manner, PostingState
from tests import factories
from tests.know.conftest import DECIDED, morning

pytestmark = pytest.mark.django_db

POSTED = date(2026, 3, 3)


@pytest.fixture
def posting(published, group):
    return published().postings.get(group=group)


def posted(posting, by, on=POSTED, **given):
    return record_posting(posting=posting, posted_on=on, by=by, at=morning(on), **given)


def test_a_posting_runs_thirty_whole_days_and_asks_to_be_taken_down(ward, posting, officer):
    posted(posting, officer)
    assert posting.until == date(2026, 4, 3)
    assert duties.open_with_key(ward, f"know:post:{posting.pk}") is None
    duty = duties.open_with_key(ward, f"know:take-down:{posting.pk}")
    assert (duty.arose_on, duty.due_on, duty.group) == (date(2026, 4, 3), date(2026, 4, 3), posting.group)


def test_taking_down_too_early_needs_a_reason(posting, officer):
    posted(posting, officer)
    early = date(2026, 4, 2)
    with pytest.raises(Refused, match="02/04/2026") as refused:
        record_taking_down(posting=posting, taken_down_on=early, by=officer, at=morning(early))
    assert refused.value.objections[0].field == "early_reason"
    record_taking_down(posting=posting, taken_down_on=early, early_reason="Mưa làm hỏng", by=officer, at=morning(early))
    assert (posting.state, posting.early_reason) == (PostingState.TAKEN_DOWN, "Mưa làm hỏng")


def test_taking_down_after_the_period_needs_none_and_fulfils_the_duty(ward, posting, officer):
    posted(posting, officer)
    record_taking_down(posting=posting, taken_down_on=date(2026, 4, 3), by=officer, at=morning(date(2026, 4, 3)))
    assert duties.open_with_key(ward, f"know:take-down:{posting.pk}") is None


def test_what_stays_up_is_not_taken_down_without_a_reason(published, officer):
    posting = published(item="procedures", forms=("posting", "portal")).postings.get()
    assert posting.group is None
    posted(posting, officer)
    assert posting.until is None
    with pytest.raises(Refused):
        record_taking_down(posting=posting, taken_down_on=date(2027, 3, 3), by=officer, at=morning(date(2027, 3, 3)))


def test_a_withdrawn_content_comes_down_at_once_and_its_duty_stays(ward, posting, officer):
    posted(posting, officer)
    withdraw_disclosure(disclosure=posting.disclosure, reason="Sai tên", by=officer, at=morning(POSTED))
    assert duties.open_with_key(ward, f"know:take-down:{posting.pk}") is not None
    record_taking_down(posting=posting, taken_down_on=POSTED, by=officer, at=morning(POSTED))
    assert "Sai tên" in posting.early_reason


@pytest.mark.parametrize("day", [POSTED + timedelta(days=1), DECIDED - timedelta(days=1)])
def test_a_posting_is_not_recorded_for_tomorrow_or_before_the_document(posting, officer, day):
    with pytest.raises(Refused):
        record_posting(posting=posting, posted_on=day, by=officer, at=morning(POSTED))


def test_nothing_is_posted_twice_nor_taken_down_unposted(posting, officer):
    with pytest.raises(Refused):
        record_taking_down(posting=posting, taken_down_on=POSTED, by=officer, at=morning(POSTED))
    posted(posting, officer)
    with pytest.raises(Refused):
        posted(posting, officer)


def test_a_group_leader_posts_at_the_own_house_only(ward, posting, group_leader):
    neighbour = factories.staff(ward, "group_leader")
    with pytest.raises(PermissionDenied):
        posted(posting, neighbour)
    posted(posting, group_leader, witnesses="Nguyễn Văn An")
    assert posting.state == PostingState.POSTED


def test_the_loudspeaker_speaks_three_days_in_a_row(published, officer):
    form = published().forms.get(key="loudspeaker")
    day = date(2026, 3, 4)
    with pytest.raises(Refused) as refused:
        record_form(form=form, done_from=day - timedelta(days=1), done_to=day, by=officer, at=morning(day))
    assert refused.value.objections[0].field == "done_to"
    record_form(form=form, done_from=day - timedelta(days=2), done_to=day, by=officer, at=morning(day))
    assert duties.open_with_key(form.ward, f"know:form:{form.pk}") is None


def test_a_form_cannot_end_before_it_began(published, officer):
    form = published().forms.get(key="loudspeaker")
    with pytest.raises(Refused):
        record_form(
            form=form,
            done_from=date(2026, 3, 4),
            done_to=date(2026, 3, 3),
            by=officer,
            at=morning(date(2026, 3, 6)),
        )


def test_a_group_leader_tells_the_own_group_once(ward, published, group_leader, group):
    handover = published().handovers.get(group=group)
    neighbour = factories.staff(ward, "group_leader")
    given = {"told_on": POSTED, "manner": Manner.MEETING, "at": morning(POSTED)}
    with pytest.raises(PermissionDenied):
        record_handover(handover=handover, by=neighbour, **given)
    record_handover(handover=handover, by=group_leader, **given)
    assert (handover.state, handover.told_by) == (HandoverState.DONE, group_leader.person)
    assert duties.open_with_key(ward, f"know:tell:{handover.pk}") is None
    with pytest.raises(Refused):
        record_handover(handover=handover, by=group_leader, **given)


def test_the_manner_must_be_one_the_law_knows(published, group_leader, group):
    handover = published().handovers.get(group=group)
    with pytest.raises(Refused) as refused:
        record_handover(
            handover=handover, told_on=POSTED, manner="thần giao cách cảm", by=group_leader, at=morning(POSTED)
        )
    assert refused.value.objections[0].field == "manner"


def test_the_database_itself_refuses_dates_that_contradict_the_state(posting, officer):
    rows = Posting.objects.filter(pk=posting.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=PostingState.POSTED)
    posted(posting, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=PostingState.TAKEN_DOWN, taken_down_on=POSTED)


def test_what_is_recorded_of_a_disclosure_is_never_hidden_by_a_kept_page(
    ward, posting, officer, published, group_leader, group, django_capture_on_commit_callbacks
):
    disclosure = published()
    spoken = POSTED + timedelta(days=2)
    form = disclosure.forms.get(key="loudspeaker")
    handover = disclosure.handovers.get(group=group)
    records = (
        lambda: posted(posting, officer),
        lambda: record_form(form=form, done_from=POSTED, done_to=spoken, by=officer, at=morning(spoken)),
        lambda: record_handover(
            handover=handover, told_on=POSTED, manner=Manner.MEETING, by=group_leader, at=morning(POSTED)
        ),
    )
    for record in records:
        before = revision.current(ward)
        with django_capture_on_commit_callbacks(execute=True):
            record()
        assert revision.current(ward) != before
