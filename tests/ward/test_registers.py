from datetime import date

import pytest
from django.urls import reverse

from danchu.core import figures
from danchu.ward import queries
from danchu.ward.models import Mandate
from tests import factories
from tests.ward.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
REGISTERS = ("groups", "households", "people", "organisations", "mandates")
ID_NUMBER = "019090001234"


def listed(client, register, **asked):
    answer = client.get(reverse(f"ward:{register}"), asked)
    assert answer.status_code == 200
    return [row for _, _, row in answer.context["lines"]]


def a_family(group, **head):
    household = factories.household(group, head_name=head.get("full_name", "Nguyễn Văn An"))
    given = {"full_name": household.head_name, "is_head": True, "household": household, "sex": "male", **head}
    return household, factories.person(group.ward, **given)


@pytest.mark.parametrize("register", REGISTERS)
def test_an_empty_register_says_what_to_do_first(signed_in, ward, register):
    administrator = factories.staff(ward, "administrator")
    Mandate.objects.filter(person__account=administrator).exclude(office="administrator").delete()
    page = signed_in(administrator).get(reverse(f"ward:{register}"))
    assert page.status_code == 200


def test_the_groups_show_leader_households_and_residents(signed_in, officer, group, group_leader):
    household, _ = a_family(group)
    factories.person(group.ward, household=household)
    factories.person(group.ward, household=household, left_on=date(2026, 1, 1))
    factories.household(group, left_on=date(2026, 1, 1))
    factories.group(group.ward, name="Tổ đã sáp nhập", retired_on=date(2025, 7, 1))
    [row] = listed(signed_in(officer), "groups")
    assert (row.leader, row.household_count, row.resident_count) == (str(group_leader), 1, 2)
    assert len(listed(signed_in(officer), "groups", **{"tinh-trang": "tat-ca"})) == 2


def test_households_narrow_by_group_phone_and_whether_they_left(signed_in, officer, ward, group):
    reached, _ = a_family(group, phone="+84912345678")
    silent, _ = a_family(group)
    elsewhere, _ = a_family(factories.group(ward))
    gone = factories.household(group, left_on=date(2026, 1, 1))
    client = signed_in(officer)
    assert listed(client, "households") == [reached, silent, elsewhere]
    assert listed(client, "households", to=group.pk) == [reached, silent]
    assert listed(client, "households", **{"dien-thoai": "co"}) == [reached]
    assert listed(client, "households", **{"dien-thoai": "chua-co", "to": group.pk}) == [silent]
    assert listed(client, "households", **{"tinh-trang": "da-thoi"}) == [gone]
    assert "0912 345 678" in client.get(reverse("ward:households")).content.decode()


def test_people_narrow_by_age_sex_and_office_and_are_found_without_tone_marks(signed_in, officer, group):
    _, elder = a_family(group, full_name="Đỗ Thị Ấm", born_in_year=1950, sex="female")
    _, young = a_family(group, full_name="Ngô Văn Bình", born_on=date(2005, 5, 5))
    factories.mandate(young, "group_leader", group=group)
    factories.mandate(elder, "group_leader", group=factories.group(group.ward), ended_on=date(2025, 1, 1))
    client = signed_in(officer)
    assert listed(client, "people", tuoi="60") == [elder]
    assert listed(client, "people", tuoi="18-34") == [young]
    assert listed(client, "people", **{"gioi-tinh": "female"}) == [elder]
    assert listed(client, "people", **{"chuc-danh": "group_leader"}) == [young]
    assert listed(client, "people", q="do thi am") == [elder]


def test_organisations_narrow_by_kind_assigned_officer_and_unit(signed_in, deputy, ward):
    school = factories.organisation(ward, kind="public_service", name="Trường Mầm non")
    unit = factories.organisation(ward, name="Phòng Văn hóa", is_unit=True)
    factories.mandate(factories.person(ward, full_name="Lý Thị Giao"), "assigned_officer", organisation=school)
    client = signed_in(deputy)
    assert listed(client, "organisations", loai="public_service") == [school]
    assert listed(client, "organisations", giao="khong") == [unit]
    assert listed(client, "organisations", **{"don-vi": "co"}) == [unit]
    assert [row.officer for row in listed(client, "organisations", giao="co")] == ["Lý Thị Giao"]


def test_mandates_narrow_by_whether_they_run_end_soon_or_are_over(signed_in, administrator, ward, group):
    def term(**given):
        return factories.mandate(factories.person(ward), "council_deputy", **given)

    soon, late = term(ends_on=date(2026, 5, 1)), term(ends_on=date(2026, 3, 1))
    over, coming = term(ended_on=TODAY), term(starts_on=date(2026, 4, 1))
    client = signed_in(administrator)
    asked = {"chuc-danh": "council_deputy"}
    assert listed(client, "mandates", **asked) == [soon, late]
    assert listed(client, "mandates", **asked, **{"nhiem-ky": "sap-het"}) == [soon]
    assert listed(client, "mandates", **asked, **{"nhiem-ky": "qua-han"}) == [late]
    assert listed(client, "mandates", **asked, **{"nhiem-ky": "sap-toi"}) == [coming]
    assert listed(client, "mandates", **asked, **{"nhiem-ky": "da-thoi"}) == [over]
    assert len(listed(client, "mandates", **asked, **{"nhiem-ky": "tat-ca"})) == 4


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize(
    "asked", [{"to": "9" * 40}, {"tuoi": "x"}, {"tinh-trang": "x"}, {"nhiem-ky": "x"}, {"q": "%' OR 1=1"}]
)
def test_nonsense_in_the_address_is_no_error(signed_in, ward, register, asked):
    listed(signed_in(factories.staff(ward, "administrator")), register, **asked)


