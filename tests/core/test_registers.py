"""What every list can do: stand by a column, be as long and as dense as somebody wants it, say what narrows it, sum."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from danchu.core.ui.registers import Column, Listed, Register, chosen_keys
from danchu.lib import clock
from danchu.ward.models import Household
from tests import factories

HOUSEHOLDS = "/ban-lam-viec/ho/"


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố 2")


@pytest.fixture
def client(client, signed_in, officer):
    return signed_in(officer)


def page(client, address=HOUSEHOLDS, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer


def heads(client, **asked):
    """The names of a page's rows, in their order."""
    return [row.head_name for _, _, row in page(client, **asked).context["lines"]]


def test_a_list_stands_by_a_column_and_turned_round_with_what_is_empty_last(client, group):
    for name in ("Lê Ôn", "Trần Đào", "", "Vũ An"):
        factories.household(group, head_name=name)
    assert heads(client, xep="chu-ho") == ["Vũ An", "Trần Đào", "Lê Ôn", ""]
    assert heads(client, xep="-chu-ho") == ["Lê Ôn", "Trần Đào", "Vũ An", ""]


def test_what_is_equal_stands_as_it_was_entered_and_turned_round_the_other_way(client, group):
    made = [factories.household(group, head_name="Lê An").pk for _ in range(30)]
    pages = [page(client, xep="chu-ho", trang=number).context["lines"] for number in (1, 2)]
    assert [row.pk for lines in pages for _, _, row in lines] == made
    assert [row.pk for _, _, row in page(client, xep="-chu-ho").context["lines"]] == made[:9:-1]


def test_a_column_of_what_a_row_belongs_to_orders_the_list_too(client, ward, group):
    factories.household(group, head_name="Một")
    factories.household(factories.group(ward, name="Tổ dân phố 10"), head_name="Hai")
    assert heads(client, xep="to-dan-pho") == ["Một", "Hai"]
    assert heads(client, xep="-to-dan-pho") == ["Hai", "Một"]


def test_pressing_a_head_orders_turns_round_and_lets_go_and_keeps_what_was_chosen(client, group):
    factories.household(group, head_name="Lê An")

    def head(**asked):
        html = page(client, q="an", **asked).content.decode()
        return re.search(r'<th scope="col"([^>]*)><a href="([^"]*)" rel="nofollow">Chủ hộ</a>', html).groups()

    assert head() == ("", "?q=an&amp;xep=chu-ho")
    assert head(xep="chu-ho") == (' aria-sort="ascending"', "?q=an&amp;xep=-chu-ho")
    assert head(xep="-chu-ho") == (' aria-sort="descending"', "?q=an")


def test_the_other_pages_and_the_search_keep_the_order(client, group):
    for number in range(25):
        factories.household(group, head_name=f"Lê Văn {number}")
    html = page(client, xep="-ma-ho", q="le").content.decode()
    assert "xep=-ma-ho&amp;q=le&amp;trang=2" in html
    assert '<input type="hidden" name="xep" value="-ma-ho">' in html
    assert "xep=-ma-ho&amp;q=le&amp;xuat=xlsx" in html


@pytest.mark.parametrize(
    "asked", ["dien-thoai", "khong-co", "-", "--chu-ho", "password", "group__ward__code", "chu-ho "]
)
def test_what_has_no_order_changes_nothing_and_is_no_link(client, group, asked):
    made = [factories.household(group, head_name=name) for name in ("Lê B", "Lê A")]
    assert heads(client, xep=asked) == ["Lê B", "Lê A"] == [each.head_name for each in made]
    html = page(client).content.decode()
    assert '<th scope="col" class="unbroken">Điện thoại</th>' in html


class Roll(Register):
    """A list of which one column is for some only."""

    title = "Sổ hộ"
    columns = (Column("Chủ hộ", "head_name"), Column("Địa chỉ", "address", permission="ward.export_roll"))

    def rows(self, request):
        return Household.objects.filter(ward=request.ward).order_by("pk")


def test_nobody_learns_by_the_order_what_a_column_does_not_show_them(rf, ward, officer, group):
    for address, name in (("C", "Một"), ("A", "Hai"), ("B", "Ba")):
        factories.household(group, head_name=name, address=address)

    def told(user):
        request = rf.get("/", {"xep": "dia-chi", "xuat": "csv"})
        request.user, request.ward = user, ward
        return re.findall("Một|Hai|Ba", b"".join(Roll().respond(request).streaming_content).decode())

    assert told(officer) == ["Hai", "Ba", "Một"]
    assert told(factories.staff(ward, "group_leader", group=group)) == ["Một", "Hai", "Ba"]


