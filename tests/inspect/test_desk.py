"""The work list: by clock and colour, by whom, by words; what several people may see of it; handing over many."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from danchu.duties import queries as duties
from danchu.duties.models import Duty
from danchu.inspect.actions.intake import Contact
from danchu.inspect.actions.settling import accept_case, answer_case, assign_case, pause_case
from danchu.lib import clock
from tests import factories
from tests.inspect.words import MORNING, NAME

pytestmark = pytest.mark.django_db
DESK = "/ban-lam-viec/don-thu/"


@pytest.fixture
def at_desk(signed_in, officer):
    return signed_in(officer)


def numbers(page) -> list[str]:
    return [line[2].symbol for line in page.context["lines"]]


def colours(page) -> dict[str, int]:
    return {label: number for label, number, *_ in page.context["colours"]}


def exported(page) -> list[dict[str, str]]:
    text = b"".join(page).decode("utf-8-sig") if page.streaming else page.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))


def test_what_is_due_first_stands_first_and_what_ended_is_out_of_the_way(at_desk, received, officer):
    later, done, sooner = received(), received(), received(received_on=date(2026, 2, 24))
    answer_case(case=done, answer="Đã sửa.", by=officer, at=MORNING)
    assert numbers(at_desk.get(DESK)) == [sooner.symbol, later.symbol]
    assert numbers(at_desk.get(DESK, {"trang-thai": "answered"})) == [done.symbol]
    assert len(numbers(at_desk.get(DESK, {"trang-thai": "tat-ca"}))) == 3


def test_the_colours_are_counted_and_each_leads_to_its_cases(at_desk, received, officer):
    green = received()
    amber = received(received_on=date(2026, 2, 12))
    red = received(received_on=date(2026, 1, 5))
    grey = received("information")
    pause_case(case=grey, reason="Chưa rõ văn bản nào.", by=officer, at=MORNING)
    page = at_desk.get(DESK)
    assert colours(page) == {"Quá hạn": 1, "Sắp đến hạn": 1, "Còn hạn": 1, "Đang tạm dừng": 1}
    found = [numbers(at_desk.get(DESK + address)) for _, _, address, _ in page.context["colours"]]
    assert found == [[red.symbol], [amber.symbol], [green.symbol], [grey.symbol]]


def test_the_last_day_itself_is_not_late(at_desk, received):
    case = received()
    with clock.travel_to(clock.moment_on(case.due_on, 16)):
        page = at_desk.get(DESK)
    assert (colours(page)["Quá hạn"], colours(page)["Sắp đến hạn"]) == (0, 1)
    assert "Hôm nay" in page.text


def test_a_search_without_tone_marks_finds_words_number_and_sender(at_desk, received):
    lamp = received()
    other = received(text="Rác tồn đọng ở chợ.", contact=Contact("Lê Bốn"))
    assert numbers(at_desk.get(DESK, {"q": "den duong"})) == [lamp.symbol]
    assert numbers(at_desk.get(DESK, {"q": "pa-2/2026"})) == [other.symbol]
    assert numbers(at_desk.get(DESK, {"q": "le bon"})) == [other.symbol]
    assert numbers(at_desk.get(DESK, {"q": "rac ton bon"})) == [other.symbol]
    assert numbers(at_desk.get(DESK, {"q": "den duong bon"})) == []
    assert numbers(at_desk.get(DESK, {"q": "khong co gi"})) == []


def test_who_seeks_a_name_reads_first_what_its_bearer_sent(at_desk, received):
    older = received(contact=Contact("Phạm Thị Hương"))
    named = received(contact=Contact("Đỗ Hương", address="Số 3, phố Chợ"))
    street = received(text="Rác ở phố Hương Thị Phạm.", contact=Contact("Lê Bốn"))
    lives_there = received(contact=Contact("Vũ Lan", address="Phố Phạm Hương"))
    assert numbers(at_desk.get(DESK, {"q": "huong"})) == [each.symbol for each in (named, older, lives_there, street)]
    assert numbers(at_desk.get(DESK, {"q": "Phạm Hương"})) == [each.symbol for each in (older, lives_there, street)]
    assert numbers(at_desk.get(DESK, {"q": "pham thi huong"})) == [older.symbol, street.symbol]


def test_mine_my_units_and_nobodys(ward, signed_in, received, unit):
    officer = factories.staff(ward, "civil_servant", organisation=unit)
    mine, units, nobodys = received(), received(), received()
    accept_case(case=mine, handler=officer, by=officer, at=MORNING)
    accept_case(case=units, unit=unit, by=officer, at=MORNING)
    desk = signed_in(officer)
    assert numbers(desk.get(DESK, {"ai": "toi"})) == [mine.symbol]
    assert numbers(desk.get(DESK, {"ai": "don-vi-toi"})) == [units.symbol]
    assert numbers(desk.get(DESK, {"ai": "chua-giao"})) == [nobodys.symbol]


def test_filters_that_make_no_sense_find_nothing_and_break_nothing(at_desk, received):
    received()
    for name in ("mau", "loai", "trang-thai", "linh-vuc", "to", "don-vi", "kenh", "nguoi", "khong-co", "tu-ngay"):
        page = at_desk.get(DESK, {name: "99999999999999999999 hỏng"})
        assert (page.status_code, numbers(page)) == (200, []), name


@pytest.mark.parametrize("day", ["09/01/2026", "9/1/2026", "09-01-2026", "09012026", "2026-01-09"])
def test_the_days_of_a_filter_are_typed_as_days_are_everywhere(at_desk, received, day):
    before, that_day = received(received_on=date(2026, 1, 8)), received(received_on=date(2026, 1, 9))
    page = at_desk.get(DESK, {"tu-ngay": day})
    assert numbers(page) == [that_day.symbol]
    assert "Nhận từ ngày: 09/01/2026" in page.content.decode()
    assert numbers(at_desk.get(DESK, {"den-ngay": day})) == [before.symbol, that_day.symbol]


def test_a_day_of_a_filter_that_is_none_is_told(at_desk, received):
    received()
    page = at_desk.get(DESK, {"tu-ngay": "31/02/2026"})
    assert "31/02/2026 (không phải một ngày)" in page.content.decode()


def test_an_officer_exports_the_sender_and_an_overseer_never_does(ward, client, signed_in, officer, received):
    received()
    rows = exported(signed_in(officer).get(DESK, {"xuat": "csv"}))
    assert rows[0]["Người gửi"] == NAME
    client.logout()
    page = signed_in(factories.staff(ward, "front_chair")).get(DESK, {"xuat": "csv"})
    assert page.status_code == 200
    rows = exported(page)
    assert len(rows) == 1
    assert "Người gửi" not in rows[0]


def test_an_overseer_does_not_find_a_case_by_its_sender(ward, signed_in, received):
    case = received()
    desk = signed_in(factories.staff(ward, "council_deputy"))
    assert numbers(desk.get(DESK, {"q": "kin tieng"})) == []
    assert numbers(desk.get(DESK, {"q": "ngo 12"})) == [case.symbol]
    assert desk.get(reverse("inspect:print-sheets"), {"chon": case.pk}).status_code == 403
    assert desk.get(reverse("inspect:hand-over"), {"chon": case.pk}).status_code == 403


def test_of_a_sealed_case_lists_say_number_kind_and_clock_only(signed_in, settler, denounced, unit):
    case = accept_case(case=denounced(), unit=unit, by=settler, at=MORNING)
    (row,) = exported(signed_in(settler).get(DESK, {"xuat": "csv", "loai": "denunciation"}))
    told = {label for label, value in row.items() if value not in ("", "–", None)}
    assert told == {"Số", "Loại", "Ngày nhận", "Trạng thái", "Hạn", "Tình trạng hạn"}
    assert case.symbol in row.values()


def test_an_officer_who_settles_no_denunciation_sees_none(at_desk, denounced):
    denounced()
    assert numbers(at_desk.get(DESK, {"trang-thai": "tat-ca"})) == []


def test_many_cases_are_handed_over_at_once(at_desk, received, unit, officer):
    first, second = received(), received()
    page = at_desk.get(reverse("inspect:hand-over"), {"chon": [first.pk, second.pk]})
    assert first.symbol in page.text
    assert second.symbol in page.text
    address = f"{reverse('inspect:hand-over')}?chon={first.pk}&chon={second.pk}"
    at_desk.post(address, {"unit": unit.pk, "handler": officer.pk, "note": "Xử lý trong tuần."})
    first.refresh_from_db(), second.refresh_from_db()
    assert {(each.unit, each.handler) for each in (first, second)} == {(unit, officer)}
    assert "Xử lý trong tuần." in first.lines.last().text


def test_one_that_cannot_be_handed_over_is_named_and_the_others_are_given(at_desk, received, unit, officer):
    ended, open_one = received(), received()
    answer_case(case=ended, answer="Đã sửa.", by=officer, at=MORNING)
    address = f"{reverse('inspect:hand-over')}?chon={ended.pk}&chon={open_one.pk}"
    page = at_desk.post(address, {"unit": unit.pk})
    assert "Đã giao 1 vụ việc, còn 1 vụ việc chưa giao được" in page.text
    assert ended.symbol in page.text
    open_one.refresh_from_db()
    assert open_one.unit == unit


def test_handing_over_asks_for_whom_and_for_what(at_desk, received):
    case = received()
    page = at_desk.post(f"{reverse('inspect:hand-over')}?chon={case.pk}", {})
    assert "Hãy chọn đơn vị hoặc người giải quyết." in page.text
    assert at_desk.get(reverse("inspect:hand-over")).url == DESK
    assert at_desk.get(reverse("inspect:hand-over"), {"chon": "999999"}).url == DESK


def test_sheets_of_chosen_cases_are_printed_in_one_file(at_desk, received):
    page = at_desk.get(reverse("inspect:print-sheets"), {"chon": [received().pk, received().pk]})
    assert page.content.startswith(b"%PDF")


def test_the_load_of_each_unit_and_handler(ward, signed_in, leader, received, officer, unit):
    late = received(received_on=date(2026, 1, 5))
    assign_case(case=late, unit=unit, handler=officer, by=officer, at=MORNING)
    done = received()
    assign_case(case=done, unit=unit, handler=None, by=officer, at=MORNING)
    answer_case(case=done, answer="Đã sửa.", by=officer, at=clock.moment_on(date(2026, 3, 6), 9))
    received()
    desk = signed_in(leader)
    with clock.travel_to(clock.moment_on(date(2026, 3, 9), 9)):
        page = desk.get(reverse("inspect:load"))
        (first, second) = [line[2] for line in page.context["lines"]]
        assert (first.name, first.open, first.late, first.settled, first.share, first.days) == (
            unit.name, 1, 1, 1, 100.0, 4,
        )  # fmt: skip
        assert (second.name, second.open) == ("Chưa giao", 1)
        for address, _, row in page.context["lines"]:
            assert len(numbers(desk.get(address))) == row.open
        by_handler = desk.get(reverse("inspect:load"), {"theo": "nguoi"})
        names = [line[2].name for line in by_handler.context["lines"]]
        assert names == [officer.display_name, "Chưa giao"]


def test_the_load_is_counted_from_the_day_that_is_typed(signed_in, leader, received, officer, unit):
    case = received()
    assign_case(case=case, unit=unit, handler=None, by=officer, at=MORNING)
    answer_case(case=case, answer="Đã sửa.", by=officer, at=clock.moment_on(date(2026, 3, 6), 9))
    desk = signed_in(leader)

    def settled(since: str) -> list[int]:
        page = desk.get(reverse("inspect:load"), {"tu-ngay": since, "den-ngay": "09/03/2026"})
        return [row.settled for _, _, row in page.context["lines"] if row.settled]

    with clock.travel_to(clock.moment_on(date(2026, 3, 9), 9)):
        assert (settled("06/03/2026"), settled("07/03/2026")) == ([1], [])


def test_overseers_see_the_load_and_assigned_officers_do_not(ward, client, signed_in):
    assert signed_in(factories.staff(ward, "front_chair")).get(reverse("inspect:load")).status_code == 200
    client.logout()
    assert signed_in(factories.staff(ward, "assigned_officer")).get(reverse("inspect:load")).status_code == 403


def test_a_case_waits_on_the_page_of_today_of_its_handler_and_of_nobody_else(ward, client, signed_in, received, unit):
    handler, other = factories.staff(ward, "civil_servant"), factories.staff(ward, "civil_servant")
    case = received()
    assign_case(case=case, unit=None, handler=handler, by=other, at=MORNING)
    with clock.travel_to(clock.moment_on(case.due_on, 9)):
        page = signed_in(handler).get(reverse("duties:today"))
        assert f"Phân loại phản ánh, kiến nghị số {case.symbol}" in page.text
        assert case.get_absolute_url() in page.text
        client.logout()
        assert case.symbol not in signed_in(other).get(reverse("duties:today")).text


def test_nobody_is_reminded_of_a_denunciation_but_who_settles_it(ward, settler, denounced, unit):
    colleague = factories.staff(ward, "civil_servant", organisation=unit)
    case = accept_case(case=denounced(), unit=unit, handler=settler, by=settler, at=MORNING)
    waiting = Duty.objects.get(about=f"inspect.case:{case.pk}", ended_at=None, kind="inspect.settle")
    assert (waiting.unit, waiting.person.account) == (None, settler)
    assert not duties.visible_to(settler, ward).filter(duties.waits_for(colleague)).exists()
    assert NAME not in waiting.title