def test_the_leader_of_a_group_sees_its_households_and_no_others(signed_in, group_leader, ward, group):
    own, head = a_family(group, id_number=ID_NUMBER, phone="+84912345678")
    other, _ = a_family(factories.group(ward))
    client = signed_in(group_leader)
    assert listed(client, "households") == [own]
    assert listed(client, "households", to=other.group_id) == []
    page = client.get(own.get_absolute_url()).content.decode()
    assert "0912 345 678" in page
    assert ID_NUMBER[-3:] not in page.replace("+84912345678", "")
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(head.get_absolute_url()).status_code == 403


def test_the_leader_prints_the_list_but_does_not_download_it(signed_in, group_leader, group):
    a_family(group)
    client = signed_in(group_leader)
    address = reverse("ward:households")
    assert "Tải Excel" not in client.get(address).content.decode()
    assert client.get(address, {"xuat": "xlsx"}).status_code == 403
    assert client.get(address, {"xuat": "in"}).status_code == 200


def test_the_office_downloads_the_roll_with_masked_identity_numbers(signed_in, officer, group):
    a_family(group, id_number=ID_NUMBER)
    table = b"".join(signed_in(officer).get(reverse("ward:people"), {"xuat": "csv"}).streaming_content).decode()
    assert "•••••••••234" in table
    assert ID_NUMBER not in table


def test_a_deputy_sees_who_holds_an_office_and_nothing_else_about_them(signed_in, deputy, ward, group):
    _, resident = a_family(group)
    holder = factories.person(ward, id_number=ID_NUMBER, phone="+84912345678", born_in_year=1971)
    factories.mandate(holder, "group_leader", group=group)
    client = signed_in(deputy)
    page = client.get(holder.get_absolute_url()).content.decode()
    assert "Tổ trưởng" in page
    for hidden in (ID_NUMBER[-3:], "0912 345 678", "1971"):
        assert hidden not in page
    assert client.get(resident.get_absolute_url()).status_code == 404
    assert listed(client, "mandates", q=ID_NUMBER) != []
    assert client.get(reverse("ward:people")).status_code == 403


def test_nothing_of_another_ward_is_seen(signed_in, administrator, other_ward):
    foreign = factories.group(other_ward)
    household, person = a_family(foreign)
    organisation = factories.organisation(other_ward)
    client = signed_in(administrator)
    for each in (foreign, household, person, organisation):
        assert client.get(each.get_absolute_url()).status_code == 404
    assert listed(client, "households") == []


def test_the_figures_count_what_the_registers_show(signed_in, officer, ward, group):
    household, _ = a_family(group)
    factories.person(ward, household=household, left_on=date(2026, 1, 1))
    factories.household(group, left_on=date(2026, 1, 1))
    unit = factories.organisation(ward)
    factories.mandate(factories.person(ward), "assigned_officer", organisation=unit)
    own = [each for each in figures.every() if each.key.startswith("ward.")]
    read = {key: reading.value for key, reading in figures.read(own, ward, TODAY).items()}
    assert read == {
        "ward.groups": 1,
        "ward.households": 1,
        "ward.residents": 1,
        "ward.organisations": 2,
        "ward.organisations_assigned": 50.0,
        "ward.office_holders": 2,
        "ward.documents_acknowledged": None,
    }
    assert len(queries.kinds_of_organisations(ward)) == 1


def test_every_register_and_page_costs_the_same_for_20_rows_as_for_200(
    ward, signed_in, officer, administrator, group, group_leader, django_assert_max_num_queries
):
    household, person = a_family(group, phone="+84912345678")
    organisation = factories.organisation(ward)
    pages = [
        *[(administrator, reverse(f"ward:{register}")) for register in REGISTERS],
        *[(administrator, each.get_absolute_url()) for each in (group, household, person, organisation)],
        *[(group_leader, reverse("ward:households")), (group_leader, household.get_absolute_url())],
    ]

    def grow(rows):
        for _ in range(rows):
            a_family(group)
            holder = factories.person(ward, household=household)
            factories.mandate(holder, "worker", organisation=organisation)
            factories.mandate(person, "worker", organisation=factories.organisation(ward))
            factories.group(ward)

    def costs():
        found = []
        for user, page in pages:
            client = signed_in(user)
            with django_assert_max_num_queries(8) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    grow(20)
    few = costs()
    grow(180)
    assert costs() == few
