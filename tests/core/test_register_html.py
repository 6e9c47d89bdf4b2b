"""Rows and options that are written as HTML by the house itself: nothing that somebody typed becomes markup."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.html import format_html

from danchu.core.ui.registers import Column
from danchu.core.ui.tables import Cells, options

TYPED = "<b>Tổ & 'một' \"hai\""
ESCAPED = "&lt;b&gt;Tổ &amp; &#x27;một&#x27; &quot;hai&quot;"


def cells(*columns, url="", **row):
    [(_, written, _)] = Cells(columns).lines([SimpleNamespace(**row)], lambda row: url)
    return written


@pytest.mark.parametrize("link", [True, False])
def test_what_somebody_typed_into_a_row_stands_there_as_text(link):
    written = cells(Column("Tên", "name", link=link), name=TYPED, url="/to/1/")
    assert ESCAPED in written
    assert "<b>" not in written


def test_a_label_and_an_address_are_text_too():
    assert f'data-label="{ESCAPED}"' in cells(Column(TYPED, "name"), name="a")
    assert '<a href="/?a=1&amp;b=&quot;">' in cells(Column("Tên", "name", link=True), name="a", url='/?a=1&b="')


def test_the_first_column_heads_its_row_and_leads_to_its_page_where_it_has_one():
    column = Column("Số", "number", link=True, unbroken=True)
    assert cells(column, number="12", url="/12/") == '<th scope="row" class="unbroken"><a href="/12/">12</a></th>'
    assert cells(column, number="12") == '<th scope="row" class="unbroken">12</th>'


def test_a_value_is_written_as_everywhere_in_the_house():
    columns = [Column("Ngày", "on"), Column("Số", "number", numeric=True), Column("Có", "yes"), Column("Gì", "none")]
    assert cells(*columns, on=date(2026, 3, 5), number=1234, yes=True, none=None) == (
        '<td data-label="Ngày">05/03/2026</td><td data-label="Số" class="numeric">1.234</td>'
        '<td data-label="Có">Có</td><td data-label="Gì">–</td>'
    )


def test_what_a_column_draws_itself_stays_markup():
    column = Column("Hộ", "name", leads_to=lambda row: "/ho/1/", drawn=lambda row: format_html("<b>{}</b>", row.name))
    assert cells(column, name="An & Bình") == '<td data-label="Hộ"><a href="/ho/1/"><b>An &amp; Bình</b></a></td>'


def test_among_columns_of_longer_text_the_fullest_has_most_room():
    columns = [Column("Loại", "kind"), Column("Tóm tắt", "summary"), Column("Số", "number", numeric=True)]
    rows = [SimpleNamespace(kind="Yêu cầu cung cấp thông tin", summary="Xin danh sách hộ được hỗ trợ", number=1)]
    rows += [SimpleNamespace(kind="Khiếu nại", summary="Khiếu nại quyết định xử phạt", number=2)]
    [(_, first, _), _] = Cells(columns, one_line=True).lines(rows, lambda row: "")
    assert '<td data-label="Loại" class="long"' in first
    assert '<td data-label="Tóm tắt" class="long longest"' in first
    assert '<td data-label="Số" class="numeric"' in first


def test_an_option_is_text_and_the_chosen_one_is_marked():
    assert options([("1", TYPED, False), ('"', "Hai", True)]) == (
        f'<option value="1">{ESCAPED}</option><option value="&quot;" selected>Hai</option>'
    )
