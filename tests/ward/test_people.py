from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.models import AuditEntry, User
from danchu.core.refusals import Refused
from danchu.ward.actions.cards import replace_card
from danchu.ward.actions.households import (
    change_household,
    household_leaves,
    household_returns,
    move_household,
    open_household,
    split_household,
)
from danchu.ward.actions.people import (
    PersonData,
    add_member,
    add_outsider,
    change_head,
    change_person,
    move_person,
    person_leaves,
    person_leaves_household,
    person_returns,
)
from danchu.ward.models import Household, Person
from tests import factories
from tests.ward.conftest import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
ID_NUMBER = "019062001234"  # Thái Nguyên, a man born in 1962
TOMORROW = date(2026, 3, 17)


@pytest.fixture
def by(officer):
    return {"by": officer, "at": NOW}


@pytest.fixture
def household(group, by):
    """A household of three: Nguyễn Văn An (head), his wife and his son."""
    head = PersonData(full_name="Nguyễn Văn An", sex="male", born_on=date(1962, 3, 5), id_number=ID_NUMBER)
    made = open_household(group=group, code="H1", address="Số 1, đường Thắng Lợi", head=head, **by)
    add_member(household=made, data=PersonData(full_name="Trần Thị Bình"), relation="Vợ", **by)
    add_member(household=made, data=PersonData(full_name="Nguyễn Văn Cường"), relation="Con", **by)
    return made


@pytest.fixture
def family(household):
    """The head, his wife, his son."""
    return tuple(household.members.order_by("pk"))


def test_a_household_begins_with_its_head(household, family):
    an, binh, _ = family
    assert household.head_name == "Nguyễn Văn An"
    assert [each.is_head for each in family] == [True, False, False]
    assert binh.relation == "Vợ"
    assert an.masked_id_number == "•••••••••234"


def test_the_trail_keeps_no_personal_value_in_the_clear(household):
    entries = AuditEntry.objects.all()
    assert entries
    told = " ".join(str(entry.payload) for entry in entries)
    for personal in ("Nguyễn Văn An", ID_NUMBER, "đường Thắng Lợi", "Trần Thị Bình"):
        assert personal not in told


def test_those_who_only_lead_the_ward_do_not_change_the_roll(household, leader):
    with pytest.raises(PermissionDenied):
        change_household(household=household, code="H2", address="", by=leader, at=NOW)


@pytest.mark.parametrize("code", ["", "  ", "H1"])
def test_a_code_that_is_missing_or_taken_is_refused_at_its_field(household, group, by, code):
    with pytest.raises(Refused) as refused:
        open_household(group=group, code=code, address="", head=PersonData(full_name="Lê Văn Dũng"), **by)
    assert refused.value.objections[0].field == "code"
    assert Household.objects.count() == 1
    assert not Person.objects.filter(full_name="Lê Văn Dũng").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"full_name": "  "}, "full_name"),
        ({"born_on": TOMORROW}, "birth"),
        ({"id_number": "123"}, "id_number"),
        ({"id_number": "000062001234"}, "id_number"),
        ({"id_number": "019062009999", "sex": "female"}, "id_number"),
        ({"id_number": "019062009999", "born_on": date(1970, 1, 1)}, "id_number"),
        ({"id_number": ID_NUMBER}, "id_number"),
    ],
)
def test_data_that_cannot_be_right_is_refused_at_its_field(household, by, wrong, field):
    with pytest.raises(Refused) as refused:
        add_member(household=household, data=PersonData(**{"full_name": "Lê Thị Em", **wrong}), **by)
    assert {each.field for each in refused.value.objections} == {field}


def test_a_number_that_is_taken_names_whose_it_is(household, by):
    with pytest.raises(Refused, match="Nguyễn Văn An"):
        add_member(household=household, data=PersonData(full_name="Lê Văn Em", id_number=ID_NUMBER), **by)


