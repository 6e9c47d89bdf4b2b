"""The register of duties, how units keep up, one duty's page, and calling a duty off."""

import pytest
from django.urls import reverse

from danchu.core import figures
from danchu.core.actors import SYSTEM
from danchu.duties.actions.duties import fulfil_duty
from danchu.duties.models import Duty
from danchu.duties.states import State
from danchu.lib import clock
from tests import factories
from tests.duties.conftest import TODAY, days

pytestmark = pytest.mark.django_db
REGISTER, UNITS, GROUPS = "/viec-phai-lam/", "/tien-do/", "/tien-do/to-dan-pho/"


def done(duty: Duty, on) -> Duty:
    return fulfil_duty(duty=duty, fulfilled_by="Văn bản số 7", by=SYSTEM, at=clock.moment_on(on, 10))


def titles(answer) -> set[str]:
    return {row.title for _, _, row in answer.context["lines"]}


@pytest.fixture
def work(ward, unit):
    """A duty of the unit in each standing, named after it."""
    factories.duty(ward, unit=unit, title="Trễ", due_on=days(-1))
    factories.duty(ward, unit=unit, title="Nay", due_on=days(0))
    factories.duty(ward, unit=unit, title="Tuần", due_on=days(7))
    factories.duty(ward, unit=unit, title="Xa", due_on=days(40))
    done(factories.duty(ward, unit=unit, title="Xong sớm", due_on=days(-5)), days(-5))
    done(factories.duty(ward, unit=unit, title="Xong muộn", due_on=days(-5)), days(-4))
    factories.duty(ward, title="Của ai")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"trang-thai": "tre-han"}, {"Trễ"}),
        ({"trang-thai": "hom-nay"}, {"Nay", "Của ai"}),
        ({"trang-thai": "sap-den-han"}, {"Tuần"}),
        ({"trang-thai": "dung-han"}, {"Xong sớm"}),
        ({"trang-thai": "lam-tre"}, {"Xong muộn"}),
        ({"trang-thai": "fulfilled"}, {"Xong sớm", "Xong muộn"}),
        ({"don-vi": "chua-giao"}, {"Của ai"}),
        ({"don-vi": "to"}, set()),
        ({"thang": "2026-04"}, {"Xa"}),
        ({"thang": "2026-02", "trang-thai": "dung-han"}, {"Xong sớm"}),
        ({"khoan": "1.1"}, set()),
        ({"loai": "know.post"}, set()),
        ({"q": "xong muon"}, {"Xong muộn"}),
        ({"cua": "toi"}, set()),
        ({"thang": "2026-13"}, set()),
        ({"don-vi": "x"}, set()),
    ],
)
def test_the_register_is_narrowed(signed_in, leader, work, query, found):
    assert titles(signed_in(leader).get(REGISTER, query)) == found


def test_a_group_leader_sees_the_groups_duties_only(signed_in, ward, work):
    group = factories.group(ward)
    factories.duty(ward, group=group, title="Của tổ tôi")
    client = signed_in(factories.staff(ward, "group_leader", group=group))
    assert titles(client.get(REGISTER)) == {"Của tổ tôi"}
    foreign = Duty.objects.get(title="Trễ")
    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert client.get(UNITS).status_code == 403


def test_each_unit_has_its_counts_and_each_count_leads_to_what_it_counts(signed_in, leader, unit, work):
    client = signed_in(leader)
    answer = client.get(UNITS)
    [row] = [row for _, _, row in answer.context["lines"]]
    counted = (row.duties_open, row.duties_late, row.duties_soon, row.duties_done, float(row.duties_on_time))
    assert counted == (4, 1, 1, 2, 33.3)
    late = f"{REGISTER}?don-vi={unit.pk}&amp;trang-thai=tre-han"
    assert f'<a href="{late}">1</a>' in answer.content.decode()
    assert titles(client.get(late.replace("&amp;", "&"))) == {"Trễ"}


def test_a_unit_of_which_nothing_can_be_said_yet_shows_no_per_cent(signed_in, leader, unit, ward):
    factories.duty(ward, unit=unit, due_on=days(3))
    [row] = [row for _, _, row in signed_in(leader).get(UNITS).context["lines"]]
    assert row.duties_on_time is None


