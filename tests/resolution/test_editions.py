"""A later resolution changes or replaces the one in force, and what held on an earlier day can still be read."""

from datetime import date
from importlib.resources import files

import pytest

from danchu.resolution.editions import library_in
from danchu.resolution.text import source_text
from statute.tables import LawDataError

FIRST = "bach-quang-2025"
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
AMENDING = """
name = "Nghị quyết số 07/NQ-HĐND ngày 20/6/2026"
holds_from = 2026-07-01
amends = "bach-quang-2025"
[[amendment]]
id = "2.2.d.3"
deed = "replaced"
text = "Xử lý trong ba mươi ngày mọi vi phạm quy định về thực hiện dân chủ ở cơ sở."
[[amendment]]
id = "2.2.d.4"
deed = "added"
after = "2.2.d.3"
text = "Công bố kết quả xử lý vi phạm trên trang thông tin của phường."
[[amendment]]
id = "2.2.a.3"
deed = "repealed"
"""
NEW_CLAUSE = """
[[clause]]
id = "2.2.d.4"
title = "Công bố kết quả xử lý"
does = "Chưa có trong phần mềm. Sẽ đăng kết quả xử lý từng vụ."
packages = ["oversee.violations"]
steps = ["oversee"]
status = "planned"
[[clause.figure]]
key = "oversee.violations_published"
label = "Vụ đã công bố"
unit = "vụ"
"""
SECOND = 'name = "Nghị quyết số 01/NQ-HĐND"\nholds_from = 2027-01-01\nreplaces = "bach-quang-2025"\n'


def write(folder, **written):
    folder.mkdir(exist_ok=True)
    for name, text in written.items():
        suffix = "txt" if name == "text" else "toml"
        folder.joinpath(f"{name}.{suffix}").write_text(text, encoding="utf-8")


@pytest.fixture
def shelf(tmp_path):
    """``shelf(name, file=text, ...)``: a library of the first resolution and what was written since."""
    first = 'name = "Nghị quyết thứ nhất"\nholds_from = 2025-12-19\n'
    write(tmp_path / FIRST, text=source_text(), resolution=first, clauses="")

    def add(key, **written):
        write(tmp_path / key, **written)
        return library_in(tmp_path)

    return add


def second_text():
    return source_text().replace("19 tháng 12 năm 2025", "01 tháng 01 năm 2027").replace("Bách Quang", "Bách Quang mới")


def text_of(edition, part):
    return edition.resolution.find(part).text


def test_before_the_first_resolution_nothing_holds(shelf):
    library = shelf(FIRST)
    assert library.in_force(date(2025, 12, 18)) is None
    assert library.in_force(date(2025, 12, 19)).holds_to is None


def test_an_amendment_changes_the_text_from_its_day_and_the_earlier_text_stays(shelf):
    library = shelf("sua-doi", resolution=AMENDING)
    before, after = library.in_force(BEFORE), library.in_force(AFTER)
    assert text_of(before, "2.2.d.3").startswith("Kiên quyết xử lý")
    assert text_of(after, "2.2.d.3").startswith("Xử lý trong ba mươi ngày")
    [change] = after.changes["2.2.d.3"]
    assert (change.on, change.by) == (AFTER, "Nghị quyết số 07/NQ-HĐND ngày 20/6/2026")
    assert change.before.text == text_of(before, "2.2.d.3")
    assert before.changes == {}


def test_an_added_part_follows_its_elder_and_a_repealed_one_stays_as_a_gap(shelf):
    library = shelf("sua-doi", resolution=AMENDING)
    before, after = library.in_force(BEFORE), library.in_force(AFTER)
    order = [node.id for node in after.resolution.nodes()]
    assert order.index("2.2.d.4") == order.index("2.2.d.3") + 1
    assert before.resolution.find("2.2.d.4") is None
    assert text_of(after, "2.2.a.3") == ""
    assert text_of(before, "2.2.a.3").startswith("Người được giao nhiệm vụ")
    assert [node.order for node in after.resolution.nodes()] == list(range(1, len(order) + 1))


