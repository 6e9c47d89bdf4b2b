from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from danchu.core.models import AuditEntry
from danchu.core.refusals import Refused
from danchu.ward import queries
from danchu.ward.actions.mandates import correct_mandate, end_mandate, give_mandate
from danchu.ward.models import Mandate
from danchu.ward.policies import is_leader
from danchu.ward.states import Office
from tests import examples, factories
from tests.ward.conftest import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
ELECTED = date(2026, 3, 1)


@pytest.fixture
def give(ward, administrator):
    """``give(office, ...)``: the administrator gives it to somebody, from 1 March 2026 unless told otherwise."""

    def given_to(office, person=None, **term):
        holder = person or factories.person(ward)
        return give_mandate(person=holder, office=office, **{"starts_on": ELECTED, **term}, by=administrator, at=NOW)

    return given_to


def test_whoever_is_given_an_office_may_do_what_goes_with_it_from_that_day(ward, give):
    account = factories.user(ward)
    person = factories.person(ward, account=account)
    give("ward_vice_chair", person, basis="Nghị quyết số 5/NQ-HĐND")
    assert is_leader(account, ward)
    entry = AuditEntry.objects.get(action="ward.give_mandate")
    assert (entry.clause, entry.payload["content"]["after"]["office"]) == ("1.2.b", "ward_vice_chair")


def test_only_an_administrator_gives_offices(ward, officer):
    person = factories.person(ward)
    with pytest.raises(PermissionDenied):
        give_mandate(person=person, office="ward_chair", starts_on=ELECTED, by=officer, at=NOW)


@pytest.mark.parametrize(
    ("office", "term", "field"),
    [
        ("group_leader", {}, "group"),
        ("worker", {}, "organisation"),
        ("nonsense", {}, "office"),
        ("council_deputy", {"ends_on": date(2026, 2, 28)}, "ends_on"),
        ("council_deputy", {"ended_on": date(2026, 2, 28)}, "ended_on"),
    ],
)
def test_a_term_that_cannot_be_is_refused_at_its_field(give, office, term, field):
    with pytest.raises(Refused) as refused:
        give(office, **term)
    assert [each.field for each in refused.value.objections] == [field]


def test_places_of_another_ward_and_places_that_are_no_more_are_refused(give, ward, other_ward):
    for group in (factories.group(other_ward), factories.group(ward, retired_on=TODAY)):
        with pytest.raises(Refused, match="Hãy chọn tổ khác"):
            give("group_leader", group=group)
    with pytest.raises(Refused, match="để trống"):
        give("council_deputy", group=factories.group(ward))


def test_a_second_leader_is_refused_by_the_name_of_the_first(give, group, ward):
    first = give("group_leader", factories.person(ward, full_name="Hoàng Thị Đào"), group=group)
    with pytest.raises(Refused, match="Hoàng Thị Đào đang giữ chức danh này từ 01/03/2026"):
        give("group_leader", group=group, starts_on=TODAY)
    give("group_leader", group=factories.group(ward), starts_on=TODAY)
    give("group_deputy", group=group)
    give("group_deputy", group=group)
    first.refresh_from_db()
    assert first.ended_on is None


def test_the_newly_elected_replaces_the_one_before_from_the_same_day(give, group):
    first = give("group_leader", group=group)
    second = give("group_leader", group=group, starts_on=TODAY, replacing=True, basis="Biên bản bầu")
    first.refresh_from_db()
    assert (first.ended_on, first.end_basis) == (TODAY, "Biên bản bầu")
    assert list(queries.mandates_on(group.ward, TODAY).filter(group=group)) == [second]


def test_a_past_term_may_be_entered_when_nobody_else_held_the_office_then(give, group):
    give("group_leader", group=group)
    give("group_leader", group=group, starts_on=date(2022, 1, 1), ended_on=ELECTED)
    with pytest.raises(Refused, match="chỉ một người giữ"):
        give("group_leader", group=group, starts_on=date(2021, 1, 1), ended_on=date(2022, 6, 1))


