"""The map by group and by position, and how well the ward deals with remarks."""

from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from danchu.inspect import mapping
from danchu.inspect.actions.intake import Place
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.actions.settling import answer_case, merge_case
from danchu.inspect.actions.topics import add_topic
from danchu.inspect.queries_statistics import Tally, remarks, tallies
from danchu.lib import clock
from tests import factories
from tests.inspect.words import DAY, MORNING

MAP, STATISTICS = "/phan-anh/ban-do/", "/phan-anh/thong-ke/"
MARCH = date(2026, 3, 1), date(2026, 3, 31)


def on(day: date):
    return clock.moment_on(day, 9)


@pytest.fixture
def answered(received, officer):
    """``answered(day)``: a remark of the 2nd that was answered on that day of March."""

    def answer(day: int, **more):
        return answer_case(case=received(**more), answer="Đã sửa.", by=officer, at=on(date(2026, 3, day)))

    return answer


@pytest.mark.django_db
def test_counts_punctuality_and_median_are_those_of_the_records(ward, answered, received):
    for day in (3, 5, 16, 20):
        answered(day)
    received()
    (tally,) = tallies(remarks(ward, *MARCH), "kind", on=date(2026, 3, 21), ended_before=date(2026, 3, 21)).values()
    assert (tally.received, tally.answered, tally.open, tally.overdue) == (5, 4, 1, 1)
    assert (tally.on_time, tally.share) == (3, 60.0)
    assert tally.median_days == 8.5


@pytest.mark.django_db
def test_what_ended_today_counts_as_open_until_tomorrow(ward, answered):
    answered(16)
    for today, open_then in ((16, 1), (17, 0)):
        day = date(2026, 3, today)
        (tally,) = tallies(remarks(ward, *MARCH), "kind", on=day, ended_before=day).values()
        assert (tally.open, tally.overdue) == (open_then, 0)


@pytest.mark.django_db
def test_doubles_are_counted_once(ward, received, officer):
    first, second = received(), received()
    merge_case(case=second, into=first, by=officer, at=MORNING)
    (tally,) = tallies(remarks(ward, *MARCH), "kind", on=DAY, ended_before=DAY).values()
    assert tally.received == 1


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_median_is_that_of_all_answers_however_they_are_divided(days):
    middle = len(days) // 2
    parts = [Tally(days=Counter(days[:middle])), Tally(days=Counter(days[middle:]))]
    assert sum(parts, Tally()).median_days == median(days)


@pytest.mark.django_db
def test_the_statistics_are_divided_by_topic_month_and_group(client, ward, answered, officer):
    topic, group = add_topic(ward=ward, name="Rác", by=officer, at=MORNING), factories.group(ward, name="Tổ 7")
    answered(4, topic=topic, place=Place(group=group))
    with clock.travel_to(on(date(2026, 4, 1))):
        shown = client.get(STATISTICS).content.decode()
        for words in ("Rác", "Tổ 7", "Tháng 3/2026", "100%", "01/04/2025", "31/03/2026"):
            assert words in shown
        sheet = load_workbook(BytesIO(b"".join(client.get(f"{STATISTICS}?xuat=xlsx")))).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert ["Lĩnh vực", "Rác", 1, 1, None, None, 100, 2] in [[value or None for value in row] for row in rows]
        assert "Không có phản ánh nào" in client.get(f"{STATISTICS}?thoi-gian=2025").content.decode()
        assert client.get(f"{STATISTICS}?thoi-gian=²").status_code == 200


@pytest.fixture
def shown(received, officer):
    def publish(**given):
        return publish_case(
            case=received(wants_public=True, **given), public_text="Đèn hỏng.", shows_place=True, by=officer, at=MORNING
        )

    return publish


@pytest.mark.django_db
def test_each_group_has_one_tile_that_leads_to_its_remarks(client, ward, shown, officer):
    busy, calm = factories.group(ward, name="Tổ dân phố Tân Thành 1"), factories.group(ward, name="Tổ dân phố An Bình")
    shown(place=Place(group=busy))
    answer_case(case=shown(place=Place(group=busy)), answer="Đã sửa.", by=officer, at=MORNING)
    found = client.get(MAP)
    assert [tile.name for tile in found.context["tiles"]] == [calm.name, busy.name]
    assert [(tile.tally.open, tile.tally.received, tile.level) for tile in found.context["tiles"]] == [
        (0, 0, 0),
        (1, 2, 1),
    ]
    (address,) = (tile.url for tile in found.context["tiles"] if tile.name == busy.name)
    assert client.get(address).context["total"] == 1
    assert [tile.shown for tile in client.get(f"{MAP}?theo=dung-han").context["tiles"]] == ["–", "100%"]


@pytest.mark.django_db
def test_a_published_position_is_a_dot_that_leads_to_its_remark(client, shown, received):
    place = Place(latitude=Decimal("21.4794"), longitude=Decimal("105.8552"))
    case = shown(place=place)
    received(place=place)
    page = client.get(MAP)
    assert [dot.row for dot in page.context["drawing"].dots] == [case]
    assert f'<a href="{case.public_url}" aria-label="Đèn hỏng.">' in page.content.decode()
    assert b"<image" not in page.content


@pytest.mark.django_db
def test_a_tile_server_that_is_set_draws_the_ground(client, shown, settings):
    settings.TILE_URL, settings.TILE_CREDIT = "https://tiles.example.vn/{z}/{x}/{y}.png", "© Sở Xây dựng"
    shown(place=Place(latitude=Decimal("21.4794"), longitude=Decimal("105.8552")))
    page = client.get(MAP).content.decode()
    assert '<image href="https://tiles.example.vn/17/' in page
    assert "© Sở Xây dựng" in page


positions = st.tuples(st.floats(-85, 85), st.floats(-179, 179), st.none())


@given(st.lists(positions, min_size=1, max_size=20))
def test_every_dot_lies_within_the_drawing_however_wild_the_positions(points):
    drawn = mapping.drawing(points, "https://t.example/{z}/{x}/{y}.png")
    if drawn is None:
        return
    assert len(drawn.dots) + drawn.left_out == len(points)
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert max(drawn.width, drawn.height) <= mapping.WIDEST + 2
    assert 1 <= len(drawn.tiles) <= 25


def test_north_is_above_and_east_is_to_the_right():
    south_west, north_east = mapping.drawing([(21.47, 105.85, "tây nam"), (21.48, 105.86, "đông bắc")]).dots
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


def test_a_thousand_metres_are_drawn_as_a_thousand_metres():
    kilometre = 1 / 111.32
    drawn = mapping.drawing([(21.0, 105.85, None), (21.0 + kilometre, 105.85, None)])
    first, second = drawn.dots
    assert (first.y - second.y) / drawn.bar * drawn.metres == pytest.approx(1000, rel=0.03)


def test_a_long_name_stays_within_its_tile():
    assert mapping.in_lines("Tổ dân phố Tân Thành 1", "Tổ dân phố ") == ["Tân Thành 1"]
    lines = mapping.in_lines("Tổ dân phố Khu chung cư Hoa Phượng số hai mươi mốt", "Tổ dân phố ")
    assert len(lines) == mapping.LINES
