"""One rule for the names of people, whether an officer types them or a list is read in."""

import pytest
from django.urls import reverse

from danchu.core.refusals import Refused
from danchu.lib.person_names import person_name
from danchu.lib.vntext import clean
from danchu.ward.actions.people import PersonData, add_member
from danchu.ward.models import Person
from danchu.ward.roll_import.storing import store
from tests import factories
from tests.ward.conftest import NOW
from tests.ward.rolls import AN, faults, planned, roll, row

WRITTEN = {
    "composed": ("Nguye\u0302\u0303n Va\u0306n An", "Nguyễn Văn An"),
    "direction turned": ("Nguyễn Văn \u202eAn", "Nguyễn Văn An"),
    "no width": ("Nguyễn\u200b Văn An", "Nguyễn Văn An"),
    "soft hyphen": ("Nguyễn Văn\u00ad An", "Nguyễn Văn An"),
    "byte order mark": ("\ufeffNguyễn Văn An", "Nguyễn Văn An"),
    "spaces": ("  Nguyễn \u00a0 Văn\tAn ", "Nguyễn Văn An"),
    "another letter like Đ": ("Ðặng Văn Ðức", "Đặng Văn Đức"),
    "a name of the highlands": ("K'Brêu (Ama H'Nhi)", "K'Brêu (Ama H'Nhi)"),
}
NONE = ("12345", "Nguyễn Văn 4n", "Nguyễn Văn ²", "???")


@pytest.mark.parametrize(("typed", "name"), WRITTEN.values(), ids=WRITTEN)
def test_a_name_is_kept_alike_from_both_doors(ward, group, officer, typed, name):
    household = factories.household(group)
    add_member(household=household, data=PersonData(full_name=typed), relation="Con", by=officer, at=NOW)
    assert household.members.latest("pk").full_name == name
    store(ward, planned(ward, roll(row(AN, name=typed))))
    assert Person.objects.latest("pk").full_name == name


@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_name_is_refused_at_both_doors(ward, group, officer, typed):
    household = factories.household(group)
    with pytest.raises(Refused, match="không phải họ tên"):
        add_member(household=household, data=PersonData(full_name=typed), relation="Con", by=officer, at=NOW)
    assert "không phải họ tên" in faults(ward, row(AN, name=typed))[0][1]


def test_the_form_says_so_at_the_field_and_keeps_what_was_typed(signed_in, officer, group):
    address = reverse("ward:add-member", args=[factories.household(group).pk])
    page = signed_in(officer).post(address, {"full_name": "Nguyễn Văn 4n", "relation": "Con"})
    assert page.status_code == 422
    assert page.context["form"].errors["full_name"]
    assert "Nguyễn Văn 4n" in page.content.decode()
    assert not Person.objects.filter(full_name__contains="4n").exists()


def test_no_line_keeps_signs_that_nobody_sees():
    assert clean("Tổ\u200b 5\u202e, \u00adngõ 3") == "Tổ 5, ngõ 3"
    assert person_name("\u202e\u200b") == ""
