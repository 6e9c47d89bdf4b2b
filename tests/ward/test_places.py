"""Groups, organisations and what the ward says of itself."""

from datetime import date

import pytest
from django.urls import reverse

from danchu.core import revision
from danchu.core.models import AuditEntry
from danchu.core.refusals import Refused
from danchu.ward.actions.groups import open_group, retire_group
from danchu.ward.actions.organisations import OrganisationData, open_organisation, retire_organisation
from danchu.ward.models import Organisation, ResidentialGroup
from tests import factories
from tests.ward.conftest import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
SCHOOL = {"name": "Trường Mầm non", "kind": "public_service", "code": "MN1", "headcount": "40", "is_unit": "on"}
SETTINGS = {"name": "Phường Bách Quang", "place": "Bách Quang", "abbreviation": "UBND", "phone": "0208 0 123"}


@pytest.fixture
def by(officer):
    return {"by": officer, "at": NOW}


def test_an_officer_opens_and_corrects_a_group(signed_in, officer, ward):
    client = signed_in(officer)
    client.post(reverse("ward:new-group"), {"name": " Tổ dân phố  Na Hoàng ", "code": "NH"})
    group = ResidentialGroup.objects.get()
    assert group.name == "Tổ dân phố Na Hoàng"
    client.post(reverse("ward:change-group", args=[group.pk]), {"name": group.name, "code": "NH1"})
    group.refresh_from_db()
    assert group.code == "NH1"


def test_a_name_or_code_that_is_taken_is_refused_at_its_field(ward, by):
    open_group(ward=ward, name="Tổ 1", code="1", **by)
    with pytest.raises(Refused) as refused:
        open_group(ward=ward, name="Tổ 1", code="1", **by)
    assert [each.field for each in refused.value.objections] == ["name", "code"]


def test_another_ward_may_use_the_same_name(ward, other_ward, by):
    factories.group(other_ward, name="Tổ 1", code="1")
    assert open_group(ward=ward, name="Tổ 1", code="1", **by).ward == ward


def test_a_group_merges_into_another_with_its_households_and_its_offices_end(ward, by):
    small, large = factories.group(ward), factories.group(ward)
    household = factories.household(small)
    leader = factories.mandate(factories.person(ward), "group_leader", group=small)
    with pytest.raises(Refused) as refused:
        retire_group(group=small, retired_on=TODAY, **by)
    assert refused.value.objections[0].field == "into"
    retire_group(group=small, retired_on=TODAY, into=large, **by)
    household.refresh_from_db()
    leader.refresh_from_db()
    assert (household.group, leader.ended_on, small.retired_on) == (large, TODAY, TODAY)
    assert AuditEntry.objects.filter(action="ward.end_with_place").count() == 1


def test_a_group_is_not_retired_before_the_day(ward, by):
    with pytest.raises(Refused, match="tương lai"):
        retire_group(group=factories.group(ward), retired_on=date(2026, 3, 17), **by)


def test_an_officer_enters_corrects_and_closes_an_organisation(signed_in, officer, ward):
    client = signed_in(officer)
    assert client.post(reverse("ward:new-organisation"), SCHOOL).status_code == 302
    school = Organisation.objects.get(code="MN1")
    assert (school.headcount, school.is_unit) == (40, True)
    typed = {**SCHOOL, "headcount": "41"}
    del typed["is_unit"]
    client.post(reverse("ward:change-organisation", args=[school.pk]), typed)
    school.refresh_from_db()
    assert (school.headcount, school.is_unit) == (41, False)
    client.post(reverse("ward:retire-organisation", args=[school.pk]), {"retired_on": "2026-03-01"})
    school.refresh_from_db()
    assert school.retired_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"code": ""}, "code"), ({"kind": "x"}, "kind"), ({"headcount": "-1"}, "headcount")]
)
def test_bad_input_about_an_organisation_is_shown_at_its_field(signed_in, officer, wrong, field):
    answer = signed_in(officer).post(reverse("ward:new-organisation"), {**SCHOOL, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_code_belongs_to_one_organisation(ward, by):
    data = OrganisationData(kind="state", code="VP", name="Văn phòng")
    open_organisation(ward=ward, data=data, **by)
    with pytest.raises(Refused) as refused:
        open_organisation(ward=ward, data=data, **by)
    assert refused.value.objections[0].field == "code"


def test_offices_end_with_their_organisation_and_those_to_come_never_run(ward, by):
    organisation = factories.organisation(ward)
    head = factories.mandate(factories.person(ward), "organisation_head", organisation=organisation)
    coming = factories.mandate(factories.person(ward), "worker", organisation=organisation, starts_on=date(2026, 5, 1))
    retire_organisation(organisation=organisation, retired_on=TODAY, **by)
    head.refresh_from_db()
    coming.refresh_from_db()
    assert (head.ended_on, coming.ended_on) == (TODAY, coming.starts_on)


def test_pages_that_are_kept_are_made_anew_when_a_group_changes(ward, by, django_capture_on_commit_callbacks):
    before = revision.current(ward)
    with django_capture_on_commit_callbacks(execute=True):
        open_group(ward=ward, name="Tổ 1", code="1", **by)
    assert revision.current(ward) != before


def test_the_administrator_says_how_to_reach_the_ward_and_every_page_shows_it(signed_in, administrator, ward):
    client = signed_in(administrator)
    assert client.post(reverse("ward:settings"), SETTINGS).status_code == 302
    ward.refresh_from_db()
    assert ward.name == "phường Bách Quang"
    assert "0208 0 123" in client.get(reverse("ward:settings")).content.decode()
    [entry] = AuditEntry.objects.filter(action="ward.change_ward")
    assert entry.payload["content"]["before"]["phone"] == ""
    assert entry.payload["content"]["after"]["phone"] == "0208 0 123"


def test_a_name_without_its_kind_is_refused_and_the_page_keeps_its_head(signed_in, administrator, ward):
    answer = signed_in(administrator).post(reverse("ward:settings"), {**SETTINGS, "name": "Lạ Lùng"})
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert "<b>Phường Bách Quang</b>" in answer.content.decode()


def test_an_officer_does_not_change_the_ward(signed_in, officer):
    assert signed_in(officer).get(reverse("ward:settings")).status_code == 403
