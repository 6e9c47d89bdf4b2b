import pytest

from danchu.core.messaging import notices as messaging
from danchu.core.models import Notice
from danchu.duties import notices
from danchu.duties.tasks import remind
from danchu.lib import clock
from tests import factories
from tests.duties.conftest import TODAY, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(clerk):
    clerk.email = "anh@phuong.example"
    clerk.save()
    return clerk


def test_one_e_mail_a_person_with_a_line_a_duty(ward, unit, reachable):
    factories.duty(ward, unit=unit, title="Công khai ngân sách quý I", due_on=days(-2))
    factories.duty(ward, unit=unit, title="Niêm yết danh sách", due_on=days(0))
    factories.duty(ward, unit=unit, title="Việc của tuần sau", due_on=days(5))
    remind(ward, TODAY)
    letter = Notice.objects.get()
    assert letter.recipient == "anh@phuong.example"
    assert letter.subject == "1 việc trễ hạn, 1 việc đến hạn hôm nay, 04/03/2026"
    assert "- Công khai ngân sách quý I (trễ 2 ngày)" in letter.body
    assert "- Niêm yết danh sách" in letter.body
    assert "tuần sau" not in letter.body
    assert "/hom-nay/" in letter.body


def test_the_second_round_of_a_day_says_nothing_twice_and_the_next_day_reminds_again(ward, unit, reachable):
    factories.duty(ward, unit=unit, due_on=days(-2))
    remind(ward, TODAY)
    remind(ward, TODAY)
    assert Notice.objects.count() == 1
    with clock.travel_to(clock.moment_on(days(1), 7)):
        remind(ward, days(1))
    assert Notice.objects.count() == 2


def test_nobody_is_written_to_without_an_address_or_without_anything_urgent(ward, unit, clerk, reachable):
    factories.staff(ward, "civil_servant", organisation=unit)
    factories.duty(ward, unit=unit, due_on=days(3))
    remind(ward, TODAY)
    assert not Notice.objects.exists()


def test_nobody_reads_of_the_duties_of_others(ward, unit, other_ward, reachable):
    factories.duty(ward, unit=unit, title="Của đơn vị này")
    factories.duty(ward, unit=factories.organisation(ward), title="Của đơn vị khác")
    factories.duty(ward, title="Chưa giao cho ai")
    factories.duty(other_ward, unit=factories.organisation(other_ward), title="Của phường khác")
    remind(ward, TODAY)
    body = Notice.objects.get().body
    assert "Của đơn vị này" in body
    assert all(other not in body for other in ("khác", "Chưa giao"))


def test_a_group_leader_is_reminded_at_the_own_address_of_what_is_the_groups(ward):
    group = factories.group(ward)
    leader = factories.staff(ward, "group_leader", group=group)
    leader.person.email = "tao@example.vn"
    leader.person.save()
    factories.duty(ward, group=group, title="Thông báo đến tổ")
    factories.duty(ward, person=leader.person, title="Việc đích danh")
    remind(ward, TODAY)
    body = Notice.objects.get(recipient="tao@example.vn").body
    assert "Thông báo đến tổ" in body
    assert "Việc đích danh" in body


def test_who_left_office_is_not_reminded_any_more(ward, unit, reachable):
    reachable.person.mandates.update(ended_on=days(-1))
    factories.duty(ward, unit=unit)
    remind(ward, TODAY)
    assert not Notice.objects.exists()


def test_a_long_list_is_cut_and_says_how_much_is_left(ward, unit, reachable):
    for number in range(40):
        factories.duty(ward, unit=unit, due_on=days(-number))
    remind(ward, TODAY)
    assert "Còn 10 việc nữa" in Notice.objects.get().body


def test_the_round_asks_as_often_for_many_duties_as_for_few(ward, unit, reachable, django_assert_max_num_queries):
    for number in range(50):
        factories.duty(ward, unit=unit, due_on=days(-number))
    with django_assert_max_num_queries(8):
        remind(ward, TODAY)


def test_the_words_are_plain_text(ward):
    values = {"today": TODAY, "late": [("A & B <x>", "Trễ 1 ngày")], "due": [], "more": 0, "address": "https://x/"}
    assert "- A & B <x> (trễ 1 ngày)" in messaging.words_of(notices.REMINDER, ward, values)[1]