def test_what_is_downloaded_and_printed_stands_in_the_order_of_the_screen(client, group):
    for name in ("Lê Ôn", "Vũ An", "Trần Đào"):
        factories.household(group, head_name=name)
    table = b"".join(client.get(HOUSEHOLDS, {"xuat": "csv", "xep": "chu-ho"}).streaming_content).decode()
    printed = page(client, xuat="in", xep="-chu-ho").content.decode()
    assert re.findall("Vũ An|Trần Đào|Lê Ôn", table) == ["Vũ An", "Trần Đào", "Lê Ôn"]
    assert re.findall("Vũ An|Trần Đào|Lê Ôn", printed) == ["Lê Ôn", "Trần Đào", "Vũ An"]


def test_rows_that_no_table_holds_are_ordered_too():
    rows = Listed(SimpleNamespace(name=name, on=on) for name, on in (("Đ", None), ("a", date(2026, 1, 2)), ("D", None)))
    name, on = Column("Tên", "name"), Column("Ngày", "on")
    assert [row.name for row in rows.ordered(name.of, turned=False)] == ["a", "D", "Đ"]
    assert [row.name for row in rows.ordered(name.of, turned=True)] == ["Đ", "D", "a"]
    assert [row.name for row in rows.ordered(on.of, turned=True)] == ["a", "Đ", "D"]


def test_a_page_is_as_long_as_somebody_wants_it_for_once_or_always(client, group):
    for _ in range(55):
        factories.household(group)
    assert [len(heads(client, **asked)) for asked in ({}, {"dong": 50}, {"dong": 100}, {"dong": 7}, {"dong": "x"})] == [
        20,
        50,
        55,
        20,
        20,
    ]
    answer = client.get(HOUSEHOLDS, {"hien": 1, "dong": 50, "q": "nguyen", "kieu": "gon"})
    assert answer["Location"] == f"{HOUSEHOLDS}?q=nguyen"
    assert len(heads(client)) == 50
    assert len(heads(client, dong=20)) == 20


def test_rows_are_dense_at_the_desk_unless_somebody_wants_them_roomy(client, group):
    factories.household(group)
    assert '<table class="register compact">' in page(client).content.decode()
    client.get(HOUSEHOLDS, {"hien": 1, "kieu": "thuong"})
    assert '<table class="register">' in page(client).content.decode()
    client.get(HOUSEHOLDS, {"hien": 1, "kieu": "gon"})
    assert '<table class="register compact">' in page(client).content.decode()


def test_columns_are_hidden_and_shown_and_a_new_one_appears_to_everybody(client, group):
    factories.household(group)

    def labels():
        return [head.label for head in page(client).context["heads"]]

    usual = ["Chủ hộ", "Mã hộ", "Tổ dân phố", "Địa chỉ", "Điện thoại", "Số người"]
    assert labels() == usual
    client.get(HOUSEHOLDS, {"hien": 1, "cot": ["ma-ho", "to-dan-pho", "dien-thoai", "so-nguoi", "chuyen-di"]})
    assert labels() == ["Chủ hộ", "Mã hộ", "Tổ dân phố", "Điện thoại", "Số người", "Chuyển đi"]
    assert client.cookies["danchu-cot-ward-households"].value == "dia-chi.chuyen-di"
    assert page(client, "/ban-lam-viec/nguoi/").context["heads"][0].label == "Họ và tên"
    client.get(HOUSEHOLDS, {"hien": 1, "cot": ["ma-ho", "to-dan-pho", "dia-chi", "dien-thoai", "so-nguoi"]})
    assert labels() == usual


def test_strange_wishes_are_no_error(client, group):
    factories.household(group)
    for wish in ({"dong": "9" * 40}, {"kieu": "<b>"}, {"cot": "x" * 900}):
        assert client.get(HOUSEHOLDS, {"hien": 1, **wish}).status_code == 302
    client.cookies["danchu-dong"] = "x"
    client.cookies["danchu-cot-ward-households"] = "..;<b>" * 200
    assert len(heads(client)) == 1


