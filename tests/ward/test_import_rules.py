"""What the import of the roll takes, refuses and changes: row by row, file by file."""

import contextlib
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core.files.refused import FileRefused
from danchu.ward.models import Household, Person, ResidentialGroup, RollImport
from danchu.ward.roll_import import storing
from danchu.ward.roll_import.layout import ALL_SHEETS
from tests import examples, factories
from tests.core.spreadsheets.builders import many_rows, raw_workbook, sheet_xml, workbook

from .rolls import AN, BINH, CHI, GROUP, HEADS, faults, on_roll, planned, roll, row, sent, upload

NEW = "/ban-lam-viec/nhap-danh-sach/moi/"


@pytest.fixture
def group(ward):
    return factories.group(ward, code="T1", name=GROUP)


@pytest.fixture
def stored(ward, group):
    """``stored(rows...)``: a roll of these rows, already in force."""

    def store(*rows, **layout):
        found = planned(ward, roll(*rows), **layout)
        storing.store(ward, found)
        return found

    return store


def messages(found) -> list[str]:
    return [text for _, text in found]


def test_an_unknown_group_is_a_fault_with_the_nearest_name(ward, group):
    assert faults(ward, row(AN, group="Tổ dân phố Tân Thnh 1")) == [
        ("A2", f"Phường chưa có tổ “Tổ dân phố Tân Thnh 1”; có phải “{GROUP}”?")
    ]


@pytest.mark.parametrize("written", ["T1", "tan thanh 1", "TDP Tân Thành 01", "Tổ Tân Thành 1", GROUP.upper()])
def test_a_group_is_found_by_its_code_or_name_however_written(ward, group, written):
    assert faults(ward, row(AN, group=written)) == []


def test_a_group_that_was_dissolved_is_told(ward, group):
    group.retired_on = date(2025, 7, 1)
    group.save()
    assert "đã giải thể, sáp nhập từ 01/07/2025" in faults(ward, AN)[0][1]


def test_unknown_groups_are_made_only_when_asked_for(ward, stored):
    stored(row(AN, group="Tổ 17"), row(BINH, group="17"), creating=True)
    made = ResidentialGroup.objects.get(ward=ward, name="Tổ 17")
    assert made.code == "T17"
    assert Household.objects.get(code="TT1-01").group == made


def test_an_id_number_must_fit_birth_sex_and_province(ward, group):
    found = faults(
        ward,
        row(AN, number="019063000011"),
        row(CHI, number="019080000013"),
        row(CHI, code="K", number="000180000013"),
        row(CHI, code="L", number="123456789"),
    )
    assert [cell for cell, _ in found] == ["H2", "H3", "H4", "H5"]
    assert "sinh năm 1963" in found[0][1]
    assert "của nam" in found[1][1]
    assert "không phải mã tỉnh" in found[2][1]
    assert "chứng minh nhân dân cũ" in found[3][1]


def test_an_id_number_used_twice_blames_both_rows(ward, group):
    found = faults(ward, CHI, row(CHI, code="TT1-03", name="Lê Thị Chín"))
    assert [cell for cell, _ in found] == ["H3", "H2"]
    assert "dòng 2 (hộ TT1-02)" in found[0][1]


def test_an_id_number_of_somebody_in_another_household_is_told(ward, stored):
    stored(CHI)
    assert "đang của một người ở hộ TT1-02" in faults(ward, row(CHI, code="TT1-09"))[0][1]


def test_who_left_may_come_back_into_another_household(ward, stored):
    stored(AN, BINH)
    Person.objects.filter(full_name="Trần Thị Bình").update(left_on=date(2025, 1, 1), departure="moved")
    found = stored(CHI, row(BINH, code="TT1-02", relation="Mẹ"))
    assert found.faults == []
    back = Person.objects.get(full_name="Trần Thị Bình")
    assert (back.household.code, back.left_on, back.departure, back.relation) == ("TT1-02", None, "", "Mẹ")


def test_a_household_has_one_head(ward, group):
    assert "chưa có chủ hộ" in faults(ward, BINH)[0][1]
    two = faults(ward, AN, row(BINH, relation="Chủ hộ"))
    assert two[0][0] == "E3"
    assert "đã có chủ hộ ở dòng 2" in two[0][1]


def test_one_code_in_two_groups_is_a_duplicate_code(ward, group):
    factories.group(ward, name="Tổ dân phố 9")
    assert "hãy sửa mã hộ trùng" in faults(ward, AN, row(BINH, group="Tổ 9"))[0][1]


def test_the_same_person_twice_in_a_household_is_told(ward, group):
    assert "đã có ở dòng 3 của cùng hộ" in faults(ward, AN, BINH, row(BINH, number=""))[0][1]