def test_the_same_for_groups_and_both_are_exported_without_links(signed_in, leader, ward, work):
    group = factories.group(ward, name="Tổ dân phố Ao Sen")
    factories.duty(ward, group=group, due_on=days(-1))
    client = signed_in(leader)
    page = client.get(GROUPS).content.decode()
    assert f"?to={group.pk}&amp;trang-thai=tre-han" in page
    exported = b"".join(client.get(GROUPS, {"xuat": "csv"}).streaming_content).decode("utf-8-sig")
    assert "Ao Sen" in exported
    assert "<a" not in exported


def test_deputies_see_the_figures_and_the_records_behind_them(signed_in, ward, work):
    client = signed_in(factories.staff(ward, "council_deputy"))
    assert client.get(UNITS).status_code == 200
    assert "Trễ" in titles(client.get(REGISTER))


def test_the_page_of_a_duty_tells_all_that_stands_behind_it(signed_in, leader, ward, unit):
    basis = {"citation": "Điều 11 Luật số 10/2022/QH15", "explanation": "05 ngày làm việc."}
    duty = factories.duty(ward, unit=unit, title="Công khai", basis=basis, due_on=days(-2), address="/cong-khai/")
    page = signed_in(leader).get(duty.get_absolute_url()).content.decode()
    for told in (*basis.values(), "Trễ 2 ngày", unit.name, 'href="/cong-khai/"', "Ủy ban nhân dân phường tổ chức"):
        assert told in page
    done(duty, TODAY)
    assert "Văn bản số 7" in signed_in(leader).get(duty.get_absolute_url()).content.decode()


def test_a_duty_is_called_off_with_a_reason_only_and_only_while_open(signed_in, leader, ward, unit):
    duty = factories.duty(ward, unit=unit)
    client, cancel = signed_in(leader), reverse("duties:cancel", args=[duty.pk])
    assert client.post(cancel, {"reason": "  "}).status_code == 422
    assert client.post(cancel, {"reason": "Đã sáp nhập tổ"}).url == duty.get_absolute_url()
    duty.refresh_from_db()
    assert (duty.state, duty.reason) == (State.CANCELLED, "Đã sáp nhập tổ")
    assert client.post(cancel, {"reason": "Lần nữa"}).status_code == 422


def test_only_those_who_may_call_a_duty_off(signed_in, ward):
    group = factories.group(ward)
    duty = factories.duty(ward, group=group)
    client = signed_in(factories.staff(ward, "group_leader", group=group))
    assert reverse("duties:cancel", args=[duty.pk]) not in client.get(duty.get_absolute_url()).content.decode()
    assert client.post(reverse("duties:cancel", args=[duty.pk]), {"reason": "x"}).status_code == 403


def test_the_figure_counts_only_duties_of_which_it_can_be_said_whether_they_were_in_time(ward, work):
    [figure] = [each for each in figures.of_clause("4.1") if each.key == "duties.on_time"]
    reading = figures.read([figure], ward, TODAY)["duties.on_time"]
    assert (reading.value, reading.records) == (33.3, 3)


@pytest.mark.parametrize("address", [REGISTER, UNITS, GROUPS])
def test_eight_queries_for_few_rows_and_for_many(
    signed_in, leader, ward, unit, work, address, django_assert_max_num_queries
):
    for _ in range(60):
        factories.duty(ward, unit=unit, group=factories.group(ward))
    client = signed_in(leader)
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_late_is_counted_in_days_and_said_in_words(ward, unit):
    duty = factories.duty(ward, unit=unit, due_on=days(-3))
    assert duty.words_on(TODAY) == "Trễ 3 ngày"
    assert duty.words_on(days(-3)) == "Hôm nay"
    assert duty.words_on(days(-4)) == "Ngày mai"
    assert duty.words_on(days(-9)) == "Còn 6 ngày"
    assert done(duty, days(-1)).words_on(TODAY) == "Đã làm, trễ 2 ngày"