def test_a_new_name_follows_to_the_household_and_to_both_accounts(household, family, by):
    an = family[0]
    an.account = factories.user(an.ward, kind=User.Kind.RESIDENT)
    an.save()
    household.account = factories.user(an.ward, kind=User.Kind.HOUSEHOLD)
    household.save()
    change_person(person=an, data=PersonData(full_name="Nguyễn Văn Anh", id_number=ID_NUMBER), **by)
    an.account.refresh_from_db()
    household.refresh_from_db()
    assert an.account.display_name == household.head_name == "Nguyễn Văn Anh"
    assert household.account.display_name == "Hộ Nguyễn Văn Anh"


def test_another_member_heads_the_household(household, family, by):
    _, binh, _ = family
    change_head(household=household, new_head=binh, **by)
    household.refresh_from_db()
    assert household.head_name == "Trần Thị Bình"
    assert list(household.members.filter(is_head=True)) == [binh]


def test_only_somebody_who_lives_there_can_head_it(household, group, by):
    stranger = factories.person(group.ward, household=factories.household(group))
    with pytest.raises(Refused) as refused:
        change_head(household=household, new_head=stranger, **by)
    assert refused.value.objections[0].field == "new_head"


def test_a_head_who_leaves_names_a_successor(household, family, by):
    an, binh, _ = family
    with pytest.raises(Refused) as refused:
        person_leaves(person=an, left_on=TODAY, departure="died", **by)
    assert refused.value.objections[0].field == "new_head"
    person_leaves(person=an, left_on=TODAY, departure="died", new_head=binh, **by)
    household.refresh_from_db()
    an.refresh_from_db()
    assert (household.head_name, an.is_head, an.get_departure_display()) == ("Trần Thị Bình", False, "Đã mất")


def test_the_last_one_takes_the_household_along_and_the_card_is_void(household, family, by):
    an, binh, cuong = family
    replace_card(household=household, **by)
    for each, follower in ((cuong, None), (binh, None), (an, None)):
        person_leaves(person=each, left_on=TODAY, departure="moved", new_head=follower, **by)
    household.refresh_from_db()
    assert household.left_on == TODAY
    assert not household.cards.filter(revoked_at=None).exists()


def test_nobody_leaves_in_the_future_or_twice(family, by):
    *_, cuong = family
    with pytest.raises(Refused, match="tương lai"):
        person_leaves(person=cuong, left_on=TOMORROW, departure="moved", **by)
    person_leaves(person=cuong, left_on=TODAY, departure="moved", **by)
    with pytest.raises(Refused, match="đã được ghi nhận"):
        person_leaves(person=cuong, left_on=TODAY, departure="died", **by)


def test_who_holds_an_office_lays_it_down_first_or_leaves_only_the_household(family, by):
    *_, cuong = family
    factories.mandate(cuong, "council_deputy")
    with pytest.raises(Refused, match="Đại biểu Hội đồng nhân dân phường") as refused:
        person_leaves(person=cuong, left_on=TODAY, departure="moved", **by)
    assert refused.value.objections[0].field == "departure"
    person_leaves_household(person=cuong, **by)
    assert (cuong.household, cuong.left_on) == (None, None)


def test_who_holds_no_office_has_no_reason_to_stay_on_the_list(family, by):
    with pytest.raises(Refused, match="không giữ chức danh"):
        person_leaves_household(person=family[2], **by)


def test_somebody_comes_back(household, family, by):
    *_, cuong = family
    person_leaves(person=cuong, left_on=TODAY, departure="moved", **by)
    person_returns(person=cuong, **by)
    assert (cuong.left_on, cuong.departure, cuong.is_head) == (None, "", False)


def test_a_person_moves_to_another_household(household, family, group, by):
    *_, cuong = family
    other = factories.household(group)
    move_person(person=cuong, household=other, relation="Con rể", **by)
    assert (cuong.household, cuong.relation, cuong.is_head) == (other, "Con rể", True)
    other.refresh_from_db()
    assert other.head_name == "Nguyễn Văn Cường"
    with pytest.raises(Refused, match="đã ở hộ này"):
        move_person(person=cuong, household=other, **by)


