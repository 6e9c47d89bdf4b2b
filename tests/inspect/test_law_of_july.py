"""What came in before 1 July 2026 keeps its law; what came since follows the new one, and the page says on what it
rests."""

from datetime import date

import pytest
from django.urls import reverse

from danchu.duties.models import Duty
from danchu.lib import clock
from tests.inspect.test_moves_pages import page

pytestmark = pytest.mark.django_db
JUNE, JULY, SEPTEMBER = (clock.moment_on(each, 9) for each in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1)))
COPY = "đọc từ bản sao, chưa đối chiếu bản chính thức"


@pytest.fixture
def desk_on(signed_in, officer):
    """``desk_on(at)``: the officer at the desk at that moment."""

    def sign_in(at):
        with clock.travel_to(at):
            return signed_in(officer)

    return sign_in


def shown_on(desk_on, at, case):
    desk = desk_on(at)
    with clock.travel_to(at):
        return page(desk, case)


def test_a_complaint_of_june_is_due_by_the_law_alone(desk_on, received):
    case = received("complaint", at=JUNE)
    assert case.due_on == date(2026, 7, 10)
    shown = shown_on(desk_on, JUNE, case)
    assert "nhiều nhất 10 ngày (Điều 27 Luật số 02/2011/QH13)" in shown
    assert "155/2026" not in shown


def test_a_complaint_of_july_names_both_counts_and_is_due_on_the_earlier(desk_on, received):
    case = received("complaint", at=JULY)
    assert case.due_on == date(2026, 7, 10)
    shown = shown_on(desk_on, JULY, case)
    assert "nhiều nhất 10 ngày (Điều 27 Luật số 02/2011/QH13): hết ngày 13/07/2026" in shown
    assert "sửa đổi bởi Điều 10 Nghị định số 155/2026/NĐ-CP" in shown
    assert COPY in shown
    assert "lấy ngày đến trước" in shown


def test_the_duty_explains_why_it_is_due_on_that_day(received):
    received("complaint", at=JULY)
    basis = Duty.objects.get().basis
    assert "155/2026" in basis["citation"]
    assert COPY in basis["citation"]
    assert "Điều 27" in basis["explanation"]
    assert "13/07/2026" in basis["explanation"]


def test_who_complains_today_reads_the_earlier_day(client, ward):
    with clock.travel_to(JULY):
        shown = client.get(reverse("inspect:send-complaint")).content.decode()
    assert f"07 ngày làm việc ({COPY}), gửi hôm nay thì chậm nhất 10/07/2026" in shown


def test_a_request_since_the_unseen_law_is_counted_as_before_and_says_so(desk_on, received):
    case = received("information", at=SEPTEMBER)
    shown = shown_on(desk_on, SEPTEMBER, case)
    assert "chưa thấy văn bản Luật Tiếp cận thông tin năm 2026 (chưa rõ số)" in shown
    before = received("information", at=clock.moment_on(date(2026, 8, 31), 9))
    assert "chưa thấy văn bản" not in shown_on(desk_on, SEPTEMBER, before)
