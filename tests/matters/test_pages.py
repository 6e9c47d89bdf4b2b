from datetime import date

import pytest
from django.urls import reverse

from danchu.core import revision
from danchu.core.actors import SYSTEM
from danchu.lib import clock
from danchu.matters.actions.matters import add_line, close_matter, open_matter, withdraw_matter
from danchu.matters.models import Matter
from danchu.matters.states import State, Step
from tests import factories

pytestmark = pytest.mark.django_db
LIST, DESK, NEW = "/viec-chung/", "/ban-lam-viec/viec-chung/", "/ban-lam-viec/viec-chung/moi/"
MARCH = clock.moment_on(date(2026, 3, 2), 9)


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(MARCH):
        yield


@pytest.fixture
def matter(ward, officer) -> Matter:
    return open_matter(
        ward=ward, title="Làm đường tổ 5", summary="Đổ bê tông 300 m.", unit=None, by=officer, at=clock.now()
    )


def test_anyone_finds_a_matter_without_tone_marks_and_narrows_the_list(client, matter, ward):
    group = factories.group(ward)
    factories.matter(ward, title="Xây nhà văn hóa", group=group)
    page = client.get(LIST, {"q": "lam duong be tong"}).content.decode()
    assert "Làm đường tổ 5" in page
    assert "Xây nhà văn hóa" not in page
    assert "Làm đường tổ 5" not in client.get(LIST, {"to": group.pk}).content.decode()
    assert "Xây nhà văn hóa" not in client.get(LIST, {"to": "phuong"}).content.decode()
    assert "Làm đường tổ 5" not in client.get(LIST, {"trang-thai": "closed"}).content.decode()


def test_the_path_tells_what_has_happened_in_each_step(client, matter, officer):
    add_line(matter=matter, step=Step.KNOW, text="Công khai dự toán", address="/cong-khai/1/", by=SYSTEM, at=MARCH)
    add_line(matter=matter, step=Step.ACT, text="Bà con góp 40 ngày công", by=SYSTEM, at=MARCH)
    add_line(matter=matter, step=Step.ACT, text="Ghi chú nội bộ", is_public=False, by=SYSTEM, at=MARCH)
    answer = client.get(matter.get_absolute_url())
    path = {station.step: [line.text for line in station.lines] for station in answer.context["path"]}
    assert list(path) == list(Step)
    assert path[Step.ACT] == ["Bà con góp 40 ngày công"]
    assert path[Step.BENEFIT] == []
    page = answer.content.decode()
    assert '<a href="/cong-khai/1/">Công khai dự toán</a>' in page
    assert "Ghi chú nội bộ" not in page


def test_staff_see_internal_lines_at_the_desk(signed_in, matter, officer):
    add_line(matter=matter, step=Step.ACT, text="Ghi chú nội bộ", is_public=False, by=SYSTEM, at=MARCH)
    page = signed_in(officer).get(reverse("matters:desk-matter", args=[matter.pk])).content.decode()
    assert "Ghi chú nội bộ" in page
    assert "Nội bộ</span>" in page


