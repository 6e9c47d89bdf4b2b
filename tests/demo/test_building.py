"""The demonstration ward in the database: people in every role, a year behind it, and a trail that holds."""

import pytest
from django.apps import apps
from django.core.management import CommandError

from danchu.core import audit
from danchu.core.models import AuditEntry, OfficialDocument, Subscription, Ward
from danchu.core.records.states import DocumentState
from danchu.demo import sign_ins
from danchu.discuss import documents, figures
from danchu.discuss.models import FollowUp, Meeting
from danchu.discuss.states import MeetingState
from danchu.duties import queries as duties
from danchu.duties.models import ClauseAssignment, Duty
from danchu.duties.states import State as DutyState
from danchu.know.models import Attachment, Disclosure, DisclosureVersion, Handover, Posting
from danchu.know.states import State
from danchu.lib import clock
from danchu.matters.models import Matter, TimelineLine
from danchu.matters.states import Step
from danchu.ward.models import Household, Mandate, Organisation, Person, ResidentialGroup
from danchu.ward.states import Office, OrganisationKind
from tests import factories
from tests.demo.conftest import NOON, TODAY, run
from tests.duties.ends import STAYS, ended


@pytest.fixture(autouse=True)
def _in_its_own_transaction(db):
    """Nothing that a test changes is left."""


def test_the_ward_is_bach_quang_with_its_code_of_2025_and_says_that_it_is_a_demonstration(demo_ward):
    assert (demo_ward.code, demo_ward.name, demo_ward.is_demonstration) == ("05528", "phường Bách Quang", True)


def test_nothing_is_empty(demo_ward):
    for model in (ResidentialGroup, Organisation, Household, Person, Mandate, Matter, ClauseAssignment, Subscription):
        assert model.objects.filter(ward=demo_ward).exists(), model
    for model in (Disclosure, DisclosureVersion, Attachment, Posting, Handover, Duty):
        assert model.objects.filter(ward=demo_ward).exists(), model
    assert set(Organisation.objects.values_list("kind", flat=True)) == set(OrganisationKind)
    assert set(Mandate.objects.values_list("office", flat=True)) == set(Office)
    assert set(TimelineLine.objects.values_list("step", flat=True)) == set(Step)
    assert set(Matter.objects.values_list("state", flat=True)) == {"open", "closed", "withdrawn"}
    assert set(Disclosure.objects.values_list("state", flat=True)) == set(State)


def test_the_chain_of_every_book_holds(demo_ward):
    assert AuditEntry.objects.count() > 500
    assert list(audit.verify(demo_ward)) == []


def test_the_trail_is_in_the_order_of_time(demo_ward):
    for name in ("know", "duties", "matters", "discuss"):
        moments = list(AuditEntry.objects.filter(book__name=name).order_by("number").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_nothing_lies_in_the_future(demo_ward):
    assert not AuditEntry.objects.filter(at__gt=NOON).exists()
    assert not Posting.objects.filter(posted_on__gt=TODAY).exists()
    assert not Handover.objects.filter(told_on__gt=TODAY).exists()


def test_disclosures_are_on_time_late_and_missing(demo_ward):
    published = Disclosure.objects.filter(published_on__isnull=False)
    assert sum(each.published_on <= each.due_on for each in published) > 60
    assert sum(each.published_on > each.due_on for each in published) > 5
    with clock.travel_to(NOON):
        missing = duties.open_late(Duty.objects.filter(kind="know.disclose"), TODAY)
    assert 1 <= missing.count() <= 3
    assert DisclosureVersion.objects.filter(number=2).exists()


@pytest.mark.parametrize("kind", ["know.disclose", "know.post", "know.tell"])
def test_there_is_work_late_due_today_and_due_later(demo_ward, kind):
    waiting = Duty.objects.filter(kind=kind, state=DutyState.OPEN)
    assert waiting.filter(due_on__lt=TODAY).exists()
    assert waiting.filter(due_on=TODAY).exists()
    assert waiting.filter(due_on__gt=TODAY).exists()


def test_the_postings_entered_at_once_are_as_the_acts_leave_them(demo_ward):
    down = Posting.objects.filter(state="taken_down", until__isnull=False)
    posted = Posting.objects.filter(posted_on__isnull=False)
    assert down
    assert posted.count() > down.count()
    for posting in down:
        duty = Duty.objects.get(key=f"know:take-down:{posting.pk}")
        assert duty.ended_on == posting.taken_down_on
    for posting in posted:
        assert Duty.objects.get(key=f"know:post:{posting.pk}").ended_on == posting.posted_on


def test_a_meeting_goes_on_with_one_thing_voted_and_one_open(demo_ward):
    meeting = Meeting.objects.get(state=MeetingState.STARTED)
    came = meeting.attendances
    assert meeting.households > came.count() > came.filter(is_authorised=True).count() > 0
    assert meeting.secretary
    assert [each.voted_at is not None for each in meeting.items.all()] == [True, False]
    assert all(each.method for each in meeting.items.all())
    with clock.travel_to(NOON):
        assert meeting.group == sign_ins.holder(demo_ward, Office.GROUP_LEADER).group


def test_every_group_has_met_and_the_figures_say_who_came(demo_ward):
    met = Meeting.objects.filter(state=MeetingState.ENDED)
    assert set(met.values_list("group", flat=True)) >= set(ResidentialGroup.objects.values_list("pk", flat=True))
    measure = figures.households_represented(demo_ward, TODAY)
    assert measure.records.count() == Household.objects.filter(left_on=None).count()
    assert 0.7 < measure.part.count() / measure.records.count() < 1


def test_what_was_decided_is_written_but_for_the_newest_and_hangs_where_it_was_published(demo_ward):
    measure = figures.decisions_written(demo_ward, TODAY)
    assert measure.part.count() == measure.records.count() - 1 > 3
    assert OfficialDocument.objects.filter(kind=documents.MEETING_MINUTES, state=DocumentState.ISSUED).count() > 3
    published = FollowUp.objects.filter(disclosure__isnull=False)
    assert published.exists()
    for each in published:
        assert each.disclosure.versions.get().attachments.exists()


def test_running_it_again_changes_nothing(demo_ward):
    before = AuditEntry.objects.count()
    assert "Đã có phường trình diễn" in run()
    assert AuditEntry.objects.count() == before


def test_beside_a_real_ward_it_refuses(db):
    factories.ward(code="05521", name="phường Có Thật")
    Ward.objects.filter(is_demonstration=True).update(is_demonstration=False)
    with pytest.raises(CommandError, match="dữ liệu thật"):
        run("--scale", "0.03")


def test_nothing_is_left_to_be_done_about_what_has_ended(demo_ward):
    waiting = Duty.objects.filter(state=DutyState.OPEN).exclude(about="")
    assert {each.about.partition(":")[0] for each in waiting} > {"know.disclosure", "inspect.case", "discuss.meeting"}
    for duty in waiting:
        label, _, key = duty.about.partition(":")
        row = apps.get_model(label).objects.get(pk=key)
        if over := ended(row):
            stays, _ = STAYS[label, over]
            assert duty.kind in stays, f"{duty.kind} về {row} ({over})"
