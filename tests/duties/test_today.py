import re

import pytest
from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.duties.actions.duties import fulfil_duty
from danchu.lib import clock
from danchu.ward.states import Office
from tests import factories
from tests.duties.conftest import days

pytestmark = pytest.mark.django_db
TODAY_PAGE = "/hom-nay/"


def sections(answer) -> dict[str, list[str]]:
    return {each.key: [duty.title for duty, *_ in each.rows] for each in answer.context["sections"]}


def test_an_officer_sees_what_is_late_due_and_coming_in_that_order(signed_in, ward, unit, clerk):
    for title, due in (("Trễ", -3), ("Nay", 0), ("Tuần", 7), ("Xa", 8)):
        factories.duty(ward, unit=unit, title=title, due_on=days(due))
    answer = signed_in(clerk).get(TODAY_PAGE)
    assert list(sections(answer).items()) == [
        ("late", ["Trễ"]),
        ("today", ["Nay"]),
        ("soon", ["Tuần"]),
        ("later", ["Xa"]),
    ]
    assert "Trễ 3 ngày" in answer.content.decode()


def test_it_shows_the_own_unit_the_own_group_and_the_own_name_and_nothing_else(signed_in, ward, unit, clerk):
    group = factories.group(ward)
    factories.mandate(clerk.person, "group_leader", group=group)
    mine = (
        factories.duty(ward, unit=unit, title="Của đơn vị"),
        factories.duty(ward, group=group, title="Của tổ"),
        factories.duty(ward, person=clerk.person, title="Của tôi"),
    )
    factories.duty(ward, unit=factories.organisation(ward), title="Của đơn vị khác")
    factories.duty(ward, group=factories.group(ward), title="Của tổ khác")
    factories.duty(ward, title="Chưa giao cho ai cả")
    assert set(sections(signed_in(clerk).get(TODAY_PAGE))["today"]) == {each.title for each in mine}


def test_a_group_leader_opens_the_place_where_it_is_done(signed_in, ward):
    group = factories.group(ward)
    factories.duty(ward, group=group, title="Niêm yết", address="/ban-lam-viec/cong-khai/niem-yet/7/")
    page = signed_in(factories.staff(ward, "group_leader", group=group)).get(TODAY_PAGE).content.decode()
    assert '<a href="/ban-lam-viec/cong-khai/niem-yet/7/">Niêm yết</a>' in page


def test_who_may_not_do_it_is_led_to_the_page_that_tells_of_it_and_not_before_a_shut_door(signed_in, ward):
    group = factories.group(ward)
    duty = factories.duty(ward, group=group, title="Niêm yết", address="/ban-lam-viec/cong-khai/niem-yet/7/")
    client = signed_in(factories.staff(ward, "front_committee_head", group=group))
    page = client.get(TODAY_PAGE).content.decode()
    assert f'<a href="{duty.get_absolute_url()}">Niêm yết</a>' in page
    assert duty.address not in page
    assert client.get(duty.get_absolute_url()).status_code == 200


def test_why_and_how_the_day_was_counted_is_there_on_demand(signed_in, ward, unit, clerk):
    basis = {"citation": "Điều 11 Luật số 10/2022/QH15", "explanation": "05 ngày làm việc kể từ ngày 02/03/2026."}
    factories.duty(ward, unit=unit, basis=basis)
    page = signed_in(clerk).get(TODAY_PAGE).content.decode()
    assert basis["citation"] in page.split("<details>")[1]
    assert basis["explanation"] in page.split("<details>")[1]


def test_what_was_done_leaves_the_list_and_is_shown_below(signed_in, ward, unit, clerk):
    duty = factories.duty(ward, unit=unit, title="Báo cáo quý")
    fulfil_duty(duty=duty, fulfilled_by="Báo cáo số 12", by=SYSTEM, at=clock.now())
    answer = signed_in(clerk).get(TODAY_PAGE)
    assert sections(answer) == {}
    assert "Mọi việc đã xong" in answer.content.decode()
    assert "Báo cáo số 12" in answer.content.decode()


def test_who_has_nothing_to_do_is_told_kindly(signed_in, clerk):
    assert "Chưa có việc nào chờ ông, bà" in signed_in(clerk).get(TODAY_PAGE).content.decode()


def places_to_begin(answer) -> list[str]:
    """What is offered where nothing waits: the links of that part, each of which leads somewhere."""
    part = re.search(r'<section aria-labelledby="begin">.*?</section>', answer.content.decode(), re.DOTALL)
    return re.findall(r'<a class="button" href="([^"]+)">', part[0]) if part else []


@pytest.mark.parametrize("office", Office.values)
def test_whoever_has_nothing_to_do_finds_two_or_three_places_to_begin(signed_in, ward, office):
    client = signed_in(factories.staff(ward, office))
    places = places_to_begin(client.get(TODAY_PAGE))
    assert 2 <= len(places) <= 3
    assert len({*places}) == len(places)
    for each in places:
        assert client.get(each, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("office", "begins"),
    [
        ("administrator", ["ward:groups", "core:audit", "know:desk"]),
        ("auditor", ["core:audit", "inspect:openings", "core:documents"]),
        ("organisation_head", ["ward:incoming", "know:disclosures", "discuss:decisions"]),
        ("party_member", ["know:disclosures", "discuss:decisions", "matters:matters"]),
    ],
)
def test_the_rooms_that_are_wholly_theirs_come_first_and_public_pages_fill_up(signed_in, ward, office, begins):
    answer = signed_in(factories.staff(ward, office)).get(TODAY_PAGE)
    assert places_to_begin(answer) == [reverse(each) for each in begins]


def test_who_has_work_is_not_led_away_from_it(signed_in, ward, unit, clerk):
    factories.duty(ward, unit=unit)
    assert places_to_begin(signed_in(clerk).get(TODAY_PAGE)) == []


def test_a_ward_leader_sees_how_the_whole_ward_stands_and_what_is_nobodys(signed_in, ward, unit, leader, clerk):
    factories.duty(ward, unit=unit, due_on=days(-1))
    factories.duty(ward, due_on=days(2))
    answer = signed_in(leader).get(TODAY_PAGE)
    counts = answer.context["ward_counts"]
    assert (counts.late, counts.soon, counts.nobodys) == (1, 1, 1)
    assert reverse("duties:units") in answer.content.decode()
    assert signed_in(clerk).get(TODAY_PAGE).context["ward_counts"] is None


def test_residents_have_no_such_page(signed_in, client, ward):
    assert signed_in(factories.resident(ward)).get(TODAY_PAGE).status_code == 403


def test_nothing_of_another_ward_is_shown(signed_in, other_ward, clerk, unit):
    foreign = factories.organisation(other_ward)
    factories.duty(other_ward, unit=foreign)
    factories.duty(other_ward)
    assert sections(signed_in(clerk).get(TODAY_PAGE)) == {}


def test_eight_queries_however_much_there_is_to_do(signed_in, ward, unit, leader, django_assert_max_num_queries):
    factories.mandate(leader.person, "civil_servant", organisation=unit)
    for number in range(100):
        factories.duty(ward, unit=unit, due_on=days(number - 50))
    client = signed_in(leader)
    with django_assert_max_num_queries(8):
        answer = client.get(TODAY_PAGE)
    assert answer.context["more"]