def test_the_same_person_does_not_hold_one_office_twice_at_a_time(give, ward):
    person = factories.person(ward)
    give("council_deputy", person)
    with pytest.raises(Refused, match="đã giữ chức danh này"):
        give("council_deputy", person, starts_on=TODAY)


def test_an_office_ends_once_and_not_before_it_began(give, administrator):
    mandate = give("council_deputy")
    with pytest.raises(Refused) as refused:
        end_mandate(mandate=mandate, ended_on=date(2026, 2, 1), by=administrator, at=NOW)
    assert refused.value.objections[0].field == "ended_on"
    end_mandate(mandate=mandate, ended_on=TODAY, basis="Quyết định số 9", by=administrator, at=NOW)
    assert mandate.is_over(TODAY)
    assert not mandate.is_over(TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="16/03/2026"):
        end_mandate(mandate=mandate, ended_on=TODAY, by=administrator, at=NOW)


def test_a_term_entered_by_mistake_ends_on_the_day_it_began_and_stands_in_nobodys_way(give, group, administrator):
    wrong = give("group_leader", group=group)
    end_mandate(mandate=wrong, ended_on=ELECTED, by=administrator, at=NOW)
    right = give("group_leader", group=group)
    assert list(queries.mandates_on(group.ward, ELECTED).filter(group=group)) == [right]


def test_a_correction_may_not_make_two_hold_the_office(give, group, administrator):
    first = give("group_leader", group=group, starts_on=date(2024, 1, 1))
    give("group_leader", group=group, replacing=True)
    first.refresh_from_db()
    with pytest.raises(Refused):
        correct_mandate(mandate=first, starts_on=first.starts_on, ended_on=TODAY, by=administrator, at=NOW)
    correct_mandate(mandate=first, starts_on=date(2023, 1, 1), ended_on=ELECTED, by=administrator, at=NOW)
    assert first.starts_on == date(2023, 1, 1)


def test_the_last_administrator_cannot_go(ward, administrator, give):
    own = Mandate.objects.get(person__account=administrator)
    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        end_mandate(mandate=own, ended_on=TODAY, by=administrator, at=NOW)
    give("administrator", factories.person(ward, account=factories.user(ward)))
    end_mandate(mandate=own, ended_on=TODAY, by=administrator, at=NOW)
    assert own.ended_on == TODAY


@pytest.mark.parametrize("ended_on", [None, TODAY])
def test_the_database_itself_refuses_two_leaders_from_the_same_day(group, ended_on):
    first, second = factories.person(group.ward), factories.person(group.ward)
    factories.mandate(first, "group_leader", group=group, starts_on=ELECTED, ended_on=ended_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.mandate(second, "group_leader", group=group, starts_on=ELECTED, ended_on=TODAY)


DAYS = st.integers(0, 12).map(lambda days: ELECTED + timedelta(days=days))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), DAYS, st.none() | DAYS, st.booleans()),
        st.tuples(st.just("end"), st.integers(0, 5), DAYS, st.none()),
        st.tuples(st.just("correct"), st.integers(0, 5), DAYS, st.none() | DAYS),
    ),
    max_size=9,
)


