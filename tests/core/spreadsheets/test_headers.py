"""Finding the head of a table and the columns of its fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.core.spreadsheets.cells import Row
from danchu.core.spreadsheets.headers import Field, HeaderMap, propose, propose_from
from danchu.core.spreadsheets.matching import normalised
from danchu.core.spreadsheets.reading import FileRefused, open_table
from danchu.core.spreadsheets.records import records

from .builders import grid, workbook

FIELDS = (
    Field("group", "Tổ dân phố", ("TDP", "Tổ", "Tổ số")),
    Field("code", "Mã hộ", ("Số hộ", "Hộ số", "Mã số hộ")),
    Field("name", "Họ và tên", ("Họ tên", "Tên", "Họ tên chủ hộ"), required=True),
    Field("relation", "Quan hệ với chủ hộ", ("Quan hệ",)),
    Field("born", "Ngày sinh", ("Ngày tháng năm sinh", "Năm sinh"), kind="date"),
    Field("sex", "Giới tính", ("Nam/Nữ",), kind="sex"),
    Field("identity", "Số CCCD", ("Số định danh cá nhân", "CMND"), kind="digits"),
    Field("phone", "Điện thoại", ("Số điện thoại",), kind="phone"),
    Field("address", "Địa chỉ", ("Nơi ở hiện nay", "Chỗ ở", "Nơi thường trú")),
)
VARIANTS = {
    "group": ["TỔ DÂN PHỐ", "To dan pho", "TDP", "Tổ dân phố (số)"],
    "code": ["Số hộ", "MÃ HỘ", "Ma so ho", "Hộ số:"],
    "name": ["HỌ TÊN", "Ho ten chu ho", "Họ và Tên", "Họ, tên", "Họ và tên (in hoa)"],
    "relation": ["Quan hệ với chủ hộ", "QUAN HỆ VỚI CH", "Quan hệ"],
    "born": ["Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "NĂM SINH", "Ngay sinh"],
    "sex": ["Giới tính", "GT", "Giói tính", "Nam/Nữ"],
    "identity": ["Số CCCD/ĐDCN", "CMND", "CCCD", "Số CMND/CCCD", "Căn cước công dân"],
    "phone": ["SĐT", "Điện thoại", "Số ĐT", "Điên thoại liên hệ", "Tel"],
    "address": ["Địa chỉ", "Nơi ở hiện nay", "Địa chỉ thường trú", "ĐC"],
}


def found(*rows: list[object], merged: tuple[str, ...] = ()) -> HeaderMap:
    head = propose_from(grid(*rows), FIELDS, merged)[1]
    assert head is not None
    return head


@pytest.mark.parametrize(("key", "written"), [(key, each) for key, names in VARIANTS.items() for each in names])
def test_a_column_is_known_by_each_of_the_names_that_officers_write(key: str, written: str):
    other = "Họ và tên" if key != "name" else "Mã hộ"
    assert found([written, other], ["x", "y"]).mapping[key] == 0


@given(st.fixed_dictionaries({key: st.sampled_from(names) for key, names in VARIANTS.items()}), st.randoms())
def test_columns_in_any_order_under_any_of_their_names_are_all_found(names: dict[str, str], chance):
    order = list(names)
    chance.shuffle(order)
    head = found(["Danh sách hộ dân"], ["STT", *(names[key] for key in order)], [1, *("x" for _ in order)])
    assert head.mapping == {key: place for place, key in enumerate(order, start=1)}
    assert [column.header for column in head.unmatched] == ["STT"]


def test_motto_title_and_blank_lines_above_the_head_are_passed_over():
    head = found(
        ["ỦY BAN NHÂN DÂN PHƯỜNG", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH HỘ GIA ĐÌNH, HỌ TÊN CHỦ HỘ NĂM 2026"],
        ["STT", "Họ và tên", "Ngày sinh", "Địa chỉ"],
        [1, "Nguyễn Văn An", "1/2/1960", "Số 3"],
    )
    assert (head.header_row, head.first_data_row) == (5, 6)
    assert head.mapping["name"] == 1
    assert head.columns[1].samples == ("Nguyễn Văn An",)


def test_a_head_of_two_merged_rows_is_read_as_one():
    head = found(
        ["STT", "Họ và tên", "Thông tin", None, "Địa chỉ"],
        [None, None, "Ngày sinh", "Giới tính", None],
        [1, "An", "1960", "Nam", "Số 3"],
        merged=("A1:A2", "B1:B2", "C1:D1"),
    )
    assert head.first_data_row == 3
    assert head.mapping["born"] == 2
    assert head.mapping["sex"] == 3
    assert head.mapping["address"] == 4
    assert head.columns[2].header == "Thông tin Ngày sinh"


def test_a_head_of_two_rows_is_found_in_a_csv_too():
    rows = [
        ["Họ và tên", "Liên hệ", None, "Tổ dân phố"],
        [None, "Điện thoại", "Địa chỉ", None],
        ["An", "09", "3", "1"],
    ]
    head = found(*rows)
    assert head.first_data_row == 3
    assert (head.mapping["phone"], head.mapping["address"]) == (1, 2)


def test_banners_numbers_repeated_heads_totals_and_prenumbered_rows_are_not_data():
    title = ["STT", "Họ và tên", "Ngày sinh", "Địa chỉ"]
    rows = grid(
        title,
        ["(1)", "(2)", "(3)", "(4)"],
        ["Tổ dân phố số 1"],
        [1, "Nguyễn Văn An", "1960", "Số 3"],
        title,
        ["II. Tổ dân phố số 2"],
        [2, "Tô Thị Bình", "1961", "Số 4"],
        [None, "Tô Văn Cường"],
        [3],
        ["Tổng cộng", None, 350],
    )
    head = propose_from(rows, FIELDS)[1]
    assert head is not None
    assert [(row.number, banner) for row, banner in head.data(rows)] == [
        (4, "Tổ dân phố số 1"),
        (7, "II. Tổ dân phố số 2"),
        (8, "II. Tổ dân phố số 2"),
    ]


def test_the_officer_may_change_the_mapping_but_not_use_a_column_twice():
    head = found(["Họ và tên", "Ghi chú", "Địa chỉ"], ["An", "chủ", "Số 3"])
    changed = head.overridden({"relation": 1, "address": None})
    assert changed.mapping["relation"] == 1
    assert changed.mapping["address"] is None
    assert [column.letter for column in changed.unmatched] == ["C"]
    with pytest.raises(FileRefused, match="Cột A được chọn cho hai mục"):
        head.overridden({"relation": 0})
    with pytest.raises(FileRefused, match="không có trong tệp"):
        head.overridden({"relation": 9})


def test_required_fields_without_a_column_and_doubtful_ones_are_told():
    head = found(["Mã hộ", "Địa chỉ thường trú của hộ", "Tổ"], ["1", "Số 3", "2"])
    assert [field.key for field in head.missing] == ["name"]
    assert "address" in {field.key for field in head.unsure}


def test_the_sheet_with_the_head_is_chosen_and_none_is_refused():
    with open_table(workbook([["Họ và tên", "Địa chỉ"], ["An", "Số 3"]], sheet="Hộ dân")) as table:
        assert propose(table, FIELDS).sheet == "Hộ dân"
    with (
        open_table(workbook([["Kế hoạch"], ["Nội dung"]])) as table,
        pytest.raises(FileRefused, match="Họ và tên"),
    ):
        propose(table, FIELDS)


def test_merged_cells_in_the_data_are_faults_but_titles_and_banners_are_not():
    head = found(["Tiêu đề"], ["Họ và tên", "Mã hộ", "Địa chỉ"], ["An", "1", "Số 3"])
    errors = head.merged_errors(["A1:C1", "A5:C5", "B6:B9"])
    assert [(error.cell, error.message) for error in errors] == [
        ("B6", "Các ô B6:B9 đang gộp; hãy bỏ gộp ô và điền đủ từng dòng.")
    ]


def test_records_are_parsed_and_every_fault_names_its_cell():
    rows = grid(["STT", "Họ và tên", "Ngày sinh", "SĐT"], [1, "An", "31/02/1960", 912345678], [2, None, "1960", "12"])
    rows[1].problems = {0: "công thức", 1: "Ô B2 chứa công thức; hãy dán giá trị"}
    head = propose_from(rows, FIELDS)[1]
    assert head is not None
    first, second = records(rows, head)
    assert [error.cell for error in first.errors] == ["B2", "C2"]
    assert first.values["phone"] == "+84912345678"
    assert [(error.cell, error.header) for error in second.errors] == [("B3", "Họ và tên"), ("D3", "SĐT")]
    assert "hãy điền vào ô B3" in second.errors[0].message


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=30), st.integers()), max_size=8), max_size=8))
def test_no_table_crashes_the_search(table: list[list[object]]):
    rows = [Row("Dân", number, values) for number, values in enumerate(table, start=1)]  # type: ignore[arg-type]
    _, head = propose_from(rows, FIELDS)
    if head is not None:
        list(records(rows, head))
        used = [index for index in head.mapping.values() if index is not None]
        assert len(used) == len(set(used))


@given(st.text(max_size=40))
def test_normalising_forgets_case_and_outer_space(text: str):
    assert normalised(f"  {text.upper()} ") == normalised(text.upper())


def test_a_wide_strange_table_is_searched_in_little_time():
    rows = grid(*([f"Cột thứ {column} của dòng {number}" for column in range(200)] for number in range(60)))
    propose_from(rows, FIELDS)