def test_what_somebody_types_cannot_become_script(client, ward, officer):
    bad = open_matter(ward=ward, title="<b>x</b>", summary="<script>alert(1)</script>", by=officer, at=MARCH)
    page = client.get(bad.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_an_officer_opens_describes_closes_and_reopens_a_matter(signed_in, ward, officer, leader):
    unit = factories.organisation(ward, name="Phòng Kinh tế", is_unit=True)
    client = signed_in(officer)
    answer = client.post(NEW, {"title": "Sửa mương", "summary": "Dài 200 m", "unit": unit.pk, "group": ""})
    made = Matter.objects.get()
    assert answer.url == reverse("matters:desk-matter", args=[made.pk])
    describe = reverse("matters:describe", args=[made.pk])
    client.post(describe, {"title": "Sửa mương tổ 3", "summary": "Dài 250 m", "unit": ""})
    client.post(reverse("matters:close", args=[made.pk]), {"note": "Đã xong, nước thông."})
    made.refresh_from_db()
    assert (made.title, made.unit, made.state) == ("Sửa mương tổ 3", None, State.CLOSED)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Đã xong, nước thông." in page
    client.post(reverse("matters:reopen", args=[made.pk]), {"note": "Mương lại vỡ."})
    made.refresh_from_db()
    assert made.state == State.OPEN
    lines = [each.text for each in made.lines.all()]
    assert lines == ["Kết thúc: Đã xong, nước thông.", "Mở lại: Mương lại vỡ."]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": ""}, "title"), ({"title": "  "}, "title"), ({"unit": "9" * 30}, "unit"), ({"group": "x"}, "group")],
)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(signed_in, officer, wrong, field):
    answer = signed_in(officer).post(NEW, {"title": "Tên", "summary": "Đã gõ dài", **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Đã gõ dài" in answer.content.decode()
    assert not Matter.objects.exists()


def test_no_word_no_move(signed_in, officer, matter):
    client = signed_in(officer)
    for move in ("close", "withdraw"):
        assert client.post(reverse(f"matters:{move}", args=[matter.pk]), {"note": " "}).status_code == 422
    matter.refresh_from_db()
    assert matter.state == State.OPEN


def test_a_withdrawn_matter_stays_in_sight_with_its_reason_and_cannot_be_reopened(signed_in, officer, matter):
    withdraw_matter(matter=matter, note="Trùng với việc khác", by=officer, at=MARCH)
    client = signed_in(officer)
    assert "Trùng với việc khác" in client.get(matter.get_absolute_url()).content.decode()
    desk = client.get(reverse("matters:desk-matter", args=[matter.pk])).content.decode()
    assert reverse("matters:reopen", args=[matter.pk]) not in desk
    assert client.post(reverse("matters:reopen", args=[matter.pk]), {"note": "Vẫn thử"}).status_code == 422


def test_a_closed_matter_cannot_be_described_anew(signed_in, officer, matter):
    close_matter(matter=matter, note="Xong", by=officer, at=MARCH)
    answer = signed_in(officer).post(reverse("matters:describe", args=[matter.pk]), {"title": "Khác", "summary": ""})
    assert answer.status_code == 422
    assert Matter.objects.get().title == "Làm đường tổ 5"


def test_residents_and_group_leaders_do_not_reach_the_desk(signed_in, ward, matter):
    for person in (factories.resident(ward), factories.staff(ward, "group_leader")):
        assert signed_in(person).get(DESK).status_code == 403
        assert signed_in(person).post(reverse("matters:close", args=[matter.pk]), {"note": "x"}).status_code == 403


def test_a_matter_of_another_ward_does_not_exist_here(signed_in, client, officer, other_ward):
    foreign = factories.matter(other_ward)
    assert client.get(reverse("matters:matter", args=[foreign.pk])).status_code == 404
    assert signed_in(officer).post(reverse("matters:close", args=[foreign.pk]), {"note": "x"}).status_code == 404


def test_a_unit_of_another_ward_is_not_taken(signed_in, officer, other_ward):
    foreign = factories.organisation(other_ward, is_unit=True)
    assert signed_in(officer).post(NEW, {"title": "Tên", "unit": foreign.pk}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_every_public_change_makes_kept_pages_stale(ward, officer):
    seen = [revision.current(ward)]

    def stale() -> bool:
        seen.append(revision.current(ward))
        return seen[-1] != seen[-2]

    made = open_matter(ward=ward, title="Việc", by=officer, at=MARCH)
    assert stale()
    add_line(matter=made, step=Step.KNOW, text="Công khai", by=SYSTEM, at=MARCH)
    assert stale()
    add_line(matter=made, step=Step.KNOW, text="Nội bộ", is_public=False, by=SYSTEM, at=MARCH)
    assert not stale()
    close_matter(matter=made, note="Xong", by=officer, at=MARCH)
    assert stale()


@pytest.mark.parametrize("query", [{"to": "x"}, {"trang-thai": "abc"}, {"trang": "-5"}, {"q": "%' OR 1=1"}])
def test_nonsense_in_the_address_is_no_error(client, matter, query):
    assert client.get(LIST, query).status_code == 200


def test_as_many_queries_for_many_lines_as_for_few(client, matter, ward, django_assert_max_num_queries):
    for number in range(40):
        factories.matter(ward)
        add_line(matter=matter, step=Step.ACT, text=f"Ngày {number}", by=SYSTEM, at=MARCH)
    for address in (LIST, matter.get_absolute_url()):
        with django_assert_max_num_queries(5):
            client.get(address)


def test_the_list_is_exported_and_printed(client, matter):
    assert "Làm đường tổ 5" in client.get(LIST, {"xuat": "in"}).content.decode()
    assert "Làm đường tổ 5" in b"".join(client.get(LIST, {"xuat": "csv"}).streaming_content).decode("utf-8-sig")