def test_births_in_the_future_and_names_with_digits_are_told(ward, group):
    found = faults(ward, row(AN, born="01/01/2999", number=""), row(CHI, name="Lê Thị Chi 2"))
    assert "ở tương lai" in found[0][1]
    assert "không phải họ tên" in found[1][1]


def test_merged_cells_and_formulas_leave_their_households_out(ward, group):
    merged = planned(ward, roll(AN, BINH, CHI, merged=("C2:C3",)))
    assert "đang gộp" in merged.faults[0].error.message
    assert [each.entry.code for each in merged.households] == ["TT1-02"]
    formula = planned(ward, roll(AN, row(CHI, address="=1+1")))
    assert "chứa công thức" in formula.faults[0].error.message
    assert [each.entry.code for each in formula.households] == ["TT1-01"]


def test_groups_may_stand_in_banners(ward, group):
    factories.group(ward, name="Tổ dân phố 2")
    heads = HEADS[1:]
    rows = [["Tổ dân phố Tân Thành 1"], AN[1:], ["II. Tổ dân phố số 02: 1 hộ"], CHI[1:]]
    found = planned(ward, roll(*rows, heads=heads))
    assert found.faults == []
    assert [each.entry.place.name for each in found.households] == [GROUP, "Tổ dân phố 2"]


def test_each_group_may_have_its_sheet(ward, group):
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    factories.group(ward, name="Tổ dân phố 2")
    for name, data in (("Tân Thành 1", AN), ("Tổ 2", CHI), ("Ghi chú", None)):
        page = book.add_worksheet(name)
        rows = [HEADS[1:], data[1:]] if data else [["Lập ngày 1/1"]]
        for number, values in enumerate(rows):
            page.write_row(number, 0, values)
    book.close()
    found = planned(ward, out, sheet=ALL_SHEETS)
    assert found.faults == []
    assert [each.entry.place.name for each in found.households] == [GROUP, "Tổ dân phố 2"]
    assert "Ghi chú" in found.roll.warnings[0]


def test_a_list_of_heads_only_makes_a_household_of_each_row(ward, group):
    heads = ["Số hộ", "Họ và tên chủ hộ", "Năm sinh", "Tổ", "Nơi ở hiện nay", "Điện thoại"]
    found = planned(ward, roll(["1", "Lê Thị Chi", 1980, "T1", "Số 7", 987654321], heads=heads))
    assert found.faults == []
    storing.store(ward, found)
    chi = Person.objects.get(household__code="1")
    assert (chi.is_head, chi.born_on, chi.born_in_year, chi.phone) == (True, None, 1980, "+84987654321")


def test_importing_again_reports_what_changed_and_removes_nobody(ward, stored):
    stored(AN, BINH, CHI)
    found = stored(row(AN, address="Số 6", phone=""), row(BINH, phone="0911222333"))
    counts = found.counts()
    assert (counts["households_changed"], counts["people_changed"], counts["people_new"]) == (1, 1, 0)
    assert found.missing == [("TT1-02", "Lê Thị Chi")]
    assert Household.objects.get(code="TT1-01").address == "Số 6"
    assert Person.objects.get(full_name="Nguyễn Văn An").phone == "+84912345678"
    assert Household.objects.get(code="TT1-02").left_on is None


def test_another_head_takes_over_and_who_is_missing_stays_on_the_roll(ward, stored):
    stored(AN, BINH)
    found = stored(row(BINH, relation="Chủ hộ"))
    assert found.households[0].missing == ["Nguyễn Văn An"]
    heads = Person.objects.filter(household__code="TT1-01", is_head=True)
    assert [each.full_name for each in heads] == ["Trần Thị Bình"]
    assert Household.objects.get(code="TT1-01").head_name == "Trần Thị Bình"
    assert Person.objects.get(full_name="Nguyễn Văn An").left_on is None


def test_the_account_of_a_household_bears_the_name_of_its_new_head(ward, stored):
    stored(AN, BINH)
    household = Household.objects.get(code="TT1-01")
    household.account = factories.user(ward, kind="household", display_name="Hộ Nguyễn Văn An")
    household.save()
    stored(row(AN, relation="Chồng"), row(BINH, relation="Chủ hộ"))
    household.account.refresh_from_db()
    assert household.account.display_name == "Hộ Trần Thị Bình"


def test_another_ward_is_not_touched(ward, other_ward, stored):
    foreign = factories.household(factories.group(other_ward, name=GROUP), code="TT1-01", address="Xa")
    stored(AN)
    foreign.refresh_from_db()
    assert foreign.address == "Xa"
    assert Household.objects.filter(code="TT1-01").count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b"%PDF-1.7 x", "PDF"),
        (b"<html><table></table></html>", "trang web"),
        (workbook([["Kế hoạch"], ["Nội dung"]]).getvalue(), "Không tìm thấy dòng tiêu đề"),
        (workbook([]).getvalue(), "không có dòng nào"),
        (raw_workbook(sheet_xml(""), {"xl/media/bomb.bin": b"\0" * 50_000_000}).getvalue(), "nở ra quá lớn"),
        (workbook([HEADS, AN]).getvalue()[:900], "bị hỏng"),
    ],
    ids=["empty", "pdf", "web page", "no roll", "no rows", "zip bomb", "cut off"],
)
def test_what_is_no_roll_is_refused_at_once_with_the_way_out(ward, group, signed_in, officer, content, words):
    answer = signed_in(officer).post(NEW, {"file": upload(BytesIO(content))})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RollImport.objects.exists()


