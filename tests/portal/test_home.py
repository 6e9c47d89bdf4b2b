"""The first page, the page of a group, and the group that a phone remembers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from danchu.core import invitations
from danchu.core.invitations import Invitation
from danchu.core.ui.access import KEEP
from danchu.inspect.actions.mailboxes import add_mailbox, retire_mailbox
from danchu.know import queries as know
from danchu.lib import clock
from danchu.matters.models import Matter
from danchu.ward.states import Office
from tests import factories
from tests.know.conftest import DECIDED, morning

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)
HOME = "/"


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(morning(TODAY)):
        yield


@pytest.fixture
def open_things(monkeypatch):
    """``open_things(Invitation(...), ...)``: what a room would tell to be open."""
    monkeypatch.setattr(invitations, "_HOSTS", [])

    def tell(*found):
        invitations.invite(lambda ward, on: [each for each in found if (each.closes_on or on) >= on])

    return tell


def page(client, address=HOME, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_resident_reads_on_the_first_page_what_was_published_today(client, published):
    published(on=TODAY, decided_on=TODAY, title="Danh sách hộ nghèo năm 2026")
    shown = page(client)
    assert "Danh sách hộ nghèo năm 2026" in shown
    assert "Hôm nay</span>" in shown


def test_a_fresh_ward_has_a_first_page_that_promises_nothing(client, ward):
    shown = page(client)
    assert "Hôm nay không có việc nào đang lấy ý kiến" in shown
    assert "chưa công khai nội dung nào" in shown
    assert "gặp tổ trưởng" in shown


def test_what_waits_for_my_say_stands_on_the_first_page_what_closes_first_first(client, ward, open_things):
    open_things(
        Invitation("Góp ý", "Dự thảo quy ước", "/gop-y/1/", TODAY + timedelta(days=9)),
        Invitation("Biểu quyết", "Làm đường ngõ 12", "/bieu-quyet/1/", TODAY),
        Invitation("Góp ý", "Đã đóng hôm qua", "/gop-y/2/", TODAY - timedelta(days=1)),
    )
    shown = page(client)
    assert shown.index("Làm đường ngõ 12") < shown.index("Dự thảo quy ước")
    assert "29/03/2026" in shown
    assert "Đã đóng hôm qua" not in shown


def test_a_group_is_asked_only_what_concerns_it(client, ward, open_things):
    here, there = factories.group(ward), factories.group(ward)
    open_things(
        Invitation("Biểu quyết", "Việc của tổ này", "/1/", group=here.pk),
        Invitation("Biểu quyết", "Việc của tổ kia", "/2/", group=there.pk),
        Invitation("Góp ý", "Việc của cả phường", "/3/"),
    )
    shown = page(client, reverse("portal:group", args=[here.code]))
    assert "Việc của tổ này" in shown
    assert "Việc của cả phường" in shown
    assert "Việc của tổ kia" not in shown


def test_the_page_of_a_group_tells_who_leads_it_and_its_own_news_apart(client, ward, published, group):
    leader = factories.staff(ward, "group_leader", group=group)
    published(title="Chỉ tổ này", group=group)
    published(title="Cả phường")
    Matter.objects.create(ward=ward, title="Việc tổ khác", opened_at=clock.now(), group=factories.group(ward))
    shown = page(client, reverse("portal:group", args=[group.code]))
    assert leader.display_name in shown
    assert group.community_house in shown
    assert shown.index("Chỉ tổ này") < shown.index("Tin chung của phường") < shown.index("Cả phường")
    assert "Việc tổ khác" not in shown


def test_the_page_of_a_group_names_its_mailbox_and_what_it_is_for(client, ward, group, officer):
    where = reverse("portal:group", args=[group.code])
    other = factories.group(ward)
    mine, theirs = (
        add_mailbox(ward=ward, name="Hòm thư", address=address, group=each, by=officer, at=clock.now())
        for address, each in (("to1@bachquang.example", group), ("to2@bachquang.example", other))
    )
    shown = page(client, where)
    assert f'href="mailto:{mine.address}"' in shown
    assert "để gửi phản ánh, kiến nghị" in shown
    assert theirs.address not in shown
    retire_mailbox(mailbox=mine, by=officer, at=clock.now())
    assert "Hòm thư của tổ" not in page(client, where)


def test_news_of_the_group_and_of_the_ward_stand_newest_first_six_of_each(ward, published, group):
    for number in (3, 7, 0, 5, 1, 6, 2, 4):
        published(on=DECIDED + timedelta(days=number), title=f"Tổ {number}", group=group)
        published(on=DECIDED + timedelta(days=number), title=f"Phường {number}")
    published(title="Tổ khác", group=factories.group(ward))
    own, whole = know.newest_for(group, 6)
    assert [row.title for row in own] == [f"Tổ {number}" for number in range(7, 1, -1)]
    assert [row.title for row in whole] == [f"Phường {number}" for number in range(7, 1, -1)]


def test_the_page_of_a_group_asks_no_more_with_a_mailbox_and_news(
    signed_in, officer, published, group, django_assert_max_num_queries
):
    add_mailbox(
        ward=group.ward, name="Hòm thư", address="to1@bachquang.example", group=group, by=officer, at=clock.now()
    )
    for number in range(8):
        published(title=f"Tổ {number}", group=group)
    client = signed_in(officer)
    with django_assert_max_num_queries(8):
        page(client, reverse("portal:group", args=[group.code]))


def test_the_numbers_lead_to_the_resolution(client, ward):
    shown = page(client)
    assert reverse("resolution:page") in shown
    assert "Nội dung công khai đúng hạn" in shown


def test_the_ward_can_be_called_from_the_first_page(client, ward):
    ward.phone, ward.address = "0208 3861 234", "Số 1 đường Thanh Niên"
    ward.save()
    shown = page(client)
    assert 'href="tel:0208 3861 234"' in shown
    assert "Số 1 đường Thanh Niên" in shown


def test_a_group_once_chosen_is_remembered_and_the_kept_page_stays_the_same_for_all(client, ward):
    chosen = factories.group(ward)
    before = page(client, reverse("portal:group", args=[chosen.code]))
    mine = reverse("portal:my-group")
    assert chosen.name in page(client, mine)
    answer = client.post(mine, {"to": chosen.code})
    assert answer["Location"] == reverse("portal:group", args=[chosen.code])
    assert client.cookies["to"]["httponly"]
    assert client.get(mine)["Location"] == answer["Location"]
    again = client.get(answer["Location"])
    assert again.headers[KEEP] == ward.code
    assert again.content.decode() == before


def test_a_group_can_be_changed_for_another(client, ward):
    first, second = factories.group(ward), factories.group(ward)
    mine = reverse("portal:my-group")
    client.post(mine, {"to": first.code})
    assert second.name in page(client, mine, doi=1)
    client.post(mine, {"to": second.code})
    assert client.get(mine)["Location"].endswith(f"/{second.code}/")


def test_somebody_signed_in_needs_not_choose(signed_in, ward):
    household = factories.household(factories.group(ward))
    account = factories.resident(ward, household=household)
    found = signed_in(account).get(reverse("portal:my-group"))
    assert found["Location"] == reverse("portal:group", args=[household.group.code])


@pytest.mark.parametrize("code", ["", "không có", "../../etc", "T" * 5000])
def test_a_group_that_does_not_exist_is_not_remembered(client, ward, code):
    factories.group(ward)
    answer = client.post(reverse("portal:my-group"), {"to": code})
    assert answer.status_code == 200
    assert "to" not in client.cookies
    client.cookies["to"] = code[:50]
    assert client.get(reverse("portal:my-group")).status_code == 200


def test_the_groups_of_another_ward_are_not_offered(client, ward, other_ward):
    theirs = factories.group(other_ward, code="KHAC", name="Tổ của phường khác")
    assert theirs.name not in page(client, reverse("portal:my-group"))
    assert client.get(reverse("portal:group", args=["KHAC"])).status_code == 404


def test_first_page_and_group_cost_the_same_for_one_row_as_for_many(
    client,
    ward,
    group,
    published,
    django_assert_max_num_queries,
):
    addresses = [HOME, reverse("portal:group", args=[group.code])]
    for round_ in range(2):
        for place in range(4):
            published(title=f"Nội dung {round_} {place}", group=group if place % 2 else None)
            Matter.objects.create(ward=ward, title=f"Việc {place}", opened_at=clock.now(), group=group)
        for address in addresses:
            with django_assert_max_num_queries(8):
                page(client, address)


def test_a_household_sees_its_group_after_signing_in_and_staff_their_day(signed_in, ward, published):
    household = factories.household(factories.group(ward, name="Tổ dân phố Phố Cò"))
    published(title="Tin chung")
    shown = page(signed_in(factories.resident(ward, household=household)), reverse("portal:start"))
    assert "Tổ dân phố Phố Cò" in shown
    assert "Tin chung" in shown
    assert signed_in(factories.staff(ward, "civil_servant")).get(reverse("portal:start"))["Location"] == reverse(
        "duties:today"
    )


def test_somebody_without_a_household_is_told_whom_to_ask(signed_in, ward):
    assert "Hãy báo tổ trưởng" in page(signed_in(factories.resident(ward)), reverse("portal:start"))


@pytest.mark.parametrize("office", ["party_member", "inspection_board_member", "investment_board_member"])
def test_whose_office_brings_no_work_list_lands_where_their_household_is_asked(signed_in, ward, office):
    household = factories.household(factories.group(ward, name="Tổ dân phố Phố Cò"))
    account = factories.resident(ward, household=household)
    factories.mandate(account.person, office)
    shown = page(signed_in(account), reverse("portal:start"))
    assert "Tổ dân phố Phố Cò" in shown
    assert Office(office).label in shown


def test_a_worker_from_elsewhere_is_not_sent_to_a_group_leader_about_the_roll(signed_in, ward):
    company = factories.organisation(ward, name="Công ty May Sông Công")
    account = factories.resident(ward)
    factories.mandate(account.person, "worker", organisation=company)
    shown = page(signed_in(account), reverse("portal:start"))
    assert company.name in shown
    assert "Hãy báo tổ trưởng" not in shown


def test_who_is_given_a_work_lands_in_their_day_whatever_the_office(signed_in, ward):
    account = factories.resident(ward)
    factories.mandate(account.person, "party_member")
    client = signed_in(account)
    assert client.get(reverse("portal:start")).status_code == 200
    factories.duty(ward, person=account.person)
    assert client.get(reverse("portal:start"))["Location"] == reverse("duties:today")