def test_the_clauses_follow_the_text(shelf, tmp_path):
    table = table_of_the_first()
    shelf(FIRST, clauses=table)
    library = shelf("sua-doi", resolution=AMENDING, clauses=NEW_CLAUSE)
    before, after = library.in_force(BEFORE).clauses, library.in_force(AFTER).clauses
    assert before.find("2.2.a.3")
    assert after.find("2.2.a.3") is None
    ids = [clause.id for clause in after]
    assert ids[ids.index("2.2.d.3") + 1] == "2.2.d.4"
    assert before.find("2.2.d.4") is None


def table_of_the_first():
    return files("danchu.resolution").joinpath("data", FIRST, "clauses.toml").read_text(encoding="utf-8")


def test_a_resolution_that_replaces_ends_the_earlier_one_the_day_before(shelf):
    library = shelf("thu-hai", resolution=SECOND, text=second_text(), clauses="")
    last, first = library.in_force(date(2026, 12, 31)), library.in_force(date(2027, 1, 1))
    assert (last.name, last.holds_to) == ("Nghị quyết thứ nhất", date(2026, 12, 31))
    assert (first.name, first.holds_to) == ("Nghị quyết số 01/NQ-HĐND", None)
    assert "Bách Quang mới" in text_of(first, "1.1")
    assert [each.name for each in library.issued] == ["Nghị quyết thứ nhất", "Nghị quyết số 01/NQ-HĐND"]


def test_a_resolution_of_limited_time_ends_without_a_successor(shelf):
    ended = 'name = "Có thời hạn"\nholds_from = 2025-12-19\nholds_to = 2026-12-31\n'
    library = shelf(FIRST, resolution=ended)
    assert library.in_force(date(2026, 12, 31)).holds_to == date(2026, 12, 31)
    assert library.in_force(date(2027, 1, 1)) is None


def test_two_amendments_of_one_part_both_stay_on_record(shelf):
    shelf("sua-doi", resolution=AMENDING)
    again = AMENDING.split("[[amendment]]")
    later = "[[amendment]]".join(again[:2]).replace("2026-07-01", "2026-10-01").replace("ba mươi", "mười lăm")
    library = shelf("sua-doi-lan-hai", resolution=later.replace("07/NQ", "11/NQ"))
    changes = library.in_force(date(2026, 10, 1)).changes["2.2.d.3"]
    assert [change.on for change in changes] == [date(2026, 7, 1), date(2026, 10, 1)]
    assert "ba mươi" in changes[1].before.text
    assert "mười lăm" in text_of(library.in_force(date(2026, 10, 1)), "2.2.d.3")
    assert "ba mươi" in text_of(library.in_force(date(2026, 9, 30)), "2.2.d.3")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('id = "2.2.d.3"', 'id = "9.9"'), "does not fit"),
        (('after = "2.2.d.3"', 'after = "9.9"'), "does not fit"),
        (('id = "2.2.d.4"', 'id = "2.2.d.2"'), "does not fit"),
        (('amends = "bach-quang-2025"', 'amends = "khong-co"'), "not there"),
        (("2026-07-01", "2025-01-01"), "outside the time"),
        (("repealed", "forgotten"), "not one of"),
    ],
)
def test_an_amendment_that_does_not_fit_is_refused(shelf, change, fault):
    with pytest.raises(LawDataError, match=fault):
        shelf("sua-doi", resolution=AMENDING.replace(*change))


def test_two_resolutions_cannot_stand_at_once_unless_one_replaces_the_other(shelf):
    beside = SECOND.replace('replaces = "bach-quang-2025"\n', "")
    with pytest.raises(LawDataError, match="at the same time"):
        shelf("thu-hai", resolution=beside, text=second_text(), clauses="")


def test_the_day_in_the_data_must_be_the_day_of_the_text(shelf):
    with pytest.raises(LawDataError, match="another day"):
        shelf(FIRST, resolution='name = "Sai ngày"\nholds_from = 2026-01-01\n')