def test_a_list_for_everyone_is_the_same_for_everyone(client, ward):
    address = reverse("matters:matters")
    factories.matter(ward)
    client.cookies["danchu-dong"] = "50"
    client.cookies["danchu-cot-matters-matters"] = "pham-vi"
    html = page(client, address).content.decode()
    assert '<table class="register">' in html
    assert "Phạm vi" in html
    assert client.get(address, {"hien": 1, "dong": 50}).status_code == 200


def test_each_choice_is_a_chip_that_takes_it_away(client, group):
    factories.household(group, head_name="Lê An")
    found = page(client, q="an", to=group.pk, xep="ma-ho").context["chips"]
    assert [(each.words, each.address) for each in found] == [
        ("Tìm “an”", f"?to={group.pk}&xep=ma-ho"),
        ("Tổ dân phố: Tổ dân phố 2", "?q=an&xep=ma-ho"),
    ]
    assert page(client, xep="ma-ho").context["chips"] == []


def test_filters_beyond_the_line_are_folded(client):
    context = page(client, reverse("duties:duties")).context
    assert [each.label for each in context["filters"] if each.kind != "link"] == ["Trạng thái", "Đơn vị", "Tổ dân phố"]
    assert [each.label for each in context["folded"]] == ["Khoản của nghị quyết", "Loại việc", "Đến hạn trong"]


def test_a_sum_is_over_all_rows_found_and_not_over_the_page(client, group, django_assert_max_num_queries):
    for _ in range(22):
        factories.person(group.ward, household=factories.household(group, head_name="Lê An"))
    factories.person(group.ward, household=factories.household(group, head_name="Vũ Ba"))
    page(client)
    with django_assert_max_num_queries(8):
        html = page(client).content.decode()
    assert re.search(r"<tfoot>.*Cộng 23 hộ.*>23</td></tr></tfoot>", html)
    assert re.search(r"<tfoot>.*Cộng 22 hộ.*>22</td></tr></tfoot>", page(client, q="le an").content.decode())


def test_of_rows_that_were_ticked_as_many_are_taken_as_a_page_can_hold(rf):
    asked = "&".join(f"chon={number}" for number in [*range(1, 300), "x", 3])
    assert chosen_keys(rf.get(f"/?{asked}")) == list(range(1, 201))


def test_a_list_on_paper_has_the_head_of_the_committee_and_says_what_it_holds(client, group):
    factories.household(group, head_name="Lê An")
    with clock.travel_to(clock.moment_on(date(2026, 2, 5), 9)):
        html = page(client, xuat="in", q="an", to=group.pk).content.decode()
    for each in (
        "ỦY BAN NHÂN DÂN<br>PHƯỜNG BÁCH QUANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Bách Quang, ngày 05 tháng 02 năm 2026",
        "Tìm “an”; Tổ dân phố: Tổ dân phố 2; Tình trạng: Đang trong danh sách",
        "Tính đến 09 giờ 00, ngày 05/02/2026",
        "NGƯỜI LẬP",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "Tổng cộng: 1 hộ.",
    ):
        assert each in html


def test_a_list_for_everyone_is_printed_without_signatures(client, ward):
    factories.matter(ward)
    html = page(client, reverse("matters:matters"), xuat="in").content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html
    assert "NGƯỜI LẬP" not in html


def test_what_stands_newest_first_on_the_screen_stands_oldest_first_on_paper(client, ward):
    for number in (1, 2, 3):
        factories.matter(ward, title=f"Việc số {number}", opened_at=clock.moment_on(date(2026, 1, number), 9))
    address = reverse("matters:matters")

    def order(**asked):
        return re.findall(r"Việc số (\d)", page(client, address, **asked).content.decode().partition("<tbody>")[2])

    assert order() == ["3", "2", "1"]
    assert order(xuat="in") == ["1", "2", "3"]
    assert order(xuat="in", xep="-ten-viec") == ["3", "2", "1"]


def test_a_sum_stands_on_paper_too(client, group):
    factories.person(group.ward, household=factories.household(group))
    assert re.search(r'sheet-total.*Cộng.*<td class="numeric">1</td></tr>', page(client, xuat="in").content.decode())


def test_a_form_of_the_law_is_printed_with_all_its_columns(client, ward):
    html = page(client, reverse("inspect:reception-book"), xuat="in").content.decode()
    assert "Giấy tờ tùy thân" in html
    assert "Cơ quan đã giải quyết" in html