def test_a_son_begins_a_household_of_his_own(household, family, group, by):
    *_, cuong = family
    own = split_household(person=cuong, group=group, code="H2", address="Số 3", **by)
    cuong.refresh_from_db()
    assert (cuong.household, cuong.is_head, own.head_name) == (own, True, "Nguyễn Văn Cường")
    assert household.members.filter(left_on=None).count() == 2


def test_who_lives_alone_has_no_household_to_split(signed_in, officer, group, by):
    made = open_household(group=group, code="H9", address="Số 1", head=PersonData(full_name="Lý Văn Đơn"), **by)
    alone = made.members.get()
    page = signed_in(officer).get(alone.get_absolute_url()).content.decode()
    assert "Tách thành hộ mới" not in page
    assert "Chuyển sang hộ khác" in page
    with pytest.raises(Refused, match="không có gì để tách"):
        split_household(person=alone, group=group, code="H10", address="Số 3", **by)


def test_the_page_of_a_member_says_to_whom_the_relation_is(signed_in, officer, family):
    *_, cuong = family
    page = signed_in(officer).get(cuong.get_absolute_url()).content.decode()
    assert "<dt>Quan hệ với chủ hộ</dt><dd>Con</dd>" in page
    assert "Tách thành hộ mới" in page


def test_the_page_of_an_officer_leads_to_where_the_office_is_held(signed_in, officer, ward, group):
    unit = factories.organisation(ward, name="Phòng Văn hóa - Xã hội")
    person = factories.person(ward)
    factories.mandate(person, "civil_servant", organisation=unit)
    factories.mandate(person, "group_leader", group=group)
    page = signed_in(officer).get(person.get_absolute_url()).content.decode()
    for place in (unit, group):
        assert f'<a href="{place.get_absolute_url()}">{place}</a>' in page
    assert "Ghi vào một hộ" in page, "who lives in no household goes to no other"


def test_a_household_moves_to_another_group(household, ward, by):
    other = factories.group(ward)
    move_household(household=household, group=other, address="Số 9", **by)
    assert household.group == other
    gone = factories.group(ward, retired_on=TODAY)
    with pytest.raises(Refused) as refused:
        move_household(household=household, group=gone, address="", **by)
    assert refused.value.objections[0].field == "group"


def test_a_household_leaves_with_all_its_members_and_comes_back_with_them(household, family, by):
    _, _, cuong = family
    person_leaves(person=cuong, left_on=date(2026, 1, 1), departure="moved", **by)
    household_leaves(household=household, left_on=TODAY, **by)
    assert not household.members.filter(left_on=None).exists()
    household_returns(household=household, **by)
    assert {each.full_name for each in household.members.filter(left_on=None)} == {"Nguyễn Văn An", "Trần Thị Bình"}
    assert household.members.get(is_head=True).full_name == "Nguyễn Văn An"


def test_a_household_with_an_office_holder_does_not_just_leave(household, family, group, by):
    factories.mandate(family[1], "group_leader", group=group)
    with pytest.raises(Refused, match="Trần Thị Bình đang giữ chức danh"):
        household_leaves(household=household, left_on=TODAY, **by)


def test_somebody_from_outside_is_entered_to_hold_an_office(ward, by):
    person = add_outsider(ward=ward, data=PersonData(full_name="Vũ Thị Ngoan"), **by)
    assert (person.household, person.is_head) == (None, False)


# The pages


def post(client, name, pk=None, **typed):
    return client.post(reverse(f"ward:{name}", args=[pk] if pk else []), typed)