class NoSequenceOfActs(TestCase):
    @settings(max_examples=examples(40), deadline=None)
    @given(office=st.sampled_from(["group_leader", "organisation_head", "ward_chair"]), steps=STEPS)
    def test_makes_two_people_hold_an_office_of_one_holder(self, office, steps):
        ward = factories.ward()
        administrator = factories.staff(ward, Office.ADMINISTRATOR)
        place = {}
        if office == "group_leader":
            place = {"group": factories.group(ward)}
        elif office == "organisation_head":
            place = {"organisation": factories.organisation(ward)}
        for step in steps:
            try:
                self.take(step, ward, office, place, administrator)
            except Refused:
                continue
        for days in range(-1, 15):
            day = ELECTED + timedelta(days=days)
            assert queries.mandates_on(ward, day).filter(office=office).count() <= 1

    def take(self, step, ward, office, place, administrator):
        act, *rest = step
        by = {"by": administrator, "at": NOW}
        if act == "give":
            starts_on, ended_on, replacing = rest
            person = factories.person(ward)
            term = {"starts_on": starts_on, "ended_on": ended_on, "replacing": replacing}
            give_mandate(person=person, office=office, **place, **term, **by)
            return
        held = list(Mandate.objects.filter(ward=ward, office=office).order_by("pk"))
        if not held:
            return
        mandate = held[rest[0] % len(held)]
        if act == "end":
            end_mandate(mandate=mandate, ended_on=rest[1], **by)
        else:
            correct_mandate(mandate=mandate, starts_on=rest[1], ended_on=rest[2], **by)


def test_the_administrator_searches_for_the_person_then_fills_in_the_term(signed_in, administrator, ward, group):
    person = factories.person(ward, full_name="Phạm Thị Huệ")
    factories.person(ward, full_name="Người Khác")
    client = signed_in(administrator)
    address = reverse("ward:new-mandate")
    asked = {"chuc-danh": "group_leader", "to": group.pk}
    first = client.get(address, asked).content.decode()
    assert "Phạm Thị Huệ" not in first
    found = client.get(address, {**asked, "q": "pham hue"})
    page = found.content.decode()
    assert "Phạm Thị Huệ" in page
    assert "Người Khác" not in page
    [(link, _, _)] = found.context["lines"]
    form = client.get(address + link)
    assert form.context["form"].initial["office"] == "group_leader"
    typed = {"office": "group_leader", "group": group.pk, "starts_on": "2026-03-01"}
    refused = client.post(address + link, {**typed, "group": ""})
    assert refused.status_code == 422
    assert "group" in refused.context["form"].errors
    answer = client.post(address + link, typed)
    assert answer.url == person.get_absolute_url()
    assert Mandate.objects.get(person=person).group == group


def test_the_search_for_a_person_begins_with_those_who_bear_the_name_as_typed(signed_in, administrator, ward):
    for name in ("Nguyễn Văn Anh", "Nguyễn Văn An", "Lê Văn Anh"):
        factories.person(ward, full_name=name)
    page = signed_in(administrator).get(reverse("ward:new-mandate"), {"q": "nguyen van an"})
    assert [label for _, label, _ in page.context["lines"]] == ["Nguyễn Văn An", "Nguyễn Văn Anh"]


@pytest.mark.parametrize("chosen", ["x", "9" * 40, "0"])
def test_a_person_that_is_not_there_leads_back_to_the_search(signed_in, administrator, chosen):
    page = signed_in(administrator).get(reverse("ward:new-mandate"), {"nguoi": chosen})
    assert page.status_code == 200
    assert "Chọn người" in page.content.decode()


def test_offices_are_ended_and_corrected_from_the_page_of_the_person(signed_in, administrator, ward):
    mandate = factories.mandate(factories.person(ward), "council_deputy")
    client = signed_in(administrator)
    page = client.get(mandate.get_absolute_url()).content.decode()
    for name in ("end-mandate", "correct-mandate"):
        assert reverse(f"ward:{name}", args=[mandate.pk]) in page
    typed = {"title": "Đại biểu", "starts_on": "2021-07-01", "ends_on": "2026-07-01", "basis": "Nghị quyết"}
    client.post(reverse("ward:correct-mandate", args=[mandate.pk]), typed)
    client.post(reverse("ward:end-mandate", args=[mandate.pk]), {"ended_on": "2026-03-10"})
    mandate.refresh_from_db()
    assert (mandate.title, mandate.ended_on) == ("Đại biểu", date(2026, 3, 10))
    assert "Đã từng giữ" in client.get(mandate.get_absolute_url()).content.decode()