def test_200_000_rows_are_refused_at_once(ward, signed_in, officer):
    answer = signed_in(officer).post(NEW, {"file": upload(many_rows(200_000))})
    assert "Bảng có hơn 100.000 dòng" in answer.content.decode()
    assert not RollImport.objects.exists()


def test_a_renamed_csv_is_read_and_the_officer_told(ward, group, signed_in, officer):
    text = ";".join(HEADS) + "\n" + ";".join(AN) + "\n"
    row_of = sent(signed_in(officer), BytesIO(text.encode("utf-8-sig")), name="danh sách.xlsx")
    assert row_of.counts["good_rows"] == 1
    assert "CSV" in row_of.told[0]


def test_the_command_stores_good_rolls_and_names_faults(ward, group, tmp_path):
    path = tmp_path / "ho.xlsx"
    path.write_bytes(roll(AN, BINH, row(CHI, born="x")).getvalue())

    def run(*options: str) -> tuple[int, dict]:
        out = StringIO()
        try:
            call_command("import-households", str(path), "--json", *options, stdout=out)
        except SystemExit as left:
            return int(left.code), json.loads(out.getvalue())
        return 0, json.loads(out.getvalue())

    code, told = run()
    assert (code, told["stored"], told["errors"][0]["cell"]) == (1, False, "F4")
    assert (Household.objects.count(), RollImport.objects.count()) == (0, 0)
    code, told = run("--accept-good")
    assert (code, told["stored"], told["counts"]["people_new"]) == (0, True, 2)
    assert Household.objects.get().code == "TT1-01"
    path.write_bytes(roll(AN, CHI).getvalue())
    code, told = run("--dry-run")
    assert (code, told["stored"], told["counts"]["households_new"]) == (0, False, 1)
    path.write_bytes(b"")
    code, told = run()
    assert code == 1
    assert "Tệp trống" in told["errors"][0]["message"]


NAMES = st.sampled_from(["Nguyễn Văn An", "Lê Thị Hoà", "Trần Đức Bình", "Đỗ Ý Nhi", "Vũ Ước"])
BIRTHS = st.one_of(
    st.none(), st.integers(1930, 2020).map(str), st.dates(date(1930, 1, 1), date(2020, 1, 1)).map("{:%d/%m/%Y}".format)
)
PEOPLE = st.lists(
    st.tuples(NAMES, BIRTHS, st.sampled_from(["", "Nam", "Nữ"]), st.sampled_from(["", "0912345678"])),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each[0],
)


@st.composite
def rolls(draw):
    """The rows of a roll without faults."""
    rows = []
    for number in range(draw(st.integers(1, 4))):
        addresses = draw(st.lists(st.sampled_from(["", "Số 5", "Ngõ 7"]), min_size=4, max_size=4))
        for place, (name, born, sex, phone) in enumerate(draw(PEOPLE)):
            relation = "Chủ hộ" if place == 0 else "Con"
            rows.append([GROUP, f"H{number}", addresses[place], name, relation, born or "", sex, "", phone])
    return rows


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rolls(), chance=st.randoms())
def test_a_roll_imported_twice_changes_nothing_and_the_order_of_rows_does_not_matter(ward, group, rows, chance):
    Person.objects.filter(ward=ward).delete()
    Household.objects.filter(ward=ward).delete()
    found = planned(ward, roll(*rows))
    assert found.faults == []
    storing.store(ward, found)
    first = on_roll(ward)
    again = planned(ward, roll(*rows)).counts()
    assert not any(again[key] for key in again if key.endswith(("_new", "_changed", "_missing", "left_out")))
    mixed = list(rows)
    chance.shuffle(mixed)
    shuffled = planned(ward, roll(*mixed)).counts()
    assert shuffled == again
    Person.objects.filter(ward=ward).delete()
    Household.objects.filter(ward=ward).delete()
    storing.store(ward, planned(ward, roll(*mixed)))
    assert on_roll(ward) == first


def test_no_damaged_roll_crashes_the_import(ward, group):
    whole = roll(AN, BINH, CHI).getvalue()
    for at in range(0, len(whole), 211):
        spoiled = bytearray(whole)
        spoiled[at] ^= 0xFF
        with contextlib.suppress(FileRefused):
            planned(ward, BytesIO(bytes(spoiled)))