def test_an_officer_enters_a_household_on_one_page(signed_in, officer, group):
    typed = {"group": group.pk, "code": "H9", "address": "Số 2", "full_name": "Lò Văn Giang", "birth": "1962"}
    answer = post(signed_in(officer), "new-household", **typed, phone="0912 345 678", sex="male")
    household = Household.objects.get()
    assert answer.url == household.get_absolute_url()
    head = household.members.get()
    assert (head.born_on, head.born_in_year, head.phone) == (None, 1962, "+84912345678")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"birth": "31/02/1990"}, "birth"),
        ({"birth": "01/01/2090"}, "birth"),
        ({"phone": "12"}, "phone"),
        ({"id_number": "12345"}, "id_number"),
        ({"group": ""}, "group"),
        ({"group": "9" * 30}, "group"),
        ({"code": ""}, "code"),
        ({"full_name": ""}, "full_name"),
        ({"sex": "x"}, "sex"),
        ({"email": "không phải thư"}, "email"),
    ],
)
def test_bad_input_is_shown_at_its_field_with_what_was_typed(signed_in, officer, group, wrong, field):
    typed = {"group": group.pk, "code": "H9", "address": "Số 2 đã gõ", "full_name": "Lò Văn Giang", **wrong}
    answer = post(signed_in(officer), "new-household", **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Số 2 đã gõ" in answer.content.decode()
    assert not Household.objects.exists()


def test_only_the_page_of_correcting_shows_the_whole_identity_number(signed_in, officer, household, family):
    an = family[0]
    client = signed_in(officer)
    pages = [household.get_absolute_url(), an.get_absolute_url(), reverse("ward:people"), reverse("ward:households")]
    for address in pages:
        assert ID_NUMBER not in client.get(address).content.decode()
    assert ID_NUMBER in client.get(reverse("ward:change-person", args=[an.pk])).content.decode()


def test_correcting_a_person_keeps_what_was_not_touched(signed_in, officer, family):
    an = family[0]
    client = signed_in(officer)
    form = client.get(reverse("ward:change-person", args=[an.pk])).context["form"]
    typed = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    assert post(client, "change-person", an.pk, **{**typed, "phone": "0987 654 321"}).status_code == 302
    before = (an.full_name, an.born_on, an.sex, an.id_number)
    an.refresh_from_db()
    assert (an.full_name, an.born_on, an.sex, an.id_number) == before
    assert an.phone == "+84987654321"


def test_every_page_of_change_does_what_its_button_says(signed_in, officer, ward, household, family):
    an, binh, cuong = family
    client = signed_in(officer)
    other = factories.group(ward)
    assert post(client, "change-head", household.pk, new_head=binh.pk).status_code == 302
    assert post(client, "change-household", household.pk, code="H1b", address="Số 5").status_code == 302
    assert post(client, "move-household", household.pk, group=other.pk, address="Số 6").status_code == 302
    assert post(client, "add-member", household.pk, full_name="Nguyễn Thị Út", relation="Con").status_code == 302
    assert post(client, "person-leaves", an.pk, departure="died", left_on="2026-03-10").status_code == 302
    assert post(client, "person-returns", an.pk).status_code == 302
    assert post(client, "split-household", cuong.pk, group=other.pk, code="H7", address="").status_code == 302
    assert post(client, "household-leaves", household.pk, left_on="2026-03-15").status_code == 302
    assert post(client, "household-returns", household.pk).status_code == 302
    household.refresh_from_db()
    assert (household.code, household.group, household.head_name) == ("H1b", other, "Trần Thị Bình")
    assert household.members.filter(left_on=None).count() == 3


def test_a_person_is_moved_by_searching_for_the_household(signed_in, officer, household, family, group):
    cuong = family[2]
    factories.household(group, head_name="Đặng Văn Khoa", code="H50")
    client = signed_in(officer)
    address = reverse("ward:move-person", args=[cuong.pk])
    found = client.get(address, {"q": "dang khoa"})
    [(link, label, _)] = found.context["lines"]
    assert label == "Đặng Văn Khoa"
    assert client.post(address + link, {"relation": "Con rể"}).status_code == 302
    cuong.refresh_from_db()
    assert cuong.household.code == "H50"


def test_the_leader_of_a_group_reads_and_does_not_write(signed_in, group_leader, household, family):
    client = signed_in(group_leader)
    page = client.get(household.get_absolute_url()).content.decode()
    assert "Sửa" not in page
    assert client.get(reverse("ward:change-household", args=[household.pk])).status_code == 403
    assert client.get(reverse("ward:change-person", args=[family[0].pk])).status_code == 403
